//! One row of an answer, read by column name.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kernel::{Day, Fen, Moment, Region};

use crate::{DbError, Result, Value};

/// One row of an answer.
#[derive(Debug)]
pub struct Row {
    names: Arc<[Box<str>]>,
    values: Vec<Value>,
    /// Where the next column is looked for first: rows are read in the order they were asked for.
    next: AtomicUsize,
}

impl Clone for Row {
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.names), self.values.clone())
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names && self.values == other.values
    }
}

impl Row {
    pub(crate) fn new(names: Arc<[Box<str>]>, values: Vec<Value>) -> Self {
        let next = AtomicUsize::new(0);
        Self {
            names,
            values,
            next,
        }
    }

    fn place(&self, column: &str) -> Option<usize> {
        let guess = self.next.load(Ordering::Relaxed);
        let is = |name: &str| name == column;
        let at = match self.names.get(guess) {
            Some(name) if is(name) => guess,
            _ => self.names.iter().position(|name| is(name))?,
        };
        self.next.store(at + 1, Ordering::Relaxed);
        Some(at)
    }

    /// Reads a column as the caller's type.
    ///
    /// # Errors
    /// [`DbError::Decode`] when there is no such column or it holds something else.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T> {
        let value = self.place(column).and_then(|at| self.values.get(at));
        let value = value.ok_or_else(|| DbError::decode(column, "not in the answer"))?;
        T::from_value(value).map_err(|fault| DbError::decode(column, fault))
    }

    /// The names of the columns, in the order of the statement.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// The values, in the order of [`Row::names`].
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

/// What a column can be read as.
pub trait FromValue: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// Says what the value is instead, never the value itself: it may be a person's.
    fn from_value(value: &Value) -> std::result::Result<Self, String>;
}

fn unfit<T>(wanted: &str, value: &Value) -> std::result::Result<T, String> {
    Err(format!("wanted {wanted}, found {}", value.kind()))
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Int(int) => Ok(*int),
            other => unfit("int", other),
        }
    }
}

impl FromValue for i32 {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        Self::try_from(i64::from_value(value)?).map_err(|_| "too large for 32 bits".to_owned())
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match i64::from_value(value)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err("wanted 0 or 1".to_owned()),
        }
    }
}

impl FromValue for f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "SQLite gives whole reals of an expression as integers"
    )]
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Real(real) => Ok(*real),
            Value::Int(int) => Ok(*int as Self),
            other => unfit("real", other),
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            other => unfit("text", other),
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            other => unfit("bytes", other),
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}

impl FromValue for Day {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Text(text) => text.parse().map_err(|()| "not a day".to_owned()),
            other => unfit("text", other),
        }
    }
}

impl FromValue for Region {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        match value {
            Value::Text(text) => Self::parse(text).ok_or_else(|| "not a region".to_owned()),
            other => unfit("text", other),
        }
    }
}

impl FromValue for Moment {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        i64::from_value(value).map(Self::from_millis)
    }
}

impl FromValue for Fen {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        i64::from_value(value).map(Self)
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> std::result::Result<Self, String> {
        Ok(value.clone())
    }
}

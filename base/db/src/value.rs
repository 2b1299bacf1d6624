//! The five kinds of value that both databases keep, and what becomes one.

use kernel::{Day, Fen, Moment, Region};

use crate::{DbError, Result};

/// A parameter of a statement or a cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL of any type.
    Null,
    /// BIGINT; also booleans (0, 1), epoch milliseconds and fen.
    Int(i64),
    /// DOUBLE PRECISION.
    Real(f64),
    /// TEXT; also ids and days.
    Text(String),
    /// BYTES.
    Bytes(Vec<u8>),
}

impl Value {
    /// Refuses what only one of the databases would keep: NUL in a text (PostgreSQL refuses it)
    /// and NaN (SQLite makes it NULL).
    pub(crate) fn check_portable(params: &[Self]) -> Result<()> {
        for (at, value) in params.iter().enumerate() {
            let fault = match value {
                Self::Text(text) if text.as_bytes().contains(&0) => "a text with NUL",
                Self::Real(real) if real.is_nan() => "not a number",
                _ => continue,
            };
            return Err(DbError::Other(format!("parameter ${} is {fault}", at + 1)));
        }
        Ok(())
    }

    /// The kind's name, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "int",
            Self::Real(_) => "real",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// Parameters `$1`, `$2`, … of a statement, each turned into a [`Value`].
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        { let values: [$crate::Value; _] = [$($crate::Value::from($value)),*]; values }
    };
}

macro_rules! from {
    ($($from:ty => |$it:ident| $make:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($it: $from) -> Self {
                $make
            }
        }
    )*};
}

from! {
    i64 => |it| Self::Int(it);
    i32 => |it| Self::Int(it.into());
    i16 => |it| Self::Int(it.into());
    i8 => |it| Self::Int(it.into());
    u32 => |it| Self::Int(it.into());
    u16 => |it| Self::Int(it.into());
    u8 => |it| Self::Int(it.into());
    // No count of ours comes near 2^63.
    usize => |it| Self::Int(i64::try_from(it).unwrap_or(i64::MAX));
    bool => |it| Self::Int(it.into());
    f64 => |it| Self::Real(it);
    &str => |it| Self::Text(it.to_owned());
    String => |it| Self::Text(it);
    &String => |it| Self::Text(it.clone());
    Vec<u8> => |it| Self::Bytes(it);
    &Vec<u8> => |it| Self::Bytes(it.clone());
    &[u8] => |it| Self::Bytes(it.to_vec());
    Day => |it| Self::Text(it.to_string());
    Moment => |it| Self::Int(it.millis());
    Fen => |it| Self::Int(it.0);
    Region => |it| Self::Text(it.as_str().to_owned());
    &Region => |it| Self::Text(it.as_str().to_owned());
    &Self => |it| it.clone();
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

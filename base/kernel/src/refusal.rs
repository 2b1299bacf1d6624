//! One shape for every "no": a kind, a stable code, and the fields it concerns.
//!
//! The code is the message key, the API's error code and the log field (house rule 9).

use std::fmt;

/// What sort of "no"; the HTTP status follows from it in one place (`web`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The input is wrong (422, or 400 for a query).
    BadInput,
    /// Nobody is signed in (401).
    Unauthenticated,
    /// Signed in, but this role may not (403).
    Forbidden,
    /// Not there, or not this viewer's to see (404).
    NotFound,
    /// The state of things does not allow it (409).
    Conflict,
    /// Too many tries (429).
    TooMany,
    /// The database asks to try the whole transaction again (503 when tries run out).
    Retry,
    /// Our fault (500); the detail goes to the log, never to the page.
    Internal,
}

/// A fault of one input field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Name of the form field or JSON member.
    pub field: String,
    /// Message key.
    pub code: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

/// A refused request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What sort of "no".
    pub kind: Kind,
    /// Message key, API code and log field.
    pub code: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
    /// Faults by field; empty when the refusal is about the whole.
    pub fields: Vec<FieldFault>,
    /// Detail for the log only.
    pub detail: String,
}

impl Refusal {
    fn of(kind: Kind, code: &'static str) -> Self {
        Self {
            kind,
            code,
            args: Vec::new(),
            fields: Vec::new(),
            detail: String::new(),
        }
    }
    /// The input is wrong.
    #[must_use]
    pub fn bad(code: &'static str) -> Self {
        Self::of(Kind::BadInput, code)
    }
    /// One field is wrong.
    #[must_use]
    pub fn field(field: &str, code: &'static str) -> Self {
        let mut refusal = Self::of(Kind::BadInput, "form-has-faults");
        refusal.fields.push(FieldFault {
            field: field.to_owned(),
            code,
            args: Vec::new(),
        });
        refusal
    }
    /// Several fields are wrong.
    #[must_use]
    pub fn fields(fields: Vec<FieldFault>) -> Self {
        let mut refusal = Self::of(Kind::BadInput, "form-has-faults");
        refusal.fields = fields;
        refusal
    }
    /// Nobody is signed in.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::of(Kind::Unauthenticated, "sign-in-first")
    }
    /// This role may not.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::of(Kind::Forbidden, "not-allowed")
    }
    /// Not there, or not this viewer's to see.
    #[must_use]
    pub fn not_found(code: &'static str) -> Self {
        Self::of(Kind::NotFound, code)
    }
    /// The state of things does not allow it.
    #[must_use]
    pub fn conflict(code: &'static str) -> Self {
        Self::of(Kind::Conflict, code)
    }
    /// Too many tries.
    #[must_use]
    pub fn too_many(code: &'static str) -> Self {
        Self::of(Kind::TooMany, code)
    }
    /// Try the whole transaction again.
    #[must_use]
    pub fn retry() -> Self {
        Self::of(Kind::Retry, "busy-try-again")
    }
    /// Our fault.
    #[must_use]
    pub fn internal(detail: impl fmt::Display) -> Self {
        let mut refusal = Self::of(Kind::Internal, "internal-error");
        refusal.detail = detail.to_string();
        refusal
    }
    /// Is it about what was typed, so that the form should be shown again?
    #[must_use]
    pub fn is_input(&self) -> bool {
        matches!(self.kind, Kind::BadInput | Kind::Conflict | Kind::TooMany)
    }
    /// Adds an argument of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.kind, self.code)?;
        for fault in &self.fields {
            write!(f, " {}:{}", fault.field, fault.code)?;
        }
        if !self.detail.is_empty() {
            write!(f, " ({})", self.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

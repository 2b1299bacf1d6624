//! A rating: yes or no to three plain questions, and words; never a number.

use crate::trust::model::Side;
use kernel::Moment;

/// The questions to the worker, about the employer.
pub const TO_WORKER: [&str; 3] = ["began-on-time", "work-as-said", "paid-as-said"];
/// The questions to the employer, about the worker.
pub const TO_EMPLOYER: [&str; 3] = ["came-on-time", "did-the-work", "stayed-to-end"];

/// The questions to a side.
#[must_use]
pub const fn questions(side: Side) -> [&'static str; 3] {
    match side {
        Side::Worker => TO_WORKER,
        Side::Employer => TO_EMPLOYER,
    }
}

/// What a side says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Yes or no to each question, in the order of [`questions`].
    pub yes: [bool; 3],
    /// Words; needed with a no.
    pub words: String,
}

/// What a side has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Who says it.
    pub side: Side,
    /// What.
    pub given: Given,
    /// Staff wrote it down for somebody.
    pub behalf: bool,
    /// When.
    pub at: Moment,
}

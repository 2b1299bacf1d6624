//! What a request to erase holds. Pure.

use kernel::Day;

use super::state::State;

kernel::id_kind!(
    /// A request to erase a file.
    ErasureId, "ers"
);

/// A request to erase a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Id.
    pub id: ErasureId,
    /// The file, `wrk_…`.
    pub worker: String,
    /// Division of the file.
    pub region: String,
    /// Where it stands.
    pub state: State,
    /// When it was asked, in epoch milliseconds.
    pub asked_at: i64,
    /// By whom.
    pub asked_by: String,
    /// Day by which the county answers.
    pub due: Day,
    /// When it was decided, in epoch milliseconds.
    pub decided_at: Option<i64>,
    /// Why it was refused: one of [`REASONS`].
    pub reason: Option<String>,
}

/// Why a request may be refused: identity not proven, a dispute or a claim still runs.
pub const REASONS: [&str; 3] = ["identity", "dispute", "pay-due"];

/// Record that law requires to be kept, with the dated parameter that says how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Names the record: message `people-kept-…`.
    pub what: &'static str,
    /// Parameter with the years.
    pub param: &'static str,
}

/// What stays when a file is erased, without name and numbers.
pub const KEPT: [Kept; 4] = [
    Kept {
        what: "services",
        param: "ledger.retention_years",
    },
    Kept {
        what: "applications",
        param: "post.retention_years",
    },
    Kept {
        what: "wages",
        param: "wage.retention_years",
    },
    Kept {
        what: "consents",
        param: "consent.retention_years",
    },
];

//! What is kept of an evidence package, and what a check can find.

use kernel::{Day, Moment, id_kind};

id_kind!(
    /// Id of an evidence package.
    EvidenceId, "evd"
);

/// What is kept of a package; the file itself is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Id.
    pub id: EvidenceId,
    /// The number that is printed: `E261123-40718263`.
    pub no: String,
    /// Six digits of the county.
    pub county: String,
    /// Worker's id.
    pub worker_id: String,
    /// Division where the worker lives.
    pub region: String,
    /// First day of the period.
    pub from_day: Day,
    /// Last day of the period.
    pub to_day: Day,
    /// How many seats it tells of.
    pub seats: i64,
    /// SM3 of the facts inside, 64 hex digits.
    pub digest: String,
    /// SM3 of the whole file, 64 hex digits.
    pub file_digest: String,
    /// Why staff made it; empty when the worker did.
    pub reason: String,
    /// Account that made it.
    pub made_by: String,
    /// When.
    pub made_at: Moment,
}

impl Kept {
    /// The bytes under the county's seal: every field with its length before it.
    #[must_use]
    pub fn record(&self) -> Vec<u8> {
        let (from, to) = (self.from_day.to_string(), self.to_day.to_string());
        let (seats, at) = (self.seats.to_string(), self.made_at.millis().to_string());
        let fields = [
            self.id.as_str(),
            &self.no,
            &self.county,
            &self.worker_id,
            &self.region,
            &from,
            &to,
            &seats,
            &self.digest,
            &self.file_digest,
            &self.reason,
            &self.made_by,
            &at,
        ];
        let mut out = b"yizhan-evidence-seal-1".to_vec();
        for field in fields {
            out.extend_from_slice(&(field.len() as u64).to_be_bytes());
            out.extend_from_slice(field.as_bytes());
        }
        out
    }
}

/// What a check of a file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every byte is as the county made it.
    Genuine(Box<Kept>),
    /// The facts inside are as the county wrote them, but the file around them was changed:
    /// its pages may say something else.
    Repacked(Box<Kept>),
    /// The county has made no such file, or it was changed.
    Unknown,
}

impl Verdict {
    /// The name in messages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Verdict::Genuine(_) => "genuine",
            Verdict::Repacked(_) => "repacked",
            Verdict::Unknown => "unknown",
        }
    }
}

//! What is kept of a seat's hours.

use crate::seats::model::{Party, SeatId};
use kernel::Moment;

/// How somebody was checked in or out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How<'a> {
    /// By the worker, with the code from the employer's telephone.
    Code(&'a str),
    /// By the employer.
    Employer,
    /// By a clerk who is there.
    Clerk,
}

impl How<'_> {
    /// The name in the database.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            How::Code(_) => "code",
            How::Employer => "employer",
            How::Clerk => "clerk",
        }
    }
}

/// What one side says was worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Minutes of work, breaks taken off.
    pub minutes: i64,
    /// Pieces, areas, weights or the share of the job, in thousandths; 0 for pay by time.
    pub units_milli: i64,
}

/// The hours of a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// The seat.
    pub seat_id: SeatId,
    /// How work began, by code.
    pub in_how: Option<String>,
    /// When work began.
    pub in_at: Option<Moment>,
    /// How work ended, by code.
    pub out_how: Option<String>,
    /// When work ended.
    pub out_at: Option<Moment>,
    /// What the worker says.
    pub worker: Option<Said>,
    /// What the employer says.
    pub employer: Option<Said>,
    /// What both said last.
    pub agreed: Option<Said>,
    /// When both said the same for the first time.
    pub agreed_at: Option<Moment>,
    /// How many times both have said the same.
    pub rounds: i64,
    /// How many statements were made.
    pub said: i64,
}

impl Hours {
    /// What a side says now.
    #[must_use]
    pub const fn of(&self, party: Party) -> Option<Said> {
        match party {
            Party::Worker => self.worker,
            Party::Employer => self.employer,
            Party::System => self.agreed,
        }
    }
    /// Do both say the same, and something other than what stands?
    #[must_use]
    pub fn newly_agreed(&self) -> Option<Said> {
        let same = self.worker.filter(|w| Some(*w) == self.employer)?;
        (self.agreed != Some(same)).then_some(same)
    }
    /// Minutes between coming and going, the break taken off; `None` while work goes on.
    #[must_use]
    pub fn noted(&self, break_minutes: i64) -> Option<i64> {
        let minutes = (self.out_at?.millis() - self.in_at?.millis()) / 60_000;
        let rest = if minutes > 2 * break_minutes {
            break_minutes
        } else {
            0
        };
        Some((minutes - rest).max(0))
    }
}

/// A statement as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Number, from 1.
    pub seq: i64,
    /// Whose it is; `system` = fixed by the station in a dispute.
    pub party: String,
    /// What was said.
    pub said: Said,
    /// Why, in the words of whoever said it.
    pub note: String,
    /// Who said it.
    pub actor: String,
    /// On which consent, when staff said it for somebody.
    pub consent: Option<String>,
    /// When.
    pub at: Moment,
}

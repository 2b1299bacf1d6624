//! What a mark holds: something that happened, about whom, and where its case stands.

use super::state::State;
use kernel::{Day, Moment, codes, id_kind};

id_kind!(
    /// Id of a mark.
    MarkId, "mrk"
);

codes!(
    /// About whom a mark is, and who rates.
    Side {
        /// A worker.
        Worker = "worker",
        /// An employer.
        Employer = "employer",
    }
);

codes!(
    /// What happened. These are events of this market, not the State's list of those who do not
    /// pay migrant workers (失信联合惩戒名单, 人社部令第45号), and must not be called so.
    Kind {
        /// 说好了没来.
        NoShowWorker = "no-show-worker",
        /// 工人到了，雇主没人或没活.
        NoShowEmployer = "no-show-employer",
        /// 临开工才说不来.
        LateCancelWorker = "late-cancel-worker",
        /// 临开工才说不用人.
        LateCancelEmployer = "late-cancel-employer",
        /// 工钱给晚了.
        LatePay = "late-pay",
        /// 工钱没给.
        UnpaidWage = "unpaid-wage",
        /// 用工信息是假的.
        FakePost = "fake-post",
        /// 向工人收钱.
        ChargedWorker = "charged-worker",
        /// 扣身份证件.
        HeldId = "held-id",
        /// 干活不安全.
        Unsafe = "unsafe",
        /// 招工区别对待.
        Discrimination = "discrimination",
        /// 打骂、侮辱人.
        Abuse = "abuse",
        /// 投诉不实.
        FalseComplaint = "false-complaint",
    }
);

impl Kind {
    /// About whom it can be.
    #[must_use]
    pub const fn sides(self) -> &'static [Side] {
        match self {
            Kind::NoShowWorker | Kind::LateCancelWorker => &[Side::Worker],
            Kind::Abuse | Kind::FalseComplaint => Side::ALL,
            _ => &[Side::Employer],
        }
    }
    /// Does it stay longer? Whoever harmed people is remembered longer than whoever was late.
    #[must_use]
    pub const fn is_grave(self) -> bool {
        !matches!(
            self,
            Kind::NoShowWorker
                | Kind::NoShowEmployer
                | Kind::LateCancelWorker
                | Kind::LateCancelEmployer
                | Kind::LatePay
                | Kind::FalseComplaint
        )
    }
    /// Does settling a disagreement about the seat take its ground away?
    #[must_use]
    pub const fn is_absence(self) -> bool {
        matches!(self, Kind::NoShowWorker | Kind::NoShowEmployer)
    }
}

codes!(
    /// How it came to be noted.
    Source {
        /// From the record of a seat, by itself.
        Record = "record",
        /// By staff.
        Desk = "desk",
    }
);

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Id.
    pub id: MarkId,
    /// What happened.
    pub kind: Kind,
    /// About which side.
    pub side: Side,
    /// About whom: a worker's or an employer's id.
    pub subject_id: String,
    /// Division whose staff see to it.
    pub region: String,
    /// The seat it happened on.
    pub seat_id: Option<String>,
    /// How it came to be noted.
    pub source: Source,
    /// Title of the work, as the order said.
    pub title: String,
    /// What speaks for it, in words.
    pub evidence: String,
    /// When it happened.
    pub happened: Day,
    /// State.
    pub state: State,
    /// The day on which the person was told; not counted in the days to answer.
    pub told: Option<Day>,
    /// Last day to answer before a decision.
    pub answer_until: Option<Day>,
    /// Last day for the office's next step; after it the mark is dropped by rule.
    pub due: Option<Day>,
    /// Who decided first.
    pub decided_by: Option<String>,
    /// Last day on which it can be seen by the other side.
    pub expires: Day,
    /// Number of the last step.
    pub seq: i64,
    /// When it was noted.
    pub noted_at: Moment,
}

impl Mark {
    /// May the other side know of it today: upheld and not expired?
    #[must_use]
    pub fn is_seen(&self, today: Day) -> bool {
        self.state.is_seen() && self.expires >= today
    }
}

/// Something to note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMark {
    /// What happened.
    pub kind: Kind,
    /// About which side.
    pub side: Side,
    /// About whom.
    pub subject_id: String,
    /// Division whose staff see to it.
    pub region: String,
    /// The seat it happened on.
    pub seat_id: Option<String>,
    /// How it came to be noted.
    pub source: Source,
    /// Title of the work.
    pub title: String,
    /// What speaks for it, in words.
    pub evidence: String,
    /// When it happened.
    pub happened: Day,
}

/// A step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Code of the move; `note` for the first.
    pub made: String,
    /// Where it led.
    pub to: State,
    /// Account that took it.
    pub actor: String,
    /// Done by staff for somebody.
    pub behalf: bool,
    /// What was said with it.
    pub words: String,
    /// When.
    pub at: Moment,
}

//! What is kept of a wage, and the codes it is written with.

use crate::pay::model::{Breach, Line};
use crate::seats::model::SeatId;
use kernel::{Day, Moment, codes, id_kind};

id_kind!(
    /// Id of a wage.
    WageId, "wag"
);
id_kind!(
    /// Id of a report of a wage not paid.
    ArrearsId, "arr"
);

codes!(
    /// Where a wage stands.
    State {
        /// 等雇主付.
        Due = "due",
        /// 雇主说付了，等工人认.
        Told = "told",
        /// 钱到手了.
        Paid = "paid",
    }
);

codes!(
    /// What the watch has done about a wage.
    Stage {
        /// Nothing yet.
        Quiet = "quiet",
        /// The employer was reminded on the day.
        Reminded = "reminded",
        /// On the station's list of calls.
        Called = "called",
        /// A report is drafted.
        Drafted = "drafted",
    }
);

codes!(
    /// Why something is kept back from a wage (工资支付暂行规定 第十五条、第十六条).
    Kept {
        /// 个人所得税.
        Tax = "tax",
        /// 个人缴的社会保险费.
        Insurance = "insurance",
        /// 法院判决、裁定要求代扣的.
        Court = "court",
        /// 赔偿损失: at most a share of the wage.
        Damage = "damage",
    }
);

codes!(
    /// What came of a call by the station.
    Call {
        /// 答应哪天付.
        Promised = "promised",
        /// 说已经付了.
        SaysPaid = "says-paid",
        /// 没人接.
        NoAnswer = "no-answer",
        /// 不愿付.
        Refuses = "refuses",
    }
);

codes!(
    /// State of a report of a wage not paid.
    ArrearsState {
        /// Drafted by the watch; nobody has been told outside.
        Draft = "draft",
        /// The worker wants it reported.
        Confirmed = "confirmed",
        /// The worker does not want it.
        Dropped = "dropped",
        /// The money came.
        Settled = "settled",
    }
);

/// A wage: one row a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wage {
    /// Id.
    pub id: WageId,
    /// The seat.
    pub seat_id: SeatId,
    /// Division of the workplace.
    pub region: String,
    /// Employer's id.
    pub employer_id: String,
    /// The employer's name on the day of work.
    pub employer_name: String,
    /// Worker's id.
    pub worker_id: String,
    /// Division where the worker lives.
    pub worker_region: String,
    /// The worker's name on the day of work.
    pub worker_name: String,
    pub(crate) id_no: Option<Vec<u8>>,
    pub(crate) phone: Option<Vec<u8>>,
    /// Order's id.
    pub order_id: String,
    /// The number that is spoken.
    pub order_no: String,
    /// The order's version that the worker agreed to.
    pub order_version: i64,
    /// Title of the order.
    pub title: String,
    /// What the two sides are to each other, by code.
    pub relation: String,
    /// When it is paid, by code.
    pub settle: String,
    /// What pay is counted by, by code.
    pub pay_unit: String,
    /// How it was to be paid, by code.
    pub pay_method: String,
    /// The day on which the shift began.
    pub work_day: Day,
    /// When the work that is paid began.
    pub from_at: Moment,
    /// Minutes of work that both sides said.
    pub minutes: i64,
    /// Units that both sides said, in thousandths.
    pub units_milli: i64,
    /// How the sum came about.
    pub lines: Vec<Line>,
    /// Limits of law that the hours passed.
    pub breaches: Vec<Breach>,
    /// Sum of the lines, in fen.
    pub gross_fen: i64,
    /// Kept back, in fen.
    pub kept_fen: i64,
    /// Why: codes of [`Kept`], joined by blanks.
    pub kept_why: String,
    /// To be paid out, in fen.
    pub net_fen: i64,
    /// The day on which it is due.
    pub due_day: Day,
    /// Where it stands.
    pub state: State,
    /// When the employer said that it was paid.
    pub told_at: Option<Moment>,
    /// How, by code.
    pub told_how: Option<String>,
    /// Number of the bank's or wallet's voucher.
    pub voucher_no: String,
    /// What the worker confirmed so far, in fen.
    pub received_fen: i64,
    /// When the worker confirmed last.
    pub received_at: Option<Moment>,
    /// What the watch has done.
    pub stage: Stage,
    /// When the station called last.
    pub called_at: Option<Moment>,
    /// How many times it was computed.
    pub revision: i64,
    /// How many things were said of it.
    pub said: i64,
}

impl Wage {
    /// What is still open, in fen.
    #[must_use]
    pub fn open_fen(&self) -> i64 {
        (self.net_fen - self.received_fen).max(0)
    }
    /// Days past the due day; 0 on the day and before.
    #[must_use]
    pub fn late_days(&self, today: Day) -> i64 {
        (today.epoch_days() - self.due_day.epoch_days()).max(0)
    }
}

/// Something that was said of a wage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Number, from 1.
    pub seq: i64,
    /// `computed`, `kept`, `told`, `denied`, `received` or `call`.
    pub what: String,
    /// The sum spoken of, in fen.
    pub fen: i64,
    /// How, or what came of a call, by code.
    pub how: String,
    /// Number of a voucher.
    pub ref_no: String,
    /// In words.
    pub note: String,
    /// Who.
    pub actor: String,
    /// On which consent, when staff said it for somebody.
    pub consent: Option<String>,
    /// When.
    pub at: Moment,
}

/// A report of a wage not paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrears {
    /// Id.
    pub id: ArrearsId,
    /// The wage.
    pub wage_id: WageId,
    /// Division of the workplace.
    pub region: String,
    /// Against whom.
    pub employer_id: String,
    /// For whom.
    pub worker_id: String,
    /// How much, in fen.
    pub amount_fen: i64,
    /// First day of work.
    pub from_day: Day,
    /// Last day of work.
    pub to_day: Day,
    /// What it rests on, a JSON object.
    pub basis: String,
    /// State.
    pub state: ArrearsState,
    /// When it was drafted.
    pub drafted_at: Moment,
    /// When the worker confirmed it.
    pub confirmed_at: Option<Moment>,
}

//! A record of cover against accidents: what, by whom, paid by whom.

use kernel::{Day, Moment, codes};

codes!(
    /// What covers the day (facts: 工伤保险 needs an employing unit; the others do not).
    Kind {
        /// 工伤保险.
        Injury = "injury",
        /// 职业伤害保障.
        Occupational = "occupational",
        /// 雇主责任险.
        Liability = "liability",
        /// 意外险.
        Accident = "accident",
        /// 政府购买的基础险.
        Basic = "basic",
        /// 补充险.
        Supplement = "supplement",
        /// 没有, with the reason that the order gives.
        None = "none",
    }
);

codes!(
    /// Who pays for it.
    Payer {
        /// 政府.
        Gov = "gov",
        /// 雇主.
        Employer = "employer",
        /// 本人, only after a yes of the worker's own.
        Worker = "worker",
        /// Nobody: there is none.
        Nobody = "nobody",
    }
);

codes!(
    /// How far it is.
    State {
        /// The order states it; insurer and policy are still to be written down.
        Stated = "stated",
        /// The worker was asked to pay and has not answered.
        Asked = "asked",
        /// Insurer and policy are written down.
        Complete = "complete",
        /// The worker said no.
        Declined = "declined",
        /// The seat was given up.
        Void = "void",
    }
);

/// A record of cover: one seat (a person's day), one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Id.
    pub id: String,
    /// The seat.
    pub seat_id: String,
    /// The employer.
    pub employer_id: String,
    /// The worker.
    pub worker_id: String,
    /// Division of the workplace.
    pub region: String,
    /// The day.
    pub work_day: Day,
    /// What.
    pub kind: Kind,
    /// Who pays.
    pub payer: Payer,
    /// How far.
    pub state: State,
    /// Insurer; empty while unknown.
    pub insurer: String,
    /// Number of the policy; empty while unknown.
    pub policy_no: String,
    /// Sum insured, in fen.
    pub sum_fen: Option<i64>,
    /// Premium, in fen.
    pub premium_fen: Option<i64>,
    /// Why there is none.
    pub reason: String,
    /// When the worker answered.
    pub worker_said_at: Option<Moment>,
    /// When it was last changed.
    pub updated_at: Moment,
}

/// What an employer or the desk writes down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What.
    pub kind: Kind,
    /// Who pays.
    pub payer: Payer,
    /// Insurer.
    pub insurer: String,
    /// Number of the policy.
    pub policy_no: String,
    /// Sum insured, in fen.
    pub sum_fen: Option<i64>,
    /// Premium, in fen.
    pub premium_fen: Option<i64>,
}

/// What is needed to know of a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatBrief {
    /// Id.
    pub id: String,
    /// Six digits of the county.
    pub county: String,
    /// Order's id.
    pub order_id: String,
    /// The version that the worker agreed to.
    pub order_version: i64,
    /// Employer's id.
    pub employer_id: String,
    /// Worker's id.
    pub worker_id: String,
    /// Division of the workplace.
    pub region: String,
    /// Division where the worker lives.
    pub worker_region: String,
    /// The day.
    pub work_day: Day,
    /// When it begins.
    pub start_at: Moment,
    /// When it ends.
    pub end_at: Moment,
    /// Code of the seat's state.
    pub state: String,
    /// When the worker said yes.
    pub confirmed_at: Option<Moment>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_knows_the_same_codes() {
        let sql = include_str!("../../migrations/20261123_2105_gigs_cover.sql");
        for codes in [Kind::CODES, Payer::CODES, State::CODES] {
            let list: Vec<String> = codes.iter().map(|c| format!("'{c}'")).collect();
            assert!(
                sql.contains(&format!("IN ({})", list.join(", "))),
                "{codes:?}"
            );
        }
    }
}

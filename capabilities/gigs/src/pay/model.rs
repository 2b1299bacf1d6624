//! What a computation of pay is given and what it answers.

use crate::orders::model::{PayUnit, Relation, Terms};
use kernel::{Day, Moment, codes};
use serde::{Deserialize, Serialize};

codes!(
    /// Why a line is paid at its rate.
    LineCode {
        /// What the two sides agreed; the law adds nothing for this relation.
        Contract = "contract",
        /// Normal hours of a labour relation.
        Normal = "normal",
        /// Beyond eight hours on a working day (劳动法 第四十四条第一项).
        Overtime = "overtime",
        /// On a day of rest without another day off for it (劳动法 第四十四条第二项).
        Rest = "rest",
        /// On a statutory festival day (劳动法 第四十四条第三项).
        Statutory = "statutory",
    }
);

codes!(
    /// A limit that was passed.
    Breach {
        /// Part-time work of more than four hours a day on average (劳动合同法 第六十八条).
        PartTimeDay = "part-time-day",
        /// Part-time work of more than 24 hours a week (劳动合同法 第六十八条).
        PartTimeWeek = "part-time-week",
        /// More than one hour of overtime in a day; needs a special reason (劳动法 第四十一条).
        OvertimeDay = "overtime-day",
        /// More than three hours of overtime in a day (劳动法 第四十一条).
        OvertimeSpecial = "overtime-special",
        /// More than 36 hours of overtime in a month (劳动法 第四十一条).
        OvertimeMonth = "overtime-month",
    }
);

/// How the work is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What the two sides are to each other.
    pub relation: Relation,
    /// What pay is counted by.
    pub unit: PayUnit,
    /// Pay per unit, in fen.
    pub fen: i64,
    /// Minutes of work that a day's pay buys; used for pay by the day.
    pub day_minutes: i64,
}

impl Rule {
    /// The rule of an order for a shift of so many minutes of work. In a labour relation a day's
    /// pay buys no more than the standard day (劳动法 第三十六条).
    #[must_use]
    pub fn of(terms: &Terms, shift_minutes: i64, params: &Params) -> Self {
        let most = if params.is_labour(terms.relation) {
            params.day_minutes
        } else {
            i64::MAX
        };
        Self {
            relation: terms.relation,
            unit: terms.pay_unit,
            fen: terms.pay_fen,
            day_minutes: shift_minutes.clamp(1, most.max(1)),
        }
    }
}

/// One stretch of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worked {
    /// From; seconds are cut off.
    pub from: Moment,
    /// To; seconds are cut off.
    pub to: Moment,
    /// Unpaid break, taken as one stretch in the middle.
    pub break_minutes: i64,
    /// Minutes already worked for the same employer on the same working day, which count towards
    /// the eight hours.
    pub earlier_minutes: i64,
    /// Pieces, areas, weights or the share of the job, in thousandths.
    pub units_milli: i64,
}

/// The dated figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Params {
    /// Paid days of a month, in thousandths: 21750.
    pub month_days_milli: i64,
    /// Minutes of the standard day.
    pub day_minutes: i64,
    /// Percent beyond the standard day.
    pub overtime_percent: i64,
    /// Percent on a day of rest.
    pub rest_percent: i64,
    /// Percent on a statutory festival day.
    pub statutory_percent: i64,
    /// Percent on a statutory festival day for part-time work.
    pub part_time_statutory_percent: i64,
    /// Is a relation that is not clear yet computed as a labour relation?
    pub unsure_as_labour: bool,
    /// Minimum wage of a month, in fen; `None` = not loaded for the place.
    pub min_month_fen: Option<i64>,
    /// Minimum wage of an hour for part-time work, in fen.
    pub min_hour_fen: Option<i64>,
    /// Part-time: minutes of a day on average.
    pub part_time_day_minutes: i64,
    /// Part-time: minutes of a week.
    pub part_time_week_minutes: i64,
    /// Part-time: longest period between payments, in days.
    pub part_time_settle_days: i64,
    /// Overtime of a day, in minutes, as a rule.
    pub overtime_day_minutes: i64,
    /// Overtime of a day, in minutes, at most.
    pub overtime_special_minutes: i64,
    /// Overtime of a month, in minutes.
    pub overtime_month_minutes: i64,
}

impl Params {
    /// Do the premiums of 劳动法 第四十四条 apply to this relation?
    #[must_use]
    pub fn is_labour(&self, relation: Relation) -> bool {
        match relation {
            Relation::Labour => true,
            Relation::Unsure => self.unsure_as_labour,
            Relation::PartTime
            | Relation::Overage
            | Relation::Household
            | Relation::Craftsman
            | Relation::Farm
            | Relation::Work => false,
        }
    }
}

/// A line of the wage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Why it is paid so.
    pub code: LineCode,
    /// The civil day, `YYYY-MM-DD`.
    #[serde(deserialize_with = "crate::pay::params::read_day")]
    pub day: Day,
    /// Minutes of work.
    pub minutes: i64,
    /// Units, in thousandths; 0 when pay is counted by time.
    pub units_milli: i64,
    /// Agreed pay per unit, in fen.
    pub rate_fen: i64,
    /// Percent of the agreed pay.
    pub percent: i64,
    /// The sum, in fen, rounded half up once.
    pub fen: i64,
}

/// A wage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pay {
    /// Its lines, in order of time.
    pub lines: Vec<Line>,
    /// Their sum, in fen.
    pub gross_fen: i64,
}

/// A rate held against the minimum wage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// Not below.
    Fine,
    /// Lawful, but below the hourly minimum for part-time work times the hours; the least in fen.
    Low(i64),
    /// Below the minimum wage; the least in fen.
    Below(i64),
    /// Nothing to compare with: another relation, another unit, or no figure for the place.
    None,
}

//! What a post says, and the codes it says it with.

mod lists;

pub use self::lists::{
    AccountClass, Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift,
    Source, TargetGroup, Transport, VerifiedLevel,
};

use kernel::{Day, Moment, id_kind};
use serde::{Deserialize, Deserializer, Serialize};

use super::state::State;

id_kind!(
    /// Id of a post.
    VacancyId, "vac"
);

fn read_day<'de, D: Deserializer<'de>>(input: D) -> Result<Day, D::Error> {
    let text = String::deserialize(input)?;
    text.parse()
        .map_err(|()| serde::de::Error::custom("no day"))
}

fn read_opt_day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Day>, D::Error> {
    let text = Option::<String>::deserialize(input)?;
    let day = text.map(|t| t.parse().map_err(|()| serde::de::Error::custom("no day")));
    day.transpose()
}

/// What a post says. A published version keeps exactly this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Kind.
    pub kind: Kind,
    /// Title, as people would say it.
    pub title: String,
    /// Id of the trade in the table of trades.
    pub trade: String,
    /// What is to be done.
    pub duties: String,
    /// What is asked of the worker; empty = nothing.
    pub conditions: String,
    /// Division of the workplace, 12 digits.
    pub region: String,
    /// Where in it.
    pub address: String,
    /// Places.
    pub headcount: i64,
    /// First day of work.
    #[serde(deserialize_with = "read_day")]
    pub start_day: Day,
    /// Last day of work; `None` = open.
    #[serde(deserialize_with = "read_opt_day")]
    pub end_day: Option<Day>,
    /// Work begins at this minute of the day; `None` = not fixed.
    pub start_minute: Option<i64>,
    /// Minutes of work a day; `None` = not fixed.
    pub work_minutes: Option<i64>,
    /// Shift.
    pub shift: Shift,
    /// What pay is counted by.
    pub pay_unit: PayUnit,
    /// Least pay per unit, in fen; `None` = to be agreed (never for day work).
    pub pay_min_fen: Option<i64>,
    /// Most pay per unit, in fen.
    pub pay_max_fen: Option<i64>,
    /// When it is paid.
    pub settle: Settle,
    /// How it is paid.
    pub pay_method: PayMethod,
    /// Meals.
    pub meals: Meals,
    /// Lodging.
    pub lodging: Lodging,
    /// The way to work.
    pub transport: Transport,
    /// Cover against accidents.
    pub insurance: Insurance,
    /// Why there is none.
    pub insurance_reason: String,
    /// The agreement.
    pub agreement: Agreement,
    /// Youngest age taken, in full years; `None` = the least that law allows.
    pub age_min: Option<i64>,
    /// Oldest age taken.
    pub age_max: Option<i64>,
    /// Why there is an upper age.
    pub age_reason: String,
    /// Certificates required.
    pub certs: Vec<String>,
    /// Whom the post welcomes.
    pub targets: Vec<TargetGroup>,
    /// Number of the document that lets the post choose whom it serves (公益性岗位、帮扶岗位).
    pub policy_doc: String,
    /// Where it comes from.
    pub source: Source,
    /// Who published it first, for a post passed on.
    pub source_org: String,
    /// Where, for a post passed on.
    pub source_url: String,
}

impl Terms {
    /// What was written freely, by field; the rules read exactly this.
    #[must_use]
    pub fn words(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("title", &self.title),
            ("duties", &self.duties),
            ("conditions", &self.conditions),
            ("address", &self.address),
            ("insurance_reason", &self.insurance_reason),
            ("age_reason", &self.age_reason),
        ]
    }
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacancy {
    /// Id.
    pub id: VacancyId,
    /// Six digits of the county.
    pub county: String,
    /// The number that is spoken: `LN-20261123-00001`.
    pub no: String,
    /// Employer's id.
    pub employer_id: String,
    /// State.
    pub state: State,
    /// Version of the terms, from 1.
    pub version: i64,
    /// The version that was published last; `None` = never.
    pub published_version: Option<i64>,
    /// What it says.
    pub terms: Terms,
    /// Places taken.
    pub taken: i64,
    /// Pay for a day or its equal, least, in fen; `None` = cannot be told by the day.
    pub pay_day_fen: Option<i64>,
    /// Last day on which it is shown.
    pub valid_until: Day,
    /// How far it was checked.
    pub verified_level: Option<VerifiedLevel>,
    /// When a person at the station looked at it last.
    pub checked_at: Option<Moment>,
    /// Account of that person.
    pub checked_by: Option<String>,
    /// Class of the account that posts.
    pub account_class: AccountClass,
    /// When it was sent in last.
    pub submitted_at: Option<Moment>,
    /// When it was published first.
    pub published_at: Option<Moment>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// When it was made.
    pub created_at: Moment,
    /// When it was changed last.
    pub updated_at: Moment,
    /// Its place in the sequence of changes of what the county shows.
    pub board_seq: i64,
}

impl Vacancy {
    /// Places still free.
    #[must_use]
    pub fn free(&self) -> i64 {
        (self.terms.headcount - self.taken).max(0)
    }
    /// Is it to be shown to workers on this day? The night job only writes down what this says.
    #[must_use]
    pub fn shown_on(&self, day: Day) -> bool {
        self.state == State::Published && self.valid_until >= day && self.free() > 0
    }
}

/// A published version, as it was and stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Number, from 1.
    pub version: i64,
    /// What it said.
    pub terms: Terms,
    /// When it was published.
    pub published_at: Moment,
    /// SM3 of the snapshot, 64 hex digits.
    pub digest: String,
}

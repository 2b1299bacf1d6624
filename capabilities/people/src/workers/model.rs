//! What a worker's file holds: who, how to reach, what work is wanted. Pure.

use kernel::{Day, Fen, Sex};

use super::state::State;
use crate::kin::model::Kin;
use crate::preferences::model::Seen;

kernel::id_kind!(
    /// A worker's file.
    WorkerId, "wrk"
);

/// How a person wishes to hear from us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Channel {
    /// The station calls.
    #[default]
    Telephone,
    /// Text message.
    Sms,
    /// The person comes by at the station.
    Station,
    /// The village passes it on: loudspeaker or a cadre.
    Village,
}

impl Channel {
    /// The names in the database and in forms.
    pub const CODES: [&str; 4] = ["telephone", "sms", "station", "village"];
    /// Every channel, in the same order.
    pub const ALL: [Channel; 4] = [
        Channel::Telephone,
        Channel::Sms,
        Channel::Station,
        Channel::Village,
    ];
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// By what the least pay is counted.
pub const PAY_UNITS: [&str; 3] = ["day", "hour", "month"];

/// Kinds of certificate that jobs ask for.
pub const CERTS: [&str; 14] = [
    "electrician",
    "welder",
    "height",
    "refrigeration",
    "forklift",
    "crane",
    "boiler",
    "excavator",
    "driver",
    "health",
    "cook",
    "elderly-care",
    "childcare",
    "security",
];

/// Least and greatest minutes by road that can be asked for.
pub const MINUTES: std::ops::RangeInclusive<i64> = 5..=300;

/// What work a person wants, and on what terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wishes {
    /// Ids of trades, the most wanted first.
    pub trades: Vec<String>,
    /// Divisions the person would work in; empty = wherever the road is short enough.
    pub places: Vec<String>,
    /// Longest way to work in minutes by road; `None` = any.
    pub max_minutes: Option<i64>,
    /// Least pay; `None` = any.
    pub pay_floor: Option<Fen>,
    /// What the least pay is counted by, one of [`PAY_UNITS`].
    pub pay_unit: String,
    /// Wished settlements, by code; empty = any.
    pub settle: Vec<String>,
    /// Free from this day on; `None` = now.
    pub from: Option<Day>,
    /// Free until this day, included; `None` = open.
    pub to: Option<Day>,
    /// Needs lodging at the place of work.
    pub lodging: bool,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cert {
    /// Id of the row.
    pub id: String,
    /// One of [`CERTS`].
    pub kind: String,
    /// Its number, sealed.
    pub number: Option<Vec<u8>>,
    /// Last day on which it holds; `None` = without end or not told.
    pub expires: Option<Day>,
    /// `told` by the person, or `seen` by staff.
    pub status: String,
}

/// A worker's file. Telephone and ID number are sealed; see [`crate::phone`], [`crate::masked`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Id.
    pub id: WorkerId,
    /// Home, 12 digits; the county's own code when it is not known yet.
    pub region: String,
    /// Name; empty once erased.
    pub name: String,
    /// Telephone, sealed.
    pub phone: Option<Vec<u8>>,
    /// ID number, sealed.
    pub id_no: Option<Vec<u8>>,
    /// Kind of the ID document.
    pub id_kind: Option<String>,
    /// Day of birth, from the ID number.
    pub birth: Option<Day>,
    /// Sex, from the ID number.
    pub sex: Option<Sex>,
    /// Account that the person signs in with.
    pub account: Option<String>,
    /// How complete the file is.
    pub state: State,
    /// Class for the retirement age: `M`, `F55`, `F50`; set on evidence only.
    pub retire_class: Option<String>,
    /// How the person wishes to hear from us.
    pub channel: Channel,
    /// Has no telephone of the kind that shows pages: staff do each step.
    pub proxy_only: bool,
    /// What work is wanted.
    pub wishes: Wishes,
    /// Certificates.
    pub certs: Vec<Cert>,
    /// What was kept of the person's doings with jobs; empty unless the person wishes to be
    /// recommended jobs.
    pub seen: Vec<Seen>,
    /// What others choose who choose what this person does; empty when nothing is kept.
    pub kin: Vec<Kin>,
    /// When the file was made, in epoch milliseconds.
    pub created_at: i64,
    /// Who made it.
    pub created_by: String,
    /// When it was last changed, in epoch milliseconds.
    pub updated_at: i64,
    /// When it was erased, in epoch milliseconds.
    pub erased_at: Option<i64>,
}

/// A certificate as told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewCert {
    /// One of [`CERTS`].
    pub kind: String,
    /// Its number.
    pub number: Option<String>,
    /// Last day on which it holds.
    pub expires: Option<Day>,
}

/// What is told of a new worker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewWorker {
    /// Name.
    pub name: String,
    /// Telephone, as typed.
    pub phone: Option<String>,
    /// ID number, as typed.
    pub id_no: Option<String>,
    /// Home, 12 digits.
    pub region: String,
    /// What work is wanted.
    pub wishes: Wishes,
    /// Certificates.
    pub certs: Vec<NewCert>,
    /// How the person wishes to hear from us.
    pub channel: Channel,
    /// Has no telephone of the kind that shows pages.
    pub proxy_only: bool,
    /// How consent was given: `screen`, `spoken`, `signed`, `telephone`, `card`, `list`.
    pub consent: &'static str,
    /// Further purposes consented to, besides keeping the file.
    pub purposes: Vec<&'static str>,
    /// Staff looked at the like files and say that this is another person.
    pub distinct: bool,
    /// Open an account for the telephone, so that messages reach the person and the file can be
    /// seen after signing in. A person who registers alone has one already.
    pub open_account: bool,
}

/// What became of a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    /// A new file.
    New(WorkerId),
    /// The person has a file already; nothing was changed.
    Already(WorkerId),
}

impl Registered {
    /// The file.
    #[must_use]
    pub fn id(&self) -> &WorkerId {
        match self {
            Registered::New(id) | Registered::Already(id) => id,
        }
    }
    /// Was it made now?
    #[must_use]
    pub const fn is_new(&self) -> bool {
        matches!(self, Registered::New(_))
    }
}

/// Kind of the document that a checked number of 18 characters stands on.
#[must_use]
pub fn id_kind(number: &str) -> &'static str {
    match number.get(..2) {
        Some("81" | "82") => "hk-macao",
        Some("83") => "taiwan",
        _ if number.starts_with('9') => "foreign",
        _ => "resident",
    }
}

/// The last four characters, by which a person may be found at the counter.
#[must_use]
pub fn last4(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(4);
    text.chars().skip(skip).collect()
}

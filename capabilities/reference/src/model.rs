//! What the tables hold: divisions, trades, occupations, parameters, laws.

use kernel::Day;
use serde::Serialize;

/// Tier of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 县.
    County,
    /// 镇、街道.
    Town,
    /// 村、社区.
    Village,
}

impl Level {
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Level::County => "county",
            Level::Town => "town",
            Level::Village => "village",
        }
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Level::County, Level::Town, Level::Village]
            .into_iter()
            .find(|l| l.code() == code)
    }
}

/// A division of the county.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Division {
    /// Its place in the table; what the ranking calls home and place.
    pub index: u16,
    /// 12 digits, National Bureau of Statistics.
    pub code: String,
    /// 12 digits, Ministry of Civil Affairs, where known.
    pub mca_code: Option<String>,
    /// Tier.
    pub level: Level,
    /// `subdistrict`, `town`, `community`, `village`.
    pub kind: String,
    /// Official name: 张河村委会.
    pub name: String,
    /// As people write it: 张河村.
    pub short_name: String,
    /// Code of the division above.
    pub parent_code: String,
    /// Urban–rural class (城乡分类代码, 2016), villages only.
    pub urban_rural: Option<String>,
    /// WGS-84 latitude and longitude in degrees; `None` = nobody knows.
    pub point: Option<(f64, f64)>,
    /// How the point is known: `point`, `point_county_seat`, `inferred_town_seat`, `none`.
    pub point_certainty: String,
    /// Road to the county seat in km, towns only.
    pub road_km: Option<f64>,
    /// How the road is known: `source`, `to-confirm`.
    pub road_certainty: Option<String>,
}

impl Division {
    /// Is the point this division's own, and not its town's?
    #[must_use]
    pub fn has_own_point(&self) -> bool {
        self.point.is_some() && self.point_certainty.starts_with("point")
    }
}

/// A gig trade as people speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trade {
    /// Its place in the table.
    pub index: u16,
    /// Stable id: `t01`.
    pub id: String,
    /// Code of its group, one of [`TRADE_GROUPS`].
    pub group: String,
    /// Name: 搬运装卸.
    pub name: String,
    /// Spoken terms: 力工, 搬运工.
    pub terms: Vec<String>,
    /// Code in the occupation classification of 2022, where there is one.
    pub occupation: Option<String>,
    /// What pay is usually counted by: `hour`, `day`, `month`, `piece`.
    pub usual_unit: String,
    /// Minor group (小类) as a small number; 0 = none.
    pub class_no: u16,
    /// Group as a small number from 1.
    pub group_no: u16,
}

/// Codes of the trade groups with the keys of their names.
pub const TRADE_GROUPS: [(&str, &str); 9] = [
    ("building", "reference-group-building"),
    ("logistics", "reference-group-logistics"),
    ("farming", "reference-group-farming"),
    ("making", "reference-group-making"),
    ("catering", "reference-group-catering"),
    ("care", "reference-group-care"),
    ("repair", "reference-group-repair"),
    ("town", "reference-group-town"),
    ("welfare", "reference-group-welfare"),
];

/// A row of the occupation classification (中华人民共和国职业分类大典, 2022).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Occupation {
    /// `4-02-05-01`.
    pub code: String,
    /// 1 major … 4 occupation.
    pub level: i64,
    /// Name.
    pub name: String,
    /// Code of the row above.
    pub parent_code: String,
    /// Green occupation (绿色职业).
    pub green: bool,
    /// Digital occupation (数字职业).
    pub digital: bool,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A row of the industry classification (GB/T 4754-2017).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Industry {
    /// `A01`.
    pub code: String,
    /// 1 section … 4 class.
    pub level: i64,
    /// Name.
    pub name: String,
    /// Code of the row above.
    pub parent_code: String,
}

/// A six-digit prefix of ID numbers (GB/T 2260).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdRegion {
    /// Six digits.
    pub prefix: String,
    /// Year in which the code was given up; 0 = in use.
    pub ended_year: i64,
    /// Name.
    pub name: String,
}

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It stands in the article named.
    Law,
    /// It was seen in the document named.
    Source,
    /// Somebody has to confirm it before it is relied on.
    ToConfirm,
    /// Our own default.
    Proposal,
}

impl Certainty {
    /// Every degree.
    pub const ALL: [Certainty; 4] = [
        Certainty::Law,
        Certainty::Source,
        Certainty::ToConfirm,
        Certainty::Proposal,
    ];
    /// The names in the database and in forms.
    pub const CODES: [&str; 4] = ["law", "source", "to-confirm", "proposal"];
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

/// A dated parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Param {
    /// `post.valid_days.day`.
    pub key: String,
    /// 12-digit code of where it holds; empty = everywhere.
    pub region: String,
    /// First day on which it holds.
    pub valid_from: Day,
    /// Last day on which it holds; `None` = until further notice.
    pub valid_to: Option<Day>,
    /// The value, as text; money in fen.
    pub value: String,
    /// Unit of the value.
    pub unit: String,
    /// The document it rests on.
    pub doc: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Account that set it, or [`FROM_FILE`].
    pub set_by: String,
    /// When, in epoch milliseconds.
    pub set_at: i64,
}

/// `set_by` of parameters that came with the program.
pub const FROM_FILE: &str = "file";

/// A law or official document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Law {
    /// `labour-contract-law`.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Title as it is cited.
    pub short_title: String,
    /// Day of the version.
    pub version_day: Day,
    /// How it was adopted and changed, a line each.
    pub history: String,
    /// Articles in order.
    pub articles: Vec<Article>,
}

/// An article, or a part of a document without articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Article {
    /// Heading of its chapter.
    pub chapter: String,
    /// 第三十五条; empty where the document has no articles.
    pub label: String,
    /// 35; 0 where the document has no articles.
    pub number: i64,
    /// Text, a paragraph a line.
    pub body: String,
}

/// A limit or duty found in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LawFact {
    /// Short title of the law.
    pub law: String,
    /// Article.
    pub article: i64,
    /// What it is about.
    pub topic: String,
    /// Value.
    pub value: String,
    /// Unit.
    pub unit: String,
    /// Words of the article.
    pub quote: String,
}

//! What a post says, and the codes it says it with.

use kernel::{Day, Moment, id_kind};
use serde::{Deserialize, Deserializer, Serialize};

use super::state::State;

id_kind!(
    /// Id of a post.
    VacancyId, "vac"
);

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$note])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every one, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The codes, in the same order.
            pub const CODES: &'static [&'static str] = &[$($code),+];
            /// The name in the database, in addresses and in the API.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            /// Reads the name.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes!(
    /// Kind of post; drives what must be said.
    Kind {
        /// 零工、日工.
        Day = "day",
        /// 短期, at most six months.
        Short = "short",
        /// 长期.
        Long = "long",
        /// 非全日制 (劳动合同法 第六十八条).
        PartTime = "parttime",
        /// 季节工.
        Season = "season",
        /// 公益性岗位.
        PublicWelfare = "public-welfare",
        /// 就业见习.
        Intern = "intern",
        /// 居家计件.
        PieceHome = "piece-home",
    }
);

codes!(
    /// What pay is counted by.
    PayUnit {
        /// 元/时.
        Hour = "hour",
        /// 元/天.
        Day = "day",
        /// 元/周.
        Week = "week",
        /// 元/月.
        Month = "month",
        /// 元/件.
        Piece = "piece",
        /// 元/单, a fixed price for the whole.
        Job = "job",
        /// 元/㎡、亩、米.
        Area = "area",
        /// 元/斤、公斤.
        Weight = "weight",
    }
);

codes!(
    /// When it is paid; the codes are those of the ranking.
    Settle {
        /// 日结.
        Day = "day",
        /// 次日结.
        NextDay = "next-day",
        /// 周结.
        Week = "week",
        /// 半月结.
        HalfMonth = "half-month",
        /// 月结.
        Month = "month",
        /// 完工结.
        Done = "done",
    }
);

impl Settle {
    /// Longest wait for the pay, in days; `None` = as long as the work lasts.
    #[must_use]
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Day => Some(1),
            Self::NextDay => Some(2),
            Self::Week => Some(7),
            Self::HalfMonth => Some(15),
            Self::Month => Some(31),
            Self::Done => None,
        }
    }
}

codes!(
    /// How it is paid: in money to the worker in person (保障农民工工资支付条例 第十一条).
    PayMethod {
        /// 银行转账.
        Bank = "bank",
        /// 社保卡.
        Card = "card",
        /// 微信、支付宝.
        Wallet = "wallet",
        /// 现金.
        Cash = "cash",
    }
);

codes!(
    /// Meals.
    Meals {
        /// 包吃.
        Given = "given",
        /// 有餐补.
        Allowance = "allowance",
        /// 自理.
        Own = "own",
    }
);

codes!(
    /// Lodging.
    Lodging {
        /// 包住.
        Given = "given",
        /// 有房补.
        Allowance = "allowance",
        /// 自理.
        Own = "own",
    }
);

codes!(
    /// The way to work.
    Transport {
        /// 接送.
        Fetched = "fetched",
        /// 报销.
        Refunded = "refunded",
        /// 自理.
        Own = "own",
    }
);

codes!(
    /// Cover against accidents.
    Insurance {
        /// 五险.
        Social = "social",
        /// 工伤保险.
        Injury = "injury",
        /// 雇主责任险.
        Liability = "liability",
        /// 意外险.
        Accident = "accident",
        /// 无; the post says why.
        None = "none",
    }
);

codes!(
    /// The agreement that is signed.
    Agreement {
        /// 劳动合同.
        Contract = "contract",
        /// 非全日制, may be spoken (劳动合同法 第六十九条).
        PartTime = "parttime",
        /// 劳务协议.
        Service = "service",
        /// 家政三方合同.
        Household = "household",
        /// 用工协议, for those past the age of retirement.
        Overage = "overage",
    }
);

codes!(
    /// Shift.
    Shift {
        /// 白班.
        DayShift = "day",
        /// 夜班.
        Night = "night",
        /// 两班倒.
        Two = "two",
        /// 三班倒.
        Three = "three",
        /// 弹性.
        Free = "free",
    }
);

codes!(
    /// How far the post was checked by the station; shown to workers.
    VerifiedLevel {
        /// 站点实地核验.
        Visited = "visited",
        /// 资料核验.
        Papers = "papers",
        /// 仅实名.
        NameOnly = "name-only",
    }
);

codes!(
    /// Where the post comes from.
    Source {
        /// The employer's own.
        Original = "original",
        /// Passed on; its source is named.
        Repost = "repost",
    }
);

codes!(
    /// Class of the account that posts (2026 notice of five ministries).
    AccountClass {
        /// 用人单位自主招聘.
        SelfEmployer = "self-employer",
        /// 公共招聘服务.
        Public = "public",
        /// 经营性招聘服务.
        Commercial = "commercial",
    }
);

codes!(
    /// Whom the post welcomes; for telling them first, never for keeping others out.
    TargetGroup {
        /// 脱贫人口.
        OutOfPoverty = "out-of-poverty",
        /// 监测对象.
        Monitored = "monitored",
        /// 就业困难人员.
        Hardship = "hardship",
        /// 残疾人.
        Disabled = "disabled",
        /// 退役军人.
        Veteran = "veteran",
        /// 高校毕业生.
        Graduate = "graduate",
        /// 妇女.
        Women = "women",
        /// 大龄友好.
        Older = "older",
    }
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

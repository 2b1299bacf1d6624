//! What a day-labour order says, its shifts, and the codes it says it with.

use kernel::{Day, Moment, codes, id_kind};
use serde::{Deserialize, Serialize};

id_kind!(
    /// Id of an order.
    OrderId, "ord"
);
id_kind!(
    /// Id of a shift.
    ShiftId, "shf"
);

codes!(
    /// State of an order.
    State {
        /// 草稿.
        Draft = "draft",
        /// 正在招人.
        Open = "open",
        /// 结束了: every shift is over or full and no seat is free for anybody.
        Closed = "closed",
        /// 雇主取消了.
        Cancelled = "cancelled",
    }
);

codes!(
    /// What pay is counted by (facts: 计酬单位).
    PayUnit {
        /// 元/时.
        Hour = "hour",
        /// 元/天.
        Day = "day",
        /// 元/件.
        Piece = "piece",
        /// 元/单, one price for the job.
        Job = "job",
        /// 元/亩 or 元/㎡.
        Area = "area",
        /// 元/斤 or 元/公斤.
        Weight = "weight",
    }
);

codes!(
    /// When it is paid.
    Settle {
        /// 日结: on the day.
        Day = "day",
        /// 次日结.
        NextDay = "next-day",
        /// 周结.
        Week = "week",
        /// 半月结.
        HalfMonth = "half-month",
        /// 月结.
        Month = "month",
        /// 完工结: after the order's last day.
        Done = "done",
    }
);

codes!(
    /// How it is paid: money, into the worker's own hands (保障农民工工资支付条例 第十一条).
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
        /// 管饭.
        Given = "given",
        /// 有饭补.
        Allowance = "allowance",
        /// 自己带饭.
        Own = "own",
    }
);

codes!(
    /// The way to work.
    Transport {
        /// 接送.
        Fetched = "fetched",
        /// 报销路费.
        Refunded = "refunded",
        /// 自己去.
        Own = "own",
    }
);

codes!(
    /// Cover against accidents on the day.
    Insurance {
        /// 工伤保险.
        Injury = "injury",
        /// 雇主责任险.
        Liability = "liability",
        /// 意外险.
        Accident = "accident",
        /// 没有, with a reason.
        None = "none",
    }
);

codes!(
    /// What the two sides are to each other; decides the agreement and the way of a dispute
    /// (最高人民法院关于审理劳动争议案件适用法律问题的解释（一） 第二条).
    Relation {
        /// 劳动关系.
        Labour = "labour",
        /// 非全日制.
        PartTime = "parttime",
        /// 劳务（超龄）.
        Overage = "overage",
        /// 家庭雇佣.
        Household = "household",
        /// 工匠帮工.
        Craftsman = "craftsman",
        /// 农户雇佣.
        Farm = "farm",
        /// 承揽.
        Work = "work",
        /// 待定: the safer, shorter time limits are told.
        Unsure = "unsure",
    }
);

codes!(
    /// The agreement that is printed.
    Agreement {
        /// 劳动合同 (以完成一定工作任务为期限).
        Contract = "contract",
        /// 非全日制用工协议.
        PartTime = "parttime",
        /// 劳务协议.
        Service = "service",
        /// 家政三方合同.
        Household = "household",
        /// 用工协议（超龄）.
        Overage = "overage",
        /// 承揽协议.
        Work = "work",
    }
);

fn read_day<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Day, D::Error> {
    let text = String::deserialize(input)?;
    text.parse()
        .map_err(|()| serde::de::Error::custom("no day"))
}

/// What an order says; a version keeps exactly this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Id of the trade in the table of trades.
    pub trade: String,
    /// Title, as people would say it.
    pub title: String,
    /// What is to be done.
    pub duties: String,
    /// Division of the workplace, 12 digits.
    pub region: String,
    /// Where in it.
    pub address: String,
    /// Where people meet or are fetched; empty = at the workplace.
    pub meeting: String,
    /// What the two sides are to each other.
    pub relation: Relation,
    /// The agreement.
    pub agreement: Agreement,
    /// What pay is counted by.
    pub pay_unit: PayUnit,
    /// Pay per unit, in fen.
    pub pay_fen: i64,
    /// What the unit is, for pieces, jobs, areas and weights: `筐（30 斤）`; else empty.
    pub pay_note: String,
    /// When it is paid.
    pub settle: Settle,
    /// How it is paid.
    pub pay_method: PayMethod,
    /// Meals.
    pub meals: Meals,
    /// The way to work.
    pub transport: Transport,
    /// Cover against accidents.
    pub insurance: Insurance,
    /// Why there is none.
    pub insurance_reason: String,
    /// Youngest age taken, in full years; `None` = the least that law allows.
    pub age_min: Option<i64>,
    /// Oldest age taken.
    pub age_max: Option<i64>,
    /// Certificates required.
    pub certs: Vec<String>,
    /// The shifts, in order of time.
    pub shifts: Vec<Stretch>,
}

/// One stretch of work, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The civil day on which it begins.
    #[serde(deserialize_with = "read_day")]
    pub day: Day,
    /// Minute of that day at which it begins, 0–1439.
    pub start_minute: i64,
    /// Minutes from beginning to end, breaks included; it may go past midnight.
    pub minutes: i64,
    /// Minutes of break in it that are not paid.
    pub break_minutes: i64,
    /// Seats.
    pub seats: i64,
}

impl Stretch {
    /// When it begins.
    #[must_use]
    pub fn start(&self) -> Moment {
        Moment::from_millis(self.day.start().millis() + self.start_minute * 60_000)
    }
    /// When it ends.
    #[must_use]
    pub fn end(&self) -> Moment {
        Moment::from_millis(self.start().millis() + self.minutes * 60_000)
    }
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Id.
    pub id: OrderId,
    /// Six digits of the county.
    pub county: String,
    /// The number that is spoken: `LN-20261124-D0001`.
    pub no: String,
    /// Employer's id.
    pub employer_id: String,
    /// State.
    pub state: State,
    /// Version of the terms, from 1.
    pub version: i64,
    /// What it says.
    pub terms: Terms,
    /// When it was opened to workers.
    pub opened_at: Option<Moment>,
    /// When it ended.
    pub closed_at: Option<Moment>,
    /// When it was made.
    pub created_at: Moment,
}

codes!(
    /// State of a shift.
    ShiftState {
        /// Takes people or waits for its hour.
        Open = "open",
        /// The employer took it back.
        Cancelled = "cancelled",
        /// Its end is past.
        Over = "over",
    }
);

/// A shift as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Id.
    pub id: ShiftId,
    /// Order's id.
    pub order_id: OrderId,
    /// Employer's id.
    pub employer_id: String,
    /// Division of the workplace.
    pub region: String,
    /// State.
    pub state: ShiftState,
    /// The day on which it begins.
    pub work_day: Day,
    /// When it begins.
    pub start_at: Moment,
    /// When it ends.
    pub end_at: Moment,
    /// Unpaid break, in minutes.
    pub break_minutes: i64,
    /// Seats.
    pub seats: i64,
    /// Seats held by somebody.
    pub taken: i64,
}

impl Shift {
    /// Seats that nobody holds.
    #[must_use]
    pub fn free(&self) -> i64 {
        (self.seats - self.taken).max(0)
    }
    /// Minutes of work in it, breaks taken off.
    #[must_use]
    pub fn work_minutes(&self) -> i64 {
        (self.end_at.millis() - self.start_at.millis()) / 60_000 - self.break_minutes
    }
}

//! The codes that a post says things with.

use kernel::codes;

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

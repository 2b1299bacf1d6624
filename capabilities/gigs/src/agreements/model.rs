//! Which agreement fits which relation, and the clauses of each with the articles they rest on.

use crate::orders::model::{Agreement, Relation};

/// The agreement that fits what the two sides are to each other. Unsure relations get the one
/// that protects the worker most.
#[must_use]
pub const fn fitting(relation: Relation) -> Agreement {
    match relation {
        Relation::Labour | Relation::Unsure => Agreement::Contract,
        Relation::PartTime => Agreement::PartTime,
        Relation::Overage => Agreement::Overage,
        Relation::Household => Agreement::Household,
        Relation::Craftsman | Relation::Farm => Agreement::Service,
        Relation::Work => Agreement::Work,
    }
}

/// An article: the law as it is cited, the number.
pub type Cite = (&'static str, i64);

/// A clause: its message and the articles that it rests on.
pub type Clause = (&'static str, &'static [Cite]);

const CONTRACT: &str = "劳动合同法";
const RULES: &str = "劳动合同法实施条例";
const LABOUR: &str = "劳动法";
const WAGES: &str = "保障农民工工资支付条例";
const INJURY: &str = "工伤保险条例";
const DISPUTES: &str = "劳动争议调解仲裁法";
const COURT: &str = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）";
const CIVIL: &str = "民法典";

const NO_DEPOSIT: Clause = ("gigs-agreements-c-no-deposit", &[(CONTRACT, 9)]);
const ARBITRATION: Clause = (
    "gigs-agreements-c-arbitration",
    &[(DISPUTES, 5), (DISPUTES, 27)],
);
const TO_COURT: Clause = ("gigs-agreements-c-court", &[(COURT, 2), (CIVIL, 188)]);
const WORK: Clause = ("gigs-agreements-c-work", &[(CIVIL, 509)]);
const TIME: Clause = ("gigs-agreements-c-time", &[(CIVIL, 509)]);
const PAY: Clause = ("gigs-agreements-c-pay", &[(CIVIL, 509)]);
const CARE: Clause = ("gigs-agreements-c-care", &[(CIVIL, 509)]);
const COVER: Clause = ("gigs-agreements-c-cover", &[(CIVIL, 509)]);
const PRIVATE_HARM: Clause = ("gigs-agreements-c-private-harm", &[(CIVIL, 1192)]);

const CONTRACT_CLAUSES: &[Clause] = &[
    ("gigs-agreements-c-term", &[(CONTRACT, 15)]),
    ("gigs-agreements-c-work", &[(CONTRACT, 17)]),
    (
        "gigs-agreements-c-overtime",
        &[(LABOUR, 36), (LABOUR, 41), (LABOUR, 44)],
    ),
    ("gigs-agreements-c-pay", &[(CONTRACT, 30), (WAGES, 11)]),
    ("gigs-agreements-c-injury", &[(CONTRACT, 17), (INJURY, 10)]),
    ("gigs-agreements-c-safety", &[(LABOUR, 54)]),
    NO_DEPOSIT,
    ("gigs-agreements-c-no-trial", &[(CONTRACT, 19)]),
    ("gigs-agreements-c-done", &[(RULES, 22)]),
    ARBITRATION,
];

/// The clauses of an agreement, in order.
#[must_use]
pub const fn clauses(agreement: Agreement) -> &'static [Clause] {
    match agreement {
        Agreement::Contract => CONTRACT_CLAUSES,
        Agreement::PartTime => &[
            ("gigs-agreements-c-work", &[(CONTRACT, 69)]),
            ("gigs-agreements-c-short-hours", &[(CONTRACT, 68)]),
            ("gigs-agreements-c-hourly", &[(CONTRACT, 72)]),
            ("gigs-agreements-c-no-trial", &[(CONTRACT, 70)]),
            ("gigs-agreements-c-any-time", &[(CONTRACT, 71)]),
            ("gigs-agreements-c-safety", &[(LABOUR, 54)]),
            COVER,
            NO_DEPOSIT,
            ARBITRATION,
        ],
        Agreement::Overage => &[
            ("gigs-agreements-c-overage", &[(COURT, 32)]),
            WORK,
            TIME,
            PAY,
            CARE,
            COVER,
            ("gigs-agreements-c-fault", &[(CIVIL, 1165)]),
            ("gigs-agreements-c-civil", &[(COURT, 32), (CIVIL, 188)]),
        ],
        Agreement::Service => &[
            ("gigs-agreements-c-service", &[(COURT, 2)]),
            WORK,
            TIME,
            PAY,
            CARE,
            COVER,
            PRIVATE_HARM,
            TO_COURT,
        ],
        Agreement::Household => &[
            ("gigs-agreements-c-household", &[(COURT, 2)]),
            WORK,
            TIME,
            PAY,
            ("gigs-agreements-c-respect", &[(CIVIL, 1032)]),
            CARE,
            COVER,
            PRIVATE_HARM,
            ("gigs-agreements-c-agency", &[(CIVIL, 509)]),
            TO_COURT,
        ],
        Agreement::Work => &[
            ("gigs-agreements-c-result", &[(CIVIL, 770)]),
            TIME,
            ("gigs-agreements-c-price", &[(CIVIL, 782)]),
            ("gigs-agreements-c-materials", &[(CIVIL, 774), (CIVIL, 775)]),
            COVER,
            ("gigs-agreements-c-own-risk", &[(CIVIL, 1193)]),
            ("gigs-agreements-c-civil", &[(CIVIL, 188)]),
        ],
    }
}

/// A number below ten thousand in Chinese, as articles are counted: 17 十七, 188 一百八十八,
/// 1032 一千零三十二.
#[must_use]
pub fn numeral(n: i64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(i64, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in UNITS {
        let digit = n / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push_str(DIGITS[0]);
            gap = false;
        }
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push_str(DIGITS[usize::try_from(digit).unwrap_or(0)]);
        }
        out.push_str(name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_counted_as_in_the_law() {
        let cases = [
            (9, "九"),
            (10, "十"),
            (17, "十七"),
            (20, "二十"),
            (108, "一百零八"),
            (110, "一百一十"),
            (188, "一百八十八"),
            (509, "五百零九"),
            (770, "七百七十"),
            (1032, "一千零三十二"),
            (1192, "一千一百九十二"),
        ];
        for (n, text) in cases {
            assert_eq!(numeral(n), text);
        }
    }

    #[test]
    fn every_relation_has_its_agreement_and_every_clause_its_article() {
        for relation in Relation::ALL {
            let clauses = clauses(fitting(*relation));
            assert!(clauses.len() >= 6);
            assert!(clauses.iter().all(|(_, cites)| !cites.is_empty()));
        }
        assert_eq!(fitting(Relation::Unsure), Agreement::Contract);
    }
}

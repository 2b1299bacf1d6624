//! Weights and limits of the ranking; all of them dated parameters.

/// Most points of each part, in thousandths; the county may change them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Weights {
    /// How near the trade is to the wanted ones.
    pub trade: i32,
    /// How short the way is.
    pub travel: i32,
    /// Pay against the wish and the county's median.
    pub pay: i32,
    /// How well the days fit.
    pub dates: i32,
    /// Certificates asked and held.
    pub certs: i32,
    /// Same trade or employer done before.
    pub past: i32,
    /// How lately a human checked the post.
    pub fresh: i32,
    /// Wished settlement met.
    pub settle: i32,
    /// Extra, in thousandths of the other parts, for whom the station has put first.
    pub priority: i32,
    /// How near the job is to the learned taste.
    pub taste: i32,
    /// Each learned leaning to or against the job's trade, employer, place or settlement.
    pub leaning: i32,
}

/// What the law and the county lay down for a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rules {
    /// Least age for any work, in years (劳动法 第十五条).
    pub age_min: i32,
    /// Last age of a juvenile worker, in years (劳动法 第五十八条).
    pub juvenile_max: i32,
    /// After so many days without a human check a post counts as stale.
    pub fresh_days: i64,
    /// How strongly the price of a place counts against it, in thousandths; 0 = not at all.
    pub crowding: i32,
    /// Weights.
    pub weights: Weights,
}

impl Rules {
    /// Parameter keys, in the order of the fields.
    pub const KEYS: [&str; 15] = [
        "age.min",
        "age.juvenile_max",
        "matching.fresh_days",
        "matching.weight.trade",
        "matching.weight.travel",
        "matching.weight.pay",
        "matching.weight.dates",
        "matching.weight.certs",
        "matching.weight.past",
        "matching.weight.fresh",
        "matching.weight.settle",
        "matching.weight.priority",
        "matching.weight.taste",
        "matching.weight.leaning",
        "matching.crowding",
    ];

    /// Reads the rules from the dated parameters; `Err` names the key that is missing.
    pub fn read(value: impl Fn(&str) -> Option<i64>) -> Result<Self, &'static str> {
        let get = |i: usize| value(Self::KEYS[i]).ok_or(Self::KEYS[i]);
        let small = |i: usize| get(i).map(|v| i32::try_from(v.clamp(0, 10_000)).unwrap_or(0));
        let weights = Weights {
            trade: small(3)?,
            travel: small(4)?,
            pay: small(5)?,
            dates: small(6)?,
            certs: small(7)?,
            past: small(8)?,
            fresh: small(9)?,
            settle: small(10)?,
            priority: small(11)?,
            taste: small(12)?,
            leaning: small(13)?,
        };
        let fresh_days = get(2)?.max(1);
        Ok(Self {
            age_min: small(0)?,
            juvenile_max: small(1)?,
            fresh_days,
            crowding: small(14)?,
            weights,
        })
    }
}

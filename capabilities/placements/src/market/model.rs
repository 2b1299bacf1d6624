//! What a clearing of the market found. Pure.

use kernel::Moment;

/// A clearing. Weights are thousandths of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Id, `mkt_…`.
    pub id: String,
    /// When.
    pub at: Moment,
    /// People who look for work.
    pub workers: i64,
    /// Posts that stand.
    pub posts: i64,
    /// Places free in them.
    pub places: i64,
    /// Pairs looked at: each person's best posts.
    pub arcs: i64,
    /// Time taken, in milliseconds.
    pub millis: i64,
    /// Places filled by the best allocation.
    pub filled_best: i64,
    /// Places filled when everybody goes to their own best post.
    pub filled_alone: i64,
    /// The same with prices counted against each post.
    pub filled_priced: i64,
    /// Weight of the best allocation.
    pub total: i64,
    /// What no allocation can exceed, by the prices; equals the total.
    pub bound: i64,
    /// Unevenness (Gini) of how often posts stand in lists, in thousandths.
    pub gini_alone: i64,
    /// The same with prices.
    pub gini_priced: i64,
    /// Strength of the prices, in thousandths.
    pub crowding: i64,
}

/// Gini coefficient of counts, in thousandths: 0 = all alike, towards 1000 = one has all. Empty
/// or all zero: 0.
#[must_use]
pub fn gini(counts: &[u32]) -> i64 {
    let mut sorted: Vec<i128> = counts.iter().map(|c| i128::from(*c)).collect();
    sorted.sort_unstable();
    let sum: i128 = sorted.iter().sum();
    let n = i128::try_from(sorted.len()).unwrap_or(0);
    if sum == 0 || n == 0 {
        return 0;
    }
    let ranked: i128 = (1..).zip(&sorted).map(|(rank, count)| rank * *count).sum();
    let thousandths = (2 * ranked - (n + 1) * sum) * 1000 / (n * sum);
    i64::try_from(thousandths).unwrap_or(0)
}

//! Two trades that the same people chose. Pure.

/// A trade, and another that those who chose it chose too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kin {
    /// Id of the trade that was chosen.
    pub trade: String,
    /// Id of the other.
    pub other: String,
    /// How many people chose both.
    pub people: i64,
    /// How near they are, in thousandths: those people against all who chose one or the other.
    pub share: i64,
}

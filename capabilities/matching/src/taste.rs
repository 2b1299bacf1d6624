//! Tastes by trade: what others' choices say a person may like, one number a trade.
//!
//! The same scan that multiplies learned factors multiplies these: a job's vector names its
//! trade, a person's says how much each trade may be liked.

use crate::TASTE_DIMS;
use std::sync::{Arc, LazyLock};

/// The whole of a number of a taste.
const WHOLE: i8 = i8::MAX;

/// A vector for each trade that there is room for.
static TRADES: LazyLock<Vec<Arc<[i8]>>> = LazyLock::new(|| {
    let one = |trade| (0..TASTE_DIMS).map(move |at| if at == trade { WHOLE } else { 0 });
    (0..TASTE_DIMS).map(|trade| one(trade).collect()).collect()
});

/// The taste of a job of a trade, by its place in the table of trades; `None` where there is no
/// room for so many trades, which then count as unknown.
#[must_use]
pub fn taste_of(trade: u16) -> Option<Arc<[i8]>> {
    TRADES.get(usize::from(trade)).cloned()
}

/// The taste of a person who may like these trades so much, in thousandths; `None` for nobody's.
#[must_use]
pub fn taste_for(likely: impl IntoIterator<Item = (u16, i32)>) -> Option<Arc<[i8]>> {
    let mut numbers = [0_i8; TASTE_DIMS];
    for (trade, points) in likely {
        if let Some(number) = numbers.get_mut(usize::from(trade)) {
            let share = points.clamp(0, 1000) * i32::from(WHOLE) / 1000;
            *number = i8::try_from(share).unwrap_or(WHOLE);
        }
    }
    numbers
        .iter()
        .any(|number| *number != 0)
        .then(|| numbers.into())
}

#[cfg(test)]
mod tests {
    use super::{taste_for, taste_of};

    #[test]
    fn a_taste_names_its_trade_and_no_other() {
        let liked = taste_for([(3, 500), (60, 2000), (700, 1000)]).expect("a taste");
        let product = |trade: u16| -> i32 {
            let job = taste_of(trade).expect("a trade");
            let both = liked.iter().zip(job.iter());
            both.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
        };
        assert_eq!(product(3), 63 * 127);
        assert_eq!(product(60), 127 * 127);
        assert_eq!(product(4), 0);
        assert!(taste_of(64).is_none());
        assert!(taste_for([]).is_none() && taste_for([(2, 0)]).is_none());
    }
}

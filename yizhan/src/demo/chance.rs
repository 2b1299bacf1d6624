//! Repeatable chance for the demo county: the same seed gives the same people.

use kernel::SeededRng;

/// Draws from a seed.
pub struct Chance(SeededRng);

impl Chance {
    /// Starts from a seed; `stream` keeps the draws of one subject apart from another's.
    #[must_use]
    pub fn new(seed: u64, stream: &str) -> Self {
        let mixed = stream.bytes().fold(seed ^ 0x9E37_79B9, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
        });
        Self(SeededRng::new(mixed))
    }
    /// A number in `0..n`.
    pub fn below(&self, n: usize) -> usize {
        self.0.below(n)
    }
    /// A number in `from..=to`.
    pub fn between(&self, from: i64, to: i64) -> i64 {
        let width = usize::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.below(width)).unwrap_or(0)
    }
    /// True in so many of a hundred cases.
    pub fn percent(&self, of: usize) -> bool {
        self.below(100) < of
    }
    /// One of them.
    pub fn pick<'a, T>(&self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
    /// One of them by weight; the weights are whole numbers.
    pub fn weighted<'a, T>(&self, all: &'a [(T, usize)]) -> &'a T {
        let total: usize = all.iter().map(|(_, w)| w).sum();
        let mut at = self.below(total);
        for (value, weight) in all {
            if at < *weight {
                return value;
            }
            at -= weight;
        }
        &all[0].0
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_draws_the_same_and_streams_differ() {
        let draw = |stream| {
            let chance = Chance::new(7, stream);
            (0..20).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw("a"), draw("a"));
        assert_ne!(draw("a"), draw("b"));
        let chance = Chance::new(1, "x");
        let never = [("never", 0), ("always", 3)];
        assert!((0..50).all(|_| *chance.weighted(&never) == "always"));
        assert!((0..50).all(|_| (3..=5).contains(&chance.between(3, 5))));
    }
}

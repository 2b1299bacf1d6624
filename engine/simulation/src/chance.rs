//! Chance that can be replayed: streams of numbers, and numbers that belong to a named event.

/// A stream of pseudo-random numbers (SplitMix64; Steele, Lea & Flood 2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

/// The finishing steps of SplitMix64.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Chance {
    /// The stream of an event, e.g. `[seed, worker, day]`: the same event has the same chance
    /// under every arm, so that arms differ by what they show and not by luck.
    #[must_use]
    pub fn of(event: &[u64]) -> Self {
        let step = |state: u64, part: &u64| {
            mix(state.wrapping_add(0x9E37_79B9_7F4A_7C15)
                ^ part.wrapping_mul(0xD6E8_FEB8_6659_FD93))
        };
        Self(event.iter().fold(0x5851_F42D_4C95_7F2D, step))
    }
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }
    /// Even over 0 ≤ x < 1.
    pub fn unit(&mut self) -> f64 {
        let high = u32::try_from(self.bits() >> 32).unwrap_or(0);
        f64::from(high) / 4_294_967_296.0
    }
    /// Even over `0..n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.bits()) * (n as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }
    /// True with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }
    /// Standard normal (Box & Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }
    /// Standard Gumbel, the noise of a logit choice.
    pub fn gumbel(&mut self) -> f64 {
        let u = self.unit().max(1e-12);
        -(-u.ln()).max(1e-12).ln()
    }
    /// How many events in a unit of time when `mean` are expected (Knuth's product; small means).
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let (floor, mut product, mut count) = ((-mean.clamp(0.0, 500.0)).exp(), self.unit(), 0);
        while product > floor && count < 5_000 {
            product *= self.unit();
            count += 1;
        }
        count
    }
    /// Days until something that happens each day with probability `1 / mean`; at least 1.
    pub fn days(&mut self, mean: f64) -> u32 {
        let mut days = 1;
        while days < 365 && !self.happens(1.0 / mean.max(1.0)) {
            days += 1;
        }
        days
    }
    /// An index drawn by weight; 0 when all weights are nothing.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (n, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return n;
            }
        }
        0
    }
}

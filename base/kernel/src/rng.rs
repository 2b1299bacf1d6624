//! Chance, passed in like the clock so that a run can be repeated.

use parking_lot::Mutex;

/// A source of random bytes.
pub trait Rng: Send + Sync {
    /// Fills the slice.
    fn fill(&self, out: &mut [u8]);
}

/// The operating system's randomness; used wherever a secret is made.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemRng;

impl Rng for SystemRng {
    fn fill(&self, out: &mut [u8]) {
        // A machine without randomness cannot keep a secret: stopping is the only right answer.
        getrandom::fill(out).expect("the operating system gives randomness");
    }
}

/// SplitMix64 (Steele, Lea & Flood 2014): repeatable, for tests and the demo county only.
#[derive(Debug)]
pub struct SeededRng(Mutex<u64>);

impl SeededRng {
    /// Starts from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
    /// The next 64 bits.
    pub fn next(&self) -> u64 {
        let mut state = self.0.lock();
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// A number in `0..n` (`n` > 0; the bias is below 2^-32 for the small `n` used here).
    pub fn below(&self, n: usize) -> usize {
        usize::try_from(self.next() >> 32).unwrap_or(0) % n.max(1)
    }
}

impl Rng for SeededRng {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

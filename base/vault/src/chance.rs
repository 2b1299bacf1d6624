//! Chance in every form a caller has it, so that `&ctx.rng` can be handed over as it is.

use kernel::{Rng, SeededRng, SystemRng};
use std::sync::Arc;

/// A source of random bytes; [`kernel::Rng`] and a shared pointer to one.
pub trait Chance {
    /// Fills the slice.
    fn fill_with_chance(&self, out: &mut [u8]);
}

impl Chance for dyn Rng + '_ {
    fn fill_with_chance(&self, out: &mut [u8]) {
        self.fill(out);
    }
}

impl Chance for Arc<dyn Rng> {
    fn fill_with_chance(&self, out: &mut [u8]) {
        self.fill(out);
    }
}

impl Chance for SystemRng {
    fn fill_with_chance(&self, out: &mut [u8]) {
        self.fill(out);
    }
}

impl Chance for SeededRng {
    fn fill_with_chance(&self, out: &mut [u8]) {
        self.fill(out);
    }
}

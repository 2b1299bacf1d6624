//! The bare scan that the whole engine is measured against: products and a running maximum,
//! no rule, no reason, no list.

use crate::factors::BYTES;
use crate::{DIMS, Factors, Kernel};

/// For each worker the greatest product with any job. With AVX-512 VNNI eight workers and
/// thirty-two jobs are held in registers at a time.
#[must_use]
pub fn bare_maxima(kernel: Kernel, workers: &[[i8; DIMS]], jobs: &Factors) -> Vec<i32> {
    let mut maxima = vec![i32::MIN; workers.len()];
    #[cfg(target_arch = "x86_64")]
    if kernel == Kernel::Avx512 && kernel.is_here() && jobs.bytes.len().is_multiple_of(2 * BYTES) {
        crate::wide::bare(workers, jobs, &mut maxima);
        return maxima;
    }
    for (worker, most) in workers.iter().zip(&mut maxima) {
        jobs.dots(kernel, worker, |_, products| {
            *most = products.iter().copied().fold(*most, i32::max);
        });
    }
    maxima
}

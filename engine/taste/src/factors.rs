//! Factors of persons and jobs by alternating least squares on implicit feedback.
//!
//! Hu, Koren, Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008. Each
//! row's small system is solved exactly (Cholesky), so that the result depends on the input and
//! the seed alone, never on how many processors worked. One round costs, for each row, a half of
//! dims² multiplications an event and a sixth of dims³.

use rayon::prelude::*;

/// Weighted choices of a row (a person's jobs, or a job's persons).
pub type Choices = Vec<(u32, f32)>;

/// How the factors are learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Numbers in a factor vector.
    pub dims: usize,
    /// What a choice of weight one adds to the confidence of one that all pairs have.
    pub confidence: f64,
    /// Ridge against overfitting.
    pub ridge: f64,
    /// Rounds.
    pub rounds: u32,
    /// Where chance starts.
    pub seed: u64,
}

/// Learns the factors of jobs, `dims` numbers a job, from each person's choices and their mirror.
#[must_use]
pub fn learn(persons: &[Choices], jobs: &[Choices], with: &Settings) -> Vec<f32> {
    let mut state = with.seed;
    let mut items: Vec<f32> = (0..jobs.len() * with.dims)
        .map(|_| chance(&mut state) * 0.1)
        .collect();
    for _ in 0..with.rounds {
        let people = solve_all(persons, &items, with);
        items = solve_all(jobs, &people, with);
    }
    items
}

/// The best factors of every row, the other side's held still.
#[must_use]
pub fn solve_all(rows: &[Choices], others: &[f32], with: &Settings) -> Vec<f32> {
    let system = System::new(others, with);
    let mut out = vec![0.0; rows.len() * with.dims];
    out.par_chunks_mut(with.dims)
        .zip(rows.par_iter())
        .for_each(|(out, row)| out.copy_from_slice(&system.solve(row)));
    out
}

/// What all rows share: the other side's factors and the sum of their squares.
#[derive(Debug)]
pub struct System<'a> {
    others: &'a [f32],
    with: &'a Settings,
    gram: Vec<f64>,
}

impl<'a> System<'a> {
    /// Sums the squares once, in the order of the rows.
    #[must_use]
    pub fn new(others: &'a [f32], with: &'a Settings) -> Self {
        let d = with.dims;
        let mut gram = vec![0.0; d * d];
        for y in others.chunks_exact(d) {
            add_square(&mut gram, y, 1.0);
        }
        for i in 0..d {
            gram[i * d + i] += with.ridge;
        }
        Self { others, with, gram }
    }

    /// One row's factors; noughts for a row without choices.
    #[must_use]
    pub fn solve(&self, row: &[(u32, f32)]) -> Vec<f32> {
        let d = self.with.dims;
        if row.is_empty() {
            return vec![0.0; d];
        }
        let mut a = self.gram.clone();
        let mut b = vec![0.0; d];
        for &(other, weight) in row {
            let start = other as usize * d;
            let y = &self.others[start..start + d];
            let extra = self.with.confidence * f64::from(weight);
            add_square(&mut a, y, extra);
            for (b, y) in b.iter_mut().zip(y) {
                *b += (1.0 + extra) * f64::from(*y);
            }
        }
        cholesky(&mut a, &mut b, d);
        // Factors are small; single precision is what is kept.
        b.into_iter().map(|x| x as f32).collect()
    }
}

/// Adds `weight · y yᵀ` to the lower triangle.
fn add_square(a: &mut [f64], y: &[f32], weight: f64) {
    let d = y.len();
    for i in 0..d {
        let scaled = weight * f64::from(y[i]);
        for (a, y) in a[i * d..=i * d + i].iter_mut().zip(y) {
            *a += scaled * f64::from(*y);
        }
    }
}

/// Solves `a x = b` in place; `a` is positive definite (the ridge sees to it), lower triangle.
fn cholesky(a: &mut [f64], b: &mut [f64], d: usize) {
    for i in 0..d {
        let (above, from_i) = a.split_at_mut(i * d);
        let row = &mut from_i[..=i];
        for j in 0..i {
            let other = &above[j * d..=j * d + j];
            let dot: f64 = row[..j].iter().zip(&other[..j]).map(|(x, y)| x * y).sum();
            row[j] = (row[j] - dot) / other[j];
        }
        let squares: f64 = row[..i].iter().map(|x| x * x).sum();
        row[i] = (row[i] - squares).max(1e-12).sqrt();
        let dot: f64 = row[..i].iter().zip(&b[..i]).map(|(x, y)| x * y).sum();
        b[i] = (b[i] - dot) / row[i];
    }
    for i in (0..d).rev() {
        b[i] /= a[i * d + i];
        let x = b[i];
        for (b, l) in b[..i].iter_mut().zip(&a[i * d..i * d + i]) {
            *b -= l * x;
        }
    }
}

/// The next number of a fixed sequence (SplitMix64), −0.5..0.5.
fn chance(state: &mut u64) -> f32 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    // The upper 24 bits are held exactly.
    (z >> 40) as f32 / 16_777_216.0 - 0.5
}

#[cfg(test)]
mod tests {
    use super::cholesky;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_system_solved_holds(
            m in prop::collection::vec(-1.0f64..1.0, 25),
            x in prop::collection::vec(-5.0f64..5.0, 5),
        ) {
            let mut a = vec![0.0; 25];
            for i in 0..5 {
                for j in 0..5 {
                    a[i * 5 + j] = (0..5).map(|k| m[i * 5 + k] * m[j * 5 + k]).sum::<f64>();
                }
                a[i * 5 + i] += 0.5;
            }
            let mut b: Vec<f64> =
                (0..5).map(|i| (0..5).map(|j| a[i * 5 + j] * x[j]).sum()).collect();
            cholesky(&mut a, &mut b, 5);
            for (got, want) in b.iter().zip(&x) {
                prop_assert!((got - want).abs() < 1e-6, "{got} {want}");
            }
        }
    }
}

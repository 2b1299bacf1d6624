//! Factors as small integers, so that an exact scan adds taste by an integer product.

use crate::model::Model;

/// Factors turned so that the first say most, cut, and rounded to one byte each.
///
/// A fit is about `dot(person, job) · person_unit · job_unit`; the dot of 64 bytes is at most
/// 64 · 127², well within 32 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantised {
    /// Bytes of a vector.
    pub dims: usize,
    /// Persons in the model's order, `dims` each.
    pub persons: Vec<i8>,
    /// Jobs in the model's order, `dims` each.
    pub jobs: Vec<i8>,
    /// What one step of a person's byte is.
    pub person_unit: f32,
    /// What one step of a job's byte is.
    pub job_unit: f32,
    /// `dims` rows of the model's own length.
    turn: Vec<f64>,
}

impl Model {
    /// All factors in `dims` bytes a vector.
    ///
    /// # Errors
    /// `dims` outside 16 to 64 or above the model's own.
    pub fn factors(&self, dims: usize) -> Result<Quantised, String> {
        let own = self.with.dims;
        if !(16..=64).contains(&dims) || dims > own {
            return Err(format!("{dims} dimensions: expected 16 to {}", own.min(64)));
        }
        let turn = directions(&self.factors, own, dims);
        let turned = |all: &[f32]| -> Vec<f32> {
            all.chunks_exact(own)
                .flat_map(|one| rotate(&turn, one))
                .collect()
        };
        let (persons, jobs) = (turned(&self.person_factors()), turned(&self.factors));
        let (person_unit, job_unit) = (unit(&persons), unit(&jobs));
        let persons = rounded(&persons, person_unit);
        let jobs = rounded(&jobs, job_unit);
        Ok(Quantised {
            dims,
            persons,
            jobs,
            person_unit,
            job_unit,
            turn,
        })
    }
}

impl Quantised {
    /// The bytes of a person folded in anew ([`Model::fold_in`]).
    #[must_use]
    pub fn person(&self, factors: &[f32]) -> Vec<i8> {
        rounded(&rotate(&self.turn, factors), self.person_unit)
    }
}

fn rotate(turn: &[f64], one: &[f32]) -> Vec<f32> {
    let dot = |row: &[f64]| {
        row.iter()
            .zip(one)
            .map(|(a, b)| a * f64::from(*b))
            .sum::<f64>()
    };
    // Factors are kept in single precision throughout.
    turn.chunks_exact(one.len())
        .map(|row| dot(row) as f32)
        .collect()
}

fn unit(all: &[f32]) -> f32 {
    let most = all.iter().fold(0.0f32, |most, x| most.max(x.abs()));
    if most > 0.0 { most / 127.0 } else { 1.0 }
}

fn rounded(all: &[f32], unit: f32) -> Vec<i8> {
    // Clamped to what a byte holds.
    all.iter()
        .map(|x| (x / unit).round().clamp(-127.0, 127.0) as i8)
        .collect()
}

/// The directions in which the jobs' factors differ most: eigenvectors of the sum of their
/// squares, by Jacobi's rotations (Golub and Van Loan, "Matrix computations", 8.5).
fn directions(all: &[f32], own: usize, dims: usize) -> Vec<f64> {
    let mut a = vec![0.0; own * own];
    for one in all.chunks_exact(own) {
        for i in 0..own {
            for j in 0..own {
                a[i * own + j] += f64::from(one[i]) * f64::from(one[j]);
            }
        }
    }
    let mut v = vec![0.0; own * own];
    (0..own).for_each(|i| v[i * own + i] = 1.0);
    for _ in 0..12 {
        for p in 0..own {
            for q in p + 1..own {
                turn_away(&mut a, &mut v, own, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..own).collect();
    order.sort_by(|&i, &j| a[j * own + j].total_cmp(&a[i * own + i]).then(i.cmp(&j)));
    let rows = order.into_iter().take(dims);
    rows.flat_map(|i| v[i * own..(i + 1) * own].to_vec())
        .collect()
}

/// One rotation: brings `a[p][q]` to nought; the rows of `v` are the directions.
fn turn_away(a: &mut [f64], v: &mut [f64], n: usize, p: usize, q: usize) {
    let off = a[p * n + q];
    if off.abs() < 1e-14 {
        return;
    }
    let theta = (a[q * n + q] - a[p * n + p]) / (2.0 * off);
    let sign = if theta < 0.0 { -1.0 } else { 1.0 };
    let t = sign / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for k in 0..n {
        let (x, y) = (a[k * n + p], a[k * n + q]);
        (a[k * n + p], a[k * n + q]) = (c * x - s * y, s * x + c * y);
    }
    for k in 0..n {
        let (x, y) = (a[p * n + k], a[q * n + k]);
        (a[p * n + k], a[q * n + k]) = (c * x - s * y, s * x + c * y);
        let (x, y) = (v[p * n + k], v[q * n + k]);
        (v[p * n + k], v[q * n + k]) = (c * x - s * y, s * x + c * y);
    }
}

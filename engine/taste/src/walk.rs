//! Jobs near a person's jobs: two steps job → person → job over who chose what.
//!
//! Each step divides by the roots of how much a person and a job were chosen (a symmetric
//! graph filter), so neither busy people nor crowded jobs drown the rest. No chance in it.

use crate::factors::Choices;

/// The nearness of jobs by common persons.
#[derive(Debug)]
pub struct Nearness {
    /// For each job its near jobs, itself among them, by number.
    rows: Vec<Choices>,
    /// The root of each job's weight.
    roots: Vec<f32>,
}

impl Nearness {
    /// Sums `w(p,i)·w(p,j) / (weight of p · √weight of i · √weight of j)` over persons p.
    #[must_use]
    pub fn new(persons: &[Choices], jobs: &[Choices]) -> Self {
        let root = |row: &Choices| {
            let sum: f32 = row.iter().map(|(_, w)| w).sum();
            if sum > 0.0 { sum.sqrt() } else { 1.0 }
        };
        let roots: Vec<f32> = jobs.iter().map(root).collect();
        let people: Vec<f32> = persons.iter().map(|row| root(row).powi(2)).collect();
        let mut sums = vec![0.0f32; jobs.len()];
        let mut touched = Vec::new();
        let mut rows = Vec::with_capacity(jobs.len());
        for (i, chosen_by) in jobs.iter().enumerate() {
            for &(p, w) in chosen_by {
                let w = w / people[p as usize];
                for &(j, other) in &persons[p as usize] {
                    add(&mut sums, &mut touched, j, w * other);
                }
            }
            touched.sort_unstable();
            let near = |&j: &u32| (j, sums[j as usize] / (roots[i] * roots[j as usize]));
            rows.push(touched.iter().map(near).collect());
            clear(&mut sums, &mut touched);
        }
        Self { rows, roots }
    }

    /// The score of every job for a person of these choices (weights may be below nought).
    pub fn scores(&self, choices: &[(u32, f32)], scratch: &mut Scratch) {
        let Scratch {
            once,
            twice,
            touched,
        } = scratch;
        once.clear();
        once.resize(self.rows.len(), 0.0);
        twice.clear();
        twice.resize(self.rows.len(), 0.0);
        for &(job, weight) in choices {
            let weight = weight / self.roots[job as usize];
            for &(near, how) in &self.rows[job as usize] {
                add(once, touched, near, weight * how);
            }
        }
        touched.sort_unstable();
        for &job in touched.iter() {
            let weight = once[job as usize];
            for &(near, how) in &self.rows[job as usize] {
                twice[near as usize] += weight * how;
            }
        }
        touched.clear();
        for (score, root) in twice.iter_mut().zip(&self.roots) {
            *score *= root;
        }
    }
}

/// Room for one person's scores, used again and again.
#[derive(Debug, Default)]
pub struct Scratch {
    once: Vec<f32>,
    /// After [`Nearness::scores`]: a score for each job.
    pub twice: Vec<f32>,
    touched: Vec<u32>,
}

fn add(sums: &mut [f32], touched: &mut Vec<u32>, at: u32, what: f32) {
    let sum = &mut sums[at as usize];
    if *sum == 0.0 {
        touched.push(at);
    }
    *sum += what;
}

fn clear(sums: &mut [f32], touched: &mut Vec<u32>) {
    for &at in touched.iter() {
        sums[at as usize] = 0.0;
    }
    touched.clear();
}

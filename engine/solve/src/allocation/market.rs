//! The market as compact rows: who could work where, and what it is worth.

use super::Fault;

/// Workers, jobs with capacities, and weighted arcs between them, in rows by worker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Market {
    /// Where each worker's row begins; one more than workers.
    pub(super) offsets: Vec<u32>,
    /// Job of each arc.
    pub(super) jobs: Vec<u32>,
    /// Weight of each arc.
    pub(super) weights: Vec<i64>,
    /// Places of each job.
    pub(super) capacities: Vec<u32>,
}

impl Market {
    /// Largest weight either way: sums of a few then fit 64 bits, as searches need it.
    pub const MAX_WEIGHT: i64 = 1 << 58;
    /// Most workers.
    pub const MAX_WORKERS: usize = 1 << 26;

    /// A market of `workers` workers and as many jobs as `capacities`; arcs in any order.
    ///
    /// # Errors
    /// An arc of a worker or a job that is not there, two arcs of one pair, a weight that is too
    /// large, too many of a kind.
    pub fn new(
        workers: usize,
        arcs: impl IntoIterator<Item = (u32, u32, i64)>,
        capacities: Vec<u32>,
    ) -> Result<Self, Fault> {
        let arcs: Vec<_> = arcs.into_iter().collect();
        for size in [capacities.len(), arcs.len()] {
            number(size)?;
        }
        if workers > Self::MAX_WORKERS {
            return Err(Fault::Size(workers));
        }
        let mut offsets = vec![0_u32; workers + 1];
        for &(worker, job, weight) in &arcs {
            if worker as usize >= workers {
                return Err(Fault::Worker(worker));
            }
            if job as usize >= capacities.len() {
                return Err(Fault::Job(job));
            }
            fits(worker, job, weight)?;
            offsets[worker as usize + 1] += 1;
        }
        for n in 0..workers {
            offsets[n + 1] += offsets[n];
        }
        let mut next = offsets.clone();
        let mut jobs = vec![0; arcs.len()];
        let mut weights = vec![0; arcs.len()];
        for (worker, job, weight) in arcs {
            let at = next[worker as usize] as usize;
            next[worker as usize] += 1;
            jobs[at] = job;
            weights[at] = weight;
        }
        let market = Self {
            offsets,
            jobs,
            weights,
            capacities,
        };
        market.once()
    }

    /// Refuses two arcs of one pair.
    fn once(self) -> Result<Self, Fault> {
        let mut last = vec![u32::MAX; self.capacities.len()];
        for worker in 0..self.workers() {
            let seen = u32::try_from(worker).map_err(|_| Fault::Size(worker))?;
            for (job, _) in self.row(worker) {
                if std::mem::replace(&mut last[job as usize], seen) == seen {
                    return Err(Fault::Twice { worker: seen, job });
                }
            }
        }
        Ok(self)
    }

    /// How many workers there are.
    #[must_use]
    pub fn workers(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Places of each job.
    #[must_use]
    pub fn capacities(&self) -> &[u32] {
        &self.capacities
    }

    /// How many arcs there are.
    #[must_use]
    pub fn arcs(&self) -> usize {
        self.jobs.len()
    }

    /// The arcs of a worker: job and weight.
    pub fn row(&self, worker: usize) -> impl Iterator<Item = (u32, i64)> {
        let row = self.offsets[worker] as usize..self.offsets[worker + 1] as usize;
        let weights = self.weights[row.clone()].iter();
        self.jobs[row].iter().copied().zip(weights.copied())
    }
}

/// Refuses a weight that is too large.
pub(super) fn fits(worker: u32, job: u32, weight: i64) -> Result<(), Fault> {
    if weight.unsigned_abs() > Market::MAX_WEIGHT.unsigned_abs() {
        return Err(Fault::Weight {
            worker,
            job,
            weight,
        });
    }
    Ok(())
}

/// A count as a number of its kind; the last number stands for none.
pub(super) fn number(size: usize) -> Result<u32, Fault> {
    let number = u32::try_from(size).ok();
    number.filter(|n| *n != u32::MAX).ok_or(Fault::Size(size))
}

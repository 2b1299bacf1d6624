//! What can be wrong with a market.

/// What can be wrong with a market, a change of it or an allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An arc names a worker that is not there.
    #[error("there is no worker {0}")]
    Worker(u32),
    /// An arc or an allocation names a job that is not there.
    #[error("there is no job {0}")]
    Job(u32),
    /// Two arcs join the same pair.
    #[error("worker {worker} and job {job} are joined twice")]
    Twice {
        /// The worker.
        worker: u32,
        /// The job.
        job: u32,
    },
    /// A pair that no arc joins.
    #[error("worker {worker} and job {job} are not joined")]
    Apart {
        /// The worker.
        worker: u32,
        /// The job.
        job: u32,
    },
    /// A weight beyond [`Market::MAX_WEIGHT`](super::Market::MAX_WEIGHT) either way.
    #[error("worker {worker} and job {job}: the weight {weight} is too large")]
    Weight {
        /// The worker.
        worker: u32,
        /// The job.
        job: u32,
        /// The weight.
        weight: i64,
    },
    /// More workers, jobs or arcs than 32 bits count.
    #[error("the market is too large: {0} of a kind")]
    Size(usize),
    /// An allocation or its prices have another length than the market.
    #[error("the allocation is of another market")]
    Shape,
    /// More workers in a job than it has places.
    #[error("job {0} has more workers than places")]
    Crowded(u32),
    /// A price below nothing.
    #[error("job {0} has a price below nothing")]
    Price(u32),
    /// What an allocation says of its total, count or bound is not so.
    #[error("the sums of the allocation are wrong")]
    Sums,
    /// The total and the bound by the prices differ: not proven.
    #[error("not proven: the total is {total} and the bound {bound}")]
    Gap {
        /// Total weight.
        total: i128,
        /// Dual bound.
        bound: i128,
    },
}

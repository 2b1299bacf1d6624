//! Who has which place at which prices, while the optimum is being sought.

use super::Market;
use super::columns::{Coarse, Columns};

/// Stands for no arc.
pub(super) const NONE: u32 = u32::MAX;

/// Rows, prices and places. Between searches these hold (complementary slackness), but for the
/// workers and jobs that wait to be settled: a worker has a place that is best for them at the
/// prices, and is free only if no place gains them anything; a job with a seat left costs nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// Where each worker's row begins and ends.
    pub rows: Vec<(u32, u32)>,
    /// Job of each arc.
    pub jobs: Vec<u32>,
    /// Weight of each arc.
    pub weights: Vec<i64>,
    /// Places of each job.
    pub capacities: Vec<u32>,
    /// Price a seat of each job.
    pub prices: Vec<i64>,
    /// The arc that each worker has taken, or [`NONE`].
    pub taken: Vec<u32>,
    /// Who has a place in each job.
    pub members: Vec<Vec<u32>>,
    /// Where in `members` a worker stands.
    pub stand: Vec<u32>,
    /// How each worker stands.
    pub footing: Vec<Footing>,
    /// What each worker gains, rounded down; read along columns.
    pub gains: Vec<i32>,
    /// How gains and the weights of columns are rounded.
    pub coarse: Coarse,
    /// Workers who could have each job; laid when needed.
    pub columns: Columns,
}

/// What a worker with a place has of it, and could have of another; nothing for whoever is free.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Footing {
    /// What they gain where they are, which is the most they can.
    pub gain: i64,
    /// At least what they could gain in any other place, and at least nothing: rising prices
    /// make it no smaller than it must be, falling ones are told. A search that needs more of
    /// them need not look along their row.
    pub elsewhere: i64,
}

impl Footing {
    /// At most what it costs the worker to move.
    pub fn slack(self) -> i64 {
        (self.gain - self.elsewhere).max(0)
    }
}

impl State {
    pub fn new(market: &Market) -> Self {
        let workers = market.workers();
        let ends = market.offsets.windows(2).map(|pair| (pair[0], pair[1]));
        Self {
            rows: ends.collect(),
            jobs: roomy(&market.jobs),
            weights: roomy(&market.weights),
            capacities: market.capacities.clone(),
            prices: vec![0; market.capacities.len()],
            taken: vec![NONE; workers],
            members: vec![Vec::new(); market.capacities.len()],
            stand: vec![0; workers],
            footing: vec![Footing::default(); workers],
            gains: vec![0; workers],
            coarse: Coarse::up_to(market.weights.iter().copied().fold(0, widest)),
            columns: Columns::default(),
        }
    }

    /// Makes weights up to this fit, either way.
    pub fn widen(&mut self, most: i64) {
        if most > self.coarse.most() {
            self.coarse = Coarse::up_to(most);
            let gains = self.gains.iter_mut().zip(&self.footing);
            gains.for_each(|(coarse, footing)| *coarse = self.coarse.down(footing.gain));
            self.columns.clear();
        }
    }

    /// The arcs of a worker: place in the pool, job, weight.
    pub fn row(&self, worker: u32) -> impl Iterator<Item = (u32, u32, i64)> {
        let (from, to) = self.rows[worker as usize];
        let row = from as usize..to as usize;
        let pairs = self.jobs[row.clone()].iter().zip(&self.weights[row]);
        (from..to)
            .zip(pairs)
            .map(|(arc, (&job, &weight))| (arc, job, weight))
    }

    /// Are these for the same jobs as the arcs of the worker, in the same order?
    pub fn alike(&self, worker: u32, arcs: &[(u32, i64)]) -> bool {
        let (from, to) = self.rows[worker as usize];
        let jobs = &self.jobs[from as usize..to as usize];
        jobs.iter().eq(arcs.iter().map(|arc| &arc.0))
    }

    /// What a worker gains by an arc at the prices.
    pub fn net(&self, arc: u32) -> i64 {
        let arc = arc as usize;
        self.weights[arc] - self.prices[self.jobs[arc] as usize]
    }

    /// The most that a worker can gain, and by which arc; 0 and [`NONE`] for staying free.
    pub fn best(&self, worker: u32) -> (i64, u32) {
        let mut best = (0, NONE);
        for (arc, job, weight) in self.row(worker) {
            let net = weight - self.prices[job as usize];
            if net > best.0 {
                best = (net, arc);
            }
        }
        best
    }

    /// The job of a worker.
    pub fn job_of(&self, worker: u32) -> Option<u32> {
        let arc = self.taken[worker as usize];
        (arc != NONE).then(|| self.jobs[arc as usize])
    }

    /// Whether a job has a seat left.
    pub fn open(&self, job: u32) -> bool {
        self.members[job as usize].len() < self.capacities[job as usize] as usize
    }

    /// Takes a worker from their place, which they have.
    pub fn leave(&mut self, worker: u32) {
        let arc = std::mem::replace(&mut self.taken[worker as usize], NONE);
        self.footing[worker as usize] = Footing::default();
        self.gains[worker as usize] = 0;
        let members = &mut self.members[self.jobs[arc as usize] as usize];
        let stand = self.stand[worker as usize];
        members.swap_remove(stand as usize);
        if let Some(&moved) = members.get(stand as usize) {
            self.stand[moved as usize] = stand;
        }
    }

    /// Gives a worker, who has none, a place.
    #[allow(clippy::cast_possible_truncation)] // Fewer workers than 2³².
    pub fn join(&mut self, worker: u32, arc: u32) {
        self.taken[worker as usize] = arc;
        let gain = self.net(arc);
        let elsewhere = self.elsewhere(worker, arc);
        self.footing[worker as usize] = Footing { gain, elsewhere };
        self.gains[worker as usize] = self.coarse.down(gain);
        let members = &mut self.members[self.jobs[arc as usize] as usize];
        self.stand[worker as usize] = members.len() as u32;
        members.push(worker);
    }

    /// Takes everyone from their places; prices stay, for bidding to begin near them.
    pub fn vacate(&mut self) {
        self.taken.fill(NONE);
        self.footing.fill(Footing::default());
        self.gains.fill(0);
        self.members.iter_mut().for_each(Vec::clear);
    }

    /// Changes the price of a job, and with it what its members gain.
    pub fn dearer(&mut self, job: u32, by: i64) {
        self.prices[job as usize] += by;
        for &member in &self.members[job as usize] {
            let gain = &mut self.footing[member as usize].gain;
            *gain -= by;
            self.gains[member as usize] = self.coarse.down(*gain);
        }
    }

    /// The most that a worker can gain by any other arc than this, at least nothing.
    pub fn elsewhere(&self, worker: u32, held: u32) -> i64 {
        let others = self.row(worker).filter(|(arc, ..)| *arc != held);
        let nets = others.map(|(_, job, weight)| weight - self.prices[job as usize]);
        nets.fold(0, i64::max)
    }

    /// Tells everyone who could have this job, whose price fell, that they could gain more there.
    /// Columns must be laid.
    pub fn cheaper(&mut self, job: u32, members: &mut Vec<i64>) {
        let (price, footing) = (self.prices[job as usize], &mut self.footing);
        let own = &self.members[job as usize];
        members.clear();
        members.extend(own.iter().map(|member| footing[*member as usize].elsewhere));
        let free = self.coarse.bound(price);
        let dear = self.columns.of(job).seekers.iter();
        for seeker in dear.filter(|seeker| seeker.weight > free) {
            let gain = self.coarse.back(seeker.weight) - price;
            let elsewhere = &mut footing[seeker.worker as usize].elsewhere;
            *elsewhere = gain.max(*elsewhere);
        }
        // For its own members it is no other place.
        for (member, elsewhere) in own.iter().zip(members) {
            footing[*member as usize].elsewhere = *elsewhere;
        }
    }

    /// Writes what an arc of the pool is worth.
    pub fn reweigh(&mut self, arc: usize, weight: i64) {
        self.weights[arc] = weight;
        let weight = self.coarse.up(weight);
        self.columns.tell(arc, self.jobs[arc], Some(weight));
    }

    /// Takes an arc out of the pool.
    pub fn strike(&mut self, arc: usize) {
        let job = std::mem::replace(&mut self.jobs[arc], NONE);
        self.columns.tell(arc, job, None);
    }

    /// Adds an arc at the end of the pool.
    pub fn push(&mut self, worker: u32, job: u32, weight: i64) {
        self.jobs.push(job);
        self.weights.push(weight);
        self.columns.push(job, worker, self.coarse.up(weight));
    }

    /// Lists for each job the workers who could have it, unless that is done.
    pub fn lay_columns(&mut self) {
        if !self.columns.is_laid() {
            self.columns = self.drawn_columns();
        }
    }

    /// For each job the workers who could have it.
    pub fn drawn_columns(&self) -> Columns {
        let room = self.jobs.capacity() - self.jobs.len();
        let arcs = (self.jobs.as_slice(), self.weights.as_slice());
        Columns::lay(&self.rows, arcs, self.capacities.len(), room, self.coarse)
    }
}

/// The greater of two amounts, either way.
pub(super) fn widest(most: i64, amount: i64) -> i64 {
    most.max(amount.saturating_abs())
}

/// A copy with room for some more, so that the first newcomers do not move everything.
fn roomy<T: Clone>(from: &[T]) -> Vec<T> {
    let mut to = Vec::with_capacity(from.len() + from.len() / 16 + 64);
    to.extend_from_slice(from);
    to
}

//! Changes of a market that is already solved: what they touch waits to be settled anew.

use super::market::{fits, number};
use super::solver::Solver;
use super::state::{Footing, NONE, widest};
use super::{Fault, Market};

impl Solver {
    /// Gives a worker other arcs, in place of all they had. They keep their place if it is still
    /// the best for them.
    ///
    /// # Errors
    /// No such worker or job, two arcs of one pair, a weight that is too large.
    pub fn set_arcs(&mut self, worker: u32, arcs: &[(u32, i64)]) -> Result<(), Fault> {
        self.may(worker, arcs)?;
        let job = self.state.job_of(worker);
        if job.is_some() {
            self.state.leave(worker);
        }
        self.lay(worker, arcs)?;
        let (gain, _) = self.state.best(worker);
        let same = job.and_then(|job| self.state.row(worker).find(|arc| arc.1 == job));
        match same {
            Some((arc, ..)) if self.state.net(arc) >= gain => self.state.join(worker, arc),
            _ if gain > 0 => self.waiting.push(worker),
            _ => {}
        }
        self.vacant.extend(job);
        Ok(())
    }

    /// Adds a worker with these arcs and says their number.
    ///
    /// # Errors
    /// As [`Solver::set_arcs`]; a market that is full.
    pub fn add_worker(&mut self, arcs: &[(u32, i64)]) -> Result<u32, Fault> {
        let workers = self.state.rows.len();
        if workers >= Market::MAX_WORKERS {
            return Err(Fault::Size(workers));
        }
        let worker = number(workers)?;
        self.state.rows.push((0, 0));
        self.state.taken.push(NONE);
        self.state.stand.push(0);
        self.state.footing.push(Footing::default());
        self.state.gains.push(0);
        let set = self.set_arcs(worker, arcs);
        if set.is_err() {
            self.state.rows.truncate(workers);
            self.state.taken.truncate(workers);
            self.state.stand.truncate(workers);
            self.state.footing.truncate(workers);
            self.state.gains.truncate(workers);
        }
        set.map(|()| worker)
    }

    /// A worker leaves the market.
    ///
    /// # Errors
    /// No such worker.
    pub fn remove_worker(&mut self, worker: u32) -> Result<(), Fault> {
        self.set_arcs(worker, &[])
    }

    /// Sets the places of a job; 0 takes it from the market. Who has no place any more is settled
    /// anew, with the others.
    ///
    /// # Errors
    /// No such job.
    pub fn set_capacity(&mut self, job: u32, places: u32) -> Result<(), Fault> {
        let state = &mut self.state;
        let known = state.capacities.get_mut(job as usize);
        *known.ok_or(Fault::Job(job))? = places;
        while state.members[job as usize].len() > places as usize {
            if let Some(&worker) = state.members[job as usize].last() {
                state.leave(worker);
                self.waiting.push(worker);
            }
        }
        self.vacant.push(job);
        Ok(())
    }

    /// Adds a job with its places and says its number; join workers to it with
    /// [`Solver::set_arcs`].
    ///
    /// # Errors
    /// A market that is full.
    pub fn add_job(&mut self, places: u32) -> Result<u32, Fault> {
        let job = number(self.state.capacities.len())?;
        self.state.capacities.push(places);
        self.state.prices.push(0);
        self.state.members.push(Vec::new());
        self.state.columns.open();
        Ok(job)
    }

    /// Whether a worker may have these arcs.
    fn may(&self, worker: u32, arcs: &[(u32, i64)]) -> Result<(), Fault> {
        if worker as usize >= self.state.rows.len() {
            return Err(Fault::Worker(worker));
        }
        if !self.state.alike(worker, arcs) {
            let mut jobs: Vec<u32> = arcs.iter().map(|arc| arc.0).collect();
            jobs.sort_unstable();
            if let Some(two) = jobs.windows(2).find(|two| two[0] == two[1]) {
                let job = two[0];
                return Err(Fault::Twice { worker, job });
            }
        }
        for &(job, weight) in arcs {
            if job as usize >= self.state.capacities.len() {
                return Err(Fault::Job(job));
            }
            fits(worker, job, weight)?;
        }
        number(self.state.jobs.len() + arcs.len()).map(|_| ())
    }

    /// Writes the arcs of a worker: in place if they are for the same jobs, else at the end of the
    /// pool.
    fn lay(&mut self, worker: u32, arcs: &[(u32, i64)]) -> Result<(), Fault> {
        let state = &mut self.state;
        state.widen(arcs.iter().map(|arc| arc.1).fold(0, widest));
        let (from, to) = state.rows[worker as usize];
        let old = from as usize..to as usize;
        if state.alike(worker, arcs) {
            for (arc, &(_, weight)) in old.zip(arcs) {
                state.reweigh(arc, weight);
            }
            return Ok(());
        }
        let begin = number(state.jobs.len())?;
        let end = number(state.jobs.len() + arcs.len())?;
        self.dead += old.len();
        old.for_each(|arc| state.strike(arc));
        for &(job, weight) in arcs {
            state.push(worker, job, weight);
        }
        state.rows[worker as usize] = (begin, end);
        if self.dead > 1024 && self.dead > self.state.jobs.len() / 2 {
            self.pack();
        }
        Ok(())
    }

    /// Rids the pool of rows that nobody has any more.
    #[allow(clippy::cast_possible_truncation)] // The pool only becomes smaller.
    fn pack(&mut self) {
        let state = &mut self.state;
        let (jobs, weights) = (
            std::mem::take(&mut state.jobs),
            std::mem::take(&mut state.weights),
        );
        for (row, taken) in state.rows.iter_mut().zip(&mut state.taken) {
            let old = row.0 as usize..row.1 as usize;
            let begin = state.jobs.len() as u32;
            state.jobs.extend_from_slice(&jobs[old.clone()]);
            state.weights.extend_from_slice(&weights[old]);
            if *taken != NONE {
                *taken = *taken - row.0 + begin;
            }
            *row = (begin, state.jobs.len() as u32);
        }
        self.dead = 0;
        state.columns.clear();
    }
}

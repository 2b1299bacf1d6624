//! Changes of a market that is already solved: what they touch waits to be settled anew.

use super::market::{fits, number};
use super::solver::Solver;
use super::state::{Entry, Footing, GONE, NONE};
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
        let set = self.set_arcs(worker, arcs);
        if set.is_err() {
            self.state.rows.truncate(workers);
            self.state.taken.truncate(workers);
            self.state.stand.truncate(workers);
            self.state.footing.truncate(workers);
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
        if !self.state.columns.is_empty() {
            self.state.columns.push(Vec::new());
        }
        Ok(job)
    }

    /// Whether a worker may have these arcs.
    fn may(&self, worker: u32, arcs: &[(u32, i64)]) -> Result<(), Fault> {
        if worker as usize >= self.state.rows.len() {
            return Err(Fault::Worker(worker));
        }
        let mut jobs: Vec<u32> = arcs.iter().map(|arc| arc.0).collect();
        jobs.sort_unstable();
        if let Some(two) = jobs.windows(2).find(|two| two[0] == two[1]) {
            return Err(Fault::Twice {
                worker,
                job: two[0],
            });
        }
        for &(job, weight) in arcs {
            if job as usize >= self.state.capacities.len() {
                return Err(Fault::Job(job));
            }
            fits(worker, job, weight)?;
        }
        number(self.state.jobs.len() + arcs.len()).map(|_| ())
    }

    /// Writes the arcs of a worker: in place if there is room, else at the end of the pool.
    fn lay(&mut self, worker: u32, arcs: &[(u32, i64)]) -> Result<(), Fault> {
        let (from, to) = self.state.rows[worker as usize];
        let old = from as usize..to as usize;
        let same = arcs.len() == old.len()
            && self.state.jobs[old.clone()]
                .iter()
                .zip(arcs)
                .all(|(job, arc)| *job == arc.0);
        if same {
            for (arc, &(_, weight)) in old.zip(arcs) {
                self.state.weights[arc] = weight;
                self.state.tell(arc, weight);
            }
            return Ok(());
        }
        self.dead += old.len();
        for arc in old.clone() {
            self.state.tell(arc, GONE);
        }
        self.state.jobs[old].fill(NONE);
        let begin = number(self.state.jobs.len())?;
        self.state.jobs.extend(arcs.iter().map(|arc| arc.0));
        self.state.weights.extend(arcs.iter().map(|arc| arc.1));
        self.state.rows[worker as usize] = (begin, number(self.state.jobs.len())?);
        if !self.state.columns.is_empty() {
            for (arc, &(job, weight)) in (begin..).zip(arcs) {
                let column = &mut self.state.columns[job as usize];
                self.state.spots.push(number(column.len())?);
                column.push(Entry {
                    worker,
                    arc,
                    weight,
                });
            }
        }
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

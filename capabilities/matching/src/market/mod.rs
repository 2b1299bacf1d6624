//! A whole market in memory: every job and every worker as compact columns, always current.
//!
//! The score is a sum of named whole-number parts, and each part depends on little of the worker:
//! home and longest way, least pay, free days, wished settlement, certificates, each wanted
//! trade. For each distinct value there is a column of points over all jobs, a veto where a hard
//! rule forbids; the list of one worker is the sum of few columns ([`scan::sums`]) and exact.
//! What few jobs share with one worker (employers, trades done, learned leanings) goes into one
//! column more. The reasons of those that win come from [`crate::score`] itself.
//!
//! Read in this order: `env` (what all points depend on), `jobs` and `workers` (the slots),
//! `kinds` (the columns), `patch` (what is one worker's alone), `best` (lists of jobs),
//! `totals` (every job's score for one worker), `reverse` (lists of workers), `vetoes` (what
//! forbids what).

mod best;
mod env;
mod jobs;
mod kinds;
mod order;
mod patch;
mod reverse;
mod totals;
mod vetoes;
mod workers;

pub use jobs::JobSlot;
pub use totals::Totals;
pub use vetoes::Bitmap;
pub use workers::WorkerSlot;

use crate::{JobFacts, Rules, WorkerFacts};
use env::Env;
use jobs::Jobs;
use kernel::Day;
use kinds::Kinds;
use scan::Kernel;
use std::sync::Arc;
use workers::Workers;

/// Jobs and workers, and the columns between them. It holds no lock: a server puts it behind one.
pub struct Market {
    env: Env,
    jobs: Jobs,
    kinds: Kinds,
    workers: Workers,
    kernel: Kernel,
}

impl std::fmt::Debug for Market {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Market");
        shown.field("jobs", &self.jobs.many());
        shown.field("workers", &self.workers.many());
        shown.finish_non_exhaustive()
    }
}

impl Market {
    /// An empty market. `minutes(home, place)` = by road between two divisions, if known.
    #[must_use]
    pub fn new(
        rules: Rules,
        today: Day,
        minutes: impl Fn(u16, u16) -> Option<u16> + Send + Sync + 'static,
    ) -> Self {
        Self {
            env: Env {
                rules,
                today,
                minutes: Arc::new(minutes),
            },
            jobs: Jobs::default(),
            kinds: Kinds::default(),
            workers: Workers::default(),
            kernel: Kernel::best(),
        }
    }
    /// Uses this kernel; one that the machine does not have counts as the plain one.
    #[must_use]
    pub fn with_kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = kernel;
        self
    }
    /// The kernel in use.
    #[must_use]
    pub const fn kernel(&self) -> Kernel {
        self.kernel
    }
    /// The day that the market stands at.
    #[must_use]
    pub const fn today(&self) -> Day {
        self.env.today
    }
    /// The rules that the market ranks by.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.env.rules
    }
    /// Another day has come; every column is made anew when it differs.
    pub fn set_today(&mut self, today: Day) {
        if self.env.today != today {
            self.env.today = today;
            self.again();
        }
    }
    /// The county changed its rules; every column is made anew when they differ.
    pub fn set_rules(&mut self, rules: Rules) {
        if self.env.rules != rules {
            self.env.rules = rules;
            self.again();
        }
    }
    fn again(&mut self) {
        self.jobs.again(&self.env);
        self.kinds.again(&self.jobs, &self.env);
    }

    /// Puts a job in, or in the place of the job with the same id; the next query sees it.
    pub fn put_job(&mut self, job: JobFacts) -> JobSlot {
        let (slot, grown) = self.jobs.put(job, &self.env);
        if grown {
            self.kinds.grow(self.jobs.len());
        }
        self.kinds.refresh(slot.at(), &self.jobs, &self.env);
        slot
    }
    /// Takes a job out; was it in?
    pub fn drop_job(&mut self, id: &str) -> bool {
        self.jobs.drop(id)
    }
    /// A new price for a place of a job, as from a solver; is the job in?
    pub fn set_price(&mut self, id: &str, price: i32) -> bool {
        self.jobs.set_price(id, price, &self.env)
    }
    /// What a trade pays in the middle changed, in fen for a day; for all its jobs in the market.
    pub fn set_median(&mut self, trade: u16, median: Option<i64>) {
        let slots = self.jobs.set_median(trade, median).to_vec();
        self.kinds.refresh_pay(&slots, &self.jobs, &self.env);
    }
    /// The job in a slot, unless the slot was given to another since.
    #[must_use]
    pub fn job(&self, slot: JobSlot) -> Option<&JobFacts> {
        self.jobs.get(slot)
    }
    /// The slot of a job.
    #[must_use]
    pub fn job_slot(&self, id: &str) -> Option<JobSlot> {
        self.jobs.slot(id)
    }
    /// Jobs that are in, by their slots.
    pub fn jobs(&self) -> impl Iterator<Item = &JobFacts> {
        self.jobs.all().map(|(_, job)| job)
    }
    /// How many jobs are in.
    #[must_use]
    pub fn many_jobs(&self) -> usize {
        self.jobs.many()
    }

    /// Puts a worker in, or in the place of the worker with the same id.
    pub fn put_worker(&mut self, worker: WorkerFacts) -> WorkerSlot {
        self.drop_worker(&worker.id.clone());
        let numbers = self.kinds.hold(&worker, &self.jobs, &self.env);
        self.workers.put(worker, numbers)
    }
    /// Takes a worker out; was one in?
    pub fn drop_worker(&mut self, id: &str) -> bool {
        let Some(numbers) = self.workers.drop(id) else {
            return false;
        };
        self.kinds.release(&numbers);
        true
    }
    /// The worker in a slot, unless the slot was given to another since.
    #[must_use]
    pub fn worker(&self, slot: WorkerSlot) -> Option<&WorkerFacts> {
        self.workers.get(slot)
    }
    /// The slot of a worker.
    #[must_use]
    pub fn worker_slot(&self, id: &str) -> Option<WorkerSlot> {
        self.workers.slot(id)
    }
    /// Workers that are in, by their slots.
    pub fn workers(&self) -> impl Iterator<Item = &WorkerFacts> {
        self.workers.all().map(|(_, row)| &row.facts)
    }
    /// How many workers are in.
    #[must_use]
    pub fn many_workers(&self) -> usize {
        self.workers.many()
    }
}

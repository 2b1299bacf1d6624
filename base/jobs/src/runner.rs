//! Dispatches facts, sets off schedules, claims due jobs and runs them.

use crate::work::{LEASE_MINUTES, Worker};
use crate::{JobKind, Trigger, queries, store};
use db::Db;
use kernel::{Clock, Moment, Refusal, Rng, Slots};
use serde_json::json;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// Facts dispatched in one transaction.
const FACTS: i64 = 100;
/// Passes after which [`Runner::drain`] gives up: two jobs that set each other off for ever.
const MAX_PASSES: usize = 1000;

/// How a runner works.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Jobs run at the same time.
    pub width: usize,
    /// Pause between passes when there is nothing to do.
    pub poll: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 4,
            poll: Duration::from_secs(1),
        }
    }
}

/// Runs jobs. Any number of runners, in any number of processes, may share a database.
pub struct Runner {
    worker: Arc<Worker>,
    kinds: Vec<JobKind>,
    names: Vec<&'static str>,
    options: Options,
    wake: Notify,
}

impl Runner {
    /// A runner of these kinds.
    #[must_use]
    pub fn new(
        db: Db,
        kinds: Vec<JobKind>,
        slots: Arc<Slots>,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
    ) -> Self {
        let names = kinds.iter().map(|k| k.name).collect();
        let worker = Arc::new(Worker::new(db, slots, clock, rng));
        Self {
            worker,
            kinds,
            names,
            options: Options::default(),
            wake: Notify::new(),
        }
    }

    /// The same runner with other options.
    #[must_use]
    pub fn with(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Wakes [`Runner::run`] at once, after a commit that published or queued something.
    pub fn nudge(&self) {
        self.wake.notify_one();
    }

    /// One pass: facts, schedules, then up to `width` jobs at the same time. Gives the number
    /// of jobs run and facts dispatched; 0 = there is nothing to do now.
    ///
    /// # Errors
    /// What the database says; a job that fails is no error here, it goes back into the queue.
    pub async fn tick(&self) -> Result<usize, Refusal> {
        self.pass(self.options.width).await
    }

    /// Passes until there is nothing to do at the clock's present moment, one job at a time, so
    /// that a test can be repeated. Gives the number of jobs run and facts dispatched.
    ///
    /// # Errors
    /// What the database says; Internal when it does not come to an end.
    pub async fn drain(&self) -> Result<usize, Refusal> {
        let mut total = 0;
        for _ in 0..MAX_PASSES {
            match self.pass(1).await? {
                0 => return Ok(total),
                done => total += done,
            }
        }
        Err(Refusal::internal("the queue does not run dry"))
    }

    /// Works until `shutdown` is ready; the pass in hand is finished first.
    pub async fn run(&self, shutdown: impl Future<Output = ()> + Send) {
        let mut shutdown = pin!(shutdown);
        loop {
            let pause = match self.tick().await {
                Ok(0) => self.worker.jitter(self.options.poll),
                Ok(_) => Duration::ZERO,
                Err(refusal) => {
                    tracing::error!(%refusal, "a pass over the queue failed");
                    self.worker.jitter(self.options.poll)
                }
            };
            tokio::select! {
                biased;
                () = &mut shutdown => return,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn pass(&self, width: usize) -> Result<usize, Refusal> {
        let now = self.worker.now();
        let facts = self.dispatch(now).await?;
        self.schedule(now).await?;
        Ok(facts + self.work(now, width).await?)
    }

    /// Turns waiting facts into jobs: one per registered reaction, in one transaction.
    async fn dispatch(&self, now: Moment) -> Result<usize, Refusal> {
        let mut reader = self.worker.db.read().await?;
        let waiting = trail::any_fact(&mut reader).await?;
        drop(reader);
        if !waiting {
            return Ok(0);
        }
        let ctx = self.worker.ctx("outbox", now);
        let mut tx = trail::begin(&self.worker.db, &ctx).await?;
        tx.quiet("the fact's own transaction has its line");
        let facts = trail::take_facts(&mut tx, now, FACTS).await?;
        for fact in &facts {
            let payload = json!({ "subject": fact.subject, "data": fact.data });
            for kind in &self.kinds {
                if matches!(kind.trigger, Trigger::Fact(topic) if topic == fact.topic) {
                    let dedupe = Some(fact.id.as_str());
                    store::insert(&mut tx, &ctx, kind.name, dedupe, now, &payload).await?;
                }
            }
        }
        tx.commit(&ctx).await?;
        Ok(facts.len())
    }

    /// Queues every kind whose time has come. Nothing is written while nothing is due.
    async fn schedule(&self, now: Moment) -> Result<(), Refusal> {
        let mut reader = self.worker.db.read().await?;
        let planned = queries::next_runs(&mut reader).await?;
        drop(reader);
        for kind in &self.kinds {
            let Trigger::Schedule(every) = kind.trigger else {
                continue;
            };
            let next = every.after(now);
            let due = match planned.get(kind.name) {
                Some(at) if *at > now && *at <= next => continue,
                Some(at) => *at <= now,
                None => false,
            };
            let ctx = self.worker.ctx("schedule", now);
            let mut tx = trail::begin(&self.worker.db, &ctx).await?;
            tx.quiet("the job leaves its own line");
            if !due {
                store::plan(&mut tx, kind.name, next).await?;
            } else if store::fire(&mut tx, kind.name, now, next).await? {
                let dedupe = Some("schedule");
                store::insert(&mut tx, &ctx, kind.name, dedupe, now, &json!({})).await?;
            }
            tx.commit(&ctx).await?;
        }
        Ok(())
    }

    async fn work(&self, now: Moment, width: usize) -> Result<usize, Refusal> {
        if self.names.is_empty() {
            return Ok(0);
        }
        let mut reader = self.worker.db.read().await?;
        let due = store::any_due(&mut reader, &self.names, now).await?;
        drop(reader);
        if !due {
            return Ok(0);
        }
        let mut tx = self.worker.db.begin().await?;
        store::reclaim(&mut tx, now).await?;
        let until = now.plus_minutes(LEASE_MINUTES);
        let claim = store::claim(&mut tx, self.worker.name(), &self.names, now, until, width);
        let jobs = claim.await?;
        tx.commit().await?;
        let count = jobs.len();
        let mut running = JoinSet::new();
        for job in jobs {
            let kind = self.kinds.iter().find(|k| k.name == job.kind).copied();
            let Some(kind) = kind else { continue };
            let worker = Arc::clone(&self.worker);
            running.spawn(async move { worker.carry_out(kind, job).await });
        }
        while let Some(joined) = running.join_next().await {
            if let Err(error) = joined {
                tracing::error!(%error, "a job's task was lost");
            }
        }
        Ok(count)
    }
}

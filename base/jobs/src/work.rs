//! One worker: carries out claimed jobs, holds their leases, and puts failures back.

use crate::store::{self, Claimed};
use crate::{JobKind, MAX_TRIES};
use db::Db;
use kernel::{Clock, Ctx, Kind, Moment, Refusal, Rng, Slots, mint};
use std::sync::Arc;
use std::time::Duration;

/// How long a claim holds without a sign of life.
pub(crate) const LEASE_MINUTES: i64 = 1;
/// Between signs of life.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// Tries in a row when the database asks for another.
const TRIES_IN_THE_WAY: usize = 3;
/// First pause after a failure; it doubles with every try.
const BACKOFF_MILLIS: i64 = 5_000;
/// Longest pause.
const BACKOFF_MAX_MILLIS: i64 = 3_600_000;
/// Characters of an error that are kept.
const ERROR_CHARS: usize = 500;

pub(crate) struct Worker {
    pub(crate) db: Db,
    name: String,
    slots: Arc<Slots>,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
}

impl Worker {
    pub(crate) fn new(db: Db, slots: Arc<Slots>, clock: Arc<dyn Clock>, rng: Arc<dyn Rng>) -> Self {
        let name = mint("wkr", clock.now(), rng.as_ref());
        Self {
            db,
            name,
            slots,
            clock,
            rng,
        }
    }
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
    pub(crate) fn now(&self) -> Moment {
        self.clock.now()
    }
    pub(crate) fn ctx(&self, name: &str, now: Moment) -> Ctx {
        let name = format!("job:{name}");
        Ctx::system(&name, now, Arc::clone(&self.rng), Arc::clone(&self.slots))
    }

    /// A share of chance, `0..=max`.
    fn chance(&self, max: i64) -> i64 {
        let mut bytes = [0u8; 4];
        self.rng.fill(&mut bytes);
        i64::from(u32::from_le_bytes(bytes)) % (max.max(0) + 1)
    }

    /// The pause, shorter or longer by up to a quarter, so that workers do not march in step.
    pub(crate) fn jitter(&self, pause: Duration) -> Duration {
        let millis = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 4);
        let millis = millis - millis / 4 + self.chance(millis / 2);
        Duration::from_millis(millis.unsigned_abs())
    }

    fn retry_at(&self, tries: i64) -> Moment {
        let doubled = BACKOFF_MILLIS << tries.clamp(0, 20);
        let pause = doubled.min(BACKOFF_MAX_MILLIS);
        Moment::from_millis(self.now().millis() + pause / 2 + self.chance(pause / 2))
    }

    /// Carries the job out in a task of its own, so that a panic is caught, while its lease is
    /// extended; writes down a failure.
    pub(crate) async fn carry_out(self: Arc<Self>, kind: JobKind, job: Claimed) {
        let (me, mine) = (Arc::clone(&self), job.clone());
        let beat = tokio::spawn(async move { me.hold(&mine).await });
        let (me, mine) = (Arc::clone(&self), job.clone());
        let done = tokio::spawn(async move { me.persist(kind, &mine).await }).await;
        beat.abort();
        // Let go of its connection before the failure is written.
        let _ = beat.await;
        let error = match done {
            Ok(Ok(())) => return,
            Ok(Err(refusal)) => refusal.to_string(),
            Err(lost) => lost.to_string(),
        };
        tracing::warn!(job = %job.id, kind = %job.kind, tries = job.tries, %error, "job failed");
        if job.tries >= MAX_TRIES {
            tracing::error!(job = %job.id, kind = %job.kind, "job is laid aside as dead");
        }
        if let Err(refusal) = self.put_back(&job, &error).await {
            // The lease runs out and the job comes back by itself.
            tracing::error!(job = %job.id, %refusal, "the failure could not be written down");
        }
    }

    /// Tries again at once when another transaction was in the way.
    async fn persist(&self, kind: JobKind, job: &Claimed) -> Result<(), Refusal> {
        for _ in 1..TRIES_IN_THE_WAY {
            match self.attempt(kind, job).await {
                Err(refusal) if refusal.kind == Kind::Retry => {}
                done => return done,
            }
        }
        self.attempt(kind, job).await
    }

    async fn attempt(&self, kind: JobKind, job: &Claimed) -> Result<(), Refusal> {
        let ctx = self.ctx(&job.kind, self.now());
        let mut tx = trail::begin(&self.db, &ctx).await?;
        (kind.run)(&ctx, &mut tx, &job.payload).await?;
        if !store::finish(&mut tx, job, &self.name, self.now()).await? {
            return Err(Refusal::internal("the lease was lost"));
        }
        store::outcome(&mut tx, &job.kind, "done").await?;
        tx.commit(&ctx).await
    }

    async fn hold(&self, job: &Claimed) {
        loop {
            tokio::time::sleep(HEARTBEAT).await;
            match self.extend(job).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(refusal) => tracing::warn!(job = %job.id, %refusal, "lease not extended"),
            }
        }
    }

    async fn extend(&self, job: &Claimed) -> Result<bool, Refusal> {
        let mut tx = self.db.begin().await?;
        let until = self.now().plus_minutes(LEASE_MINUTES);
        let held = store::extend(&mut tx, job, &self.name, until).await?;
        tx.commit().await?;
        Ok(held)
    }

    async fn put_back(&self, job: &Claimed, error: &str) -> Result<(), Refusal> {
        let error: String = error.chars().take(ERROR_CHARS).collect();
        let mut tx = self.db.begin().await?;
        let at = self.retry_at(job.tries);
        if store::fail(&mut tx, job, &self.name, at, &error).await? {
            store::outcome(&mut tx, &job.kind, &error).await?;
        }
        Ok(tx.commit().await?)
    }
}

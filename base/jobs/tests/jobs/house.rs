//! A database, a clock that can be moved, and kinds of jobs that count what they do.

use db::{Db, Migration, params};
use jobs::{JobKind, Runner, Trigger};
use kernel::{Clock, Ctx, Day, FrozenClock, Refusal, Rng, SeededRng, Slots};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use vault::Vault;

const RUNS: Migration = Migration {
    room: "test",
    id: "20261123_1800_runs",
    sql: "CREATE TABLE runs (id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL)",
};

/// Starts of jobs, committed or not.
#[derive(Default)]
pub struct Starts(pub AtomicI64);

pub struct House {
    pub db: Db,
    pub clock: Arc<FrozenClock>,
    pub rng: Arc<SeededRng>,
    pub slots: Arc<Slots>,
}

/// One house on SQLite; one more on PostgreSQL where it is installed.
pub async fn houses() -> Vec<House> {
    let mut all = [trail::MIGRATIONS, jobs::MIGRATIONS].concat();
    all.push(RUNS);
    let engines = db::testing::engines(&all).await;
    engines.into_iter().map(House::on).collect()
}

impl House {
    fn on(db: Db) -> Self {
        let slots = Arc::new(Slots::default());
        slots.put(Vault::for_tests());
        slots.put(Starts::default());
        slots.put(db.clone());
        let ten = Day::new(2026, 11, 23).unwrap().start().plus_minutes(600);
        let clock = Arc::new(FrozenClock::at(ten));
        Self {
            db,
            clock,
            rng: Arc::new(SeededRng::new(11)),
            slots,
        }
    }

    pub fn ctx(&self) -> Ctx {
        let rng = Arc::clone(&self.rng) as Arc<dyn Rng>;
        Ctx::system("test", self.clock.now(), rng, Arc::clone(&self.slots))
    }

    pub fn runner(&self, kinds: &[JobKind]) -> Runner {
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let rng = Arc::clone(&self.rng) as Arc<dyn Rng>;
        Runner::new(
            self.db.clone(),
            kinds.to_vec(),
            Arc::clone(&self.slots),
            clock,
            rng,
        )
    }

    pub fn forward(&self, minutes: i64) {
        self.clock.set(self.clock.now().plus_minutes(minutes));
    }

    /// Queues a job for now.
    pub async fn enqueue(&self, kind: &str, dedupe: Option<&str>, payload: Value) -> bool {
        let ctx = self.ctx();
        let mut tx = trail::begin(&self.db, &ctx).await.unwrap();
        tx.quiet("test");
        let new = jobs::enqueue(&mut tx, &ctx, kind, dedupe, ctx.now, payload)
            .await
            .unwrap();
        tx.commit(&ctx).await.unwrap();
        new
    }

    /// Changes the queue as another worker would.
    pub async fn execute(&self, sql: &str) -> u64 {
        let mut tx = self.db.begin().await.unwrap();
        let done = tx.execute(sql, &[]).await.unwrap();
        tx.commit().await.unwrap();
        done
    }

    pub async fn status(&self) -> jobs::Status {
        jobs::status(&mut self.db.read().await.unwrap())
            .await
            .unwrap()
    }

    /// Committed runs as `kind payload`, sorted; the payload's members in order of name.
    pub async fn runs(&self) -> Vec<String> {
        let sql = "SELECT kind, payload FROM runs ORDER BY kind, payload";
        let rows = self.db.read().await.unwrap().all(sql, &[]).await.unwrap();
        let text = |column: &str, row: &db::Row| row.get::<String>(column).unwrap();
        rows.iter()
            .map(|r| format!("{} {}", text("kind", r), sorted(&text("payload", r))))
            .collect()
    }

    pub fn starts(&self) -> i64 {
        self.slots.get::<Starts>().unwrap().0.load(Ordering::SeqCst)
    }
}

/// The same JSON, whatever order its members were written in.
fn sorted(text: &str) -> Value {
    match serde_json::from_str(text).unwrap() {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(members.into_iter().collect())
        }
        other => other,
    }
}

pub fn kind(name: &'static str, trigger: Trigger) -> JobKind {
    JobKind {
        name,
        trigger,
        run: jobs::run!(work),
    }
}

/// Writes a run down, with its line.
pub async fn work(ctx: &Ctx, tx: &mut trail::Tx, payload: &Value) -> Result<(), Refusal> {
    ctx.slot::<Starts>()?.0.fetch_add(1, Ordering::SeqCst);
    let sql = "INSERT INTO runs (id, kind, payload) VALUES ($1, $2, $3)";
    tx.execute(
        sql,
        &params![ctx.mint("run"), &ctx.actor.id, payload.to_string()],
    )
    .await?;
    tx.note(ctx, "test.run", "run_1", "", json!({}));
    Ok(())
}

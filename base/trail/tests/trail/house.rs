//! A database, a key, a clock that stands still: enough of a house to write a trail in.

use db::{Db, Migration, params};
use kernel::{Actor, ActorKind, Ctx, Day, Moment, SeededRng, Slots};
use std::sync::Arc;
use vault::Vault;

pub const COUNTY: &str = "611099000000";
pub const TOWN: &str = "611099100000";

const SEATS: Migration = Migration {
    room: "test",
    id: "20261123_1800_seats",
    sql: "CREATE TABLE seats (id TEXT PRIMARY KEY, taken BIGINT NOT NULL)",
};

pub struct House {
    pub db: Db,
    rng: Arc<SeededRng>,
    pub slots: Arc<Slots>,
    pub vault: Vault,
    pub now: Moment,
}

/// One house on SQLite; one more on PostgreSQL where it is installed.
pub async fn houses() -> Vec<House> {
    let mut all = trail::MIGRATIONS.to_vec();
    all.push(SEATS);
    let engines = db::testing::engines(&all).await;
    engines.into_iter().map(House::on).collect()
}

impl House {
    fn on(db: Db) -> Self {
        let slots = Arc::new(Slots::default());
        slots.put(Vault::for_tests());
        let now = Day::new(2026, 11, 23).unwrap().start().plus_minutes(600);
        let rng = Arc::new(SeededRng::new(7));
        Self {
            db,
            rng,
            slots,
            vault: Vault::for_tests(),
            now,
        }
    }

    /// A request of this account.
    pub fn ctx(&self, account: &str) -> Ctx {
        let rng = Arc::clone(&self.rng) as Arc<dyn kernel::Rng>;
        let ctx = Ctx::system(account, self.now, rng, Arc::clone(&self.slots));
        let actor = Actor {
            kind: ActorKind::Staff,
            id: account.to_owned(),
            ..Actor::stranger()
        };
        Ctx { actor, ..ctx }
    }

    /// A request of this account with a retry key.
    pub fn once(&self, account: &str, key: &str) -> Ctx {
        Ctx {
            once: Some(key.to_owned()),
            ..self.ctx(account)
        }
    }

    /// Writes one line about the subject, in a transaction of its own.
    pub async fn line(&self, subject: &str, verb: &str) {
        let ctx = self.ctx("acc_1");
        let mut tx = trail::begin(&self.db, &ctx).await.unwrap();
        tx.note(&ctx, verb, subject, TOWN, serde_json::json!({ "n": 1 }));
        tx.commit(&ctx).await.unwrap();
    }

    /// Changes the tables behind the trail's back.
    pub async fn tamper(&self, statements: &[&str]) {
        let mut tx = self.db.begin().await.unwrap();
        for sql in statements {
            tx.execute(sql, &[]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) AS n FROM {table}");
        self.db
            .read()
            .await
            .unwrap()
            .one(&sql, &[])
            .await
            .unwrap()
            .get("n")
            .unwrap()
    }

    pub async fn faults(&self) -> Vec<trail::Fault> {
        let mut conn = self.db.read().await.unwrap();
        trail::verify(&mut conn, &self.vault, |_| {})
            .await
            .unwrap()
            .faults
    }

    /// Takes a seat; counts how often.
    pub async fn take_seat(&self, ctx: &Ctx) -> Result<(), kernel::Refusal> {
        let mut tx = trail::begin(&self.db, ctx).await?;
        let sql = "INSERT INTO seats (id, taken) VALUES ($1, 1)
                   ON CONFLICT (id) DO UPDATE SET taken = seats.taken + 1";
        tx.execute(sql, &params!["seat_1"]).await?;
        tx.note(ctx, "seats.take", "seat_1", COUNTY, serde_json::json!({}));
        tx.publish("seat-taken", "seat_1", serde_json::json!({}));
        let answer = trail::Answer {
            status: 303,
            content_type: String::new(),
            location: Some(format!("/seats/{}", ctx.request_id)),
            body: String::new(),
        };
        tx.commit_answer(ctx, answer).await
    }

    pub async fn seats_taken(&self) -> i64 {
        let sql = "SELECT taken FROM seats WHERE id = 'seat_1'";
        let row = self.db.read().await.unwrap().opt(sql, &[]).await.unwrap();
        row.map_or(0, |row| row.get("taken").unwrap())
    }
}

//! Builds a house on a throw-away database.

use crate::Browser;
use capability::{Assembly, Capability, Whole, assemble, migrations};
use db::Db;
use jobs::Runner;
use kernel::{Actor, ActorKind, Ctx, FrozenClock, Moment, Region, Role, Scope, SeededRng, Slots};
use outside::{FakeSms, Outside};
use std::sync::Arc;
use vault::Vault;
use web::{Gate, House, PageSample, Route, Settings};

/// 2026-11-23 09:00 in Luonan, a Monday.
pub const START: Moment = Moment::from_millis(1_795_395_600_000);

/// A house for tests.
pub struct TestHouse {
    /// The house.
    pub house: Arc<House>,
    /// Its clock; stands still until set.
    pub clock: Arc<FrozenClock>,
    /// SMS that would have been sent.
    pub sms: Arc<FakeSms>,
    /// Jobs and reactions.
    pub runner: Runner,
    /// Every page's samples.
    pub pages: Vec<PageSample>,
    /// Every route with its handler.
    pub routes: Vec<Route>,
    pub(crate) service: axum::Router,
}

/// A house on a fresh SQLite database.
pub async fn sqlite(rooms: Vec<Capability>, gate: Arc<dyn Gate>) -> TestHouse {
    let db = db::testing::sqlite(&migrations(&rooms)).await;
    on(db, rooms, gate).await
}

/// A house on each engine at hand: SQLite always, PostgreSQL when there is one.
pub async fn both(rooms: impl Fn() -> Vec<Capability>, gate: Arc<dyn Gate>) -> Vec<TestHouse> {
    let mut houses = Vec::new();
    for db in db::testing::engines(&migrations(&rooms())).await {
        houses.push(on(db, rooms(), gate.clone()).await);
    }
    houses
}

/// A house on the given, migrated database.
///
/// # Panics
/// When the rooms do not fit together; the message says where.
pub async fn on(db: Db, rooms: Vec<Capability>, gate: Arc<dyn Gate>) -> TestHouse {
    let clock = Arc::new(FrozenClock::at(START));
    let (outside, sms, _files) = Outside::faked();
    let slots = Arc::new(Slots::default());
    slots.put(outside);
    let settings = Settings {
        telephone: "0914-0000000".into(),
        ..Settings::default()
    };
    let assembly = Assembly {
        db,
        vault: Vault::for_tests(),
        clock: clock.clone(),
        rng: Arc::new(SeededRng::new(1)),
        gate,
        settings,
        slots,
    };
    let whole: Whole = match assemble(rooms, assembly).await {
        Ok(whole) => whole,
        Err(fault) => panic!("the rooms do not fit together: {fault}"),
    };
    let house = whole.house;
    let service = web::router(house.clone(), whole.routes.clone());
    let runner = Runner::new(
        house.db.clone(),
        whole.jobs,
        house.slots.clone(),
        clock.clone(),
        house.rng.clone(),
    );
    TestHouse {
        house,
        clock,
        sms,
        runner,
        pages: whole.pages,
        routes: whole.routes,
        service,
    }
}

impl TestHouse {
    /// A browser without cookies.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.service.clone(), self.house.clone())
    }
    /// The service itself.
    pub fn service(&self) -> axum::Router {
        self.service.clone()
    }
    /// A context of Yizhan itself.
    #[must_use]
    pub fn system(&self) -> Ctx {
        self.house.system("test")
    }
    /// A context of the given role, with the given records as its own, in the given division.
    ///
    /// # Panics
    /// When the division code is not twelve digits.
    #[must_use]
    pub fn ctx(&self, role: Role, subjects: &[&str], region: &str) -> Ctx {
        let region = Region::parse(region).expect("twelve digits");
        let kind = if role.is_staff() {
            ActorKind::Staff
        } else {
            ActorKind::Person
        };
        let mut ctx = self.system();
        ctx.actor = Actor {
            kind,
            id: format!("acc_{}", role.code()),
            roles: vec![role],
            subjects: subjects.iter().map(|s| (*s).to_owned()).collect(),
            limit: None,
        };
        ctx.scope = if role.is_staff() {
            Scope::of(&region)
        } else {
            Scope::nothing()
        };
        ctx.matrix = self.house.matrix.clone();
        ctx
    }
    /// Runs jobs and reactions until nothing is left to do.
    ///
    /// # Panics
    /// When the queue itself fails.
    pub async fn drain(&self) {
        self.runner.drain().await.expect("the queue runs");
    }
}

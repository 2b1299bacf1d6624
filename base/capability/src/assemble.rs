//! Puts the rooms together: one schema, one matrix, one word list, one router.

use crate::Capability;
use db::{Db, Migration};
use jobs::JobKind;
use kernel::{Clock, Locale, Matrix, Permission, Rng, Slots};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use vault::Vault;
use web::{Gate, House, PageSample, Parts, Route, Settings};
use words::Words;

/// What comes from outside the rooms.
pub struct Assembly {
    /// Database, already migrated.
    pub db: Db,
    /// Keys.
    pub vault: Vault,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub rng: Arc<dyn Rng>,
    /// Who lets people in.
    pub gate: Arc<dyn Gate>,
    /// What the county sets.
    pub settings: Settings,
    /// Further objects for the shelf.
    pub slots: Arc<Slots>,
}

/// The rooms put together.
pub struct Whole {
    /// The house.
    pub house: Arc<House>,
    /// Every route, with handlers.
    pub routes: Vec<Route>,
    /// Every job.
    pub jobs: Vec<JobKind>,
    /// Every page's samples.
    pub pages: Vec<PageSample>,
}

/// All migrations, base first; the runner sorts by id.
#[must_use]
pub fn migrations(rooms: &[Capability]) -> Vec<Migration> {
    let base = trail::MIGRATIONS.iter().chain(jobs::MIGRATIONS);
    base.chain(rooms.iter().flat_map(|r| r.migrations))
        .cloned()
        .collect()
}

/// All messages.
pub fn words(rooms: &[Capability]) -> Result<Words, String> {
    let mut sources = Vec::new();
    let base = [("words", words::BASE), ("web", web::MESSAGES)];
    for (name, texts) in base
        .into_iter()
        .chain(rooms.iter().map(|r| (r.name, r.messages)))
    {
        for (locale, text) in Locale::ALL.into_iter().zip(texts) {
            sources.push((locale, name, text));
        }
    }
    Words::load(&sources).map_err(|faults| faults.join("\n"))
}

/// Permissions that the API's routes ask for, each once.
fn offered(routes: &[Route]) -> Vec<Permission> {
    let api = routes.iter().filter(|r| r.contract.is_some());
    let asked: BTreeSet<Permission> = api.flat_map(Route::permissions).collect();
    asked.into_iter().collect()
}

/// Puts the rooms together and starts them.
pub async fn assemble(rooms: Vec<Capability>, outside: Assembly) -> Result<Whole, String> {
    let slots = outside.slots;
    slots.put(words(&rooms)?);
    slots.put(outside.vault);
    let matrix = Matrix::new(rooms.iter().flat_map(|r| r.permissions));
    let mut templates = web::TEMPLATES.to_vec();
    templates.extend(rooms.iter().flat_map(|r| r.templates).copied());
    let routes: Vec<Route> = rooms.iter().flat_map(|r| r.routes.clone()).collect();
    let mut seen = HashSet::new();
    for route in &routes {
        if !seen.insert((route.method, route.path.clone())) {
            return Err(format!("two routes {} {}", route.method.name(), route.path));
        }
    }
    slots.put(web::openapi(&routes));
    let house = House::build(Parts {
        db: outside.db,
        slots,
        clock: outside.clock,
        rng: outside.rng,
        matrix,
        templates,
        nav: rooms.iter().flat_map(|r| r.nav).copied().collect(),
        routes: routes
            .iter()
            .map(|r| (r.method, r.path.clone(), r.access))
            .collect(),
        offered: offered(&routes),
        gate: outside.gate,
        settings: outside.settings,
    })?;
    for room in &rooms {
        if let Some(start) = room.start {
            let ctx = house.system(room.name);
            start(&house.db, &ctx)
                .await
                .map_err(|r| format!("{} does not start: {r}", room.name))?;
        }
    }
    let mut jobs = jobs::upkeep();
    let mut pages = vec![web::sample::<web::FailedPage>()];
    for room in rooms {
        jobs.extend(room.jobs);
        pages.extend(room.pages);
    }
    Ok(Whole {
        house,
        routes,
        jobs,
        pages,
    })
}

//! The demo county: made through the real actions, from a seed, ending today.
//!
//! Read in this order: `plan` (what happens when), `run` (each step through an action), then the
//! makers: `offices`, `workers`, `firms`, `posts`, `applying`, `days`. People, employers and
//! numbers are made up; titles are real titles of advertisements; places, trades and shares are
//! Luonan's.

mod applying;
mod chance;
mod days;
mod firms;
mod hands;
mod names;
pub mod numbers;
mod offices;
mod plan;
mod posts;
mod progress;
mod run;
mod titles;
mod workers;

pub use chance::Chance;
pub use days::Days;
pub use firms::{DemoFirm, Firms};
pub use hands::{Hands, Staff};
pub use names::Names;
pub use offices::Offices;
pub use plan::{Sizes, Step};
pub use posts::Posts;
pub use progress::Progress;
pub use run::{Counts, Making};
pub use titles::Titles;
pub use workers::{DemoWorker, Workers};

use kernel::{Day, Moment, Refusal, SeededRng};
use reference::Tables;
use std::collections::HashMap;
use std::sync::Arc;
use web::House;

/// Actions in one transaction.
const BATCH: usize = 200;
/// Jobs of the night that pages of the county tell of.
const NIGHTLY: [&str; 2] = ["people.learn-kin", "placements.market-now"];

/// Makes the county in an empty, migrated database. The same seed on the same day makes the same
/// rows, but for what is sealed under this database's own keys.
///
/// # Errors
/// What an action says that is not a mere refusal of one step.
pub async fn make(
    house: &Arc<House>,
    seed: u64,
    sizes: Sizes,
    today: Day,
) -> Result<Counts, Refusal> {
    let base = midnight(today);
    let hands = Hands::new(house.clone(), Arc::new(SeededRng::new(seed)));
    let tables: Arc<Tables> = house
        .slots
        .get()
        .ok_or_else(|| Refusal::internal("no tables on the shelf"))?;
    let names = Names::load();
    let titles = Titles::load(&tables);
    let opened = base.plus_days(-400);
    let ctx = hands.system(opened);
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let offices = offices::make(&hands, &tables, &names, &mut tx, (seed, opened)).await?;
    tx.commit(&ctx).await?;
    let mut making = Making {
        hands: &hands,
        offices: &offices,
        today,
        people: Workers::new(seed, &tables, &names, today),
        makers: Firms::new(seed, &tables, &names, today),
        posting: Posts::new(seed, &tables, &titles),
        days: Days::new(seed, &tables),
        key_firms: sizes.key_firms,
        workers: Vec::with_capacity(sizes.workers),
        by_trade: HashMap::new(),
        firms: HashMap::new(),
        verified: Vec::new(),
        posts: HashMap::new(),
        orders: HashMap::new(),
        counts: Counts::default(),
    };
    let steps = plan::plan(seed, sizes, base);
    let mut progress = Progress::new("making the county, steps", steps.len());
    for batch in steps.chunks(BATCH) {
        let ctx = hands.system(batch.last().map_or(base, |(at, _)| *at));
        let mut tx = trail::begin(&house.db, &ctx).await?;
        tx.quiet("a batch may hold only steps that were refused");
        for (at, step) in batch {
            making.step(&mut tx, *at, *step).await?;
        }
        tx.commit(&ctx).await?;
        progress.add(batch.len());
    }
    progress.finish();
    // What a night would have reckoned waits for the program to begin.
    let ctx = hands.system(base);
    let mut tx = trail::begin(&house.db, &ctx).await?;
    tx.quiet("jobs leave their own lines");
    for kind in NIGHTLY {
        jobs::enqueue(&mut tx, &ctx, kind, None, base, serde_json::json!({})).await?;
    }
    tx.commit(&ctx).await?;
    Ok(making.counts)
}

/// The first moment of a day in Luonan.
#[must_use]
pub fn midnight(day: Day) -> Moment {
    let utc = Moment::from_millis(day.epoch_days() * 86_400_000);
    utc.plus_minutes(-8 * 60)
}

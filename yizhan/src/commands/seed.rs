//! `yizhan seed`: makes the demo county.

use crate::args::{Common, Seed};
use crate::demo::{self, Sizes};
use crate::open::{County, Opening, county};
use anyhow::{Context, Result, bail};
use kernel::{Clock, FrozenClock, SystemClock};
use std::sync::Arc;
use std::time::Instant;

/// Makes the demo county in an empty database.
pub async fn seed(common: &Common, options: &Seed) -> Result<()> {
    let start = Instant::now();
    let today = SystemClock.now().day();
    let base = demo::midnight(today);
    // Rooms see yesterday first: then tonight's work is due when the clock moves to today.
    let clock = Arc::new(FrozenClock::at(base.plus_days(-1)));
    let opening = Opening {
        options: db::Options {
            durable: false,
            ..db::Options::default()
        },
        clock: clock.clone(),
        ..Opening::default()
    };
    let County { whole, runner } = county(common, opening).await?;
    let house = &whole.house;
    let mut reader = house.db.read().await?;
    let staff = stations::staff::list(&mut reader, &kernel::Scope::everything(), None, 1).await?;
    if !staff.is_empty() {
        bail!("the database is not empty; a demo county is made in an empty one only");
    }
    drop(reader);
    eprintln!("people, employers and their numbers are made up; no message leaves this machine");
    let sizes = match (options.full, options.small) {
        (true, _) => Sizes::of(true),
        (_, true) => Sizes::SMALL,
        _ => Sizes::of(false),
    };
    let counts = demo::make(house, options.seed, sizes, today).await?;
    settle(&runner, &clock, base).await?;
    drop((whole, runner));
    sync(common)?;
    println!(
        "{} workers, {} employers, {} posts ({} shown, {} steps refused by the rules), \
         {} applications, {} seats of day work in {:.0} s",
        sizes.workers,
        sizes.firms,
        sizes.posts,
        counts.shown,
        counts.refused,
        counts.applications,
        counts.seats,
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Works off what the actions published, and the work of last night.
async fn settle(runner: &jobs::Runner, clock: &FrozenClock, base: kernel::Moment) -> Result<()> {
    runner.tick().await?;
    clock.set(base);
    let mut told = Instant::now();
    let mut done = 0;
    loop {
        let now = runner.tick().await?;
        if now == 0 {
            return Ok(());
        }
        done += now;
        if told.elapsed().as_secs() >= 5 {
            told = Instant::now();
            eprintln!("working off reactions: {done}");
        }
    }
}

/// Seeding does not wait for the disk; this does, once.
fn sync(common: &Common) -> Result<()> {
    if let Some(path) = common.db.strip_prefix("sqlite:") {
        let file = std::fs::File::open(path).with_context(|| path.to_owned())?;
        file.sync_all()?;
    }
    Ok(())
}

//! Everybody in the county who looks for work, in memory, behind one lock, always current.
//!
//! Filled when it is first asked, or by the first clearing; after that each question first takes
//! in whose facts changed ([`people::changes`]), whichever process changed them, so that a changed
//! worker is in the next answer. A new day makes facts anew (certificates run out, leanings
//! fade); a restart reads the database again: nothing is kept that is not there.
//!
//! What it costs: a full county of 75,400 people takes about 140 MiB (measured by
//! `reverse/tests/full.rs`), a clearing's 3,679 posts 6 MiB more there. Posts cost two bytes for
//! each distinct wish that people bring, at most 96 MiB for each of six kinds of wishes.
//!
//! The lock is an asynchronous one: lists and clearings read side by side, and taking in a change
//! waits for a clearing without holding a thread.

use super::queries;
use crate::applications::viewer::with_past;
use db::Conn;
use kernel::{Ctx, Day, Refusal, Region, Scope};
use matching::{JobFacts, Market, Ranked, Rules, WorkerFacts};
use people::{Purpose, Worker};
use reference::Tables;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

/// Files read at a time.
const PAGE: usize = 400;

/// The place on the shelf; empty until somebody asks.
#[derive(Default)]
struct Shelf(Arc<RwLock<Option<Kept>>>);

/// What is asked of a person besides the facts.
struct About {
    /// Home, 12 digits.
    region: Box<str>,
    /// Wishes to be recommended jobs (个人信息保护法 第二十四条).
    recommend: bool,
    /// Has said what work is wanted.
    wants: bool,
}

/// The market and whom it knows. Its rules leave the price of a place out, as clearings need it;
/// a price is the same for everybody whom a post is laid before, so their order is the same.
pub(crate) struct Kept {
    market: Market,
    about: HashMap<String, About>,
    tables: Arc<Tables>,
    /// Highest change taken in.
    seq: i64,
}

/// Where a question stands: on which tables, rules and day, in which county.
struct Ground {
    tables: Arc<Tables>,
    rules: Rules,
    today: Day,
    county: String,
}

impl Ground {
    fn of(ctx: &Ctx) -> Result<Self, Refusal> {
        let (tables, today) = (reference::tables(ctx)?, ctx.today());
        let mut rules = vacancies::rules(&tables, today)?;
        rules.crowding = 0;
        let county = tables.county_code().to_owned();
        Ok(Self {
            tables,
            rules,
            today,
            county,
        })
    }
    fn scope(&self) -> Scope {
        let code = format!("{:0<12}", self.county);
        Region::parse(&code).map_or_else(Scope::nothing, |region| Scope::of(&region))
    }
}

impl Kept {
    fn empty(ground: &Ground, seq: i64) -> Self {
        let ways = Arc::clone(&ground.tables);
        let minutes = move |a, b| ways.minutes_at(a, b).map(|way| way.minutes);
        Self {
            market: Market::new(ground.rules, ground.today, minutes),
            about: HashMap::new(),
            tables: Arc::clone(&ground.tables),
            seq,
        }
    }
    /// Does it stand where this is asked? Whoever asked before midnight and is answered after it
    /// is answered for the new day.
    fn stands(&self, ground: &Ground) -> bool {
        self.market.today() >= ground.today && Arc::ptr_eq(&self.tables, &ground.tables)
    }
    /// May it answer as it is?
    fn serves(&self, ground: &Ground, head: i64) -> bool {
        self.stands(ground) && *self.market.rules() == ground.rules && self.seq >= head
    }
    /// Puts files in, each with all that the ranking may know; who neither wants anything nor
    /// wishes to be recommended jobs is left out.
    async fn put(&mut self, ctx: &Ctx, conn: &mut Conn, workers: &[Worker]) -> Result<(), Refusal> {
        let ids: Vec<&str> = workers.iter().map(|w| w.id.as_str()).collect();
        let past = queries::past_of(conn, &ids).await?;
        let willing = people::consenting(conn, &ids, Purpose::Recommend).await?;
        for worker in workers {
            let id = worker.id.as_str();
            let about = About {
                region: worker.region.as_str().into(),
                recommend: willing.contains(id),
                wants: !worker.wishes.trades.is_empty(),
            };
            if !about.recommend && !about.wants {
                self.drop(id);
                continue;
            }
            let facts = people::facts_of(ctx, &self.tables, worker);
            let done = past.get(id).map_or(&[][..], Vec::as_slice);
            let facts = with_past(&self.tables, facts, done);
            self.market.put_worker(facts);
            self.about.insert(id.to_owned(), about);
        }
        Ok(())
    }
    fn drop(&mut self, id: &str) {
        self.market.drop_worker(id);
        self.about.remove(id);
    }
    /// Everybody anew.
    async fn fill(ctx: &Ctx, conn: &mut Conn, ground: &Ground, seq: i64) -> Result<Self, Refusal> {
        let (mut kept, scope) = (Self::empty(ground, seq), ground.scope());
        let (mut after, page) = (None, u32::try_from(PAGE).unwrap_or(u32::MAX));
        loop {
            let found = people::workers_page(conn, &scope, after.as_ref(), page).await?;
            let Some(last) = found.last() else { break };
            after = Some(last.id.clone());
            kept.put(ctx, conn, &found).await?;
        }
        Ok(kept)
    }
    /// Those who changed since. A change read twice changes nothing.
    async fn take_in(
        &mut self,
        ctx: &Ctx,
        conn: &mut Conn,
        ground: &Ground,
    ) -> Result<(), Refusal> {
        self.market.set_rules(ground.rules);
        let scope = ground.scope();
        loop {
            let changed = people::changes::after(conn, &ground.county, self.seq, PAGE).await?;
            let Some((last, _)) = changed.last() else {
                break;
            };
            let ids: Vec<&str> = changed.iter().map(|(_, id)| id.as_str()).collect();
            let mut found = people::workers(conn, &ids).await?;
            found.retain(|worker| scope.covers(&worker.region));
            let there: HashSet<&str> = found.iter().map(|w| w.id.as_str()).collect();
            for gone in ids.iter().filter(|id| !there.contains(**id)) {
                self.drop(gone);
            }
            self.put(ctx, conn, &found).await?;
            self.seq = *last;
        }
        Ok(())
    }
    /// How many people are kept.
    #[cfg(test)]
    pub fn many(&self) -> usize {
        self.market.many_workers()
    }
    /// Has this person said what work is wanted?
    pub fn wants(&self, id: &str) -> bool {
        self.about.get(id).is_some_and(|about| about.wants)
    }
    /// The market, for clearings.
    pub const fn market(&self) -> &Market {
        &self.market
    }
    /// The `k` best people for a post among those who wish to be recommended jobs, live inside
    /// `scope` and whom `keep` lets in: as [`matching::rank_workers`] has them.
    pub fn best(
        &self,
        job: &JobFacts,
        scope: &Scope,
        k: usize,
        keep: impl Fn(&WorkerFacts) -> bool,
    ) -> Vec<Ranked<'_, WorkerFacts>> {
        self.market.top_workers_where(job, k, |worker| {
            let about = self.about.get(&worker.id);
            about.is_some_and(|a| a.recommend && scope.covers(&a.region)) && keep(worker)
        })
    }
    /// Makes the market's posts these, for a clearing: what did not change stays as it is.
    fn set_jobs(&mut self, jobs: &[JobFacts]) {
        let wanted: HashSet<&str> = jobs.iter().map(|job| job.id.as_str()).collect();
        let gone = self.market.jobs().map(|job| job.id.as_str());
        let gone = gone.filter(|id| !wanted.contains(id)).map(str::to_owned);
        for id in gone.collect::<Vec<_>>() {
            self.market.drop_job(&id);
        }
        for job in jobs {
            // Its rules leave the price out: a new one is no change.
            let job = JobFacts {
                price: 0,
                ..job.clone()
            };
            let slot = self.market.job_slot(&job.id);
            if slot.and_then(|slot| self.market.job(slot)) != Some(&job) {
                self.market.put_job(job);
            }
        }
    }
}

/// The kept market, current and held for reading.
pub(crate) type Current = OwnedRwLockReadGuard<Option<Kept>, Kept>;

fn reading(held: OwnedRwLockReadGuard<Option<Kept>>) -> Result<Current, Refusal> {
    let held = OwnedRwLockReadGuard::try_map(held, Option::as_ref);
    held.map_err(|_| Refusal::internal("the kept market is empty"))
}

/// Brings it up to date under the lock, unless another was faster.
async fn bring(
    ctx: &Ctx,
    conn: &mut Conn,
    ground: &Ground,
    held: &mut OwnedRwLockWriteGuard<Option<Kept>>,
) -> Result<(), Refusal> {
    // Read before the files: whoever changes in between is read once more.
    let head = people::changes::head(conn, &ground.county).await?;
    match held.as_mut().filter(|kept| kept.stands(ground)) {
        Some(kept) if kept.serves(ground, head) => {}
        Some(kept) => kept.take_in(ctx, conn, ground).await?,
        None => **held = Some(Kept::fill(ctx, conn, ground, head).await?),
    }
    Ok(())
}

/// Everybody who looks for work, as they stand now: one read by key when nobody changed. The
/// caller brings the connection, so that nobody waits for one who holds the lock.
///
/// # Errors
/// Internal when a parameter of the ranking is missing; what the database says.
pub(crate) async fn current(ctx: &Ctx, conn: &mut Conn) -> Result<Current, Refusal> {
    let ground = Ground::of(ctx)?;
    let shelf = ctx.slots.get_or(Shelf::default);
    let head = people::changes::head(conn, &ground.county).await?;
    {
        let held = Arc::clone(&shelf.0).read_owned().await;
        if held.as_ref().is_some_and(|kept| kept.serves(&ground, head)) {
            return reading(held);
        }
    }
    let mut held = Arc::clone(&shelf.0).write_owned().await;
    bring(ctx, conn, &ground, &mut held).await?;
    reading(held.downgrade())
}

/// The same with these posts in it, for a clearing.
///
/// # Errors
/// As [`current`].
pub(crate) async fn with_jobs(
    ctx: &Ctx,
    conn: &mut Conn,
    jobs: &[JobFacts],
) -> Result<Current, Refusal> {
    let ground = Ground::of(ctx)?;
    let shelf = ctx.slots.get_or(Shelf::default);
    let mut held = Arc::clone(&shelf.0).write_owned().await;
    bring(ctx, conn, &ground, &mut held).await?;
    if let Some(kept) = held.as_mut() {
        kept.set_jobs(jobs);
    }
    reading(held.downgrade())
}

//! The board: every published post in memory, for lists, search and rankings.
//!
//! Read in this order: [`Post`], [`Filter`], [`Board::select`], [`refresh`], [`fit_for`]. The
//! board only finds; what is shown is always read again from the database by id.

mod certs;
mod filter;
mod fit;
mod index;
mod kept;
mod post;
mod select;
mod shelf;
mod store;
mod terms;

#[cfg(test)]
mod tests;

pub use filter::{Filter, Order, Part};
pub use fit::{
    Fit, ViewerFacts, ViewerFn, certificates, fit_by, fit_for, job_facts, judged, rules, viewer,
};
pub use post::{Post, employer_number};
pub use select::{Ask, Found, Hit, Key, Loosen, Seeker};
pub use shelf::Text;
pub use store::refresh;
pub use terms::{pieces, terms_of, words_of};

use kernel::{Ctx, Day, Refusal};
use matching::{JobFacts, Scored};
use parking_lot::RwLock;
use shelf::Shelf;
use std::collections::HashMap;
use std::sync::Arc;

/// Every published post, shared by all requests.
#[derive(Default)]
pub struct Board(RwLock<Shelf>);

/// A change of what is published.
#[derive(Debug, Clone)]
pub enum Change {
    /// The post is published, as it stands now.
    Put(Box<Post>, Text),
    /// The post is published no more.
    Strike(String),
}

impl Board {
    /// Highest change taken in.
    #[must_use]
    pub fn seq(&self) -> i64 {
        self.0.read().seq
    }
    /// Takes changes in; `seq` is the highest among them. Taking them twice changes nothing.
    pub fn take_in(&self, seq: i64, changes: Vec<Change>) {
        let mut shelf = self.0.write();
        if seq <= shelf.seq {
            return;
        }
        for change in changes {
            match change {
                Change::Put(post, text) => shelf.put(*post, text),
                Change::Strike(id) => shelf.strike(&id),
            }
        }
        shelf.seq = seq;
        shelf.weigh();
    }
    /// The clearing whose prices the board knows.
    #[must_use]
    pub fn price_run(&self) -> String {
        self.0.read().price_run.clone()
    }
    /// Takes the prices of a clearing in.
    pub fn take_prices(&self, run: String, prices: HashMap<Box<str>, i32>) {
        self.0.write().price(run, prices);
    }
    /// Price of a place of a post, in thousandths of a score; 0 = none is known.
    #[must_use]
    pub fn price(&self, id: &str) -> i32 {
        self.0.read().prices.get(id).copied().unwrap_or_default()
    }
    /// One page of a list.
    #[must_use]
    pub fn select(&self, ask: &Ask<'_>) -> Found {
        if let (Order::Best, Some(seeker)) = (ask.order, &ask.seeker) {
            self.keep(seeker, ask.today);
        }
        select::select(&self.0.read(), ask)
    }
    /// Brings the kept market to where this worker asks, if it is not there.
    fn keep(&self, seeker: &Seeker<'_>, today: Day) {
        let ready = |kept: &kept::Kept| kept.market().has_worker(seeker.facts);
        let ready = self.0.read().kept_for(seeker, today).is_some_and(ready);
        if !ready {
            self.0.write().keep(seeker, today);
        }
    }
    /// The `k` best posts for a worker among those that `keep` lets in, each by its id with why:
    /// as [`matching::rank`] has them.
    pub fn best(
        &self,
        seeker: &Seeker<'_>,
        today: Day,
        k: usize,
        keep: impl Fn(&JobFacts) -> bool,
    ) -> Vec<(String, Scored)> {
        self.keep(seeker, today);
        let (shelf, placed) = (self.0.read(), seeker.placed());
        let ranked = match shelf.kept_for(seeker, today) {
            Some(kept) => kept.market().top_jobs_where(&placed, k, keep),
            None => {
                let jobs = shelf
                    .all()
                    .map(|entry| &entry.facts)
                    .filter(|job| keep(job));
                let ways = |_, place| seeker.minutes(place);
                matching::rank(&placed, jobs, ways, today, seeker.rules, k)
            }
        };
        let told = ranked.into_iter();
        told.map(|one| (one.item.id.clone(), one.scored)).collect()
    }
    /// For an empty list: which part of the filter to leave out, and what that brings.
    #[must_use]
    pub fn loosen(&self, filter: &Filter, today: Day) -> Vec<Loosen> {
        select::loosen(&self.0.read(), filter, today)
    }
    /// How many posts stand today, how many of them a person checked today, and how many
    /// stand by trade.
    #[must_use]
    pub fn counts(&self, today: Day) -> Counts {
        let mut counts = Counts::default();
        for post in self.0.read().posts().filter(|post| post.stands(today)) {
            counts.open += 1;
            counts.checked_today += usize::from(post.checked == today);
            *counts.by_trade.entry(post.trade.id).or_default() += 1;
        }
        counts
    }
    /// A post on the board.
    #[must_use]
    pub fn post(&self, id: &str) -> Option<Post> {
        self.0.read().get(id).cloned()
    }
    /// What the ranking knows of a post on the board, with its price.
    #[must_use]
    pub fn facts(&self, id: &str) -> Option<JobFacts> {
        self.0.read().facts(id).cloned()
    }
    /// Facts of all posts that stand, for rankings outside this room.
    #[must_use]
    pub fn job_facts(&self, today: Day) -> Vec<JobFacts> {
        let shelf = self.0.read();
        let standing = shelf.all().filter(|entry| entry.post.stands(today));
        standing.map(|entry| entry.facts.clone()).collect()
    }
    /// Middle pay for a day of a trade, in fen, when enough posts tell.
    #[must_use]
    pub fn median_day_fen(&self, trade: u16) -> Option<i64> {
        self.0.read().medians.get(&trade).copied()
    }
}

/// Counts of the board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Posts that stand.
    pub open: usize,
    /// Of these, checked by a person today.
    pub checked_today: usize,
    /// Posts that stand, by trade.
    pub by_trade: HashMap<u16, usize>,
}

/// The board of this house.
///
/// # Errors
/// Internal when the room has not been started.
pub fn board(ctx: &Ctx) -> Result<Arc<Board>, Refusal> {
    ctx.slot::<Board>()
}

/// Puts the board up and fills it, so that the first visitor need not wait.
///
/// # Errors
/// Internal when a parameter of the ranking is missing; what the database says.
pub async fn start(db: &db::Db, ctx: &Ctx) -> Result<(), Refusal> {
    terms::warm();
    rules(&*reference::tables(ctx)?, ctx.today())?;
    crate::posts::waiting::start(db, ctx).await?;
    let board = ctx.slots.get_or(Board::default);
    refresh(ctx, &mut *db.read().await?, &board).await
}

/// Pages and JSON of this part: none, the lists are in `jobs`.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    Vec::new()
}

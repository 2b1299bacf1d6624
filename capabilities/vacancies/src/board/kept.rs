//! The market of the posts on the shelf, kept for lists of the best: a change of a post or of a
//! price changes its cells, and nothing is scored twice.

use super::select::Seeker;
use kernel::Day;
use matching::{JobFacts, Market, WorkerFacts};
use reference::Tables;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Workers whose columns are kept; whoever looked longest ago goes first.
const WORKERS: usize = 2_048;

/// The market and whom it knows.
#[derive(Debug)]
pub(crate) struct Kept {
    market: Market,
    tables: Arc<Tables>,
    looked: VecDeque<String>,
}

impl Kept {
    /// An empty market for whoever asks first.
    pub fn new(seeker: &Seeker<'_>, today: Day) -> Self {
        let tables = Arc::clone(seeker.tables);
        let ways = Arc::clone(&tables);
        let minutes = move |a, b| ways.minutes_at(a, b).map(|way| way.minutes);
        Self {
            market: Market::new(*seeker.rules, today, minutes),
            tables,
            looked: VecDeque::new(),
        }
    }
    /// The market.
    pub const fn market(&self) -> &Market {
        &self.market
    }
    /// Does it stand on the same tables?
    pub fn same_ground(&self, seeker: &Seeker<'_>) -> bool {
        Arc::ptr_eq(&self.tables, seeker.tables)
    }
    /// Does it stand where this worker asks: on the same tables, day and rules?
    pub fn serves(&self, seeker: &Seeker<'_>, today: Day) -> bool {
        self.market.today() == today
            && self.market.rules() == seeker.rules
            && self.same_ground(seeker)
    }
    /// Goes on to a later day, or to other rules of the same day. Whoever asked before midnight
    /// and is answered after it is judged pair by pair.
    pub fn go_on(&mut self, seeker: &Seeker<'_>, today: Day) {
        if today >= self.market.today() {
            self.market.set_today(today);
            self.market.set_rules(*seeker.rules);
        }
    }
    /// Keeps the columns of a worker, for the next look.
    pub fn hold(&mut self, worker: &WorkerFacts) {
        if self.market.has_worker(worker) {
            return;
        }
        if self.market.worker_slot(&worker.id).is_none() {
            self.looked.push_back(worker.id.clone());
        }
        self.market.put_worker(worker.clone());
        while self.looked.len() > WORKERS {
            let first = self.looked.pop_front().unwrap_or_default();
            self.market.drop_worker(&first);
        }
    }
    /// Puts a post in; answers its slot.
    pub fn put(&mut self, facts: &JobFacts) -> usize {
        self.market.put_job(facts.clone()).at()
    }
    /// Takes a post out.
    pub fn drop(&mut self, id: &str) {
        self.market.drop_job(id);
    }
    /// A new price of a place.
    pub fn price(&mut self, id: &str, price: i32) {
        self.market.set_price(id, price);
    }
    /// What trades pay in the middle, where that changed.
    pub fn medians(&mut self, old: &HashMap<u16, i64>, new: &HashMap<u16, i64>) {
        for trade in old.keys().chain(new.keys()) {
            if old.get(trade) != new.get(trade) {
                self.market.set_median(*trade, new.get(trade).copied());
            }
        }
    }
}

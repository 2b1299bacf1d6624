//! The posts themselves with their index: entering, striking, tidying.

use super::index::Index;
use super::kept::Kept;
use super::post::Post;
use super::select::Seeker;
use super::terms::terms_of;
use kernel::Day;
use matching::JobFacts;
use std::collections::HashMap;

/// A post in its place.
#[derive(Debug)]
pub(crate) struct Entry {
    pub post: Post,
    /// The same for rankings, made once.
    pub facts: JobFacts,
    /// Its slot in the kept market, while there is one.
    pub at: usize,
    terms: Box<[u32]>,
    text: Text,
}

/// What a post is found by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Title.
    pub title: String,
    /// What the title leaves unsaid: trade, spoken names, place.
    pub also: Vec<String>,
}

/// Published posts and where they stand.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pub entries: Vec<Option<Entry>>,
    pub index: Index,
    by_id: HashMap<Box<str>, u32>,
    /// Highest change taken in.
    pub seq: i64,
    /// Middle pay for a day by trade, in fen; made anew after a change.
    pub medians: HashMap<u16, i64>,
    /// Price of a place by post, in thousandths of a score; what is not here costs nothing.
    pub prices: HashMap<Box<str>, i32>,
    /// The clearing that the prices come from.
    pub price_run: String,
    /// The market of these posts, from the first list of the best on.
    pub kept: Option<Kept>,
}

/// Fewer posts than this tell nothing of what a trade pays.
const POSTS_FOR_A_MEDIAN: usize = 5;

impl Shelf {
    /// How many posts are on the shelf.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }
    /// A post by its id.
    pub fn get(&self, id: &str) -> Option<&Post> {
        let slot = self.by_id.get(id)?;
        self.entries
            .get(*slot as usize)?
            .as_ref()
            .map(|entry| &entry.post)
    }
    /// What the ranking knows of a post.
    pub fn facts(&self, id: &str) -> Option<&JobFacts> {
        let slot = self.by_id.get(id)?;
        self.entries
            .get(*slot as usize)?
            .as_ref()
            .map(|entry| &entry.facts)
    }
    /// All entries.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }
    /// All posts.
    pub fn posts(&self) -> impl Iterator<Item = &Post> {
        self.entries.iter().flatten().map(|entry| &entry.post)
    }
    /// Enters a post, or puts it in the place of what was there under its id.
    pub fn put(&mut self, post: Post, text: Text) {
        let mut facts = post.facts(self.medians.get(&post.trade.id).copied());
        facts.price = self.prices.get(&post.id).copied().unwrap_or_default();
        if let Some(slot) = self.by_id.get(&post.id)
            && let Some(entry) = &mut self.entries[*slot as usize]
            && entry.text == text
        {
            if let Some(kept) = &mut self.kept {
                entry.at = kept.put(&facts);
            }
            (entry.facts, entry.post) = (facts, post);
            return;
        }
        self.strike(&post.id.clone());
        let kept = self.kept.as_mut();
        let at = kept.map_or(usize::MAX, |kept| kept.put(&facts));
        let slot = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let also: Vec<&str> = text.also.iter().map(String::as_str).collect();
        let terms = self.index.add(slot, &terms_of(&text.title, &also));
        self.by_id.insert(post.id.clone(), slot);
        self.entries.push(Some(Entry {
            post,
            facts,
            at,
            terms,
            text,
        }));
    }
    /// Strikes a post.
    pub fn strike(&mut self, id: &str) {
        let Some(slot) = self.by_id.remove(id) else {
            return;
        };
        if let Some(entry) = self.entries[slot as usize].take() {
            self.index.remove(slot, &entry.terms);
            if let Some(kept) = &mut self.kept {
                kept.drop(id);
            }
        }
        // Empty places cost a look each; past as many as posts, the shelf is set up anew.
        if self.entries.len() > self.by_id.len() * 2 + 1024 {
            let entries = std::mem::take(&mut self.entries);
            (self.index, self.by_id) = (Index::default(), HashMap::new());
            for entry in entries.into_iter().flatten() {
                self.put(entry.post, entry.text);
            }
        }
    }
    /// Takes the prices of a clearing in.
    pub fn price(&mut self, run: String, prices: HashMap<Box<str>, i32>) {
        for entry in self.entries.iter_mut().flatten() {
            let price = prices.get(&entry.post.id).copied().unwrap_or_default();
            if let Some(kept) = &mut self.kept
                && entry.facts.price != price
            {
                kept.price(&entry.post.id, price);
            }
            entry.facts.price = price;
        }
        (self.price_run, self.prices) = (run, prices);
    }
    /// Works out what each trade pays.
    pub fn weigh(&mut self) {
        let mut pays: HashMap<u16, Vec<i64>> = HashMap::new();
        for post in self.posts() {
            if let Some(pay) = post.pay_day_fen {
                pays.entry(post.trade.id).or_default().push(pay);
            }
        }
        let middle = |(trade, mut pays): (u16, Vec<i64>)| {
            let at = pays.len() / 2;
            let enough = pays.len() >= POSTS_FOR_A_MEDIAN;
            enough.then(|| (trade, *pays.select_nth_unstable(at).1))
        };
        let medians: HashMap<u16, i64> = pays.into_iter().filter_map(middle).collect();
        for entry in self.entries.iter_mut().flatten() {
            entry.facts.median_day_fen = medians.get(&entry.post.trade.id).copied();
        }
        if let Some(kept) = &mut self.kept {
            kept.medians(&self.medians, &medians);
        }
        self.medians = medians;
    }
    /// The kept market when it stands where this worker asks.
    pub fn kept_for(&self, seeker: &Seeker<'_>, today: Day) -> Option<&Kept> {
        self.kept.as_ref().filter(|k| k.serves(seeker, today))
    }
    /// Brings the market to where this worker asks, and keeps what the worker brings.
    pub fn keep(&mut self, seeker: &Seeker<'_>, today: Day) {
        let kept = self.kept.take().filter(|kept| kept.same_ground(seeker));
        let mut kept = kept.unwrap_or_else(|| {
            let mut kept = Kept::new(seeker, today);
            for entry in self.entries.iter_mut().flatten() {
                entry.at = kept.put(&entry.facts);
            }
            kept
        });
        kept.go_on(seeker, today);
        kept.hold(seeker.facts);
        self.kept = Some(kept);
    }
}

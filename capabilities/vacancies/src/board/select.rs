//! From a filter to one page of posts: exact count, one order, a place to go on from.

use super::filter::{Filter, Order, Part};
use super::index::{Hits, either};
use super::post::{Post, day_key};
use super::shelf::{Entry, Shelf};
use super::terms::words_of;
use kernel::{Day, Refusal};
use matching::{Rules, Totals, WorkerFacts};
use reference::Tables;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;
use web::Cursor;

/// What a list is asked for.
pub struct Ask<'a> {
    /// What narrows it.
    pub filter: &'a Filter,
    /// How it is sorted.
    pub order: Order,
    /// The day of asking.
    pub today: Day,
    /// Minutes by road from where the visitor starts to a place in the table of divisions.
    pub minutes: &'a (dyn Fn(u16) -> Option<u16> + Sync),
    /// For [`Order::Best`]: the worker.
    pub seeker: Option<Seeker<'a>>,
    /// Only what comes after this place.
    pub after: Option<&'a Key>,
    /// Most posts to answer.
    pub limit: usize,
}

/// For whom the best is looked for, and by what it is judged.
#[derive(Debug, Clone, Copy)]
pub struct Seeker<'a> {
    /// The worker.
    pub facts: &'a WorkerFacts,
    /// The rules of the ranking.
    pub rules: &'a Rules,
    /// Where the ways begin, as a place in the table of divisions: home, or elsewhere for once.
    pub from: Option<u16>,
    /// The tables that ways are looked up in.
    pub tables: &'a Arc<Tables>,
}

impl Seeker<'_> {
    /// The facts, as if the worker lived where the ways begin.
    pub(crate) fn placed(&self) -> Cow<'_, WorkerFacts> {
        if self.facts.home == self.from {
            return Cow::Borrowed(self.facts);
        }
        Cow::Owned(WorkerFacts {
            home: self.from,
            ..self.facts.clone()
        })
    }
    /// Minutes by road to a place in the table of divisions.
    #[must_use]
    pub fn minutes(&self, place: u16) -> Option<u16> {
        let way = self.tables.minutes_at(self.from?, place)?;
        Some(way.minutes)
    }
    /// The score of one post, or `None` when a rule forbids it: what the market's column holds.
    fn points(&self, entry: &Entry, today: Day) -> Option<i32> {
        let (facts, job) = (self.facts, &entry.facts);
        let minutes = job.place.and_then(|place| self.minutes(place));
        matching::hard(facts, job, minutes, today, self.rules).ok()?;
        Some(matching::score(facts, job, minutes, today, self.rules).total)
    }
}

/// A place in a sorted list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    first: i64,
    then: i64,
    id: Box<str>,
}

impl Key {
    /// As a cursor, bound to the order it was made for.
    #[must_use]
    pub fn cursor(&self, order: Order) -> String {
        let keys = [
            self.first.to_string(),
            self.then.to_string(),
            self.id.to_string(),
        ];
        let mut all = vec![order.code().to_owned()];
        all.extend(keys);
        Cursor(all).encode()
    }
    /// Reads a cursor back.
    ///
    /// # Errors
    /// A fault of the field `cursor` when it is none, or was made for another order.
    pub fn parse(text: &str, order: Order) -> Result<Self, Refusal> {
        let bad = || Refusal::field("cursor", "field-not-cursor");
        let Cursor(keys) = Cursor::decode(text, 4)?;
        let number = |at: usize| keys[at].parse::<i64>().map_err(|_| bad());
        if keys[0] != order.code() {
            return Err(bad());
        }
        Ok(Self {
            first: number(1)?,
            then: number(2)?,
            id: keys[3].as_str().into(),
        })
    }
}

/// One post of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list.
    pub key: Key,
    /// Minutes by road, if known.
    pub minutes: Option<u16>,
}

impl Hit {
    /// Vacancy's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.key.id
    }
}

/// One page of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Posts of this page, in order.
    pub hits: Vec<Hit>,
    /// How many posts pass in all.
    pub total: usize,
    /// Does more follow?
    pub more: bool,
    /// Do they hold every word searched for? If not, they hold some.
    pub exact: bool,
}

fn keys(ask: &Ask<'_>, entry: &Entry, score: i64, totals: Option<&Totals>) -> (i64, i64) {
    let post = &entry.post;
    let soon = day_key(post.start.max(ask.today)) * 2048 + i64::from(post.start_minute);
    match ask.order {
        Order::Soonest => (soon, -day_key(post.checked)),
        Order::Closest => (-score, soon),
        Order::Nearest => {
            let minutes = post.place.and_then(ask.minutes);
            (minutes.map_or(i64::MAX, i64::from), soon)
        }
        Order::Best => {
            let points = match (totals, &ask.seeker) {
                (Some(totals), _) => totals.of(entry.at),
                (None, Some(seeker)) => seeker.points(entry, ask.today),
                (None, None) => Some(0),
            };
            (points.map_or(i64::MAX, |points| -i64::from(points)), soon)
        }
    }
}

/// The best few so far, kept in order.
struct Page<'a> {
    best: Vec<((i64, i64), &'a Post)>,
    limit: usize,
}

impl<'a> Page<'a> {
    fn order(a: &((i64, i64), &Post), b: &((i64, i64), &Post)) -> Ordering {
        a.0.cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id))
    }
    fn offer(&mut self, key: (i64, i64), post: &'a Post) {
        let item = (key, post);
        let full = self.best.len() == self.limit;
        if full
            && self
                .best
                .last()
                .is_none_or(|last| Self::order(&item, last).is_gt())
        {
            return;
        }
        if full {
            self.best.pop();
        }
        let at = self
            .best
            .partition_point(|other| Self::order(other, &item).is_lt());
        self.best.insert(at, item);
    }
}

/// Posts to look at: all, or those the words found.
fn each<'a>(shelf: &'a Shelf, hits: Option<&Hits>, mut look: impl FnMut(&'a Entry, i64)) {
    let Some(hits) = hits else {
        return shelf.all().for_each(|entry| look(entry, 0));
    };
    for (slot, score) in hits {
        if let Some(Some(entry)) = shelf.entries.get(*slot as usize) {
            look(entry, *score);
        }
    }
}

/// What a post of the trade that the words mean counts, as much as a rare word in its title.
const MEANT: i64 = 80;

/// Posts that hold the words; when none holds all of them, those of the trade they mean too.
fn hits(shelf: &Shelf, filter: &Filter) -> (Option<Hits>, bool) {
    let Some(q) = &filter.q else {
        return (None, true);
    };
    let words = words_of(q);
    if words.is_empty() {
        return (Some(Vec::new()), true);
    }
    let (hits, exact) = shelf.index.search(shelf.len(), &words);
    if filter.meant.is_empty() || (exact && !hits.is_empty()) {
        return (Some(hits), exact);
    }
    let of_trade = shelf
        .entries
        .iter()
        .zip(0_u32..)
        .filter_map(|(entry, slot)| {
            let trade = entry.as_ref()?.post.trade.id;
            let at = filter.meant.iter().position(|meant| *meant == trade)?;
            Some((slot, if at == 0 { MEANT } else { MEANT / 2 }))
        });
    (Some(either(&[hits, of_trade.collect()])), false)
}

/// Answers one page.
pub(crate) fn select(shelf: &Shelf, ask: &Ask<'_>) -> Found {
    let (hits, exact) = hits(shelf, ask.filter);
    let seeker = ask.seeker.as_ref().filter(|_| ask.order == Order::Best);
    let totals = seeker.and_then(|seeker| {
        let kept = shelf.kept_for(seeker, ask.today)?;
        Some(kept.market().totals(&seeker.placed()))
    });
    let mut page = Page {
        best: Vec::with_capacity(ask.limit + 2),
        limit: ask.limit + 1,
    };
    let mut total = 0;
    each(shelf, hits.as_ref(), |entry, score| {
        let post = &entry.post;
        if !ask.filter.passes(post, ask.today) {
            return;
        }
        total += 1;
        let key = keys(ask, entry, score, totals.as_ref());
        let beyond = |after: &Key| {
            (key.0, key.1)
                .cmp(&(after.first, after.then))
                .then_with(|| post.id.cmp(&after.id))
        };
        if ask.after.is_none_or(|after| beyond(after).is_gt()) {
            page.offer(key, post);
        }
    });
    let more = page.best.len() > ask.limit;
    page.best.truncate(ask.limit);
    let hit = |((first, then), post): ((i64, i64), &Post)| Hit {
        key: Key {
            first,
            then,
            id: post.id.clone(),
        },
        minutes: post.place.and_then(ask.minutes),
    };
    Found {
        hits: page.best.into_iter().map(hit).collect(),
        total,
        more,
        exact,
    }
}

/// What leaving one part of a filter out would bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loosen {
    /// The part.
    pub part: Part,
    /// How many posts then pass.
    pub count: usize,
    /// For pay: the highest pay for a day among them, in fen.
    pub pay_day_fen: Option<i64>,
}

/// For an empty list: each part that alone stands in the way, most posts first; when none
/// does alone, everything left out at once is for the page to offer.
pub(crate) fn loosen(shelf: &Shelf, filter: &Filter, today: Day) -> Vec<Loosen> {
    let parts = Part::ALL.into_iter().filter(|part| filter.has(*part));
    let count = |part: Part| {
        let filter = filter.without(part);
        let (mut count, mut pay_day_fen) = (0, None);
        let (hits, _) = hits(shelf, &filter);
        each(shelf, hits.as_ref(), |entry, _| {
            let post = &entry.post;
            if filter.passes(post, today) {
                count += 1;
                pay_day_fen = pay_day_fen.max(post.pay_day_fen);
            }
        });
        let pay_day_fen = pay_day_fen.filter(|_| part == Part::Pay);
        Loosen {
            part,
            count,
            pay_day_fen,
        }
    };
    let mut found: Vec<Loosen> = parts.map(count).filter(|l| l.count > 0).collect();
    found.sort_by_key(|l| std::cmp::Reverse(l.count));
    found
}

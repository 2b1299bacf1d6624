//! The inverted index: from a term to the posts that hold it, and how much a hit tells.

use super::terms::pieces;
use std::collections::{BTreeMap, HashMap};

/// A post's number on the shelf, doubled, plus one when the term stands in its title.
type Posting = u32;

/// From terms to posts.
#[derive(Debug, Default)]
pub(crate) struct Index {
    ids: HashMap<Box<str>, u32>,
    lists: Vec<Vec<Posting>>,
}

/// Posts that a query found, by number on the shelf, each with its score.
pub(crate) type Hits = Vec<(u32, i64)>;

impl Index {
    /// Enters a post under its terms; its number must be higher than all before. Answers the
    /// numbers of the terms, which [`Index::remove`] wants back.
    pub fn add(&mut self, slot: u32, terms: &BTreeMap<String, bool>) -> Box<[u32]> {
        let enter = |(term, in_title): (&String, &bool)| {
            let next = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
            let id = match self.ids.get(term.as_str()) {
                Some(id) => *id,
                None => {
                    self.ids.insert(term.as_str().into(), next);
                    self.lists.push(Vec::new());
                    next
                }
            };
            self.lists[id as usize].push(slot * 2 + u32::from(*in_title));
            id
        };
        terms.iter().map(enter).collect()
    }
    /// Strikes a post from the lists of its terms.
    pub fn remove(&mut self, slot: u32, terms: &[u32]) {
        for id in terms {
            let list = &mut self.lists[*id as usize];
            let at = list.partition_point(|posting| posting / 2 < slot);
            if list.get(at).is_some_and(|posting| posting / 2 == slot) {
                list.remove(at);
            }
        }
    }
    fn list(&self, term: &str) -> &[Posting] {
        let found = self
            .ids
            .get(term)
            .map(|id| self.lists[*id as usize].as_slice());
        found.unwrap_or_default()
    }
    /// Rarer terms tell more: eight and the binary logarithm of all posts per post that has it.
    fn weight(all: usize, with: usize) -> i64 {
        let share = (all.max(1) as u64 * 256) / (with.max(1) as u64);
        i64::from(share.max(1).ilog2())
    }
    /// Posts that hold every piece of the word; a whole word counts double, in a title twice.
    fn word(&self, all: usize, word: &str) -> Hits {
        let pieces = pieces(word);
        let mut lists: Vec<&[Posting]> = pieces.iter().map(|p| self.list(p)).collect();
        lists.sort_by_key(|list| list.len());
        let Some((first, rest)) = lists.split_first() else {
            return Vec::new();
        };
        let whole = self.list(word);
        let (rare, exact) = (
            Self::weight(all, first.len()),
            Self::weight(all, whole.len()),
        );
        let (mut rest, mut whole) = (rest.to_vec(), whole);
        let mut hits = Vec::with_capacity(first.len());
        'next: for posting in *first {
            let slot = posting / 2;
            for list in &mut rest {
                if reach(list, slot).is_none() {
                    continue 'next;
                }
            }
            let score = match reach(&mut whole, slot) {
                Some(found) if found % 2 == 1 => exact * 4,
                Some(_) => exact * 2,
                None => rare,
            };
            hits.push((slot, score));
        }
        hits
    }
    /// Posts that hold every word; when there are none, those that hold any, and `false`.
    pub fn search(&self, all: usize, words: &[String]) -> (Hits, bool) {
        let found: Vec<Hits> = words.iter().map(|word| self.word(all, word)).collect();
        let mut every = found.first().cloned().unwrap_or_default();
        for hits in found.iter().skip(1) {
            every = both(&every, hits);
        }
        if !every.is_empty() || found.is_empty() {
            return (every, true);
        }
        let any = either(&found);
        if !any.is_empty() {
            return (any, false);
        }
        let parts: Vec<Hits> = words
            .iter()
            .flat_map(|w| pieces(w))
            .map(|p| self.word(all, &p))
            .collect();
        (either(&parts), false)
    }
}

/// Leaves out of the list what stands before the slot, in strides that double; both are walked
/// upwards together. Answers the slot's own posting.
fn reach(list: &mut &[Posting], slot: u32) -> Option<Posting> {
    let mut stride = 1;
    while list.get(stride).is_some_and(|posting| posting / 2 < slot) {
        *list = &list[stride..];
        stride *= 2;
    }
    let near = &list[..list.len().min(stride + 1)];
    let at = near.partition_point(|posting| posting / 2 < slot);
    *list = &list[at..];
    list.first()
        .filter(|posting| **posting / 2 == slot)
        .copied()
}

fn both(a: &Hits, b: &Hits) -> Hits {
    let score = |slot: u32| {
        b.binary_search_by_key(&slot, |hit| hit.0)
            .ok()
            .map(|at| b[at].1)
    };
    let pair = |(slot, points): &(u32, i64)| Some((*slot, points + score(*slot)?));
    a.iter().filter_map(pair).collect()
}

/// Posts of any list, what each counts added up.
pub(crate) fn either(lists: &[Hits]) -> Hits {
    let mut all: Hits = lists.concat();
    all.sort_unstable_by_key(|hit| hit.0);
    all.dedup_by(|next, sum| {
        let same = next.0 == sum.0;
        sum.1 += if same { next.1 } else { 0 };
        same
    });
    all
}

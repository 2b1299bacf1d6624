//! The ways of recommending: which posts stand on whose list today, and in what order.

use crate::{Assumptions, County};
use solve::allocation::{Market, allocate};

/// A way of recommending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arm {
    /// Everyone sees the posts that suit them best.
    OwnTopK,
    /// Everyone sees what has been applied for most, among what could suit them.
    Popularity,
    /// Pairs taken greedily by score; the post got stands first, then the own best.
    Greedy,
    /// By score less the price of a seat, as the lists of the product.
    Priced,
    /// No lists: the allocation of each day is carried out as it is.
    Dispatch,
}

impl Arm {
    /// Every arm in the order of the table.
    pub const ALL: [Arm; 5] = [
        Arm::OwnTopK,
        Arm::Popularity,
        Arm::Greedy,
        Arm::Priced,
        Arm::Dispatch,
    ];
    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Arm::OwnTopK => "own-top-k",
            Arm::Popularity => "popularity",
            Arm::Greedy => "greedy",
            Arm::Priced => "ours",
            Arm::Dispatch => "dispatch",
        }
    }
}

/// Units of weight in one unit of score.
pub(crate) const UNIT: f64 = 100_000.0;
/// What a filled seat is worth beside the score: places first, then how well they suit.
pub(crate) const PLACE: f64 = 3.0;

/// A score as a weight of the allocation, a filled seat being worth `place` beside it.
pub(crate) fn weight(place: f64, score: f64) -> i64 {
    // Scores lie within a few units; the rounded number fits by far.
    ((place + score) * UNIT).round() as i64
}

/// The market of one day: who is there, what is open.
#[derive(Debug)]
pub(crate) struct Today<'a> {
    /// The county.
    pub county: &'a County,
    /// People still looking.
    pub people: &'a [u32],
    /// Seats left of every post of the year; 0 where it does not stand today.
    pub left: &'a [u32],
    /// Applications each post has had so far.
    pub fame: &'a [u32],
}

/// A person's list for today: posts with score and utility, first place first.
pub(crate) type List = Vec<(u32, f64, f64)>;

/// An allocation of today's market, and the price of every post in units of score.
pub(crate) struct Assigned {
    /// The post of each of today's people.
    pub post_of: Vec<Option<u32>>,
    /// Price a seat of every post of the year.
    pub prices: Vec<f64>,
}

impl Today<'_> {
    /// What could suit a person today.
    pub fn open(&self, person: u32) -> impl Iterator<Item = (u32, f64, f64)> {
        let pairs = self.county.pairs[person as usize].iter().copied();
        pairs.filter(|(post, _, _)| self.left[*post as usize] > 0)
    }

    /// The best allocation of today's people; a filled seat is worth `place` beside its score.
    pub fn assign(&self, place: f64) -> Assigned {
        let mut number = vec![u32::MAX; self.left.len()];
        let (mut posts, mut capacities) = (Vec::new(), Vec::new());
        for (id, left) in (0u32..).zip(self.left) {
            if *left > 0 {
                number[id as usize] = u32::try_from(posts.len()).unwrap_or(u32::MAX);
                posts.push(id);
                capacities.push(*left);
            }
        }
        let mut arcs = Vec::new();
        for (row, person) in (0u32..).zip(self.people) {
            arcs.extend(
                self.open(*person)
                    .map(|(p, s, _)| (row, number[p as usize], weight(place, s))),
            );
        }
        let market = Market::new(self.people.len(), arcs, capacities);
        let best = market.map(|market| allocate(&market)).unwrap_or_default();
        let mut prices = vec![0.0; self.left.len()];
        for (post, price) in posts.iter().zip(&best.prices) {
            prices[*post as usize] = *price as f64 / UNIT;
        }
        let mut post_of: Vec<_> = best
            .job_of
            .iter()
            .map(|job| job.map(|j| posts[j as usize]))
            .collect();
        post_of.resize(self.people.len(), None);
        Assigned { post_of, prices }
    }

    /// Pairs taken greedily, best score first.
    fn greedy(&self) -> Vec<Option<u32>> {
        let mut pairs: Vec<(f64, usize, u32)> = Vec::new();
        for (row, person) in self.people.iter().enumerate() {
            pairs.extend(
                self.open(*person)
                    .map(|(post, score, _)| (score, row, post)),
            );
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut left = self.left.to_vec();
        let mut got = vec![None; self.people.len()];
        for (_, row, post) in pairs {
            if got[row].is_none() && left[post as usize] > 0 {
                left[post as usize] -= 1;
                got[row] = Some(post);
            }
        }
        got
    }

    /// The lists of the first `now` people under an arm; none under [`Arm::Dispatch`].
    pub fn lists(&self, arm: Arm, now: usize, assume: &Assumptions) -> Vec<List> {
        let own = |person: &u32| self.open(*person).take(assume.list).collect::<List>();
        match arm {
            Arm::OwnTopK => self.people.iter().take(now).map(own).collect(),
            Arm::Popularity => {
                let fame = |post: u32| self.fame[post as usize];
                self.ranked((now, assume.list), |_, (post, score, _)| {
                    f64::from(fame(post)) + score / 2.0
                })
            }
            Arm::Greedy => {
                let got = self.greedy();
                self.ranked((now, assume.list), |row, (post, score, _)| {
                    match got[row] == Some(post) {
                        true => f64::INFINITY,
                        false => score,
                    }
                })
            }
            Arm::Priced => {
                let best = self.assign(0.0);
                self.ranked((now, assume.list), |_, (post, score, _)| {
                    score - assume.strength * best.prices[post as usize]
                })
            }
            Arm::Dispatch => vec![List::new(); now],
        }
    }

    /// Lists by a worth of row and pair, largest first.
    fn ranked(
        &self,
        (now, most): (usize, usize),
        worth: impl Fn(usize, (u32, f64, f64)) -> f64,
    ) -> Vec<List> {
        let rank = |(row, person): (usize, &u32)| {
            let mut list: Vec<_> = self.open(*person).map(|p| (worth(row, p), p)).collect();
            list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.0.cmp(&b.1.0)));
            list.into_iter().take(most).map(|(_, pair)| pair).collect()
        };
        self.people.iter().take(now).enumerate().map(rank).collect()
    }
}

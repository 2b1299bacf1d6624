//! A synthetic county: who looks for work, who offers it, and what each pair is worth.

use crate::{Assumptions, Chance};

/// The towns: road km from the seat, bearing in degrees, share of people (made up, near the
/// published distances; labelled an estimate everywhere it is shown).
const TOWNS: [(f64, f64, f64); 16] = [
    (0.0, 0.0, 0.22),
    (3.0, 225.0, 0.09),
    (18.0, 115.0, 0.09),
    (30.0, 107.0, 0.08),
    (42.0, 105.0, 0.06),
    (48.0, 91.0, 0.04),
    (55.0, 38.0, 0.03),
    (40.0, 18.0, 0.04),
    (25.0, 44.0, 0.07),
    (20.0, 5.0, 0.05),
    (35.0, 335.0, 0.04),
    (42.0, 290.0, 0.04),
    (25.0, 290.0, 0.05),
    (16.0, 265.0, 0.05),
    (27.0, 83.0, 0.03),
    (50.0, 112.0, 0.02),
];
/// Trades that people can do and posts ask for.
const TRADES: usize = 12;
/// How common each trade is among posts and people.
const DEMAND: [f64; TRADES] = [5.0, 4.0, 4.0, 3.0, 3.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0];
/// Mean speed on the county's roads, km an hour.
const SPEED: f64 = 35.0;
/// Seats are spread over towns by people, and as much again lies in the seat of the county.
const SEAT_EXTRA: f64 = 0.2;

/// A person who looks for work.
#[derive(Debug, Clone, PartialEq)]
pub struct Seeker {
    /// First day of looking.
    pub from: u32,
    /// Last day of looking.
    pub to: u32,
    /// Home town.
    pub town: usize,
    /// Trades with how well each suits, best first.
    pub trades: Vec<(usize, f64)>,
    /// Longest way in minutes.
    pub way: f64,
    /// Least pay, as a share of the usual pay of a trade.
    pub floor: f64,
    /// Utility under which the person applies to nothing.
    pub reserve: f64,
}

/// A post with its seats.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// First day it stands.
    pub from: u32,
    /// Last day it stands.
    pub to: u32,
    /// Town of the work.
    pub town: usize,
    /// Trade asked for.
    pub trade: usize,
    /// Pay, as a share of the trade's usual pay.
    pub pay: f64,
    /// What everyone finds good in it, in units of score.
    pub draw: f64,
    /// Seats.
    pub seats: u32,
}

/// A county's year: people, posts, and for every person the posts that could suit.
#[derive(Debug, Clone, PartialEq)]
pub struct County {
    /// The seed it was drawn from.
    pub seed: u64,
    /// People, by first day.
    pub seekers: Vec<Seeker>,
    /// Posts, by first day.
    pub posts: Vec<Post>,
    /// For each person: post, score known to the system, utility to the person; best score first.
    pub pairs: Vec<Vec<(u32, f64, f64)>>,
}

/// Minutes by road between two towns: by way of straight lines stretched to the roads.
fn minutes(a: usize, b: usize) -> f64 {
    let place = |t: usize| {
        let (km, bearing, _) = TOWNS[t];
        let angle = bearing.to_radians();
        (km * angle.sin(), km * angle.cos())
    };
    let ((ax, ay), (bx, by)) = (place(a), place(b));
    // Within a town the way to work is some kilometres too.
    3.0f64.max((ax - bx).hypot(ay - by)) / SPEED * 60.0
}

/// Draws a seeker.
fn seeker(day: u32, assume: &Assumptions, chance: &mut Chance) -> Seeker {
    let shares: Vec<f64> = TOWNS.iter().map(|t| t.2).collect();
    let town = chance.weighted(&shares);
    let mut trades: Vec<(usize, f64)> = Vec::new();
    let many = 2 + chance.below(3);
    for fit in [1.0, 0.85, 0.7, 0.55].into_iter().take(many) {
        let trade = chance.weighted(&DEMAND);
        if trades.iter().all(|(t, _)| *t != trade) {
            trades.push((trade, fit));
        }
    }
    Seeker {
        from: day,
        to: day + chance.days(assume.patience) - 1,
        town,
        trades,
        way: assume.way * (0.3 * chance.normal()).exp(),
        floor: 0.8 + 0.1 * chance.unit(),
        reserve: assume.reserve + 0.05 * chance.normal(),
    }
}

/// Draws a post.
fn post(day: u32, assume: &Assumptions, chance: &mut Chance) -> Post {
    let mut shares: Vec<f64> = TOWNS.iter().map(|t| t.2).collect();
    shares[0] += SEAT_EXTRA;
    Post {
        from: day,
        to: day + chance.days(assume.life) - 1,
        town: chance.weighted(&shares),
        trade: chance.weighted(&DEMAND),
        pay: (1.0 + 0.12 * chance.normal()).clamp(0.7, 1.5),
        draw: assume.skew * chance.normal(),
        seats: chance.days(assume.headcount),
    }
}

/// What the system knows of a pair: `None` when a hard rule speaks against it.
fn score(seeker: &Seeker, post: &Post) -> Option<f64> {
    let fit = seeker.trades.iter().find(|(t, _)| *t == post.trade)?.1;
    let way = minutes(seeker.town, post.town);
    if way > seeker.way || post.pay < seeker.floor {
        return None;
    }
    let near = 1.0 - way / seeker.way;
    let paid = (0.5 + (post.pay - 1.0) * 1.5).clamp(0.0, 1.0);
    let shown = 0.35 * fit + 0.2 * near + 0.15 * paid + 0.2 + post.draw;
    Some(shown.clamp(0.01, 1.0))
}

impl County {
    /// Draws a county's year.
    #[must_use]
    pub fn draw(seed: u64, assume: &Assumptions) -> Self {
        let mut chance = Chance::of(&[seed, 1]);
        let (mut seekers, mut posts) = (Vec::new(), Vec::new());
        for day in 0..assume.days {
            let turn = f64::from(day) / 365.0 * std::f64::consts::TAU;
            // People come back to look after the Spring Festival; seats peak at harvest.
            let people = assume.seekers_a_day * (1.0 + assume.season * (turn - 1.0).cos());
            let seats = assume.seekers_a_day * assume.tightness;
            let offers = seats / assume.headcount * (1.0 + assume.season * (turn - 1.8).cos());
            for _ in 0..chance.poisson(people) {
                seekers.push(seeker(day, assume, &mut chance));
            }
            for _ in 0..chance.poisson(offers) {
                posts.push(post(day, assume, &mut chance));
            }
        }
        let mut county = Self {
            seed,
            seekers,
            posts,
            pairs: Vec::new(),
        };
        county.pairs = (0..county.seekers.len())
            .map(|n| county.pairs_of(n, assume))
            .collect();
        county
    }

    /// The posts that could suit a person while both are there, best score first.
    fn pairs_of(&self, n: usize, assume: &Assumptions) -> Vec<(u32, f64, f64)> {
        let seeker = &self.seekers[n];
        let mut pairs = Vec::new();
        // Posts are sorted by first day; none stays longer than a year.
        let end = self.posts.partition_point(|p| p.from <= seeker.to);
        for (id, post) in (0u32..).zip(&self.posts[..end]) {
            if post.to < seeker.from {
                continue;
            }
            if let Some(score) = score(seeker, post) {
                let own = Chance::of(&[self.seed, 2, n as u64, u64::from(id)]).normal();
                pairs.push((id, score, score + assume.taste * own));
            }
        }
        pairs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pairs
    }
}

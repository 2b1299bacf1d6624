//! Branch and bound over what is decided of sites, as far as an allowance of work reaches.

use super::bound::{Fate, Prices};
use super::gains::Gains;
use super::primal::Open;

/// Pairs that may be looked at in all, about two seconds' worth.
const ALLOWANCE: u64 = 1_500_000_000;
/// Steps of the first bounding, and of one in a branch.
const FIRST_ROUNDS: usize = 1000;
const ROUNDS: usize = 40;
/// Rounds of interchange.
const EXCHANGES: usize = 30;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The sites, the one that adds most first.
    pub open: Vec<u32>,
    /// What they save.
    pub saved: u64,
    /// No sites save more.
    pub bound: u64,
}

/// A branch to be looked at: what is decided, prices to begin with, and a bound.
struct Node {
    fates: Vec<Fate>,
    prices: Prices,
    most: u64,
}

/// The best so far.
struct Best<'a> {
    gains: &'a Gains,
    k: usize,
    sites: Vec<u32>,
    saved: u64,
    /// What was offered last.
    last: Vec<u32>,
}

impl Best<'_> {
    /// Tries the sites that a relaxation chose, bettered if they come near.
    fn offer(&mut self, sites: &[u32]) -> u64 {
        let mut sites = sites.to_vec();
        sites.sort_unstable();
        if sites == self.last {
            return self.saved;
        }
        let mut open = Open::new(self.gains, &sites);
        self.last = sites;
        if open.saved() > self.saved - self.saved / 200 {
            open.fill(self.k);
            open.interchange(EXCHANGES);
        }
        self.keep(&open);
        self.saved
    }

    fn keep(&mut self, open: &Open<'_>) {
        let saved = open.saved();
        if saved > self.saved {
            self.saved = saved;
            self.sites = open.list().to_vec();
        }
    }
}

/// The best sites, with a bound.
pub(super) fn choose(gains: &Gains, k: usize) -> Found {
    let k = k.min(gains.sites());
    let mut best = Best {
        gains,
        k,
        sites: Vec::new(),
        saved: 0,
        last: Vec::new(),
    };
    let mut open = Open::new(gains, &[]);
    open.fill(k);
    open.interchange(EXCHANGES);
    best.keep(&open);
    let all = (0..gains.points()).map(|point| gains.most(point)).sum();
    let bound = match k == 0 {
        true => 0,
        false => explore(gains, k, all, &mut best),
    };
    Found {
        open: Open::new(gains, &best.sites).in_order(),
        saved: best.saved,
        bound: bound.max(best.saved),
    }
}

/// Looks at branches, the deepest first; the bound of what is left when the allowance ends.
fn explore(gains: &Gains, k: usize, all: u64, best: &mut Best<'_>) -> u64 {
    let mut left = ALLOWANCE;
    // Of a site without savings nothing needs to be known.
    let sites = (0..gains.sites()).map(|site| match gains.of_site(site).is_empty() {
        true => Fate::Closed,
        false => Fate::Either,
    });
    let mut stack = vec![Node {
        fates: sites.collect(),
        prices: Prices::new(gains),
        most: all,
    }];
    let pairs = 2 * (gains.pairs() + gains.sites() + 1);
    let reach = usize::try_from(ALLOWANCE).map_or(usize::MAX, |all| all / pairs);
    let mut rounds = reach.clamp(ROUNDS, FIRST_ROUNDS);
    while let Some(mut node) = stack.pop() {
        if node.most <= best.saved {
            continue;
        }
        node.prices.rounds = 0;
        let mut offer = |sites: &[u32]| best.offer(sites);
        let most = node
            .prices
            .descend(gains, &mut node.fates, k, rounds, &mut offer);
        rounds = ROUNDS;
        node.most = node.most.min(most);
        // A round goes through all pairs once to bound and about once to better what it chose.
        let work = node.prices.rounds * pairs as u64;
        let Some(rest) = left.checked_sub(work) else {
            stack.push(node);
            break;
        };
        left = rest;
        if node.most > best.saved {
            branch(node, &mut stack);
        }
    }
    let bounds = stack.iter().map(|node| node.most);
    bounds.max().unwrap_or(0).max(best.saved)
}

/// Puts both branches of the site that the relaxation is least sure of on the stack; none if all
/// is decided, and then the relaxation was a solution.
fn branch(node: Node, stack: &mut Vec<Node>) {
    let times = &node.prices.times;
    let most = times.iter().copied().max().unwrap_or(0);
    let unsure = |site: &usize| times[*site].abs_diff(most / 2);
    let free = (0..node.fates.len()).filter(|site| node.fates[*site] == Fate::Either);
    let Some(site) = free.min_by_key(unsure) else {
        return;
    };
    for fate in [Fate::Closed, Fate::Open] {
        let mut fates = node.fates.clone();
        fates[site] = fate;
        let mut prices = node.prices.clone();
        prices.times.fill(0);
        stack.push(Node {
            fates,
            prices,
            most: node.most,
        });
    }
}

//! Where to open the next sites: maximal covering and p-median, each with a proven gap.
//!
//! Both are one problem: a site saves each point something beside the sites that are open already,
//! a point takes the largest saving of an open site, and at most `k` sites may be opened. Greedy
//! and interchange (Teitz and Bart, Operations Research 16, 1968) find sites; Lagrangian
//! relaxation with subgradient steps bounds what any sites can save (Galvão and ReVelle, European
//! Journal of Operational Research 88, 1996; Beasley, ibid. 65, 1993), and branch and bound closes
//! the gap as far as its allowance of work reaches. Bounds are in whole numbers, so that no
//! rounding can make them wrong. The same input has the same answer: no clock, no chance.

mod bound;
mod branch;
mod gains;
mod primal;

use gains::Gains;

/// What can be wrong with what is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A list names a site that is not there.
    #[error("there is no site {0}")]
    Site(u32),
    /// A list names a point that is not there.
    #[error("there is no point {0}")]
    Point(u32),
    /// A list has another length than people have.
    #[error("{points} points, but people of {people}")]
    Shape {
        /// How many points there are.
        points: usize,
        /// Of how many points people are given.
        people: usize,
    },
    /// People, or people times minutes, beyond 2⁴⁸ in all.
    #[error("the amounts are too large")]
    Amount,
    /// More of a kind than 32 bits count.
    #[error("too many: {0} of a kind")]
    Size(usize),
}

/// Sites that cover the most people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covering {
    /// The sites to open, first the one that adds most, then the one that adds most to it, …
    pub open: Vec<u32>,
    /// People whom these and the sites that are open already cover.
    pub covered: u64,
    /// No `k` sites cover more people.
    pub bound: u64,
    /// `bound` − `covered`; 0 = proven best.
    pub gap: u64,
}

/// Sites from which people are near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Median {
    /// The sites to open, first the one that saves most, then the one that saves most beside it, …
    pub open: Vec<u32>,
    /// People times minutes to the nearest site, these and those that are open already.
    pub cost: u64,
    /// With no `k` sites is it less.
    pub bound: u64,
    /// `cost` − `bound`; 0 = proven best.
    pub gap: u64,
}

/// Finds at most `k` sites to open, beside those that are open already, so that most people are
/// covered. `covers[site]` lists the points that the site covers; `people` by point. Sites that
/// would add nobody are not opened.
///
/// # Errors
/// A site or point that is not there; amounts beyond 2⁴⁸.
pub fn covering(
    covers: &[Vec<u32>],
    people: &[u64],
    open_already: &[u32],
    k: usize,
) -> Result<Covering, Fault> {
    let mut reached = vec![false; people.len()];
    for &site in open_already {
        for &point in covers.get(site as usize).ok_or(Fault::Site(site))? {
            *reached.get_mut(point as usize).ok_or(Fault::Point(point))? = true;
        }
    }
    let before = sum(people.iter().zip(&reached).filter(|p| *p.1).map(|p| *p.0))?;
    let mut arcs = Vec::new();
    for (site, points) in (0..).zip(covers) {
        for &point in points {
            let there = reached.get(point as usize).ok_or(Fault::Point(point))?;
            if !there {
                arcs.push((site, point, people[point as usize]));
            }
        }
    }
    let gains = Gains::new(covers.len(), people.len(), arcs)?;
    let found = branch::choose(&gains, k);
    sum(people.iter().copied())?;
    Ok(Covering {
        open: found.open,
        covered: before + found.saved,
        bound: before + found.bound,
        gap: found.bound - found.saved,
    })
}

/// Finds at most `k` of `sites` sites to open, beside those that are open already, so that people
/// have the fewest minutes to the nearest. `minutes[point]` lists site and minutes; to a site that
/// is not listed, or to none at all, it is `beyond` minutes, and no way counts for more. `people`
/// by point. Sites that would save nobody anything are not opened.
///
/// # Errors
/// A site that is not there; lists of different lengths; people times minutes beyond 2⁴⁸.
pub fn median(
    sites: usize,
    minutes: &[Vec<(u32, u32)>],
    beyond: u32,
    people: &[u64],
    open_already: &[u32],
    k: usize,
) -> Result<Median, Fault> {
    if minutes.len() != people.len() {
        return Err(Fault::Shape {
            points: minutes.len(),
            people: people.len(),
        });
    }
    let mut open = vec![false; sites];
    for &site in open_already {
        *open.get_mut(site as usize).ok_or(Fault::Site(site))? = true;
    }
    let mut arcs = Vec::new();
    let mut costs = Vec::with_capacity(people.len());
    for ((point, row), &here) in (0..).zip(minutes).zip(people) {
        let mut now = beyond;
        for &(site, far) in row {
            if *open.get(site as usize).ok_or(Fault::Site(site))? {
                now = now.min(far);
            }
        }
        costs.push(times(here, now)?);
        for &(site, far) in row {
            if far < now {
                arcs.push((site, point, times(here, now - far)?));
            }
        }
    }
    let before = sum(costs.into_iter())?;
    let found = branch::choose(&Gains::new(sites, people.len(), arcs)?, k);
    Ok(Median {
        open: found.open,
        cost: before - found.saved,
        bound: before - found.bound,
        gap: found.bound - found.saved,
    })
}

/// Most that people, or people times minutes, may be together.
const MOST: u64 = 1 << 48;

fn times(people: u64, minutes: u32) -> Result<u64, Fault> {
    let product = people.checked_mul(u64::from(minutes));
    product.filter(|n| *n <= MOST).ok_or(Fault::Amount)
}

fn sum(mut amounts: impl Iterator<Item = u64>) -> Result<u64, Fault> {
    let sum = amounts.try_fold(0_u64, |sum, n| sum.checked_add(n));
    sum.filter(|n| *n <= MOST).ok_or(Fault::Amount)
}

//! A batch made ready: shifts by beginning, and for each person what they could take.

use super::{Hand, Limits, Shift, Ways};
use rayon::prelude::*;

const DAY: i64 = 1440;

/// A shift as it is worked with; its number is its place by beginning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    /// Place in the caller's list.
    pub origin: usize,
    pub place: u32,
    pub start: i64,
    pub end: i64,
    pub seats: u32,
}

impl Work {
    /// Minutes of work; bounded by the day's limit wherever a person could take it.
    pub fn minutes(&self) -> i64 {
        self.end - self.start
    }
    /// The day it begins on.
    pub fn day(&self) -> i64 {
        self.start.div_euclid(DAY)
    }
    /// The week it begins in.
    pub fn week(&self) -> i64 {
        self.start.div_euclid(7 * DAY)
    }
}

/// A person could take a shift, for so many points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub shift: u32,
    pub points: i64,
}

/// A batch made ready.
pub(super) struct Case<'a> {
    pub works: Vec<Work>,
    /// For each person, by beginning of the shift.
    pub rows: Vec<Vec<Arc>>,
    /// For each person, points for having any work.
    pub bonus: Vec<i64>,
    pub limits: &'a Limits,
    ways: &'a Ways<'a>,
}

impl<'a> Case<'a> {
    /// Sorts and filters.
    pub fn new(hands: &[Hand], shifts: &[Shift], limits: &'a Limits, ways: &'a Ways<'a>) -> Self {
        let mut order: Vec<usize> = (0..shifts.len()).collect();
        order.sort_by_key(|n| (shifts[*n].start, shifts[*n].end, *n));
        let work = |n: &usize| {
            let shift = &shifts[*n];
            let Shift {
                place,
                start,
                end,
                seats,
                ..
            } = *shift;
            Work {
                origin: *n,
                place,
                start,
                end,
                seats,
            }
        };
        let works: Vec<Work> = order.iter().map(work).collect();
        let row = |hand: &Hand| {
            let pairs = (0u32..).zip(&works);
            let free = joined(&hand.windows);
            let arc = |(number, work): (u32, &Work)| {
                let points = points(hand, &free, &shifts[work.origin], limits, ways)?;
                Some(Arc {
                    shift: number,
                    points,
                })
            };
            pairs.filter_map(arc).collect::<Vec<_>>()
        };
        let bonus = |hand: &Hand| {
            let waited = i64::from(hand.waited_days) * i64::from(limits.wait_points);
            waited.min(i64::from(limits.wait_most))
        };
        let rows = hands.par_iter().map(row).collect();
        Self {
            works,
            rows,
            bonus: hands.iter().map(bonus).collect(),
            limits,
            ways,
        }
    }

    /// Can one person work `b` next after `a`?
    pub fn follows(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.works[a as usize], &self.works[b as usize]);
        let gap = b.start - a.end;
        if gap < 0 || (a.day() != b.day() && gap < i64::from(self.limits.rest_minutes)) {
            return false;
        }
        a.place == b.place || (self.ways)(a.place, b.place).is_some_and(|way| i64::from(way) <= gap)
    }

    /// Does a person's work, by beginning, keep every rule between its pieces?
    pub fn keeps(&self, list: &[u32]) -> bool {
        list.windows(2).all(|pair| self.follows(pair[0], pair[1])) && self.within(list)
    }

    /// Does it keep the limits of day and week?
    pub fn within(&self, list: &[u32]) -> bool {
        let (mut day, mut week) = ((i64::MIN, 0), (i64::MIN, 0));
        list.iter().all(|shift| {
            let work = &self.works[*shift as usize];
            let add = |(last, sum): (i64, i64), now: i64| match last == now {
                true => (now, sum + work.minutes()),
                false => (now, work.minutes()),
            };
            day = add(day, work.day());
            week = add(week, work.week());
            day.1 <= i64::from(self.limits.day_minutes)
                && week.1 <= i64::from(self.limits.week_minutes)
        })
    }

    /// Points of a pair that is in the person's row.
    pub fn points(&self, hand: usize, shift: u32) -> i64 {
        let row = &self.rows[hand];
        let at = row.binary_search_by_key(&shift, |arc| arc.shift);
        at.map_or(0, |at| row[at].points)
    }

    /// Points of everyone's work.
    pub fn total(&self, lists: &[Vec<u32>]) -> i64 {
        let one = |(hand, list): (usize, &Vec<u32>)| {
            let bonus = if list.is_empty() { 0 } else { self.bonus[hand] };
            bonus
                + list
                    .iter()
                    .map(|shift| self.points(hand, *shift))
                    .sum::<i64>()
        };
        lists.iter().enumerate().map(one).sum()
    }
}

/// Free times in order; those that touch are one.
fn joined(windows: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut sorted = windows.to_vec();
    sorted.sort_unstable();
    sorted.dedup_by(|next, kept| {
        let touch = next.0 <= kept.1;
        if touch {
            kept.1 = kept.1.max(next.1);
        }
        touch
    });
    sorted
}

/// Points of a pair, or `None` where a rule speaks against it.
fn points(
    hand: &Hand,
    free: &[(i64, i64)],
    shift: &Shift,
    limits: &Limits,
    ways: &Ways,
) -> Option<i64> {
    let inside = |(from, to): &(i64, i64)| *from <= shift.start && shift.end <= *to;
    let long = shift.end - shift.start;
    if shift.seats == 0
        || long > i64::from(limits.day_minutes.min(limits.week_minutes))
        || hand.floor_fen.is_some_and(|floor| shift.hour_fen < floor)
        || !free.iter().any(inside)
    {
        return None;
    }
    let liked = hand.trades.iter().position(|trade| *trade == shift.trade)?;
    let way = match hand.home == shift.place {
        true => 0,
        false => ways(hand.home, shift.place)?,
    };
    if hand.max_minutes.is_some_and(|most| way > most) {
        return None;
    }
    let half = i64::from(limits.fit_points) / 2;
    // Two hours on the road count as far, whatever someone would accept.
    let near = half * i64::from(120 - way.min(120)) / 120;
    let fit = half / i64::try_from(liked + 1).unwrap_or(i64::MAX);
    Some(Limits::SEAT + near + fit)
}

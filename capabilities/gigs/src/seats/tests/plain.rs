//! What seats should do, said again in the plainest way: no database, no shared code but the
//! names of states and moves.

use crate::seats::state::{Move, State};

/// A shift of the little world; times in minutes from its beginning.
#[derive(Debug, Clone)]
pub(super) struct MShift {
    pub firm: usize,
    pub town: usize,
    pub day: i64,
    pub start: i64,
    pub end: i64,
    pub seats: usize,
    pub open: bool,
}

#[derive(Debug, Clone)]
pub(super) struct MSeat {
    pub who: usize,
    pub shift: usize,
    pub state: State,
    pub until: i64,
    pub began: bool,
}

/// The little world.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub now: i64,
    pub shifts: Vec<MShift>,
    pub seats: Vec<MSeat>,
    /// Minutes by road between towns.
    pub road: [[i64; 3]; 3],
}

type Answer = Result<(), &'static str>;

const NOT_NOW: &str = "gigs-seats-not-now";

/// Where a move leads from a state; `Some(None)` = it was made before.
#[rustfmt::skip]
fn next(from: State, with: Move) -> Option<Option<State>> {
    use State as S;
    let to = match (from, with) {
        (S::Claimed, Move::Confirm) => S::Confirmed,
        (S::Claimed, Move::Lapse) => S::Lapsed,
        (S::Waiting, Move::GiveUp) => S::GaveUp,
        (S::Claimed | S::Confirmed, Move::CancelWorker) => S::CancelledWorker,
        (S::Waiting | S::Claimed | S::Confirmed, Move::CancelEmployer) => S::CancelledEmployer,
        (S::Confirmed, Move::CheckIn) => S::CheckedIn,
        (S::CheckedIn, Move::CheckOut) => S::CheckedOut,
        (S::CheckedOut, Move::AgreeHours) => S::HoursConfirmed,
        (S::HoursConfirmed, Move::Due) => S::PayDue,
        (S::PayDue, Move::Receive) => S::Paid,
        (S::Paid, Move::Rate) => S::Rated,
        (S::Confirmed, Move::AbsentWorker) => S::NoShowWorker,
        (S::Confirmed, Move::AbsentEmployer) => S::NoShowEmployer,
        (S::CheckedIn | S::CheckedOut | S::PayDue | S::NoShowWorker | S::NoShowEmployer,
            Move::Dispute) => S::Disputed,
        (S::Disputed, Move::Settle) => S::HoursConfirmed,
        (S::NoShowWorker | S::NoShowEmployer | S::Disputed | S::Rated, Move::Close) => S::Closed,
        _ => {
            let before = matches!(
                (with, from),
                (Move::Confirm, S::Confirmed) | (Move::Lapse, S::Lapsed)
                    | (Move::GiveUp, S::GaveUp) | (Move::CancelWorker, S::CancelledWorker)
                    | (Move::CancelEmployer, S::CancelledEmployer) | (Move::CheckIn, S::CheckedIn)
                    | (Move::CheckOut, S::CheckedOut) | (Move::AgreeHours, S::HoursConfirmed)
                    | (Move::Due, S::PayDue) | (Move::Receive, S::Paid) | (Move::Rate, S::Rated)
                    | (Move::AbsentWorker, S::NoShowWorker)
                    | (Move::AbsentEmployer, S::NoShowEmployer) | (Move::Dispute, S::Disputed)
                    | (Move::Settle, S::HoursConfirmed) | (Move::Close, S::Closed)
            );
            return before.then_some(None);
        }
    };
    Some(Some(to))
}

fn given_up(state: State) -> bool {
    use State as S;
    matches!(
        state,
        S::Lapsed | S::GaveUp | S::CancelledWorker | S::CancelledEmployer
    )
}

impl Model {
    pub fn taken(&self, shift: usize) -> usize {
        let held = |s: &&MSeat| s.shift == shift && s.state != State::Waiting && !given_up(s.state);
        self.seats.iter().filter(held).count()
    }
    fn free(&self, shift: usize) -> bool {
        self.taken(shift) < self.shifts[shift].seats
    }
    fn mine(&self, who: usize, shift: usize) -> Option<usize> {
        let own = |s: &MSeat| s.who == who && s.shift == shift && !given_up(s.state);
        self.seats.iter().position(own)
    }
    fn open(&self, shift: usize) -> Answer {
        let row = &self.shifts[shift];
        match () {
            () if !row.open => Err("gigs-seats-not-open"),
            () if self.now >= row.start => Err("gigs-seats-begun"),
            () => Ok(()),
        }
    }
    /// Overlap with the road in between, rest between two days, eleven hours in twenty-four.
    fn time(&self, who: usize, shift: usize, but: Option<usize>) -> Answer {
        let new = &self.shifts[shift];
        let mut work: Vec<&MShift> = Vec::new();
        for (at, seat) in self.seats.iter().enumerate() {
            let waits = matches!(seat.state, State::Claimed | State::Confirmed);
            if seat.who == who && Some(at) != but && (waits || seat.began) {
                work.push(&self.shifts[seat.shift]);
            }
        }
        work.sort_by_key(|s| s.start);
        // What lies a day apart is not looked at.
        work.retain(|s| s.start < new.end + 1440 && s.end > new.start - 1440);
        for other in &work {
            let (a, b) = if other.start < new.start {
                (*other, new)
            } else {
                (new, *other)
            };
            if b.start < a.end + self.road[a.town][b.town] {
                return Err("gigs-seats-overlap");
            }
            if a.day != b.day && b.start - a.end < 480 {
                return Err("gigs-seats-rest");
            }
        }
        work.push(new);
        // Minute by minute: slow and plain.
        let first = work.iter().map(|s| s.start).min().unwrap_or(0) - 1440;
        let last = work.iter().map(|s| s.end).max().unwrap_or(0);
        let busy = |m: i64| work.iter().any(|s| s.start <= m && m < s.end);
        let mut inside = 0;
        for minute in first..last {
            inside += i64::from(busy(minute)) - i64::from(busy(minute - 1440));
            if inside > 660 {
                return Err("gigs-seats-day-long");
            }
        }
        Ok(())
    }
    fn push(&mut self, who: usize, shift: usize, state: State) {
        self.seats.push(MSeat {
            who,
            shift,
            state,
            until: self.now + 10,
            began: false,
        });
    }
    fn up(&mut self, seat: usize) {
        self.seats[seat].state = State::Claimed;
        self.seats[seat].until = self.now + 10;
    }
    pub fn claim(&mut self, who: usize, shift: usize) -> Answer {
        let mine = self.mine(who, shift);
        if mine.is_some_and(|at| self.seats[at].state != State::Waiting) {
            return Ok(());
        }
        self.open(shift)?;
        if !self.free(shift) {
            return Err("gigs-seats-full");
        }
        self.time(who, shift, None)?;
        match mine {
            Some(at) => self.up(at),
            None => self.push(who, shift, State::Claimed),
        }
        Ok(())
    }
    pub fn wait(&mut self, who: usize, shift: usize) -> Answer {
        if self.free(shift) {
            return self.claim(who, shift);
        }
        if self.mine(who, shift).is_some() {
            return Ok(());
        }
        self.open(shift)?;
        self.push(who, shift, State::Waiting);
        Ok(())
    }
    pub fn group(&mut self, who: &[usize], shift: usize) -> Answer {
        self.open(shift)?;
        let mut who = who.to_vec();
        who.sort_unstable();
        who.dedup();
        let mut fresh = Vec::new();
        for one in who {
            match self.mine(one, shift) {
                Some(at) if self.seats[at].state == State::Waiting => {
                    return Err("gigs-seats-waits");
                }
                Some(_) => {}
                None => fresh.push(one),
            }
        }
        if self.taken(shift) + fresh.len() > self.shifts[shift].seats {
            return Err("gigs-seats-full");
        }
        for one in &fresh {
            self.time(*one, shift, None)?;
        }
        fresh
            .into_iter()
            .for_each(|one| self.push(one, shift, State::Claimed));
        Ok(())
    }
    fn line(&self, shift: usize) -> Option<usize> {
        self.open(shift).ok()?;
        let fits = |at: &usize| {
            let seat = &self.seats[*at];
            let waits = seat.shift == shift && seat.state == State::Waiting;
            waits && self.time(seat.who, shift, None).is_ok()
        };
        (0..self.seats.len()).find(fits)
    }
    pub fn make(&mut self, at: usize, with: Move) -> Answer {
        let seat = self.seats[at].clone();
        let row = &self.shifts[seat.shift];
        let Some(to) = next(seat.state, with).ok_or(NOT_NOW)? else {
            return Ok(());
        };
        let begun = self.now >= row.start;
        match with {
            Move::Confirm if self.now >= seat.until => return Err("gigs-seats-lapsed"),
            Move::Lapse if self.now < seat.until => return Err(NOT_NOW),
            Move::CancelWorker if begun && seat.state == State::Confirmed => {
                return Err("gigs-seats-begun");
            }
            Move::AbsentWorker | Move::AbsentEmployer if !begun => return Err("gigs-seats-early"),
            _ => {}
        }
        let frees = seat.state != State::Waiting && given_up(to);
        let heir = if frees { self.line(seat.shift) } else { None };
        self.seats[at].state = to;
        self.seats[at].began |= with == Move::CheckIn;
        if let Some(heir) = heir {
            self.up(heir);
        }
        Ok(())
    }
    pub fn fill(&mut self, shift: usize) -> Answer {
        if self.free(shift)
            && let Some(heir) = self.line(shift)
        {
            self.up(heir);
        }
        Ok(())
    }
    pub fn swap(&mut self, a: usize, b: usize) -> Answer {
        let (one, two) = (self.seats[a].clone(), self.seats[b].clone());
        if self.shifts[one.shift].firm != self.shifts[two.shift].firm {
            return Err("gigs-seats-other-employer");
        }
        if one.who == two.who {
            return Err(NOT_NOW);
        }
        if one.shift == two.shift {
            return Ok(());
        }
        for (at, seat, to) in [(a, &one, two.shift), (b, &two, one.shift)] {
            let begun =
                self.now >= self.shifts[to].start || self.now >= self.shifts[seat.shift].start;
            if seat.state != State::Confirmed || begun || !self.shifts[to].open {
                return Err(NOT_NOW);
            }
            if self.mine(seat.who, to).is_some() {
                return Err(NOT_NOW);
            }
            self.time(seat.who, to, Some(at))?;
        }
        self.seats[a].shift = two.shift;
        self.seats[b].shift = one.shift;
        Ok(())
    }
    pub fn cancel_shift(&mut self, shift: usize) -> Answer {
        self.shifts[shift].open = false;
        for seat in self.seats.iter_mut().filter(|s| s.shift == shift) {
            if matches!(
                seat.state,
                State::Waiting | State::Claimed | State::Confirmed
            ) {
                seat.state = State::CancelledEmployer;
            }
        }
        Ok(())
    }
}

//! An auction that brings prices near the right ones before the exact search settles the rest.
//!
//! Workers bid one by one for the job that gains them most, just so much that they would next
//! rather have another; the cheapest holder of a full job gives way (Bertsekas and Castañon,
//! Parallel Computing 15, 1990: auction for similar objects). A job that is not full costs
//! nothing all along, so that nothing is overpriced at the end; only a market that was solved
//! before begins a little under its old prices. Amounts are rounded to 32 bits: what comes out is
//! a start, and never trusted to be exact.

use super::state::{NONE, State};

/// Seats with their bids: for each job a heap with the least bid on top.
struct Seats {
    /// Where the heap of each job begins in `bids`.
    begin: Vec<u32>,
    /// How many bids each job holds.
    held: Vec<u32>,
    /// Bid and worker in one number, so that one comparison orders them.
    bids: Vec<u64>,
    /// Price a seat: the least bid of a full job, else what bidding began at.
    prices: Vec<i32>,
}

impl Seats {
    fn new(state: &State) -> Self {
        let mut wanted = vec![0_u32; state.capacities.len()];
        for &job in state.jobs.iter().filter(|job| **job != NONE) {
            wanted[job as usize] += 1;
        }
        let mut begin = Vec::with_capacity(wanted.len() + 1);
        let mut sum = 0;
        for (&wanted, &places) in wanted.iter().zip(&state.capacities) {
            begin.push(sum);
            // More seats than workers who want them are never filled.
            sum += places.min(wanted);
        }
        begin.push(sum);
        let mut prices = vec![0; wanted.len()];
        for (price, &places) in prices.iter_mut().zip(&state.capacities) {
            if places == 0 {
                *price = i32::MAX / 2;
            }
        }
        Self {
            held: vec![0; wanted.len()],
            bids: vec![0; sum as usize],
            begin,
            prices,
        }
    }

    /// Takes a bid; gives back who had to give way.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Bids are not negative.
    fn take(&mut self, job: usize, bid: i32, worker: u32, places: u32) -> u32 {
        let new = u64::from(bid as u32) << 32 | u64::from(worker);
        let from = self.begin[job] as usize;
        let heap = &mut self.bids[from..self.begin[job + 1] as usize];
        let held = self.held[job] as usize;
        if held < heap.len() {
            let mut at = held;
            while at > 0 && heap[(at - 1) / 2] > new {
                heap[at] = heap[(at - 1) / 2];
                at = (at - 1) / 2;
            }
            heap[at] = new;
            self.held[job] += 1;
            if self.held[job] == places {
                self.prices[job] = (heap[0] >> 32) as i32;
            }
            return NONE;
        }
        let out = heap[0] as u32;
        let mut at = 0;
        loop {
            let mut child = 2 * at + 1;
            if child >= heap.len() {
                break;
            }
            if child + 1 < heap.len() && heap[child + 1] < heap[child] {
                child += 1;
            }
            if heap[child] >= new {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = new;
        self.prices[job] = (heap[0] >> 32) as i32;
        out
    }

    /// Bids until nobody wants another place by more than a step.
    #[allow(clippy::cast_possible_truncation)] // Fewer workers than 2³²; a bid has 32 bits.
    fn bidding(&mut self, state: &State, arcs: &[(u32, i32)]) {
        let step = arcs.iter().map(|arc| arc.1).max().unwrap_or(0) / steps(state) + 1;
        let mut now: Vec<u32> = (0..state.rows.len() as u32).collect();
        let (mut next, mut rows, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        let mut left = state.rows.len().saturating_mul(MOST_BIDS).max(100_000);
        while !now.is_empty() {
            for some in now.chunks(TOGETHER) {
                rows.clear();
                ends.clear();
                for &worker in some {
                    let (from, to) = state.rows[worker as usize];
                    rows.extend_from_slice(&arcs[from as usize..to as usize]);
                    ends.push(rows.len());
                }
                let mut begin = 0;
                for (&worker, &end) in some.iter().zip(&ends) {
                    let (best, second) = self.two(&rows[std::mem::replace(&mut begin, end)..end]);
                    let (gain, job) = ((best >> 32) as i32, best as u32);
                    if gain <= 0 {
                        continue;
                    }
                    let places = state.capacities[job as usize];
                    // Nobody bids more than a place is worth to them: they would rather stay free.
                    let beyond = ((second >> 32) as i32 - step).max(0);
                    let bid = self.prices[job as usize] + gain - beyond;
                    let out = self.take(job as usize, bid, worker, places);
                    if out != NONE {
                        next.push(out);
                    }
                }
                left = left.saturating_sub(some.len());
                if left == 0 {
                    return;
                }
            }
            now.clear();
            std::mem::swap(&mut now, &mut next);
            // In the order of their rows, so that memory is gone through in one direction.
            now.sort_unstable();
        }
    }

    /// The best and the second best of a row: gain above, job below; 0 for staying free.
    /// Without branches, and in four lanes, as half of all time is spent here.
    fn two(&self, row: &[(u32, i32)]) -> (i64, i64) {
        let key = |arc: &(u32, i32)| {
            let gain = arc.1 - self.prices[arc.0 as usize];
            i64::from(gain) << 32 | i64::from(arc.0)
        };
        let (mut best, mut second) = ([0_i64; 4], [0_i64; 4]);
        let (fours, rest) = row.as_chunks::<4>();
        for four in fours {
            for lane in 0..4 {
                let key = key(&four[lane]);
                second[lane] = second[lane].max(best[lane].min(key));
                best[lane] = best[lane].max(key);
            }
        }
        for (lane, arc) in rest.iter().enumerate() {
            let key = key(arc);
            second[lane] = second[lane].max(best[lane].min(key));
            best[lane] = best[lane].max(key);
        }
        let (mut first, mut next) = (best[0], second[0]);
        for lane in 1..4 {
            next = next.max(second[lane]).max(first.min(best[lane]));
            first = first.max(best[lane]);
        }
        (first, next)
    }
}

/// So many rows are copied before their workers bid, so that memory brings them all at once.
const TOGETHER: usize = 16;
/// Most bids, a worker on average: past it the exact search does better.
const MOST_BIDS: usize = 100;

/// The step of bids: one part in so many of the largest weight. Smaller steps leave less to the
/// exact search and take longer. Where places are scarce the search always finds somebody near
/// who stays free, so that large steps are best; the nearer places come to workers, and where
/// there are enough, the farther it goes. Tried from 4 to 2048 on markets of 75,000 workers with
/// 30 to 150 places for 100 of them.
fn steps(state: &State) -> i32 {
    let places: u64 = state.capacities.iter().map(|n| u64::from(*n)).sum();
    let workers = state.rows.len() as u64;
    match places {
        _ if places > workers / 100 * 99 => 1024,
        _ if places > workers / 100 * 96 => 128,
        _ if places > workers / 100 * 92 => 64,
        _ => 24,
    }
}

/// By so many bits amounts move to be rounded so that the largest has 26.
fn shift(most: i64) -> i32 {
    26 - (i64::BITS - most.leading_zeros()).cast_signed()
}

/// An amount of at most 26 bits and sign after the shift.
#[allow(clippy::cast_possible_truncation)]
fn round(amount: i64, shift: i32) -> i32 {
    match shift {
        0.. => (amount << shift) as i32,
        _ => (amount >> -shift) as i32,
    }
}

/// Arcs with their weights rounded.
fn rounded(state: &State, shift: i32) -> Vec<(u32, i32)> {
    let arcs = state.jobs.iter().zip(&state.weights);
    // What is worth nothing is never bid for, however little it is worth.
    let arcs = arcs.map(|(&job, w)| (job, round((*w).max(-1), shift)));
    arcs.collect()
}

/// Bidding begins at the old prices less one part in so many of the largest weight: most are
/// nearly right, and the search brings down what is too dear. Tried from 4 to 1024.
const UNDER: i64 = 16;

/// Bids of a whole market: prices near the right ones, and who holds what at them.
pub(super) struct Bids {
    seats: Seats,
    shift: i32,
    most: i64,
}

/// Lets everyone bid; `None` if nothing is worth a bid.
pub(super) fn bid(state: &State) -> Option<Bids> {
    let most = state.weights.iter().copied().max().unwrap_or(0);
    if most <= 0 {
        return None;
    }
    let shift = shift(most);
    let mut seats = Seats::new(state);
    let open = (0..state.prices.len()).filter(|job| state.capacities[*job] > 0);
    for job in open {
        // A price above the largest weight is of a job that had no place.
        let old = state.prices[job].min(most);
        seats.prices[job] = round((old - most / UNDER).max(0), shift);
    }
    seats.bidding(state, &rounded(state, shift));
    Some(Bids { seats, shift, most })
}

/// Takes over the prices of the bids and seats workers accordingly; says who is left over: those
/// who would rather have something else. Jobs may be left with seats at a price.
#[allow(clippy::cast_possible_truncation)] // Fewer workers and jobs than 2³².
pub(super) fn seat(state: &mut State, bids: &Bids) -> Vec<u32> {
    let Bids { seats, shift, most } = bids;
    let spread = |price: i32| match *shift {
        shift @ 0.. => i64::from(price) >> shift,
        shift => i64::from(price) << -shift,
    };
    for (job, price) in state.prices.iter_mut().enumerate() {
        // Nobody may have what has no place: any price that is too high will do.
        *price = match state.capacities[job] {
            0 => *most,
            _ => spread(seats.prices[job]),
        };
    }
    let mut holds = vec![NONE; state.rows.len()];
    for (job, &held) in (0..).zip(&seats.held) {
        let from = seats.begin[job as usize] as usize;
        for bid in &seats.bids[from..from + held as usize] {
            holds[*bid as u32 as usize] = job;
        }
    }
    let mut waiting = Vec::new();
    for (worker, &hold) in (0..).zip(&holds) {
        let (gain, best) = state.best(worker);
        let held = state.row(worker).find(|arc| arc.1 == hold);
        match held {
            Some((arc, ..)) if state.net(arc) >= gain => state.join(worker, arc),
            _ if best != NONE => waiting.push(worker),
            _ => {}
        }
    }
    waiting
}

//! Who could have each job: the rows of a market turned round, in coarse numbers of 32 bits.
//!
//! Columns only say whom it cannot pay to look at: weights are rounded up and gains down, so that
//! nobody who matters is passed over, and exact numbers decide. With weights below 2³⁰, which is
//! nearly always, nothing is rounded.

use super::state::NONE;

/// How amounts become coarse: they are divided by a power of two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Coarse {
    shift: u32,
}

impl Coarse {
    /// Bits of the largest coarse amount.
    const BITS: u32 = 30;

    /// For amounts up to `most` either way.
    pub fn up_to(most: i64) -> Self {
        let bits = i64::BITS - most.unsigned_abs().leading_zeros();
        let shift = bits.saturating_sub(Self::BITS);
        Self { shift }
    }
    /// The most that an amount may be, either way.
    pub fn most(self) -> i64 {
        (1 << (Self::BITS + self.shift)) - 1
    }
    /// Is nothing rounded?
    pub fn is_exact(self) -> bool {
        self.shift == 0
    }
    /// Rounded down.
    #[allow(clippy::cast_possible_truncation)] // Amounts are at most [`Coarse::most`].
    pub fn down(self, amount: i64) -> i32 {
        (amount >> self.shift) as i32
    }
    /// Rounded up.
    pub fn up(self, amount: i64) -> i32 {
        -self.down(-amount)
    }
    /// What a coarse amount stands for.
    pub fn back(self, coarse: i32) -> i64 {
        i64::from(coarse) << self.shift
    }
    /// Rounded down, whatever the amount.
    #[allow(clippy::cast_possible_truncation)] // Clamped.
    pub fn bound(self, amount: i64) -> i32 {
        let ends = (i64::from(i32::MIN), i64::from(i32::MAX));
        (amount >> self.shift).clamp(ends.0, ends.1) as i32
    }
}

/// Somebody who could have a job.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seeker {
    pub worker: u32,
    /// What it is worth, rounded up; [`GONE`] once the arc is no more.
    pub weight: i32,
}

/// A weight that nobody takes, less any gain still 32 bits.
const GONE: i32 = -(1 << Coarse::BITS);

/// One job's column.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub seekers: Vec<Seeker>,
    /// By which arc each could have it.
    pub arcs: Vec<u32>,
}

/// All columns; none until they are laid.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    lists: Vec<Column>,
    /// Where each arc stands in the column of its job.
    spots: Vec<u32>,
}

impl Columns {
    /// Turns rows round. `room` = arcs that may be added without moving everything.
    #[allow(clippy::cast_possible_truncation)] // Fewer arcs than 2³².
    pub fn lay(
        rows: &[(u32, u32)],
        (jobs, weights): (&[u32], &[i64]),
        many: usize,
        room: usize,
        coarse: Coarse,
    ) -> Self {
        let mut sizes = vec![0; many];
        for &job in jobs.iter().filter(|job| **job != NONE) {
            sizes[job as usize] += 1;
        }
        let more = |size: usize| size + size / 16 + 4;
        let column = |size: usize| Column {
            seekers: Vec::with_capacity(more(size)),
            arcs: Vec::with_capacity(more(size)),
        };
        let mut lists: Vec<Column> = sizes.into_iter().map(column).collect();
        let mut spots = Vec::with_capacity(jobs.len() + room);
        spots.resize(jobs.len(), NONE);
        for (worker, &(from, to)) in (0..).zip(rows) {
            for arc in from..to {
                let column = &mut lists[jobs[arc as usize] as usize];
                spots[arc as usize] = column.arcs.len() as u32;
                let weight = coarse.up(weights[arc as usize]);
                column.seekers.push(Seeker { worker, weight });
                column.arcs.push(arc);
            }
        }
        Self { lists, spots }
    }
    pub fn is_laid(&self) -> bool {
        !self.lists.is_empty()
    }
    /// Forgets them, until they are laid again.
    pub fn clear(&mut self) {
        self.lists.clear();
        self.spots.clear();
    }
    pub fn of(&self, job: u32) -> &Column {
        &self.lists[job as usize]
    }
    /// Takes in a job that nobody could have yet.
    pub fn open(&mut self) {
        if self.is_laid() {
            self.lists.push(Column::default());
        }
    }
    /// Takes in the next arc of the pool.
    #[allow(clippy::cast_possible_truncation)] // Fewer arcs than 2³².
    pub fn push(&mut self, job: u32, worker: u32, weight: i32) {
        if self.is_laid() {
            let column = &mut self.lists[job as usize];
            column.arcs.push(self.spots.len() as u32);
            self.spots.push(column.seekers.len() as u32);
            column.seekers.push(Seeker { worker, weight });
        }
    }
    /// Tells what an arc is worth now; `None` once it is no more.
    pub fn tell(&mut self, arc: usize, job: u32, weight: Option<i32>) {
        if self.is_laid() {
            let seekers = &mut self.lists[job as usize].seekers;
            seekers[self.spots[arc] as usize].weight = weight.unwrap_or(GONE);
        }
    }
}

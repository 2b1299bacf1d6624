//! Tasks that come one by one, each decided before the next is seen, with foresight.
//!
//! A person who could do much is worth keeping. What each is worth is learned from what has come
//! so far: futures are drawn from it, as many tasks as are still expected, each future is
//! allocated at the optimum, and the mean price of a person over the futures is what that person
//! is reserved at. (Prices learned from a sample: Devanur & Hayes 2009; solved anew as tasks come:
//! Agrawal, Wang & Ye 2014.)

use super::Fault;
use kernel::SeededRng;
use solve::allocation::{Market, allocate};

/// What a task could be done by: person, weight.
pub type Row = Vec<(u32, i64)>;

/// Arcs in all futures of one look ahead; more futures are drawn where they are small.
const ARCS: usize = 400_000;
/// Most futures of one look ahead.
const FUTURES: usize = 16;
/// Looks ahead in the whole of what is expected.
const LOOKS: usize = 48;

/// Decides task by task. It is given each task when the task has come, and nothing else of it
/// before, so it cannot peek.
#[derive(Debug)]
pub struct Foresight {
    left: Vec<u32>,
    /// Tasks expected in all.
    expected: usize,
    /// Tasks that came, or came on other days: what futures are drawn from.
    known: Vec<Row>,
    /// Tasks known to come, once each; empty where nothing is foretold.
    foretold: Vec<Option<Row>>,
    came: usize,
    look: usize,
    prices: Vec<f64>,
    rng: SeededRng,
}

impl Foresight {
    /// Begins with each person's number of tasks, how many tasks are expected in all, and tasks
    /// of other days that tell what is usual (may be empty).
    #[must_use]
    pub fn new(left: Vec<u32>, expected: usize, past: Vec<Row>) -> Self {
        let prices = vec![0.0; left.len()];
        let rng = SeededRng::new(1);
        let foretold = Vec::new();
        Self {
            left,
            expected,
            known: past,
            foretold,
            came: 0,
            look: 0,
            prices,
            rng,
        }
    }

    /// Begins where the tasks that will come are known, but not their order: each is taken as
    /// coming once. Their numbers are then given to [`Foresight::arrive`].
    #[must_use]
    pub fn foretold(left: Vec<u32>, tasks: Vec<Row>) -> Self {
        let mut foresight = Self::new(left, tasks.len(), Vec::new());
        foresight.foretold = tasks.into_iter().map(Some).collect();
        foresight
    }

    /// Tasks that each person may still be given.
    #[must_use]
    pub fn left(&self) -> &[u32] {
        &self.left
    }

    /// What each person is reserved at.
    #[must_use]
    pub fn prices(&self) -> &[f64] {
        &self.prices
    }

    /// Decides a task that has come: who does it, or nobody. `number` is its place among what
    /// was foretold, and is not looked at otherwise.
    ///
    /// # Errors
    /// A person who is not there; a market too large for the solver.
    pub fn arrive(&mut self, number: usize, row: &[(u32, i64)]) -> Result<Option<u32>, Fault> {
        if let Some((person, _)) = row.iter().find(|(p, _)| *p as usize >= self.left.len()) {
            return Err(Fault::Size(format!("person {person} is not there")));
        }
        if let Some(task) = self.foretold.get_mut(number) {
            *task = None;
        }
        if self.came >= self.look {
            self.look_ahead()?;
            // Often at first, when each task tells much; then evenly.
            let even = self.expected.div_ceil(LOOKS).max(1);
            self.look = self.came + even.min(self.came / 2 + 1);
        }
        let free = row
            .iter()
            .filter(|(person, _)| self.left[*person as usize] > 0);
        let net = |(person, weight): &(u32, i64)| {
            // Weights stay below 2^40.
            *weight as f64 - self.trust() * self.prices[*person as usize]
        };
        let best = free.max_by(|a, b| {
            net(a)
                .total_cmp(&net(b))
                .then(a.1.cmp(&b.1))
                .then(b.0.cmp(&a.0))
        });
        let best = best
            .filter(|arc| arc.1 > 0 && net(arc) >= 0.0)
            .map(|(person, _)| *person);
        if let Some(person) = best {
            self.left[person as usize] -= 1;
        }
        self.came += 1;
        if self.foretold.is_empty() {
            self.known.push(row.to_vec());
        }
        Ok(best)
    }

    /// How far prices are believed: little while little is known.
    fn trust(&self) -> f64 {
        if !self.foretold.is_empty() {
            return 1.0;
        }
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let known = count(self.known.len());
        known / (known + 3.0 + 0.01 * count(self.expected))
    }

    /// Sets the prices anew from futures.
    fn look_ahead(&mut self) -> Result<(), Fault> {
        let coming = self.expected.saturating_sub(self.came + 1);
        let pool = self.pool();
        self.prices = vec![0.0; self.left.len()];
        if pool.is_empty() || coming == 0 {
            return Ok(());
        }
        let arcs: usize = pool.iter().map(|n| self.row(*n).len()).sum();
        let each = arcs.div_ceil(pool.len()).max(1).saturating_mul(coming);
        let futures = match self.foretold.is_empty() {
            true => (ARCS / each).clamp(1, FUTURES),
            false => 1,
        };
        for _ in 0..futures {
            let drawn: Vec<usize> = match self.foretold.is_empty() {
                true => (0..coming)
                    .map(|_| pool[self.rng.below(pool.len())])
                    .collect(),
                false => pool.clone(),
            };
            let tasks = (0u32..).zip(&drawn);
            let arcs = tasks.flat_map(|(task, n)| {
                let open = self
                    .row(*n)
                    .iter()
                    .filter(|(p, w)| self.left[*p as usize] > 0 && *w > 0);
                open.map(move |(person, weight)| (task, *person, *weight))
            });
            let market = Market::new(drawn.len(), arcs, self.left.clone());
            let market = market.map_err(|fault| Fault::Size(format!("{fault:?}")))?;
            for (price, more) in self.prices.iter_mut().zip(allocate(&market).prices) {
                *price += more as f64 / f64::from(u32::try_from(futures).unwrap_or(u32::MAX));
            }
        }
        Ok(())
    }

    /// Numbers of the tasks that futures are made of.
    fn pool(&self) -> Vec<usize> {
        if self.foretold.is_empty() {
            return (0..self.known.len()).collect();
        }
        let numbered = self.foretold.iter().enumerate();
        numbered
            .filter(|(_, row)| row.is_some())
            .map(|(n, _)| n)
            .collect()
    }

    fn row(&self, n: usize) -> &[(u32, i64)] {
        match self.foretold.get(n) {
            Some(row) => row.as_deref().unwrap_or_default(),
            None => self.known.get(n).map_or(&[], Vec::as_slice),
        }
    }
}

/// The same without foresight: each task goes to the free person with the largest weight.
#[must_use]
pub fn greedy(mut left: Vec<u32>, tasks: &[&[(u32, i64)]]) -> Vec<Option<u32>> {
    let mut decide = |row: &&[(u32, i64)]| {
        let free =
            |arc: &&(u32, i64)| arc.1 > 0 && left.get(arc.0 as usize).is_some_and(|l| *l > 0);
        let best = row
            .iter()
            .filter(free)
            .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        let person = best.map(|(person, _)| *person)?;
        left[person as usize] -= 1;
        Some(person)
    };
    tasks.iter().map(&mut decide).collect()
}

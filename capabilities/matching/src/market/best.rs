//! The best jobs of one worker, and of every worker.

use super::Market;
use super::jobs::Jobs;
use super::kinds::{Kind, Numbers, Value, Values};
use super::order::BITS;
use super::patch::Patch;
use super::workers::Row;
use crate::score::{AtHand, days_shared, score_into, taste_scale};
use crate::{JobFacts, Ranked, Scored, WorkerFacts, rank};
use kernel::Day;
use rayon::prelude::*;
use scan::{ABREAST, Columns, DIMS, FLOOR, at_least, kth, sums};

/// Workers that one thread takes at a time, a multiple of [`ABREAST`].
const TOGETHER: usize = 64;

/// Room that is used again for the next worker.
#[derive(Default)]
pub(super) struct Room {
    pub sums: Vec<i16>,
    patch: Patch,
    wanted: Patch,
    found: Vec<u32>,
    /// Score and label, so that the greatest is the best, with the slot.
    best: Vec<(u64, u32)>,
    /// What is known of each of the best.
    hands: Vec<AtHand>,
}

/// What is at hand of a worker before the columns are added.
#[derive(Clone, Copy, Default)]
pub(super) struct Ready<'r> {
    /// Numbers of the columns of a worker who is in the market.
    numbers: Option<&'r Numbers>,
    /// What is shared with those before, added up.
    shared: Option<&'r [i16]>,
    /// Points of the learned taste by job, if they were made together with those of others.
    taste: Option<&'r [i16]>,
}

/// Columns that many workers who follow each other share, added up once for all of them.
#[derive(Default)]
struct Shared {
    /// Whose sums they are: days, certificates, settlements, way.
    numbers: Option<[u32; 4]>,
    /// With what belongs to the job alone, without the way.
    first: Vec<i16>,
    all: Vec<i16>,
}

impl Shared {
    /// The sums for a worker; `None` where a value has no column.
    fn of(&mut self, market: &Market, row: &Row) -> Option<&[i16]> {
        let (n, kinds) = (&row.numbers, &market.kinds);
        let numbers = [n.days, n.held, n.wishes, n.travel];
        if self.numbers != Some(numbers) {
            let known = self.numbers.take();
            let many = market.jobs.len();
            let travel = kinds.travel.of(n.travel)?;
            if known.is_none_or(|known| known[..3] != numbers[..3]) {
                let days = kinds.days.of(n.days)?;
                let (held, wishes) = (kinds.held.of(n.held)?, kinds.wishes.of(n.wishes)?);
                let add = [&market.jobs.base[..], days, held, wishes];
                self.first.resize(many, 0);
                added(market, &add, &mut self.first);
            }
            self.all.resize(many, 0);
            added(market, &[&self.first, travel], &mut self.all);
            self.numbers = Some(numbers);
        }
        Some(&self.all)
    }
}

/// Adds columns up.
fn added(market: &Market, add: &[&[i16]], out: &mut [i16]) {
    let columns = Columns {
        add,
        greatest: &[],
        within: None,
    };
    // The maxima are for lists of the best alone.
    let _ = sums(market.kernel, &columns, out);
}

/// Columns that were added for a worker and whose points are those of one part of a score.
#[derive(Clone, Copy, Default)]
pub(super) struct Used<'u> {
    travel: Option<&'u [i16]>,
    pay: Option<&'u [i16]>,
    days: Option<&'u [i16]>,
    taste: Option<&'u [i16]>,
    /// When the worker is free, in days since 1970.
    free: (Option<i64>, Option<i64>),
    /// Today in days since 1970.
    today: i64,
}

impl Used<'_> {
    /// What is known of a job in a slot.
    fn of(&self, jobs: &Jobs, at: usize) -> AtHand {
        let cell = |column: &[i16]| i32::from(column[at]);
        AtHand {
            fresh: Some(jobs.fresh[at]),
            travel: self.travel.map(cell),
            pay: self.pay.map(cell),
            dates: self.days.map(|column| {
                let share = days_shared(self.free, jobs.days[at], self.today);
                (share, cell(column))
            }),
            taste: self.taste.map(cell),
        }
    }
}

/// Points of learned tastes of some workers, made together.
#[derive(Default)]
struct Tastes {
    vectors: Vec<[i8; DIMS]>,
    cells: Vec<i16>,
}

impl Tastes {
    /// Makes the points of those whose taste fits that of all jobs; says for each worker where.
    fn make(&mut self, market: &Market, some: &[&Row]) -> [Option<usize>; ABREAST] {
        let mut at = [None; ABREAST];
        self.vectors.clear();
        for (row, at) in some.iter().zip(&mut at) {
            if let Some(taste) = market.jobs.one_taste(&row.facts) {
                let mut vector = [0; DIMS];
                vector[..taste.len()].copy_from_slice(taste);
                *at = Some(self.vectors.len());
                self.vectors.push(vector);
            }
        }
        let tastes = &market.jobs.tastes;
        self.cells.resize(self.vectors.len() * tastes.len(), 0);
        let scale = taste_scale(market.env.rules.weights.taste);
        tastes.points(market.kernel, &self.vectors, &scale, &mut self.cells);
        at
    }
    /// The points of one of them.
    fn of(&self, market: &Market, at: Option<usize>) -> Option<&[i16]> {
        let many = market.jobs.tastes.len();
        at.map(|at| &self.cells[at * many..][..many])
    }
}

/// Score, then label: the greater the better.
fn key(sum: i16, label: u64) -> u64 {
    let sum = u64::from(sum.cast_unsigned() ^ 0x8000);
    (sum << BITS) | ((1 << BITS) - 1 - label)
}

impl Market {
    /// The `k` best jobs for a worker, whether in the market or not: as [`rank`] has them.
    #[must_use]
    pub fn top_jobs(&self, worker: &WorkerFacts, k: usize) -> Vec<Ranked<'_, JobFacts>> {
        let mut list = Vec::new();
        let many = self.list(worker, Ready::default(), k, &mut Room::default(), &mut list);
        list.truncate(many);
        list
    }

    /// The `k` best jobs for every worker in the market, on every processor; each list is handed
    /// on as it is ready, in no order. `each` may count them for a bar of progress.
    pub fn all<F>(&self, k: usize, each: F)
    where
        F: Fn(&WorkerFacts, &[Ranked<'_, JobFacts>]) + Sync,
    {
        let mut order: Vec<u32> = self.workers.all().map(|(at, _)| at).collect();
        // Those who share columns follow each other, so that the columns stay near.
        order.sort_by_cached_key(|at| self.workers.at(*at).map(|row| row.numbers.clone()));
        let room = || (Room::default(), Shared::default(), Tastes::default());
        let room = || (room(), Vec::new());
        let chunks = order.par_chunks(TOGETHER);
        chunks.for_each_init(room, |((room, shared, tastes), list), some| {
            let rows = some.iter().filter_map(|at| self.workers.at(*at));
            let rows: Vec<&Row> = rows.collect();
            for some in rows.chunks(ABREAST) {
                let places = tastes.make(self, some);
                for (row, place) in some.iter().zip(places) {
                    let ready = Ready {
                        numbers: Some(&row.numbers),
                        shared: shared.of(self, row),
                        taste: tastes.of(self, place),
                    };
                    let many = self.list(&row.facts, ready, k, room, list);
                    each(&row.facts, &list[..many]);
                }
            }
        });
    }

    /// Fills the front of the list, and says how far; what lies behind is room of old lists.
    fn list<'m>(
        &'m self,
        worker: &WorkerFacts,
        ready: Ready<'_>,
        k: usize,
        room: &mut Room,
        list: &mut Vec<Ranked<'m, JobFacts>>,
    ) -> usize {
        let env = &self.env;
        if !env.is_narrow() {
            let minutes = |a, b| (env.minutes)(a, b);
            let jobs = self.jobs.all().map(|(_, job)| job);
            *list = rank(worker, jobs, minutes, env.today, &env.rules, k);
            return list.len();
        }
        let used = self.select(worker, ready, k, room);
        room.hands.clear();
        let mut many = 0;
        // First all that lies far apart in memory, so that it comes together.
        for (_, at) in &room.best {
            let Some(job) = self.jobs.at(*at as usize) else {
                continue;
            };
            if list.len() == many {
                let parts = Vec::with_capacity(12);
                list.push(Ranked {
                    item: job,
                    minutes: None,
                    scored: Scored { total: 0, parts },
                });
            }
            let place = &mut list[many];
            place.item = job;
            place.minutes = env.way(worker.home, job.place);
            room.hands.push(used.of(&self.jobs, *at as usize));
            many += 1;
        }
        for (place, hand) in list.iter_mut().zip(&room.hands) {
            let (way, scored) = (place.minutes, &mut place.scored);
            score_into(worker, place.item, way, &env.points(), hand, scored);
        }
        debug_assert!(
            list.iter()
                .zip(&room.best)
                .take(many)
                .all(|(place, (sum, _))| {
                    let sum = i32::try_from(sum >> BITS).unwrap_or(0) - 0x8000;
                    let extra = i32::from(worker.priority) * env.points().priority(sum);
                    place.scored.total == sum + extra
                }),
            "the scan and the score differ"
        );
        many
    }

    /// Finds the best into `room.best`, best first; says which columns told of them.
    fn select<'m>(
        &'m self,
        worker: &WorkerFacts,
        ready: Ready<'m>,
        k: usize,
        room: &mut Room,
    ) -> Used<'m> {
        let jobs = &self.jobs;
        room.best.clear();
        if k == 0 || jobs.many() == 0 {
            return Used::default();
        }
        let (maxima, used) = self.add(worker, ready, room);
        let least = kth(self.kernel, &maxima, k).max(FLOOR);
        room.found.clear();
        at_least(self.kernel, &room.sums, least, &mut room.found);
        for at in &room.found {
            let n = *at as usize;
            room.best.push((key(room.sums[n], jobs.labels[n]), *at));
        }
        if k < room.best.len() {
            room.best
                .select_nth_unstable_by_key(k - 1, |b| std::cmp::Reverse(b.0));
            room.best.truncate(k);
        }
        room.best.sort_unstable_by_key(|b| std::cmp::Reverse(b.0));
        used
    }

    /// Adds the columns of a worker into `room.sums`.
    pub(super) fn add<'m>(
        &'m self,
        worker: &WorkerFacts,
        Ready {
            numbers,
            shared,
            taste,
        }: Ready<'m>,
        room: &mut Room,
    ) -> ([i16; scan::GROUPS], Used<'m>) {
        let (jobs, kinds) = (&self.jobs, &self.kinds);
        room.sums.resize(jobs.len(), 0);
        room.patch.clear(jobs.len());
        room.wanted.clear(jobs.len());
        let Room {
            sums: out,
            patch,
            wanted,
            ..
        } = room;
        let values = Values(worker);
        let mut add: Vec<&[i16]> = Vec::with_capacity(8);
        let n = numbers;
        let mut take = Take {
            market: self,
            add: &mut add,
            patch,
        };
        let mut used = Used {
            pay: take.one(&kinds.pay, values.pay(), n.map(|n| n.pay)),
            taste,
            free: (
                worker.from.map(Day::epoch_days),
                worker.to.map(Day::epoch_days),
            ),
            today: self.env.today.epoch_days(),
            ..Used::default()
        };
        if let Some((shared, n)) = shared.zip(numbers) {
            take.add.push(shared);
            (used.travel, used.days) = (kinds.travel.of(n.travel), kinds.days.of(n.days));
        } else {
            take.add.push(&jobs.base);
            used.travel = take.one(&kinds.travel, values.travel(), n.map(|n| n.travel));
            used.days = take.one(&kinds.days, values.days(), n.map(|n| n.days));
            if !worker.settle.is_empty() {
                take.one(&kinds.wishes, values.wishes(), n.map(|n| n.wishes));
            }
            take.one(&kinds.held, values.held(), n.map(|n| n.held));
        }
        let mut greatest = self.wanted(worker, numbers, wanted);
        patch.own(worker, jobs, &self.env);
        match taste {
            Some(points) => add.push(points),
            None => patch.taste(worker, jobs, &self.env, self.kernel),
        }
        greatest.extend(wanted.column());
        add.extend(patch.column());
        let born = worker.birth.filter(|born| !jobs.lets_in(*born));
        let columns = Columns {
            add: &add,
            greatest: &greatest,
            within: born.and_then(|born| jobs.within(born)),
        };
        (sums(self.kernel, &columns, out), used)
    }
}

impl Market {
    /// The columns of wanted trades; `rest` has the greatest of those that have none.
    fn wanted<'m>(
        &'m self,
        worker: &WorkerFacts,
        numbers: Option<&Numbers>,
        rest: &mut Patch,
    ) -> Vec<&'m [i16]> {
        let kinds = &self.kinds;
        let mut greatest: Vec<&[i16]> = Vec::with_capacity(6);
        for (n, value) in Values(worker).wanted().enumerate() {
            let number = numbers.and_then(|all| all.wanted.get(n));
            let column = match number {
                Some(number) => kinds.wanted.of(*number),
                None => kinds.wanted.column(value),
            };
            match column {
                Some(column) => greatest.push(column),
                None => rest.greater(value, &self.jobs, &self.env),
            }
        }
        greatest
    }
}

/// Takes the column of a value, or adds its points where there is none.
struct Take<'t, 'c, 'm> {
    market: &'m Market,
    add: &'t mut Vec<&'c [i16]>,
    patch: &'t mut Patch,
}

impl<'m: 'c, 'c> Take<'_, 'c, 'm> {
    fn one<V: Value>(
        &mut self,
        kind: &'m Kind<V>,
        value: V,
        number: Option<u32>,
    ) -> Option<&'m [i16]> {
        let column = match number {
            Some(number) => kind.of(number),
            None => kind.column(value),
        };
        match column {
            Some(column) => self.add.push(column),
            None => self.patch.value(value, &self.market.jobs, &self.market.env),
        }
        column
    }
}

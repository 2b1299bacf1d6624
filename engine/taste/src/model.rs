//! The model: what is kept of the events, and the scores it gives every person.

use crate::events::{Event, Events, KindWeights, Names};
use crate::factors::{Choices, Settings, System, learn, solve_all};
use crate::prices::{Candidates, PriceSettings};
use crate::walk::{Nearness, Scratch};
use rayon::prelude::*;

/// How a model is learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// What events of each kind weigh.
    pub weights: KindWeights,
    /// After so many days an event weighs half, when times are known; nought: never.
    pub half_life_days: f64,
    /// How factors are learned.
    pub factors: Settings,
}

impl Default for Options {
    /// Chosen on earlier prefixes of a public record of applications, not on its last part.
    fn default() -> Self {
        let factors = Settings {
            dims: 64,
            confidence: 19.0,
            ridge: 5.0,
            rounds: 15,
            seed: 1,
        };
        Self {
            weights: KindWeights::default(),
            half_life_days: 60.0,
            factors,
        }
    }
}

/// The walk's share of a score; the factors have the rest.
const WALK: f32 = 0.7;
/// How much a job's being chosen lately, rather than long ago, counts: the power of its share.
const LATELY: f32 = 0.4;
/// What "lately" is: the share of all events after which one counts 1/e.
const MEMORY: f64 = 0.3;
/// What popularity adds, to order what nothing else tells apart.
const POPULAR: f32 = 1e-4;
/// The latest events of one person that are learned from; nobody has chosen more in earnest.
const MOST_EVENTS: usize = 500;
/// Candidates kept for prices, at least.
const CANDIDATES: usize = 300;

/// A learned model. Self-contained; written and read by [`crate::format`].
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) persons: Names,
    pub(crate) jobs: Names,
    /// Each person's jobs with weights, one entry a job, sorted by job; below or at nought:
    /// refused, seen all the same.
    pub(crate) seen: Vec<Choices>,
    /// How much each job was chosen lately.
    pub(crate) lately: Vec<f32>,
    pub(crate) with: Settings,
    /// Factors of jobs, `with.dims` each.
    pub(crate) factors: Vec<f32>,
}

/// What scoring needs beside the model, derived once.
#[derive(Debug)]
pub struct Ready<'a> {
    model: &'a Model,
    near: Nearness,
    system: System<'a>,
    /// What the walk's and the factors' scores are multiplied by, for each job.
    fresh: Vec<f32>,
    popular: Vec<f32>,
}

/// Learns a model from events.
///
/// # Errors
/// No events, or settings that make no sense.
pub fn train(events: &Events, options: &Options) -> Result<Model, String> {
    let with = options.factors;
    if events.rows.is_empty() {
        return Err("no events: there is nothing to learn from".into());
    }
    if !(1..=256).contains(&with.dims) || !(1..=1000).contains(&with.rounds) {
        return Err("dimensions must be 1 to 256, rounds 1 to 1000".into());
    }
    let positive = |x: f64| x.is_finite() && x > 0.0;
    if !positive(with.ridge) || !positive(with.confidence) {
        return Err("ridge and confidence must be above nought".into());
    }
    if !options.half_life_days.is_finite() || options.half_life_days < 0.0 {
        return Err("the half-life must be nought or more days".into());
    }
    let mut rows = events.rows.clone();
    rows.sort_by_key(|event| event.time);
    let lately = lately(&rows, events.jobs.all().len(), &options.weights);
    let seen = gather(&rows, events.persons.all().len(), options);
    let (persons, jobs) = chosen(&seen, events.jobs.all().len());
    let factors = learn(&persons, &jobs, &with);
    let (persons, jobs) = (events.persons.clone(), events.jobs.clone());
    Ok(Model {
        persons,
        jobs,
        seen,
        lately,
        with,
        factors,
    })
}

/// How much each job was chosen lately, by the order of events alone.
fn lately(rows: &[Event], jobs: usize, weights: &KindWeights) -> Vec<f32> {
    let many = rows.len() as f64;
    let mut sums = vec![0.0f64; jobs];
    for (at, event) in rows.iter().enumerate() {
        let age = (many - at as f64) / many;
        let weight = f64::from(weights.of(event.kind).max(0.0));
        sums[event.job as usize] += weight * (-age / MEMORY).exp();
    }
    sums.into_iter().map(|sum| sum as f32).collect()
}

/// Each person's jobs with summed, faded weights.
fn gather(rows: &[Event], persons: usize, options: &Options) -> Vec<Choices> {
    let last = rows.last().map_or(0, |event| event.time);
    let mut seen: Vec<Choices> = vec![Vec::new(); persons];
    for event in rows {
        let days = (last as f64 - event.time as f64) / 86_400.0;
        let left = match options.half_life_days {
            half if half > 0.0 => (-days / half).exp2().max(1e-3) as f32,
            _ => 1.0,
        };
        let weight = options.weights.of(event.kind) * left;
        seen[event.person as usize].push((event.job, weight));
    }
    for row in &mut seen {
        let old = row.len().saturating_sub(MOST_EVENTS);
        row[..old].iter_mut().for_each(|(_, weight)| *weight = 0.0);
        row.sort_by_key(|(job, _)| *job);
        row.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = (kept.1 + next.1).clamp(-3.0, 3.0);
            }
            same
        });
    }
    seen
}

/// What is learned from as liking: by person, and the same by job.
fn chosen(seen: &[Choices], jobs: usize) -> (Vec<Choices>, Vec<Choices>) {
    let liked = |row: &Choices| row.iter().copied().filter(|(_, w)| *w > 0.0).collect();
    let persons: Vec<Choices> = seen.iter().map(liked).collect();
    let mut by_job: Vec<Choices> = vec![Vec::new(); jobs];
    for (person, row) in (0u32..).zip(&persons) {
        for &(job, weight) in row {
            by_job[job as usize].push((person, weight));
        }
    }
    (persons, by_job)
}

impl Model {
    /// Persons in the order they were first met.
    #[must_use]
    pub fn persons(&self) -> &[String] {
        self.persons.all()
    }

    /// Jobs in the order they were first met.
    #[must_use]
    pub fn jobs(&self) -> &[String] {
        self.jobs.all()
    }

    /// The number of a job.
    #[must_use]
    pub fn job(&self, name: &str) -> Option<u32> {
        self.jobs.find(name)
    }

    /// A person's jobs by number with weights, sorted; at or below nought: seen, not liked.
    #[must_use]
    pub fn seen(&self, person: usize) -> &[(u32, f32)] {
        &self.seen[person]
    }

    /// The factors of a person with these choices: what they did a moment ago counts at once.
    #[must_use]
    pub fn fold_in(&self, choices: &[(u32, f32)]) -> Vec<f32> {
        System::new(&self.factors, &self.with).solve(&liked(choices, self.lately.len()))
    }

    /// Factors of all persons, folded in.
    pub(crate) fn person_factors(&self) -> Vec<f32> {
        let (persons, _) = chosen(&self.seen, self.lately.len());
        solve_all(&persons, &self.factors, &self.with)
    }

    /// Derives what scoring needs.
    #[must_use]
    pub fn ready(&self) -> Ready<'_> {
        let (persons, jobs) = chosen(&self.seen, self.lately.len());
        let weight = |row: &Choices| row.iter().map(|(_, w)| w).sum::<f32>();
        let share =
            |(row, lately): (&Choices, &f32)| ((lately + 0.1) / (weight(row) + 0.1)).powf(LATELY);
        let most = self
            .lately
            .iter()
            .copied()
            .fold(0.0, f32::max)
            .max(f32::MIN_POSITIVE);
        Ready {
            model: self,
            near: Nearness::new(&persons, &jobs),
            system: System::new(&self.factors, &self.with),
            fresh: jobs.iter().zip(&self.lately).map(share).collect(),
            popular: self.lately.iter().map(|l| POPULAR * l / most).collect(),
        }
    }

    /// Every person's list of at most `n` jobs not seen, best first; with `prices`, so strong.
    #[must_use]
    pub fn recommend(&self, n: usize, prices: Option<(f32, PriceSettings)>) -> Vec<Candidates> {
        let ready = self.ready();
        let keep = if prices.is_some() {
            n.max(CANDIDATES)
        } else {
            n
        };
        let people: Vec<Candidates> = self
            .seen
            .par_iter()
            .map_init(Scratch::default, |scratch, seen| {
                ready.best(seen, keep, scratch)
            })
            .collect();
        match prices {
            None => people,
            Some((strength, how)) => {
                let found = how.find(&people, self.lately.len(), n);
                how.lists(&people, &found, strength, n)
            }
        }
    }
}

fn liked(choices: &[(u32, f32)], jobs: usize) -> Choices {
    let fit = |c: &&(u32, f32)| c.1.is_finite() && c.1 > 0.0 && (c.0 as usize) < jobs;
    choices.iter().filter(fit).copied().collect()
}

impl Ready<'_> {
    /// The best `n` jobs not among `seen`, for a person who saw these; the best scores about 1.
    #[must_use]
    pub fn best(&self, seen: &[(u32, f32)], n: usize, scratch: &mut Scratch) -> Candidates {
        let mut scores = self.scores(seen, scratch);
        for (job, _) in seen {
            scores[*job as usize] = f32::NEG_INFINITY;
        }
        let mut all: Candidates = (0u32..)
            .zip(scores)
            .filter(|(_, s)| s.is_finite())
            .collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if all.len() > n && n > 0 {
            all.select_nth_unstable_by(n - 1, order);
        }
        all.truncate(n);
        all.sort_unstable_by(order);
        let most = all
            .first()
            .map_or(1.0, |best| best.1)
            .max(f32::MIN_POSITIVE);
        all.iter_mut().for_each(|(_, score)| *score /= most);
        all
    }

    /// The score of every job for a person of these choices.
    fn scores(&self, seen: &[(u32, f32)], scratch: &mut Scratch) -> Vec<f32> {
        let model = self.model;
        self.near.scores(seen, scratch);
        let person = self.system.solve(&liked(seen, model.lately.len()));
        let dot = |job: &[f32]| job.iter().zip(&person).map(|(a, b)| a * b).sum::<f32>();
        let fits: Vec<f32> = model
            .factors
            .chunks_exact(model.with.dims)
            .map(dot)
            .collect();
        let walk = WALK * part(&scratch.twice);
        let fit = (1.0 - WALK) * part(&fits);
        let both = scratch
            .twice
            .iter()
            .zip(&fits)
            .map(|(w, f)| walk * w + fit * f);
        let rest = self.fresh.iter().zip(&self.popular);
        both.zip(rest)
            .map(|(score, (fresh, popular))| score.max(0.0) * fresh + popular)
            .collect()
    }
}

/// What brings the greatest of these to one; nought when none is above nought.
fn part(scores: &[f32]) -> f32 {
    let most = scores.iter().copied().fold(0.0, f32::max);
    if most > 1e-9 { 1.0 / most } else { 0.0 }
}

//! What is known of a person, in plain words.

use crate::preferences::leanings::sums;
use crate::preferences::model::{Act, Aspect, Reason, STANDS, Seen};
use crate::workers::model::Worker;
use kernel::{Ctx, Locale};
use reference::Tables;
use serde::Serialize;
use words::Words;

/// Weaker leanings are noise to a reader; they still fade like the others.
const LEAST: i32 = 25;

/// One thing that is known.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Known {
    pub aspect: &'static str,
    pub value: String,
    pub text: String,
    /// A question of the profile that settles it for good.
    pub part: &'static str,
}

impl Known {
    pub(crate) fn sample(aspect: &'static str, part: &'static str) -> Self {
        Self {
            aspect,
            value: "t01".into(),
            text: "…".into(),
            part,
        }
    }
}

/// What weighs most of all that was done with one thing: said before done, done before looked.
fn strongest<'a>(seen: &'a [Seen], aspect: Aspect, value: &str) -> Option<&'a Seen> {
    let about = seen
        .iter()
        .filter(|s| s.aspect == aspect && s.value == value);
    about.max_by_key(|s| {
        let rank = match s.act {
            Act::Viewed => 0,
            Act::Applied => 1,
            Act::Completed => 2,
            Act::Refused => 3,
            Act::Wish => 4,
        };
        (rank, s.day)
    })
}

fn name(words: &Words, locale: Locale, tables: &Tables, seen: &Seen) -> String {
    match seen.aspect {
        Aspect::Trade => tables
            .trade(&seen.value)
            .map_or_else(|| seen.value.clone(), |t| t.name.clone()),
        Aspect::Employer => seen.label.clone(),
        Aspect::Place => tables.name(&seen.value),
        Aspect::Settle => words.say(locale, &format!("people-settle-{}", seen.value), &[]),
        Aspect::Pay => seen.value.clone(),
    }
}

fn known(words: &Words, locale: Locale, tables: &Tables, seen: &Seen) -> Known {
    let what = name(words, locale, tables, seen);
    let args = [("what", what.as_str()), ("minutes", seen.label.as_str())];
    let far = seen.reason == Reason::Far.code();
    let (key, part) = match seen.act {
        Act::Refused if far && !seen.label.is_empty() => ("people-leaning-too-far", "place"),
        Act::Refused if far => ("people-leaning-far", "place"),
        Act::Refused if seen.aspect == Aspect::Pay => ("people-leaning-low-pay", "pay"),
        Act::Refused => ("people-leaning-refused", ""),
        Act::Wish if seen.reason == STANDS[0] => ("people-leaning-wished", ""),
        Act::Wish => ("people-leaning-unwished", ""),
        Act::Viewed => ("people-leaning-viewed", ""),
        Act::Applied => ("people-leaning-applied", ""),
        Act::Completed => ("people-leaning-completed", ""),
    };
    Known {
        aspect: seen.aspect.code(),
        value: seen.value.clone(),
        text: words.say(locale, key, &args),
        part,
    }
}

/// A trade that the person may like, and why it is thought so.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Guess {
    pub trade: String,
    pub text: String,
}

/// Guesses shown; the weaker ones hardly move a list.
const GUESSES: usize = 6;

/// What is thought of the person because of what others choose, the likeliest first.
pub(crate) fn guesses(words: &Words, ctx: &Ctx, tables: &Tables, worker: &Worker) -> Vec<Guess> {
    let sums = sums(tables, &worker.region, ctx.today(), &worker.seen);
    let mut all = crate::kin::guess::guesses(tables, worker, &sums);
    all.sort_by_key(|one| (std::cmp::Reverse(one.points), one.kind));
    let guess = |one: &taste::kin::Likely| {
        let (what, from) = (tables.trade_at(one.kind)?, tables.trade_at(one.from)?);
        let args = [("what", what.name.as_str()), ("from", from.name.as_str())];
        Some(Guess {
            trade: what.id.clone(),
            text: words.say(ctx.locale, "people-leaning-guess", &args),
        })
    };
    all.iter().take(GUESSES).filter_map(guess).collect()
}

/// Everything that counts today, the strongest first.
pub(crate) fn all(words: &Words, ctx: &Ctx, tables: &Tables, worker: &Worker) -> Vec<Known> {
    let sums = sums(tables, &worker.region, ctx.today(), &worker.seen);
    let mut strong: Vec<_> = sums.iter().filter(|(_, sum)| sum.abs() >= LEAST).collect();
    strong.sort_by_key(|(key, sum)| (std::cmp::Reverse(sum.abs()), *key));
    strong
        .into_iter()
        .filter_map(|((aspect, value), _)| strongest(&worker.seen, *aspect, value))
        .map(|seen| known(words, ctx.locale, tables, seen))
        .collect()
}

//! What happens when, in the made-up year before today.

use super::{Chance, days};
use kernel::Moment;

/// How much of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Workers.
    pub workers: usize,
    /// Employers.
    pub firms: usize,
    /// Of them, the county's key employers.
    pub key_firms: usize,
    /// Posts.
    pub posts: usize,
}

impl Sizes {
    /// A corner of the county, for tests that look at pages.
    pub const SMALL: Self = Self {
        workers: 200,
        firms: 40,
        key_firms: 4,
        posts: 70,
    };

    /// The demo county, or one whole Luonan (7.54 万 workers, 7,000 posts; facts §0.3).
    #[must_use]
    pub fn of(full: bool) -> Self {
        let (workers, firms, posts) = if full {
            (75_400, 3_000, 7_000)
        } else {
            (2_000, 300, 700)
        };
        Self {
            workers,
            firms,
            key_firms: 29,
            posts,
        }
    }
}

/// One thing that happens; the numbers say to which employer or post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A worker is registered.
    Worker,
    /// An employer registers.
    Firm(usize),
    /// An employer is checked.
    Check(usize),
    /// A post is written and sent in.
    Post(usize),
    /// A post is looked at by a reviewer.
    Review(usize),
    /// People apply for a post.
    Apply(usize),
    /// The employer of a post answers them.
    Answer(usize),
    /// Three months later the employer of a post says who is still there.
    Keep(usize),
    /// An order of day work is made and opened.
    Order(usize),
    /// People take its seats.
    Fill(usize),
    /// Its work of yesterday is over.
    Work(usize),
}

/// Is the post of last season, so that who was taken on then has stayed or left by now?
#[must_use]
pub const fn of_last_season(post: usize) -> bool {
    post % 25 == 3
}

/// Is the post of this week? Day work is shown for a week only, so older posts are of other kinds.
#[must_use]
pub const fn of_this_week(post: usize) -> bool {
    post.is_multiple_of(2) && !of_last_season(post)
}

/// A moment of a working day, so many days before today's midnight.
fn back(chance: &Chance, base: Moment, days: i64) -> Moment {
    let minutes = chance.between(8 * 60, 18 * 60 - 1);
    base.plus_days(-days).plus_minutes(minutes)
}

/// Orders of day work in the last two days, and who takes their seats.
fn day_work(chance: &Chance, base: Moment) -> Vec<(Moment, Step)> {
    let mut steps = Vec::new();
    for n in 0..days::ORDERS {
        let before = if days::offset(n) < 0 { 2 } else { 1 };
        let at = base.plus_days(-before);
        let at = at.plus_minutes(chance.between(8 * 60, 17 * 60));
        steps.push((at, Step::Order(n)));
        let taken = at.plus_minutes(chance.between(20, 300));
        steps.push((taken, Step::Fill(n)));
        if days::offset(n) < 0 {
            let over = days::BEGINS + days::LASTS + 30;
            steps.push((base.plus_days(-1).plus_minutes(over), Step::Work(n)));
        }
    }
    steps
}

/// Every step in order of time; `base` is the first moment of today.
#[must_use]
pub fn plan(seed: u64, sizes: Sizes, base: Moment) -> Vec<(Moment, Step)> {
    let chance = Chance::new(seed, "plan");
    let mut steps = Vec::new();
    for _ in 0..sizes.workers {
        let at = back(&chance, base, chance.between(1, 365));
        steps.push((at, Step::Worker));
    }
    for n in 0..sizes.firms {
        // A few came in the last days and still wait; a check holds for six months.
        let waits = n % 25 == 24;
        let days = if waits {
            chance.between(1, 3)
        } else {
            chance.between(32, 170)
        };
        let at = back(&chance, base, days);
        steps.push((at, Step::Firm(n)));
        if !waits {
            steps.push((at.plus_days(1), Step::Check(n)));
        }
    }
    for n in 0..sizes.posts {
        let late = n % 20 == 7;
        let days = match (of_last_season(n), late) {
            (true, _) => chance.between(100, 125),
            (_, true) => 1,
            _ if of_this_week(n) => chance.between(2, 5),
            _ => chance.between(6, 27),
        };
        let at = back(&chance, base, days);
        steps.push((at, Step::Post(n)));
        if !late {
            let looked = at.plus_minutes(chance.between(20, 600));
            let applied = looked.plus_minutes(chance.between(30, 400));
            let answered = applied.plus_minutes(chance.between(30, 400));
            let steps_of = [(looked, Step::Review(n)), (applied, Step::Apply(n))];
            steps.extend(steps_of);
            steps.push((answered, Step::Answer(n)));
            if of_last_season(n) {
                steps.push((back(&chance, base, 2), Step::Keep(n)));
            }
        }
    }
    steps.extend(day_work(&chance, base));
    steps.sort_by_key(|(at, _)| *at);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_lies_before_today_in_order_and_repeats() {
        let base = Moment::from_millis(1_795_622_400_000);
        let steps = plan(5, Sizes::of(false), base);
        assert_eq!(steps, plan(5, Sizes::of(false), base));
        assert!(steps.windows(2).all(|w| w[0].0 <= w[1].0));
        assert!(steps.iter().all(|(at, _)| *at < base));
        let posts = steps.iter().filter(|(_, s)| matches!(s, Step::Post(_)));
        assert_eq!(posts.count(), 700);
    }
}

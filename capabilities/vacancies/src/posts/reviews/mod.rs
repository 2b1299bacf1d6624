//! What the rules found in a version, and what a person decided about it.

mod store;

pub use store::{hits, insert, keep_hits, of_post};

use super::actions::Decision;
use super::model::{Vacancy, VerifiedLevel};
use kernel::{Ctx, Moment};

/// Answers that a reviewer may give to a find: why the words may stand.
pub const ANSWERS: [&str; 6] = [
    "not-meant",
    "law-allows",
    "document-seen",
    "reason-given",
    "same-sex-care",
    "women-only-place",
];

/// Only these let a post for women alone pass: care of one's own sex, places for women.
const WOMEN_ONLY: [&str; 3] = ["not-meant", "same-sex-care", "women-only-place"];

/// Answers that fit a rule's find.
#[must_use]
pub fn answers_for(rule: &str) -> Vec<&'static str> {
    let women = |code: &&str| *code == "same-sex-care" || *code == "women-only-place";
    if rule == "sex-women" {
        WOMEN_ONLY.to_vec()
    } else {
        ANSWERS.into_iter().filter(|code| !women(code)).collect()
    }
}

/// Does the answer fit the find?
#[must_use]
pub fn fits(rule: &str, answer: &str) -> bool {
    answers_for(rule).contains(&answer)
}

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Id.
    pub id: String,
    /// The post.
    pub vacancy: String,
    /// The version decided on.
    pub version: i64,
    /// `publish`, `reject`, `ask-back` or `take-down`.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// Answers to the finds, by place.
    pub answers: Vec<(i64, String)>,
    /// How far the post was checked.
    pub level: Option<VerifiedLevel>,
    /// Account that decided.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Review {
    /// What is decided now.
    #[must_use]
    pub fn of(ctx: &Ctx, post: &Vacancy, decision: &str, made: &Decision) -> Self {
        Self {
            id: ctx.mint("rev"),
            vacancy: post.id.as_str().to_owned(),
            version: post.version,
            decision: decision.to_owned(),
            reason: made.reason.trim().to_owned(),
            answers: made.answers.clone(),
            level: made.level,
            by: ctx.actor.id.clone(),
            at: ctx.now,
        }
    }
}

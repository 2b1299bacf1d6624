//! What a reviewer decides: show, refuse, ask back, take off.

use super::load;
use crate::permissions::{REVIEW, TAKE_DOWN};
use crate::posts::model::{Vacancy, VacancyId, VerifiedLevel, Version};
use crate::posts::reviews::{self, Review};
use crate::posts::state::Move;
use crate::posts::{doors, limits, snapshot, store};
use crate::screening::Severity;
use kernel::{Ctx, FieldFault, Refusal, Target, codes};
use serde_json::json;

codes!(
    /// What is decided.
    Verdict {
        /// It is shown.
        Publish = "publish",
        /// The employer is asked to change something.
        AskBack = "ask-back",
        /// It is refused.
        Reject = "reject",
    }
);

/// A reviewer's decision on one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The version that was read.
    pub version: i64,
    /// What is decided.
    pub verdict: Verdict,
    /// Why; needed unless it is shown. The employer reads it.
    pub reason: String,
    /// How far the post was checked; needed when it is shown.
    pub level: Option<VerifiedLevel>,
    /// An answer for each find, by its place: one of [`reviews::ANSWERS`].
    pub answers: Vec<(i64, String)>,
}

/// Decides on a post that waits.
///
/// # Errors
/// Conflict `vacancies-changed-meanwhile` when the employer changed it since it was read;
/// fields `reason`, `level`, `answer-N` when something is missing.
pub async fn decide(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &VacancyId,
    decision: Decision,
) -> Result<Vacancy, Refusal> {
    let mut change = load(tx, id).await?;
    ctx.require(REVIEW, Target::Region(&change.post.terms.region))?;
    if change.post.version != decision.version {
        return Err(Refusal::conflict("vacancies-changed-meanwhile"));
    }
    let with = match decision.verdict {
        Verdict::Publish => Move::Publish,
        Verdict::Reject => Move::Reject,
        Verdict::AskBack => Move::AskBack,
    };
    if !change.step(with)? {
        return Ok(change.post);
    }
    complete(tx, id, &decision).await?;
    change.post.checked_at = Some(ctx.now);
    change.post.checked_by = Some(ctx.actor.id.clone());
    let key = match decision.verdict {
        Verdict::Publish => {
            change.post.verified_level = decision.level;
            show(ctx, tx, &mut change.post).await?;
            "vacancies-notice-published"
        }
        Verdict::Reject => {
            change.post.closed_at = Some(ctx.now);
            "vacancies-notice-rejected"
        }
        Verdict::AskBack => "vacancies-notice-asked-back",
    };
    let review = Review::of(ctx, &change.post, decision.verdict.code(), &decision);
    reviews::insert(tx, &review).await?;
    doors::tell(ctx, tx, &change.post, key, &[("reason", &decision.reason)]).await?;
    let verb = format!("vacancies.{}", decision.verdict.code());
    change
        .save(ctx, tx, &verb, json!({ "review": review.id }))
        .await
}

/// Is every answer there that the decision needs?
async fn complete(tx: &mut trail::Tx, id: &VacancyId, made: &Decision) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    let mut say = |field: String, code| {
        faults.push(FieldFault {
            field,
            code,
            args: Vec::new(),
        })
    };
    if made.verdict != Verdict::Publish {
        if made.reason.trim().is_empty() {
            say("reason".to_owned(), "field-needed");
        }
    } else {
        if made.level.is_none() {
            say("level".to_owned(), "field-needed");
        }
        for (position, hit) in reviews::hits(tx, id, made.version).await? {
            let answer = made.answers.iter().find(|(at, _)| *at == position);
            let answer = answer.map_or("", |(_, code)| code.as_str());
            if hit.severity == Severity::Block || !reviews::fits(&hit.rule, answer) {
                say(format!("answer-{position}"), "vacancies-answer-needed");
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::fields(faults))
    }
}

/// What showing a post brings with it: its days, its kept version, the employer's standing.
pub(super) async fn show(ctx: &Ctx, tx: &mut trail::Tx, post: &mut Vacancy) -> Result<(), Refusal> {
    let limits = doors::limits(ctx, &post.terms.region, ctx.today())?;
    let fresh = post.published_version.is_none();
    let faults = limits::faults(&post.terms, &limits, ctx.today(), fresh);
    if !faults.is_empty() {
        return Err(Refusal::fields(faults));
    }
    doors::party(ctx, tx, &post.employer_id).await?.may_post?;
    let last = limits.last_day(&post.terms, ctx.today());
    if post.valid_until < ctx.today() || post.valid_until > last {
        post.valid_until = last;
    }
    post.pay_day_fen = limits.day_pay(&post.terms);
    post.published_version = Some(post.version);
    post.published_at = post.published_at.or(Some(ctx.now));
    post.closed_at = None;
    if post.free() == 0 {
        post.state = crate::posts::state::State::Filled;
        post.closed_at = Some(ctx.now);
    }
    let snapshot = snapshot::snapshot(&post.terms)?;
    let version = Version {
        version: post.version,
        terms: post.terms.clone(),
        published_at: ctx.now,
        digest: snapshot::digest(&snapshot),
    };
    store::keep_version(tx, &post.id, &version, &snapshot, post.updated_at).await?;
    Ok(())
}

/// Takes a post off the board for good.
///
/// # Errors
/// Field `reason` when none is given; Conflict `vacancies-not-now`.
pub async fn take_down(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &VacancyId,
    reason: &str,
) -> Result<Vacancy, Refusal> {
    let mut change = load(tx, id).await?;
    ctx.require(TAKE_DOWN, Target::Region(&change.post.terms.region))?;
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", "field-needed"));
    }
    if !change.step(Move::TakeDown)? {
        return Ok(change.post);
    }
    change.post.closed_at = Some(ctx.now);
    let made = Decision {
        version: change.post.version,
        verdict: Verdict::Reject,
        reason: reason.trim().to_owned(),
        level: None,
        answers: Vec::new(),
    };
    let review = Review::of(ctx, &change.post, Move::TakeDown.code(), &made);
    reviews::insert(tx, &review).await?;
    let key = "vacancies-notice-taken-down";
    doors::tell(ctx, tx, &change.post, key, &[("reason", &made.reason)]).await?;
    change
        .save(
            ctx,
            tx,
            "vacancies.take-down",
            json!({ "review": review.id }),
        )
        .await
}

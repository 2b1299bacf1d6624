//! Answer, decision, appeal; and what is dropped by rule when nobody decides.

use super::note::notify;
use super::{require, terms, write};
use crate::JUDGE;
use crate::trust::model::{Mark, MarkId};
use crate::trust::state::{Move, State, step};
use crate::trust::{queries, tell};
use kernel::{ActorKind, Ctx, Outcome, Refusal, Target};
use trail::Tx;

/// The person says how it was, as often as wished until the decision; a late answer counts too.
///
/// # Errors
/// Conflict `gigs-trust-not-now`; field `words` `field-needed`.
pub async fn answer(ctx: &Ctx, tx: &mut Tx, id: &MarkId, words: &str) -> Result<Mark, Refusal> {
    let mut mark = queries::one(tx, id).await?;
    // open: authority over whom the mark is about is asked for here.
    require(ctx, &mark)?;
    given(words)?;
    if mark.state == State::Noted {
        // Whoever answers has been told.
        notify(ctx, tx, &mut mark, "").await?;
    }
    take(ctx, tx, &mut mark, Move::Answer, words).await?;
    Ok(mark)
}

/// The person asks that another looks at it; possible once, until the mark expires. Until that
/// decision nobody sees the mark.
///
/// # Errors
/// As [`answer`].
pub async fn appeal(ctx: &Ctx, tx: &mut Tx, id: &MarkId, words: &str) -> Result<Mark, Refusal> {
    let mut mark = queries::one(tx, id).await?;
    // open: authority over whom the mark is about is asked for here.
    require(ctx, &mark)?;
    given(words)?;
    if mark.expires < ctx.today() {
        return Err(Refusal::conflict("gigs-trust-expired"));
    }
    let terms = terms(ctx, &mark.region)?;
    let calendar = reference::tables(ctx)?.calendar();
    let due = terms.appeal_until(&calendar, ctx.today());
    if mark.state == State::Upheld {
        mark.due = Some(due);
    }
    take(ctx, tx, &mut mark, Move::Appeal, words).await?;
    Ok(mark)
}

fn given(words: &str) -> Result<(), Refusal> {
    if words.trim().is_empty() {
        return Err(Refusal::field("words", "field-needed"));
    }
    Ok(())
}

/// A member of staff decides, with a reason; an appeal is decided by another than the first.
/// No program, job or rule may decide that a mark stands (个人信息保护法 第二十四条).
///
/// # Errors
/// Conflict `gigs-trust-still-answering` while the person's days to answer run,
/// `gigs-trust-same-person` when the first decision was the actor's own, `gigs-trust-own-record`
/// when the mark is about the actor, `gigs-trust-not-now`; field `words` `field-needed`.
pub async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &MarkId,
    stands: bool,
    words: &str,
) -> Result<Mark, Refusal> {
    let mut mark = queries::one(tx, id).await?;
    ctx.require(JUDGE, Target::Region(&mark.region))?;
    if ctx.actor.kind != ActorKind::Staff {
        return Err(Refusal::forbidden());
    }
    if ctx.actor.subjects.contains(&mark.subject_id) {
        return Err(Refusal::conflict("gigs-trust-own-record"));
    }
    given(words)?;
    let again = matches!(
        mark.state,
        State::Appealed | State::UpheldFinally | State::DroppedFinally
    );
    let with = match (again, stands) {
        (false, true) => Move::Uphold,
        (false, false) => Move::Drop,
        (true, true) => Move::UpholdFinally,
        (true, false) => Move::DropFinally,
    };
    let first = mark.decided_by.as_deref() == Some(ctx.actor.id.as_str());
    if again && first {
        return Err(Refusal::conflict("gigs-trust-same-person"));
    }
    let answering = mark.answer_until.is_some_and(|until| ctx.today() <= until);
    if with == Move::Uphold && mark.state == State::Notified && answering {
        return Err(Refusal::conflict("gigs-trust-still-answering"));
    }
    if with == Move::Uphold && mark.expires < ctx.today() {
        return Err(Refusal::conflict("gigs-trust-expired"));
    }
    if !again && mark.state.is_open() {
        mark.decided_by = Some(ctx.actor.id.clone());
    }
    if mark.state.is_open() {
        mark.due = None;
    }
    take(ctx, tx, &mut mark, with, words).await?;
    Ok(mark)
}

/// Drops a mark by rule: its time is over, or its ground is gone. `why` is a code.
pub(crate) async fn lapse(ctx: &Ctx, tx: &mut Tx, mark: Mark, why: &str) -> Result<(), Refusal> {
    let mut mark = mark;
    mark.due = None;
    take(ctx, tx, &mut mark, Move::Lapse, why).await
}

/// One step; repeating it changes nothing.
async fn take(
    ctx: &Ctx,
    tx: &mut Tx,
    mark: &mut Mark,
    with: Move,
    words: &str,
) -> Result<(), Refusal> {
    match step(mark.state, with)? {
        Outcome::Changed(to) => {
            write(ctx, tx, mark, with, to, words).await?;
            tell::decided(ctx, tx, mark, with).await
        }
        Outcome::Already => {
            tx.quiet("the step was taken before");
            Ok(())
        }
    }
}

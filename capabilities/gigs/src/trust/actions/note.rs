//! To note something of somebody, and to tell them at once.

use super::{require, terms, write};
use crate::JUDGE;
use crate::trust::model::{Mark, MarkId, NewMark};
use crate::trust::state::{Move, State, step};
use crate::trust::{queries, store, tell};
use kernel::{Ctx, Outcome, Refusal, Target};
use serde_json::json;
use trail::Tx;

/// Notes something of somebody and tells them. Whoever has no account is told by the station,
/// see [`told`]; the days to answer do not run before. `None` when the same was noted of the
/// same seat before.
///
/// # Errors
/// Field `kind` `gigs-trust-kind-other-side`; field `day` `gigs-trust-day-ahead`.
pub async fn note(ctx: &Ctx, tx: &mut Tx, new: NewMark) -> Result<Option<Mark>, Refusal> {
    ctx.require(JUDGE, Target::Region(&new.region))?;
    if !new.kind.sides().contains(&new.side) {
        return Err(Refusal::field("kind", "gigs-trust-kind-other-side"));
    }
    if new.happened > ctx.today() {
        return Err(Refusal::field("day", "gigs-trust-day-ahead"));
    }
    let terms = terms(ctx, &new.region)?;
    let calendar = reference::tables(ctx)?.calendar();
    let mut mark = Mark {
        id: MarkId::mint(ctx),
        expires: terms.expires(new.kind, new.happened),
        due: Some(terms.tell_until(&calendar, ctx.today())),
        kind: new.kind,
        side: new.side,
        subject_id: new.subject_id,
        region: new.region,
        seat_id: new.seat_id,
        source: new.source,
        title: new.title,
        evidence: new.evidence,
        happened: new.happened,
        state: State::Noted,
        told: None,
        answer_until: None,
        decided_by: None,
        seq: 0,
        noted_at: ctx.now,
    };
    if mark.expires < ctx.today() {
        return Err(Refusal::field("day", "gigs-trust-day-long-ago"));
    }
    if !store::insert(tx, &mark).await? {
        tx.quiet("the same was noted before");
        return Ok(None);
    }
    store::add_move(ctx, tx, &mark, "", "note", "").await?;
    let detail = json!({ "kind": mark.kind.code(), "source": mark.source.code() });
    tx.note(
        ctx,
        "gigs.mark-note",
        mark.id.as_str(),
        &mark.region,
        detail,
    );
    if stations::account_of(tx, &mark.subject_id).await?.is_some() {
        notify(ctx, tx, &mut mark, "").await?;
        tell::noted(ctx, tx, &mark).await?;
    }
    Ok(Some(mark))
}

/// From here the days to answer run.
pub(super) async fn notify(
    ctx: &Ctx,
    tx: &mut Tx,
    mark: &mut Mark,
    words: &str,
) -> Result<(), Refusal> {
    let to = match step(mark.state, Move::Notify)? {
        Outcome::Changed(to) => to,
        Outcome::Already => {
            tx.quiet("told before");
            return Ok(());
        }
    };
    let terms = terms(ctx, &mark.region)?;
    let calendar = reference::tables(ctx)?.calendar();
    let until = terms.answer_until(&calendar, ctx.today());
    mark.told = Some(ctx.today());
    mark.answer_until = Some(until);
    mark.due = Some(terms.decide_until(&calendar, until));
    write(ctx, tx, mark, Move::Notify, to, words).await
}

/// The station has told somebody without an account, by word of mouth or on the telephone.
///
/// # Errors
/// Forbidden to the person; conflict `gigs-trust-not-now`.
pub async fn told(ctx: &Ctx, tx: &mut Tx, id: &MarkId, how: &str) -> Result<Mark, Refusal> {
    let mut mark = queries::one(tx, id).await?;
    // open: whoever may speak for the person may tell the person, and is asked for here.
    require(ctx, &mark)?;
    if !ctx.actor.is_staff() {
        return Err(Refusal::forbidden());
    }
    notify(ctx, tx, &mut mark, how).await?;
    Ok(mark)
}

//! What the person is told of a mark, and when.

use super::model::Mark;
use super::state::Move;
use kernel::{Ctx, Refusal};
use stations::notices;
use trail::Tx;

/// Something was noted: what, and until when one may answer.
pub(crate) async fn noted(ctx: &Ctx, tx: &mut Tx, mark: &Mark) -> Result<(), Refusal> {
    say(ctx, tx, mark, "gigs-trust-told-noted").await
}

/// The days to answer are nearly over.
pub(crate) async fn reminded(ctx: &Ctx, tx: &mut Tx, mark: &Mark) -> Result<(), Refusal> {
    say(ctx, tx, mark, "gigs-trust-told-remind").await
}

async fn say(ctx: &Ctx, tx: &mut Tx, mark: &Mark, key: &'static str) -> Result<(), Refusal> {
    let day = mark.happened.to_string();
    let until = mark.answer_until.map(|d| d.to_string()).unwrap_or_default();
    let args = [
        ("title", mark.title.as_str()),
        ("day", day.as_str()),
        ("until", until.as_str()),
    ];
    notices::tell(ctx, tx, &mark.subject_id, key, &args).await
}

/// The office has decided, or the rule has.
pub(crate) async fn decided(
    ctx: &Ctx,
    tx: &mut Tx,
    mark: &Mark,
    with: Move,
) -> Result<(), Refusal> {
    let key = match with {
        Move::Uphold => "gigs-trust-told-upheld",
        Move::UpholdFinally => "gigs-trust-told-upheld-finally",
        // Of what was never told the person need not hear that it is gone.
        _ if mark.told.is_none() => return Ok(()),
        Move::Drop | Move::DropFinally => "gigs-trust-told-dropped",
        Move::Lapse => "gigs-trust-told-lapsed",
        Move::Notify | Move::Answer | Move::Appeal => return Ok(()),
    };
    let (day, expires) = (mark.happened.to_string(), mark.expires.to_string());
    let args = [
        ("title", mark.title.as_str()),
        ("day", day.as_str()),
        ("until", expires.as_str()),
    ];
    notices::tell(ctx, tx, &mark.subject_id, key, &args).await
}

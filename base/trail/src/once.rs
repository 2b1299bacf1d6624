//! A request that comes twice with one key is carried out once and answered alike.

use crate::store;
use db::{Conn, Db};
use kernel::{Ctx, Moment, Refusal};
use vault::{Field, Vault};

/// How long an answer is kept: 48 hours.
pub const ANSWER_LIFE_MINUTES: i64 = 48 * 60;

/// What a request was answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Media type of the body; may be empty when there is none.
    pub content_type: String,
    /// Where it sends the reader, for a redirect.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

/// The retry key of a request: whose, which, and for what.
pub(crate) struct Key {
    pub actor: String,
    /// SM3 of the caller's text: any length, any characters.
    pub once_key: String,
    /// Digest of method, route and body, as the web layer computed it.
    pub digest: String,
}

impl Key {
    /// `ctx.once` is `key#digest`, split at the last `#`. Keys of different actors are
    /// different keys, so that nobody is ever given another's answer.
    pub(crate) fn of(ctx: &Ctx) -> Option<Self> {
        let once = ctx.once.as_deref()?;
        let (key, digest) = once.rsplit_once('#').unwrap_or((once, ""));
        let actor = if ctx.actor.is_known() {
            ctx.actor.id.as_str()
        } else {
            "stranger"
        };
        Some(Self {
            actor: actor.to_owned(),
            once_key: store::hex(&vault::sm3(key.as_bytes())),
            digest: digest.to_owned(),
        })
    }
}

/// A row of the table.
pub(crate) struct Reserved {
    pub digest: String,
    pub request: String,
    pub answer: Option<Answer>,
}

/// Reserves the key inside the transaction. Whoever comes second waits here until the first is
/// through; if the first left nothing, the second takes the key.
pub(crate) async fn reserve(conn: &mut Conn, ctx: &Ctx) -> Result<(), Refusal> {
    let Some(key) = Key::of(ctx) else {
        return Ok(());
    };
    if store::reserve(conn, &key, &ctx.request_id, ctx.now).await? {
        return Ok(());
    }
    match store::reserved(conn, &key).await? {
        // Purged between the two statements: the whole transaction starts again.
        None => Err(Refusal::retry()),
        Some(row) if row.digest != key.digest => Err(Refusal::conflict("once-other-request")),
        // A request may need more than one transaction; it does not stand in its own way.
        Some(row) if row.request == ctx.request_id => Ok(()),
        Some(_) => Err(Refusal::conflict("once-already")),
    }
}

pub(crate) async fn fill(conn: &mut Conn, ctx: &Ctx, answer: &Answer) -> Result<(), Refusal> {
    if let Some(key) = Key::of(ctx) {
        let answer = sealed(ctx, &key, answer)?;
        store::fill(conn, &key, &ctx.request_id, &answer).await?;
    }
    Ok(())
}

/// Where the body of an answer is kept.
fn place(row: &str) -> Field<'_> {
    Field {
        table: "once",
        column: "body",
        row,
    }
}

/// The answer as it is kept: its body is sealed, for it may show what was revealed for a reason.
fn sealed(ctx: &Ctx, key: &Key, answer: &Answer) -> Result<Answer, Refusal> {
    let mut kept = answer.clone();
    if !kept.body.is_empty() {
        let vault = ctx.slot::<Vault>()?;
        let body = vault.seal(&ctx.rng, place(&key.once_key), &answer.body);
        kept.body = store::hex(&body);
    }
    Ok(kept)
}

/// The answer as it was given; what can be opened no more (its key is gone) is no answer.
fn opened(ctx: &Ctx, key: &Key, mut answer: Answer) -> Option<Answer> {
    if !answer.body.is_empty() {
        let bytes = store::unhex(&answer.body)?;
        let vault = ctx.slot::<Vault>().ok()?;
        answer.body = vault.open(place(&key.once_key), &bytes).ok()?;
    }
    Some(answer)
}

/// The answer kept for the retry key of this request, if it was carried out before.
///
/// `None` when there is no key, the key is new, or the first try has committed without keeping
/// an answer (it fell over between [`crate::Tx::commit`] and [`keep_answer`]).
///
/// # Errors
/// Conflict `once-other-request` when the key came with another route or body.
pub async fn stored_answer(conn: &mut Conn, ctx: &Ctx) -> Result<Option<Answer>, Refusal> {
    let Some(key) = Key::of(ctx) else {
        return Ok(None);
    };
    match store::reserved(conn, &key).await? {
        Some(row) if row.digest != key.digest => Err(Refusal::conflict("once-other-request")),
        Some(row) => Ok(row.answer.and_then(|answer| opened(ctx, &key, answer))),
        None => Ok(None),
    }
}

/// Keeps the answer after the commit, for handlers that used [`crate::Tx::commit`]: the web
/// layer calls it with the response of a request that bore a retry key.
///
/// Does nothing when this request did not reserve the key or an answer is kept already.
///
/// # Errors
/// What the database says.
pub async fn keep_answer(db: &Db, ctx: &Ctx, answer: &Answer) -> Result<(), Refusal> {
    let Some(key) = Key::of(ctx) else {
        return Ok(());
    };
    let answer = sealed(ctx, &key, answer)?;
    let mut tx = db.begin().await?;
    store::fill(&mut tx, &key, &ctx.request_id, &answer).await?;
    Ok(tx.commit().await?)
}

/// Deletes keys and answers older than [`ANSWER_LIFE_MINUTES`]; gives how many.
///
/// # Errors
/// What the database says.
pub async fn purge_answers(conn: &mut Conn, now: Moment) -> Result<u64, Refusal> {
    Ok(store::purge_answers(conn, now.plus_minutes(-ANSWER_LIFE_MINUTES)).await?)
}

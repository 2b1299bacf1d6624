//! Checks an employer: sent in, verified, refused, run out, stopped, let in again.

use crate::files::model::{Employer, EmployerId, Level};
use crate::files::state::{Move, Outcome, State, step};
use crate::files::{queries, store};
use crate::{KEEP, VERIFY};
use kernel::{Ctx, Day, Refusal, Target};
use serde_json::json;
use stations::notices;
use trail::Tx;

/// What the station found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How far it was checked.
    pub level: Level,
    /// What was looked at, in the station's words; may be empty.
    pub reason: String,
}

/// Year, month and day as a message says them.
pub(crate) fn spoken(day: Day) -> [String; 3] {
    [
        day.year().to_string(),
        day.month().to_string(),
        day.day().to_string(),
    ]
}

/// Writes a move down: state, history, audit line.
async fn write(
    ctx: &Ctx,
    tx: &mut Tx,
    employer: &Employer,
    to: State,
    with: Move,
    found: (Option<Level>, &str, Option<Day>),
) -> Result<(), Refusal> {
    let (level, reason, until) = found;
    let id = &employer.id;
    store::set_state(ctx, tx, id, employer.state, to).await?;
    store::add_check(ctx, tx, id, with.code(), level, reason, until).await?;
    let detail = json!({
        "from": employer.state.code(), "to": to.code(), "level": level.map(Level::code),
        "until": until.map(|d| d.to_string()),
    });
    let verb = format!("employers.{}", with.code());
    tx.note(ctx, &verb, id.as_str(), &employer.region, detail);
    Ok(())
}

/// Sends the file in for checking.
///
/// # Errors
/// Conflict `employers-papers-missing` when something is still to be given.
pub async fn submit(ctx: &Ctx, tx: &mut Tx, id: &EmployerId) -> Result<Outcome, Refusal> {
    let employer = queries::one(tx, id).await?;
    let region = &employer.region;
    ctx.require(
        KEEP,
        Target::Of {
            subject: id.as_str(),
            region,
        },
    )?;
    if !employer.missing().is_empty() {
        return Err(Refusal::conflict("employers-papers-missing"));
    }
    let outcome = step(employer.state, Move::Submit)?;
    if let Outcome::Changed(to) = outcome {
        write(ctx, tx, &employer, to, Move::Submit, (None, "", None)).await?;
        store::set_submitted(ctx, tx, id).await?;
    }
    Ok(outcome)
}

/// Verifies the employer; the check holds for so many months (`employer.reverify_months`). A
/// verified employer is verified anew, which gives it the full time again.
///
/// # Errors
/// Conflict `employers-papers-missing`, `employers-not-now`.
pub async fn verify(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    verdict: &Verdict,
) -> Result<Outcome, Refusal> {
    let employer = queries::one(tx, id).await?;
    ctx.require(VERIFY, Target::Region(&employer.region))?;
    if !employer.missing().is_empty() {
        return Err(Refusal::conflict("employers-papers-missing"));
    }
    let tables = reference::tables(ctx)?;
    let months = tables.param_i64("employer.reverify_months", &employer.region, ctx.today());
    let months = months.and_then(|m| i32::try_from(m).ok());
    let months = months.ok_or_else(|| Refusal::internal("employer.reverify_months is missing"))?;
    let until = ctx.today().plus_months(months);
    let same = (Some(verdict.level), Some(until))
        == (employer.verified_level, employer.verified_until_day);
    if employer.state == State::Verified && same {
        return Ok(Outcome::Already);
    }
    let with = if employer.state == State::Verified {
        Move::Renew
    } else {
        Move::Verify
    };
    let outcome = step(employer.state, with)?;
    if let Outcome::Changed(to) = outcome {
        let found = (Some(verdict.level), verdict.reason.as_str(), Some(until));
        write(ctx, tx, &employer, to, with, found).await?;
        store::set_verified(ctx, tx, id, verdict.level, until).await?;
        let [year, month, day] = spoken(until);
        let args = [
            ("name", employer.name.as_str()),
            ("year", year.as_str()),
            ("month", month.as_str()),
            ("day", day.as_str()),
        ];
        notices::tell(ctx, tx, id.as_str(), "employers-told-verified", &args).await?;
        let data = json!({ "level": verdict.level.code(), "until": until.to_string() });
        tx.publish("employer-verified", id.as_str(), data);
    }
    Ok(outcome)
}

/// Refuses the file; the employer is told why.
///
/// # Errors
/// Conflict `employers-not-now`; a field fault without a reason.
pub async fn reject(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    reason: &str,
) -> Result<Outcome, Refusal> {
    let employer = queries::one(tx, id).await?;
    ctx.require(VERIFY, Target::Region(&employer.region))?;
    let outcome = decide(ctx, tx, &employer, Move::Reject, reason).await?;
    if let Outcome::Changed(_) = outcome {
        let args = [("name", employer.name.as_str()), ("reason", reason)];
        notices::tell(ctx, tx, id.as_str(), "employers-told-rejected", &args).await?;
        tx.publish("employer-rejected", id.as_str(), json!({}));
    }
    Ok(outcome)
}

/// Stops an employer: its posts are paused by those who hear the fact.
///
/// # Errors
/// As [`reject`].
pub async fn suspend(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    reason: &str,
) -> Result<Outcome, Refusal> {
    let employer = queries::one(tx, id).await?;
    ctx.require(VERIFY, Target::Region(&employer.region))?;
    let outcome = decide(ctx, tx, &employer, Move::Suspend, reason).await?;
    if let Outcome::Changed(_) = outcome {
        let args = [("name", employer.name.as_str()), ("reason", reason)];
        notices::tell(ctx, tx, id.as_str(), "employers-told-suspended", &args).await?;
        tx.publish("employer-suspended", id.as_str(), json!({}));
    }
    Ok(outcome)
}

/// Lets a stopped employer be checked again.
///
/// # Errors
/// As [`reject`].
pub async fn restore(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    reason: &str,
) -> Result<Outcome, Refusal> {
    let employer = queries::one(tx, id).await?;
    ctx.require(VERIFY, Target::Region(&employer.region))?;
    let outcome = decide(ctx, tx, &employer, Move::Restore, reason).await?;
    if let Outcome::Changed(_) = outcome {
        store::set_submitted(ctx, tx, id).await?;
        let args = [("name", employer.name.as_str())];
        notices::tell(ctx, tx, id.as_str(), "employers-told-restored", &args).await?;
    }
    Ok(outcome)
}

/// A decision that needs a reason.
async fn decide(
    ctx: &Ctx,
    tx: &mut Tx,
    employer: &Employer,
    with: Move,
    reason: &str,
) -> Result<Outcome, Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::field("reason", "employers-reason-needed"));
    }
    let outcome = step(employer.state, with)?;
    if let Outcome::Changed(to) = outcome {
        write(ctx, tx, employer, to, with, (None, reason.trim(), None)).await?;
    }
    Ok(outcome)
}

/// Writes down that the check has run out; the night job does it.
///
/// # Errors
/// What the database says.
pub async fn lapse(ctx: &Ctx, tx: &mut Tx, employer: &Employer) -> Result<Outcome, Refusal> {
    ctx.require(VERIFY, Target::Region(&employer.region))?;
    let outcome = step(employer.state, Move::Lapse)?;
    if let Outcome::Changed(to) = outcome {
        let id = employer.id.as_str();
        write(ctx, tx, employer, to, Move::Lapse, (None, "", None)).await?;
        let args = [("name", employer.name.as_str())];
        notices::tell(ctx, tx, id, "employers-told-lapsed", &args).await?;
        tx.publish("employer-lapsed", id, json!({}));
    }
    Ok(outcome)
}

//! Writing a post and sending it in; the rules read it in the same transaction.

use super::{Change, load};
use crate::permissions::POST;
use crate::posts::model::{Terms, Vacancy, VacancyId};
use crate::posts::state::{Move, State};
use crate::posts::{doors, limits, reviews, snapshot, store};
use crate::screening::{self, Hit, Severity};
use kernel::{Ctx, Day, FieldFault, Refusal, Target};
use serde_json::json;

/// Makes a draft. `until` = last day on which it is to be shown; `None` = as long as its kind
/// may be.
///
/// # Errors
/// NotFound when the employer is not the actor's to act for.
pub async fn create(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    employer: &str,
    terms: Terms,
    until: Option<Day>,
) -> Result<Vacancy, Refusal> {
    ctx.require(
        POST,
        Target::Of {
            subject: employer,
            region: &terms.region,
        },
    )?;
    let party = doors::party(ctx, tx, employer).await?;
    let limits = doors::limits(ctx, &terms.region, ctx.today())?;
    let valid_until = shown_until(&terms, &limits, ctx.today(), until)?;
    let county = terms.region.get(..6).unwrap_or_default().to_owned();
    let number = store::next_number(tx, &county, ctx.today()).await?;
    let (prefix, day) = (
        doors::number_prefix(ctx, &terms.region),
        ctx.today().to_string(),
    );
    let post = Vacancy {
        id: VacancyId::mint(ctx),
        county,
        no: format!("{prefix}-{}-{number:05}", day.replace('-', "")),
        employer_id: employer.to_owned(),
        state: State::Draft,
        version: 1,
        published_version: None,
        pay_day_fen: limits.day_pay(&terms),
        terms,
        taken: 0,
        valid_until,
        verified_level: None,
        checked_at: None,
        checked_by: None,
        account_class: party.class,
        submitted_at: None,
        published_at: None,
        closed_at: None,
        created_at: ctx.now,
        updated_at: ctx.now,
        board_seq: 0,
    };
    store::insert(tx, &post, &snapshot::likeness(&post.terms)).await?;
    let detail = json!({ "no": post.no, "employer": employer });
    tx.note(
        ctx,
        "vacancies.create",
        post.id.as_str(),
        &post.terms.region,
        detail,
    );
    Ok(post)
}

/// The last day on which it is shown: what was asked for, within what its kind allows.
fn shown_until(
    terms: &Terms,
    limits: &limits::Limits,
    today: Day,
    asked: Option<Day>,
) -> Result<Day, Refusal> {
    let last = limits.last_day(terms, today);
    match asked {
        Some(day) if day < today => Err(Refusal::field("valid_until", "vacancies-day-past")),
        Some(day) if day > last => {
            let days = limits.valid_days(terms.kind).to_string();
            Err(Refusal::fields(vec![FieldFault {
                field: "valid_until".to_owned(),
                code: "vacancies-shown-too-long",
                args: vec![("days", days)],
            }]))
        }
        Some(day) => Ok(day),
        None => Ok(last.max(today)),
    }
}

/// Changes what a post says. A draft stays a draft; anything else becomes a new version and is
/// sent in again, while the version that was published stays as it was for those who applied.
///
/// # Errors
/// Field `headcount` when fewer places are wanted than are taken; see [`submit`].
pub async fn revise(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &VacancyId,
    terms: Terms,
    until: Option<Day>,
) -> Result<Vacancy, Refusal> {
    let mut change = load(tx, id).await?;
    let (subject, region) = (
        change.post.employer_id.clone(),
        change.post.terms.region.clone(),
    );
    ctx.require(
        POST,
        Target::Of {
            subject: &subject,
            region: &region,
        },
    )?;
    if change.post.terms == terms && change.post.state != State::Draft {
        return Ok(change.post);
    }
    if terms.headcount < change.post.taken {
        return Err(Refusal::fields(vec![FieldFault {
            field: "headcount".to_owned(),
            code: "vacancies-headcount-below-taken",
            args: vec![("taken", change.post.taken.to_string())],
        }]));
    }
    let limits = doors::limits(ctx, &terms.region, ctx.today())?;
    change.post.valid_until = shown_until(&terms, &limits, ctx.today(), until)?;
    change.post.pay_day_fen = limits.day_pay(&terms);
    if change.post.submitted_at.is_some() && change.post.terms != terms {
        change.post.version += 1;
    }
    change.post.terms = terms;
    if change.post.state == State::Draft {
        return change.save(ctx, tx, "vacancies.save", json!({})).await;
    }
    change.step(Move::Revise)?;
    change.post.closed_at = None;
    send_in(ctx, tx, change, "vacancies.revise").await
}

/// Sends a post in. The rules read it at once: what is forbidden goes back, all else waits for a
/// person.
///
/// # Errors
/// Fields that the law's figures refuse; the employer's refusal when it may not post now;
/// Conflict `vacancies-alike` when the same post of this employer is open already.
pub async fn submit(ctx: &Ctx, tx: &mut trail::Tx, id: &VacancyId) -> Result<Vacancy, Refusal> {
    let mut change = load(tx, id).await?;
    let (subject, region) = (
        change.post.employer_id.clone(),
        change.post.terms.region.clone(),
    );
    ctx.require(
        POST,
        Target::Of {
            subject: &subject,
            region: &region,
        },
    )?;
    if !change.step(Move::Submit)? {
        return Ok(change.post);
    }
    send_in(ctx, tx, change, "vacancies.submit").await
}

async fn send_in(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    mut change: Change,
    verb: &str,
) -> Result<Vacancy, Refusal> {
    let post = &mut change.post;
    let limits = doors::limits(ctx, &post.terms.region, ctx.today())?;
    let fresh = post.published_version.is_none();
    let faults = limits::faults(&post.terms, &limits, ctx.today(), fresh);
    if !faults.is_empty() {
        return Err(Refusal::fields(faults));
    }
    doors::party(ctx, tx, &post.employer_id).await?.may_post?;
    let likeness = snapshot::likeness(&post.terms);
    if let Some((id, no)) = store::alike(tx, &post.employer_id, &likeness, &post.id).await? {
        return Err(Refusal::conflict("vacancies-alike")
            .with("no", no)
            .with("id", id));
    }
    post.submitted_at = Some(ctx.now);
    change.step(Move::Screen)?;
    let hits = read(&change.post.terms, &limits)?;
    let (id, version) = (change.post.id.clone(), change.post.version);
    reviews::keep_hits(tx, &id, version, &hits).await?;
    let worst = hits.iter().map(|hit| hit.severity).max();
    let alone = worst.is_none() && doors::publishes_itself(ctx, &change.post.terms.region);
    match worst {
        Some(Severity::Block) => {
            change.step(Move::Block)?;
            change.post.closed_at = Some(ctx.now);
        }
        None if alone => {
            change.step(Move::Publish)?;
            super::review::show(ctx, tx, &mut change.post).await?;
        }
        _ => {
            change.step(Move::Queue)?;
        }
    }
    let rules: Vec<&str> = hits.iter().map(|hit| hit.rule.as_str()).collect();
    let post = change
        .save(ctx, tx, verb, json!({ "rules": rules }))
        .await?;
    doors::served(ctx, tx, &post, verb).await?;
    Ok(post)
}

/// What rules and figures find in a post.
fn read(terms: &Terms, limits: &limits::Limits) -> Result<Vec<Hit>, Refusal> {
    let subject = screening::Subject {
        fields: terms.words(),
        policy: !terms.policy_doc.is_empty(),
    };
    let mut hits = screening::screen(screening::rules()?, &subject);
    hits.extend(limits::warnings(terms, limits));
    Ok(hits)
}

//! Pages of orders: what everybody sees, what the employer does, what the desk looks at.

mod desk;
mod mine;
mod open;
mod own;
mod show;
#[cfg(test)]
mod tests;
pub(crate) mod view;
mod write;

use crate::{HIRE, SEE};
use db::Conn;
use employers::{Employer, EmployerId};
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::collections::HashMap;
use web::{Access, Cursor, Fields, House, PageSample, Route, get, post, sample};

pub(crate) use open::{PAGE, asked_of, lines};
pub(crate) use own::own_again;
pub(crate) use show::{load, lock_minutes, seen};
pub(crate) use write::own as own_order;

/// How somebody may agree to what staff do in their name.
pub(crate) const CONSENTS: [&str; 4] = ["spoken", "telephone", "signed", "card"];

/// A choice of a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub value: String,
    pub text: String,
}

/// Routes of the pages.
pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("day work is for everybody to read");
    let hire = Access::Need(HIRE);
    vec![
        get("/day", open, open::list),
        get("/day/{order}", open, show::show),
        get("/hire/day", hire, mine::list),
        get("/hire/day/new", hire, write::new),
        post("/hire/day/new", hire, write::create),
        get("/hire/day/{order}", hire, own::show),
        post("/hire/day/{order}", hire, own::act),
        get("/hire/day/{order}/edit", hire, write::edit),
        post("/hire/day/{order}/edit", hire, write::revise),
        get("/desk/day", Access::Need(SEE), desk::list),
    ]
}

/// Samples of the pages.
pub(crate) fn samples() -> Vec<PageSample> {
    vec![
        sample::<open::ListPage>(),
        sample::<show::ShowPage>(),
        sample::<mine::ListPage>(),
        sample::<own::OwnPage>(),
        sample::<write::FormPage>(),
        sample::<desk::ListPage>(),
    ]
}

/// Staff act for the employer, and say how it agreed; an employer acts for itself.
pub(crate) fn acting(ctx: &Ctx, subject: &str, fields: &Fields) -> Result<Ctx, Refusal> {
    if !ctx.actor.is_staff() {
        return Ok(ctx.clone());
    }
    let mut reader = fields.reader();
    let consent = reader.one_of("consent", &CONSENTS);
    reader.finish()?;
    Ok(ctx.for_person(subject, consent))
}

/// The employer that a page is about: the one named, else the actor's own first.
pub(crate) fn employer_of(ctx: &Ctx, fields: &Fields) -> Result<EmployerId, Refusal> {
    if let Some(id) = fields.get("employer") {
        return EmployerId::parse(id);
    }
    let own = employers::of_actor(ctx).into_iter().next();
    own.ok_or_else(|| Refusal::not_found("gigs-day-no-employer"))
}

/// An employer whose day work the actor may deal with.
pub(crate) async fn party(
    ctx: &Ctx,
    conn: &mut Conn,
    id: &EmployerId,
) -> Result<Employer, Refusal> {
    let found = employers::employer(conn, id).await?;
    let found = found.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (id.as_str(), found.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    Ok(found)
}

/// The employer behind a record.
pub(crate) async fn employer(conn: &mut Conn, id: &str) -> Result<Option<Employer>, Refusal> {
    employers::employer(conn, &EmployerId::parse(id)?).await
}

/// Names of employers as strangers see them, each read once.
pub(crate) async fn public_name(
    conn: &mut Conn,
    known: &mut HashMap<String, String>,
    id: &str,
) -> Result<String, Refusal> {
    if let Some(name) = known.get(id) {
        return Ok(name.clone());
    }
    let found = employer(conn, id).await?;
    let name = found.map_or_else(String::new, |e| e.public_name());
    known.insert(id.to_owned(), name.clone());
    Ok(name)
}

/// Where a list goes on: a number and an id.
pub(crate) fn after(fields: &Fields) -> Result<Option<(i64, String)>, Refusal> {
    let Some(text) = fields.get("cursor") else {
        return Ok(None);
    };
    let keys = Cursor::decode(text, 2)?.0;
    let bad = |_| Refusal::field("cursor", "field-not-cursor");
    Ok(Some((keys[0].parse().map_err(bad)?, keys[1].clone())))
}

/// Cuts what is beyond a page and makes the cursor of the next.
pub(crate) fn cut<T>(
    found: &mut Vec<T>,
    limit: usize,
    keys: impl Fn(&T) -> (i64, String),
) -> Option<String> {
    let more = found.len() > limit;
    found.truncate(limit);
    let (at, id) = keys(found.last().filter(|_| more)?);
    Some(Cursor(vec![at.to_string(), id]).encode())
}

/// A refusal in words.
pub(crate) fn reason(house: &House, ctx: &Ctx, refusal: &Refusal) -> String {
    let args: Vec<(&str, &str)> = refusal.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    house.words.say(ctx.locale, refusal.code, &args)
}

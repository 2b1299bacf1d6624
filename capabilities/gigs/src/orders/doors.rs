//! What orders ask of other rooms: dated figures, the employer's standing, the rules of words.

use super::limits::{self, Limits, Warning};
use super::model::{Order, Terms};
use db::Conn;
use employers::EmployerId;
use kernel::{Ctx, Day, FieldFault, Refusal, Role};
use reference::Tables;
use stations::ledger::{self, Service};
use vacancies::screening::{self, Severity, Subject};

/// The figures that hold in a place on a day.
///
/// # Errors
/// Internal when a parameter that comes with the program is missing.
pub(crate) fn limits(tables: &Tables, region: &str, day: Day) -> Result<Limits, Refusal> {
    let missing = |key: &str| Refusal::internal(format!("no parameter {key}"));
    let whole = |key: &str| {
        let found = tables.param_i64(key, region, day);
        found.ok_or_else(|| missing(key))
    };
    let fen = |key: &str| tables.param_fen(key, region, day).map(|fen| fen.0);
    let month_days = tables.param_milli("pay.month_days", region, day);
    Ok(Limits {
        month_fen: fen("min_wage.month"),
        hour_fen: fen("min_wage.hour"),
        month_days_milli: month_days.ok_or_else(|| missing("pay.month_days"))?,
        day_hours: whole("pay.day_hours")?,
        age_min: whole("age.min")?,
        parttime_settle_days: whole("parttime.max_settle_days")?,
        parttime_day_hours: whole("parttime.avg_day_hours")?,
        day_minutes: whole("gigs.day_minutes")?,
    })
}

/// Finds of the screening rules of at least this gravity, and of lesser gravity.
fn words(terms: &Terms) -> Result<(Vec<FieldFault>, Vec<Warning>), Refusal> {
    let subject = Subject {
        fields: vec![
            ("title", &terms.title),
            ("duties", &terms.duties),
            ("address", &terms.address),
            ("meeting", &terms.meeting),
            ("insurance_reason", &terms.insurance_reason),
        ],
        policy: false,
    };
    let hits = screening::screen(screening::rules()?, &subject);
    let (mut blocked, mut warned) = (Vec::new(), Vec::new());
    for hit in hits {
        let found = FieldFault {
            field: hit.field,
            code: "gigs-orders-words",
            args: vec![
                ("rule", hit.rule),
                ("matched", hit.matched),
                ("from", hit.from.to_string()),
                ("to", hit.to.to_string()),
            ],
        };
        match hit.severity {
            Severity::Block => blocked.push(found),
            Severity::Review | Severity::Warn => warned.push(found),
        }
    }
    Ok((blocked, warned))
}

/// What the employer is warned of before opening; nothing of it stands in the way.
#[must_use]
pub fn checks(ctx: &Ctx, tables: &Tables, terms: &Terms) -> Vec<Warning> {
    let limits = limits(tables, &terms.region, ctx.today());
    let mut found = limits.map_or_else(|_| Vec::new(), |l| limits::warnings(terms, &l));
    found.extend(words(terms).map_or_else(|_| Vec::new(), |(_, warned)| warned));
    found
}

/// What stands in the way of showing the terms to workers; `lasting` = their shifts may have
/// begun (a revision).
///
/// # Errors
/// Fields with every fault.
pub(crate) fn require_lawful(ctx: &Ctx, terms: &Terms, lasting: bool) -> Result<(), Refusal> {
    let tables = reference::tables(ctx)?;
    let limits = limits(&tables, &terms.region, ctx.today())?;
    let mut faults = if lasting {
        let mut faults = limits::shape(terms);
        faults.extend(limits::lasting(terms, &limits));
        faults
    } else {
        limits::faults(terms, &limits, ctx.now)
    };
    if tables.trade(&terms.trade).is_none() {
        faults.push(field("trade", "field-unknown"));
    }
    faults.extend(words(terms)?.0);
    refuse(faults)
}

/// What stands in the way of keeping the terms as a draft.
///
/// # Errors
/// Fields with every fault.
pub(crate) fn require_shape(ctx: &Ctx, terms: &Terms) -> Result<(), Refusal> {
    let tables = reference::tables(ctx)?;
    let mut faults = limits::shape(terms);
    if tables.division(&terms.region).is_none() {
        faults.push(field("region", "field-unknown"));
    }
    refuse(faults)
}

fn field(field: &str, code: &'static str) -> FieldFault {
    FieldFault {
        field: field.to_owned(),
        code,
        args: Vec::new(),
    }
}

fn refuse(faults: Vec<FieldFault>) -> Result<(), Refusal> {
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Refusal::fields(faults)),
    }
}

/// May the employer ask for workers today?
///
/// # Errors
/// NotFound; Conflict `employers-not-verified` and its kin.
pub(crate) async fn require_standing(ctx: &Ctx, conn: &mut Conn, id: &str) -> Result<(), Refusal> {
    let employer = employers::employer(conn, &EmployerId::parse(id)?).await?;
    let employer = employer.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    employers::require_may_post(ctx, &employer)
}

/// The letters before a spoken number: `LN` in `LN-20261124-D0001`.
pub(crate) fn number_prefix(ctx: &Ctx, region: &str) -> String {
    let tables = reference::tables(ctx).ok();
    let set = tables
        .as_ref()
        .and_then(|t| t.param("post.number_prefix", region, ctx.today()));
    let digits = || region.get(..6).unwrap_or_default().to_owned();
    set.map_or_else(digits, |p| p.value.clone())
}

/// One row of the service ledger when staff did it for the employer.
pub(crate) async fn served(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    order: &Order,
    what: &str,
) -> Result<(), Refusal> {
    let (true, Some(behalf)) = (ctx.actor.is_staff(), &ctx.behalf) else {
        return Ok(());
    };
    let channel = match ctx.actor.has(Role::VillageClerk) {
        _ if behalf.consent == "telephone" => ledger::Channel::Phone,
        true => ledger::Channel::Village,
        false => ledger::Channel::Counter,
    };
    let service = Service {
        kind: "post",
        subject: Some(order.employer_id.clone()),
        region: order.terms.region.clone(),
        channel,
        result: format!("{what} {}", order.no),
    };
    ledger::record(ctx, tx, service).await
}

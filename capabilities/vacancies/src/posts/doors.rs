//! What this part asks of other rooms: dated figures, employers, notices.

use super::limits::Limits;
use super::model::AccountClass;
use db::Conn;
use employers::EmployerId;
use kernel::{Ctx, Day, Refusal, Role};
use stations::ledger::{Channel, Service};

/// What a post needs to know of its employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Id.
    pub id: String,
    /// Name as strangers may see it.
    pub name: String,
    /// Where it has its seat, 12 digits.
    pub region: String,
    /// Class of its account.
    pub class: AccountClass,
    /// May it post on this day (verified, and not run out)?
    pub may_post: Result<(), Refusal>,
}

/// The employer of a post.
///
/// # Errors
/// NotFound when there is none.
pub async fn party(ctx: &Ctx, conn: &mut Conn, id: &str) -> Result<Party, Refusal> {
    let id = EmployerId::parse(id)?;
    let employer = employers::employer(conn, &id).await?;
    let employer = employer.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let class = AccountClass::parse(employer.class.code()).unwrap_or(AccountClass::SelfEmployer);
    let may_post = employers::require_may_post(ctx, &employer);
    Ok(Party {
        id: id.as_str().to_owned(),
        name: employer.public_name(),
        region: employer.region.clone(),
        class,
        may_post,
    })
}

/// The figures that hold in a place on a day.
///
/// # Errors
/// Internal when a parameter that comes with the program is missing.
pub fn limits(ctx: &Ctx, region: &str, day: Day) -> Result<Limits, Refusal> {
    let tables = reference::tables(ctx)?;
    let whole = |key: &str| {
        let found = tables.param_i64(key, region, day);
        found.ok_or_else(|| Refusal::internal(format!("no parameter {key}")))
    };
    let month_days = tables.param_milli("pay.month_days", region, day);
    Ok(Limits {
        month_fen: tables
            .param_fen("min_wage.month", region, day)
            .map(|fen| fen.0),
        hour_fen: tables
            .param_fen("min_wage.hour", region, day)
            .map(|fen| fen.0),
        month_days_milli: month_days
            .ok_or_else(|| Refusal::internal("no parameter pay.month_days"))?,
        day_hours: whole("pay.day_hours")?,
        age_min: whole("age.min")?,
        parttime_settle_days: whole("parttime.max_settle_days")?,
        valid_days_day: whole("post.valid_days.day")?,
        valid_days_other: whole("post.valid_days.other")?,
    })
}

/// Is a clean post of a verified employer shown without waiting for a person?
#[must_use]
pub fn publishes_itself(ctx: &Ctx, region: &str) -> bool {
    let tables = reference::tables(ctx).ok();
    let set = tables.and_then(|t| t.param_i64("post.auto_publish", region, ctx.today()));
    set == Some(1)
}

/// Days after which a closed post is laid away; `None` = never by itself.
#[must_use]
pub fn archive_days(ctx: &Ctx) -> Option<i64> {
    reference::tables(ctx)
        .ok()?
        .param_i64("post.archive_days", "", ctx.today())
}

/// The letters before a spoken number: `LN` in `LN-20261123-00001`.
#[must_use]
pub fn number_prefix(ctx: &Ctx, region: &str) -> String {
    let tables = reference::tables(ctx).ok();
    let set = tables
        .as_ref()
        .and_then(|t| t.param("post.number_prefix", region, ctx.today()));
    set.map_or_else(
        || region.get(..6).unwrap_or_default().to_owned(),
        |p| p.value.clone(),
    )
}

/// Tells the employer something about a post.
///
/// # Errors
/// What the database says.
pub async fn tell(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    post: &super::model::Vacancy,
    key: &'static str,
    more: &[(&str, &str)],
) -> Result<(), Refusal> {
    let day = post.valid_until.to_string();
    let mut args = vec![
        ("no", post.no.as_str()),
        ("title", post.terms.title.as_str()),
        ("day", day.as_str()),
    ];
    args.extend_from_slice(more);
    stations::notices::tell(ctx, tx, &post.employer_id, key, &args).await
}

/// Writes the service into the station's ledger when staff did it for the employer.
///
/// # Errors
/// What the database says.
pub async fn served(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    post: &super::model::Vacancy,
    what: &str,
) -> Result<(), Refusal> {
    if !ctx.actor.is_staff() || ctx.behalf.is_none() {
        return Ok(());
    }
    let by_telephone = ctx
        .behalf
        .as_ref()
        .is_some_and(|b| b.consent == "telephone");
    let channel = match ctx.actor.has(Role::VillageClerk) {
        _ if by_telephone => Channel::Phone,
        true => Channel::Village,
        false => Channel::Counter,
    };
    let service = Service {
        kind: "post",
        subject: Some(post.employer_id.clone()),
        region: post.terms.region.clone(),
        channel,
        result: format!("{what} {}", post.no),
    };
    stations::ledger::record(ctx, tx, service).await
}

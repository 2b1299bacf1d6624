//! How well a worker and a job fit, with the reasons both screens show.

use super::{Board, employer_number};
use crate::Vacancy;
use db::Conn;
use kernel::{Ctx, Day, Refusal, Role};
use matching::{Certs, JobFacts, Kept, Reason, Rules, TradeKey, Veto, Voice, WorkerFacts};
use reference::Tables;
use std::future::Future;
use std::pin::Pin;

/// Finds out what the ranking may know of the worker who looks. The room of people does not
/// lie below this one, so who puts the house together puts this on the shelf.
pub struct ViewerFacts(pub ViewerFn);

/// See [`ViewerFacts`]; `None` when the visitor is no worker.
pub type ViewerFn = for<'a> fn(
    &'a Ctx,
    &'a mut Conn,
) -> Pin<Box<dyn Future<Output = Option<WorkerFacts>> + Send + 'a>>;

/// A pair that nothing rules out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// In thousandths; only for sorting, never shown.
    pub score: i32,
    /// Minutes by road from home to work, if known.
    pub minutes: Option<u16>,
    /// Reasons as the worker reads them, weightiest first.
    pub reasons: Vec<Reason>,
    /// The same reasons as the employer and the station read them.
    pub their_reasons: Vec<Reason>,
}

/// The facts of the worker who looks, when a worker does.
pub async fn viewer(ctx: &Ctx, conn: &mut Conn) -> Option<WorkerFacts> {
    if !ctx.actor.has(Role::Worker) {
        return None;
    }
    let facts = ctx.slots.get::<ViewerFacts>()?;
    (facts.0)(ctx, conn).await
}

/// The rules of the ranking as they stand in a county today.
///
/// # Errors
/// Internal, naming the parameter that is missing.
pub fn rules(tables: &Tables, day: Day) -> Result<Rules, Refusal> {
    let region = tables.county().map_or("", |county| county.code.as_str());
    Rules::read(|key| tables.param_i64(key, region, day))
        .map_err(|key| Refusal::internal(format!("parameter {key} is missing")))
}

/// The bits of the certificates that a post names in its own words. What no code stands for
/// rules nobody out: the page says it, and the station looks.
pub fn certificates<'a>(ctx: &Ctx, said: impl IntoIterator<Item = &'a str>) -> u64 {
    let codes = said.into_iter().filter_map(super::certs::code);
    ctx.slots.get_or(Certs::default).bits(codes)
}

/// A trade as rankings know it.
pub(crate) fn trade_key(tables: &Tables, id: &str) -> TradeKey {
    let unknown = TradeKey {
        id: u16::MAX,
        class: 0,
        group: 0,
    };
    tables.trade(id).map_or(unknown, |trade| TradeKey {
        id: trade.index,
        class: trade.class_no,
        group: trade.group_no,
    })
}

/// What the ranking may know of a post.
#[must_use]
pub fn job_facts(ctx: &Ctx, tables: &Tables, post: &Vacancy) -> JobFacts {
    let terms = &post.terms;
    let trade = trade_key(tables, &terms.trade);
    let age = |years: Option<i64>| years.and_then(|y| u8::try_from(y).ok());
    let checked = post
        .checked_at
        .or(post.published_at)
        .unwrap_or(post.created_at);
    JobFacts {
        id: post.id.to_string(),
        trade,
        employer: employer_number(&post.employer_id),
        place: tables
            .division(&terms.region)
            .map(|division| division.index),
        pay_day_fen: post.pay_day_fen,
        median_day_fen: ctx
            .slots
            .get::<Board>()
            .and_then(|b| b.median_day_fen(trade.id)),
        settle: matching::Settle::parse(terms.settle.code()).unwrap_or(matching::Settle::Month),
        start: terms.start_day,
        end: terms.end_day,
        age_min: age(terms.age_min),
        age_max: age(terms.age_max),
        adults_only: false,
        certs: certificates(ctx, terms.certs.iter().map(String::as_str)),
        checked: checked.day(),
        expires: post.valid_until,
        places_left: u32::try_from(post.free()).unwrap_or(0),
        taste: matching::taste_of(trade.id),
        price: ctx
            .slots
            .get::<Board>()
            .map_or(0, |board| board.price(post.id.as_str())),
    }
}

/// The judgement of a worker and a post with all that it is made of, to be kept with what
/// follows from it.
///
/// # Errors
/// Internal, naming the parameter that is missing.
pub fn judged(ctx: &Ctx, worker: WorkerFacts, post: &Vacancy) -> Result<Kept, Refusal> {
    let tables = reference::tables(ctx)?;
    let rules = rules(&tables, ctx.today())?;
    let job = job_facts(ctx, &tables, post);
    let way = worker
        .home
        .zip(job.place)
        .and_then(|(a, b)| tables.minutes_at(a, b));
    let minutes = way.map(|way| way.minutes);
    Ok(Kept::judge(worker, job, minutes, ctx.today(), rules))
}

/// Does the worker fit the job, and why? The same answer for the worker's page, the employer's
/// candidates and the desk.
///
/// # Errors
/// The rule that stands against it.
pub fn fit_for(ctx: &Ctx, worker: &WorkerFacts, post: &Vacancy) -> Result<Fit, Veto> {
    let today = ctx.today();
    let nothing = Fit {
        score: 0,
        minutes: None,
        reasons: vec![],
        their_reasons: vec![],
    };
    // A house without its tables does not start; should they go missing, nothing is claimed.
    let Ok(tables) = reference::tables(ctx) else {
        return Ok(nothing);
    };
    let Ok(rules) = rules(&tables, today) else {
        return Ok(nothing);
    };
    fit_by(ctx, &tables, &rules, worker, post)
}

/// The same with tables and rules in hand, for many posts at once.
///
/// # Errors
/// The rule that stands against it.
pub fn fit_by(
    ctx: &Ctx,
    tables: &Tables,
    rules: &Rules,
    worker: &WorkerFacts,
    post: &Vacancy,
) -> Result<Fit, Veto> {
    let today = ctx.today();
    let job = job_facts(ctx, tables, post);
    let way = worker
        .home
        .zip(job.place)
        .and_then(|(a, b)| tables.minutes_at(a, b));
    let minutes = way.map(|way| way.minutes);
    matching::hard(worker, &job, minutes, today, rules)?;
    let scored = matching::score(worker, &job, minutes, today, rules);
    Ok(Fit {
        score: scored.total,
        minutes,
        reasons: matching::reasons(&scored, Voice::Worker),
        their_reasons: matching::reasons(&scored, Voice::Employer),
    })
}

//! Who of the people waiting can be called for a shift, in the fair order, with reasons.

use super::fair::{self, Facts, Points, Rules};
use super::model::{Entry, Hardship};
use super::state::State;
use super::{hardship, queries, seating, store};
use crate::orders::model::{Order, PayUnit, Shift, ShiftId, Transport};
use crate::permissions::CALL;
use db::Conn;
use kernel::{Ctx, Day, Kind, Refusal, Target};
use matching::{JobFacts, Reason, Scored, Voice, WorkerFacts};
use people::{Worker, WorkerId};
use reference::Tables;
use std::collections::HashMap;

/// Somebody who can be called.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The line of the roll.
    pub entry: Entry,
    /// The person.
    pub worker: Worker,
    /// What the order knows of the person; sensitive, because of the grade.
    pub facts: Facts,
    /// What each fact counts.
    pub points: Points,
    /// What speaks for the work, in the words of the ranking.
    pub reasons: Vec<Reason>,
}

/// Somebody who waits and cannot be called for this shift.
#[derive(Debug, Clone)]
pub struct Out {
    /// The line of the roll.
    pub entry: Entry,
    /// The person.
    pub worker: Worker,
    /// Why not: a message's key and its arguments.
    pub code: &'static str,
    /// The arguments.
    pub args: Vec<(&'static str, String)>,
}

/// A call-up as it stands now.
#[derive(Debug, Clone)]
pub struct CallUp {
    /// The order.
    pub order: Order,
    /// The shift.
    pub shift: Shift,
    /// The rules of today.
    pub rules: Rules,
    /// Who can be called, the first to be called first.
    pub people: Vec<Candidate>,
    /// Who cannot.
    pub out: Vec<Out>,
}

/// The rules of a division as they stand on a day.
///
/// # Errors
/// Internal, naming the parameter that is missing.
pub fn rules(tables: &Tables, region: &str, day: Day) -> Result<Rules, Refusal> {
    Rules::read(|key| tables.param_i64(key, region, day))
        .map_err(|key| Refusal::internal(format!("parameter {key} is missing")))
}

/// What the ranking may know of a shift. It has no price: clearings price the places of posts, and
/// one shift's price would be the same for everybody on the roll, so it could move nobody past
/// another. Where shifts compete for the same hands, the plan allots them all at once instead.
pub(super) fn job(ctx: &Ctx, tables: &Tables, order: &Order, shift: &Shift) -> JobFacts {
    let terms = &order.terms;
    let age = |years: Option<i64>| years.and_then(|y| u8::try_from(y).ok());
    let trade = tables.trade(&terms.trade);
    let checked = order.opened_at.unwrap_or(order.created_at).day();
    let pay = match terms.pay_unit {
        PayUnit::Day => Some(terms.pay_fen),
        PayUnit::Hour => Some(terms.pay_fen * shift.work_minutes() / 60),
        // What a piece brings in a day is not known beforehand.
        PayUnit::Piece | PayUnit::Job | PayUnit::Area | PayUnit::Weight => None,
    };
    JobFacts {
        id: shift.id.to_string(),
        trade: matching::TradeKey {
            id: trade.map_or(u16::MAX, |t| t.index),
            class: trade.map_or(0, |t| t.class_no),
            group: trade.map_or(0, |t| t.group_no),
        },
        employer: vacancies::employer_number(&order.employer_id),
        place: tables.division(&terms.region).map(|d| d.index),
        pay_day_fen: pay,
        median_day_fen: None,
        settle: matching::Settle::parse(terms.settle.code()).unwrap_or(matching::Settle::Done),
        start: shift.work_day,
        end: Some(shift.work_day),
        age_min: age(terms.age_min),
        age_max: age(terms.age_max),
        adults_only: false,
        certs: vacancies::certificates(ctx, terms.certs.iter().map(String::as_str)),
        checked,
        expires: shift.work_day,
        places_left: 1,
        taste: trade.and_then(|t| matching::taste_of(t.index)),
        price: 0,
    }
}

/// What the ranking may know of a person on the roll: the file, and what was said this morning.
fn worker_facts(
    ctx: &Ctx,
    tables: &Tables,
    entry: &Entry,
    worker: &Worker,
    done: &[(String, String)],
) -> WorkerFacts {
    let mut facts = people::facts_of(ctx, tables, worker);
    let key = |id: &String| {
        let trade = tables.trade(id)?;
        Some(matching::TradeKey {
            id: trade.index,
            class: trade.class_no,
            group: trade.group_no,
        })
    };
    if !entry.trades.is_empty() {
        facts.trades = entry.trades.iter().filter_map(key).collect();
    }
    if let Some(most) = entry.max_minutes {
        facts.max_minutes = u16::try_from(most).ok();
    }
    let today = ctx.today();
    let valid = worker
        .certs
        .iter()
        .filter(|c| c.expires.is_none_or(|day| day >= today));
    // Posts are read into codes; a file's certificates go by theirs.
    facts.certs |= vacancies::certificates(ctx, valid.map(|c| c.kind.as_str()));
    for (trade, employer) in done {
        facts
            .done_trades
            .extend(tables.trade(trade).map(|t| t.index));
        facts
            .done_employers
            .push(vacancies::employer_number(employer));
    }
    facts
}

/// How well it fits, in thousandths of all that could speak for it.
fn fit(scored: &Scored, rules: &matching::Rules) -> i64 {
    let w = &rules.weights;
    let whole = w.trade + w.travel + w.pay + w.dates + w.certs + w.past + w.fresh + w.settle;
    i64::from(scored.total) * 1000 / i64::from(whole.max(1))
}

/// What is known of everybody on the roll before the first is looked at.
struct Known {
    days: HashMap<String, i64>,
    done: HashMap<String, Vec<(String, String)>>,
    job: JobFacts,
    ranking: matching::Rules,
    fetched: bool,
}

/// Who can be called for a shift from the roll of a station today, and who cannot and why.
///
/// # Errors
/// NotFound when there is no such station or shift in reach; Conflict `gigs-hall-begun` when the
/// shift has begun or was taken back.
pub async fn call_up(
    conn: &mut Conn,
    ctx: &Ctx,
    station: &stations::Station,
    shift: &ShiftId,
) -> Result<CallUp, Refusal> {
    ctx.require(CALL, Target::Region(&station.region))?;
    let tables = reference::tables(ctx)?;
    let (order, shift) = seating::shift(conn, shift).await?;
    if store::county(&shift.region) != store::county(&station.region) {
        return Err(Refusal::not_found("record-unknown"));
    }
    if !seating::takes_people(ctx, &order, &shift) {
        return Err(Refusal::conflict("gigs-hall-begun"));
    }
    let today = ctx.today();
    let rules = rules(&tables, &station.region, today)?;
    let least = tables.param_i64("hall.least_minutes", &station.region, today);
    let least = least.ok_or_else(|| Refusal::internal("parameter hall.least_minutes"))?;
    let known = Known {
        days: queries::days_waited(conn, &station.id, today, rules.days_back, least).await?,
        done: queries::done_before(conn, &station.id, today).await?,
        job: job(ctx, &tables, &order, &shift),
        ranking: vacancies::rules(&tables, today)?,
        fetched: order.terms.transport == Transport::Fetched,
    };
    let (mut people, mut out) = (Vec::new(), Vec::new());
    for entry in queries::roll(conn, &station.id, today).await? {
        if entry.state != State::Waiting {
            continue;
        }
        let id = WorkerId::parse(&entry.worker_id)?;
        let Some(worker) = people::worker(conn, &id).await? else {
            continue;
        };
        match weigh(ctx, conn, &tables, &known, &rules, &shift, &entry, &worker).await? {
            Ok((facts, reasons)) => people.push(Candidate {
                points: fair::points(&rules, &facts),
                entry,
                worker,
                facts,
                reasons,
            }),
            Err((code, args)) => out.push(Out {
                entry,
                worker,
                code,
                args,
            }),
        }
    }
    let mut order_of: Vec<Facts> = people.iter().map(|c| c.facts.clone()).collect();
    fair::sort(&rules, &mut order_of);
    let place: HashMap<String, usize> = order_of
        .into_iter()
        .enumerate()
        .map(|(at, facts)| (facts.roll, at))
        .collect();
    people.sort_by_key(|c| place.get(c.entry.id.as_str()).copied());
    Ok(CallUp {
        order,
        shift,
        rules,
        people,
        out,
    })
}

type Against = (&'static str, Vec<(&'static str, String)>);

#[expect(
    clippy::too_many_arguments,
    reason = "one step of call_up, kept apart to be read"
)]
async fn weigh(
    ctx: &Ctx,
    conn: &mut Conn,
    tables: &Tables,
    known: &Known,
    rules: &Rules,
    shift: &Shift,
    entry: &Entry,
    worker: &Worker,
) -> Result<Result<(Facts, Vec<Reason>), Against>, Refusal> {
    let done = known.done.get(&entry.worker_id);
    let facts = worker_facts(ctx, tables, entry, worker, done.map_or(&[], Vec::as_slice));
    let road = facts.home.zip(known.job.place).filter(|_| !known.fetched);
    let minutes = road.and_then(|(a, b)| tables.minutes_at(a, b).map(|t| t.minutes));
    if let Err(veto) = matching::hard(&facts, &known.job, minutes, ctx.today(), &known.ranking) {
        return Ok(Err((veto.code(), Vec::new())));
    }
    match seating::fits(conn, ctx, &shift.id, &worker.id).await {
        Ok(()) => {}
        Err(refusal) if matches!(refusal.kind, Kind::Conflict | Kind::BadInput) => {
            return Ok(Err((refusal.code, refusal.args)));
        }
        Err(refusal) => return Err(refusal),
    }
    let scored = matching::score(&facts, &known.job, minutes, ctx.today(), &known.ranking);
    let grade = hardship::of(ctx, conn, &entry.worker_id).await?;
    let waited = (ctx.now.millis() - entry.arrived_at.millis()).max(0) / 60_000;
    let days = known.days.get(&entry.worker_id).copied().unwrap_or(0);
    let facts = Facts {
        roll: entry.id.to_string(),
        slip: entry.slip,
        arrived_at: entry.arrived_at.millis(),
        minutes: waited,
        days: days.min(rules.days_back),
        grade: grade.as_ref().map_or(0, Hardship::grade),
        fit: fit(&scored, &known.ranking),
    };
    Ok(Ok((facts, matching::reasons(&scored, Voice::Employer))))
}

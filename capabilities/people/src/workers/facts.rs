//! What the ranking may know of a worker.

use crate::exchange::CERT_KINDS;
use crate::preferences;
use crate::workers::model::Worker;
use kernel::{Ctx, Day, Refusal};
use matching::{Certs, Settle, SettleSet, TradeKey, WorkerFacts};
use reference::{Level, Tables};

/// The facts of a file. What a person did before, whom the person blocked and who waits long
/// is known in higher rooms, which add it.
///
/// # Errors
/// Internal when the house was started without its tables.
pub fn facts(ctx: &Ctx, worker: &Worker) -> Result<WorkerFacts, Refusal> {
    let tables = reference::tables(ctx)?;
    Ok(of(ctx, &tables, worker))
}

/// The same with the tables in hand, for many files at once.
#[must_use]
pub fn of(ctx: &Ctx, tables: &Tables, worker: &Worker) -> WorkerFacts {
    let today = ctx.today();
    let wishes = &worker.wishes;
    let trade = |id: &String| {
        let trade = tables.trade(id)?;
        Some(TradeKey {
            id: trade.index,
            class: trade.class_no,
            group: trade.group_no,
        })
    };
    let home = tables
        .division(&worker.region)
        .filter(|d| d.level != Level::County);
    let settle: Vec<Settle> = wishes
        .settle
        .iter()
        .filter_map(|s| Settle::parse(s))
        .collect();
    let sums = preferences::sums(tables, &worker.region, today, &worker.seen);
    let may_like = crate::kin::guess::guesses(tables, worker, &sums);
    let may_like = may_like.into_iter().map(|one| (one.kind, one.points));
    let certs = ctx.slots.get_or(Certs::default);
    let valid = worker
        .certs
        .iter()
        .filter(|c| c.expires.is_none_or(|day| day >= today));
    WorkerFacts {
        id: worker.id.to_string(),
        trades: wishes.trades.iter().filter_map(trade).collect(),
        home: home.map(|d| d.index),
        max_minutes: wishes.max_minutes.and_then(|m| u16::try_from(m).ok()),
        pay_floor_fen: pay_floor_day(tables, today, worker),
        settle: SettleSet::of(&settle),
        from: wishes.from,
        to: wishes.to,
        certs: certs.bits(valid.flat_map(|c| names(&c.kind))),
        birth: worker.birth,
        leanings: preferences::keys(tables, &sums),
        taste: matching::taste_for(may_like),
        ..WorkerFacts::default()
    }
}

/// Every name a certificate goes by: posts name it as employers do.
fn names(kind: &str) -> impl Iterator<Item = &'static str> {
    let found = CERT_KINDS.iter().find(|(code, _)| *code == kind);
    found
        .into_iter()
        .flat_map(|(_, names)| names.iter().copied())
}

/// The least pay as pay for a day, in fen; an hour's and a month's are turned into a day's by
/// the dated parameters for both (劳动法 第三十六条, 人社部发〔2025〕2号).
fn pay_floor_day(tables: &Tables, today: Day, worker: &Worker) -> Option<i64> {
    let floor = worker.wishes.pay_floor?.0;
    let milli = |key| {
        tables
            .param_milli(key, &worker.region, today)
            .filter(|m| *m > 0)
    };
    match worker.wishes.pay_unit.as_str() {
        "hour" => Some(floor * milli("pay.day_hours")? / 1000),
        "month" => Some(floor * 1000 / milli("pay.month_days")?),
        _ => Some(floor),
    }
}

/// The facts of the worker who looks at a list, if there is one who wishes to be recommended
/// jobs (个人信息保护法 第二十四条: who does not gets the plain list, at once).
pub async fn viewer_facts(ctx: &Ctx, conn: &mut db::Conn) -> Option<WorkerFacts> {
    let id = crate::of_actor(ctx)?;
    let purpose = crate::consents::Purpose::Recommend;
    let wished = crate::consents::queries::holds(conn, id.as_str(), purpose).await;
    if !wished.unwrap_or(false) {
        return None;
    }
    let worker = crate::workers::queries::need(conn, &id).await.ok()?;
    facts(ctx, &worker).ok()
}

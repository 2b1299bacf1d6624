//! A market as plain numbers, and our scores of it, for a peer that works them out by itself.

use crate::match_synthetic::{self as synthetic, Made};
use anyhow::Result;
use kernel::Day;
use matching::{JobFacts, Market, Rules, Settle, WorkerFacts};
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Mutex;

const JOBS: &str = "trade,class,group,employer,place,pay,median,settle,start,end,\
                    age_min,age_max,adults,certs,checked,expires,places,price";
const WORKERS: &str = "trades,done_trades,done_employers,blocked,home,max_minutes,floor,settle,\
                       from,to,certs,birth,priority";

/// What is not known is empty.
fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

fn days(day: Day) -> i64 {
    day.epoch_days()
}

fn many<T: ToString>(all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<String> = all.into_iter().map(|v| v.to_string()).collect();
    all.join(";")
}

fn job(j: &JobFacts) -> String {
    let cells = [
        j.trade.id.to_string(),
        j.trade.class.to_string(),
        j.trade.group.to_string(),
        j.employer.to_string(),
        or_empty(j.place),
        or_empty(j.pay_day_fen),
        or_empty(j.median_day_fen),
        (j.settle as u8).to_string(),
        days(j.start).to_string(),
        or_empty(j.end.map(days)),
        or_empty(j.age_min),
        or_empty(j.age_max),
        u8::from(j.adults_only).to_string(),
        j.certs.to_string(),
        days(j.checked).to_string(),
        days(j.expires).to_string(),
        j.places_left.to_string(),
        j.price.to_string(),
    ];
    cells.join(",")
}

fn worker(w: &WorkerFacts) -> String {
    let wishes = Settle::ALL.iter().filter(|s| w.settle.has(**s));
    let cells = [
        many(
            w.trades
                .iter()
                .map(|t| format!("{}:{}:{}", t.id, t.class, t.group)),
        ),
        many(&w.done_trades),
        many(&w.done_employers),
        many(&w.blocked_employers),
        or_empty(w.home),
        or_empty(w.max_minutes),
        or_empty(w.pay_floor_fen),
        many(wishes.map(|s| *s as u8)),
        or_empty(w.from.map(days)),
        or_empty(w.to.map(days)),
        w.certs.to_string(),
        or_empty(w.birth),
        u8::from(w.priority).to_string(),
    ];
    cells.join(",")
}

/// Writes `jobs.csv`, `workers.csv`, `minutes.csv`, `rules.json`, and `scores.csv` with the
/// scores of each worker's list, in the order of the workers.
///
/// # Errors
/// A file that cannot be written.
pub fn write(dir: &Path, made: &Made, market: &Market, rules: &Rules, top: usize) -> Result<()> {
    std::fs::create_dir_all(dir)?;
    let file = |name: &str| std::fs::File::create(dir.join(name)).map(BufWriter::new);
    let mut out = file("jobs.csv")?;
    writeln!(out, "{JOBS}")?;
    for one in &made.jobs {
        writeln!(out, "{}", job(one))?;
    }
    let mut out = file("workers.csv")?;
    writeln!(out, "{WORKERS}")?;
    for one in &made.workers {
        writeln!(out, "{}", worker(one))?;
    }
    let mut out = file("minutes.csv")?;
    let places = u16::try_from(synthetic::PLACES)?;
    for from in 0..places {
        writeln!(out, "{}", {
            let row = (0..places).map(|to| or_empty(made.ways.minutes(from, to)));
            row.collect::<Vec<_>>().join(",")
        })?;
    }
    let told = serde_json::json!({
        "today": days(synthetic::today()), "top": top, "age_min": rules.age_min,
        "juvenile_max": rules.juvenile_max, "fresh_days": rules.fresh_days,
        "trade": rules.weights.trade, "travel": rules.weights.travel, "pay": rules.weights.pay,
        "dates": rules.weights.dates, "certs": rules.weights.certs, "past": rules.weights.past,
        "fresh": rules.weights.fresh, "settle": rules.weights.settle,
        "priority": rules.weights.priority,
    });
    writeln!(file("rules.json")?, "{told}")?;
    let lists: Mutex<HashMap<String, String>> = Mutex::default();
    market.all(top, |worker, list| {
        let line = many(list.iter().map(|r| r.scored.total));
        if let Ok(mut lists) = lists.lock() {
            lists.insert(worker.id.clone(), line);
        }
    });
    let lists = lists.into_inner().unwrap_or_default();
    let mut out = file("scores.csv")?;
    for one in &made.workers {
        writeln!(out, "{}", lists.get(&one.id).map_or("", String::as_str))?;
    }
    Ok(())
}

//! `yizhan dispatch`: who takes which shift, for a batch, or one task at a time with foresight.

mod book;
mod online;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, bail};
use book::Book;
use clap::Args;
use matching::dispatch::{Limits, Plan, plan};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Gives people shifts: a batch at once, or with --online one task at a time
#[derive(Debug, Args)]
pub struct Dispatch {
    /// WORKERS (xlsx or csv); with --online EDGES (csv `worker,task,weight`)
    people: PathBuf,
    /// ORDERS (xlsx or csv); with --online ARRIVALS (csv `task[,time]`)
    work: PathBuf,
    /// Tasks come one by one, each decided before the next is seen
    #[arg(long)]
    online: bool,
    /// Where the csv of who takes what is written; otherwise on standard output
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    batch: Batch,
    #[command(flatten)]
    ahead: online::Ahead,
}

/// Limits of a batch.
#[derive(Debug, Args)]
#[command(next_help_heading = "Batch")]
struct Batch {
    /// Least minutes of rest between days [default: gigs.rest_minutes of data/parameters.csv]
    #[arg(long)]
    rest_minutes: Option<u32>,
    /// Most minutes of work a day [default: gigs.day_minutes of data/parameters.csv]
    #[arg(long)]
    day_minutes: Option<u32>,
    /// Most minutes of work a week [default: none but the day's]
    #[arg(long)]
    week_minutes: Option<u32>,
    /// Most points for a short way and a liked trade; a filled seat has 1000
    #[arg(long, default_value_t = 100)]
    fit_points: u16,
    /// Points for each day a person has waited since the last work
    #[arg(long, default_value_t = 5)]
    wait_points: u16,
    /// Most points for waiting
    #[arg(long, default_value_t = 100)]
    wait_most: u16,
    /// Mean speed on the road, km an hour
    #[arg(long, default_value_t = 35.0)]
    speed: f64,
    /// How much longer roads are than straight lines
    #[arg(long, default_value_t = 1.4)]
    stretch: f64,
}

const PARAMETERS: &str = include_str!("../../../data/parameters.csv");

/// The value of a parameter that holds last in the file.
fn parameter(key: &str) -> Result<u32> {
    let mut rows = PARAMETERS
        .lines()
        .filter(|line| line.split(',').next() == Some(key));
    let value = rows.next_back().and_then(|line| line.split(',').nth(4));
    let value = value.with_context(|| format!("{key} is not among the parameters"))?;
    value.parse().with_context(|| format!("{key}: {value}"))
}

/// Runs the command.
///
/// # Errors
/// What is wrong with a file, with its line.
pub fn run(args: &Dispatch) -> Result<()> {
    if args.online {
        return online::run(&args.people, &args.work, &args.ahead, args.out.as_deref());
    }
    let began = Instant::now();
    let Batch { speed, stretch, .. } = args.batch;
    if !(speed > 0.0 && speed < 1000.0 && (1.0..10.0).contains(&stretch)) {
        bail!("--speed must be above 0 and --stretch 1 to 10");
    }
    let book = Book::read(&args.people, &args.work)?;
    let limits = Limits {
        rest_minutes: args
            .batch
            .rest_minutes
            .map_or_else(|| parameter("gigs.rest_minutes"), Ok)?,
        day_minutes: args
            .batch
            .day_minutes
            .map_or_else(|| parameter("gigs.day_minutes"), Ok)?,
        week_minutes: args.batch.week_minutes.unwrap_or(7 * 1440),
        fit_points: args.batch.fit_points,
        wait_points: args.batch.wait_points,
        wait_most: args.batch.wait_most,
    };
    let ways = |a: u32, b: u32| book.minutes(a, b, speed, stretch);
    let plan = plan(&book.hands, &book.shifts, &limits, &ways)?;
    write_rows(args.out.as_deref(), &rows(&book, &plan))?;
    report(&book, &plan, began, args.out.is_some());
    Ok(())
}

/// The plan as csv.
fn rows(book: &Book, plan: &Plan) -> Vec<Vec<String>> {
    let head = ["order", "worker", "start", "end", "points"]
        .map(String::from)
        .to_vec();
    let row = |seat: &matching::dispatch::Seat| {
        let shift = &book.shifts[seat.shift];
        vec![
            shift.id.clone(),
            book.hands[seat.hand].id.clone(),
            book::told(shift.start),
            book::told(shift.end),
            seat.points.to_string(),
        ]
    };
    std::iter::once(head)
        .chain(plan.seats.iter().map(row))
        .collect()
}

/// What was reached, in both languages; beside the csv it goes to standard error.
fn report(book: &Book, plan: &Plan, began: Instant, on_screen: bool) {
    let mut busy: Vec<usize> = plan.seats.iter().map(|seat| seat.hand).collect();
    busy.dedup();
    let proof = if plan.proven() {
        "proven optimum 已证最优"
    } else {
        "at least 至少"
    };
    let text = format!(
        "workers 人 {}, orders 班次 {}, seats 岗位 {}\nfilled 已派 {}\nworkers with work 有活的人 {}\n\
         points 得分 {}\nbound 上界 {}\nshare of the optimum 占最优 {:.5} ({proof})\nseconds 秒 {:.2}",
        book.hands.len(),
        book.shifts.len(),
        plan.asked,
        plan.seats.len(),
        busy.len(),
        plan.points,
        plan.bound,
        plan.ratio(),
        began.elapsed().as_secs_f64()
    );
    tell(&text, on_screen);
}

/// A report: on standard output when the csv went to a file, otherwise on standard error.
fn tell(text: &str, on_screen: bool) {
    match on_screen {
        true => println!("{text}"),
        false => eprintln!("{text}"),
    }
}

/// Writes csv to a file or to standard output. Cells that a spreadsheet would run are quoted.
fn write_rows(out: Option<&Path>, rows: &[Vec<String>]) -> Result<()> {
    let sink: Box<dyn Write> = match out {
        Some(path) => {
            Box::new(std::fs::File::create(path).with_context(|| format!("{}", path.display()))?)
        }
        None => Box::new(std::io::stdout().lock()),
    };
    let mut csv = csv::Writer::from_writer(sink);
    let safe = |cell: &String| match cell.starts_with(['=', '+', '-', '@']) {
        true => format!("'{cell}"),
        false => cell.clone(),
    };
    for row in rows {
        csv.write_record(row.iter().map(safe))?;
    }
    csv.flush()?;
    Ok(())
}

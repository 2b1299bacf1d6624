//! `yizhan allocate`: the most valuable allocation of a market from csv files, with its proof.

mod cells;
mod decimal;
mod names;
mod read;
pub mod trial;

use anyhow::{Context, Result};
use clap::Args;
use indicatif::ProgressBar;
use read::Read;
use solve::allocation::{Allocation, Solver, check};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Finds the allocation of workers to jobs with the largest total weight, and proves it
///
/// Each worker takes at most one place and may stay free; each job takes at most its capacity.
/// Formats: docs/reference/files-allocate.md.
/// 求总权重最大的人岗分配并给出证明:每人至多一个岗位,也可不分配;每个岗位不超过其名额。
#[derive(Debug, Args)]
pub struct Allocate {
    /// csv with the headings worker, job, weight
    arcs: PathBuf,
    /// csv with the headings job, capacity
    capacities: PathBuf,
    /// Write who works where: csv worker,job
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write the price of a place in each job: csv job,price
    #[arg(long)]
    prices: Option<PathBuf>,
    /// Print one JSON object instead of lines
    #[arg(long)]
    json: bool,
}

/// Reads, solves, proves and prints.
///
/// # Errors
/// What is wrong with a file, with its line.
pub fn run(args: &Allocate) -> Result<()> {
    let progress = ProgressBar::new_spinner();
    progress.enable_steady_tick(Duration::from_millis(100));
    progress.set_message("reading");
    let began = Instant::now();
    let given = read::read(&args.arcs, &args.capacities)?;
    let reading = began.elapsed();
    progress.set_message(format!("solving: {} arcs", given.market.arcs()));
    let began = Instant::now();
    let mut solver = Solver::new(&given.market);
    solver.solve();
    let took = began.elapsed();
    progress.set_message("proving");
    let found = solver.allocation();
    check(&given.market, &found).context("the allocation could not be proven")?;
    progress.finish_and_clear();
    if let Some(out) = &args.out {
        let jobs = (0..).zip(&found.job_of);
        let named =
            jobs.filter_map(|(worker, job)| Some((given.worker(worker), given.job((*job)?))));
        write(out, ["worker", "job"], named)?;
    }
    if let Some(out) = &args.prices {
        let texts = found
            .prices
            .iter()
            .map(|price| given.amount((*price).into()));
        let texts: Vec<String> = texts.collect();
        let named = (0..)
            .zip(&texts)
            .map(|(job, text)| (given.job(job), text.as_bytes()));
        write(out, ["job", "price"], named)?;
    }
    print!("{}", account(&given, &found, reading, took, args.json));
    Ok(())
}

fn write<'a>(
    path: &Path,
    headings: [&str; 2],
    rows: impl Iterator<Item = (&'a [u8], &'a [u8])>,
) -> Result<()> {
    let mut file = csv::Writer::from_path(path).with_context(|| path.display().to_string())?;
    file.write_record(headings)?;
    for (left, right) in rows {
        file.write_record([left, right])?;
    }
    file.flush().with_context(|| path.display().to_string())
}

/// What is printed: one figure a line, or one JSON object with the same names.
fn account(
    given: &Read,
    found: &Allocation,
    reading: Duration,
    took: Duration,
    json: bool,
) -> String {
    let figures = [
        ("workers", given.market.workers().to_string()),
        ("jobs", given.market.capacities().len().to_string()),
        ("arcs", given.market.arcs().to_string()),
        ("total_weight", given.amount(found.total)),
        ("count", found.count.to_string()),
        ("dual_bound", given.amount(found.bound)),
        ("gap", given.amount(found.bound - found.total)),
        ("exact", given.exact.to_string()),
        ("repeated", given.repeated.to_string()),
        ("seconds_reading", format!("{:.6}", reading.as_secs_f64())),
        ("seconds", format!("{:.6}", took.as_secs_f64())),
    ];
    // Amounts are written digit by digit, so that JSON has them exactly too.
    if json {
        let pairs: Vec<String> = figures
            .iter()
            .map(|(name, figure)| format!("\"{name}\": {figure}"))
            .collect();
        return format!("{{{}}}\n", pairs.join(", "));
    }
    figures
        .iter()
        .map(|(name, figure)| format!("{name} {figure}\n"))
        .collect()
}

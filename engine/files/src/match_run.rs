//! `yizhan match WORKERS JOBS`: the best jobs of every worker, with reasons, from files.

use crate::match_read::Read;
use crate::match_words::Words;
use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Clock, Day, SystemClock};
use matching::{JobFacts, Market, Ranked, Rules, Veto, Voice, WorkerFacts, reasons};
use rayon::prelude::*;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Lists that are made before the file is written on.
const TOGETHER: usize = 2_048;
/// Rows of a page in a spreadsheet, its heading included.
const PAGE: usize = 1_048_576;
/// Columns of what comes out.
const COLUMNS: [&str; 6] = ["worker", "rank", "job", "score", "minutes", "reasons"];

/// The best jobs for every worker, or the best workers for every job, with reasons
#[derive(Debug, Args)]
pub struct Match {
    /// Workers, .xlsx or .csv; docs/reference/files-match.md says which columns
    workers: PathBuf,
    /// Jobs, .xlsx or .csv
    jobs: PathBuf,
    /// Length of each list
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    top: u32,
    /// Minutes by road, .xlsx or .csv with the columns from, to, minutes
    #[arg(long)]
    minutes: Option<PathBuf>,
    /// Lists of workers for each job
    #[arg(long)]
    reverse: bool,
    /// The day to rank for [default: today]
    #[arg(long)]
    today: Option<String>,
    /// Language of the reasons
    #[arg(long, value_enum, default_value_t = Language::Zh)]
    language: Language,
    /// Where the lists go, .csv or .xlsx
    #[arg(long, default_value = "matches.csv")]
    out: PathBuf,
}

/// Language of the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

/// The rules as they hold on a day: the latest of each parameter that has begun.
///
/// # Errors
/// The name of a parameter that is missing.
pub fn rules(today: Day) -> Result<Rules> {
    let table = include_str!("../../../data/parameters.csv");
    let value = |key: &str| {
        let rows = table
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>());
        let of = rows.filter(|row| row.first() == Some(&key) && row.get(1) == Some(&""));
        let begun = of.filter_map(|row| Some((row.get(2)?.parse::<Day>().ok()?, row)));
        let latest = begun
            .filter(|(from, _)| *from <= today)
            .max_by_key(|(from, _)| *from);
        latest?.1.get(4)?.parse().ok()
    };
    Rules::read(value).map_err(|key| anyhow!("parameter {key} is missing"))
}

fn market(read: &Read, rules: Rules, today: Day) -> Market {
    let ways = read.ways.clone();
    let minutes = move |from: u16, to: u16| ways.get(&(from, to)).copied();
    let mut market = Market::new(rules, today, minutes);
    for job in &read.jobs {
        market.put_job(job.clone());
    }
    for worker in &read.workers {
        market.put_worker(worker.clone());
    }
    market
}

/// One row of what comes out.
type Row = [String; 6];

fn rows<'a, T>(
    mine: &str,
    list: &[Ranked<'a, T>],
    id: impl Fn(&'a T) -> &'a str,
    (words, voice): (&Words, Voice),
) -> Vec<Row> {
    let row = |(n, place): (usize, &Ranked<'a, T>)| {
        let why = reasons(&place.scored, voice);
        [
            mine.to_owned(),
            (n + 1).to_string(),
            id(place.item).to_owned(),
            place.scored.total.to_string(),
            place.minutes.map_or_else(String::new, |m| m.to_string()),
            words.reasons(&why),
        ]
    };
    list.iter().enumerate().map(row).collect()
}

/// A spreadsheet would run a cell that begins so; ours begin with an apostrophe then.
fn safe(cell: &str) -> std::borrow::Cow<'_, str> {
    match cell.starts_with(['=', '+', '-', '@']) && cell.parse::<i64>().is_err() {
        true => format!("'{cell}").into(),
        false => cell.into(),
    }
}

/// Where rows go.
enum Out {
    Csv(Box<csv::Writer<BufWriter<std::fs::File>>>),
    Xlsx(Box<rust_xlsxwriter::Workbook>, u32),
}

impl Out {
    fn open(path: &Path, most: usize) -> Result<Self> {
        let ending = path.extension().and_then(|e| e.to_str());
        match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => {
                let mut file = BufWriter::new(std::fs::File::create(path)?);
                // So that a spreadsheet knows it is UTF-8.
                file.write_all("\u{feff}".as_bytes())?;
                Ok(Self::Csv(Box::new(csv::Writer::from_writer(file))))
            }
            Some("xlsx") if most < PAGE => {
                let mut book = rust_xlsxwriter::Workbook::new();
                book.add_worksheet();
                Ok(Self::Xlsx(Box::new(book), 0))
            }
            Some("xlsx") => bail!("{most} rows are too many for .xlsx; name a .csv"),
            _ => bail!("{} is neither .xlsx nor .csv", path.display()),
        }
    }
    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<()> {
        match self {
            Self::Csv(file) => {
                for cell in cells {
                    file.write_field(safe(cell).as_bytes())?;
                }
                file.write_record(None::<&[u8]>)?;
            }
            Self::Xlsx(book, row) => {
                let page = book.worksheet_from_index(0)?;
                for (column, cell) in (0u16..).zip(cells) {
                    page.write_string(*row, column, cell)?;
                }
                *row += 1;
            }
        }
        Ok(())
    }
    fn close(self, path: &Path) -> Result<()> {
        match self {
            Self::Csv(mut file) => file.flush()?,
            Self::Xlsx(mut book, _) => book.save(path)?,
        }
        Ok(())
    }
}

/// Writes the list of each, in order; how many rows, and which lists are empty.
fn write<T: Sync>(
    all: &[T],
    out: &mut Out,
    list: impl Fn(&T) -> Vec<Row> + Sync,
) -> Result<(u64, Vec<usize>)> {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")?;
    let bar = ProgressBar::new(all.len() as u64).with_style(style);
    let (mut many, mut empty) = (0, Vec::new());
    for (n, some) in all.chunks(TOGETHER).enumerate() {
        let lists: Vec<Vec<Row>> = some.par_iter().map(&list).collect();
        for (m, rows) in lists.iter().enumerate() {
            many += rows.len() as u64;
            if rows.is_empty() {
                empty.push(n * TOGETHER + m);
            }
            for row in rows {
                out.row(row.iter().map(String::as_str))?;
            }
        }
        bar.inc(some.len() as u64);
    }
    bar.finish_and_clear();
    Ok((many, empty))
}

/// What stands in the way of those who were offered nothing: for each rule, how many of the
/// pairs it rules out first.
fn hindrances(market: &Market, workers: &[&WorkerFacts]) -> Vec<(Veto, u64)> {
    let mut counts = Veto::ALL.map(|veto| (veto, 0u64));
    for worker in workers {
        let vetoes = market.vetoes(worker);
        for job in market.jobs() {
            let Some(slot) = market.job_slot(&job.id) else {
                continue;
            };
            if let Some(n) = vetoes.iter().position(|(_, map)| map.has(slot.at())) {
                counts[n].1 += 1;
            }
        }
    }
    let mut counts = counts.to_vec();
    counts.sort_by_key(|(_, many)| std::cmp::Reverse(*many));
    counts.retain(|(_, many)| *many > 0);
    counts
}

/// Says what was read, made and left empty; in English, and in Chinese where a clerk reads it.
fn report(args: &Match, read: &Read, market: &Market, done: (u64, Vec<usize>), seconds: f64) {
    let (rows, empty) = done;
    for column in &read.strange {
        println!("not known, passed over: {column}");
    }
    let (workers, jobs) = (read.workers.len(), read.jobs.len());
    let kernel = market.kernel().name();
    let out = args.out.display();
    println!("{workers} workers, {jobs} jobs: {rows} rows in {out}, {seconds:.2} s ({kernel})");
    println!("求职 {workers} 人，岗位 {jobs} 个，推荐 {rows} 条，写入 {out}");
    if empty.is_empty() {
        return;
    }
    println!("without any match / 没有合适的：{}", empty.len());
    if args.reverse {
        return;
    }
    // A sample says what stands in the way as well as all of them.
    let some: Vec<&WorkerFacts> = empty.iter().take(200).map(|n| &read.workers[*n]).collect();
    let (en, zh) = (Words::new(false), Words::new(true));
    for (veto, many) in hindrances(market, &some) {
        let (en, zh) = (en.say(veto.code()), zh.say(veto.code()));
        println!("  {many} pairs: {en} / {zh}");
    }
}

/// Runs the command.
///
/// # Errors
/// What is wrong with a file, with its line and field.
pub fn run(args: &Match) -> Result<()> {
    let today = match &args.today {
        Some(day) => day
            .parse()
            .map_err(|()| anyhow!("--today {day}: no such day"))?,
        None => SystemClock.now().day(),
    };
    let read = Read::files(&args.workers, &args.jobs, args.minutes.as_deref(), today)?;
    let top = usize::try_from(args.top)?;
    let (mine, others) = match args.reverse {
        true => (read.jobs.len(), read.workers.len()),
        false => (read.workers.len(), read.jobs.len()),
    };
    let mut out = Out::open(&args.out, mine.saturating_mul(top.min(others)))
        .with_context(|| args.out.display().to_string())?;
    let mut headings = COLUMNS;
    if args.reverse {
        headings.swap(0, 2);
    }
    out.row(headings.into_iter())?;
    let words = Words::new(args.language == Language::Zh);
    let start = Instant::now();
    let market = market(&read, rules(today)?, today);
    let done = if args.reverse {
        let said = (&words, Voice::Employer);
        let list = |job: &JobFacts| {
            let list = market.top_workers(job, top);
            rows(&job.id, &list, |w: &WorkerFacts| &w.id, said)
        };
        write(&read.jobs, &mut out, list)?
    } else {
        let said = (&words, Voice::Worker);
        let list = |worker: &WorkerFacts| {
            let list = market.top_jobs(worker, top);
            rows(&worker.id, &list, |j: &JobFacts| &j.id, said)
        };
        write(&read.workers, &mut out, list)?
    };
    out.close(&args.out)?;
    report(args, &read, &market, done, start.elapsed().as_secs_f64());
    Ok(())
}

//! `yizhan preferences`: learns from a file who likes what, and recommends by it.

mod read;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use taste::model::{Model, Options, train};
use taste::{PriceSettings, format};

/// Learns from who chose what, and recommends by it; the collaborative part alone
///
/// Formats: docs/reference/files-preferences.md.
/// 从谁选过什么里学习并推荐:只含协同部分。
#[derive(Debug, Args)]
pub struct Preferences {
    #[command(subcommand)]
    what: What,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
enum What {
    /// Learns a model from events
    Train(Train),
    /// Writes every person's list: csv person,job,score
    Recommend(Recommend),
}

/// Learns a model from events
#[derive(Debug, Args)]
struct Train {
    /// csv with the headings person, job and, if known, time and kind
    events: PathBuf,
    /// Where the model goes
    #[arg(long)]
    out: PathBuf,
    /// Numbers in a factor vector
    #[arg(long, default_value_t = Options::default().factors.dims)]
    dims: usize,
    /// Days after which an event weighs half, where times are known; 0: never
    #[arg(long, default_value_t = Options::default().half_life_days)]
    half_life: f64,
    /// Where chance starts
    #[arg(long, default_value_t = Options::default().factors.seed)]
    seed: u64,
}

/// Writes every person's list
#[derive(Debug, Args)]
struct Recommend {
    /// What `train` wrote
    #[arg(long)]
    model: PathBuf,
    /// Jobs for each person
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    top: u32,
    /// Let jobs that would be shown to everyone cost more; 1 is the usual strength
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    prices: Option<f32>,
    /// Of this person only
    #[arg(long)]
    person: Option<String>,
    /// Where the lists go [default: standard output]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Carries it out.
///
/// # Errors
/// What is wrong with a file, with its line.
pub fn run(args: &Preferences) -> Result<()> {
    match &args.what {
        What::Train(args) => learn(args),
        What::Recommend(args) => recommend(args),
    }
}

fn waiting(what: &str) -> ProgressBar {
    let progress = ProgressBar::new_spinner();
    progress.enable_steady_tick(Duration::from_millis(100));
    progress.set_message(what.to_owned());
    progress
}

fn learn(args: &Train) -> Result<()> {
    let began = Instant::now();
    let progress = waiting("reading");
    let events = read::read(&args.events)?;
    progress.set_message(format!("learning from {} events", events.rows.len()));
    let mut options = Options {
        half_life_days: args.half_life,
        ..Options::default()
    };
    options.factors.dims = args.dims;
    options.factors.seed = args.seed;
    let model = train(&events, &options).map_err(|why| anyhow!(why))?;
    progress.finish_and_clear();
    write_whole(&args.out, &format::write(&model))?;
    let figures = [
        ("persons", model.persons().len().to_string()),
        ("jobs", model.jobs().len().to_string()),
        ("events", events.rows.len().to_string()),
        ("seconds", format!("{:.3}", began.elapsed().as_secs_f64())),
    ];
    for (name, figure) in figures {
        println!("{name} {figure}");
    }
    Ok(())
}

/// Writes beside and renames, so that a model is never half there.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().context("--out names no file")?;
    let mut beside = name.to_owned();
    beside.push(".part");
    let beside = path.with_file_name(beside);
    std::fs::write(&beside, bytes).with_context(|| beside.display().to_string())?;
    std::fs::rename(&beside, path).with_context(|| path.display().to_string())
}

fn recommend(args: &Recommend) -> Result<()> {
    let name = args.model.display();
    let bytes = std::fs::read(&args.model).with_context(|| name.to_string())?;
    let model = format::read(&bytes).map_err(|why| anyhow!("{name}: {why}"))?;
    if args
        .prices
        .is_some_and(|p| !p.is_finite() || !(0.0..=100.0).contains(&p))
    {
        bail!("--prices: expected a strength from 0 to 100");
    }
    let only = match &args.person {
        None => None,
        Some(person) => {
            let found = model.persons().iter().position(|name| name == person);
            Some(found.ok_or_else(|| anyhow!("{name} knows no person “{person}”"))?)
        }
    };
    let progress = waiting("recommending");
    let prices = args.prices.map(|p| (p, PriceSettings::default()));
    let lists = model.recommend(args.top as usize, prices);
    progress.finish_and_clear();
    match &args.out {
        Some(path) => {
            let file = std::fs::File::create(path).with_context(|| path.display().to_string())?;
            put(&model, &lists, only, BufWriter::new(file))
        }
        None => put(
            &model,
            &lists,
            only,
            BufWriter::new(std::io::stdout().lock()),
        ),
    }
}

/// The lists as csv; a reader who has seen enough is no fault.
fn put(
    model: &Model,
    lists: &[Vec<(u32, f32)>],
    only: Option<usize>,
    out: impl Write,
) -> Result<()> {
    let mut file = csv::Writer::from_writer(out);
    let written = (|| {
        file.write_record(["person", "job", "score"])?;
        for (person, list) in lists.iter().enumerate() {
            if only.is_some_and(|only| only != person) {
                continue;
            }
            for (job, score) in list {
                let (person, job) = (&model.persons()[person], &model.jobs()[*job as usize]);
                file.write_record([person, job, &format!("{score:.6}")])?;
            }
        }
        file.flush()?;
        Ok::<(), csv::Error>(())
    })();
    match written {
        Err(why)
            if matches!(why.kind(), csv::ErrorKind::Io(io)
            if io.kind() == std::io::ErrorKind::BrokenPipe) =>
        {
            Ok(())
        }
        other => other.context("the lists could not be written"),
    }
}

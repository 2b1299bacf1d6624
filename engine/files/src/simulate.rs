//! `yizhan simulate`: a year of a synthetic county under each way of recommending.

use anyhow::{Context, Result, anyhow};
use clap::Args;
use simulation::{Arm, Assumptions, compare, draw, sensitivity};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

/// Plays a county's year by chance under each way of recommending, and compares them
#[derive(Debug, Args)]
pub struct Simulate {
    /// Years to play, each by its own seed
    #[arg(long, default_value_t = 20)]
    seeds: u64,
    /// First seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Play 30 days instead of a year, and less of the sensitivity table
    #[arg(long)]
    short: bool,
    /// Leave the sensitivity table out
    #[arg(long)]
    plain: bool,
    /// Folder for simulation.csv, simulation.md and simulation.svg; made when it is not there
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    assume: Assumed,
}

/// The assumptions as arguments.
#[derive(Debug, Args)]
#[command(next_help_heading = "Assumptions")]
struct Assumed {
    /// Days played through [default: 365]
    #[arg(long)]
    days: Option<u32>,
    /// People who begin to look for work on a day [default: 206.6]
    #[arg(long)]
    seekers_a_day: Option<f64>,
    /// Seats offered for each of them [default: 1]
    #[arg(long)]
    tightness: Option<f64>,
    /// Mean seats of a post [default: 4]
    #[arg(long)]
    headcount: Option<f64>,
    /// Mean days a person keeps looking [default: 3]
    #[arg(long)]
    patience: Option<f64>,
    /// Mean days a post stays open [default: 2]
    #[arg(long)]
    life: Option<f64>,
    /// Swing of arrivals over the year, 0 to 1 [default: 0.4]
    #[arg(long)]
    season: Option<f64>,
    /// Posts on a list [default: 10]
    #[arg(long)]
    list: Option<usize>,
    /// Chance to look at the next place of a list [default: 0.6]
    #[arg(long)]
    depth: Option<f64>,
    /// Chance to read the day's list [default: 0.8]
    #[arg(long)]
    reads: Option<f64>,
    /// Times a day that our lists are made anew [default: 12]
    #[arg(long)]
    parts: Option<u32>,
    /// Spread of what all find good in a post, in units of score [default: 0.2]
    #[arg(long)]
    skew: Option<f64>,
    /// Spread of own taste that the system does not know [default: 0.03]
    #[arg(long)]
    taste: Option<f64>,
    /// Scale of the noise of a day's choice [default: 0.01]
    #[arg(long)]
    noise: Option<f64>,
    /// Utility under which nobody applies [default: 0.2]
    #[arg(long, allow_negative_numbers = true)]
    reserve: Option<f64>,
    /// Mean longest way to work in minutes [default: 75]
    #[arg(long)]
    way: Option<f64>,
    /// Employers take the fittest of a day's applicants instead of the first
    #[arg(long)]
    by_fit: bool,
    /// Strength of the prices in our lists, which a county sets [default: 1]
    #[arg(long)]
    strength: Option<f64>,
}

impl Assumed {
    /// What was given, over what is assumed otherwise.
    fn over(&self, plain: Assumptions) -> Assumptions {
        Assumptions {
            days: self.days.unwrap_or(plain.days),
            seekers_a_day: self.seekers_a_day.unwrap_or(plain.seekers_a_day),
            tightness: self.tightness.unwrap_or(plain.tightness),
            headcount: self.headcount.unwrap_or(plain.headcount),
            patience: self.patience.unwrap_or(plain.patience),
            life: self.life.unwrap_or(plain.life),
            season: self.season.unwrap_or(plain.season),
            list: self.list.unwrap_or(plain.list),
            depth: self.depth.unwrap_or(plain.depth),
            reads: self.reads.unwrap_or(plain.reads),
            parts: self.parts.unwrap_or(plain.parts),
            skew: self.skew.unwrap_or(plain.skew),
            taste: self.taste.unwrap_or(plain.taste),
            noise: self.noise.unwrap_or(plain.noise),
            reserve: self.reserve.unwrap_or(plain.reserve),
            way: self.way.unwrap_or(plain.way),
            by_fit: self.by_fit,
            strength: self.strength.unwrap_or(plain.strength),
        }
    }
}

const HEAD: &str = "# Ways of recommending, played through

Written by `yizhan simulate`. A synthetic county: nothing here was measured in Luonan, and nobody
in it is real. 合成数据，不是洛南的实测。

*filled*: people hired, as a share of the optimum: the most seats anyone could fill in the year
knowing all of it beforehand, tastes included (one seat a person, a post's seats, both there on
the same day, hard rules kept), solved exactly. *utility*: what the work is worth to those hired,
mean a person, as a share of the optimum's; *the day's optimum* is the arm `dispatch`: the
allocation of each day by what the system knows, carried out as it is. *ours*: lists by score less
the price of a seat, as Yizhan shows them; prices are made anew `--parts` times a day by who has
not read yet and which seats nobody has applied for, as Yizhan clears its market. The other ways
know the morning only. *Gini*: of looks a seat, over posts. ± is one standard error over seeds.
";

/// Runs the command.
///
/// # Errors
/// An assumption out of its range; a folder that cannot be written.
pub fn run(args: &Simulate) -> Result<()> {
    let began = Instant::now();
    let days = if args.short { 30 } else { 365 };
    let assume = args.assume.over(Assumptions {
        days,
        ..Assumptions::default()
    });
    let seeds: Vec<u64> = (0..args.seeds.min(10_000))
        .map(|n| args.seed.wrapping_add(n))
        .collect();
    let rows = compare(&seeds, &Arm::ALL, &assume).map_err(|why| anyhow!(why))?;
    let mut page = format!("{HEAD}\n## What was seen\n\n{} seeds.\n\n", seeds.len());
    page += &draw::markdown(&rows);
    let _ = write!(
        page,
        "\n## What is assumed\n\n{}",
        draw::assumptions(&assume)
    );
    if !args.plain {
        let few: Vec<u64> = seeds
            .iter()
            .take(if args.short { 2 } else { 5 })
            .copied()
            .collect();
        let days = assume.days.min(30);
        let short = Assumptions {
            days,
            ..assume.clone()
        };
        let cases = sensitivity(&few, &short).map_err(|why| anyhow!(why))?;
        let _ = write!(
            page,
            "\n## How much hangs on it\n\nFilled ÷ optimum with one assumption changed, over {} \
             seeds of {days} days.\n\n{}",
            few.len(),
            draw::sensitivity(&cases)
        );
    }
    println!("{page}");
    if let Some(folder) = &args.out {
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            std::fs::write(&path, text).with_context(|| format!("{}", path.display()))
        };
        std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
        write("simulation.csv", &draw::csv(&rows))?;
        write("simulation.svg", &draw::svg(&rows, seeds.len()))?;
        let picture = "\n![Seats filled as a share of the optimum](simulation.svg)\n";
        write(
            "simulation.md",
            &page.replacen(
                "\n## What is assumed",
                &format!("{picture}\n## What is assumed"),
                1,
            ),
        )?;
    }
    eprintln!("{:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}

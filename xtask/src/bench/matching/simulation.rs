//! The county's year played through under each way of recommending, and a morning's dispatch.

use super::{Row, engine};
use crate::bench::county;
use crate::shell;
use std::fmt::Write;
use std::path::Path;

/// Every row of this part.
pub fn rows(short: bool) -> Result<Vec<Row>, String> {
    let dir = county::folder("simulation")?;
    let mut rows = year(short, &dir)?;
    for (name, people, orders) in [("a town's", 400, 120), ("a county's", 1_500, 400)] {
        rows.push(batch(name, people, orders, &dir)?);
    }
    rows.push(online(&dir)?);
    Ok(rows)
}

/// The figures of an arm's line: filled, and utility, ÷ hindsight's; utility ÷ the day's optimum.
fn figures(table: &str, arm: &str) -> Result<[f64; 3], String> {
    let line = table.lines().find(|l| l.starts_with(&format!("| {arm} |")));
    let cells: Vec<&str> = line.unwrap_or_default().split('|').collect();
    let number = |at: usize| {
        let cell = cells
            .get(at)
            .and_then(|cell| cell.split_whitespace().next());
        cell.and_then(|n| n.parse::<f64>().ok())
            .ok_or_else(|| format!("no figures of {arm}"))
    };
    Ok([number(2)?, number(3)?, number(4)?])
}

/// Plays the years, with one assumption more than the defaults where told; the table.
fn played(short: bool, dir: &Path, more: &[&str]) -> Result<String, String> {
    let mut run = shell::command(engine()?);
    run.args(["simulate", "--plain", "--out"]).arg(dir);
    run.args(if short {
        ["--seeds", "2"]
    } else {
        ["--seeds", "20"]
    });
    shell::run(run.args(short.then_some("--short")).args(more))?;
    std::fs::read_to_string(dir.join("simulation.md")).map_err(|why| why.to_string())
}

fn year(short: bool, dir: &Path) -> Result<Vec<Row>, String> {
    let longer = played(short, dir, &["--patience", "5"])?;
    let [longer_naive, _, _] = figures(&longer, "own-top-k")?;
    let [longer_ours, _, _] = figures(&longer, "ours")?;
    let table = played(short, dir, &[])?;
    let [naive, _, _] = figures(&table, "own-top-k")?;
    let [ours, whole, utility] = figures(&table, "ours")?;
    let [dispatch, _, _] = figures(&table, "dispatch")?;
    let seeds = if short {
        "2 seeds of 30 days"
    } else {
        "20 seeds of a year"
    };
    Ok(vec![
        Row::told(
            format!("{seeds}: filled ÷ hindsight's optimum, everyone sent to their own best"),
            format!("{naive:.3}"),
        ),
        Row::held(
            format!("{seeds}: filled ÷ hindsight's optimum, lists with prices alone"),
            format!("{ours:.3}"),
            "≥ 0.92",
            ours >= 0.92,
        ),
        Row::held(
            "of these, mean utility ÷ that of each day's optimum",
            format!("{utility:.3}"),
            "≥ 0.97",
            utility >= 0.97,
        ),
        Row::told(
            "of these, mean utility ÷ that of hindsight's optimum, which knows the year and tastes",
            format!("{whole:.3}"),
        ),
        Row::told(
            "filled, were people to look for 5 days instead of 3: lists with prices; own best",
            format!("{longer_ours:.3}; {longer_naive:.3}"),
        ),
        Row::told(
            "filled ÷ hindsight's optimum, each day allocated without knowing the next",
            format!("{dispatch:.3}"),
        ),
    ])
}

/// The next of a fixed sequence, below a number.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Towns of the county, with how many of ten people live there.
const TOWNS: [(&str, u64); 5] = [
    ("城关街道", 4),
    ("石坡镇", 2),
    ("保安镇", 2),
    ("灵口镇", 1),
    ("景村镇", 1),
];

fn town(dice: &mut Dice) -> &'static str {
    let mut at = dice.below(TOWNS.iter().map(|t| t.1).sum());
    for (name, share) in TOWNS {
        if at < share {
            return name;
        }
        at -= share;
    }
    TOWNS[0].0
}

/// One day: some are free all day, some half; orders of the whole day, mornings, afternoons.
fn day(people: u64, orders: u64) -> [String; 2] {
    let mut dice = Dice(people);
    let mut workers =
        String::from("worker,trades,town,windows,max_minutes,pay_floor,waited_days\n");
    for n in 0..people {
        let (first, second) = (dice.below(8), dice.below(8));
        let (from, to) = [(6, 20), (6, 20), (6, 13), (12, 21)][dice.below(4) as usize];
        let _ = writeln!(
            workers,
            "w{n},t{first};t{second},{},2026-06-01 {from:02}:00/2026-06-01 {to:02}:00,{},{},{}",
            town(&mut dice),
            30 + dice.below(60),
            12 + dice.below(4),
            dice.below(20)
        );
    }
    let mut shifts = String::from("order,trade,town,start,end,seats,pay_hour\n");
    for n in 0..orders {
        let (from, to) =
            [(7, 16), (8, 18), (7, 11), (8, 12), (13, 17), (14, 18)][dice.below(6) as usize];
        let _ = writeln!(
            shifts,
            "o{n},t{},{},2026-06-01 {from:02}:00,2026-06-01 {to:02}:00,{},{}",
            dice.below(8),
            town(&mut dice),
            1 + dice.below(6),
            13 + dice.below(6)
        );
    }
    [workers, shifts]
}

fn told<'a>(report: &'a str, what: &str) -> Result<&'a str, String> {
    let line = report.lines().find_map(|line| line.strip_prefix(what));
    line.map(str::trim)
        .ok_or_else(|| format!("no {what}: {report}"))
}

fn number(text: &str) -> Result<f64, String> {
    let word = text.split([' ', ';']).next().unwrap_or_default();
    word.parse().map_err(|_| format!("{text} is no number"))
}

fn batch(name: &str, people: u64, orders: u64, dir: &Path) -> Result<Row, String> {
    let files = ["workers.csv", "orders.csv"].map(|f| dir.join(f));
    for (file, text) in files.iter().zip(day(people, orders)) {
        std::fs::write(file, text).map_err(|why| why.to_string())?;
    }
    let mut run = shell::command(engine()?);
    run.arg("dispatch")
        .args(&files)
        .arg("--out")
        .arg(dir.join("plan.csv"));
    let report = shell::read(&mut run)?;
    let share = number(told(&report, "share of the optimum 占最优 ")?)?;
    let seconds = told(&report, "seconds 秒 ")?;
    Ok(Row::held(
        format!("{name} day at once, {people} people, {orders} orders: points ÷ proven bound"),
        format!("{share:.5} in {seconds} s"),
        "≥ 0.995",
        share >= 0.995,
    ))
}

/// Tasks one by one: half can be done by all, half by every fourth person only.
fn online(dir: &Path) -> Result<Row, String> {
    let (mut dice, mut edges) = (Dice(7), String::from("worker,task,weight\n"));
    let mut arrivals = String::from("task\n");
    for task in 0..600 {
        let narrow = dice.below(2) == 0;
        let _ = writeln!(arrivals, "t{task}");
        for worker in (0..500).step_by(if narrow { 4 } else { 1 }) {
            if dice.below(10) == 0 {
                let _ = writeln!(edges, "w{worker},t{task},{}", 1 + dice.below(20));
            }
        }
    }
    let files = [dir.join("edges.csv"), dir.join("arrivals.csv")];
    for (file, text) in files.iter().zip([edges, arrivals]) {
        std::fs::write(file, text).map_err(|why| why.to_string())?;
    }
    let mut run = shell::command(engine()?);
    run.args(["dispatch", "--online"]).args(&files);
    let report = shell::read(run.arg("--out").arg(dir.join("decided.csv")))?;
    let share = told(&report, "share of the optimum 占最优 ")?;
    Ok(Row::told(
        "600 tasks one by one, 500 people: total ÷ the optimum known afterwards; greedy",
        share.to_owned(),
    ))
}

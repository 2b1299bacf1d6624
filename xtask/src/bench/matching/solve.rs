//! The allocation beside LEMON and OR-tools, after small changes, and as the market grows.

use super::{Row, engine};
use crate::bench::{county, peers};
use crate::{metadata, shell};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A market: whether crowded, and places for every hundred workers.
type Kind = (bool, u32);

const KINDS: [Kind; 8] = [
    (true, 60),
    (true, 90),
    (true, 100),
    (true, 150),
    (false, 60),
    (false, 90),
    (false, 100),
    (false, 150),
];

/// Kinds of changes, with what they are called.
const CHANGES: [(&str, &str); 4] = [
    ("weights", "weights of 1 % of workers"),
    ("places", "capacities of 1 % of jobs"),
    ("leave", "1 % of workers leave"),
    ("arrive", "1 % of workers arrive"),
];

/// What the bars of solving again and of growth are held on: as in the county, places are fewer
/// than workers by far. Near as many places as workers a small change moves much of the market.
const COUNTY: u32 = 60;

fn named((crowded, supply): Kind) -> String {
    let kind = if crowded { "crowded" } else { "uniform" };
    format!("{kind}, {supply} places for 100 workers")
}

/// Every row of this part.
pub fn rows(short: bool) -> Result<Vec<Row>, String> {
    let (workers, jobs) = if short { (7_500, 700) } else { (75_000, 7_000) };
    let kinds = if short { &KINDS[..1] } else { &KINDS[..] };
    let dir = county::folder("allocation")?;
    let lemon = lemon();
    let python = peers::python("allocation").and_then(|found| found.ok_or("no python3".into()));
    let mut rows = Vec::new();
    for &kind in kinds {
        let what = format!("{workers} × {jobs} × 30 arcs, {}", named(kind));
        let files = dir.join("market");
        let ours = trial(workers, jobs, kind, |run| run.arg("--write").arg(&files))?;
        let mut runs = Vec::new();
        runs.push(lemon.clone().map(|program| vec![program]));
        let flow = shell::root().join("xtask/peers/allocation/flow.py");
        runs.push(python.clone().map(|python| vec![python, flow]));
        rows.push(beside(&what, &ours, runs, &files, short));
        rows.extend(changed(&what, &ours, !short && kind.1 == COUNTY)?);
    }
    for (kind, held) in [
        ((true, COUNTY), true),
        ((false, COUNTY), true),
        ((true, 90), false),
        ((true, 150), false),
    ] {
        rows.push(growth(kind, held && !short, short)?);
    }
    Ok(rows)
}

/// Our own run on a market; its figures.
fn trial(
    workers: u32,
    jobs: u32,
    (crowded, supply): Kind,
    more: impl Fn(&mut std::process::Command) -> &mut std::process::Command,
) -> Result<Value, String> {
    let mut run = shell::command(engine()?);
    run.args(["allocate-trial", "--workers", &workers.to_string()]);
    run.args(["--jobs", &jobs.to_string()]);
    run.args(["--supply", &supply.to_string()]);
    run.args(crowded.then_some("--crowded"));
    json(&shell::read(more(&mut run))?)
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text.trim()).map_err(|why| format!("{why}: {text}"))
}

fn number(value: &Value, what: &str) -> Result<f64, String> {
    value
        .as_f64()
        .ok_or_else(|| format!("the run told no {what}"))
}

/// The program with NetworkSimplex, built here.
fn lemon() -> Result<PathBuf, String> {
    let home = metadata::target_dir()?.join("peers");
    std::fs::create_dir_all(&home).map_err(|why| why.to_string())?;
    let program = home.join("lemon");
    let source = shell::root().join("xtask/peers/allocation/lemon.cpp");
    let mut build = shell::command("g++");
    build.args(["-O3", "-march=native", "-o"]).arg(&program);
    shell::run(build.arg(source)).map_err(|why| format!("LEMON cannot be built: {why}"))?;
    Ok(program)
}

/// The peers on the same market, and the faster of them beside us.
fn beside(
    what: &str,
    ours: &Value,
    runs: Vec<Result<Vec<PathBuf>, String>>,
    files: &Path,
    short: bool,
) -> Row {
    let what = format!("{what}: the faster peer ÷ ours, proven optimum, same total");
    let found = runs.into_iter().map(|run| {
        let words = run?;
        let (program, rest) = words.split_first().ok_or("no program")?;
        let mut run = shell::command(program);
        run.args(rest);
        run.arg(files.with_extension("arcs"));
        run.arg(files.with_extension("capacities"));
        json(&shell::read(&mut run)?)
    });
    let found: Result<Vec<Value>, String> = found.collect();
    let held = || -> Result<Row, String> {
        let own = number(&ours["seconds"], "seconds")?;
        let mut best = f64::INFINITY;
        let mut same = true;
        let mut told = format!("ours {own:.3} s");
        for peer in found? {
            let seconds = number(&peer["seconds"], "seconds")?;
            best = best.min(seconds);
            same &= peer["total"] == ours["total"] && peer["proven"] == true;
            let name = peer["peer"].as_str().unwrap_or_default();
            told += &format!(", {name} {seconds:.3} s");
        }
        let ratio = best / own;
        let figure = format!("{ratio:.1} ({told}), same: {same}");
        Ok(Row::held(
            &what,
            figure,
            "≥ 4",
            same && (short || ratio >= 4.0),
        ))
    };
    held().unwrap_or_else(|why| Row::not_run(&what, why))
}

/// How much faster the market is solved again after a change than from the start.
fn changed(what: &str, ours: &Value, held: bool) -> Result<Vec<Row>, String> {
    let times = |field: &str| -> Result<(f64, String), String> {
        let warm = number(&ours[field]["warm"], field)?;
        let cold = number(&ours[field]["cold"], field)?;
        let ratio = cold / warm;
        let figure = format!("{ratio:.1} ({:.0} ÷ {:.1} ms)", cold * 1e3, warm * 1e3);
        Ok((ratio, figure))
    };
    let (ratio, figure) = times("mixed")?;
    let mixed = format!(
        "{what}: solved again after 1 % changed (half of it weights, a quarter each leave and \
         arrive, 1 % of capacities), middle of five days, cold ÷ warm, same total"
    );
    let mixed = match held {
        true => Row::held(mixed, figure, "≥ 20", ratio >= 20.0),
        false => Row::told(mixed, figure),
    };
    let alone = CHANGES.into_iter().map(|(field, name)| {
        let (_, figure) = times(field)?;
        Ok(format!("{name} {figure}"))
    });
    let alone = alone.collect::<Result<Vec<String>, String>>()?.join("; ");
    let what = format!("{what}: each kind of change alone, middle of five, cold ÷ warm");
    Ok(vec![mixed, Row::told(what, alone)])
}

/// The exponent of the time as workers and jobs grow together.
fn growth(kind: Kind, held: bool, short: bool) -> Result<Row, String> {
    let tenfold: u32 = if short { 1 } else { 2 };
    let seconds = |times: u32| {
        let mut runs = (0..3).map(|_| {
            let run = trial(7_500 * times, 700 * times, kind, |run| run.arg("--plain"))?;
            number(&run["seconds"], "seconds")
        });
        runs.try_fold(f64::INFINITY, |best, run| run.map(|run: f64| best.min(run)))
    };
    let most = 10_u32.pow(tenfold);
    let (small, large) = (seconds(1)?, seconds(most)?);
    let exponent = (large / small).log10() / f64::from(tenfold);
    let figure = format!("{exponent:.3} ({small:.4} s, {large:.3} s)");
    let kind = named(kind);
    let what = format!(
        "growth of the time from 7500 to {} workers, {kind}",
        7_500 * most
    );
    Ok(match held {
        true => Row::held(what, figure, "≤ 1.2", exponent <= 1.2),
        false => Row::told(what, figure),
    })
}

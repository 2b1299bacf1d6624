//! The occupation coder on its fixed test part, and how many titles it codes in a second.

use super::{Row, engine};
use crate::bench::county;
use crate::shell;
use std::fs::File;
use std::process::Stdio;
use std::time::Instant;

/// Titles the speed is measured on, at least.
const MANY: usize = 400_000;

/// Every row of this part.
pub fn rows(short: bool) -> Result<Vec<Row>, String> {
    let program = engine()?;
    let labelled = shell::root().join("data/job_titles_labelled.csv");
    let mut check = shell::command(&program);
    let said = shell::read(check.args(["occupation", "--check"]).arg(&labelled))?;
    let figure = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|rest| rest.trim().parse::<f64>().ok());
        number.ok_or_else(|| format!("no {name} in {said}"))
    };
    let (titles, exact, ten) = (
        figure("titles ")?,
        figure("exact ")?,
        figure("in_top_ten ")?,
    );
    let held = |what: &str, seen: f64, bar: f64| {
        let what = format!("occupation coder, {titles} titles of the test part: {what}");
        Row::held(what, format!("{seen:.3}"), format!("≥ {bar}"), seen >= bar)
    };
    let mut rows = vec![
        held("exact", exact, 0.66),
        held("in the top ten", ten, 0.85),
    ];
    for band in said.lines().filter_map(|line| line.strip_prefix("band_")) {
        let (number, band) = band.split_once(' ').unwrap_or((band, ""));
        rows.push(Row::told(format!("fifth of confidence {number}"), band));
    }
    let rate = speed(&program, &labelled)?;
    rows.push(Row::held(
        "titles a second, one core, from standard input to JSON",
        format!("{rate:.0}"),
        "≥ 100000",
        // A short run only looks whether it runs.
        short || rate >= 100_000.0,
    ));
    Ok(rows)
}

/// Titles a second of the whole command, its start included.
fn speed(program: &std::path::Path, labelled: &std::path::Path) -> Result<f64, String> {
    let text = std::fs::read_to_string(labelled).map_err(|why| why.to_string())?;
    let titles: Vec<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| Some(line.rsplitn(3, ',').nth(2)?.trim_matches('"')))
        .collect();
    let rounds = MANY.div_ceil(titles.len().max(1));
    let path = county::folder("occupation")?.join("titles.txt");
    let many = format!("{}\n", titles.join("\n")).repeat(rounds);
    std::fs::write(&path, many).map_err(|why| why.to_string())?;
    let input = File::open(&path).map_err(|why| why.to_string())?;
    let mut run = shell::command(program);
    run.arg("occupation").stdin(input).stdout(Stdio::null());
    let begun = Instant::now();
    let status = run.status().map_err(|why| why.to_string())?;
    let seconds = begun.elapsed().as_secs_f64();
    match status.success() {
        true => Ok((titles.len() * rounds) as f64 / seconds),
        false => Err("the coder broke off".into()),
    }
}

//! The lists of a whole county beside a bare scan of the same pairs, numpy and faiss.

use super::{Row, engine};
use crate::bench::{county, peers};
use crate::shell;
use serde_json::Value;
use std::path::Path;

/// The lines with this name, if the run came so far.
struct Lines(Vec<Value>);

impl Lines {
    fn read(text: &str) -> Result<Self, String> {
        let lines = text.lines().map(serde_json::from_str);
        let lines: Result<Vec<Value>, _> = lines.collect();
        lines.map(Self).map_err(|why| format!("{why}: {text}"))
    }
    fn number(&self, what: &str, field: &str) -> Result<f64, String> {
        let line = self.0.iter().find(|line| line["what"] == what);
        let value = line.and_then(|line| line[field].as_f64());
        value.ok_or_else(|| format!("the run told no {field} of {what}"))
    }
    fn text(&self, what: &str, field: &str) -> String {
        let line = self.0.iter().find(|line| line["what"] == what);
        let value = line.and_then(|line| line[field].as_str());
        value.unwrap_or_default().to_owned()
    }
}

/// Every row of this part.
pub fn rows(short: bool) -> Result<Vec<Row>, String> {
    let (workers, jobs) = if short {
        (3_000, 1_500)
    } else {
        (75_400, 7_000)
    };
    let dir = county::folder("topk")?;
    let mut run = shell::command(engine()?);
    run.args(["bench-topk", "--workers", &workers.to_string()]);
    run.args(["--jobs", &jobs.to_string(), "--export"]);
    let ours = Lines::read(&shell::read(run.arg(&dir))?)?;
    let pairs = format!("{workers} × {jobs}, top-50");
    let mut rows = lists(&ours, &pairs, short)?;
    rows.extend(beside(&ours, &pairs, &dir, short)?);
    rows.extend(single(&ours, short)?);
    Ok(rows)
}

/// All lists: exact, and beside the bare scan.
fn lists(ours: &Lines, pairs: &str, short: bool) -> Result<Vec<Row>, String> {
    let (wanted, found) = (
        ours.number("recall", "wanted")?,
        ours.number("recall", "found")?,
    );
    let broken = ours.number("recall", "violations")?;
    let differ = ours.number("recall", "lists_that_differ")?;
    let recall = if wanted > 0.0 { found / wanted } else { 1.0 };
    let exact = broken == 0.0 && differ == 0.0 && found >= wanted;
    let (bare, all) = (
        ours.number("bare", "seconds")?,
        ours.number("all", "seconds")?,
    );
    let tasteful = ours.number("all with taste", "seconds")?;
    let kernel = ours.text("machine", "kernel");
    let ratio = |what: &str, seconds: f64| {
        let figure = format!("{seconds:.3} s ÷ {bare:.3} s = {:.2}", seconds / bare);
        let what = format!("{pairs}: {what} ÷ bare int8 scan of 64 dims ({kernel})");
        match short {
            true => Row::told(what, figure),
            false => Row::held(what, figure, "≤ 10", seconds <= 10.0 * bare),
        }
    };
    let load = ours.number("load", "seconds")?;
    Ok(vec![
        Row::held(
            format!(
                "{pairs}: recall against brute force, rules broken, lists or reasons that differ"
            ),
            format!("{recall:.4}, {broken:.0}, {differ:.0}"),
            "1.000, 0, 0",
            exact,
        ),
        ratio("hard rules and reasons", all),
        ratio("the same with a learned taste of 64 factors each", tasteful),
        Row::told(
            format!("{pairs}: loading the market"),
            format!("{load:.2} s"),
        ),
    ])
}

/// The peers from PyPI, on the same market.
fn beside(ours: &Lines, pairs: &str, dir: &Path, short: bool) -> Result<Vec<Row>, String> {
    let what = format!("{pairs}: fastest exact peer with post-filtering ÷ ours");
    let python = match peers::python("topk") {
        Ok(Some(python)) => python,
        Ok(None) => return Ok(vec![Row::not_run(what, "no python3 with venv")]),
        Err(why) => return Ok(vec![Row::not_run(what, why)]),
    };
    let mut run = shell::command(python);
    run.arg("xtask/peers/topk/topk.py").arg(dir);
    let peer = Lines::read(&shell::read(&mut run)?)?;
    let all = ours.number("all", "seconds")?;
    let differ = peer.number("numpy", "lists_that_differ")?;
    let (numpy, faiss) = (
        peer.number("numpy", "seconds")?,
        peer.number("faiss", "seconds")?,
    );
    let versions = format!(
        "numpy {} {numpy:.2} s, faiss {} {faiss:.2} s",
        peer.text("numpy", "version"),
        peer.text("faiss", "version")
    );
    let ratio = numpy.min(faiss) / all;
    let figure = format!("{ratio:.1} ({versions}; ours {all:.3} s)");
    let speed = match short {
        true => Row::told(what, figure),
        false => Row::held(what, figure, "≥ 5", ratio >= 5.0),
    };
    let same = Row::held(
        format!("{pairs}: lists whose scores differ from numpy's own sum"),
        format!("{differ:.0}"),
        "0",
        differ == 0.0,
    );
    Ok(vec![speed, same])
}

/// One worker, one job, one change.
fn single(ours: &Lines, short: bool) -> Result<Vec<Row>, String> {
    let figure = |what: &str| -> Result<(String, f64), String> {
        let (middle, late) = (ours.number(what, "p50_us")?, ours.number(what, "p99_us")?);
        let most = ours.number(what, "most_us")?;
        let told = format!("p50 {middle:.0} µs, p99 {late:.0} µs, most {most:.0} µs");
        Ok((told, late))
    };
    let (one, late) = figure("one worker")?;
    let (change, visible) = figure("one change, then one worker")?;
    let held = |what: &str, figure, bar: &str, pass| match short {
        true => Row::told(what, figure),
        false => Row::held(what, figure, bar, pass),
    };
    Ok(vec![
        held(
            "one worker's top-50 with reasons, warm",
            one,
            "p99 ≤ 1 ms",
            late <= 1_000.0,
        ),
        held(
            "a changed job: put in, and seen in the next list",
            change,
            "p99 ≤ 10 ms",
            visible <= 10_000.0,
        ),
        Row::told(
            "one job's top-50 workers with reasons",
            figure("one job")?.0,
        ),
    ])
}

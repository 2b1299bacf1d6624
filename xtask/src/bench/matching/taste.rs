//! The collaborative preferences beside implicit ALS, on a public record that is not ours to keep.

use super::{Row, engine};
use crate::bench::{county, peers};
use crate::shell;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names the folder with `train.rating` and `val.rating` (person TAB job, in order of time).
const DATA: &str = "YIZHAN_EVAL_DIR";

/// Every row of this part.
pub fn rows(_short: bool) -> Result<Vec<Row>, String> {
    let what = "collaborative preferences ÷ implicit ALS";
    let Some(data) = std::env::var_os(DATA).map(PathBuf::from) else {
        let why = format!("{DATA} names no folder with train.rating and val.rating");
        return Ok(vec![Row::not_run(what, why)]);
    };
    let Some(python) = peers::python("als")? else {
        return Ok(vec![Row::not_run(what, "no Python")]);
    };
    let dir = county::folder("taste")?;
    let (seconds, lists) = ours(&data, &dir)?;
    let mut judge = Command::new(python);
    judge.arg(shell::root().join("xtask/peers/als/als.py"));
    judge.arg(&data).args(&lists);
    let said = shell::read(&mut judge)?;
    let lines: Result<Vec<Value>, _> = said.lines().map(serde_json::from_str).collect();
    let lines = lines.map_err(|why| format!("{why}: {said}"))?;
    let [als, plain, priced] = lines.as_slice() else {
        return Err(format!("three lines were expected: {said}"));
    };
    let mut rows = held(als, plain, priced);
    let took = als["seconds"].as_f64().unwrap_or_default();
    let figure = format!("{seconds:.2} s; ALS {took:.2} s");
    rows.push(Row::told(
        "preferences: reading, learning, writing the model",
        figure,
    ));
    Ok(rows)
}

/// Trains and recommends by the commands; the seconds of training, and the two lists.
fn ours(data: &Path, dir: &Path) -> Result<(f64, [PathBuf; 2]), String> {
    let train = data.join("train.rating");
    let text =
        std::fs::read_to_string(&train).map_err(|why| format!("{}: {why}", train.display()))?;
    let rows: Vec<String> = text.lines().map(|line| line.replace('\t', ",")).collect();
    let (events, model) = (dir.join("events.csv"), dir.join("model"));
    std::fs::write(&events, format!("person,job\n{}\n", rows.join("\n")))
        .map_err(|why| why.to_string())?;
    let mut train = shell::command(engine()?);
    train.args(["preferences", "train"]).arg(&events);
    let said = shell::read(train.arg("--out").arg(&model))?;
    let seconds = said.lines().find_map(|line| line.strip_prefix("seconds "));
    let seconds = seconds.and_then(|s| s.parse().ok()).ok_or("no seconds")?;
    let lists = [dir.join("plain.csv"), dir.join("priced.csv")];
    for (list, more) in lists.iter().zip([None, Some("--prices")]) {
        let mut run = shell::command(engine()?);
        run.args(["preferences", "recommend", "--top", "10", "--model"]);
        run.arg(&model).arg("--out").arg(list).args(more);
        shell::run(&mut run)?;
    }
    Ok((seconds, lists))
}

/// The measures against their bars.
fn held(als: &Value, plain: &Value, priced: &Value) -> Vec<Row> {
    let peer = als["versions"].as_str().unwrap_or_default();
    let many = als["people"].as_i64().unwrap_or_default();
    let row = |name: &str, ours: &Value, key: &str, bar: &str, holds: &dyn Fn(f64) -> bool| {
        let of = |line: &Value| line[key].as_f64().unwrap_or(f64::NAN);
        let ratio = of(ours) / of(als);
        let figure = format!("{:.3} ÷ {:.3} = {ratio:.3}", of(ours), of(als));
        let what = format!("{name} ÷ implicit ALS (128 factors, alpha 10; {peer}), {many} people");
        Row::held(what, figure, bar, holds(ratio))
    };
    vec![
        row("HR@10", plain, "hr", "≥ 1", &|r| r >= 1.0),
        row("NDCG@10", plain, "ndcg", "≥ 1", &|r| r >= 1.0),
        row("with prices: HR@10", priced, "hr", "≥ 0.97", &|r| {
            r >= 0.97
        }),
        row("with prices: Gini@10", priced, "gini", "≤ 0.85", &|r| {
            r <= 0.85
        }),
        row(
            "with prices: most shown",
            priced,
            "most",
            "≤ 0.70",
            &|r| r <= 0.70,
        ),
    ]
}

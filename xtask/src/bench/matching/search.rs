//! Chinese job search with filters, beside tantivy alone over the same terms.

use super::Row;
use crate::bench::{county, peers};
use crate::shell;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A search with its filter may take this much of what tantivy takes without one.
const BAR: f64 = 1.2;

/// One JSON line that a program prints.
fn said(command: &mut Command) -> Result<Value, String> {
    let output = command.output().map_err(|why| why.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout).map_err(|why| why.to_string())
}

fn figure(said: &Value, name: &str) -> Result<f64, String> {
    let figure = said[name].as_f64();
    figure.ok_or_else(|| format!("no {name} in {said}"))
}

fn peer(folder: &Path) -> Result<Option<Value>, String> {
    let Some(python) = peers::python("tantivy")? else {
        return Ok(None);
    };
    let script = shell::root().join("xtask/peers/tantivy/search.py");
    said(Command::new(python).arg(script).arg(folder)).map(Some)
}

/// The rows of this part.
pub fn rows(short: bool) -> Result<Vec<Row>, String> {
    let what = ["--package", "vacancies", "--example", "search"];
    let program = county::built(&what, "examples/search", short)?;
    let folder = county::folder("search")?;
    let ours = said(Command::new(program).arg(&folder))?;
    let (p50, p99) = (figure(&ours, "p50_us")?, figure(&ours, "p99_us")?);
    let head = "job search with filters, 7,000 posts, 400 queries";
    let mut rows = vec![Row::told(head, format!("p50 {p50:.1} µs, p99 {p99:.0} µs"))];
    let Some(peer) = peer(&folder)? else {
        rows.push(Row::not_run("tantivy alone", "no Python here"));
        return Ok(rows);
    };
    let version = peer["version"].as_str().unwrap_or("tantivy").to_owned();
    let (peer50, peer99) = (figure(&peer, "p50_us")?, figure(&peer, "p99_us")?);
    rows.push(Row::told(
        format!("{version} alone, same terms, no filter (the call from Python taken off)"),
        format!("p50 {peer50:.1} µs, p99 {peer99:.0} µs"),
    ));
    let ratio = p50 / peer50;
    let bar = format!("≤ {BAR}");
    rows.push(Row::held(
        "search with filters ÷ tantivy alone, p50",
        format!("{ratio:.2}"),
        bar,
        // An unoptimised build tells nothing of speed; a short run only looks whether it runs.
        short || ratio <= BAR,
    ));
    Ok(rows)
}

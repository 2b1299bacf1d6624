//! `cargo xtask bench matching`: what the engine must show, in one table, beside its peers.
//!
//! A part is a module with `rows(short)`; it runs the program of the `files` crate and peers
//! from PyPI or the machine's packages, never a crate of the engine itself.

mod market;
mod occupation;
mod search;
mod simulation;
mod solve;
mod table;
mod taste;

use crate::{metadata, shell};
use std::path::PathBuf;

/// One line of the table: what was measured, the figure, the bar, and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What was measured, with versions where a peer was beside it.
    pub what: String,
    /// The figure as seen.
    pub figure: String,
    /// What it must be; empty = told for information.
    pub bar: String,
    /// Is the bar met? `None` = it could not be run, or there is no bar.
    pub pass: Option<bool>,
}

impl Row {
    /// A figure held against a bar.
    pub fn held(
        what: impl Into<String>,
        figure: impl Into<String>,
        bar: impl Into<String>,
        pass: bool,
    ) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            bar: bar.into(),
            pass: Some(pass),
        }
    }
    /// A figure told for information.
    pub fn told(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            bar: String::new(),
            pass: None,
        }
    }
    /// What could not be run, and why.
    pub fn not_run(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure: format!("not run: {}", why.into()),
            bar: "to be run".into(),
            pass: None,
        }
    }
}

/// One part of the run.
type Part = fn(bool) -> Result<Vec<Row>, String>;

/// The parts in order; each has its name, for `--only NAME`.
const PARTS: &[(&str, Part)] = &[
    ("market", market::rows),
    ("taste", taste::rows),
    ("simulation", simulation::rows),
    ("occupation", occupation::rows),
    ("search", search::rows),
    ("solve", solve::rows),
];

/// The program of the `files` crate, as released: built when it is not current.
pub fn engine() -> Result<PathBuf, String> {
    let build = ["build", "--quiet", "--release", "--package", "files"];
    shell::run(shell::cargo().args(build))?;
    Ok(metadata::target_dir()?.join("release/engine"))
}

/// Runs the parts and keeps the table; `[--short] [--only NAME]`. A short run, or a run of one
/// part, is not kept.
pub fn run(words: &[&str]) -> Result<(), String> {
    let (mut short, mut only) = (false, None);
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--short" => short = true,
            "--only" => only = Some(*rest.next().ok_or("--only names no part")?),
            other => return Err(format!("{other}: expected [--short] [--only NAME]")),
        }
    }
    let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
    if let Some(wrong) = only.filter(|name| !names.contains(name)) {
        return Err(format!("no part {wrong}; there are: {}", names.join(", ")));
    }
    let mut sections = Vec::new();
    for (name, part) in PARTS.iter().copied() {
        if only.is_some_and(|only| only != name) {
            continue;
        }
        println!("— {name}");
        let rows = part(short).unwrap_or_else(|why| vec![Row::not_run(name, why)]);
        println!("{}", table::markdown(name, &rows));
        sections.push((name, rows));
    }
    if !short && only.is_none() {
        table::keep(&sections)?;
    }
    let all = || sections.iter().flat_map(|(_, rows)| rows);
    let missed: Vec<&str> = all()
        .filter(|row| row.pass == Some(false))
        .map(|row| row.what.as_str())
        .collect();
    match missed.is_empty() {
        true => Ok(()),
        false => Err(format!("bars missed: {}", missed.join("; "))),
    }
}

//! The account of a run: one table on the screen and in `docs/reference/bench-web.md`.

use super::load::Run;
use std::fmt::Write;

/// One line of the table.
#[derive(Debug, Default)]
pub struct Line {
    /// Case.
    pub name: &'static str,
    /// Ours at its peak.
    pub ours: Run,
    /// Ours at half of the peak.
    pub half: Run,
    /// The bare handler's peak.
    pub bare: Option<Run>,
    /// Django's peak.
    pub django: Option<Run>,
}

/// What was measured besides.
#[derive(Debug, Default)]
pub struct Account {
    /// Cases.
    pub lines: Vec<Line>,
    /// Name, bytes of the page, bytes of the CSS, both compressed.
    pub weights: Vec<(&'static str, usize, usize)>,
    /// Seconds from start to the first answer.
    pub ready: f64,
    /// Resident memory in MB after the start, and after the load.
    pub resident: (f64, f64),
    /// Which county.
    pub county: &'static str,
}

fn ratio(ours: f64, theirs: &Option<Run>) -> String {
    match theirs {
        Some(run) if run.rate > 0.0 => format!("{:.3}", ours / run.rate),
        _ => "–".to_owned(),
    }
}

impl Account {
    /// The account as Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "# Speed of the pages\n\nWritten by `cargo xtask bench web` on the {} county, SQLite, \
             {} processors, program, client and peers on one machine; figures of other machines \
             differ, ratios less so.\n\n\
             | case | peak /s | ÷ bare | ÷ Django | p50 ms | p99 ms | faults |\n\
             |---|--:|--:|--:|--:|--:|--:|\n",
            self.county,
            std::thread::available_parallelism().map_or(0, usize::from)
        );
        for line in &self.lines {
            let rate = line.ours.rate;
            let _ = writeln!(
                out,
                "| {} | {rate:.0} | {} | {} | {:.1} | {:.1} | {} |",
                line.name,
                ratio(rate, &line.bare),
                ratio(rate, &line.django),
                line.half.percentile(50.0),
                line.half.percentile(99.0),
                line.ours.bad + line.half.bad
            );
        }
        let _ = writeln!(
            out,
            "\np50 and p99 at half of the peak, counted from when a request was due.\n\n\
             Start to first answer {:.2} s; resident {:.0} MB then, {:.0} MB after the load.\n\n\
             | page | KB over the wire | with CSS |\n|---|--:|--:|",
            self.ready, self.resident.0, self.resident.1
        );
        for (name, page, css) in &self.weights {
            let kb = |bytes: usize| bytes as f64 / 1024.0;
            let _ = writeln!(out, "| {name} | {:.1} | {:.1} |", kb(*page), kb(page + css));
        }
        out
    }
}

//! The account of a run: a table for each database, on the screen and in
//! `docs/reference/bench-web.md`.

use super::load::Run;
use crate::shell;
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
    /// Which database.
    pub database: &'static str,
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
    /// The account as Markdown: one section, headed with the database.
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "## {}\n\n{} processors, {} county.\n\n\
             | case | peak /s | ÷ bare | ÷ Django | p50 ms | p99 ms | faults |\n\
             |---|--:|--:|--:|--:|--:|--:|\n",
            self.database,
            std::thread::available_parallelism().map_or(0, usize::from),
            self.county
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
            "\nStart to first answer {:.2} s; resident {:.0} MB then, {:.0} MB after the load.",
            self.ready, self.resident.0, self.resident.1
        );
        if !self.weights.is_empty() {
            out += "\n| page | KB over the wire | with CSS |\n|---|--:|--:|\n";
        }
        for (name, page, css) in &self.weights {
            let kb = |bytes: usize| bytes as f64 / 1024.0;
            let _ = writeln!(out, "| {name} | {:.1} | {:.1} |", kb(*page), kb(page + css));
        }
        out
    }

    /// Writes the section into the page, and leaves the other database's as it is.
    pub fn keep(&self) -> Result<(), String> {
        let page = shell::root().join("docs/reference/bench-web.md");
        let old = std::fs::read_to_string(&page).unwrap_or_default();
        let text = page_with(&old, &self.markdown());
        std::fs::write(&page, text).map_err(|why| format!("{}: {why}", page.display()))
    }
}

const HEAD: &str = "# Speed of the pages

Written by `cargo xtask bench web`: program, client, peers and database on one machine; figures of
other machines differ, ratios less so. p50 and p99 at half of the peak, counted from when a request
was due; the memory is that of `yizhan serve`. PostgreSQL runs with its ordinary settings (a commit
is on the disk) on the same machine and processors; the county came there by `yizhan copy`.
";

/// The page with this section instead of the one that bears its heading.
fn page_with(old: &str, section: &str) -> String {
    let heading = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let mut sections: Vec<String> = old
        .split("\n## ")
        .skip(1)
        .map(|rest| format!("## {}\n", rest.trim_end()))
        .collect();
    let section = format!("{}\n", section.trim_end());
    match sections
        .iter_mut()
        .find(|s| heading(s) == heading(&section))
    {
        Some(found) => *found = section,
        None => sections.push(section),
    }
    format!("{HEAD}\n{}", sections.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{HEAD, page_with};

    #[test]
    fn one_section_is_replaced_and_the_other_kept() {
        let one = page_with("# Old\n\ntext\n", "## SQLite\n\n1\n");
        assert_eq!(one, format!("{HEAD}\n## SQLite\n\n1\n"));
        let two = page_with(&one, "## PostgreSQL\n\n2\n");
        let new = page_with(&two, "## SQLite\n\n3\n");
        assert_eq!(
            new,
            format!("{HEAD}\n## SQLite\n\n3\n\n## PostgreSQL\n\n2\n")
        );
    }
}

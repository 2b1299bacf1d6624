//! The account of a run: on the screen, and in `docs/reference/bench-matching.md`.

use super::Row;
use crate::shell;
use std::fmt::Write;
use std::process::Command;

const HEAD: &str = "# What the engine shows

Written by `cargo xtask bench matching`: the engine and its peers in one run on one machine.
Figures of other machines differ, ratios less so. Markets are synthetic, shaped as Luonan, unless
a row says otherwise; nothing here says anything of real people.
";

/// One part as a table.
pub fn markdown(name: &str, rows: &[Row]) -> String {
    let mut out = format!("## {name}\n\n| what | figure | bar | met |\n|---|---|---|---|\n");
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    for row in rows {
        let met = match row.pass {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "–",
        };
        let (what, figure, bar) = (cell(&row.what), cell(&row.figure), cell(&row.bar));
        let _ = writeln!(out, "| {what} | {figure} | {bar} | {met} |");
    }
    out
}

/// What a program says of itself in its first line; empty when it is not there.
fn said(program: &str, args: &[&str]) -> String {
    let out = Command::new(program).args(args).output();
    let text = out.map_or(Vec::new(), |out| out.stdout);
    let text = String::from_utf8_lossy(&text).into_owned();
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// Machine, compiler, day.
fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = info.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(':'))
            .map_or("", |(_, value)| value.trim())
            .to_owned()
    };
    let flags = field("flags");
    let has = |flag: &str| flags.split(' ').any(|f| f == flag);
    let wide = [("avx512_vnni", "AVX-512 VNNI"), ("avx2", "AVX2")]
        .into_iter()
        .find(|(flag, _)| has(flag))
        .map_or("neither AVX2 nor AVX-512", |(_, name)| name);
    let many = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "{}, {many} processors, {wide}; {}; {}.",
        field("model name"),
        said("rustc", &["--version"]),
        said("date", &["-u", "+%Y-%m-%d"])
    )
}

/// Writes the page.
pub fn keep(sections: &[(&str, Vec<Row>)]) -> Result<(), String> {
    let mut text = format!("{HEAD}\n{}\n", machine());
    for (name, rows) in sections {
        let _ = write!(text, "\n{}", markdown(name, rows));
    }
    let page = shell::root().join("docs/reference/bench-matching.md");
    std::fs::write(&page, text).map_err(|why| format!("{}: {why}", page.display()))
}

#[cfg(test)]
mod tests {
    use super::{Row, markdown};

    #[test]
    fn what_is_missed_and_what_was_not_run_is_told() {
        let rows = [
            Row::held("a|b", "1 s", "≤ 2 s", true),
            Row::held("c", "3 s", "≤ 2 s", false),
            Row::told("d", "4"),
            Row::not_run("e", "no python3"),
        ];
        let text = markdown("part", &rows);
        assert!(text.contains("| a\\|b | 1 s | ≤ 2 s | yes |"));
        assert!(text.contains("| c | 3 s | ≤ 2 s | **no** |"));
        assert!(text.contains("| e | not run: no python3 | to be run | – |"));
    }
}

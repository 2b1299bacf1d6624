//! Licences of everything we build on, and the versions that stand twice in the graph.

use crate::metadata::{self, packages};
use crate::report::{Done, Outcome};
use crate::shell;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Licences that may be linked into an Apache-2.0 program without further duty than naming them.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Versions that stand twice; the list is kept so that a new one is seen in review.
const GOLDEN: &str = "docs/reference/duplicates.txt";

/// `cargo xtask licences`, `--write` to renew the list of duplicates.
pub fn run(write: bool) -> Result<(), String> {
    if write {
        let text = duplicates(&metadata::read(true)?);
        let file = shell::root().join(GOLDEN);
        return std::fs::write(file, text).map_err(|why| format!("{GOLDEN}: {why}"));
    }
    check().map(|_| ())
}

/// Checks every licence and compares the duplicates with the kept list.
pub fn check() -> Outcome {
    let metadata = metadata::read(true)?;
    let mut faults = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for package in used(&metadata) {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default().to_owned();
        if !allowed(&licence) {
            faults.push(format!("{name}: licence {licence:?} is not on the list"));
        }
        *seen.entry(licence).or_default() += 1;
    }
    for (licence, count) in &seen {
        println!("   {count:>4}  {licence}");
    }
    let kept = std::fs::read_to_string(shell::root().join(GOLDEN)).unwrap_or_default();
    let found = duplicates(&metadata);
    if kept != found {
        let (kept, found): (BTreeSet<&str>, BTreeSet<&str>) =
            (kept.lines().collect(), found.lines().collect());
        faults.extend(
            found
                .difference(&kept)
                .map(|line| format!("new duplicate: {line}")),
        );
        faults.extend(
            kept.difference(&found)
                .map(|line| format!("gone duplicate: {line}")),
        );
        faults.push("renew the list with `cargo xtask licences --write`".into());
    }
    if faults.is_empty() {
        Ok(Done::Passed(1))
    } else {
        Err(faults.join("\n"))
    }
}

/// The packages that the platform's build really uses.
fn used(metadata: &Value) -> Vec<&Value> {
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let ids: BTreeSet<&str> = nodes
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    let in_use = |p: &&Value| p["id"].as_str().is_some_and(|id| ids.contains(id));
    packages(metadata).iter().filter(in_use).collect()
}

/// One line for each name with more than one version: `name 1.0.0 2.0.0`.
fn duplicates(metadata: &Value) -> String {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in used(metadata) {
        if let (Some(name), Some(version)) = (package["name"].as_str(), package["version"].as_str())
        {
            versions.entry(name).or_default().insert(version);
        }
    }
    let twice = versions.into_iter().filter(|(_, all)| all.len() > 1);
    let line = |(name, all): (&str, BTreeSet<&str>)| {
        format!("{name} {}\n", all.into_iter().collect::<Vec<_>>().join(" "))
    };
    twice.map(line).collect()
}

/// Does an SPDX expression leave us a choice within [`ALLOWED`]?
fn allowed(expression: &str) -> bool {
    let text = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    !words.is_empty() && either(&words, &mut at) && at == words.len()
}

fn either(words: &[&str], at: &mut usize) -> bool {
    let mut held = both(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        held |= both(words, at);
    }
    held
}

fn both(words: &[&str], at: &mut usize) -> bool {
    let mut held = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        held &= one(words, at);
    }
    held
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else {
        return false;
    };
    *at += 1;
    if *word == "(" {
        let held = either(words, at);
        *at += 1;
        return held;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    ALLOWED.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn licence_expressions_are_read_with_their_brackets() {
        assert!(allowed("MIT OR Apache-2.0"));
        assert!(allowed("MIT/Apache-2.0"));
        assert!(allowed("GPL-3.0 OR MIT"));
        assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(allowed("Apache-2.0 WITH LLVM-exception OR GPL-2.0"));
        assert!(!allowed("MIT AND GPL-3.0"));
        assert!(!allowed("(MIT OR ISC) AND (GPL-3.0 OR AGPL-3.0)"));
        assert!(!allowed(""));
    }
}

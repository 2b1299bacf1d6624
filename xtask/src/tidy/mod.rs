//! The house rules as plain text scans; each rule is a function from the tree to its faults.

mod doors;
mod layout;
mod messages;
mod rooms;
mod sql;
#[cfg(test)]
mod tests;

use crate::report::{Done, Outcome};
use crate::shell;
use std::path::Path;

/// One file of the repository, by its path from the root with `/` between folders.
pub struct File {
    /// Path from the root.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl File {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
    /// `capabilities/people/src/…` → `capabilities/people`; root crates → `yizhan`.
    pub fn home(&self) -> &str {
        let deep = self.path.starts_with("capabilities/") || self.path.starts_with("base/");
        let parts = if deep { 2 } else { 1 };
        let end = self
            .path
            .match_indices('/')
            .nth(parts - 1)
            .map_or(self.path.len(), |(at, _)| at);
        &self.path[..end]
    }
    /// Is it Rust that the reader of the house meets, not a test?
    pub fn is_code(&self) -> bool {
        self.path.ends_with(".rs") && !self.is_test()
    }
    /// Tests may break the rules that guard the house from the inside.
    pub fn is_test(&self) -> bool {
        let stem = self.name().trim_end_matches(".rs");
        stem == "tests"
            || stem.ends_with("_tests")
            || self.path.contains("/tests/")
            || self.path.starts_with("journeys/")
            || self.path.starts_with("base/testkit/")
    }
    /// The code before an inline test module, line by line from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self
            .text
            .find("\n#[cfg(test)]\nmod ")
            .filter(|_| self.path.ends_with(".rs"));
        self.text[..end.unwrap_or(self.text.len())]
            .lines()
            .enumerate()
            .map(|(n, l)| (n + 1, l))
    }
}

/// A breach of a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Name of the rule, as written in the list of exceptions.
    pub rule: &'static str,
    /// Where.
    pub path: String,
    /// Line, or 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

/// Makes a fault.
pub fn fault(rule: &'static str, file: &File, line: usize, what: impl Into<String>) -> Fault {
    Fault {
        rule,
        path: file.path.clone(),
        line,
        what: what.into(),
    }
}

/// The whole repository in memory.
pub struct Tree(pub Vec<File>);

impl Tree {
    /// Reads every text file under the root that is ours.
    pub fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        walk(root, "", &mut files);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }
    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.0.iter().find(|file| file.path == path)
    }
    /// The files whose names end so.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.0.iter().filter(move |file| file.path.ends_with(end))
    }
}

const READ: [&str; 10] = [
    "rs", "sql", "ftl", "html", "toml", "md", "txt", "mjs", "css", "js",
];

fn walk(dir: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{prefix}{name}");
        if name.starts_with('.') || name == "target" || name == "node_modules" || path == "data" {
            continue;
        }
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), files);
        } else if READ.contains(&name.rsplit('.').next().unwrap_or_default()) {
            if let Ok(text) = std::fs::read_to_string(entry.path()) {
                files.push(File { path, text });
            }
        }
    }
}

/// Every rule, in the order of STYLE.md.
const RULES: [fn(&Tree) -> Vec<Fault>; 10] = [
    rooms::pure_models,
    sql::in_its_place,
    sql::portable,
    sql::one_owner,
    rooms::actions_ask,
    layout::sizes,
    layout::names,
    messages::catalogues,
    messages::uses,
    doors::downward,
];

/// Runs every rule; what `xtask/exceptions.txt` allows is left out, what it allows in vain is not.
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut found: Vec<Fault> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    let Some(list) = tree.file("xtask/exceptions.txt") else {
        return found;
    };
    for (line, text) in list.lines() {
        let mut words = text.split_whitespace();
        let (Some(rule), Some(path)) = (words.next(), words.next()) else {
            continue;
        };
        if rule == "#" {
            continue;
        }
        let before = found.len();
        found.retain(|fault| !(fault.rule == rule && fault.path == path));
        if found.len() == before {
            let what = format!("{path} keeps the rule {rule} now: strike this line");
            found.push(fault("exceptions", list, line, what));
        }
    }
    found
}

/// `cargo xtask tidy`.
pub fn run() -> Result<(), String> {
    check().map(|_| ())
}

/// The rules as a step of `cargo verify`.
pub fn check() -> Outcome {
    let tree = Tree::read(&shell::root());
    println!("   {}", layout::figures(&tree));
    let found = faults(&tree);
    for fault in &found {
        println!(
            "{}:{}: [{}] {}",
            fault.path, fault.line, fault.rule, fault.what
        );
    }
    match found.len() {
        0 => Ok(Done::Passed(RULES.len() as u64)),
        n => Err(format!(
            "{n} breaches of the house rules; STYLE.md says why each rule stands"
        )),
    }
}

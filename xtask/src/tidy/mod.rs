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
use crate::tree::{File, Tree};

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

impl File {
    /// A breach in this file; line 0 stands for the whole.
    fn fault(&self, rule: &'static str, line: usize, what: impl Into<String>) -> Fault {
        let (path, what) = (self.path.clone(), what.into());
        Fault {
            rule,
            path,
            line,
            what,
        }
    }
}

/// Every rule, in the order of STYLE.md.
const RULES: [fn(&Tree) -> Vec<Fault>; 11] = [
    rooms::pure_models,
    sql::in_its_place,
    sql::portable,
    sql::dialects,
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
            found.push(list.fault("exceptions", line, what));
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

//! Rules 4 and 5: sizes, opening sentences, names; and what must not be written anywhere.

use super::{Fault, File, Tree};

const FILE_LINES: usize = 400;
const FN_LINES: usize = 70;
const COLUMNS: usize = 100;
const VAGUE: [&str; 7] = [
    "utils", "helpers", "common", "misc", "core", "services", "manager",
];
/// Marks of unfinished work, written apart so that this file does not find itself.
const UNFINISHED: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
];

/// Every Rust file opens with one sentence, and stays small enough to be read at a sitting.
pub fn sizes(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in tree.ending(".rs") {
        if !file.text.starts_with("//! ") {
            found.push(file.fault("opening", 1, "open the file with one `//!` sentence"));
        }
        let lines = file.text.lines().count();
        if lines > FILE_LINES {
            found.push(file.fault("file-size", 0, format!("{lines} lines of {FILE_LINES}")));
        }
        for (n, line) in file.lines().filter(|_| !file.is_test()) {
            if line.chars().count() > COLUMNS {
                found.push(file.fault("line-width", n, format!("wider than {COLUMNS} columns")));
            }
        }
        functions(file, &mut found);
    }
    found
}

/// A function ends, as rustfmt writes it, at the first closing brace of its own indent.
fn functions(file: &File, found: &mut Vec<Fault>) {
    let lines: Vec<&str> = file.text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let mut words = body.split_whitespace().skip_while(|word| {
            word.starts_with("pub") || ["const", "async", "unsafe", "extern"].contains(word)
        });
        if words.next() != Some("fn") {
            continue;
        }
        let close = format!("{}}}", &line[..line.len() - body.len()]);
        let one_line = line.ends_with('}') || line.ends_with(';');
        let head = lines[at..]
            .iter()
            .position(|l| l.ends_with('{'))
            .unwrap_or(0);
        let length = lines[at + head..]
            .iter()
            .position(|l| *l == close)
            .unwrap_or(0)
            + 1;
        if !one_line && length > FN_LINES {
            found.push(file.fault("fn-size", at + 1, format!("{length} lines of {FN_LINES}")));
        }
    }
}

/// Names that say nothing, and text that has no place in a finished house.
pub fn names(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in &tree.0 {
        let mut parts = file.path.split(['/', '.']);
        if let Some(vague) = parts.find(|part| VAGUE.contains(part)) {
            found.push(file.fault(
                "vague-name",
                0,
                format!("{vague} says nothing: name the thing"),
            ));
        }
        for (n, line) in file.text.lines().enumerate() {
            if let Some(mark) = UNFINISHED.iter().find(|mark| line.contains(*mark)) {
                found.push(file.fault(
                    "unfinished",
                    n + 1,
                    format!("{mark}: finish it or drop it"),
                ));
            }
        }
    }
    found
}

/// The figures of the tree in one line.
pub fn figures(tree: &Tree) -> String {
    let mut sizes: Vec<usize> = tree
        .ending(".rs")
        .map(|file| file.text.lines().count())
        .collect();
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let (sum, most) = (
        sizes.iter().sum::<usize>(),
        sizes.last().copied().unwrap_or(0),
    );
    format!(
        "{} Rust files, {sum} lines; median file {median} lines, largest {most}",
        sizes.len()
    )
}

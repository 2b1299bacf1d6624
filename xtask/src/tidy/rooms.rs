//! Rules 1 and 3: models stay pure, and every action asks for authority before it does anything.

use super::{Fault, Tree};

/// Lines after the signature within which an action must have asked; loading the record that
/// the decision is about comes first.
const ASKS_WITHIN: usize = 14;

/// `model.rs` and `state.rs` know the kernel and the standard library, nothing else.
pub fn pure_models(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in &tree.0 {
        let pure = ["model.rs", "state.rs"].contains(&file.name());
        if !pure || !file.path.starts_with("capabilities/") {
            continue;
        }
        for (n, line) in file.lines() {
            let import = line.trim_start().trim_start_matches("pub ");
            let Some(path) = import.strip_prefix("use ") else {
                continue;
            };
            let outer = path.split([':', ';', ' ']).next().unwrap_or_default();
            let inner = ["super", "crate"].contains(&outer)
                && (path.contains("model") || path.contains("state"));
            if !inner && !["std", "kernel", "serde", "self", "Self"].contains(&outer) {
                let what = format!("{outer} has no place in a pure file: pass what is needed in");
                found.push(file.fault("pure-model", n, what));
            }
        }
    }
    found
}

/// Every public function of `actions.rs` asks `require`, or says why it is open.
pub fn actions_ask(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    for file in &tree.0 {
        let actions = file.name() == "actions.rs" || file.path.contains("/actions/");
        if !actions || !file.is_code() {
            continue;
        }
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if !line.starts_with("pub fn ") && !line.starts_with("pub async fn ") {
                continue;
            }
            let rest = &lines[at..];
            let close = rest.iter().position(|l| *l == "}").unwrap_or(rest.len());
            let open = rest.iter().position(|l| l.ends_with('{')).unwrap_or(0);
            let head = &rest[open.min(close)..close.min(open + 1 + ASKS_WITHIN)];
            let asks =
                |l: &&str| l.contains(".require(") || l.trim_start().starts_with("// open: ");
            if !head.iter().any(asks) {
                let what = "begin with ctx.require(…)? or a comment `// open: why`";
                found.push(file.fault("actions-ask", at + 1, what));
            }
        }
    }
    found
}

//! `cargo xtask docs`: the generated pages under `docs/reference` and the rooms' state diagrams.

use crate::report::{Done, Outcome};
use crate::tree::Tree;
use crate::{metadata, shell};
use std::collections::BTreeMap;
use std::process::Command;

const REFERENCE: &str = "docs/reference";

/// Writes what is generated, or with `check` only compares.
pub fn run(check: bool) -> Result<(), String> {
    if check {
        return verify().map(|_| ());
    }
    for (path, text) in generate()? {
        let file = shell::root().join(&path);
        let old = std::fs::read_to_string(&file).unwrap_or_default();
        if old != text {
            std::fs::write(&file, text).map_err(|why| format!("{path}: {why}"))?;
            println!("   wrote {path}");
        }
    }
    Ok(())
}

/// Is everything generated as it stands in the tree?
pub fn verify() -> Outcome {
    let made = generate()?;
    let count = made.len() as u64;
    let stale = made.into_iter().filter(|(path, text)| {
        let file = std::fs::read_to_string(shell::root().join(path));
        file.ok().as_ref() != Some(text)
    });
    let stale: Vec<String> = stale.map(|(path, _)| path).collect();
    if stale.is_empty() {
        return Ok(Done::Passed(count));
    }
    Err(format!(
        "stale: {}\nrenew them with `cargo xtask docs`",
        stale.join(", ")
    ))
}

/// Every generated file with its text, by path.
fn generate() -> Result<BTreeMap<String, String>, String> {
    let mut made = BTreeMap::new();
    let out = metadata::target_dir()?.join("reference");
    let _ = std::fs::remove_dir_all(&out);
    std::fs::create_dir_all(&out).map_err(|why| format!("{}: {why}", out.display()))?;
    let yizhan = metadata::binary("yizhan")?;
    let mut write = Command::new(yizhan);
    shell::run(write.arg("docs").arg(&out).env("YIZHAN_LOG", "warn"))?;
    for entry in std::fs::read_dir(&out)
        .map_err(|why| why.to_string())?
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(entry.path()).map_err(|why| format!("{name}: {why}"))?;
        made.insert(format!("{REFERENCE}/{name}"), text);
    }
    made.extend(diagrams(&Tree::read(&shell::root()))?);
    Ok(made)
}

/// The READMEs with a diagram between `<!-- states: folder -->` and `<!-- /states -->`.
fn diagrams(tree: &Tree) -> Result<BTreeMap<String, String>, String> {
    let mut made = BTreeMap::new();
    for readme in tree
        .ending("/README.md")
        .filter(|f| f.path.starts_with("capabilities/"))
    {
        let mut text = String::new();
        let mut rest = readme.text.as_str();
        while let Some((head, tail)) = rest.split_once("<!-- states: ") {
            let parts = tail.split_once(" -->").and_then(|(folder, tail)| {
                let (_, tail) = tail.split_once("<!-- /states -->")?;
                Some((folder, tail))
            });
            let (folder, tail) =
                parts.ok_or_else(|| format!("{}: states without end", readme.path))?;
            let path = format!("{}/src/{folder}/state.rs", readme.home());
            let state = tree
                .file(&path)
                .ok_or_else(|| format!("{path} is not there"))?;
            let moves = transitions(&state.text);
            if moves.is_empty() {
                return Err(format!("{path}: no TRANSITIONS that can be read"));
            }
            text.push_str(&format!("{head}<!-- states: {folder} -->\n```mermaid\n"));
            text.push_str("stateDiagram-v2\n");
            text.extend(
                moves
                    .iter()
                    .map(|(a, m, b)| format!("    {a} --> {b}: {m}\n")),
            );
            text.push_str("```\n<!-- /states -->");
            rest = tail;
        }
        if !text.is_empty() {
            made.insert(readme.path.clone(), text + rest);
        }
    }
    Ok(made)
}

/// The triples of `TRANSITIONS = &[(State::A, Move::M, State::B), …]`, in any spelling of paths.
fn transitions(code: &str) -> Vec<(String, String, String)> {
    let body = code
        .split_once("const TRANSITIONS")
        .and_then(|(_, t)| t.split_once("&["));
    // The type before the `=` has brackets of its own.
    let Some(body) = body.and_then(|(_, t)| t.split_once("= &[").or(Some(("", t)))) else {
        return Vec::new();
    };
    let body = body.1.split_once("];").map_or(body.1, |(inside, _)| inside);
    let last = |part: &str, joint| spelled(part.rsplit("::").next().unwrap_or_default(), joint);
    let triples = body
        .split('(')
        .skip(1)
        .filter_map(|t| t.split_once(')').map(|(t, _)| t));
    triples
        .filter_map(|triple| {
            let parts: Vec<&str> = triple.split(',').filter(|p| !p.trim().is_empty()).collect();
            match parts.as_slice() {
                [from, step, to] => Some((last(from, '_'), last(step, '-'), last(to, '_'))),
                _ => None,
            }
        })
        .collect()
}

/// `ManualReview` as `manual_review`, or with another joint.
fn spelled(name: &str, joint: char) -> String {
    let mut out = String::new();
    for letter in name.trim().chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push(joint);
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{diagrams, transitions};
    use crate::tree::{File, Tree};

    const STATE: &str = "pub const TRANSITIONS: &[(State, Move, State)] = &[\n    \
        (State::Open, Move::Close, State::Closed),\n    (\n        Closed,\n        AskBack,\n        \
        Open,\n    ),\n];\n";

    #[test]
    fn transitions_are_read_from_code() {
        let found = transitions(STATE);
        let text = |t: &str| t.to_owned();
        assert_eq!(found[0], (text("open"), text("close"), text("closed")));
        assert_eq!(found[1], (text("closed"), text("ask-back"), text("open")));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn diagrams_are_renewed_between_their_marks() {
        let file = |path: &str, text: &str| File {
            path: path.into(),
            text: text.into(),
        };
        let readme = "# A\n<!-- states: orders -->\nold\n<!-- /states -->\nafter\n";
        let tree = Tree(vec![
            file("capabilities/gigs/README.md", readme),
            file("capabilities/gigs/src/orders/state.rs", STATE),
        ]);
        let made = diagrams(&tree).unwrap();
        let text = &made["capabilities/gigs/README.md"];
        assert!(text.contains("    open --> closed: close\n"));
        assert!(text.starts_with("# A\n") && text.ends_with("after\n") && !text.contains("old"));
    }
}

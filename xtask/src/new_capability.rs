//! `cargo xtask new-capability NAME`: a room that is green at once, and its lines elsewhere.

use crate::shell;
use std::path::Path;
use std::process::Command;

/// The pattern's files: where each goes, and its text.
const PATTERN: [(&str, &str); 15] = [
    ("README.md", include_str!("../room/README.md.txt")),
    ("Cargo.toml", include_str!("../room/Cargo.toml.txt")),
    (
        "messages/zh-CN.ftl",
        include_str!("../room/messages/zh-CN.ftl.txt"),
    ),
    (
        "messages/en.ftl",
        include_str!("../room/messages/en.ftl.txt"),
    ),
    (
        "templates/entries/list.html",
        include_str!("../room/templates/entries/list.html.txt"),
    ),
    (
        "migrations/STAMP_ROOM_entries.sql",
        include_str!("../room/migrations/entries.sql.txt"),
    ),
    ("src/lib.rs", include_str!("../room/src/lib.rs.txt")),
    (
        "src/entries/mod.rs",
        include_str!("../room/src/entries/mod.rs.txt"),
    ),
    (
        "src/entries/model.rs",
        include_str!("../room/src/entries/model.rs.txt"),
    ),
    (
        "src/entries/state.rs",
        include_str!("../room/src/entries/state.rs.txt"),
    ),
    (
        "src/entries/actions.rs",
        include_str!("../room/src/entries/actions.rs.txt"),
    ),
    (
        "src/entries/queries.rs",
        include_str!("../room/src/entries/queries.rs.txt"),
    ),
    (
        "src/entries/store.rs",
        include_str!("../room/src/entries/store.rs.txt"),
    ),
    (
        "src/entries/pages.rs",
        include_str!("../room/src/entries/pages.rs.txt"),
    ),
    (
        "src/entries/tests.rs",
        include_str!("../room/src/entries/tests.rs.txt"),
    ),
];

/// Our crates that the pattern uses, for the list of doors.
const DOORS: &str = "kernel db trail web capability";

/// Makes the room.
pub fn run(name: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase();
    if name.len() < 3 || !name.chars().all(plain) {
        return Err("a room's name is one lower-case English word, a plural noun".into());
    }
    let root = shell::root();
    let home = root.join("capabilities").join(name);
    if home.exists() {
        return Err(format!("{} is there already", home.display()));
    }
    let stamp = shell::read(Command::new("date").args(["-u", "+%Y%m%d_%H%M"]))?;
    for (path, text) in PATTERN {
        let fill = |text: &str| {
            text.replace("ROOM", name)
                .replace("STAMP", stamp.trim())
                .replace("PREFIX", &name[..3])
        };
        let file = home.join(fill(path));
        let dir = file.parent().unwrap_or(&home);
        std::fs::create_dir_all(dir).map_err(|why| format!("{}: {why}", dir.display()))?;
        std::fs::write(&file, fill(text)).map_err(|why| format!("{}: {why}", file.display()))?;
    }
    let whole = format!("{name} = {{ path = \"capabilities/{name}\" }}\n");
    edit(&root.join("Cargo.toml"), |text| {
        before_line(text, "yizhan = { path", &whole)
    })?;
    let used = format!("{name}.workspace = true\n");
    edit(&root.join("yizhan/Cargo.toml"), |text| {
        sorted_in(text, "[dependencies]", &used)
    })?;
    let door = format!("{name}: {DOORS}\n");
    edit(&root.join("xtask/doors.txt"), |text| {
        let text = before_line(text, "yizhan:", &door)?;
        let lines = text.lines().map(|line| {
            let top = line.starts_with("yizhan:") || line.starts_with("journeys:");
            if top {
                format!("{line} {name}\n")
            } else {
                format!("{line}\n")
            }
        });
        Some(lines.collect())
    })?;
    let call = format!("        {name}::capability(),\n");
    edit(&root.join("yizhan/src/rooms.rs"), |text| {
        before_line(text, "    ]", &call)
    })?;
    shell::run(shell::cargo().args(["fmt", "--package", name, "--package", "yizhan"]))?;
    println!("capabilities/{name} stands. Read its README, then run:");
    println!("  cargo xtask docs && cargo verify fmt clippy tidy tests");
    Ok(())
}

/// Changes a file, or says that it has not the form we know.
fn edit(file: &Path, change: impl FnOnce(&str) -> Option<String>) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|why| format!("{}: {why}", file.display()))?;
    let unknown = || format!("{} has another form: add the line by hand", file.display());
    let changed = change(&text).ok_or_else(unknown)?;
    std::fs::write(file, changed).map_err(|why| format!("{}: {why}", file.display()))
}

/// Puts a line before the first line that begins so.
fn before_line(text: &str, begins: &str, line: &str) -> Option<String> {
    let at = if text.starts_with(begins) {
        0
    } else {
        text.find(&format!("\n{begins}"))? + 1
    };
    Some(format!("{}{line}{}", &text[..at], &text[at..]))
}

/// Puts a line into a section of sorted lines.
fn sorted_in(text: &str, section: &str, line: &str) -> Option<String> {
    let start = text.find(section)? + section.len() + 1;
    let end = text[start..]
        .find("\n[")
        .map_or(text.len(), |at| start + at + 1);
    let mut at = start;
    for old in text[start..end].split_inclusive('\n') {
        if old.trim().is_empty() || old > line {
            break;
        }
        at += old.len();
    }
    Some(format!("{}{line}{}", &text[..at], &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::{PATTERN, before_line, sorted_in};

    #[test]
    fn lines_find_their_place() {
        let text = "[dependencies]\naxum = 1\nzebra = 1\n\n[lints]\nworkspace = true\n";
        let placed = sorted_in(text, "[dependencies]", "gigs = 1\n").unwrap();
        assert!(placed.starts_with("[dependencies]\naxum = 1\ngigs = 1\nzebra = 1\n\n[lints]"));
        let last = sorted_in(text, "[dependencies]", "zoo = 1\n").unwrap();
        assert!(last.contains("zebra = 1\nzoo = 1\n\n[lints]"));
        assert_eq!(before_line("a\nb\n", "b", "x\n").unwrap(), "a\nx\nb\n");
        assert_eq!(before_line("a\n", "c", "x\n"), None);
    }

    #[test]
    fn the_pattern_keeps_the_house_rules() {
        use crate::tidy::faults;
        use crate::tree::{File, Tree};
        let file = |(path, text): &(&str, &str)| File {
            path: format!("capabilities/gigs/{}", path.replace("ROOM", "gigs")),
            text: text.replace("ROOM", "gigs"),
        };
        let found = faults(&Tree(PATTERN.iter().map(file).collect()));
        assert_eq!(found, []);
    }
}

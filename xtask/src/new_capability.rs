//! `cargo xtask new-capability NAME`: a room that is green at once, and its lines elsewhere.

use crate::shell;
use crate::tree::Tree;
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
    // Everything is thought out before anything is written, so that a refusal leaves no trace.
    let mut files = room(name)?;
    files.extend(lines(name)?);
    for (path, text) in files {
        let file = root.join(&path);
        let dir = file.parent().unwrap_or(&root);
        std::fs::create_dir_all(dir).map_err(|why| format!("{}: {why}", dir.display()))?;
        std::fs::write(&file, text).map_err(|why| format!("{path}: {why}"))?;
    }
    shell::run(shell::cargo().args(["fmt", "--package", name, "--package", "yizhan"]))?;
    println!("capabilities/{name} stands. Read its README, then run:");
    println!("  cargo xtask docs && cargo verify fmt clippy tidy tests");
    Ok(())
}

/// The room's own files.
fn room(name: &str) -> Result<Vec<(String, String)>, String> {
    let stamp = shell::read(Command::new("date").args(["-u", "+%Y%m%d_%H%M"]))?;
    let fill = |text: &str| {
        text.replace("ROOM", name)
            .replace("STAMP", stamp.trim())
            .replace("PREFIX", &name[..3])
    };
    let file = |(path, text): (&str, &str)| {
        let path = format!("capabilities/{name}/{}", fill(path));
        (path, fill(text))
    };
    Ok(PATTERN.into_iter().map(file).collect())
}

/// How a file changes; `None` when it has not the form we know.
type Change<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The files elsewhere that name every room, with this one added.
fn lines(name: &str) -> Result<Vec<(String, String)>, String> {
    let tree = Tree::read(&shell::root());
    let list = tree
        .ending(".rs")
        .find(|file| file.path.starts_with("yizhan/src/") && file.text.contains("::capability()"));
    let list = list.ok_or("yizhan/src has no list of capabilities")?;
    let whole = format!("{name} = {{ path = \"capabilities/{name}\" }}\n");
    let used = format!("{name}.workspace = true\n");
    let door = format!("{name}: {DOORS}\n");
    let changes: [(&str, Change); 4] = [
        ("Cargo.toml", &|text| {
            before_line(text, "yizhan = { path", &whole)
        }),
        ("yizhan/Cargo.toml", &|text| {
            sorted_in(text, "[dependencies]", &used)
        }),
        ("xtask/doors.txt", &|text| doors(text, name, &door)),
        (&list.path, &|text| named(text, name)),
    ];
    let mut files = Vec::new();
    for (path, change) in changes {
        let changed = tree.file(path).and_then(|file| change(&file.text));
        let changed = changed.ok_or_else(|| format!("{path} has another form than we know"))?;
        files.push((path.to_owned(), changed));
    }
    Ok(files)
}

/// The list with one room more, under the last one, which is the application's own.
fn named(text: &str, name: &str) -> Option<String> {
    let call = text.rfind("::capability()")?;
    let path = |c: char| c.is_ascii_alphanumeric() || c == ':' || c == '_';
    let at = text[..call].rfind(|c| !path(c)).map_or(0, |at| at + 1);
    Some(format!(
        "{}{name}::capability(), {}",
        &text[..at],
        &text[at..]
    ))
}

/// The list of doors with the room under the application, which may know it.
fn doors(text: &str, name: &str, door: &str) -> Option<String> {
    let text = before_line(text, "yizhan:", door)?;
    let top = |line: &str| line.starts_with("yizhan:") || line.starts_with("journeys:");
    let lines = text.lines().map(|line| {
        let more = if top(line) {
            format!(" {name}")
        } else {
            String::new()
        };
        format!("{line}{more}\n")
    });
    Some(lines.collect())
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
    use super::{PATTERN, before_line, doors, named, sorted_in};

    #[test]
    fn lines_find_their_place() {
        let text = "[dependencies]\naxum = 1\nzebra = 1\n\n[lints]\nworkspace = true\n";
        let placed = sorted_in(text, "[dependencies]", "gigs = 1\n").unwrap();
        assert!(placed.starts_with("[dependencies]\naxum = 1\ngigs = 1\nzebra = 1\n\n[lints]"));
        let last = sorted_in(text, "[dependencies]", "zoo = 1\n").unwrap();
        assert!(last.contains("zebra = 1\nzoo = 1\n\n[lints]"));
        assert_eq!(before_line("a\nb\n", "b", "x\n").unwrap(), "a\nx\nb\n");
        assert_eq!(before_line("a\n", "c", "x\n"), None);
        let list = "vec![a::capability(), crate::front::capability()]";
        let longer = "vec![a::capability(), c::capability(), crate::front::capability()]";
        assert_eq!(named(list, "c").unwrap(), longer);
        let floor = doors("a:\nyizhan: a\njourneys: a yizhan\n", "c", "c: a\n");
        assert_eq!(
            floor.unwrap(),
            "a:\nc: a\nyizhan: a c\njourneys: a yizhan c\n"
        );
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

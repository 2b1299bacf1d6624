//! Rule 6 and 9: both languages say everything, everything said is used, every refusal is said.

use super::{Fault, File, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Calls whose argument is a refusal's code: the first string, or the second.
const FIRST: [&str; 5] = [
    "Refusal::bad(",
    "Refusal::conflict(",
    "Refusal::not_found(",
    "Refusal::too_many(",
    "Self::of(Kind::",
];
const SECOND: [&str; 2] = ["Refusal::field(", ".fault("];

/// The messages of one file with their lines and the names they expect; a value runs on over
/// indented lines.
fn read(file: &File) -> BTreeMap<&str, (usize, BTreeSet<&str>)> {
    let mut messages: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    let mut current = "";
    for (n, line) in file.lines() {
        if !line.starts_with([' ', '\t', '}']) {
            current = line.split_once('=').map_or("", |(key, _)| key.trim());
        }
        if !current.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue;
        }
        let message = messages.entry(current).or_insert((n, BTreeSet::new()));
        let part = |c: char| !c.is_alphanumeric() && c != '-' && c != '_';
        let names = line
            .split('$')
            .skip(1)
            .filter_map(|rest| rest.split(part).next());
        message.1.extend(names);
    }
    messages
}

/// Keys are the same in both languages, expect the same names, and bear the room's prefix.
pub fn catalogues(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut homes: BTreeMap<&str, &str> = BTreeMap::new();
    for zh in tree.ending("zh-CN.ftl") {
        let Some(en) = tree.file(&zh.path.replace("zh-CN.ftl", "en.ftl")) else {
            found.push(zh.fault("messages", 0, "en.ftl is missing"));
            continue;
        };
        let mut say =
            |file: &File, line, what: String| found.push(file.fault("messages", line, what));
        let (in_zh, in_en) = (read(zh), read(en));
        let room = zh
            .home()
            .strip_prefix("capabilities/")
            .map(|room| format!("{room}-"));
        for (key, (line, names)) in &in_zh {
            match in_en.get(key) {
                None => say(en, 0, format!("{key} is missing")),
                Some(other) if other.1 == *names => {}
                Some(other) => say(
                    en,
                    other.0,
                    format!("{key} expects other names than Chinese"),
                ),
            }
            if let Some(other) = homes.insert(key, zh.home()) {
                say(zh, *line, format!("{key} is said in {other} too"));
            }
            if room.as_ref().is_some_and(|prefix| !key.starts_with(prefix)) {
                say(zh, *line, format!("{key} does not bear the room's prefix"));
            }
        }
        for (key, (line, _)) in in_en.iter().filter(|(key, _)| !in_zh.contains_key(*key)) {
            say(en, *line, format!("{key} is missing in Chinese"));
        }
    }
    found
}

/// What the code says exists, and what exists is said somewhere.
pub fn uses(tree: &Tree) -> Vec<Fault> {
    let catalogues = || tree.ending("zh-CN.ftl");
    let said: BTreeSet<&str> = catalogues()
        .flat_map(|file| read(file).into_keys())
        .collect();
    let speakers = tree
        .0
        .iter()
        .filter(|f| f.path.ends_with(".rs") || f.path.ends_with(".html"));
    let mut found = Vec::new();
    let mut literals: BTreeSet<&str> = BTreeSet::new();
    // `"people-state-" ~ state` and `format!("people-state-{state}")` use every key so begun.
    let mut prefixes: BTreeSet<&str> = BTreeSet::new();
    for file in speakers.filter(|file| file.home() != "xtask") {
        let marks: &[char] = if file.path.ends_with(".rs") {
            &['"']
        } else {
            &['"', '\'']
        };
        for literal in file.text.lines().flat_map(|line| line.split(marks)) {
            let begun = literal.split('{').next().unwrap_or_default();
            let plain = begun
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if plain && begun.ends_with('-') && begun.len() > 3 {
                prefixes.insert(begun);
            }
            literals.insert(literal.rsplit("said=").next().unwrap_or(literal));
        }
        if file.is_test() || said.is_empty() {
            continue;
        }
        for (n, key) in asked(file)
            .into_iter()
            .filter(|(_, key)| !said.contains(key))
        {
            found.push(file.fault("message-unknown", n, format!("{key} is not in zh-CN.ftl")));
        }
    }
    for file in catalogues() {
        for (key, (line, _)) in read(file) {
            let begun = prefixes.iter().any(|prefix| key.starts_with(prefix));
            let quoted = file.text.contains(&format!("{{ {key} }}"));
            if !begun && !quoted && !literals.contains(key) {
                found.push(file.fault("message-unused", line, format!("{key}: nobody says it")));
            }
        }
    }
    found
}

/// The keys that a file is sure to ask for: `t("…")` in pages, refusals in code.
fn asked(file: &File) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let html = file.path.ends_with(".html");
    let end = file
        .text
        .find("\n#[cfg(test)]\nmod ")
        .unwrap_or(file.text.len());
    let text = &file.text[..end];
    let mut look = |call: &str, argument: usize| {
        for (at, _) in text.match_indices(call) {
            let rest = &text[at + call.len()..];
            let rest = &rest[..rest.find(')').unwrap_or(rest.len())];
            // What stands between the marks: outside, first string, outside, second string, …
            let mark = if rest.contains('"') { '"' } else { '\'' };
            let parts: Vec<&str> = rest.split(mark).collect();
            // The field's name may be a variable; then the code is the only string.
            let place = if parts.len() == 3 && parts[0].contains(',') {
                1
            } else {
                2 * argument + 1
            };
            let inner = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let pieced = parts
                .get(place + 1)
                .is_some_and(|after| after.contains('~'));
            let direct = !html || parts[0].trim().is_empty();
            let whole = |key: &&&str| !key.is_empty() && !key.ends_with('-') && !key.contains('{');
            if let Some(key) = parts.get(place).filter(whole)
                && direct
                && !(html && (inner || pieced))
            {
                found.push((text[..at].matches('\n').count() + 1, *key));
            }
        }
    };
    if html {
        look("t(", 0);
    } else {
        FIRST.iter().for_each(|call| look(call, 0));
        SECOND.iter().for_each(|call| look(call, 1));
    }
    found
}

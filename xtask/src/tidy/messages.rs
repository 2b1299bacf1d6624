//! Rule 6 and 9: both languages say everything, everything said is used, every refusal is said.

use super::{Fault, File, Tree, fault};
use std::collections::{BTreeMap, BTreeSet};

/// Where a refusal's code stands in a call, as the number of the string argument.
const REFUSALS: [(&str, usize); 7] = [
    ("Refusal::bad(", 0),
    ("Refusal::conflict(", 0),
    ("Refusal::not_found(", 0),
    ("Refusal::too_many(", 0),
    ("Self::of(Kind::", 0),
    ("Refusal::field(", 1),
    (".fault(", 1),
];

/// One message: its line and the names it expects.
struct Message {
    line: usize,
    names: BTreeSet<String>,
}

/// The messages of one file; a value runs on over indented lines.
fn read(file: &File) -> BTreeMap<&str, Message> {
    let mut messages: BTreeMap<&str, Message> = BTreeMap::new();
    let mut current = None;
    for (n, line) in file.lines() {
        let indented = line.starts_with([' ', '\t', '}']);
        if !indented {
            let key = line.split_once('=').map(|(key, _)| key.trim());
            current = key.filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()));
            if let Some(key) = current {
                messages.insert(
                    key,
                    Message {
                        line: n,
                        names: BTreeSet::new(),
                    },
                );
            }
        }
        let Some(message) = current.and_then(|key| messages.get_mut(key)) else {
            continue;
        };
        let names = line.split('$').skip(1).map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || "-_".contains(*c))
                .collect()
        });
        message.names.extend(names);
    }
    messages
}

/// Keys are the same in both languages, expect the same names, and bear the room's prefix.
pub fn catalogues(tree: &Tree) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut homes: BTreeMap<&str, &str> = BTreeMap::new();
    for zh_file in tree.ending("messages/zh-CN.ftl") {
        let en_path = zh_file.path.replace("zh-CN.ftl", "en.ftl");
        let Some(en_file) = tree.file(&en_path) else {
            found.push(fault("messages", zh_file, 0, "en.ftl is missing"));
            continue;
        };
        let (zh, en) = (read(zh_file), read(en_file));
        for (key, message) in &zh {
            match en.get(key) {
                None => found.push(fault("messages", en_file, 0, format!("{key} is missing"))),
                Some(other) if other.names != message.names => {
                    let what = format!("{key} expects other names than in Chinese");
                    found.push(fault("messages", en_file, other.line, what));
                }
                Some(_) => {}
            }
            if let Some(other) = homes.insert(key, zh_file.home()) {
                let what = format!("{key} is said in {other} too");
                found.push(fault("messages", zh_file, message.line, what));
            }
            let room = zh_file.home().strip_prefix("capabilities/");
            if room.is_some_and(|room| !key.starts_with(&format!("{room}-"))) {
                let what = format!("{key} does not bear the room's prefix");
                found.push(fault("messages", zh_file, message.line, what));
            }
        }
        let more = en.iter().filter(|(key, _)| !zh.contains_key(*key));
        found.extend(more.map(|(key, message)| {
            fault(
                "messages",
                en_file,
                message.line,
                format!("{key} is missing in Chinese"),
            )
        }));
    }
    found
}

/// What the code says exists, and what exists is said somewhere.
pub fn uses(tree: &Tree) -> Vec<Fault> {
    let files: Vec<&File> = tree.ending("messages/zh-CN.ftl").collect();
    let said: BTreeSet<&str> = files
        .iter()
        .flat_map(|file| read(file).into_keys())
        .collect();
    let mut found = Vec::new();
    let mut literals: BTreeSet<&str> = BTreeSet::new();
    // `"people-state-" ~ state` and `format!("people-state-{state}")` use every key so begun.
    let mut prefixes: BTreeSet<&str> = BTreeSet::new();
    for file in tree.0.iter().filter(|f| f.home() != "xtask") {
        let html = file.path.ends_with(".html");
        if !html && !file.path.ends_with(".rs") {
            continue;
        }
        for literal in quoted(&file.text, html) {
            let whole = literal.split('{').next().unwrap_or_default();
            let key_like = whole.len() > 3
                && whole
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if key_like && (whole.len() < literal.len() || whole.ends_with('-')) {
                prefixes.insert(whole);
            } else {
                literals.insert(literal.rsplit("said=").next().unwrap_or(literal));
            }
        }
        if file.is_test() || files.is_empty() {
            continue;
        }
        for (n, key) in asked(file, html) {
            if !said.contains(key) {
                found.push(fault(
                    "message-unknown",
                    file,
                    n,
                    format!("{key} is not in zh-CN.ftl"),
                ));
            }
        }
    }
    for file in files {
        let other: String = file
            .text
            .split('{')
            .skip(1)
            .map(|s| s.split('}').next().unwrap_or(""))
            .collect();
        for (key, message) in read(file) {
            let begun = prefixes
                .iter()
                .any(|prefix| prefix.ends_with('-') && key.starts_with(prefix));
            if !begun && !literals.contains(key) && !other.contains(key) {
                found.push(fault(
                    "message-unused",
                    file,
                    message.line,
                    format!("{key}: nobody says it"),
                ));
            }
        }
    }
    found
}

/// Every string between double quotes; in pages between single quotes too.
fn quoted(text: &str, html: bool) -> impl Iterator<Item = &str> {
    let marks: &[char] = if html { &['"', '\''] } else { &['"'] };
    text.lines().flat_map(move |line| line.split(marks))
}

/// The keys that a file is sure to ask for: `t("…")` in pages, refusals in code.
fn asked(file: &File, html: bool) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let calls: &[(&str, usize)] = if html { &[("t(", 0)] } else { &REFUSALS };
    let end = file
        .text
        .find("\n#[cfg(test)]\nmod ")
        .unwrap_or(file.text.len());
    let text = &file.text[..end];
    for (call, argument) in calls {
        for (at, _) in text.match_indices(call) {
            let own = text[..at]
                .bytes()
                .last()
                .is_none_or(|b| !b.is_ascii_alphanumeric() && b != b'_');
            let rest = &text[at + call.len()..];
            let rest = &rest[..rest.find(')').unwrap_or(rest.len())];
            let mark = if rest.contains('"') { '"' } else { '\'' };
            // What stands between the marks: outside, argument 0, outside, argument 1, …
            let strings: Vec<&str> = rest.split(mark).collect();
            let direct = strings[0].trim().is_empty() || !html;
            let at_end = |s: &&str| !s.is_empty() && !s.ends_with('-') && !s.contains('{');
            let string = match (*argument, strings.len()) {
                (1, 3) => strings.get(1),
                (n, _) => strings.get(2 * n + 1),
            };
            if let Some(key) = string.copied().filter(at_end).filter(|_| own && direct) {
                let joined = html
                    && strings
                        .get(2)
                        .is_some_and(|s| s.trim_start().starts_with('~'));
                if !joined {
                    found.push((text[..at].matches('\n').count() + 1, key));
                }
            }
        }
    }
    found
}

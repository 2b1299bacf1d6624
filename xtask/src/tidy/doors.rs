//! The list of doors: which of our crates may know which; arrows run strictly down.

use super::{Fault, File, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Where the doors are written: `crate: dependency dependency…`, lowest first.
const LIST: &str = "xtask/doors.txt";

/// Every `Cargo.toml` opens only doors that are written in the list, and each leads down.
pub fn downward(tree: &Tree) -> Vec<Fault> {
    let Some(list) = tree.file(LIST) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut written: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (n, line) in list.lines() {
        let Some((name, doors)) = line.split_once(':').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let doors: BTreeSet<&str> = doors.split_whitespace().collect();
        let up = doors.iter().filter(|door| !written.contains_key(*door));
        found.extend(up.map(|door| list.fault("doors", n, format!("{name} → {door} leads up"))));
        written.insert(name.trim(), doors);
    }
    for file in tree
        .ending("Cargo.toml")
        .filter(|file| file.path.contains('/'))
    {
        let name = file.home().rsplit('/').next().unwrap_or_default();
        let Some(doors) = written.get(name) else {
            found.push(file.fault("doors", 0, format!("{name} is not in {LIST}")));
            continue;
        };
        let open = opened(file, &written);
        for door in open.difference(doors) {
            found.push(file.fault("doors", 0, format!("{name} → {door} is not in {LIST}")));
        }
    }
    found
}

/// Our own crates that a `Cargo.toml` depends on; what only tests need is free.
fn opened<'a>(file: &'a File, ours: &BTreeMap<&str, BTreeSet<&str>>) -> BTreeSet<&'a str> {
    let mut section = "";
    let mut open = BTreeSet::new();
    for (_, line) in file.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
        if section == "[dependencies]" && ours.contains_key(name) {
            open.insert(name);
        }
    }
    open
}

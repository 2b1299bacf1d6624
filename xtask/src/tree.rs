//! The repository in memory: every text file that is ours, and what a reader may know of it.

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
        let deep = ["capabilities/", "base/", "engine/"]
            .iter()
            .any(|top| self.path.starts_with(top));
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
    /// The Rust code that rules about rooms look at: no tests, not the database layer, not us.
    pub fn code(&self) -> impl Iterator<Item = &File> {
        let inside = |file: &&File| file.is_code() && file.home() != "xtask";
        self.0
            .iter()
            .filter(inside)
            .filter(|file| file.home() != "base/db")
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
        } else if READ.contains(&name.rsplit('.').next().unwrap_or_default())
            && let Ok(text) = std::fs::read_to_string(entry.path())
        {
            files.push(File { path, text });
        }
    }
}

//! A throw-away PostgreSQL server that ends with the process that started it.

use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use parking_lot::Mutex;

use crate::temp::TempDir;

/// Starts the server and waits for the end of its input, which comes when the process that holds
/// the other end goes away, however it ends; then stops the server and cleans up. The signal is
/// repeated because a server that has only just been started does not hear it yet.
const WATCH: &str = r#"
dir=$1 bin=$2
trap '' INT TERM HUP
"$bin/initdb" -D "$dir/data" -U postgres -A trust --locale=C -E UTF8 --no-sync \
    >"$dir/log" 2>&1 </dev/null || exit 1
"$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB \
    >>"$dir/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
while kill -QUIT $server; do sleep 0.05; done
rm -rf "$dir"
"#;

/// A server of our own: a unix socket in a temporary folder, no durability.
/// Dropping it, or the end of the process, stops it and removes its folder.
#[derive(Debug)]
pub struct PgServer {
    folder: PathBuf,
    watch: Mutex<Child>,
    _held_open: Option<ChildStdin>,
}

impl PgServer {
    /// Starts a server; it answers a second or two later. `None` when PostgreSQL is not installed.
    ///
    /// # Panics
    /// When the server's process cannot be started.
    #[must_use]
    pub fn start() -> Option<Self> {
        let programs = programs()?;
        let temp = TempDir::new().expect("a temporary folder");
        let mut command = if is_root(temp.path()) {
            // PostgreSQL refuses to run as root.
            chown(temp.path(), Some(user_id("postgres")?), None).expect("give the folder away");
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "sh"]);
            command
        } else {
            Command::new("sh")
        };
        let folder = temp.leave();
        command
            .args(["-c", WATCH, "watch"])
            .arg(&folder)
            .arg(programs);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // In a group of its own, so that what ends the tests does not end the cleaning.
        let mut watch = command.process_group(0).spawn().expect("start PostgreSQL");
        let held_open = watch.stdin.take();
        Some(Self {
            folder,
            watch: Mutex::new(watch),
            _held_open: held_open,
        })
    }

    /// The address of its database `postgres`.
    #[must_use]
    pub fn url(&self) -> String {
        let folder = self
            .folder
            .to_string_lossy()
            .replace('%', "%25")
            .replace('/', "%2F");
        format!("postgres://postgres@{folder}/postgres")
    }

    /// What the server wrote, when it has ended already.
    pub(super) fn failure(&self) -> Option<String> {
        let ended = self.watch.lock().try_wait();
        let log = || std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        (!matches!(ended, Ok(None))).then(log)
    }
}

/// The folder of the newest server's programs: Debian's place first, then the PATH.
fn programs() -> Option<PathBuf> {
    let has_both = |folder: &Path| {
        ["initdb", "postgres"]
            .iter()
            .all(|it| folder.join(it).exists())
    };
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .ok()
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_string_lossy().parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| has_both(folder))
        .collect();
    found.sort();
    found.pop().map(|(_, folder)| folder).or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| has_both(folder))
    })
}

fn is_root(own: &Path) -> bool {
    std::fs::metadata(own).is_ok_and(|found| found.uid() == 0)
}

fn user_id(name: &str) -> Option<u32> {
    let answer = Command::new("id").args(["-u", name]).output().ok()?;
    String::from_utf8(answer.stdout).ok()?.trim().parse().ok()
}

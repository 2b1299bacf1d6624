//! Stored files: the port, a folder, and a fake.

use futures_util::future::BoxFuture;
use kernel::Refusal;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Why a file could not be kept or fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// No such file.
    Missing,
    /// Not a name: letters, digits, `-`, `_`, `.` in at most four parts parted by `/`, no part
    /// beginning with a dot, 200 bytes in all.
    BadName,
    /// The disk failed.
    Disk(String),
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "no such stored file"),
            Self::BadName => write!(f, "not a name of a stored file"),
            Self::Disk(why) => write!(f, "stored files: {why}"),
        }
    }
}

impl std::error::Error for FileFault {}

impl From<FileFault> for Refusal {
    fn from(fault: FileFault) -> Self {
        match fault {
            FileFault::Missing => Self::not_found("record-unknown"),
            // Names are made by the program, never taken from a form.
            FileFault::BadName | FileFault::Disk(_) => Self::internal(fault),
        }
    }
}

/// Keeps files under names such as `licences/emp_0192.jpg`.
pub trait Files: Send + Sync {
    /// Keeps a file, whole or not at all, replacing what was there.
    fn put<'a>(&'a self, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), FileFault>>;
    /// Fetches a file.
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FileFault>>;
    /// Removes a file; one that is not there is no fault.
    fn remove<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), FileFault>>;
}

fn check(name: &str) -> Result<(), FileFault> {
    let part = |part: &str| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain)
    };
    let good = name.len() <= 200 && name.split('/').count() <= 4 && name.split('/').all(part);
    if good {
        Ok(())
    } else {
        Err(FileFault::BadName)
    }
}

/// Files in a folder of this machine, readable by its owner alone.
pub struct FolderFiles(PathBuf);

/// Tells apart the unfinished files of writers at work at the same time.
static WRITERS: AtomicU64 = AtomicU64::new(0);

impl FolderFiles {
    /// Files under this folder, which is made when the first file comes.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }
    async fn run<T: Send + 'static>(
        &self,
        name: &str,
        work: impl FnOnce(&Path) -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, FileFault> {
        check(name)?;
        let path = self.0.join(name);
        let done = tokio::task::spawn_blocking(move || work(&path)).await;
        match done {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(fault)) if fault.kind() == ErrorKind::NotFound => Err(FileFault::Missing),
            Ok(Err(fault)) => Err(FileFault::Disk(fault.to_string())),
            Err(fault) => Err(FileFault::Disk(fault.to_string())),
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let turn = WRITERS.fetch_add(1, Ordering::Relaxed);
    // A name beginning with a dot is nobody's: an unfinished file is never fetched.
    let part = folder.join(format!(".{}-{turn}.part", std::process::id()));
    let whole = || {
        let mut open = fs::OpenOptions::new();
        let mut file = open
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        fs::File::open(folder)?.sync_all()
    };
    whole().inspect_err(|_| {
        let _ = fs::remove_file(&part);
    })
}

impl Files for FolderFiles {
    fn put<'a>(&'a self, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), FileFault>> {
        let bytes = bytes.to_vec();
        Box::pin(self.run(name, move |path| write(path, &bytes)))
    }
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FileFault>> {
        Box::pin(self.run(name, |path| fs::read(path)))
    }
    fn remove<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), FileFault>> {
        Box::pin(self.run(name, |path| match fs::remove_file(path) {
            Err(fault) if fault.kind() != ErrorKind::NotFound => Err(fault),
            _ => Ok(()),
        }))
    }
}

/// Keeps files in memory.
#[derive(Default)]
pub struct FakeFiles(Mutex<HashMap<String, Vec<u8>>>);

impl FakeFiles {
    /// Names of the files kept, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.0.lock().keys().cloned().collect();
        names.sort();
        names
    }
}

impl Files for FakeFiles {
    fn put<'a>(&'a self, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), FileFault>> {
        let done = check(name).map(|()| {
            self.0.lock().insert(name.to_owned(), bytes.to_vec());
        });
        Box::pin(std::future::ready(done))
    }
    fn get<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<u8>, FileFault>> {
        let found =
            check(name).and_then(|()| self.0.lock().get(name).cloned().ok_or(FileFault::Missing));
        Box::pin(std::future::ready(found))
    }
    fn remove<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<(), FileFault>> {
        let done = check(name).map(|()| {
            self.0.lock().remove(name);
        });
        Box::pin(std::future::ready(done))
    }
}

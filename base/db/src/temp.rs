//! A private folder that goes away with its owner.

use std::fs::DirBuilder;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A new folder under the system's temporary folder, removed on drop.
#[derive(Debug)]
pub(crate) struct TempDir(PathBuf);

impl TempDir {
    /// Makes a folder that nobody else has: an existing one is never taken over.
    pub(crate) fn new() -> std::io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("yizhan-db-{}-{count}", std::process::id());
            let path = std::env::temp_dir().join(name);
            match private().create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Leaves the folder to somebody else's care.
    #[cfg(feature = "testing")]
    pub(crate) fn leave(self) -> PathBuf {
        let path = self.0.clone();
        std::mem::forget(self);
        path
    }
}

/// For the owner's eyes only.
fn private() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

impl Drop for TempDir {
    fn drop(&mut self) {
        // Nobody can act on a failure here; the system empties its temporary folder itself.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

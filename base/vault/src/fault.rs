//! What can go wrong with keys, said to the person who runs the machine.

use std::fmt;
use std::path::PathBuf;

/// A fault of keys or of a sealed value.
#[derive(Debug)]
pub enum VaultFault {
    /// The key file cannot be read or written.
    File(PathBuf, std::io::Error),
    /// The key file is already there and is never overwritten.
    Exists(PathBuf),
    /// Others than the owner may use the key file; the number is its mode.
    TooOpen(PathBuf, u32),
    /// A line of the key file is not `version purpose hex`, or a key is missing.
    Malformed(String),
    /// A key that data rests on is gone or is another.
    KeyChanged(String),
    /// No field key of this version.
    UnknownVersion(u16),
    /// The value was altered or moved to another place.
    Altered,
}

impl fmt::Display for VaultFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, fault) => write!(f, "key file {}: {fault}", path.display()),
            Self::Exists(path) => write!(
                f,
                "key file {} is already there; overwriting it would lose every sealed value",
                path.display()
            ),
            Self::TooOpen(path, mode) => write!(
                f,
                "key file {path} has mode {mode:04o}, others can read it; run: chmod 600 {path}",
                path = path.display()
            ),
            Self::Malformed(why) => write!(f, "key file: {why}"),
            Self::KeyChanged(which) => {
                write!(f, "{which} is gone or is another; the keys in use stay")
            }
            Self::UnknownVersion(version) => write!(f, "no field key of version {version}"),
            Self::Altered => write!(f, "altered, or moved from another row"),
        }
    }
}

impl std::error::Error for VaultFault {}

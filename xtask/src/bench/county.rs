//! The database that measurements run on: seeded once, copied for each run.

use crate::{metadata, shell};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The release program, built when it is not current.
pub fn program() -> Result<PathBuf, String> {
    shell::run(shell::cargo().args(["build", "--release", "--package", "yizhan"]))?;
    Ok(metadata::target_dir()?.join("release/yizhan"))
}

/// A fresh folder for a run.
pub fn folder(name: &str) -> Result<PathBuf, String> {
    let dir = metadata::target_dir()?.join("bench").join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).map_err(|why| format!("{}: {why}", dir.display()))?;
    Ok(dir)
}

/// The seeded county: `full` is one whole Luonan. Made when it is not there.
pub fn seeded(program: &Path, full: bool) -> Result<PathBuf, String> {
    let name = if full { "full" } else { "small" };
    let home = metadata::target_dir()?.join("bench").join(name);
    let file = home.join("county.db");
    if file.is_file() {
        return Ok(file);
    }
    println!("making the {name} county once: {}", file.display());
    let draft = folder(&format!("{name}-draft"))?;
    let db = format!("sqlite:{}", draft.join("county.db").display());
    let mut seed = Command::new(program);
    seed.args(["seed", "--db", &db]).env("YIZHAN_LOG", "warn");
    if full {
        seed.arg("--full");
    }
    shell::run(&mut seed)?;
    std::fs::rename(&draft, &home).map_err(|why| why.to_string())?;
    Ok(file)
}

/// Copies the county with its keys into the folder of a run; the address of the copy.
pub fn copy(county: &Path, into: &Path) -> Result<String, String> {
    let from = county.parent().unwrap_or(Path::new("."));
    for entry in std::fs::read_dir(from)
        .map_err(|why| why.to_string())?
        .flatten()
    {
        if entry.path().is_file() {
            let target = into.join(entry.file_name());
            std::fs::copy(entry.path(), target).map_err(|why| why.to_string())?;
        }
    }
    Ok(format!("sqlite:{}", into.join("county.db").display()))
}

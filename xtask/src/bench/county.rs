//! The database that measurements run on: seeded once, copied for each run.

use crate::postgres::Postgres;
use crate::{metadata, shell};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program, built when it is not current: as released for a full run, as the tests have it
/// for a short one, so that a change is checked without a second build of everything.
pub fn program(short: bool) -> Result<PathBuf, String> {
    built(&["--package", "yizhan"], "yizhan", short)
}

/// Builds something of ours and says where it lies.
pub fn built(what: &[&str], name: &str, short: bool) -> Result<PathBuf, String> {
    let mut build = shell::cargo();
    build.arg("build").args(what);
    if !short {
        build.arg("--release");
    }
    shell::run(&mut build)?;
    let profile = if short { "debug" } else { "release" };
    Ok(metadata::target_dir()?.join(profile).join(name))
}

/// Was the small county made by an older program? Its schema may be another then.
fn stale(file: &Path, program: &Path) -> bool {
    let time = |path: &Path| std::fs::metadata(path).and_then(|m| m.modified()).ok();
    time(file) < time(program)
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
    if file.is_file() && (full || !stale(&file, program)) {
        return Ok(file);
    }
    let _ = std::fs::remove_dir_all(&home);
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

/// Moves the county into an empty PostgreSQL; its keys come to lie in the folder of the run.
pub fn to_postgres(
    program: &Path,
    county: &Path,
    into: &Path,
    postgres: &Postgres,
) -> Result<(), String> {
    let db = copy(county, into)?;
    let yizhan = |words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).env("YIZHAN_LOG", "warn");
        shell::read(&mut command).map(|_| ())
    };
    // The county may be older than the program.
    yizhan(&["migrate", "--db", &db])?;
    yizhan(&["copy", "--from", &db, "--to", &postgres.url()])?;
    for file in ["county.db", "county.db-wal", "county.db-shm"] {
        let _ = std::fs::remove_file(into.join(file));
    }
    Ok(())
}

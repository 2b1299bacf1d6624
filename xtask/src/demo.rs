//! `cargo demo`: builds, makes the demo county when it is not there, serves it.

use crate::{metadata, shell};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const LISTEN: &str = "127.0.0.1:8600";

/// Builds, seeds, serves until interrupted.
pub fn run() -> Result<(), String> {
    let target = metadata::target_dir()?;
    println!("1/3  Building yizhan; the first time takes minutes, later seconds.");
    let start = Instant::now();
    shell::run(shell::cargo().args(["build", "--release", "--package", "yizhan"]))?;
    println!("     built in {:.0} s", start.elapsed().as_secs_f32());
    let yizhan = target.join("release/yizhan");
    let county = target.join("demo/county.db");
    if county.is_file() {
        println!("2/3  The demo county is there: {}", county.display());
    } else {
        println!("2/3  Making the demo county; its people and employers are invented.");
        make(&yizhan, &county)?;
    }
    println!("3/3  Serving http://{LISTEN}; stop with Ctrl-C. Delete the county to start afresh.");
    let db = format!("sqlite:{}", county.display());
    shell::run(Command::new(&yizhan).args(["serve", "--listen", LISTEN, "--demo", "--db", &db]))
}

/// Seeds beside the final place first, so that a broken-off seeding is not taken for a county.
fn make(yizhan: &Path, county: &Path) -> Result<(), String> {
    let dir = county.parent().unwrap_or(Path::new("."));
    let draft = dir.join("draft");
    let _ = std::fs::remove_dir_all(&draft);
    std::fs::create_dir_all(&draft).map_err(|why| format!("{}: {why}", draft.display()))?;
    let db = format!("sqlite:{}", draft.join("county.db").display());
    let start = Instant::now();
    shell::run(Command::new(yizhan).args(["seed", "--db", &db]))?;
    let made = std::fs::read_dir(&draft).map_err(|why| why.to_string())?;
    // The database last: when it stands in its place, its keys do too.
    let mut files: Vec<PathBuf> = made.flatten().map(|entry| entry.path()).collect();
    files.sort_by_key(|file| file.file_name() == county.file_name());
    for file in files {
        let name = file.file_name().unwrap_or_default();
        std::fs::rename(&file, dir.join(name)).map_err(|why| why.to_string())?;
    }
    println!("     made in {:.0} s", start.elapsed().as_secs_f32());
    Ok(())
}

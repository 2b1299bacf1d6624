//! Whom we are compared with: a bare axum handler and a Django page on the same file.

use super::county;
use super::server::Server;
use crate::{metadata, shell};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Starts the bare handler, which returns the bytes of these files at `/NAME`.
pub fn bare(files: &[(String, PathBuf)], log: &Path, short: bool) -> Result<Server, String> {
    let what = ["--package", "yizhan", "--example", "bare"];
    let program = county::built(&what, "examples/bare", short)?;
    let start = |port: u16| {
        let mut command = Command::new(program);
        command.arg(port.to_string());
        for (name, file) in files {
            command.arg(format!("{name}={}", file.display()));
        }
        command
    };
    Server::start(start, "/", log)
}

/// Installs what `xtask/peers/NAME/requirements.txt` lists beside our build, once; `None` when
/// there is no Python.
pub fn python(name: &str) -> Result<Option<PathBuf>, String> {
    if shell::which("python3").is_none() {
        return Ok(None);
    }
    let home = metadata::target_dir()?.join("peers").join(name);
    let python = home.join("bin/python");
    if !home.join("ready").is_file() {
        let mut venv = Command::new("python3");
        if shell::run(venv.args(["-m", "venv"]).arg(&home)).is_err() {
            return Ok(None);
        }
        let peer = shell::root().join("xtask/peers").join(name);
        let list = peer.join("requirements.txt");
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "-r"])
            .arg(list);
        shell::run(&mut pip)?;
        std::fs::write(home.join("ready"), "").map_err(|why| why.to_string())?;
    }
    Ok(Some(python))
}

/// Starts the Django page on a copy of the database; `None` when there is no Python.
pub fn django(database: &Path, log: &Path) -> Result<Option<Server>, String> {
    let Some(python) = python("django")? else {
        return Ok(None);
    };
    let home = shell::root().join("xtask/peers/django");
    let start = |port: u16| {
        let mut command = Command::new(python);
        command.args(["-m", "gunicorn", "--workers", "2", "--bind"]);
        command
            .arg(format!("127.0.0.1:{port}"))
            .arg("--chdir")
            .arg(home);
        command.args([
            "--keep-alive",
            "30",
            "--worker-class",
            "gthread",
            "--threads",
            "4",
        ]);
        command.arg("app:application").env("COUNTY_DB", database);
        command
    };
    Server::start(start, "/jobs", log).map(Some)
}

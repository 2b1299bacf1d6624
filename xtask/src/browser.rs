//! Browser tests: the demo county served on a free port, walked through in headless Chromium.

use crate::report::{Done, Outcome};
use crate::{metadata, shell};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

/// The server under test; dropping it stops it.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs every `xtask/browser/*.mjs`; each prints `ok …` or `not ok …` for each thing it checked.
///
/// A script finds the server in `YIZHAN_URL`, what it said in `YIZHAN_LOG_FILE` (the personas'
/// links among it), and the browser in `CHROMIUM`.
pub fn check() -> Outcome {
    let chromium = ["chromium", "chromium-browser", "google-chrome"];
    let Some(chromium) = chromium.iter().find_map(|name| shell::which(name)) else {
        return Ok(Done::NotRun("no Chromium on this machine".into()));
    };
    if shell::which("node").is_none() || shell::which("npm").is_none() {
        return Ok(Done::NotRun("no node or npm on this machine".into()));
    }
    let target = metadata::target_dir()?;
    let bench = prepare(&target)?;
    let (_server, url) = serve(&metadata::binary("yizhan")?, &bench)?;
    let mut checks = 0;
    let mut faults = Vec::new();
    for script in scripts(&shell::root().join("xtask/browser"))? {
        let mut node = Command::new("node");
        node.current_dir(&bench).arg(&script);
        node.env("YIZHAN_URL", &url).env("CHROMIUM", &chromium);
        node.env("YIZHAN_LOG_FILE", bench.join("server.log"));
        let ended = shell::watch(&mut node, |line| {
            if line.starts_with("ok ") {
                checks += 1;
            } else if line.starts_with("not ok ") {
                faults.push(format!("{script}: {line}"));
            }
        });
        faults.extend(ended.err());
    }
    if faults.is_empty() {
        Ok(Done::Passed(checks))
    } else {
        Err(faults.join("\n"))
    }
}

/// The names of the scripts, in order; what they share lives in folders.
fn scripts(dir: &Path) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(dir).map_err(|why| format!("{}: {why}", dir.display()))?;
    let names = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".mjs")).collect();
    names.sort();
    Ok(names)
}

/// Brings the scripts and what they need together under `target/browser`.
fn prepare(target: &Path) -> Result<PathBuf, String> {
    let from = shell::root().join("xtask/browser");
    let bench = target.join("browser");
    std::fs::create_dir_all(&bench).map_err(|why| format!("{}: {why}", bench.display()))?;
    let lock = std::fs::read(from.join("package-lock.json")).map_err(|why| why.to_string())?;
    let stamp = bench.join("installed-lock.json");
    shell::run(Command::new("cp").arg("-r").arg(from.join(".")).arg(&bench))?;
    if std::fs::read(&stamp).ok().as_deref() != Some(lock.as_slice()) {
        let mut npm = Command::new("npm");
        npm.current_dir(&bench)
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        shell::run(&mut npm)?;
        std::fs::write(&stamp, &lock).map_err(|why| why.to_string())?;
    }
    Ok(bench)
}

/// Seeds a small county and serves it; gives the address once it answers.
fn serve(yizhan: &Path, bench: &Path) -> Result<(Server, String), String> {
    let file = bench.join("county.db");
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(bench.join(format!("county.db{end}")));
    }
    let db = format!("sqlite:{}", file.display());
    let mut seed = Command::new(yizhan);
    shell::run(
        seed.current_dir(bench)
            .args(["seed", "--small", "--db", &db]),
    )?;
    let port = shell::free_port()?;
    let listen = format!("127.0.0.1:{port}");
    let mut serve = Command::new(yizhan);
    serve
        .current_dir(bench)
        .args(["serve", "--demo", "--listen", &listen, "--db", &db]);
    let log = std::fs::File::create(bench.join("server.log")).map_err(|why| why.to_string())?;
    let other = log.try_clone().map_err(|why| why.to_string())?;
    let child = serve
        .stdout(log)
        .stderr(other)
        .spawn()
        .map_err(|why| format!("yizhan: {why}"))?;
    let mut server = Server(child);
    for _ in 0..600 {
        if TcpStream::connect(&listen).is_ok() {
            return Ok((server, format!("http://{listen}")));
        }
        if let Ok(Some(status)) = server.0.try_wait() {
            let said = std::fs::read_to_string(bench.join("server.log")).unwrap_or_default();
            return Err(format!("{said}\n`yizhan serve` ended with {status}"));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Err("`yizhan serve` does not answer after 60 s".into())
}

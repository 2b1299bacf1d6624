//! Starts the program under test on a free port of this machine, and stops it again.

use super::client::{Answer, Ask, Client};
use crate::shell;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server; dropping it ends it.
pub struct Server {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// From start to the first good answer.
    pub ready: Duration,
    child: Child,
}

impl Server {
    /// Starts a command that listens on the port it is given, and waits for a good answer.
    pub fn start(
        command: impl FnOnce(u16) -> Command,
        path: &str,
        log: &Path,
    ) -> Result<Self, String> {
        let port = shell::free_port()?;
        let mut command = command(port);
        let file = std::fs::File::options().create(true).append(true).open(log);
        let file = file.map_err(|why| format!("{}: {why}", log.display()))?;
        let other = file.try_clone().map_err(|why| why.to_string())?;
        command.stdout(file).stderr(other).stdin(Stdio::null());
        let start = Instant::now();
        let mut child = command.spawn().map_err(|why| why.to_string())?;
        loop {
            if let Ok(answer) = Client::new(port).send(&Ask::get(path))
                && answer.status == 200
            {
                break;
            }
            if let Ok(Some(status)) = child.try_wait() {
                return Err(format!(
                    "the server ended with {status}; see {}",
                    log.display()
                ));
            }
            if start.elapsed() > Duration::from_secs(60) {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("no answer within a minute; see {}", log.display()));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let ready = start.elapsed();
        Ok(Self { port, ready, child })
    }

    /// `yizhan serve` on a database; its keys lie in the same folder as the log.
    pub fn yizhan(program: &Path, db: &str, log: &Path) -> Result<Self, String> {
        let command = |port: u16| {
            let mut command = Command::new(program);
            command.args(["serve", "--demo", "--db", db, "--listen"]);
            command.arg(format!("127.0.0.1:{port}"));
            command.env("YIZHAN_LOG", "warn");
            command.env("YIZHAN_KEYS", log.with_file_name("yizhan.keys"));
            command
        };
        Self::start(command, "/readyz", log)
    }

    /// Resident memory in MB (Linux; 0 elsewhere).
    pub fn resident_mb(&self) -> f64 {
        let file = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find_map(|l| l.strip_prefix("VmRSS:"));
        let kb = line.and_then(|l| l.trim().split(' ').next()?.parse::<f64>().ok());
        kb.unwrap_or(0.0) / 1024.0
    }

    /// Kills it without warning (SIGKILL).
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks once on a connection of its own.
    pub fn ask(&self, ask: &Ask) -> Result<Answer, String> {
        Client::new(self.port).send(ask)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

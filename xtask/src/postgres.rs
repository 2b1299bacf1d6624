//! A throw-away PostgreSQL for the tests: made, started, stopped and removed by one run.

use crate::shell;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server; dropping it stops the server and removes its files.
pub struct Postgres {
    bin: PathBuf,
    dir: PathBuf,
    server: Child,
    port: u16,
}

impl Postgres {
    /// Starts a server when its programs are on this machine; `None` when they are not.
    pub fn start() -> Result<Option<Self>, String> {
        let Some(bin) = find() else { return Ok(None) };
        if shell::is_root() && shell::which("runuser").is_none() {
            return Ok(None);
        }
        let dir = std::env::temp_dir().join(format!("yizhan-pg-{}", std::process::id()));
        std::fs::create_dir_all(&dir).map_err(|why| format!("{}: {why}", dir.display()))?;
        if shell::is_root() {
            shell::run(Command::new("chown").arg("postgres").arg(&dir))?;
        }
        let data = dir.join("data");
        let mut initdb = as_postgres(&bin.join("initdb"));
        initdb
            .arg("-D")
            .arg(&data)
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8"]);
        shell::run(
            initdb
                .args(["--locale=C", "--no-sync"])
                .stdout(Stdio::null()),
        )?;
        let port = shell::free_port()?;
        let mut server = as_postgres(&bin.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(&dir);
        server.args(["-h", "127.0.0.1", "-p", &port.to_string(), "-F"]);
        // Nothing here outlives the run, so nothing need reach the disk.
        let settings = [
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
            "jit=off",
        ];
        settings.iter().for_each(|setting| {
            server.args(["-c", setting]);
        });
        let log = std::fs::File::create(dir.join("log")).map_err(|why| why.to_string())?;
        server.stdout(Stdio::null()).stderr(log);
        let server = server.spawn().map_err(|why| format!("postgres: {why}"))?;
        let mut running = Self {
            bin,
            dir,
            server,
            port,
        };
        running.wait()?;
        Ok(Some(running))
    }

    /// The address that tests read from `TEST_POSTGRES_URL`.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Waits until the server answers, at most 30 s.
    fn wait(&mut self) -> Result<(), String> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        for _ in 0..300 {
            if let Ok(Some(status)) = self.server.try_wait() {
                let log = std::fs::read_to_string(self.dir.join("log")).unwrap_or_default();
                return Err(format!("{log}\npostgres ended with {status}"));
            }
            let open = TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok();
            if open && self.answers() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("postgres does not answer after 30 s".into())
    }

    /// An open port may still belong to a server that is starting up.
    fn answers(&self) -> bool {
        let mut ready = Command::new(self.bin.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        ready.status().map_or(true, |status| status.success())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = as_postgres(&self.bin.join("pg_ctl"));
        stop.args(["stop", "-m", "immediate", "-D"])
            .arg(self.dir.join("data"));
        let stopped = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// The folder of the newest server on this machine.
fn find() -> Option<PathBuf> {
    let whole = |bin: &PathBuf| bin.join("initdb").is_file() && bin.join("pg_ctl").is_file();
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok();
    let versions = debian.into_iter().flatten().flatten().filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        Some((version, entry.path().join("bin")))
    });
    let newest = versions
        .filter(|(_, bin)| whole(bin))
        .max()
        .map(|(_, bin)| bin);
    newest.or_else(|| {
        shell::which("initdb")?
            .parent()
            .map(Path::to_path_buf)
            .filter(whole)
    })
}

/// The program as the unprivileged user that PostgreSQL insists on.
fn as_postgres(program: &Path) -> Command {
    if !shell::is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    // The folder we stand in may be closed to that user.
    command.current_dir("/");
    command
}

#[cfg(test)]
mod tests {
    use super::Postgres;

    #[test]
    fn a_server_answers_and_leaves_nothing_behind() {
        let Some(server) = Postgres::start().unwrap() else {
            return;
        };
        let dir = server.dir.clone();
        assert!(server.answers() && dir.is_dir());
        drop(server);
        assert!(!dir.exists());
    }
}

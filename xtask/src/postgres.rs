//! A throw-away PostgreSQL for the tests: made, started, stopped and removed by one run.

use crate::shell;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Servers that this process has made.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A running server; dropping it stops the server and removes its files.
pub struct Postgres {
    bin: PathBuf,
    dir: PathBuf,
    server: Child,
    port: u16,
    durable: bool,
}

/// How a server is ended without warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blow {
    /// SIGKILL to it and to all its processes.
    Kill,
    /// Its own immediate stop: no checkpoint, every connection cut off.
    Stop,
}

impl Postgres {
    /// Starts a server when its programs are on this machine; `None` when they are not. Nothing
    /// it is told reaches the disk on time: it does not outlive the run.
    pub fn start() -> Result<Option<Self>, String> {
        Self::make(false)
    }

    /// The same, with the settings of an ordinary server: a commit is on the disk.
    pub fn durable() -> Result<Option<Self>, String> {
        Self::make(true)
    }

    fn make(durable: bool) -> Result<Option<Self>, String> {
        let Some(bin) = find() else { return Ok(None) };
        if shell::is_root() && shell::which("runuser").is_none() {
            return Ok(None);
        }
        let dir = std::env::temp_dir().join(format!(
            "yizhan-pg-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::create_dir_all(&dir).map_err(|why| format!("{}: {why}", dir.display()))?;
        if shell::is_root() {
            shell::run(Command::new("chown").arg("postgres").arg(&dir))?;
        }
        let mut initdb = as_postgres(&bin.join("initdb"));
        initdb
            .arg("-D")
            .arg(dir.join("data"))
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8"]);
        shell::run(
            initdb
                .args(["--locale=C", "--no-sync"])
                .stdout(Stdio::null()),
        )?;
        let port = shell::free_port()?;
        let mut running = Self {
            server: launch(&bin, &dir, port, durable)?,
            bin,
            dir,
            port,
            durable,
        };
        running.wait()?;
        Ok(Some(running))
    }

    /// Ends the server without warning; its files stay as they are at this moment.
    pub fn strike(&mut self, blow: Blow) -> Result<(), String> {
        match blow {
            Blow::Stop => shell::run(self.stop().stdout(Stdio::null()))?,
            Blow::Kill => {
                let file = self.dir.join("data/postmaster.pid");
                let text = std::fs::read_to_string(&file).map_err(|why| why.to_string())?;
                let pid = text
                    .lines()
                    .next()
                    .and_then(|line| line.trim().parse().ok());
                let pid: u32 = pid.ok_or("postmaster.pid holds no number")?;
                let mut all = vec![pid.to_string()];
                all.extend(children(pid));
                // Those that end by themselves meanwhile are no fault.
                let kill = format!("kill -KILL {} 2>/dev/null; true", all.join(" "));
                shell::run(Command::new("sh").args(["-c", &kill]))?;
            }
        }
        let _ = self.server.wait();
        Ok(())
    }

    /// Starts the server again on the files it left, and waits until it answers.
    pub fn restart(&mut self) -> Result<(), String> {
        let mut tries = 0;
        loop {
            self.server = launch(&self.bin, &self.dir, self.port, self.durable)?;
            match self.wait() {
                // A process of the old server may still be ending.
                Err(_) if tries < 20 => std::thread::sleep(Duration::from_millis(200)),
                ended => return ended,
            }
            tries += 1;
        }
    }

    fn stop(&self) -> Command {
        let mut stop = as_postgres(&self.bin.join("pg_ctl"));
        stop.args(["stop", "-m", "immediate", "-D"])
            .arg(self.dir.join("data"));
        stop
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
        let mut stop = self.stop();
        let stopped = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

fn launch(bin: &Path, dir: &Path, port: u16, durable: bool) -> Result<Child, String> {
    let mut server = as_postgres(&bin.join("postgres"));
    server.arg("-D").arg(dir.join("data")).arg("-k").arg(dir);
    server.args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    let mut settings = vec!["max_connections=200", "jit=off"];
    if !durable {
        // Nothing here outlives the run, so nothing need reach the disk.
        server.arg("-F");
        settings.extend(["synchronous_commit=off", "full_page_writes=off"]);
    }
    settings.iter().for_each(|setting| {
        server.args(["-c", setting]);
    });
    let log = std::fs::File::options()
        .create(true)
        .append(true)
        .open(dir.join("log"));
    let log = log.map_err(|why| why.to_string())?;
    server.stdout(Stdio::null()).stderr(log);
    server.spawn().map_err(|why| format!("postgres: {why}"))
}

/// The processes that this one has started (Linux).
fn children(pid: u32) -> Vec<String> {
    let parent = format!("PPid:\t{pid}");
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ours = all.filter(|entry| {
        let status = std::fs::read_to_string(entry.path().join("status"));
        status.is_ok_and(|text| text.lines().any(|line| line == parent))
    });
    ours.filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
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
    use super::{Blow, Postgres};

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

    #[test]
    fn a_killed_server_comes_back() {
        let Some(mut server) = Postgres::durable().unwrap() else {
            return;
        };
        for blow in [Blow::Kill, Blow::Stop] {
            server.strike(blow).unwrap();
            assert!(!server.answers());
            server.restart().unwrap();
            assert!(server.answers());
        }
    }
}

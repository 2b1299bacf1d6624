//! `prove crash`: the server, and the database under it, are killed at random during writes;
//! nothing acknowledged may be missing, nothing half done, and the audit chain must hold.

use super::writes::{Round, Writers, retry, verify};
use crate::asked::Asked;
use crate::bench::client::Ask;
use crate::bench::county;
use crate::bench::server::Server;
use crate::bench::session::Session;
use crate::postgres::{Blow, Postgres};
use crate::shell;
use std::hash::{BuildHasher, Hasher};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

/// How long the server may take to answer again once its database is back.
const RECOVERY: Duration = Duration::from_secs(30);

/// Numbers from the machine's own chance, so that every run kills at other moments.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        Self(std::hash::RandomState::new().build_hasher().finish() | 1)
    }
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % n
    }
    /// A moment within the first writes or well among them.
    fn wait(&mut self) {
        std::thread::sleep(Duration::from_millis(20 + self.below(380)));
    }
}

/// Kills 200 times on each database (on PostgreSQL half of them the database itself), or ten
/// and six times when short.
pub fn run(asked: Asked) -> Result<(), String> {
    let program = county::program(asked.short)?;
    let seeded = county::seeded(&program, false)?;
    if asked.sqlite {
        let dir = county::folder("crash")?;
        let db = county::copy(&seeded, &dir)?;
        let mut proof = Proof::new("SQLite", &program, db, dir);
        proof.server_killed(if asked.short { 10 } else { 200 })?;
    }
    if !asked.postgres {
        return Ok(());
    }
    let Some(mut postgres) = Postgres::durable()? else {
        return Err("PostgreSQL is not on this machine: proved on SQLite only".into());
    };
    let dir = county::folder("crash-postgres")?;
    county::to_postgres(&program, &seeded, &dir, &postgres)?;
    let rounds = if asked.short { 3 } else { 100 };
    let mut proof = Proof::new("PostgreSQL", &program, postgres.url(), dir);
    proof.server_killed(rounds)?;
    proof.database_killed(&mut postgres, rounds)
}

/// A county under violence.
struct Proof {
    name: &'static str,
    program: PathBuf,
    db: String,
    dir: PathBuf,
    chance: Chance,
    next: AtomicU64,
    session: Option<Session>,
    last: Round,
    kept: usize,
    retried: usize,
}

impl Proof {
    fn new(name: &'static str, program: &std::path::Path, db: String, dir: PathBuf) -> Self {
        Self {
            name,
            program: program.to_owned(),
            db,
            dir,
            chance: Chance::new(),
            next: AtomicU64::new(1),
            session: None,
            last: Round::default(),
            kept: 0,
            retried: 0,
        }
    }

    fn serve(&self) -> Result<Server, String> {
        Server::yizhan(&self.program, &self.db, &self.dir.join("yizhan.log"))
    }

    fn session(&mut self, server: &Server) -> Result<Session, String> {
        if let Some(known) = &self.session {
            return Ok(known.clone());
        }
        let session = Session::enter(server, "county-clerk")?;
        Ok(self.session.insert(session).clone())
    }

    /// The server is killed, and started again on what the database kept.
    fn server_killed(&mut self, rounds: usize) -> Result<(), String> {
        for round in 0..=rounds {
            let server = self.serve()?;
            let session = self.session(&server)?;
            self.look(&server, &session)?;
            if round == rounds {
                break;
            }
            let writers = Writers {
                port: server.port,
                session: &session,
                next: &self.next,
                patient: false,
            };
            let chance = &mut self.chance;
            self.last = writers.during(|| {
                chance.wait();
                server.kill();
                Ok(())
            })?;
            self.judge(round, "server")?;
        }
        self.close(rounds, "server")
    }

    /// The database server is killed under one and the same server, which must find it again.
    fn database_killed(&mut self, postgres: &mut Postgres, rounds: usize) -> Result<(), String> {
        let server = self.serve()?;
        let session = self.session(&server)?;
        let mut slowest = Duration::ZERO;
        for round in 0..=rounds {
            self.look(&server, &session)?;
            if round == rounds {
                break;
            }
            let blow = match round % 2 {
                0 => Blow::Kill,
                _ => Blow::Stop,
            };
            let writers = Writers {
                port: server.port,
                session: &session,
                next: &self.next,
                patient: true,
            };
            let chance = &mut self.chance;
            let back = &mut slowest;
            self.last = writers.during(|| {
                chance.wait();
                postgres.strike(blow)?;
                chance.wait();
                postgres.restart()?;
                *back = answers_again(&server)?.max(*back);
                chance.wait();
                Ok(())
            })?;
            self.judge(round, "database")?;
        }
        println!(
            "{}: the server answered again at most {:.2} s after its database did",
            self.name,
            slowest.as_secs_f64()
        );
        self.close(rounds, "database")
    }

    /// Every acknowledged write of the last round is there, every open one may be sent again.
    fn look(&mut self, server: &Server, session: &Session) -> Result<(), String> {
        for done in &self.last.acknowledged {
            verify(server, session, done)?;
        }
        for n in &self.last.open {
            retry(server, session, *n)?;
        }
        self.kept += self.last.acknowledged.len();
        self.retried += self.last.open.len();
        self.last = Round::default();
        Ok(())
    }

    fn judge(&self, round: usize, what: &str) -> Result<(), String> {
        if let Some(fault) = self.last.faults.first() {
            return Err(format!("{}: round {round}: {fault}", self.name));
        }
        if round % 20 == 19 {
            self.verified()?;
            let (name, killed) = (self.name, round + 1);
            println!(
                "{name}: {what} killed {killed} times: {} writes are there",
                self.kept
            );
        }
        Ok(())
    }

    /// The account of one sort of kills; what it counted starts anew.
    fn close(&mut self, rounds: usize, what: &str) -> Result<(), String> {
        self.verified()?;
        let (kept, retried) = (self.kept, self.retried);
        (self.kept, self.retried) = (0, 0);
        println!(
            "{}: {what} killed {rounds} times: {kept} acknowledged writes are all there, {retried} \
             retries of unanswered ones were harmless, the audit chain verifies",
            self.name
        );
        match kept {
            0 => Err("nothing was ever acknowledged: the test has not tested".into()),
            _ => Ok(()),
        }
    }

    /// `yizhan audit verify` and `yizhan check` find nothing.
    fn verified(&self) -> Result<(), String> {
        for words in [&["audit", "verify"][..], &["check"]] {
            let mut command = Command::new(&self.program);
            command.args(words).args(["--db", &self.db]);
            command.env("YIZHAN_KEYS", self.dir.join("yizhan.keys"));
            shell::read(command.env("YIZHAN_LOG", "warn"))?;
        }
        Ok(())
    }
}

/// Waits until the server says that its database answers; how long that took.
fn answers_again(server: &Server) -> Result<Duration, String> {
    let start = Instant::now();
    while start.elapsed() < RECOVERY {
        if server.ask(&Ask::get("/readyz"))?.status == 200 {
            return Ok(start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err("the server did not find its database again".into())
}

//! `prove crash`: the server is killed at random while it writes; nothing that was acknowledged
//! may be missing, nothing may be half done, and the audit chain must hold.

use super::name;
use crate::bench::client::{Ask, Client};
use crate::bench::county;
use crate::bench::server::Server;
use crate::bench::session::Session;
use crate::shell;
use std::hash::{BuildHasher, Hasher};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Clients that write at the same time.
const WRITERS: usize = 4;

/// A registration that was acknowledged.
#[derive(Debug, Clone)]
struct Acknowledged {
    name: String,
    page: String,
}

/// What the writers of one round saw.
#[derive(Debug, Default)]
struct Round {
    acknowledged: Vec<Acknowledged>,
    /// Sent, and never answered: may or may not be there, but a retry must be harmless.
    open: Vec<u64>,
    faults: Vec<String>,
}

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
}

/// Kills 200 times, or ten times when short.
pub fn run(short: bool) -> Result<(), String> {
    let rounds = if short { 10 } else { 200 };
    let program = county::program(short)?;
    let seeded = county::seeded(&program, false)?;
    let dir = county::folder("crash")?;
    let db = county::copy(&seeded, &dir)?;
    let log = dir.join("yizhan.log");
    let mut chance = Chance::new();
    let next = AtomicU64::new(1);
    let mut last = Round::default();
    let mut session = None;
    let (mut kept, mut retried) = (0, 0);
    for round in 0..=rounds {
        let server = Server::yizhan(&program, &db, &log)?;
        let session = match &session {
            Some(known) => known,
            None => session.insert(Session::enter(&server, "county-clerk")?),
        };
        for done in &last.acknowledged {
            verify(&server, session, done)?;
        }
        for n in &last.open {
            retry(&server, session, *n)?;
        }
        (kept, retried) = (kept + last.acknowledged.len(), retried + last.open.len());
        if round == rounds {
            break;
        }
        let wait = Duration::from_millis(20 + chance.below(380));
        last = write_until_killed(server, session, &next, wait);
        if let Some(fault) = last.faults.first() {
            return Err(format!("round {round}: {fault}"));
        }
        if round % 20 == 19 {
            verified(&program, &db)?;
            println!("killed {} times: {kept} writes are there", round + 1);
        }
    }
    verified(&program, &db)?;
    println!(
        "killed {rounds} times: {kept} acknowledged writes are all there, {retried} retries of \
         unanswered ones were harmless, the audit chain verifies"
    );
    match kept {
        0 => Err("nothing was ever acknowledged: the test has not tested".into()),
        _ => Ok(()),
    }
}

fn phone(n: u64) -> String {
    format!("154{:08}", 90_000_000 + n)
}

fn registration(session: &Session, n: u64) -> Ask {
    let phone = phone(n);
    let fields = [
        ("_csrf", session.csrf.as_str()),
        ("_once", &format!("crash-{n:012}")),
        ("name", &name(n)),
        ("phone", &phone),
        ("place", "611021001001"),
        ("consent", "spoken"),
        ("distinct", "1"),
    ];
    session.dress(Ask::form("/desk/people/new", &fields))
}

fn write_until_killed(
    server: Server,
    session: &Session,
    next: &AtomicU64,
    wait: Duration,
) -> Round {
    let round = Mutex::new(Round::default());
    let port = server.port;
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| writer(port, session, next, &round));
        }
        std::thread::sleep(wait);
        server.kill();
    });
    round.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn writer(port: u16, session: &Session, next: &AtomicU64, round: &Mutex<Round>) {
    let mut client = Client::new(port);
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        let answer = client.send(&registration(session, n));
        let mut round = round.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(answer) if answer.status == 303 => {
                let to = answer.header("location").unwrap_or_default();
                let page = to.split('?').next().unwrap_or_default().to_owned();
                let name = name(n);
                round.acknowledged.push(Acknowledged { name, page });
            }
            Ok(answer) => {
                let head: String = answer.text().chars().take(600).collect();
                round
                    .faults
                    .push(format!("a write was answered {}: {head}", answer.status));
                return;
            }
            Err(_) => {
                round.open.push(n);
                return;
            }
        }
    }
}

/// The person is there, whole: the page shows name, consent and history.
fn verify(server: &Server, session: &Session, done: &Acknowledged) -> Result<(), String> {
    let answer = server.ask(&session.dress(Ask::get(done.page.as_str())))?;
    match answer.status == 200 && answer.text().contains(&done.name) {
        true => Ok(()),
        false => Err(format!(
            "{} was acknowledged as {} and is gone",
            done.name, done.page
        )),
    }
}

/// What was sent and not answered is sent again, word for word: it must be taken once. A write
/// that was killed between its commit and its answer says so (409): then it must be there.
fn retry(server: &Server, session: &Session, n: u64) -> Result<(), String> {
    let first = server.ask(&registration(session, n))?;
    let second = server.ask(&registration(session, n))?;
    let to = |answer: &crate::bench::client::Answer| {
        answer
            .header("location")
            .map(|to| to.split('?').next().unwrap_or_default().to_owned())
    };
    let alike = match (first.status, second.status) {
        (303, 303) => to(&first) == to(&second),
        (409, 409) => true,
        _ => false,
    };
    let found = files(server, session, n)?;
    if alike && found == 1 {
        return Ok(());
    }
    Err(format!(
        "a retry was answered {} and {}, and {found} files are there",
        first.status, second.status
    ))
}

/// How many files bear the telephone number of this registration.
fn files(server: &Server, session: &Session, n: u64) -> Result<usize, String> {
    let asked = format!("/desk/people?q={}", phone(n));
    let page = server.ask(&session.dress(Ask::get(asked.as_str())))?.text();
    let page = page.replace("&#x2f;", "/");
    let links = page.split("/desk/people/wrk_").skip(1);
    let mut ids: Vec<&str> = links.filter_map(|rest| rest.get(..32)).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids.len())
}

fn verified(program: &Path, db: &str) -> Result<(), String> {
    let quiet = |words: &[&str]| {
        let mut command = Command::new(program);
        command
            .args(words)
            .args(["--db", db])
            .env("YIZHAN_LOG", "warn");
        shell::read(&mut command).map(|_| ())
    };
    quiet(&["audit", "verify"])?;
    quiet(&["check"])
}

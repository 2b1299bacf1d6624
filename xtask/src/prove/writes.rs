//! What `prove crash` writes, and how it finds out afterwards what has become of it.

use super::name;
use crate::bench::client::{Answer, Ask, Client};
use crate::bench::server::Server;
use crate::bench::session::Session;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Clients that write at the same time.
const WRITERS: usize = 4;
/// How long a client waits after an answer that says "try again".
const PAUSE: Duration = Duration::from_millis(150);

/// A registration that was acknowledged.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    name: String,
    page: String,
}

/// What the writers of one round saw.
#[derive(Debug, Default)]
pub struct Round {
    /// Answered with the page of the new file.
    pub acknowledged: Vec<Acknowledged>,
    /// Sent, and not answered or not taken: may or may not be there, a retry must be harmless.
    pub open: Vec<u64>,
    /// Answers that should not be.
    pub faults: Vec<String>,
}

/// Who writes, and what the next registration's number is.
pub struct Writers<'a> {
    /// The port of the server that is written to.
    pub port: u16,
    /// The clerk at the desk.
    pub session: &'a Session,
    /// Number of the next registration.
    pub next: &'a AtomicU64,
    /// May the server say 5xx, because its database is killed under it?
    pub patient: bool,
}

impl Writers<'_> {
    /// Writes over several connections while `violence` is done, and until it is over.
    pub fn during(&self, violence: impl FnOnce() -> Result<(), String>) -> Result<Round, String> {
        let round = Mutex::new(Round::default());
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                scope.spawn(|| self.write(&round, &over));
            }
            let done = violence();
            over.store(true, Ordering::Relaxed);
            done
        })?;
        Ok(round.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, round: &Mutex<Round>, over: &AtomicBool) {
        let mut client = Client::new(self.port);
        while !over.load(Ordering::Relaxed) {
            let n = self.next.fetch_add(1, Ordering::Relaxed);
            let answer = client.send(&registration(self.session, n));
            let mut round = round.lock().unwrap_or_else(PoisonError::into_inner);
            match answer {
                Ok(answer) => match page_of(&answer) {
                    Some(page) => {
                        let name = name(n);
                        round.acknowledged.push(Acknowledged { name, page });
                    }
                    None if self.patient && answer.status >= 500 => {
                        round.open.push(n);
                        drop(round);
                        std::thread::sleep(PAUSE);
                    }
                    None => {
                        let head: String = answer.text().chars().take(600).collect();
                        let fault = format!("a write was answered {}: {head}", answer.status);
                        round.faults.push(fault);
                        return;
                    }
                },
                Err(_) => {
                    round.open.push(n);
                    return;
                }
            }
        }
    }
}

/// The page of the new file that an answer leads to.
fn page_of(answer: &Answer) -> Option<String> {
    let to = answer.header("location")?.split('?').next()?;
    let new = answer.status == 303 && to.starts_with("/desk/people/wrk_");
    new.then(|| to.to_owned())
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

/// The person is there, whole: the page shows name, consent and history.
pub fn verify(server: &Server, session: &Session, done: &Acknowledged) -> Result<(), String> {
    let answer = server.ask(&session.dress(Ask::get(done.page.as_str())))?;
    match answer.status == 200 && answer.text().contains(&done.name) {
        true => Ok(()),
        false => Err(format!(
            "{} was acknowledged as {} and is gone",
            done.name, done.page
        )),
    }
}

/// What was sent and not answered is sent again, word for word, and twice: it must be taken once,
/// and both answers lead to the one file, also when the write had been killed after its commit.
pub fn retry(server: &Server, session: &Session, n: u64) -> Result<(), String> {
    let first = server.ask(&registration(session, n))?;
    let second = server.ask(&registration(session, n))?;
    let alike = page_of(&first).is_some() && page_of(&first) == page_of(&second);
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

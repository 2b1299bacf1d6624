//! `prove places`: many people apply for posts with few places and accept at the same moment;
//! there is never one too many, on either database.

use crate::bench::client::{Answer, Ask, Client};
use crate::bench::county;
use crate::bench::server::Server;
use crate::bench::session::Session;
use crate::bench::web::posts;
use crate::postgres::Postgres;
use crate::shell;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Connections at the same time.
const WIDTH: usize = 32;

/// How many of each.
struct Sizes {
    workers: usize,
    posts: usize,
}

/// Ten thousand applications, or a few hundred when short; on SQLite and on PostgreSQL.
pub fn run(short: bool) -> Result<(), String> {
    let sizes = match short {
        true => Sizes {
            workers: 40,
            posts: 5,
        },
        false => Sizes {
            workers: 1000,
            posts: 10,
        },
    };
    let program = county::program(short)?;
    let seeded = county::seeded(&program, false)?;
    let dir = county::folder("places")?;
    let db = county::copy(&seeded, &dir)?;
    let postgres = Postgres::start()?;
    if let Some(postgres) = &postgres {
        let mut copy = Command::new(&program);
        copy.args(["copy", "--from", &db, "--to", &postgres.url()]);
        shell::read(copy.env("YIZHAN_LOG", "warn"))?;
    }
    one("SQLite", &program, &db, &dir, &sizes)?;
    match &postgres {
        Some(postgres) => one("PostgreSQL", &program, &postgres.url(), &dir, &sizes),
        None => Err("PostgreSQL is not on this machine: proved on SQLite only".into()),
    }
}

struct Desk<'a> {
    server: &'a Server,
    clerk: Session,
}

impl Desk<'_> {
    /// Sends every request over many connections at once; the answers in the same order.
    fn all(&self, asks: &[Ask]) -> Result<Vec<Answer>, String> {
        let next = AtomicUsize::new(0);
        let answers = Mutex::new(Vec::with_capacity(asks.len()));
        std::thread::scope(|scope| {
            for _ in 0..WIDTH {
                scope.spawn(|| {
                    let mut client = Client::new(self.server.port);
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        let Some(ask) = asks.get(n) else { return };
                        let answer = client.send(&self.clerk.dress(ask.clone()));
                        let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                        answers.push((n, answer));
                    }
                });
            }
        });
        let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
        answers.sort_by_key(|(n, _)| *n);
        let each = answers.into_iter().map(|(_, answer)| {
            let answer = answer?;
            match answer.status {
                500.. if answer.status != 503 => {
                    Err(format!("{}: {}", answer.status, answer.text()))
                }
                _ => Ok(answer),
            }
        });
        each.collect()
    }
}

fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

fn one(name: &str, program: &Path, db: &str, dir: &Path, sizes: &Sizes) -> Result<(), String> {
    let start = Instant::now();
    let server = Server::yizhan(program, db, &dir.join("yizhan.log"))?;
    let clerk = Session::enter(&server, "county-clerk")?;
    let desk = Desk {
        server: &server,
        clerk,
    };
    let posts = few_places(&server, sizes.posts)?;
    let workers = register(&desk, sizes.workers)?;
    let mut pairs = Vec::new();
    for worker in &workers {
        pairs.extend(posts.iter().map(|(post, _)| (worker, post)));
    }
    let apply = |(worker, post): &(&String, &String)| {
        let body = json!({ "vacancy_id": post, "worker_id": worker, "consent": "spoken" });
        Ask::json("/api/v1/applications", &body)
    };
    let applied = desk.all(&pairs.iter().map(apply).collect::<Vec<_>>())?;
    let ids: Vec<String> = applied
        .iter()
        .filter(|a| a.status == 201)
        .filter_map(|a| read(a)["id"].as_str().map(str::to_owned))
        .collect();
    println!(
        "{name}: {} of {} applications were taken",
        ids.len(),
        pairs.len()
    );
    let step = |step: &str, party: &str| {
        let body = json!({ "step": step, "party": party, "consent": "spoken" });
        let one = |id: &String| Ask::json(format!("/api/v1/applications/{id}/moves"), &body);
        desk.all(&ids.iter().map(one).collect::<Vec<_>>())
    };
    let offered = step("offer", "employer")?;
    let accepted = step("accept", "worker")?;
    let offered = offered.iter().filter(|a| a.status == 200).count();
    let mut all = 0;
    for (post, places) in &posts {
        let of = |a: &&Answer| a.status == 200 && read(a)["vacancy_id"].as_str() == Some(post);
        let taken = accepted.iter().filter(of).count() as i64;
        let told = read(&server.ask(&Ask::get(format!("/api/v1/vacancies/{post}")))?);
        let free = told["free_count"].as_i64();
        if taken > *places || free.is_some_and(|free| free != places - taken) {
            return Err(format!(
                "{name}: {taken} accepted for {places} places, {free:?} free"
            ));
        }
        all += taken;
    }
    let places: i64 = posts.iter().map(|(_, places)| places).sum();
    println!(
        "{name}: {offered} offers, {all} of {places} places taken, never one too many, {:.0} s",
        start.elapsed().as_secs_f64()
    );
    match all {
        0 => Err(format!(
            "{name}: nobody was taken on: the test has not tested"
        )),
        _ => Ok(()),
    }
}

/// Posts of day work with few free places, with their number.
fn few_places(server: &Server, count: usize) -> Result<Vec<(String, i64)>, String> {
    let mut found = Vec::new();
    for id in posts(server)? {
        let told = read(&server.ask(&Ask::get(format!("/api/v1/vacancies/{id}")))?);
        let free = told["free_count"].as_i64().unwrap_or(0);
        if told["kind"] == "day" && (1..=8).contains(&free) {
            found.push((id, free));
        }
        if found.len() == count {
            return Ok(found);
        }
    }
    Err(format!(
        "only {} posts of day work have few places",
        found.len()
    ))
}

/// Opens files at the desk; the ids.
fn register(desk: &Desk<'_>, count: usize) -> Result<Vec<String>, String> {
    let csrf = desk.clerk.csrf.as_str();
    let form = |n: usize| {
        let phone = format!("154{:08}", 80_000_000 + n);
        let fields = [
            ("_csrf", csrf),
            ("name", &super::name(n as u64)),
            ("phone", &phone),
            ("place", "611021001001"),
            ("consent", "spoken"),
            ("distinct", "1"),
        ];
        Ask::form("/desk/people/new", &fields)
    };
    let answers = desk.all(&(1..=count).map(form).collect::<Vec<_>>())?;
    let id = |a: &Answer| {
        let to = a.header("location")?.split('?').next()?;
        Some(to.strip_prefix("/desk/people/")?.to_owned())
    };
    let ids: Vec<String> = answers.iter().filter_map(id).collect();
    match ids.len() == count {
        true => Ok(ids),
        false => Err(format!(
            "only {} of {count} people could be registered",
            ids.len()
        )),
    }
}

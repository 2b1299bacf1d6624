//! The whole run of `bench web`.

use super::cases::{self, Case};
use super::client::{Answer, Ask};
use super::load::{self, Run};
use super::server::Server;
use super::session::Session;
use super::table::{Account, Line};
use super::{county, peers};
use crate::asked::Asked;
use crate::postgres::Postgres;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages of the list that are read to know the posts.
const LIST_PAGES: usize = 400;

fn good(answer: &Answer) -> bool {
    answer.status == 200
}

/// Measures on SQLite and on PostgreSQL; short for a small county and little time, without Django.
pub fn run(asked: Asked) -> Result<(), String> {
    let program = county::program(asked.short)?;
    let seeded = county::seeded(&program, !asked.short)?;
    let mut faults = Vec::new();
    if asked.sqlite {
        let dir = county::folder("web")?;
        let db = county::copy(&seeded, &dir)?;
        let run = Measured {
            database: "SQLite",
            program: &program,
            db,
            dir,
            short: asked.short,
        };
        faults.extend(run.all()?);
    }
    if asked.postgres {
        match Postgres::durable()? {
            None => faults.push("PostgreSQL is not on this machine: SQLite only".to_owned()),
            Some(postgres) => {
                let dir = county::folder("web-postgres")?;
                county::to_postgres(&program, &seeded, &dir, &postgres)?;
                let run = Measured {
                    database: "PostgreSQL",
                    program: &program,
                    db: postgres.url(),
                    dir,
                    short: asked.short,
                };
                faults.extend(run.all()?);
            }
        }
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n")),
    }
}

/// What is measured: a county on one database.
struct Measured<'a> {
    database: &'static str,
    program: &'a Path,
    db: String,
    dir: PathBuf,
    short: bool,
}

impl Measured<'_> {
    /// Every case; what does not keep its promise.
    fn all(&self) -> Result<Vec<String>, String> {
        let (dir, short, sqlite) = (&self.dir, self.short, self.database == "SQLite");
        let time = match (short, sqlite) {
            (true, true) => Duration::from_secs(2),
            (true, false) => Duration::from_secs(1),
            _ => Duration::from_secs(9),
        };
        let server = Server::yizhan(self.program, &self.db, &dir.join("yizhan.log"))?;
        let mut account = Account {
            database: self.database,
            ready: server.ready.as_secs_f64(),
            county: if short { "small" } else { "full" },
            ..Account::default()
        };
        let ids = posts(&server)?;
        println!(
            "{}: {} posts are shown; ready after {:.2} s",
            self.database,
            ids.len(),
            account.ready
        );
        account.resident.0 = server.resident_mb();
        let worker = Session::enter(&server, "worker")?;
        if sqlite {
            account.weights = weigh(&server, &ids)?;
        }
        let reading = cases::reading(&ids, &worker);
        let bare = bare(&server, &reading, dir, short)?;
        let django = match short || !sqlite {
            true => None,
            false => peers::django(&dir.join("county.db"), &dir.join("django.log"))?,
        };
        for (n, case) in reading.iter().enumerate() {
            let mut line = measure(&server, case, time);
            let same = |_: u64| Ask::get(format!("/{n}"));
            line.bare = case.bare.then(|| load::peak(bare.port, time, &same, &good));
            if let (Some(django), true) = (&django, case.django) {
                line.django = Some(load::peak(django.port, time, &*case.ask, &good));
            }
            told(&line);
            account.lines.push(line);
        }
        let line = applying(&server, &ids, &worker, time);
        told(&line);
        account.lines.push(line);
        account.resident.1 = server.resident_mb();
        println!("\n{}", account.markdown());
        if !short {
            account.keep()?;
        }
        Ok(judge(&account, short))
    }
}

fn told(line: &Line) {
    println!("{}: {:.0} /s", line.name, line.ours.rate);
    for run in [
        Some(&line.ours),
        Some(&line.half),
        line.bare.as_ref(),
        line.django.as_ref(),
    ] {
        if let Some(why) = run.and_then(|r| r.first_bad.as_ref()) {
            println!("   a fault: {why}");
        }
    }
}

/// The ids of every post that is shown, through the API.
pub fn posts(server: &Server) -> Result<Vec<String>, String> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    for _ in 0..LIST_PAGES {
        let path = format!("/api/v1/vacancies?{cursor}");
        let answer = server.ask(&Ask::get(path))?;
        let page: serde_json::Value =
            serde_json::from_slice(&answer.body).map_err(|why| format!("{why}"))?;
        let items = page["items"].as_array().cloned().unwrap_or_default();
        ids.extend(
            items
                .iter()
                .filter_map(|i| i["id"].as_str().map(str::to_owned)),
        );
        match page["next"].as_str() {
            Some(next) => cursor = format!("cursor={}", super::client::encode(next)),
            None => break,
        }
    }
    if ids.is_empty() {
        return Err("no post is shown: is the county seeded today?".into());
    }
    Ok(ids)
}

fn measure(server: &Server, case: &Case<'_>, time: Duration) -> Line {
    let ours = load::peak(server.port, time, &*case.ask, &good);
    let half = load::steady(
        server.port,
        16,
        ours.rate / 2.0,
        time / 2,
        &*case.ask,
        &good,
    );
    Line {
        name: case.name,
        ours,
        half,
        ..Line::default()
    }
}

/// Keeps the bytes of one page of each case, and starts the handler that returns them.
fn bare(server: &Server, cases: &[Case<'_>], dir: &Path, short: bool) -> Result<Server, String> {
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for (n, case) in cases.iter().enumerate() {
        let answer = server.ask(&(case.ask)(2))?;
        if !good(&answer) {
            return Err(format!("{}: status {}", case.name, answer.status));
        }
        let file = dir.join(format!("{n}.html"));
        std::fs::write(&file, &answer.body).map_err(|why| why.to_string())?;
        files.push((n.to_string(), file));
    }
    peers::bare(&files, &dir.join("bare.log"), short)
}

/// One worker applies for one post after another: each a form with its token, each a transaction
/// that is on the disk when it is answered.
fn applying(server: &Server, ids: &[String], worker: &Session, time: Duration) -> Line {
    let offset = std::sync::atomic::AtomicUsize::new(0);
    let ask = |_: u64| {
        let n = offset.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = format!("/jobs/{}/apply", ids[n % ids.len()]);
        let once = format!("bench-{n:012}");
        worker.dress(Ask::form(
            path,
            &[("_csrf", &worker.csrf), ("_once", &once)],
        ))
    };
    // A rule may refuse (two day jobs on one day): that is an answer, and costs as much.
    let sent = |answer: &Answer| matches!(answer.status, 303 | 409);
    let ours = load::peak(server.port, time, &ask, &sent);
    let half = load::steady(server.port, 16, ours.rate / 2.0, time / 2, &ask, &sent);
    Line {
        name: "apply",
        ours,
        half,
        ..Line::default()
    }
}

/// Compressed bytes of pages and of the style sheet they name.
fn weigh(server: &Server, ids: &[String]) -> Result<Vec<(&'static str, usize, usize)>, String> {
    let packed = |path: &str| server.ask(&Ask::get(path).with("Accept-Encoding", "gzip"));
    let mut weights = Vec::new();
    for (name, path) in cases::weighed(ids) {
        let plain = server.ask(&Ask::get(path.as_str()))?.text();
        let sheet = plain.split("rel=\"stylesheet\" href=\"").nth(1);
        let sheet = sheet.and_then(|rest| rest.split('"').next());
        let css = match sheet {
            Some(sheet) => packed(sheet)?.body.len(),
            None => 0,
        };
        weights.push((name, packed(&path)?.body.len(), css));
    }
    Ok(weights)
}

/// Holds the account against what was promised (the ratios on SQLite); a short run judges only
/// what does not depend on the size of the county.
fn judge(account: &Account, short: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let ratio = |ours: &Run, theirs: &Option<Run>| {
        theirs
            .as_ref()
            .map_or(f64::INFINITY, |t| ours.rate / t.rate.max(1.0))
    };
    let of = account.database;
    for line in &account.lines {
        let least = match line.name {
            "job list with filters" => 0.05,
            "job page" => 0.10,
            _ => 0.0,
        };
        // An unoptimised program says nothing about speed.
        if !short && account.database == "SQLite" && ratio(&line.ours, &line.bare) < least {
            faults.push(format!("{}: below {least} of the bare handler", line.name));
        }
        if line.name == "job list with filters" && ratio(&line.ours, &line.django) < 10.0 {
            faults.push(format!("{}: less than ten times Django", line.name));
        }
        if account.county == "full" && line.half.percentile(99.0) > 50.0 {
            faults.push(format!(
                "{}: p99 above 50 ms at half of the peak",
                line.name
            ));
        }
        if line.ours.bad + line.half.bad > 0 {
            faults.push(format!("{}: answers that were not good", line.name));
        }
    }
    for (name, page, css) in &account.weights {
        if page + css > 14 * 1024 {
            faults.push(format!("{name}: heavier than 14 KB with its CSS"));
        }
    }
    if !short && (account.ready > 2.0 || account.resident.0 > 400.0) {
        faults.push("the start takes more than 2 s or 400 MB".to_owned());
    }
    faults
        .iter()
        .map(|fault| format!("{of}: {fault}"))
        .collect()
}

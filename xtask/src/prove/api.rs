//! `prove api`: made-up requests against every address of the API, by what the contract says and
//! by what it forbids; each answer must keep the contract and none may be a server's error.

use crate::bench::client::Ask;
use crate::bench::county;
use crate::bench::peers;
use crate::bench::server::Server;
use crate::{metadata, shell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every answer is held against.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_schema_conformance,ignored_auth";
/// The same number makes the same requests.
const SEED: &str = "611021";

/// Who asks, and what: the three administrators are kept apart, so no token opens every door.
struct Caller {
    login: &'static str,
    roles: &'static str,
    filter: [&'static str; 2],
}

const CALLERS: [Caller; 2] = [
    Caller {
        login: "prove.desk",
        roles: "county-clerk,reviewer",
        filter: ["--exclude-path", "/api/v1/audit"],
    },
    Caller {
        login: "prove.audit",
        roles: "audit-admin",
        filter: ["--include-path", "/api/v1/audit"],
    },
];

/// Up to 200 requests per address and kind, or 15 when short.
pub fn run(short: bool) -> Result<(), String> {
    let python = peers::python("schemathesis")?;
    let python = python.ok_or("python3 with venv is needed (Debian: python3-venv)")?;
    shell::run(shell::cargo().args(["build", "--package", "yizhan"]))?;
    let program = metadata::target_dir()?.join("debug/yizhan");
    let dir = county::folder("api")?;
    let db = format!("sqlite:{}", dir.join("county.db").display());
    let mut seed = yizhan(&program, &db);
    shell::run(seed.arg("seed"))?;
    let tokens: Result<Vec<String>, String> =
        CALLERS.iter().map(|c| token(&program, &db, c)).collect();
    let log = dir.join("yizhan.log");
    let server = Server::yizhan(&program, &db, &log)?;
    let most = if short { "15" } else { "200" };
    let mut faults = Vec::new();
    for (caller, token) in CALLERS.iter().zip(tokens?) {
        println!("— as {} ({})", caller.login, caller.roles);
        if let Err(why) = shell::run(&mut ask(&python, &server, &dir, (caller, &token), most)) {
            faults.push(why);
        }
    }
    match depth(&server) {
        Ok(said) => println!("{said}"),
        Err(why) => faults.push(why),
    }
    drop(server);
    let failed = errors(&log)?;
    for line in failed.iter().take(20) {
        println!("{line}");
    }
    if !failed.is_empty() {
        faults.push(format!("{} lines of the log tell of errors", failed.len()));
    }
    shell::run(yizhan(&program, &db).args(["audit", "verify"]))?;
    if faults.is_empty() {
        println!("every answer kept the contract; the audit chain verifies");
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

fn yizhan(program: &Path, db: &str) -> Command {
    let mut command = Command::new(program);
    command.args(["--db", db]).env("YIZHAN_LOG", "warn");
    command
}

/// Makes the caller's account and a token for all that it may.
fn token(program: &Path, db: &str, caller: &Caller) -> Result<String, String> {
    let mut add = yizhan(program, db);
    add.args(["user", "add", caller.login, "--roles", caller.roles]);
    shell::read(&mut add)?;
    let mut make = yizhan(program, db);
    make.args(["user", "token", caller.login, "--permissions", "all"]);
    Ok(shell::read(&mut make)?.trim().to_owned())
}

fn ask(
    python: &Path,
    server: &Server,
    dir: &Path,
    (caller, token): (&Caller, &str),
    most: &str,
) -> Command {
    let program: PathBuf = python.with_file_name("schemathesis");
    let mut command = shell::command(program);
    let url = format!("http://127.0.0.1:{}", server.port);
    command.arg("run");
    command.arg(format!("{url}/api/v1/openapi.json"));
    command.arg("--header");
    command.arg(format!("Authorization: Bearer {token}"));
    command.args(caller.filter);
    command.args(["--checks", CHECKS, "--seed", SEED, "--max-examples", most]);
    command.args(["--workers", "2", "--warnings", "off"]);
    command.args(["--suppress-health-check", "all", "--request-timeout", "20"]);
    command.current_dir(dir);
    command.env("SCHEMATHESIS_HOOKS", "hooks");
    command.env("PYTHONPATH", shell::root().join("xtask/peers/schemathesis"));
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command.env("YIZHAN_URL", url).env("YIZHAN_TOKEN", token);
    // Its data base of past examples would make every run another one.
    command.args(["--generation-database", "none"]);
    command
}

/// How many operations answered well at least once, by the server's own count; a server's error
/// is one that it counted too, other than "busy, try again".
fn depth(server: &Server) -> Result<String, String> {
    let answer = server.ask(&Ask::get("/metrics"))?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let lines = text
        .lines()
        .filter_map(|l| l.strip_prefix("yizhan_requests_total{path=\"/api/"));
    let (mut asked, mut good) = (BTreeSet::new(), BTreeSet::new());
    let (mut all, mut failed) = (0, 0);
    for line in lines {
        let Some((labels, count)) = line.rsplit_once("} ") else {
            continue;
        };
        let count: u64 = count.trim().parse().unwrap_or(0);
        let mut parts = labels.rsplit("status=\"");
        let status = parts.next().unwrap_or_default().trim_end_matches('"');
        let operation = parts.next().unwrap_or_default();
        let (path, method) = operation.split_once("\",method=\"").unwrap_or_default();
        let method = method.trim_end_matches(['"', ',']);
        let operation = format!("{method} /api/{path}");
        all += count;
        match status {
            "404" | "405" => {}
            "500" | "501" | "502" => failed += count,
            _ if status.starts_with('2') => {
                good.insert(operation.clone());
                asked.insert(operation);
            }
            _ => {
                asked.insert(operation);
            }
        }
    }
    if failed > 0 {
        return Err(format!(
            "{failed} of {all} answers were the server's errors"
        ));
    }
    let never: Vec<&str> = asked.difference(&good).map(String::as_str).collect();
    let (good, asked) = (good.len(), asked.len());
    Ok(format!(
        "{all} answers, no server's error; {good} of {asked} operations answered well at least \
         once (not: {})",
        never.join(" ")
    ))
}

/// What the server's log says of errors and panics.
fn errors(log: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(log).map_err(|why| why.to_string())?;
    let bad = |line: &&str| line.contains(" ERROR ") || line.contains("panicked");
    Ok(text.lines().filter(bad).map(str::to_owned).collect())
}

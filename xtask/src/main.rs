//! The workbench: `cargo xtask COMMAND`; see `cargo xtask help`.

mod asked;
mod bench;
mod browser;
mod demo;
mod docs;
mod licences;
mod metadata;
mod new_capability;
mod postgres;
mod prove;
mod report;
mod shell;
mod tidy;
mod tree;
mod verify;

use asked::Asked;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  verify [STEP…]        everything that must hold before a change lands; also `cargo verify`
  demo                  build, make the demo county, serve it on 127.0.0.1:8600; also `cargo demo`
  tidy                  the house rules, as plain text scans
  docs [--check]        docs/reference and the rooms' state diagrams, from the program itself
  licences [--write]    licences and duplicate versions of what we depend on
  bench web [--short]   speed and weight of the pages, held against a bare handler and Django
  bench matching [--short] [--only NAME]
                        what the engine must show, beside its peers in the same run
  prove crash [--short] kill -9, also of PostgreSQL: every acknowledged write is there
                        (both: --db sqlite|postgres for one database only)
  prove places [--short] ten thousand apply and accept: never one too many, both databases
  prove seats [--short] a crowd for twenty seats, a storm of steps, a reference model beside it
  prove api [--short]   made-up requests to every address: each answer keeps the contract
  new-capability NAME   a room that is green at once
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["verify", steps @ ..] => verify::run(steps),
        ["demo"] => demo::run(),
        ["tidy"] => tidy::run(),
        ["licences"] => licences::run(false),
        ["licences", "--write"] => licences::run(true),
        ["docs"] => docs::run(false),
        ["docs", "--check"] => docs::run(true),
        ["bench", "web", rest @ ..] => Asked::read(rest).and_then(bench::web::run),
        ["bench", "matching", rest @ ..] => bench::matching::run(rest),
        ["prove", "crash", rest @ ..] => Asked::read(rest).and_then(prove::crash),
        ["prove", "places"] => prove::places(false),
        ["prove", "places", "--short"] => prove::places(true),
        ["prove", "seats"] => prove::seats(false),
        ["prove", "seats", "--short"] => prove::seats(true),
        ["prove", "api"] => prove::api(false),
        ["prove", "api", "--short"] => prove::api(true),
        ["new-capability", name] => new_capability::run(name),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such command: {}\n\n{HELP}", words.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // `verify` has already said what is wrong, and its account is the last line.
            if !why.is_empty() {
                eprintln!("{why}");
            }
            ExitCode::FAILURE
        }
    }
}

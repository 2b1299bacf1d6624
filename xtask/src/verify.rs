//! `cargo verify`: everything that must hold before a change lands, in one account.

use crate::asked::Asked;
use crate::postgres::Postgres;
use crate::report::{Done, Outcome, Report};
use crate::{bench, browser, docs, licences, prove, shell, tidy};
use std::process::Command;

/// The steps, in order, with what each does.
const STEPS: [(&str, &str); 9] = [
    ("fmt", "every file is formatted"),
    ("clippy", "no warning, in tests and examples too"),
    ("tidy", "the house rules"),
    (
        "licences",
        "licences and duplicate versions of what we build on",
    ),
    ("docs", "what is generated is current"),
    ("tests", "all tests, on SQLite and on PostgreSQL"),
    (
        "browser",
        "the main path in headless Chromium, with and without JavaScript",
    ),
    (
        "proofs",
        "the short versions of docs/operate/proof.md: kill -9, last places, seats, weights",
    ),
    ("api", "made-up requests against the contract of the API"),
];

/// Runs all steps, or only the named ones.
pub fn run(only: &[&str]) -> Result<(), String> {
    if let Some(wrong) = only
        .iter()
        .find(|name| !STEPS.iter().any(|(step, _)| step == *name))
    {
        let names: Vec<&str> = STEPS.iter().map(|(step, _)| *step).collect();
        return Err(format!("no step {wrong}; there are: {}", names.join(", ")));
    }
    let mut report = Report::default();
    for (step, what) in STEPS {
        if !only.is_empty() && !only.contains(&step) {
            continue;
        }
        if step == "tests" {
            tests(&mut report, what);
            continue;
        }
        report.step(step, what, || match step {
            "fmt" => cargo(&["fmt", "--check"]),
            "clippy" => cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
            "tidy" => tidy::check(),
            "licences" => licences::check(),
            "docs" => docs::verify(),
            "browser" => browser::check(),
            "api" => api(),
            _ => proofs(),
        });
    }
    report.close()
}

fn cargo(args: &[&str]) -> Outcome {
    shell::run(shell::cargo().args(args)).map(|()| Done::Passed(1))
}

/// The short version of each long proof.
fn proofs() -> Outcome {
    prove::crash(Asked::SHORT)?;
    prove::places(true)?;
    prove::seats(true)?;
    bench::web::run(Asked::SHORT)?;
    Ok(Done::Passed(4))
}

/// Made-up requests, by a tool from PyPI.
fn api() -> Outcome {
    match bench::peers::python("schemathesis") {
        Ok(Some(_)) => prove::api(true).map(|()| Done::Passed(1)),
        Ok(None) => Ok(Done::NotRun("python3 with venv was not found".into())),
        Err(why) => Ok(Done::NotRun(format!("the tool could not be had: {why}"))),
    }
}

/// The tests, with a PostgreSQL of our own unless one is named or none can be had.
fn tests(report: &mut Report, what: &str) {
    let named = std::env::var("TEST_POSTGRES_URL").ok();
    let own = if named.is_some() {
        Ok(None)
    } else {
        Postgres::start()
    };
    let own = own.unwrap_or_else(|why| {
        report.missing(&format!("PostgreSQL did not start: {why}"));
        None
    });
    let url = named.or_else(|| own.as_ref().map(Postgres::url));
    if url.is_none() {
        report.missing("tests on PostgreSQL: no server found and TEST_POSTGRES_URL not set");
    }
    report.step("tests", what, || {
        let mut tests = shell::cargo();
        if shell::which("cargo-nextest").is_some() {
            tests.args([
                "nextest",
                "run",
                "--workspace",
                "--no-fail-fast",
                "--no-tests=pass",
            ]);
            tests.args(["--status-level", "fail", "--final-status-level", "slow"]);
        } else {
            tests.args(["test", "--quiet", "--workspace", "--no-fail-fast"]);
        }
        if let Some(url) = &url {
            tests.env("TEST_POSTGRES_URL", url);
        }
        count(&mut tests)
    });
}

/// Runs the tests and counts what passed, from the summary of either runner.
fn count(tests: &mut Command) -> Outcome {
    let mut passed = 0;
    let ended = shell::watch(tests, |line| {
        if line.contains("tests run:")
            || line.contains("test run:")
            || line.contains("test result:")
        {
            passed += number_before(line, " passed").unwrap_or(0);
        }
    });
    ended.map(|()| Done::Passed(passed))
}

/// The number that stands just before a word: `12` in `ok. 12 passed; 0 failed`.
fn number_before(line: &str, word: &str) -> Option<u64> {
    let (head, _) = line.split_once(word)?;
    head.rsplit(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn both_summaries_are_counted() {
        let nextest = "     Summary [   0.034s] 7 tests run: 6 passed, 1 failed, 0 skipped";
        assert_eq!(number_before(nextest, " passed"), Some(6));
        let cargo = "test result: ok. 12 passed; 0 failed; 0 ignored; finished in 0.00s";
        assert_eq!(number_before(cargo, " passed"), Some(12));
        assert_eq!(number_before("nothing here", " passed"), None);
    }
}

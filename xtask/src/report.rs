//! The account of a run: what passed, what failed, what could not be run, how long each took.

use std::time::{Duration, Instant};

/// How a step ended, when nothing was wrong.
pub enum Done {
    /// So many checks held.
    Passed(u64),
    /// It could not be run on this machine, and why.
    NotRun(String),
}

/// What a step gives back.
pub type Outcome = Result<Done, String>;

/// The account.
#[derive(Default)]
pub struct Report {
    passed: u64,
    failed: Vec<String>,
    not_run: Vec<String>,
    times: Vec<(&'static str, Duration)>,
}

impl Report {
    /// Runs one step, saying what it does.
    pub fn step(&mut self, name: &'static str, what: &str, run: impl FnOnce() -> Outcome) {
        println!("\n── {name}: {what}");
        let start = Instant::now();
        let outcome = run();
        let took = start.elapsed();
        self.times.push((name, took));
        match outcome {
            Ok(Done::Passed(checks)) => {
                self.passed += checks;
                println!("── {name}: passed in {:.1} s", took.as_secs_f32());
            }
            Ok(Done::NotRun(why)) => {
                println!("── {name}: not run, {why}");
                self.not_run.push(format!("{name}: {why}"));
            }
            Err(why) => {
                println!("{why}\n── {name}: FAILED after {:.1} s", took.as_secs_f32());
                self.failed.push(format!(
                    "{name}: {}",
                    why.lines().last().unwrap_or_default()
                ));
            }
        }
    }

    /// Names something that is missing on this machine.
    pub fn missing(&mut self, what: &str) {
        println!("   {what}");
        self.not_run.push(what.to_owned());
    }

    /// Prints the account. Under `CI=true` what could not be run counts as failed.
    pub fn close(mut self) -> Result<(), String> {
        println!("\n── times");
        for (name, took) in &self.times {
            println!("   {name:<10} {:>7.1} s", took.as_secs_f32());
        }
        let total: Duration = self.times.iter().map(|(_, took)| *took).sum();
        println!("   {:<10} {:>7.1} s", "together", total.as_secs_f32());
        for line in &self.failed {
            println!("   failed   {line}");
        }
        for line in &self.not_run {
            println!("   not run  {line}");
        }
        if std::env::var("CI").is_ok_and(|ci| ci == "true") {
            self.failed.append(&mut self.not_run);
        }
        println!(
            "verify: {} passed, {} failed",
            self.passed,
            self.failed.len()
        );
        if self.failed.is_empty() {
            Ok(())
        } else {
            Err(String::new())
        }
    }
}

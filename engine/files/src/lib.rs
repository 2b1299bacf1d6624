//! The engine on files, without the server: `yizhan match`, `allocate` and their kin.
//!
//! One module a command, each with its arguments and its `run`; [`sheet`] reads what they are
//! given.

mod allocate;
mod coverage;
mod dispatch;
mod match_bench;
mod match_cells;
mod match_export;
mod match_read;
mod match_run;
mod match_synthetic;
#[cfg(test)]
mod match_tests;
mod match_words;
mod occupation;
mod preferences;
pub mod sheet;
mod simulate;

use anyhow::Result;
use clap::Subcommand;

/// The commands on files.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Finds the allocation of workers to jobs with the largest total weight, and proves it.
    Allocate(allocate::Allocate),
    /// Times the allocation on a synthetic market.
    #[command(hide = true)]
    AllocateTrial(allocate::trial::Trial),
    /// Who has a station within 15 minutes, and where the next should be.
    Coverage(coverage::Coverage),
    /// The best jobs for every worker, or the best workers for every job, with reasons.
    Match(match_run::Match),
    /// Gives each title on standard input its code of the occupation classification.
    Occupation(occupation::Occupation),
    /// Learns from who chose what, and recommends by it; the collaborative part alone.
    Preferences(preferences::Preferences),
    /// Gives people shifts: a batch at once, or with --online one task at a time.
    Dispatch(Box<dispatch::Dispatch>),
    /// Plays a county's year by chance under each way of recommending, and compares them.
    Simulate(Box<simulate::Simulate>),
    /// Times the lists of a synthetic county.
    #[command(hide = true)]
    BenchTopk(match_bench::Bench),
}

/// Carries out a command on files.
///
/// # Errors
/// What is wrong with a file, with its line.
pub fn run(command: Command) -> Result<()> {
    match command {
        Command::Allocate(args) => allocate::run(&args),
        Command::AllocateTrial(args) => allocate::trial::run(&args),
        Command::Coverage(args) => coverage::run(&args),
        Command::Match(args) => match_run::run(&args),
        Command::Occupation(args) => occupation::run(&args),
        Command::Preferences(args) => preferences::run(&args),
        Command::Dispatch(args) => dispatch::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::BenchTopk(args) => match_bench::run(&args),
    }
}

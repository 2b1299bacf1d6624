//! The commands on files by themselves, for benches: a small program that builds in seconds.

use clap::Parser;

#[derive(Debug, Parser)]
#[command(name = "engine", version)]
struct Cli {
    #[command(subcommand)]
    command: files::Command,
}

fn main() -> anyhow::Result<()> {
    files::run(Cli::parse().command)
}

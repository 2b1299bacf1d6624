//! The commands, one file each.

pub mod audit;
pub mod backup;
pub mod check;
pub mod copy;
pub mod docs;
pub mod doors;
pub mod evidence;
pub mod export;
pub mod import;
pub mod keys;
pub mod kinds;
pub mod seed;
pub mod serve;
pub mod user;

use crate::args::{Cli, Command};
use crate::open::{Opening, county};
use anyhow::Result;

/// Carries out a command.
pub async fn run(cli: Cli) -> Result<()> {
    let common = &cli.common;
    match cli.command {
        Command::Files(command) => tokio::task::spawn_blocking(|| files::run(command)).await?,
        Command::Serve(options) => serve::serve(common, &options).await,
        Command::Work => serve::work(common).await,
        Command::Migrate => {
            county(common, Opening::default()).await?;
            println!("the database is at this version");
            Ok(())
        }
        Command::Backup { file } => backup::backup(common, &file).await,
        Command::Restore { file } => backup::restore(common, &file).await,
        Command::Copy { from, to } => copy::copy(&from, &to).await.map(|_| ()),
        Command::Audit(crate::args::Audit::Verify { anchors }) => {
            audit::verify(common, anchors.as_deref()).await
        }
        Command::Evidence(crate::args::Evidence::Verify { file }) => {
            evidence::verify(common, &file).await
        }
        Command::Keys(crate::args::Keys::Rotate) => keys::rotate(common),
        Command::Keys(crate::args::Keys::Reseal) => keys::reseal(common).await,
        Command::Check => check::check(common).await,
        Command::Docs { dir } => docs::write(&dir).await,
        Command::Seed(options) => seed::seed(common, &options).await,
        Command::Import(options) => import::import(common, &options).await,
        Command::Export(options) => export::export(common, &options).await,
        Command::User(command) => user::user(common, &command).await,
    }
}

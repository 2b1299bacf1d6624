//! Backup and restore while running. A backup is always one SQLite file, whatever the engine.

use crate::args::Common;
use crate::commands::copy::copy_between;
use crate::open::database;
use anyhow::{Context, Result, bail};
use capability::migrations;
use db::{Db, Dialect, Options};
use kernel::{Clock, SystemClock};
use std::path::Path;

fn address(file: &Path) -> Result<String> {
    let text = file.to_str().context("the file's name is not text")?;
    Ok(format!("sqlite:{text}"))
}

/// Copies the running database into one file; the key file is not in it.
pub async fn backup(common: &Common, file: &Path) -> Result<()> {
    if file.exists() {
        bail!(
            "{} is there already; a backup never overwrites another",
            file.display()
        );
    }
    let db = database(common, Options::default()).await?;
    if db.dialect() == Dialect::Sqlite {
        db.backup_to(file).await?;
    } else {
        let target = Db::open(&address(file)?, Options::default()).await?;
        target
            .migrate(&migrations(&crate::rooms()), SystemClock.now())
            .await?;
        copy_between(&db, &target).await?;
    }
    println!(
        "{} made; keep the key file in another place than this",
        file.display()
    );
    Ok(())
}

/// Brings a backup into an empty database.
pub async fn restore(common: &Common, file: &Path) -> Result<()> {
    if !file.exists() {
        bail!("{} is not there", file.display());
    }
    let source = Db::open(&address(file)?, Options::default()).await?;
    let target = database(common, Options::default()).await?;
    target
        .migrate(&migrations(&crate::rooms()), SystemClock.now())
        .await?;
    copy_between(&source, &target).await?;
    println!("restored; put the key file of that time in place and run: yizhan audit verify");
    Ok(())
}

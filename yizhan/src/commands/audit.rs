//! `yizhan audit verify`, and the daily anchor outside the database.

use crate::args::Common;
use crate::open::{Opening, anchors_path, county};
use anyhow::{Context, Result, bail};
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where the anchors are kept; on the shelf.
pub struct AnchorFile(pub PathBuf);

/// Verifies every chain, and the anchors when there are any.
pub async fn verify(common: &Common, anchors: Option<&Path>) -> Result<()> {
    let county = county(
        common,
        Opening {
            migrate: false,
            ..Opening::default()
        },
    )
    .await?;
    let house = &county.whole.house;
    let mut reader = house.db.read().await?;
    let report = trail::verify(&mut reader, &house.vault, |lines| {
        if lines % 50_000 == 0 {
            eprintln!("{lines} lines read");
        }
    })
    .await?;
    let mut faults: Vec<String> = report.faults.iter().map(|f| format!("{f:?}")).collect();
    let kept = anchors_path(common);
    let file = anchors.or_else(|| kept.exists().then_some(kept.as_path()));
    if let Some(file) = file {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        let found = trail::verify_anchors(&mut reader, &text).await?;
        faults.extend(found.iter().map(|f| format!("anchor {f:?}")));
    }
    println!(
        "{} lines in {} chains, {} faults",
        report.lines,
        report.chains,
        faults.len()
    );
    for fault in &faults {
        println!("  {fault}");
    }
    if faults.is_empty() {
        Ok(())
    } else {
        bail!("the audit trail was tampered with")
    }
}

/// The daily anchor.
#[must_use]
pub fn jobs() -> Vec<JobKind> {
    vec![JobKind {
        name: "audit.anchor",
        trigger: Trigger::Schedule(Every::DayAt(2, 30)),
        run: jobs::run!(anchor),
    }]
}

/// Appends the heads of all chains to a file outside the database, so that a cut tail is found.
async fn anchor(ctx: &Ctx, tx: &mut trail::Tx, _: &serde_json::Value) -> Result<(), Refusal> {
    tx.quiet("reads the heads and writes a file outside the database");
    let file = ctx.slot::<AnchorFile>()?;
    let anchors = trail::anchors(tx).await?;
    let text = trail::anchor_text(ctx.today(), &anchors);
    let opened = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&file.0);
    let mut opened = opened.map_err(Refusal::internal)?;
    opened
        .write_all(text.as_bytes())
        .map_err(Refusal::internal)?;
    opened.sync_all().map_err(Refusal::internal)
}

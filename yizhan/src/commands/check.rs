//! `yizhan check`: is everything in order?

use crate::args::Common;
use crate::open::{Opening, county, keys_path};
use anyhow::{Result, bail};

/// Looks at database, keys, schema, jobs and the newest audit lines.
pub async fn check(common: &Common) -> Result<()> {
    let county = county(
        common,
        Opening {
            migrate: false,
            ..Opening::default()
        },
    )
    .await?;
    let house = &county.whole.house;
    let mut faults = Vec::new();
    let mut reader = house.db.read().await?;
    let known = capability::migrations(&crate::rooms());
    let pending = house.db.pending(&known).await?;
    println!(
        "schema: {} changes known, {} not applied",
        known.len(),
        pending.len()
    );
    if !pending.is_empty() {
        faults.push("run `yizhan migrate`");
    }
    println!(
        "keys: {} (newest {})",
        keys_path(common).display(),
        house.vault.newest()
    );
    let status = jobs::status(&mut reader).await?;
    println!("jobs: {}", serde_json::to_string(&status)?);
    let report = trail::verify(&mut reader, &house.vault, |_| {}).await?;
    println!("audit: {} lines in {} chains", report.lines, report.chains);
    if !report.faults.is_empty() {
        faults.push("the audit trail has faults: run `yizhan audit verify`");
    }
    let missing = house.words.complete();
    println!("messages: {} faults", missing.len());
    if !missing.is_empty() {
        faults.push("messages are not complete in both languages");
    }
    if faults.is_empty() {
        Ok(())
    } else {
        bail!("{}", faults.join("; "))
    }
}

//! Keys: rotate while the server runs, and seal old values anew.

use crate::args::Common;
use crate::open::{Opening, county, keys_path};
use anyhow::Result;
use kernel::SystemRng;
use std::sync::Arc;
use std::time::Duration;
use vault::Vault;
use web::House;

/// Adds a new field key to the file.
pub fn rotate(common: &Common) -> Result<()> {
    let path = keys_path(common);
    let version = Vault::rotate_file(&path, &SystemRng).map_err(|f| anyhow::anyhow!("{f}"))?;
    println!(
        "field key {version} seals from now on; keep a copy of {}",
        path.display()
    );
    Ok(())
}

/// Takes up a changed key file while the server runs.
pub async fn watch(
    common: Common,
    house: Arc<House>,
    mut stopped: tokio::sync::watch::Receiver<bool>,
) {
    let path = keys_path(&common);
    let changed = || std::fs::metadata(&path).and_then(|m| m.modified()).ok();
    let mut last = changed();
    loop {
        tokio::select! {
            _ = stopped.wait_for(|s| *s) => return,
            () = tokio::time::sleep(Duration::from_secs(20)) => {}
        }
        let now = changed();
        if now.is_some() && now != last {
            last = now;
            match house.vault.reload(&path) {
                Ok(()) => tracing::info!(newest = house.vault.newest(), "key file read again"),
                Err(fault) => tracing::error!(%fault, "the changed key file is not taken up"),
            }
        }
    }
}

/// Rows sealed anew per transaction: small, so that other writers get their turn.
const BATCH: usize = 200;

/// Seals with the newest key what older keys sealed: every column classed as sealed.
pub async fn reseal(common: &Common) -> Result<()> {
    let county = county(common, Opening::default()).await?;
    let house = &county.whole.house;
    let mut count = 0u64;
    for room in crate::rooms() {
        for column in room
            .privacy
            .iter()
            .filter(|p| p.class == capability::Class::Sealed)
        {
            count += reseal_column(house, column.table, column.column).await?;
        }
    }
    println!(
        "{count} values sealed anew with key {}",
        house.vault.newest()
    );
    Ok(())
}

async fn reseal_column(house: &House, table: &str, column: &str) -> Result<u64> {
    let mut after = String::new();
    let mut count = 0;
    // Names come from the rooms' own declarations, never from outside.
    let select = format!(
        "SELECT id, {column} AS sealed FROM {table} \
         WHERE id > $1 AND {column} IS NOT NULL ORDER BY id LIMIT {BATCH}"
    );
    let update = format!("UPDATE {table} SET {column} = $2 WHERE id = $1 AND {column} = $3");
    loop {
        let ctx = house.system("keys reseal");
        let mut tx = trail::begin(&house.db, &ctx).await?;
        let rows = tx.all(&select, &db::params![after.as_str()]).await?;
        let Some(last) = rows.last() else {
            return Ok(count);
        };
        after = last.get("id")?;
        let mut sealed_anew = 0u64;
        for row in &rows {
            let (id, old): (String, Vec<u8>) = (row.get("id")?, row.get("sealed")?);
            let field = vault::Field {
                table,
                column,
                row: &id,
            };
            if let Some(new) = house.vault.reseal(&SystemRng, field, &old) {
                sealed_anew += tx.execute(&update, &db::params![id, new, old]).await?;
            }
        }
        let detail = serde_json::json!({ "column": column, "rows": sealed_anew });
        tx.note(&ctx, "keys.reseal", table, "", detail);
        tx.commit(&ctx).await?;
        count += sealed_anew;
    }
}

//! Reads of kept judgements.

use super::model::{FitId, KeptFit, Occasion};
use crate::APPLY;
use db::{Conn, Row, params};
use kernel::{Ctx, Refusal, Target};
use matching::Kept;
use people::WorkerId;
use std::collections::HashMap;
use vault::{Field, Vault};

const COLUMNS: &str = "id, worker_id, vacancy_id, occasion, record_id, engine, kept_at, snapshot";

/// The place of a snapshot, to which its seal is bound.
pub(super) const fn field(row: &str) -> Field<'_> {
    Field {
        table: "kept_fits",
        column: "snapshot",
        row,
    }
}

fn kept(ctx: &Ctx, row: &Row) -> Result<KeptFit, Refusal> {
    let id: String = row.get("id")?;
    let sealed: Vec<u8> = row.get("snapshot")?;
    let text = ctx.slot::<Vault>()?.open(field(&id), &sealed)?;
    let current = row.get::<i64>("engine")? == i64::from(matching::VERSION);
    let kept: Result<Kept, _> = serde_json::from_str(&text);
    let kept = match kept {
        Err(fault) if current => return Err(Refusal::internal(fault)),
        other => other.ok(),
    };
    let occasion = Occasion::parse(&row.get::<String>("occasion")?);
    Ok(KeptFit {
        id: FitId::parse(&id)?,
        worker_id: row.get("worker_id")?,
        vacancy_id: row.get("vacancy_id")?,
        occasion: occasion.ok_or_else(|| Refusal::internal("kept_fits.occasion is unknown"))?,
        record_id: row.get("record_id")?,
        kept_at: row.get("kept_at")?,
        kept,
    })
}

/// One kept judgement, to the person it is about or to the person's station.
///
/// # Errors
/// NotFound when there is none in reach.
pub async fn one(ctx: &Ctx, conn: &mut Conn, id: &FitId) -> Result<KeptFit, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM kept_fits WHERE id = $1");
    let row = conn.opt(&sql, &params![id.as_str()]).await?;
    let row = row.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let worker = WorkerId::parse(&row.get::<String>("worker_id")?)?;
    let worker = people::need_worker(conn, &worker).await?;
    let (subject, region) = (worker.id.as_str(), worker.region.as_str());
    ctx.require(APPLY, Target::Of { subject, region })?;
    kept(ctx, &row)
}

/// The kept judgements of one person, newest first; whoever asks has looked whether they may.
///
/// # Errors
/// What the database or the vault says.
pub async fn list(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &str,
    most: usize,
) -> Result<Vec<KeptFit>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM kept_fits WHERE worker_id = $1 ORDER BY kept_at DESC, id LIMIT $2"
    );
    let rows = conn.all(&sql, &params![worker, most]).await?;
    rows.iter().map(|row| kept(ctx, row)).collect()
}

/// The judgements kept with a record: post → id.
pub(crate) async fn ids_of(
    conn: &mut Conn,
    record: &str,
) -> Result<HashMap<String, String>, Refusal> {
    let sql = "SELECT vacancy_id, id FROM kept_fits WHERE record_id = $1";
    let rows = conn.all(sql, &params![record]).await?;
    let pair = |row: &Row| Ok((row.get("vacancy_id")?, row.get("id")?));
    rows.iter().map(pair).collect()
}

//! One-time codes in the database.

use super::model::six_digits;
use db::{Conn, DbError, params};
use kernel::{Ctx, Moment, Refusal};
use vault::{Field, Vault};

/// A code that was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub id: String,
    pub phone: String,
    pub role: String,
    pub ends_at: Moment,
    pub used: bool,
}

fn field(id: &str) -> Field<'_> {
    Field {
        table: "one_time_codes",
        column: "phone",
        row: id,
    }
}

/// The six digits that belong to a row: nothing of them is stored.
pub(crate) fn digits(vault: &Vault, id: &str) -> String {
    six_digits(&vault.mac("one-time-code", id.as_bytes()))
}

/// Moments of the codes asked for a number since then.
pub(crate) async fn earlier(
    conn: &mut Conn,
    index: &[u8],
    since: Moment,
) -> Result<Vec<Moment>, DbError> {
    let sql = "SELECT created_at FROM one_time_codes \
               WHERE phone_index = $1 AND created_at > $2 ORDER BY created_at DESC LIMIT 100";
    let rows = conn.all(sql, &params![index, since]).await?;
    rows.iter().map(|r| r.get("created_at")).collect()
}

pub(crate) async fn from_address(
    conn: &mut Conn,
    address: &str,
    since: Moment,
) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) AS n FROM one_time_codes WHERE address = $1 AND created_at > $2";
    conn.one(sql, &params![address, since]).await?.get("n")
}

pub(crate) async fn insert(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    phone: &str,
    index: &[u8],
    role: &str,
    ends_at: Moment,
) -> Result<String, Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let id = ctx.mint("cod");
    let sealed = vault.seal(&ctx.rng, field(&id), phone);
    let minute = ctx.now.millis().div_euclid(60_000);
    let sql = "INSERT INTO one_time_codes (id, phone, phone_index, address, role, tries, \
               created_at, created_minute, ends_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)";
    let address = &ctx.ask.address;
    let values = params![&id, sealed, index, address, role, ctx.now, minute, ends_at];
    match tx.execute(sql, &values).await {
        Ok(_) => Ok(id),
        Err(DbError::Unique(_)) => Err(Refusal::too_many("stations-code-wait-minute")),
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn by_id(
    conn: &mut Conn,
    vault: &Vault,
    id: &str,
) -> Result<Option<Code>, Refusal> {
    let sql = "SELECT id, phone, role, ends_at, used_at FROM one_time_codes WHERE id = $1";
    let Some(row) = conn.opt(sql, &params![id]).await? else {
        return Ok(None);
    };
    Ok(Some(Code {
        id: row.get("id")?,
        phone: vault.open(field(id), &row.get::<Vec<u8>>("phone")?)?,
        role: row.get("role")?,
        ends_at: row.get("ends_at")?,
        used: row.get::<Option<i64>>("used_at")?.is_some(),
    }))
}

/// Counts a try; `false` when there are none left, or the code is used or too old.
pub(crate) async fn count_try(
    tx: &mut trail::Tx,
    id: &str,
    most: i64,
    now: Moment,
) -> Result<bool, DbError> {
    let sql = "UPDATE one_time_codes SET tries = tries + 1 \
               WHERE id = $1 AND tries < $2 AND used_at IS NULL AND ends_at > $3";
    Ok(tx.execute(sql, &params![id, most, now]).await? > 0)
}

/// Uses the code up; `false` when somebody was faster.
pub(crate) async fn use_up(tx: &mut trail::Tx, id: &str, now: Moment) -> Result<bool, DbError> {
    let sql = "UPDATE one_time_codes SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    Ok(tx.execute(sql, &params![id, now]).await? > 0)
}

/// Rows are needed for a day, to count.
pub(crate) async fn sweep(tx: &mut trail::Tx, before: Moment) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM one_time_codes WHERE created_at < $1",
        &params![before],
    )
    .await?;
    Ok(())
}

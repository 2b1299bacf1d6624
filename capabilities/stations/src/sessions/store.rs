//! Sessions in the database; only the digest of a cookie's value is kept.

use crate::accounts::model::{Account, AccountKind, parse_roles};
use db::{Conn, DbError, params};
use kernel::{Ctx, Moment};
use std::fmt::Write;

/// Bytes as hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}

/// What is stored of a secret that only its bearer holds: SM3 of it.
pub(crate) fn digest(value: &str) -> String {
    hex(&vault::sm3(value.as_bytes()))
}

/// A fresh secret of 32 random bytes, as hex.
pub(crate) fn secret(ctx: &Ctx) -> String {
    let mut bytes = [0u8; 32];
    ctx.rng.fill(&mut bytes);
    hex(&bytes)
}

pub(crate) async fn insert(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    hash: &str,
    account: &str,
    device: &str,
    ends_at: Moment,
) -> Result<(), DbError> {
    let sql = "INSERT INTO sessions (id_hash, account_id, device, address, created_at, \
               last_seen_at, ends_at) VALUES ($1, $2, $3, $4, $5, $5, $6)";
    let address = &ctx.ask.address;
    tx.execute(
        sql,
        &params![hash, account, device, address, ctx.now, ends_at],
    )
    .await?;
    Ok(())
}

pub(crate) async fn end(tx: &mut trail::Tx, account: &str, hash: &str) -> Result<u64, DbError> {
    let sql = "DELETE FROM sessions WHERE account_id = $1 AND id_hash = $2";
    tx.execute(sql, &params![account, hash]).await
}

/// Ends the session of a browser, whoever it belonged to.
pub(crate) async fn end_any(tx: &mut trail::Tx, hash: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM sessions WHERE id_hash = $1", &params![hash])
        .await?;
    Ok(())
}

pub(crate) async fn end_all(tx: &mut trail::Tx, account: &str) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM sessions WHERE account_id = $1",
        &params![account],
    )
    .await
}

pub(crate) async fn end_others(
    tx: &mut trail::Tx,
    account: &str,
    kept: &str,
) -> Result<u64, DbError> {
    let sql = "DELETE FROM sessions WHERE account_id = $1 AND id_hash <> $2";
    tx.execute(sql, &params![account, kept]).await
}

pub(crate) async fn sweep(tx: &mut trail::Tx, now: Moment) -> Result<(), DbError> {
    tx.execute("DELETE FROM sessions WHERE ends_at < $1", &params![now])
        .await?;
    tx.execute(
        "DELETE FROM half_sign_ins WHERE ends_at < $1",
        &params![now],
    )
    .await?;
    Ok(())
}

/// Writes whose record a session looks at.
pub(crate) async fn choose(tx: &mut trail::Tx, hash: &str, subject: &str) -> Result<(), DbError> {
    let sql = "UPDATE sessions SET subject = $2 WHERE id_hash = $1";
    tx.execute(sql, &params![hash, subject]).await?;
    Ok(())
}

/// Writes when a session was last used; outside any action, for reading a page is none.
pub(crate) async fn touch(db: &db::Db, hash: &str, now: Moment) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    let sql = "UPDATE sessions SET last_seen_at = $2 WHERE id_hash = $1 AND last_seen_at < $2";
    tx.execute(sql, &params![hash, now]).await?;
    tx.commit().await
}

/// What the gate reads of a session or a token.
pub(crate) struct Found {
    pub account: Account,
    pub subjects: Vec<String>,
    pub last_seen_at: Moment,
    pub ends_at: Moment,
    pub limit: Option<String>,
}

/// One query on the hot path: session, account and its records.
pub(crate) async fn find(conn: &mut Conn, hash: &str) -> Result<Option<Found>, DbError> {
    let sql = "SELECT s.last_seen_at, s.ends_at, a.id, a.kind, a.roles, a.region, a.state, \
               l.subject_id, NULL AS permissions, s.subject AS chosen FROM sessions s \
               JOIN accounts a ON a.id = s.account_id \
               LEFT JOIN account_subjects l ON l.account_id = a.id WHERE s.id_hash = $1 \
               ORDER BY l.subject_id";
    gather(conn, sql, hash).await
}

/// The same for a token.
pub(crate) async fn find_token(conn: &mut Conn, hash: &str) -> Result<Option<Found>, DbError> {
    let sql = "SELECT t.created_at AS last_seen_at, t.ends_at, a.id, a.kind, a.roles, a.region, \
               a.state, l.subject_id, t.permissions, NULL AS chosen FROM api_tokens t \
               JOIN accounts a ON a.id = t.account_id \
               LEFT JOIN account_subjects l ON l.account_id = a.id \
               WHERE t.token_hash = $1 AND t.ended_at IS NULL ORDER BY l.subject_id";
    gather(conn, sql, hash).await
}

async fn gather(conn: &mut Conn, sql: &str, hash: &str) -> Result<Option<Found>, DbError> {
    let rows = conn.all(sql, &params![hash]).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let kind: String = first.get("kind")?;
    let mut found = Found {
        account: Account {
            id: first.get("id")?,
            kind: AccountKind::parse(&kind).unwrap_or(AccountKind::Person),
            roles: parse_roles(&first.get::<String>("roles")?),
            region: first.get("region")?,
            active: first.get::<String>("state")? == "active",
        },
        subjects: Vec::new(),
        last_seen_at: first.get("last_seen_at")?,
        ends_at: first.get("ends_at")?,
        limit: first.get("permissions")?,
    };
    for row in &rows {
        found
            .subjects
            .extend(row.get::<Option<String>>("subject_id")?);
    }
    // What is looked at comes first: pages take the first record of a kind.
    let chosen: Option<String> = first.get("chosen")?;
    found.subjects.sort_by_key(|s| Some(s) != chosen.as_ref());
    Ok(Some(found))
}

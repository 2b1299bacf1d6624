//! Staff accounts, half sign-ins and failed tries in the database.

use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Moment};

/// What signing in needs of a staff account.
#[derive(Debug, Clone)]
pub(crate) struct Secrets {
    pub id: String,
    pub login: String,
    pub active: bool,
    pub password_hash: Option<String>,
    pub password_set_at: Moment,
    pub password_given: bool,
    pub totp_secret: Vec<u8>,
    pub totp_confirmed: bool,
}

fn secrets(row: &Row) -> Result<Secrets, DbError> {
    Ok(Secrets {
        id: row.get("id")?,
        login: row.get("login")?,
        active: row.get::<String>("state")? == "active",
        password_hash: row.get("password_hash")?,
        password_set_at: row.get("password_set_at")?,
        password_given: row.get("password_given")?,
        totp_secret: row.get("totp_secret")?,
        totp_confirmed: row.get("totp_confirmed")?,
    })
}

const SECRETS: &str = "SELECT id, login, state, password_hash, password_set_at, password_given, \
     totp_secret, totp_confirmed FROM accounts WHERE kind = 'staff'";

pub(crate) async fn by_login(conn: &mut Conn, login: &str) -> Result<Option<Secrets>, DbError> {
    let sql = format!("{SECRETS} AND login = $1");
    let row = conn.opt(&sql, &params![login]).await?;
    row.as_ref().map(secrets).transpose()
}

pub(crate) async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Secrets>, DbError> {
    let sql = format!("{SECRETS} AND id = $1");
    let row = conn.opt(&sql, &params![id]).await?;
    row.as_ref().map(secrets).transpose()
}

/// The row of a new member of staff.
pub(crate) struct NewRow<'a> {
    pub id: &'a str,
    pub login: &'a str,
    pub name: &'a str,
    pub region: &'a str,
    pub roles: &'a str,
    pub password_hash: &'a str,
    pub totp_secret: &'a [u8],
}

pub(crate) async fn insert(tx: &mut trail::Tx, ctx: &Ctx, row: &NewRow<'_>) -> Result<(), DbError> {
    let sql = "INSERT INTO accounts (id, kind, name, login, region, roles, state, \
               password_hash, password_set_at, password_given, totp_secret, created_at, \
               changed_at) VALUES ($1, 'staff', $2, $3, $4, $5, 'active', $6, $7, 1, $8, $7, $7)";
    let values = params![
        row.id,
        row.name,
        row.login,
        row.region,
        row.roles,
        row.password_hash,
        ctx.now,
        row.totp_secret
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(crate) async fn set_password(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &str,
    hash: &str,
    given: bool,
) -> Result<(), DbError> {
    let sql = "UPDATE accounts SET password_hash = $2, password_set_at = $3, \
               password_given = $4, changed_at = $3 WHERE id = $1 AND kind = 'staff'";
    tx.execute(sql, &params![id, hash, ctx.now, given]).await?;
    Ok(())
}

pub(crate) async fn set_totp(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &str,
    sealed: &[u8],
) -> Result<(), DbError> {
    let sql = "UPDATE accounts SET totp_secret = $2, totp_confirmed = 0, changed_at = $3 \
               WHERE id = $1 AND kind = 'staff'";
    tx.execute(sql, &params![id, sealed, ctx.now]).await?;
    Ok(())
}

/// Takes a step of the second factor; `false` when it, or a later one, was taken before.
pub(crate) async fn take_step(tx: &mut trail::Tx, id: &str, step: i64) -> Result<bool, DbError> {
    let sql = "UPDATE accounts SET totp_last_step = $2, totp_confirmed = 1 \
               WHERE id = $1 AND totp_last_step < $2";
    Ok(tx.execute(sql, &params![id, step]).await? > 0)
}

pub(crate) async fn set_place(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &str,
    roles: &str,
    region: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE accounts SET roles = $2, region = $3, changed_at = $4 WHERE id = $1";
    tx.execute(sql, &params![id, roles, region, ctx.now])
        .await?;
    Ok(())
}

pub(crate) async fn set_state(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &str,
    state: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE accounts SET state = $2, changed_at = $3 WHERE id = $1";
    tx.execute(sql, &params![id, state, ctx.now]).await?;
    Ok(())
}

/// A sign-in between password and second factor.
pub(crate) struct Half {
    pub account: String,
    pub next: String,
}

pub(crate) async fn insert_half(
    tx: &mut trail::Tx,
    hash: &str,
    account: &str,
    next: &str,
    ends_at: Moment,
) -> Result<(), DbError> {
    let sql = "INSERT INTO half_sign_ins (id_hash, account_id, next, ends_at) \
               VALUES ($1, $2, $3, $4)";
    tx.execute(sql, &params![hash, account, next, ends_at])
        .await?;
    Ok(())
}

pub(crate) async fn half(
    conn: &mut Conn,
    hash: &str,
    now: Moment,
) -> Result<Option<Half>, DbError> {
    let sql = "SELECT account_id, next FROM half_sign_ins WHERE id_hash = $1 AND ends_at > $2";
    let row = conn.opt(sql, &params![hash, now]).await?;
    let half = |r: Row| {
        Ok(Half {
            account: r.get("account_id")?,
            next: r.get("next")?,
        })
    };
    row.map(half).transpose()
}

pub(crate) async fn end_half(tx: &mut trail::Tx, account: &str) -> Result<(), DbError> {
    let sql = "DELETE FROM half_sign_ins WHERE account_id = $1";
    tx.execute(sql, &params![account]).await?;
    Ok(())
}

pub(crate) async fn failures(
    conn: &mut Conn,
    kind: &str,
    key: &str,
) -> Result<(i64, Option<Moment>), DbError> {
    let sql = "SELECT COUNT(*) AS n, MAX(failed_at) AS last_at FROM failed_sign_ins \
               WHERE kind = $1 AND key = $2";
    let row = conn.one(sql, &params![kind, key]).await?;
    Ok((row.get("n")?, row.get("last_at")?))
}

pub(crate) async fn add_failure(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    kind: &str,
    key: &str,
) -> Result<(), DbError> {
    let sql = "INSERT INTO failed_sign_ins (id, kind, key, failed_at) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, &params![ctx.mint("fsi"), kind, key, ctx.now])
        .await?;
    Ok(())
}

pub(crate) async fn forget_failures(
    tx: &mut trail::Tx,
    kind: &str,
    key: &str,
) -> Result<(), DbError> {
    let sql = "DELETE FROM failed_sign_ins WHERE kind = $1 AND key = $2";
    tx.execute(sql, &params![kind, key]).await?;
    Ok(())
}

pub(crate) async fn sweep(tx: &mut trail::Tx, before: Moment) -> Result<(), DbError> {
    let sql = "DELETE FROM failed_sign_ins WHERE failed_at < $1";
    tx.execute(sql, &params![before]).await?;
    Ok(())
}

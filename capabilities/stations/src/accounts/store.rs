//! Accounts in the database.

use super::model::{Account, AccountKind, parse_roles};
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Refusal};
use vault::{Field, Vault};

pub(crate) fn phone_field(id: &str) -> Field<'_> {
    Field {
        table: "accounts",
        column: "phone",
        row: id,
    }
}

pub(crate) fn account(row: &Row) -> Result<Account, DbError> {
    let kind: String = row.get("kind")?;
    Ok(Account {
        id: row.get("id")?,
        kind: AccountKind::parse(&kind).unwrap_or(AccountKind::Person),
        roles: parse_roles(&row.get::<String>("roles")?),
        region: row.get("region")?,
        active: row.get::<String>("state")? == "active",
    })
}

pub(crate) async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Account>, DbError> {
    let sql = "SELECT id, kind, roles, region, state FROM accounts WHERE id = $1";
    conn.opt(sql, &params![id])
        .await?
        .as_ref()
        .map(account)
        .transpose()
}

pub(crate) async fn by_phone(conn: &mut Conn, index: &[u8]) -> Result<Option<Account>, DbError> {
    let sql = "SELECT id, kind, roles, region, state FROM accounts \
               WHERE kind = 'person' AND phone_index = $1";
    conn.opt(sql, &params![index])
        .await?
        .as_ref()
        .map(account)
        .transpose()
}

/// Makes a person's account; two that come at once get the same one.
pub(crate) async fn insert_person(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    phone: &str,
) -> Result<Account, Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let id = ctx.mint("acc");
    let index = vault.index("phone", phone);
    let sealed = vault.seal(&ctx.rng, phone_field(&id), phone);
    let sql = "INSERT INTO accounts (id, kind, name, phone, phone_index, region, roles, state, \
               created_at, changed_at) \
               VALUES ($1, 'person', '', $2, $3, '', '', 'active', $4, $4) \
               ON CONFLICT DO NOTHING";
    tx.execute(sql, &params![&id, sealed, &index, ctx.now])
        .await?;
    let found = by_phone(tx, &index).await?;
    found.ok_or_else(|| Refusal::internal("an account was not written"))
}

pub(crate) async fn set_roles(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &str,
    roles: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE accounts SET roles = $2, changed_at = $3 WHERE id = $1";
    tx.execute(sql, &params![id, roles, ctx.now]).await?;
    Ok(())
}

pub(crate) async fn link(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    account: &str,
    subject: &str,
    role: &str,
) -> Result<bool, DbError> {
    let sql = "INSERT INTO account_subjects (account_id, subject_id, role, linked_at) \
               VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(tx
        .execute(sql, &params![account, subject, role, ctx.now])
        .await?
        > 0)
}

pub(crate) async fn unlink(
    tx: &mut trail::Tx,
    account: &str,
    subject: &str,
) -> Result<(), DbError> {
    let sql = "DELETE FROM account_subjects WHERE account_id = $1 AND subject_id = $2";
    tx.execute(sql, &params![account, subject]).await?;
    Ok(())
}

/// Roles of the subjects that the account still has.
pub(crate) async fn subject_roles(conn: &mut Conn, account: &str) -> Result<Vec<String>, DbError> {
    let sql = "SELECT role FROM account_subjects WHERE account_id = $1";
    let rows = conn.all(sql, &params![account]).await?;
    rows.iter().map(|r| r.get("role")).collect()
}

/// Closes a person's account: the number is gone, and can open a fresh account.
pub(crate) async fn close(tx: &mut trail::Tx, ctx: &Ctx, id: &str) -> Result<(), DbError> {
    let sql = "UPDATE accounts SET state = 'closed', name = '', phone = NULL, \
               phone_index = NULL, roles = '', sms_wanted = 0, changed_at = $2 \
               WHERE id = $1 AND kind = 'person'";
    tx.execute(sql, &params![id, ctx.now]).await?;
    Ok(())
}

pub(crate) async fn set_sms(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &str,
    wanted: bool,
) -> Result<(), DbError> {
    let sql = "UPDATE accounts SET sms_wanted = $2, changed_at = $3 WHERE id = $1";
    tx.execute(sql, &params![id, wanted, ctx.now]).await?;
    Ok(())
}

pub(crate) async fn set_phone(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    id: &str,
    phone: &str,
    index: &[u8],
) -> Result<(), Refusal> {
    let sealed = ctx.slot::<Vault>()?.seal(&ctx.rng, phone_field(id), phone);
    let sql = "UPDATE accounts SET phone = $2, phone_index = $3, changed_at = $4 WHERE id = $1";
    tx.execute(sql, &params![id, sealed, index, ctx.now])
        .await?;
    Ok(())
}

/// Account id and sealed number of a subject who wants messages.
pub(crate) async fn reachable(
    conn: &mut Conn,
    subject: &str,
) -> Result<Option<(String, Vec<u8>)>, DbError> {
    let sql = "SELECT a.id, a.phone FROM account_subjects l JOIN accounts a \
               ON a.id = l.account_id \
               WHERE l.subject_id = $1 AND a.state = 'active' AND a.sms_wanted = 1 \
               AND a.phone IS NOT NULL ORDER BY l.linked_at LIMIT 1";
    let row = conn.opt(sql, &params![subject]).await?;
    row.map(|r| Ok((r.get("id")?, r.get("phone")?))).transpose()
}

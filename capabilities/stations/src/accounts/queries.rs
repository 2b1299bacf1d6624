//! Reads about accounts that other rooms ask for.

use db::{Conn, params};
use kernel::{Ctx, Refusal};

/// The account that a record belongs to: the first that was linked.
pub async fn account_of(conn: &mut Conn, subject: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT l.account_id FROM account_subjects l JOIN accounts a \
               ON a.id = l.account_id WHERE l.subject_id = $1 AND a.state <> 'closed' \
               ORDER BY l.linked_at LIMIT 1";
    let row = conn.opt(sql, &params![subject]).await?;
    Ok(row.map(|r| r.get("account_id")).transpose()?)
}

/// Does this record's owner want text messages? `false` too when there is no account.
pub async fn sms_wanted(conn: &mut Conn, subject: &str) -> Result<bool, Refusal> {
    Ok(super::store::reachable(conn, subject).await?.is_some())
}

/// The number that a person's account signs in with; for the file that the person opens.
pub async fn phone_of(
    ctx: &Ctx,
    conn: &mut Conn,
    account: &str,
) -> Result<Option<String>, Refusal> {
    let sql = "SELECT phone FROM accounts WHERE id = $1 AND kind = 'person'";
    let row = conn.opt(sql, &params![account]).await?;
    let sealed: Option<Vec<u8>> = row.map(|r| r.get("phone")).transpose()?.flatten();
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let vault = ctx.slot::<vault::Vault>()?;
    vault
        .open(super::store::phone_field(account), &sealed)
        .map(Some)
}

//! Reads of cards.

use crate::workers::model::WorkerId;
use crate::workers::{queries, sealed};
use db::{Conn, params};
use kernel::{Ctx, Refusal};
use vault::Vault;

/// Whose card it is; a card that was replaced is nobody's.
///
/// # Errors
/// What the database says.
pub async fn card_holder(conn: &mut Conn, code: &str) -> Result<Option<WorkerId>, Refusal> {
    let sql = "SELECT worker_id FROM worker_cards WHERE code = $1 AND voided_at IS NULL";
    let row = conn.opt(sql, &params![code]).await?;
    row.map(|r| WorkerId::parse(&r.get::<String>("worker_id")?))
        .transpose()
}

/// The file of the person whom somebody names by name together with a telephone or the code of a
/// work card. Both must fit, so that a number alone tells nobody who somebody is; `None` also when
/// several files fit.
///
/// # Errors
/// What the database says.
pub async fn named(
    ctx: &Ctx,
    conn: &mut Conn,
    name: &str,
    number: &str,
) -> Result<Option<WorkerId>, Refusal> {
    let name = words::fold(name);
    let vault = ctx.slot::<Vault>()?;
    if let Some(phone) = kernel::check_phone(number) {
        let index = sealed::phone_index(&vault, &phone);
        let mut found = queries::by_phone_and_name(conn, &index, &name).await?;
        let only = found.pop().filter(|_| found.is_empty());
        return Ok(only.map(|identity| identity.id));
    }
    let Some(code) = super::card::read(&vault, number) else {
        return Ok(None);
    };
    let Some(id) = card_holder(conn, &code).await? else {
        return Ok(None);
    };
    let worker = queries::by_id(conn, &id).await?;
    Ok(worker
        .filter(|w| words::fold(&w.name) == name)
        .map(|w| w.id))
}

/// The code of a person's card.
///
/// # Errors
/// What the database says.
pub async fn card_of(conn: &mut Conn, id: &WorkerId) -> Result<Option<String>, Refusal> {
    let sql = "SELECT code FROM worker_cards WHERE worker_id = $1 AND voided_at IS NULL \
        ORDER BY issued_at DESC LIMIT 1";
    Ok(conn
        .opt(sql, &params![id.as_str()])
        .await?
        .map(|r| r.get("code"))
        .transpose()?)
}

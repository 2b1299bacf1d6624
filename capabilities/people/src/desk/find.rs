//! What was typed into the search box: a name, a number, four digits, or a card.

use crate::desk::{card, queries};
use crate::permissions::VIEW;
use crate::workers::model::Worker;
use crate::workers::queries::{By, Search, search};
use crate::workers::sealed;
use db::Conn;
use kernel::{Ctx, Day, Refusal, Target, check_id_card, check_phone};
use vault::Vault;

/// Understands what was typed.
pub(crate) async fn by(
    conn: &mut Conn,
    vault: &Vault,
    today: Day,
    text: &str,
) -> Result<By, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(By::All);
    }
    if let Some(code) = card::read(vault, text) {
        let holder = queries::card_holder(conn, &code).await?;
        return holder
            .map(By::File)
            .ok_or_else(|| Refusal::field("q", "people-card-unknown"));
    }
    if let Ok(id) = check_id_card(text, today) {
        return Ok(By::Id(sealed::id_index(vault, id.number())));
    }
    if let Some(phone) = check_phone(text) {
        return Ok(By::Phone(sealed::phone_index(vault, &phone)));
    }
    let folded = words::fold(text).to_ascii_uppercase();
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 3 && folded.len() == 4 {
        return Ok(By::Tails(sealed::tails(vault, &folded)));
    }
    if digits > 0 {
        // A mistyped number finds nobody; better to say so than to search for a name.
        return Err(Refusal::field("q", "people-number-bad"));
    }
    let name = words::fold(text);
    if name.is_empty() {
        return Err(Refusal::field("q", "people-name-bad"));
    }
    Ok(By::Name(name))
}

/// The files that typed or scanned text means.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The files, the last changed first; at most ten.
    pub workers: Vec<Worker>,
    /// One person and no other is meant: a card, a whole ID number, a telephone of one person.
    pub sure: bool,
}

/// Looks a person up for the staff, inside their scope, by name, number, four digits or card.
///
/// # Errors
/// Forbidden; field faults on `q` when the text is no name, number or card.
pub async fn look_up(ctx: &Ctx, conn: &mut Conn, text: &str) -> Result<Found, Refusal> {
    ctx.require(VIEW, Target::Any)?;
    let vault = ctx.slot::<Vault>()?;
    let by = by(conn, &vault, ctx.today(), text).await?;
    if by == By::All {
        return Ok(Found::default());
    }
    let exact = matches!(by, By::Phone(_) | By::Id(_) | By::File(_));
    let wanted = Search {
        by,
        ..Search::default()
    };
    let workers = search(conn, &ctx.scope, &wanted, 10).await?;
    Ok(Found {
        sure: exact && workers.len() == 1,
        workers,
    })
}

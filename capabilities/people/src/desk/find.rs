//! What was typed into the search box: a name, a number, four digits, or a card.

use crate::desk::{card, queries};
use crate::workers::queries::By;
use crate::workers::sealed;
use db::Conn;
use kernel::{Day, Refusal, check_id_card, check_phone};
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

//! What a post says as one text: to keep a version, to tell two posts that say the same.

use super::model::{Kind, Terms};
use kernel::Refusal;

/// What a version said, as JSON.
///
/// # Errors
/// Internal when it cannot be written, which would be our fault.
pub fn snapshot(terms: &Terms) -> Result<String, Refusal> {
    serde_json::to_string(terms).map_err(Refusal::internal)
}

/// SM3 of a text, 64 hex digits.
#[must_use]
pub fn digest(text: &str) -> String {
    use std::fmt::Write;
    vault::sm3(text.as_bytes())
        .iter()
        .fold(String::new(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// Equal for two posts that say the same of the same place: words folded, so that a space or a
/// full stop makes no new post. Day work is told apart by its day.
#[must_use]
pub fn likeness(terms: &Terms) -> String {
    let words = [&terms.title, &terms.duties, &terms.conditions];
    let folded: Vec<String> = words.iter().map(|text| words::fold(text)).collect();
    let day = match terms.kind {
        Kind::Day => terms.start_day.to_string(),
        _ => String::new(),
    };
    digest(
        &[
            folded.join("|"),
            terms.region.clone(),
            terms.trade.clone(),
            day,
        ]
        .join("#"),
    )
}

//! What people type, understood by the tables: trades in spoken words, villages by their names.

use kernel::FieldFault;
use reference::Tables;

/// How sure the code of words that are no trade's own must be, for its trades to be offered.
const LIKELY: f32 = 0.3;

/// What became of typed words for trades.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaidTrades {
    /// Ids that were meant without doubt.
    pub sure: Vec<String>,
    /// Ids that may be meant: to be ticked by the person.
    pub maybe: Vec<String>,
    /// Words that mean several trades, or are no trade's own and only likely to mean one.
    pub many: Vec<String>,
    /// Words that nobody knows.
    pub unknown: Vec<String>,
}

/// Typed text as words: commas of every script, spaces and "和" between two words part them.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let parts = |c: char| c.is_whitespace() || "、，,；;。/|".contains(c);
    text.split(parts)
        .map(str::trim)
        .filter(|w| !words::fold(w).is_empty())
}

/// Understands typed words for trades.
#[must_use]
pub fn trades(tables: &Tables, text: &str) -> SaidTrades {
    let mut out = SaidTrades::default();
    for word in split(text) {
        let folded = words::fold(word);
        let hits = tables.find_trades(word);
        let exact: Vec<_> = hits
            .iter()
            .filter(|t| {
                t.terms
                    .iter()
                    .chain([&t.name])
                    .any(|n| words::fold(n) == folded)
            })
            .collect();
        match (exact.as_slice(), hits.as_slice()) {
            ([one], _) => out.sure.push(one.id.clone()),
            ([], [one]) => out.sure.push(one.id.clone()),
            ([], []) => {
                let likely = tables.likely_trades(word, LIKELY);
                if likely.is_empty() {
                    out.unknown.push(word.to_owned());
                } else {
                    let ids = likely.into_iter().take(6).map(|(t, _)| t.id.clone());
                    out.maybe.extend(ids);
                    out.many.push(word.to_owned());
                }
            }
            (several, all) => {
                let some = several.iter().map(|t| &t.id);
                let ids: Vec<&String> = if several.is_empty() {
                    all.iter().map(|t| &t.id).collect()
                } else {
                    some.collect()
                };
                out.maybe.extend(ids.into_iter().take(6).cloned());
                out.many.push(word.to_owned());
            }
        }
    }
    for list in [&mut out.sure, &mut out.maybe] {
        let mut seen = std::collections::HashSet::new();
        list.retain(|id| seen.insert(id.clone()));
    }
    out.maybe.retain(|id| !out.sure.contains(id));
    out
}

/// Understands the name of a place.
///
/// # Errors
/// Fault `people-place-unknown`, or `people-place-many` with the towns that have one so named.
pub fn place(tables: &Tables, field: &str, text: &str) -> Result<String, FieldFault> {
    let fault = |code, args| FieldFault {
        field: field.to_owned(),
        code,
        args,
    };
    if let Some(known) = tables.nbs(text.trim()) {
        return Ok(known.to_owned());
    }
    match tables.find_division(text).as_slice() {
        [] => {
            let text = text.chars().take(40).collect();
            Err(fault("people-place-unknown", vec![("text", text)]))
        }
        [one] => Ok(one.code.clone()),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(6)
                .map(|d| tables.name(&d.code))
                .collect();
            let text = text.chars().take(40).collect();
            Err(fault(
                "people-place-many",
                vec![("text", text), ("names", names.join("、"))],
            ))
        }
    }
}

/// Typed text as names of places: commas part them, spaces do not (石坡镇 张河村).
pub(crate) fn split_places(text: &str) -> impl Iterator<Item = &str> {
    let parts = |c: char| "、，,；;。|\n".contains(c);
    text.split(parts)
        .map(str::trim)
        .filter(|w| !words::fold(w).is_empty())
}

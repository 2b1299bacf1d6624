//! The choices of the list's form, written out at once: there are a hundred of them on a page.

use super::super::phrases::Phrases;
use crate::board::Order;
use crate::{Kind, Settle};
use reference::Tables;
use std::fmt::Write;

/// Writes text so that it may stand in HTML.
fn escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

fn option(out: &mut String, value: &str, text: &str, chosen: &str) {
    let _ = write!(out, "<option value=\"{value}\"");
    if value == chosen && !chosen.is_empty() {
        out.push_str(" selected");
    }
    out.push('>');
    escaped(out, text);
    out.push_str("</option>");
}

/// Towns of the county.
pub fn towns(tables: &Tables, chosen: &str) -> String {
    let mut out = String::with_capacity(1024);
    tables
        .towns()
        .for_each(|town| option(&mut out, &town.code, &town.short_name, chosen));
    out
}

/// Villages of a town.
pub fn villages(tables: &Tables, town: &str, chosen: &str) -> String {
    let mut out = String::new();
    for village in tables.villages(town) {
        option(&mut out, &village.code, &village.short_name, chosen);
    }
    out
}

/// Trades.
pub fn trades(tables: &Tables, chosen: &str) -> String {
    let mut out = String::with_capacity(4096);
    tables
        .trades()
        .iter()
        .for_each(|trade| option(&mut out, &trade.id, &trade.name, chosen));
    out
}

fn coded(phrases: &Phrases<'_>, of: &str, codes: &[&str], chosen: &str) -> String {
    let mut out = String::with_capacity(512);
    codes
        .iter()
        .for_each(|code| option(&mut out, code, &phrases.code(of, code), chosen));
    out
}

/// Settlements.
pub fn settles(phrases: &Phrases<'_>, chosen: &str) -> String {
    coded(phrases, "settle", Settle::CODES, chosen)
}

/// Kinds of post.
pub fn kinds(phrases: &Phrases<'_>, chosen: &str) -> String {
    coded(phrases, "kind", Kind::CODES, chosen)
}

/// Orders.
pub fn orders(phrases: &Phrases<'_>, best: bool, chosen: &str) -> String {
    let codes = if best {
        &Order::CODES[..]
    } else {
        &Order::CODES[..2]
    };
    coded(phrases, "sort", codes, chosen)
}

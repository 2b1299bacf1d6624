//! What the pages of hours and wages have in common.

use crate::hours::model::Said;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use web::{Fields, House};

/// How consent may be given at the desk.
pub(crate) const CONSENTS: [&str; 4] = ["spoken", "signed", "card", "telephone"];

/// A choice of a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Choice {
    pub value: &'static str,
    pub text: String,
}

/// Codes with their words.
pub(crate) fn choices(
    house: &House,
    ctx: &Ctx,
    prefix: &str,
    codes: &[&'static str],
) -> Vec<Choice> {
    let choice = |code: &&'static str| Choice {
        value: code,
        text: house.say(ctx.locale, &format!("{prefix}{code}")),
    };
    codes.iter().map(choice).collect()
}

/// The ways of consent, for staff only.
pub(crate) fn consent_choices(house: &House, ctx: &Ctx) -> Vec<Choice> {
    if is_staff(ctx) {
        choices(house, ctx, "gigs-hours-consent-", &CONSENTS)
    } else {
        Vec::new()
    }
}

pub(crate) fn is_staff(ctx: &Ctx) -> bool {
    ctx.actor.roles.iter().any(|r| r.is_staff())
}

/// The actor as itself, or for somebody on a consent that the form names.
pub(crate) fn acting(ctx: &Ctx, subject: &str, fields: &Fields) -> Result<Ctx, Refusal> {
    if !is_staff(ctx) {
        return Ok(ctx.clone());
    }
    let mut reader = fields.reader();
    let consent = reader.one_of("consent", &CONSENTS);
    reader.finish()?;
    Ok(ctx.for_person(subject, consent))
}

/// A statement for a page.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct Span {
    pub h: i64,
    pub m: i64,
    /// Units as people write them; empty for pay by time.
    pub units: String,
}

impl From<Said> for Span {
    fn from(said: Said) -> Self {
        Self {
            h: said.minutes / 60,
            m: said.minutes % 60,
            units: units_text(said.units_milli),
        }
    }
}

/// Thousandths as people write them: 12500 → `12.5`; nothing → empty.
pub(crate) fn units_text(milli: i64) -> String {
    if milli == 0 {
        return String::new();
    }
    let text = format!("{}.{:03}", milli / 1000, milli % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads `12.5` as thousandths; at most three decimals.
pub(crate) fn units_milli(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 1000 + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_and_written_as_people_do() {
        for (text, milli) in [("12.5", 12_500), ("3", 3_000), ("0.125", 125)] {
            assert_eq!(units_milli(text), Some(milli));
            assert_eq!(units_text(milli), text);
        }
        for text in ["", "-1", "1.2345", "a", "1e3", "1234567"] {
            assert_eq!(units_milli(text), None);
        }
        assert_eq!(units_text(0), "");
    }
}

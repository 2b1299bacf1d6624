//! Cells of a row as values, with errors that name line and field.

use anyhow::{Result, anyhow, bail};
use kernel::Day;
use matching::Settle;
use std::collections::HashMap;

/// The Chinese names of settlements, in the order of [`Settle::ALL`].
const SETTLE: [&str; 6] = ["日结", "次日结", "周结", "半月结", "月结", "完工结"];

/// A row with its headings.
pub struct Cells<'a> {
    /// File and line, as errors name them.
    pub place: String,
    /// Place of each field in the row.
    pub fields: &'a HashMap<&'static str, usize>,
    /// The row.
    pub row: &'a [String],
}

impl Cells<'_> {
    /// The text of a field; `None` when it is empty or has no column.
    pub fn text(&self, field: &str) -> Option<&str> {
        let cell = self.row.get(*self.fields.get(field)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }
    /// An error that names the field and what stands there.
    fn wrong(&self, field: &str, must: &str) -> anyhow::Error {
        let cell = self.text(field).unwrap_or_default();
        anyhow!("{}, {field}: “{cell}” must be {must}", self.place)
    }
    /// A text that must be there.
    pub fn needed(&self, field: &str) -> Result<&str> {
        let place = &self.place;
        self.text(field)
            .ok_or_else(|| anyhow!("{place}, {field}: must not be empty"))
    }
    /// The parts of a list: `砌墙;抹灰`, also with `、`, `；` or `|`.
    pub fn list(&self, field: &str) -> Vec<&str> {
        let cell = self.text(field).unwrap_or_default();
        let parts = cell.split([';', '；', '、', '|']).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }
    /// A whole number from 0 to `most`.
    pub fn number(&self, field: &str, most: u32) -> Result<Option<u32>> {
        let Some(cell) = self.text(field) else {
            return Ok(None);
        };
        let number = cell.parse().ok().filter(|n: &u32| *n <= most);
        let must = || self.wrong(field, &format!("a whole number from 0 to {most}"));
        number.ok_or_else(must).map(Some)
    }
    /// Yuan with at most two decimals, as fen; not negative, at most a million yuan.
    pub fn fen(&self, field: &str) -> Result<Option<i64>> {
        let Some(cell) = self.text(field) else {
            return Ok(None);
        };
        let must = "yuan for a day, such as 180 or 180.5, not negative";
        let (yuan, rest) = cell.split_once('.').unwrap_or((cell, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if yuan.is_empty() || rest.len() > 2 || !digits(yuan) || !digits(rest) {
            return Err(self.wrong(field, must));
        }
        let yuan: i64 = yuan.parse().map_err(|_| self.wrong(field, must))?;
        let fen: i64 = format!("{rest:0<2}").parse().unwrap_or(0);
        if yuan > 1_000_000 {
            return Err(self.wrong(field, "at most a million yuan for a day"));
        }
        Ok(Some(yuan * 100 + fen))
    }
    /// A day, `2026-11-24`.
    pub fn day(&self, field: &str) -> Result<Option<Day>> {
        let Some(cell) = self.text(field) else {
            return Ok(None);
        };
        let day = cell.parse().ok();
        let must = || self.wrong(field, "a day of the calendar, such as 2026-11-24");
        day.ok_or_else(must).map(Some)
    }
    /// Yes or no; empty = no.
    pub fn yes(&self, field: &str) -> Result<bool> {
        match self.text(field) {
            None | Some("0" | "no" | "false" | "否") => Ok(false),
            Some("1" | "yes" | "true" | "是") => Ok(true),
            Some(_) => Err(self.wrong(field, "yes or no, 是 or 否")),
        }
    }
    /// Settlements, by code or Chinese name.
    pub fn settle(&self, field: &str) -> Result<Vec<Settle>> {
        let read = |word: &&str| {
            let chinese = SETTLE.iter().position(|name| name == word);
            chinese
                .map(|n| Settle::ALL[n])
                .or_else(|| Settle::parse(word))
        };
        let must = format!("{} or {}", Settle::CODES.join(", "), SETTLE.join(" "));
        let words = self.list(field);
        let all: Option<Vec<Settle>> = words.iter().map(read).collect();
        all.ok_or_else(|| self.wrong(field, &must))
    }
}

/// Where each field stands; a column may be headed in either language.
///
/// # Errors
/// A field that must have a column and has none, or that has two.
pub fn fields(
    file: &str,
    headings: &[String],
    known: &[(&'static str, &str)],
    needed: &[&str],
) -> Result<HashMap<&'static str, usize>> {
    let mut places = HashMap::new();
    for (at, heading) in headings.iter().enumerate() {
        let same = |(name, chinese): &&(&'static str, &str)| heading == name || heading == chinese;
        let Some((name, _)) = known.iter().find(same) else {
            continue;
        };
        if places.insert(*name, at).is_some() {
            bail!("{file}: two columns are headed {name}");
        }
    }
    if let Some(missing) = needed.iter().find(|name| !places.contains_key(**name)) {
        bail!("{file}: there is no column {missing}");
    }
    Ok(places)
}

/// Names as numbers, in the order in which they are met.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, u16>);

impl Names {
    /// The number of a name, from 0.
    ///
    /// # Errors
    /// More than 65,535 names.
    pub fn number(&mut self, what: &str, name: &str) -> Result<u16> {
        if let Some(number) = self.0.get(name) {
            return Ok(*number);
        }
        let Some(number) = u16::try_from(self.0.len()).ok().filter(|n| *n < u16::MAX) else {
            bail!("more than {} distinct {what}", u16::MAX);
        };
        self.0.insert(name.to_owned(), number);
        Ok(number)
    }
    /// The number of a name that was met before.
    pub fn known(&self, name: &str) -> Option<u16> {
        self.0.get(name).copied()
    }
}

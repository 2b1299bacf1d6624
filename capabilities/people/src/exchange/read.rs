//! Reads a row of a table into a new worker; every fault names its column.

use super::{
    CERT_KINDS, CERTS, CHANNEL, CHANNELS, COLUMNS, FROM, ID_NO, LODGING, MINUTES, NAME, PAY,
    PAY_BY_DAY, PAY_UNIT, PAY_UNITS, PHONE, PLACE, PLACES, PROXY, SETTLE, SETTLES, TO, TRADES,
    code_of,
};
use crate::workers::checks::{self, Faults};
use crate::workers::model::{Channel, NewCert, NewWorker};
use crate::workers::said;
use kernel::{Ctx, Day, Fen};
use reference::Tables;

/// A fault of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// Heading of the column.
    pub column: String,
    /// Message key.
    pub code: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

/// The heading that a checked field stands under.
fn heading(field: &str) -> &str {
    match field {
        "name" => NAME,
        "phone" => PHONE,
        "id_no" => ID_NO,
        "place" => PLACE,
        "trade" => TRADES,
        "places" => PLACES,
        "max_minutes" => MINUTES,
        "pay_floor" => PAY,
        "pay_unit" => PAY_UNIT,
        "settle" => SETTLE,
        "to_day" => TO,
        "cert" => CERTS,
        other => other,
    }
}

struct Cells<'a> {
    cells: &'a [(&'a str, &'a str)],
    faults: Vec<CellFault>,
}

impl<'a> Cells<'a> {
    fn get(&self, column: &str) -> Option<&'a str> {
        // The heading of lists that count by the day anyway.
        let is = |name: &str| name == column || (column == PAY && name == PAY_BY_DAY);
        let found = self.cells.iter().find(|(name, _)| is(name.trim()));
        found
            .map(|(_, value)| value.trim())
            .filter(|v| !v.is_empty())
    }
    fn wrong(&mut self, column: &str, code: &'static str, args: Vec<(&'static str, String)>) {
        self.faults.push(CellFault {
            column: column.to_owned(),
            code,
            args,
        });
    }
    fn code(&mut self, column: &str, list: &[super::Spoken]) -> Option<&'static str> {
        let word = self.get(column)?;
        let code = code_of(list, word);
        if code.is_none() {
            self.unknown(column, word, list);
        }
        code
    }
    fn codes(&mut self, column: &str, list: &[super::Spoken]) -> Vec<String> {
        let mut out = Vec::new();
        for word in self.get(column).into_iter().flat_map(said::split) {
            match code_of(list, word) {
                Some(code) => out.push(code.to_owned()),
                None => self.unknown(column, word, list),
            }
        }
        out
    }
    fn unknown(&mut self, column: &str, word: &str, list: &[super::Spoken]) {
        let known: Vec<&str> = list
            .iter()
            .filter_map(|(_, n)| n.first().copied())
            .collect();
        let word = word.chars().take(40).collect();
        let args = vec![("word", word), ("known", known.join("、"))];
        self.wrong(column, "people-cell-unknown", args);
    }
    fn day(&mut self, column: &str) -> Option<Day> {
        // A spreadsheet writes 2026/3/8 as readily as 2026-03-08.
        let text = self.get(column)?;
        let mut parts = text.split(['-', '/', '.']);
        let mut part = || parts.next().and_then(|p| p.trim().parse::<i16>().ok());
        let day = match (part(), part(), part()) {
            (Some(y), Some(m), Some(d)) => i8::try_from(m)
                .ok()
                .zip(i8::try_from(d).ok())
                .and_then(|(m, d)| Day::new(y, m, d)),
            _ => None,
        };
        if day.is_none() {
            self.wrong(column, "field-not-day", Vec::new());
        }
        day
    }
    fn yes(&mut self, column: &str) -> bool {
        match self.get(column) {
            Some("是" | "要" | "1" | "y" | "Y") => true,
            None | Some("否" | "不要" | "0" | "n" | "N") => false,
            Some(_) => {
                self.wrong(column, "people-cell-yes-no", Vec::new());
                false
            }
        }
    }
}

/// Reads a row: headings with their cells, in any order.
///
/// # Errors
/// Every fault of the row: unknown headings, repeated village names without their town, words
/// that mean no trade, numbers that do not check.
pub fn read_row(
    ctx: &Ctx,
    tables: &Tables,
    cells: &[(&str, &str)],
) -> Result<NewWorker, Vec<CellFault>> {
    let mut row = Cells {
        cells,
        faults: Vec::new(),
    };
    for (name, value) in cells {
        let known = COLUMNS.contains(&name.trim()) || name.trim() == PAY_BY_DAY;
        if !known && !value.trim().is_empty() {
            let name: String = name.chars().take(40).collect();
            row.wrong(&name, "people-column-unknown", vec![("name", name.clone())]);
        }
    }
    let mut new = NewWorker {
        name: row.get(NAME).unwrap_or_default().to_owned(),
        phone: row.get(PHONE).map(str::to_owned),
        id_no: row.get(ID_NO).map(str::to_owned),
        consent: "list",
        open_account: true,
        ..NewWorker::default()
    };
    places(&mut row, tables, &mut new);
    trades(&mut row, tables, &mut new);
    terms(&mut row, &mut new);
    for kind in row.codes(CERTS, &CERT_KINDS) {
        new.certs.push(NewCert {
            kind,
            ..NewCert::default()
        });
    }
    if let Some(code) = row.code(CHANNEL, &CHANNELS) {
        new.channel = Channel::parse(code).unwrap_or_default();
    }
    new.proxy_only = row.yes(PROXY);
    let mut faults = Faults::default();
    let checked = checks::identity(ctx, &new, &mut faults);
    if let Some(card) = &checked.id {
        checks::age(ctx, tables, card, &new.region, &mut faults);
    }
    checks::wishes(ctx, tables, &mut new.wishes, &mut faults);
    for fault in faults.0 {
        row.wrong(heading(&fault.field), fault.code, fault.args);
    }
    if row.faults.is_empty() {
        Ok(new)
    } else {
        Err(row.faults)
    }
}

fn places(row: &mut Cells<'_>, tables: &Tables, new: &mut NewWorker) {
    match row.get(PLACE) {
        None => row.wrong(PLACE, "field-needed", Vec::new()),
        Some(text) => match said::place(tables, PLACE, text) {
            Ok(code) => new.region = code,
            Err(fault) => row.wrong(PLACE, fault.code, fault.args),
        },
    }
    for text in row.get(PLACES).into_iter().flat_map(said::split_places) {
        match said::place(tables, PLACES, text) {
            Ok(code) => new.wishes.places.push(code),
            Err(fault) => row.wrong(PLACES, fault.code, fault.args),
        }
    }
}

fn trades(row: &mut Cells<'_>, tables: &Tables, new: &mut NewWorker) {
    let understood = said::trades(tables, row.get(TRADES).unwrap_or_default());
    for word in &understood.unknown {
        row.wrong(TRADES, "people-word-unknown", vec![("word", word.clone())]);
    }
    for word in &understood.many {
        let names: Vec<&str> = understood
            .maybe
            .iter()
            .filter_map(|id| tables.trade(id))
            .map(|t| t.name.as_str())
            .collect();
        let args = vec![("word", word.clone()), ("names", names.join("、"))];
        row.wrong(TRADES, "people-word-many", args);
    }
    new.wishes.trades = understood.sure;
}

fn terms(row: &mut Cells<'_>, new: &mut NewWorker) {
    if let Some(text) = row.get(PAY) {
        new.wishes.pay_floor = Fen::from_yuan_text(text).filter(|f| f.0 > 0);
        if new.wishes.pay_floor.is_none() {
            row.wrong(PAY, "field-not-money", Vec::new());
        }
    }
    if let Some(code) = row.code(PAY_UNIT, &PAY_UNITS) {
        code.clone_into(&mut new.wishes.pay_unit);
    }
    if let Some(text) = row.get(MINUTES) {
        new.wishes.max_minutes = text.parse().ok();
        if new.wishes.max_minutes.is_none() {
            row.wrong(MINUTES, "field-not-number", Vec::new());
        }
    }
    new.wishes.settle = row.codes(SETTLE, &SETTLES);
    new.wishes.from = row.day(FROM);
    new.wishes.to = row.day(TO);
    new.wishes.lodging = row.yes(LODGING);
}

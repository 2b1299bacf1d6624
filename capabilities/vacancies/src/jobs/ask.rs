//! Reads what a list is asked for; a wrong code is a fault, never an empty list.

use super::model::Card;
use crate::board::{Filter, Key, Order, Part};
use crate::{Kind, Settle};
use kernel::{FieldFault, Refusal};
use matching::WorkerFacts;
use reference::{Division, Level, Tables, Trade};
use web::{Fields, Format, Reader};

/// Names that a list knows.
const KNOWN: [&str; 12] = [
    "q", "town", "village", "trade", "pay_min", "settle", "kind", "from", "sort", "near", "cursor",
    "format",
];

/// Longest search, in characters.
const Q_MAX: usize = 60;
/// How sure the code of the words must be for its trade to be looked at too.
const MEANT: f32 = 0.3;

/// What a list is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What narrows it.
    pub filter: Filter,
    /// How it is sorted.
    pub order: Order,
    /// Only what comes after.
    pub after: Option<Key>,
    /// From where minutes by road are counted, as a place in the table of divisions.
    pub origin: Option<u16>,
    /// As a file.
    pub format: Option<Format>,
}

/// A division by code, or by a name that only one division of this tier bears.
fn place<'a>(tables: &'a Tables, text: &str, level: Level) -> Option<&'a Division> {
    if let Some(found) = tables.division(text) {
        return Some(found).filter(|d| d.level == level);
    }
    let named = |d: &&Division| d.level == level && (d.name == text || d.short_name == text);
    let mut all = tables.divisions().iter().filter(named);
    all.next().filter(|_| all.next().is_none())
}

fn trade<'a>(tables: &'a Tables, text: &str) -> Option<&'a Trade> {
    let named = |t: &&Trade| t.name == text || t.terms.iter().any(|term| term == text);
    tables
        .trade(text)
        .or_else(|| tables.trades().iter().find(named))
}

struct Asking<'a> {
    fields: &'a Fields,
    tables: &'a Tables,
    reader: Reader<'a>,
}

impl Asking<'_> {
    fn division(&mut self, name: &str, level: Level, fault: &'static str) -> Option<u64> {
        let text = self.fields.get(name)?;
        match place(self.tables, text, level).and_then(|d| d.code.parse().ok()) {
            Some(code) => Some(code),
            None => {
                self.reader.fault(name, fault);
                None
            }
        }
    }
    fn filter(&mut self) -> Filter {
        let town = self.division("town", Level::Town, "vacancies-jobs-town-unknown");
        let village = self.division("village", Level::Village, "vacancies-jobs-village-unknown");
        if let (Some(town), Some(village)) = (town, village)
            && village / 1000 * 1000 != town
        {
            self.reader
                .fault("village", "vacancies-jobs-village-elsewhere");
        }
        let trade = self
            .fields
            .get("trade")
            .map(|text| trade(self.tables, text));
        if trade == Some(None) {
            self.reader.fault("trade", "vacancies-jobs-trade-unknown");
        }
        let kind = self.reader.opt_one_of("kind", Kind::CODES);
        let kind = kind.and_then(|k| Kind::CODES.iter().position(|code| *code == k));
        let settle = self.reader.opt_one_of("settle", Settle::CODES);
        let q = self.reader.opt_text("q", Q_MAX);
        let meant = q.iter().flat_map(|q| self.tables.likely_trades(q, MEANT));
        Filter {
            meant: meant.map(|(trade, _)| trade.index).collect(),
            q,
            town,
            village,
            trade: trade.flatten().map(|trade| trade.index),
            pay_min_fen: self.reader.opt_yuan("pay_min").map(|fen| fen.0),
            settle: settle.and_then(matching::Settle::parse),
            kind: kind.and_then(|at| u8::try_from(at).ok()),
            from: self.reader.opt_day("from"),
        }
    }
    fn origin(&mut self, worker: Option<&WorkerFacts>) -> Option<u16> {
        let home = worker.and_then(|worker| worker.home);
        let Some(text) = self.fields.get("near") else {
            return home;
        };
        let levels = [Level::Town, Level::Village, Level::County];
        let found = levels
            .into_iter()
            .find_map(|level| place(self.tables, text, level));
        if found.is_none() {
            self.reader.fault("near", "vacancies-jobs-near-unknown");
        }
        found.map(|division| division.index)
    }
    fn order(&mut self, origin: Option<u16>, worker: bool, words: bool) -> Order {
        let code = self.reader.opt_one_of("sort", &Order::CODES);
        match code.and_then(Order::parse) {
            None if words => Order::Closest,
            Some(Order::Nearest) if origin.is_none() => {
                self.reader.fault("sort", "vacancies-jobs-sort-needs-place");
                Order::Soonest
            }
            Some(Order::Best) if !worker => {
                self.reader
                    .fault("sort", "vacancies-jobs-sort-needs-worker");
                Order::Soonest
            }
            order => order.unwrap_or_default(),
        }
    }
}

impl Asked {
    /// Reads a query.
    ///
    /// # Errors
    /// Every fault of every field at once.
    pub fn read(
        fields: &Fields,
        tables: &Tables,
        worker: Option<&WorkerFacts>,
    ) -> Result<Self, Refusal> {
        let mut asking = Asking {
            fields,
            tables,
            reader: fields.reader(),
        };
        asking.reader.only(&KNOWN);
        let filter = asking.filter();
        let origin = asking.origin(worker);
        let order = asking.order(origin, worker.is_some(), filter.q.is_some());
        let format = fields.get("format").map(Format::parse).transpose();
        let after = fields
            .get("cursor")
            .map(|text| Key::parse(text, order))
            .transpose();
        let mut faults: Vec<FieldFault> = Vec::new();
        let mut kept = |refusal: Refusal| faults.extend(refusal.fields);
        let format = format.map_err(&mut kept).unwrap_or_default();
        let after = after.map_err(&mut kept).unwrap_or_default();
        for fault in faults {
            asking
                .reader
                .fault_with(&fault.field, fault.code, fault.args);
        }
        asking.reader.finish()?;
        Ok(Self {
            filter,
            order,
            after,
            origin,
            format,
        })
    }
    /// Parts of the filter that are on.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        Part::ALL.into_iter().filter(|part| self.filter.has(*part))
    }
}

/// Posts of a page together with the place in the list to go on from.
#[derive(Debug, Default)]
pub struct Listed {
    /// Posts, read from the database at this moment.
    pub cards: Vec<Card>,
    /// Minutes by road to each, if known.
    pub minutes: Vec<Option<u16>>,
    /// How many posts pass in all.
    pub total: usize,
    /// Do they hold every word searched for?
    pub exact: bool,
    /// Cursor of the next page.
    pub next: Option<String>,
}

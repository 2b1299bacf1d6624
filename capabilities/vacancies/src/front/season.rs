//! Which trades the first page names: those most asked for now, else those of the season.

use crate::board::Counts;
use kernel::Day;
use reference::{Tables, Trade};

/// Trades on the first page.
pub const TRADES: usize = 6;

/// Trades by month, those of the whole year (month 0) last.
fn of_month(month: i8) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../../../data/season_trades.csv")
        .lines()
        .skip(1);
    let rows = lines.filter_map(|line| line.split_once(','));
    let of = move |wanted: i8| {
        rows.clone()
            .filter(move |(m, _)| m.parse() == Ok(wanted))
            .map(|(_, trade)| trade.trim())
    };
    of(month).chain(of(0))
}

/// Six trades with how many posts stand in each.
pub fn trades<'a>(tables: &'a Tables, counts: &Counts, today: Day) -> Vec<(&'a Trade, usize)> {
    let mut most: Vec<(u16, usize)> = counts.by_trade.iter().map(|(t, n)| (*t, *n)).collect();
    most.sort_by_key(|(trade, n)| (std::cmp::Reverse(*n), *trade));
    let asked = most
        .into_iter()
        .filter_map(|(index, n)| Some((tables.trade_at(index)?, n)));
    let season = of_month(today.month()).filter_map(|id| Some((tables.trade(id)?, 0)));
    let mut chosen: Vec<(&Trade, usize)> = Vec::with_capacity(TRADES);
    for (trade, n) in asked.chain(season) {
        if chosen.len() < TRADES && chosen.iter().all(|(known, _)| known.id != trade.id) {
            chosen.push((trade, n));
        }
    }
    chosen
}

/// As people say it: the first spoken name.
pub fn spoken(trade: &Trade) -> &str {
    trade.terms.first().unwrap_or(&trade.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_six_whatever_is_open() {
        let tables = Tables::embedded().expect("tables");
        for month in 1..=12 {
            let today = Day::new(2026, month, 5).expect("a day");
            assert_eq!(trades(&tables, &Counts::default(), today).len(), TRADES);
        }
        let mut counts = Counts::default();
        counts.by_trade.insert(19, 7);
        let today = Day::new(2026, 9, 5).expect("a day");
        let named = trades(&tables, &counts, today);
        assert_eq!((named[0].0.index, named[0].1), (19, 7));
        assert_eq!(named[1].0.id, "t44", "walnuts in September");
    }
}

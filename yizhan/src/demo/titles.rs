//! Real titles of job advertisements, sorted to the trades they belong to.

use reference::Tables;
use std::collections::HashMap;

const TITLES: &str = include_str!("../../../data/job_titles_labelled.csv");
/// Longest title taken, in characters.
const LONGEST: usize = 12;

/// Titles by trade id.
pub struct Titles(HashMap<String, Vec<String>>);

/// Is it a plain title, without a figure, a shop or a place of the city it came from?
fn plain(title: &str) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '/';
    let telling = [
        "招聘", "市", "省", "县", "区", "急", "诚", "薪", "元", "万", "公司", "男", "女",
    ];
    let length = title.chars().count();
    (2..=LONGEST).contains(&length)
        && title.chars().all(han)
        && !telling.iter().any(|word| title.contains(word))
}

impl Titles {
    /// Sorts the labelled titles: to the trade with the label's occupation, else to none.
    #[must_use]
    pub fn load(tables: &Tables) -> Self {
        let mut by_code: HashMap<&str, Vec<&str>> = HashMap::new();
        for trade in tables.trades() {
            if let Some(code) = &trade.occupation {
                by_code.entry(code).or_default().push(&trade.id);
            }
        }
        let mut titles: HashMap<String, Vec<String>> = HashMap::new();
        let mut reader = csv::Reader::from_reader(TITLES.as_bytes());
        for record in reader.records().flatten() {
            let (Some(title), Some(code)) = (record.get(0), record.get(1)) else {
                continue;
            };
            if !plain(title) {
                continue;
            }
            // Several trades may share an occupation: the one whose words are in the title.
            let trades = by_code.get(code).map_or(&[][..], Vec::as_slice);
            let said = trades.iter().find(|id| {
                let trade = tables.trade(id);
                trade.is_some_and(|t| t.terms.iter().any(|term| title.contains(term.as_str())))
            });
            if let Some(id) = said.or_else(|| trades.first().filter(|_| trades.len() == 1)) {
                titles
                    .entry((*id).to_owned())
                    .or_default()
                    .push(title.to_owned());
            }
        }
        Self(titles)
    }
    /// The titles of a trade.
    #[must_use]
    pub fn of(&self, trade: &str) -> &[String] {
        self.0.get(trade).map_or(&[], Vec::as_slice)
    }
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_real_titles_find_their_trade() {
        let tables = Tables::embedded().unwrap();
        let titles = Titles::load(&tables);
        assert!(titles.count() > 200, "{}", titles.count());
        assert!(titles.0.keys().len() > 20);
        assert!(!plain("日薪400 滴滴诚聘网约车司机") && plain("餐饮后厨"));
    }
}

//! Finding things by how people say them.

use crate::model::{Article, Division, Law, Level, Occupation, Trade};
use crate::tables::Tables;
use words::fold;

/// Names folded once, in the order of the tables.
#[derive(Debug, Default)]
pub(crate) struct Names {
    divisions: Vec<(Vec<String>, String)>,
    trades: Vec<Vec<String>>,
}

/// Endings that people leave off, longest first.
const ENDINGS: [&str; 10] = [
    "社区居民委员会",
    "社区居委会",
    "村民委员会",
    "村委会",
    "街道办事处",
    "街道办",
    "街道",
    "社区",
    "村",
    "镇",
];

/// Codes less sure than this are not worth offering.
const LIKELY: f32 = 0.15;

/// The name without its ending, unless only one character would be left: 王村 stays 王村.
fn base(folded: &str) -> &str {
    let cut = ENDINGS.iter().find_map(|end| folded.strip_suffix(end));
    cut.filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(folded)
}

impl Names {
    pub(crate) fn of(divisions: &[Division], trades: &[Trade]) -> Self {
        let division = |d: &Division| {
            let (name, short) = (fold(&d.name), fold(&d.short_name));
            let stem = base(&short).to_owned();
            (vec![name, short], stem)
        };
        let trade = |t: &Trade| t.terms.iter().chain([&t.name]).map(|n| fold(n)).collect();
        Self {
            divisions: divisions.iter().map(division).collect(),
            trades: trades.iter().map(trade).collect(),
        }
    }
}

/// An article that holds what was looked for.
#[derive(Debug, Clone, Copy)]
pub struct LawHit<'a> {
    /// The law.
    pub law: &'a Law,
    /// The article.
    pub article: &'a Article,
}

impl Tables {
    /// Divisions of that name, with or without 村, 社区, 镇, and with or without the town before
    /// it. Several when the name is borne in several towns: ask for the town.
    #[must_use]
    pub fn find_division(&self, text: &str) -> Vec<&Division> {
        let said = fold(text);
        let said = said
            .strip_prefix("洛南县")
            .filter(|r| !r.is_empty())
            .unwrap_or(&said);
        if said.is_empty() {
            return Vec::new();
        }
        let exact = self.named(said, None);
        if !exact.is_empty() {
            return exact;
        }
        let mut found = Vec::new();
        for town in self.towns() {
            let (names, stem) = &self.names.divisions[usize::from(town.index)];
            let mut heads: Vec<&str> = names.iter().map(String::as_str).collect();
            heads.push(stem);
            let rests = heads.iter().filter_map(|head| said.strip_prefix(head));
            for rest in rests.filter(|r| !r.is_empty()) {
                for village in self.named(rest, Some(town)) {
                    if !found.iter().any(|d: &&Division| d.index == village.index) {
                        found.push(village);
                    }
                }
            }
        }
        found
    }

    /// Whole names first; stems only when no whole name is meant.
    fn named(&self, said: &str, town: Option<&Division>) -> Vec<&Division> {
        let inside = |d: &&Division| match town {
            Some(town) => d.level == Level::Village && d.parent_code == town.code,
            None => true,
        };
        let all = || self.divisions.iter().filter(inside);
        let names = |d: &Division| &self.names.divisions[usize::from(d.index)];
        let whole: Vec<&Division> = all()
            .filter(|d| names(d).0.iter().any(|n| n == said))
            .collect();
        if !whole.is_empty() {
            return whole;
        }
        let stem = base(said);
        all().filter(|d| names(d).1 == stem).collect()
    }

    /// Trades meant by what was said: those whose name or spoken term is the text, or stands in
    /// it, or holds it; the closest first.
    #[must_use]
    pub fn find_trades(&self, text: &str) -> Vec<&Trade> {
        let said = fold(text);
        let length = said.chars().count();
        if length == 0 {
            return Vec::new();
        }
        let closeness = |term: &String| {
            let long = term.chars().count();
            if *term == said {
                Some(10_000)
            } else if long >= 2 && said.contains(term.as_str()) {
                Some(1_000 + long)
            } else {
                (length >= 2 && term.contains(&said)).then(|| 500 - long.min(400))
            }
        };
        let best = |t: &Trade| {
            self.names.trades[usize::from(t.index)]
                .iter()
                .filter_map(closeness)
                .max()
        };
        let mut found: Vec<(usize, &Trade)> = self
            .trades
            .iter()
            .filter_map(|t| Some((best(t)?, t)))
            .collect();
        found.sort_by_key(|(close, t)| (std::cmp::Reverse(*close), t.index));
        found.into_iter().map(|(_, t)| t).collect()
    }

    /// Trades that words which are no trade's own may mean, by the code that they would have in
    /// the classification: 清运师傅 → 环卫. Each with the confidence of its code, 0 to 1, the
    /// surest first; none under `sure`.
    #[must_use]
    pub fn likely_trades(&self, text: &str, sure: f32) -> Vec<(&Trade, f32)> {
        let guesses = occupation::Coder::shipped().code(text);
        let mut found: Vec<(&Trade, f32)> = Vec::new();
        for guess in guesses.iter().filter(|guess| guess.confidence >= sure) {
            let of = |t: &&Trade| t.occupation.as_deref() == Some(guess.code);
            let trades = self.trades.iter().filter(of);
            found.extend(trades.map(|t| (t, guess.confidence)));
        }
        found
    }

    /// Trades to choose from for what was typed, at most `limit`: by their own words, else those
    /// likely by the classification, of the text or else of the title; all when nothing is likely.
    #[must_use]
    pub fn trades_to_choose(&self, text: &str, title: &str, limit: usize) -> Vec<&Trade> {
        if text.is_empty() && title.is_empty() {
            return Vec::new();
        }
        let said = [text, title].map(|words| {
            let mut found = self.find_trades(words);
            for (trade, _) in self.likely_trades(words, LIKELY) {
                if !found.iter().any(|t| t.index == trade.index) {
                    found.push(trade);
                }
            }
            found
        });
        let found = said.into_iter().find(|found| !found.is_empty());
        let mut found = found.unwrap_or_else(|| self.trades.iter().collect());
        if found.len() < self.trades.len() {
            found.truncate(limit);
        }
        found
    }

    /// Other words for the same trade: 力工 → 搬运装卸, 搬运工, 装卸工, …; none when the term is
    /// no trade's. The term itself is not among them.
    #[must_use]
    pub fn synonyms(&self, term: &str) -> Vec<&str> {
        let said = fold(term);
        let mut found = Vec::new();
        for trade in &self.trades {
            let terms = &self.names.trades[usize::from(trade.index)];
            if terms.contains(&said) {
                let all = trade.terms.iter().chain([&trade.name]).zip(terms);
                found.extend(all.filter(|(_, f)| **f != said).map(|(t, _)| t.as_str()));
            }
        }
        found
    }

    /// Occupations (not their groups) whose name or alias holds the text, shortest name first,
    /// then those that the text is likely to be coded as.
    #[must_use]
    pub fn find_occupations(&self, text: &str, limit: usize) -> Vec<&Occupation> {
        let said = fold(text);
        if said.is_empty() {
            return Vec::new();
        }
        let named = |o: &&Occupation| {
            o.level == 4
                && o.aliases
                    .iter()
                    .chain([&o.name])
                    .any(|n| fold(n).contains(&said))
        };
        let mut found: Vec<&Occupation> = self.occupations().iter().filter(named).collect();
        found.sort_by_key(|o| (fold(&o.name) != said, o.name.chars().count(), &o.code));
        for guess in occupation::Coder::shipped().code(text) {
            let likely = self.occupation(guess.code).filter(|o| o.level == 4);
            let likely = likely.filter(|o| guess.confidence >= LIKELY && !found.contains(o));
            found.extend(likely);
        }
        found.truncate(limit);
        found
    }

    /// Articles that hold the text; a law whose title holds it comes first, with its opening.
    #[must_use]
    pub fn search_laws(&self, text: &str, limit: usize) -> Vec<LawHit<'_>> {
        let said = fold(text);
        if said.is_empty() {
            return Vec::new();
        }
        let folded = self.folded_laws.get_or_init(|| {
            let articles =
                self.laws().iter().enumerate().flat_map(|(i, law)| {
                    law.articles.iter().enumerate().map(move |(j, a)| (i, j, a))
                });
            articles
                .map(|(i, j, a)| (i, j, fold(&format!("{}{}", a.label, a.body))))
                .collect()
        });
        let titled = self
            .laws()
            .iter()
            .filter(|law| fold(&law.title).contains(&said));
        let opening = titled.filter_map(|law| {
            Some(LawHit {
                law,
                article: law.articles.first()?,
            })
        });
        let inside = folded
            .iter()
            .filter(|(_, _, body)| body.contains(&said))
            .map(|(i, j, _)| {
                let law = &self.laws()[*i];
                LawHit {
                    law,
                    article: &law.articles[*j],
                }
            });
        opening.chain(inside).take(limit).collect()
    }
}

//! The coder: a title's ten likeliest codes, from a table.

use crate::names::Names;
use crate::table::{Damaged, Table};
use crate::title::Reader;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How many codes an answer holds.
pub const ANSWERS: usize = 10;
/// Classes that are looked at together.
const BLOCK: usize = 32;

/// One code that a title may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess<'a> {
    /// Code of the classification, such as `4-02-05-01`.
    pub code: &'a str,
    /// Its name, Chinese.
    pub name: &'a str,
    /// How likely it is, 0 to 1; the share of right answers among answers this sure.
    pub confidence: f32,
    /// The gig type (`t01` …) whose code it is, the first when several are.
    pub trade: Option<&'a str>,
}

/// A gig type by the words it is spoken of.
#[derive(Debug)]
struct Trade {
    id: &'static str,
    words: Vec<&'static str>,
}

/// Codes titles.
#[derive(Debug)]
pub struct Coder {
    table: Table,
    names: Vec<&'static str>,
    near: Names,
    trades: Vec<Option<&'static str>>,
    spoken: Vec<Trade>,
}

/// Buffers used again from title to title, so that coding one allocates nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    reader: Reader,
    scores: Vec<f32>,
    shared: Vec<f32>,
    known: Vec<usize>,
}

impl Coder {
    /// The coder with the table that ships with the program.
    ///
    /// # Panics
    /// When the table compiled in is damaged, which a test rules out.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Coder> = LazyLock::new(|| {
            let table = include_bytes!("../table/occupation.table");
            Coder::new(table).expect("the shipped table is whole")
        });
        &SHIPPED
    }

    /// A coder with a table.
    ///
    /// # Errors
    /// When the table is damaged.
    pub fn new(bytes: &[u8]) -> Result<Self, Damaged> {
        let table = Table::read(bytes)?;
        let occupations = include_str!("../../../data/occupations_csco2022.csv");
        let mut names: HashMap<&str, &str> = HashMap::new();
        for line in occupations.lines().skip(1) {
            let mut fields = line.split(',');
            if let (Some(code), Some(name)) = (fields.next(), fields.nth(1)) {
                names.entry(code).or_insert(name);
            }
        }
        let mut by_code: HashMap<&str, &'static str> = HashMap::new();
        let mut spoken = Vec::new();
        for line in include_str!("../../../data/gig_job_types.csv")
            .lines()
            .skip(1)
        {
            let fields: Vec<&'static str> = line.split(',').collect();
            if let [id, _, name, words, code, ..] = fields[..] {
                by_code.entry(code).or_insert(id);
                let words = words
                    .split('|')
                    .chain([name])
                    .filter(|w| !w.is_empty())
                    .collect();
                spoken.push(Trade { id, words });
            }
        }
        let find = |code: &String| names.get(code.as_str()).copied().unwrap_or_default();
        let trade = |code: &String| by_code.get(code.as_str()).copied();
        let names: Vec<&'static str> = table.codes.iter().map(find).collect();
        Ok(Self {
            near: Names::new(names.iter().copied()),
            names,
            trades: table.codes.iter().map(trade).collect(),
            spoken,
            table,
        })
    }

    /// The table's head: what it was learned from and how.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.table.head
    }

    /// The ten likeliest codes of a title, likeliest first; none when nothing in it is known.
    #[must_use]
    pub fn code(&self, title: &str) -> Vec<Guess<'_>> {
        let mut guesses = Vec::with_capacity(ANSWERS);
        self.code_into(&mut Scratch::default(), title, &mut guesses);
        guesses
    }

    /// As [`Coder::code`], into `guesses`, with buffers used again.
    pub fn code_into<'a>(&'a self, scratch: &mut Scratch, title: &str, into: &mut Vec<Guess<'a>>) {
        into.clear();
        let Scratch {
            reader,
            scores,
            shared,
            known,
        } = scratch;
        scores.clear();
        scores.resize(self.table.codes.len(), 0.0);
        let features = reader.features(title);
        if self.table.score(features, known, scores) {
            self.near.lean(features, self.table.names, shared, scores);
            self.best(scores, into);
        }
    }

    /// The best of the classes, the more frequent first of equals.
    fn best<'a>(&'a self, scores: &[f32], into: &mut Vec<Guess<'a>>) {
        let mut best = [(f32::NEG_INFINITY, usize::MAX); ANSWERS];
        let mut least = f32::NEG_INFINITY;
        for (block, part) in scores.chunks(BLOCK).enumerate() {
            // Most blocks hold nothing of the best, which is seen without a branch for each.
            if !part.iter().fold(false, |any, score| any | (*score > least)) {
                continue;
            }
            for (at, score) in part.iter().copied().enumerate() {
                if score > least {
                    let place = best.partition_point(|(other, _)| *other >= score);
                    best[place..].rotate_right(1);
                    best[place] = (score, block * BLOCK + at);
                    least = best[ANSWERS - 1].0;
                }
            }
        }
        let top = best[0].0;
        let share = |score: f32| ((score - top) / self.table.temperature).exp();
        let sum: f32 = best.iter().map(|(score, _)| share(*score)).sum();
        for (score, class) in best.into_iter().filter(|(_, class)| *class != usize::MAX) {
            into.push(Guess {
                code: &self.table.codes[class],
                name: self.names[class],
                confidence: self.table.reach * share(score) / sum,
                trade: self.trades[class],
            });
        }
    }

    /// The gig types a title is spoken of as: those whose words are in it, the longest word
    /// first, then those of its guesses that are at least `sure`, 0 to 1.
    #[must_use]
    pub fn trades(&self, title: &str, sure: f32) -> Vec<&str> {
        let longest = |trade: &Trade| {
            let inside = trade.words.iter().filter(|word| title.contains(**word));
            inside.map(|word| word.len()).max()
        };
        let mut said: Vec<(usize, &str)> = self
            .spoken
            .iter()
            .filter_map(|t| Some((longest(t)?, t.id)))
            .collect();
        said.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        let mut trades: Vec<&str> = said.into_iter().map(|(_, id)| id).collect();
        for guess in self
            .code(title)
            .iter()
            .filter(|guess| guess.confidence >= sure)
        {
            if let Some(trade) = guess.trade.filter(|trade| !trades.contains(trade)) {
                trades.push(trade);
            }
        }
        trades
    }
}

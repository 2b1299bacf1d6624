//! A field's text as the rules read it, and the way back to what was typed.

use std::ops::Range;
use std::sync::LazyLock;

/// Spellings that sound alike and are used to slip past, folded; as many characters each way.
static HOMOPHONES: LazyLock<Vec<(Vec<char>, Vec<char>)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/homophones.csv").lines().skip(1);
    let pairs = lines.filter_map(|line| line.split_once(','));
    let pairs =
        pairs.map(|(from, to)| (from.trim().chars().collect(), to.trim().chars().collect()));
    pairs
        .filter(|(from, to): &(Vec<char>, Vec<char>)| from.len() == to.len())
        .collect()
});

/// Folded text with the place of each character in the original.
#[derive(Debug, Clone)]
pub struct Spelt {
    /// What the rules read.
    pub said: String,
    typed: String,
    folded: words::Folded,
}

impl Spelt {
    /// Folds a text and puts what sounds alike in its usual spelling.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let folded = words::fold_with_spans(typed);
        let mut chars: Vec<char> = folded.text.chars().collect();
        for (from, to) in HOMOPHONES.iter() {
            let mut at = 0;
            while at + from.len() <= chars.len() {
                if chars[at..at + from.len()] == from[..] {
                    chars[at..at + from.len()].copy_from_slice(to);
                }
                at += 1;
            }
        }
        Self {
            said: chars.into_iter().collect(),
            typed: typed.to_owned(),
            folded,
        }
    }
    /// Where a span of `said` (in bytes) stands in the original, in characters, and its words.
    #[must_use]
    pub fn original(&self, span: &Range<usize>) -> (usize, usize, String) {
        let count = |text: &str, bytes: usize| text.get(..bytes).map_or(0, |t| t.chars().count());
        let (first, end) = (count(&self.said, span.start), count(&self.said, span.end));
        let mut places = self.folded.text.char_indices().map(|(at, _)| at);
        let start = places.clone().nth(first).unwrap_or(self.folded.text.len());
        let stop = places.nth(end).unwrap_or(self.folded.text.len());
        let found = self.folded.original(start..stop);
        let from = count(&self.typed, found.start);
        let to = count(&self.typed, found.end);
        (
            from,
            to,
            self.typed.get(found).unwrap_or_default().to_owned(),
        )
    }
}

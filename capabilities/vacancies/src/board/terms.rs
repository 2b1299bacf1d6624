//! Text into search terms: words of the dictionary, pairs of characters, single characters.

use jieba_rs::Jieba;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// The dictionary is large and the same for every house.
static DICTIONARY: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Words that people put around what they look for.
static FILLERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let own = include_str!("../../../../data/search_fillers.txt");
    let general = include_str!("../../../../data/stopwords_zh.txt");
    let words = own.lines().chain(general.lines()).map(words::fold);
    words.filter(|word| !word.is_empty()).collect()
});

/// Reads the dictionary now, so that the first search need not.
pub(crate) fn warm() {
    LazyLock::force(&DICTIONARY);
    LazyLock::force(&FILLERS);
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// The terms of a post, each with whether it stands in the title. `also` is what the title
/// leaves unsaid: the trade, its spoken names, the place.
#[must_use]
pub fn terms_of(title: &str, also: &[&str]) -> BTreeMap<String, bool> {
    let mut terms = BTreeMap::new();
    let mut add = |text: &str, in_title: bool| {
        let mut put = |term: String| {
            let known = terms.entry(term).or_insert(in_title);
            *known |= in_title;
        };
        words::bigrams(text).into_iter().for_each(&mut put);
        for chunk in words::fold_keep(text).split(' ') {
            chunk.chars().for_each(|c| put(c.to_string()));
            let cut = DICTIONARY.cut_for_search(chunk, false);
            cut.into_iter()
                .map(|token| token.word)
                .for_each(|word| put(word.to_owned()));
        }
    };
    add(title, true);
    also.iter().for_each(|text| add(text, false));
    terms.remove("");
    terms
}

/// The words of a query: traditional characters made simplified, fillers left out unless there
/// is nothing else, characters that the dictionary leaves single kept together.
#[must_use]
pub fn words_of(query: &str) -> Vec<String> {
    let folded = words::fold_keep(query);
    let mut all: Vec<String> = Vec::new();
    for chunk in folded.split(' ').filter(|c| !c.is_empty()) {
        let mut run = String::new();
        for token in DICTIONARY.cut(chunk, false) {
            let filler = FILLERS.contains(token.word);
            if chars(token.word) == 1 && !filler {
                run.push_str(token.word);
                continue;
            }
            if !run.is_empty() {
                all.push(std::mem::take(&mut run));
            }
            all.push(token.word.to_owned());
        }
        if !run.is_empty() {
            all.push(run);
        }
    }
    let telling: Vec<String> = all
        .iter()
        .filter(|w| !FILLERS.contains(*w))
        .cloned()
        .collect();
    let mut words = if telling.is_empty() { all } else { telling };
    let mut seen = HashSet::new();
    words.retain(|word| seen.insert(word.clone()));
    words
}

/// What must all stand in a text that holds the word.
#[must_use]
pub fn pieces(word: &str) -> Vec<String> {
    words::bigrams(word)
}

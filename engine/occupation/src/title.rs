//! What is left of a job title when pay, benefits and noise are taken away, and its features.

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Characters of a title that count; what comes after is not read.
const LONGEST: usize = 200;

/// Words that say nothing of the work, by their first character, longest first.
static NOISE: LazyLock<HashMap<char, Vec<Vec<char>>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for word in include_str!("../../../data/job_title_noise_words.txt").lines() {
        let word: Vec<char> = word.trim().nfkc().flat_map(char::to_lowercase).collect();
        if let Some(first) = word.first() {
            by_first.entry(*first).or_default().push(word);
        }
    }
    for words in by_first.values_mut() {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    by_first
});

/// The one spelling by which titles are told apart: NFKC, lower case, letters and digits only.
///
/// ```
/// assert_eq!(occupation::title::key("ＡＢ-电工（急招）"), "ab电工急招");
/// ```
#[must_use]
pub fn key(title: &str) -> String {
    title
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// 64-bit FNV-1a of bytes.
#[must_use]
pub fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Whether a title belongs to the fixed test part: FNV-1a 64 of its [`key`] divides by five.
#[must_use]
pub fn is_test(title: &str) -> bool {
    fnv(key(title).as_bytes()).is_multiple_of(5)
}

/// Whether a feature is a single letter, wherever it stands.
#[must_use]
pub fn is_letter(feature: u64) -> bool {
    feature >> 60 == 1
}

/// What a feature counts beside others as rare: threes say less, for the pairs in them say it too.
#[must_use]
pub fn emphasis(feature: u64) -> f32 {
    match feature >> 60 {
        3 => 0.8,
        9 => 0.5,
        _ => 1.0,
    }
}

/// Buffers of one reader of titles, used again from title to title.
#[derive(Debug, Default)]
pub struct Reader {
    whole: Vec<char>,
    kept: Vec<char>,
    features: Vec<u64>,
}

impl Reader {
    /// The features of a title, sorted, each once: exact packed n-grams, so none collide.
    pub fn features(&mut self, title: &str) -> &[u64] {
        self.read(title);
        self.features.clear();
        let (mut start, mut first) = (0, true);
        while start < self.kept.len() {
            if self.kept[start] == ' ' {
                start += 1;
                continue;
            }
            let rest = &self.kept[start..];
            let length = rest.iter().position(|c| *c == ' ').unwrap_or(rest.len());
            let segment = &rest[..length];
            ngrams(segment, first, &mut self.features);
            (first, start) = (false, start + length);
        }
        self.features.sort_unstable();
        self.features.dedup();
        &self.features
    }

    /// Fills `kept` with what says something of the work, segments parted by single blanks.
    fn read(&mut self, title: &str) {
        self.whole.clear();
        if title
            .chars()
            .all(|c| c.is_ascii() || ('\u{4e00}'..'\u{a000}').contains(&c))
        {
            self.whole
                .extend(title.chars().take(LONGEST).map(|c| c.to_ascii_lowercase()));
        } else {
            let plain = title
                .chars()
                .take(LONGEST)
                .nfkc()
                .flat_map(char::to_lowercase);
            self.whole.extend(plain.take(LONGEST));
        }
        self.keep(true);
        if self.kept.iter().filter(|c| **c != ' ').count() < 2 {
            self.keep(false);
        }
    }

    /// Copies `whole` to `kept`, with brackets, pay and noise words cut out or (`cut` false) not.
    fn keep(&mut self, cut: bool) {
        self.kept.clear();
        let (mut at, mut depth) = (0_usize, 0_usize);
        while let Some(letter) = self.whole.get(at).copied() {
            let rest = &self.whole[at..];
            let mut step = 1;
            let mut kept = Some(letter).filter(|c| c.is_alphanumeric() || matches!(c, '#' | '+'));
            if cut {
                match letter {
                    '(' | '[' | '【' | '《' => depth += 1,
                    ')' | ']' | '】' | '》' => depth = depth.saturating_sub(1),
                    '0'..='9' => (step, kept) = (pay(rest), None),
                    _ => {
                        if let Some(length) = noise(rest) {
                            (step, kept) = (length, None);
                        }
                    }
                }
                kept = kept.filter(|_| depth == 0);
            }
            match kept {
                Some(letter) => self.kept.push(letter),
                None if self.kept.last().is_some_and(|c| *c != ' ') => self.kept.push(' '),
                None => {}
            }
            at += step;
        }
        if self.kept.last() == Some(&' ') {
            self.kept.pop();
        }
    }
}

/// Length of a number and the units of pay and counting after it.
fn pay(rest: &[char]) -> usize {
    let tail = |c: &&char| {
        c.is_ascii_digit()
            || matches!(c, '-' | '~' | '+' | '/' | '.' | 'k' | 'w' | '元' | '万')
            || matches!(c, '千' | '天' | '月' | '薪' | '名' | '人' | '岁')
    };
    rest.iter().take_while(tail).count().max(1)
}

/// Length of the noise word that begins here.
fn noise(rest: &[char]) -> Option<usize> {
    let words = NOISE.get(&rest[0])?;
    words
        .iter()
        .find(|word| rest.starts_with(word))
        .map(Vec::len)
}

/// Adds what a segment is made of: single characters, pairs, how it ends and (the first) begins.
fn ngrams(segment: &[char], first: bool, into: &mut Vec<u64>) {
    let code = |c: char| u64::from(u32::from(c));
    let pair = |kind: u64, a: char, b: char| kind << 60 | code(a) << 21 | code(b);
    into.extend(segment.iter().map(|c| 1 << 60 | code(*c)));
    into.extend(segment.windows(2).map(|two| pair(2, two[0], two[1])));
    if let [.., a, b] = segment {
        into.push(pair(4, *a, *b));
    }
    if let [a, b, ..] = segment
        && first
    {
        into.push(pair(5, *a, *b));
    }
    into.extend(segment.last().map(|c| 7 << 60 | code(*c)));
    let begins = segment.first().filter(|_| first);
    into.extend(begins.map(|c| 8 << 60 | code(*c)));
    // Three in a row, and the outer two of three. Twenty bits hold every letter of titles.
    let three = |w: &[char]| code(w[0]) << 40 | code(w[1]) << 20 | code(w[2]);
    let threes = segment.windows(3);
    into.extend(threes.clone().map(|w| 3 << 60 | three(w) & !(15 << 60)));
    into.extend(threes.map(|w| pair(9, w[0], w[2])));
}

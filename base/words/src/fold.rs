//! Folding: two spellings of the same words become the same characters.
//!
//! Character by character, on purpose: a folded word is then found inside any folded sentence
//! that holds it, and every folded character knows where it came from. Phrase tables would be
//! finer Chinese and worse screening.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// CJK unified ideographs with extension A: where traditional characters in use live.
const HAN: Range<u32> = 0x3400..0xA000;

/// Simplified form by code point from `HAN.start`; from the OpenCC tables built into the program.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let han: Vec<char> = HAN.filter_map(char::from_u32).collect();
    let Ok(opencc) = OpenCC::from_config(BuiltinConfig::T2s) else {
        return han;
    };
    let lines: String = han.iter().flat_map(|c| [*c, '\n']).collect();
    let converted = opencc.convert(&lines);
    let once: Vec<char> = han
        .iter()
        .zip(converted.lines())
        .map(|(c, line)| {
            let mut chars = line.chars();
            chars
                .next()
                .filter(|_| chars.next().is_none())
                .unwrap_or(*c)
        })
        .collect();
    // To the end of the chain, so that folding twice is folding once.
    let next = |c: char| place(c).and_then(|at| once.get(at)).copied().unwrap_or(c);
    once.iter()
        .map(|c| (0..4).fold(*c, |c, _| next(c)))
        .collect()
});

fn place(c: char) -> Option<usize> {
    let c = u32::from(c);
    HAN.contains(&c)
        .then(|| usize::try_from(c - HAN.start).ok())
        .flatten()
}

fn simplified(c: char) -> char {
    place(c)
        .and_then(|at| SIMPLIFIED.get(at))
        .copied()
        .unwrap_or(c)
}

/// Without its accents: `ò` is `o`. Hangul, whose parts are no accents, stays whole.
fn bare(c: char) -> char {
    let mut parts = std::iter::once(c).nfd();
    match parts.next() {
        Some(base) if base != c && parts.all(is_combining_mark) => base,
        _ => c,
    }
}

/// Letters, ideographs and digits; no accents, no invisible letters, no letters in emoji boxes.
fn kept(c: char) -> bool {
    c.is_alphanumeric()
        && !is_combining_mark(c)
        && canonical_combining_class(c) == 0
        && !matches!(
            c,
            '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{1F130}'..='\u{1F189}'
        )
}

/// What one character of the original becomes: nothing, one character, or (`㎡`) several.
fn folded(c: char, mut each: impl FnMut(char)) {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            each(c.to_ascii_lowercase());
        }
        return;
    }
    for c in std::iter::once(c).nfkc() {
        for c in bare(c).to_lowercase().map(bare).filter(|c| kept(*c)) {
            each(simplified(c));
        }
    }
}

/// NFKC, traditional to simplified, lower case, no accents; spaces, punctuation, emoji and
/// invisible characters removed. For screening and for comparing names and titles.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| folded(c, |c| out.push(c)));
    out
}

/// The same, but words stay apart by one space.
#[must_use]
pub fn fold_keep(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut apart = false;
    for c in text.chars() {
        apart |= c.is_whitespace();
        folded(c, |c| {
            if std::mem::take(&mut apart) && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
        });
    }
    out
}

/// Folded text that knows where each of its characters stood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The text as [`fold`] gives it.
    pub text: String,
    /// For each character of `text`, the byte offset in the original of the one it came from.
    pub map: Vec<usize>,
    ends: Vec<usize>,
}

impl Folded {
    /// The bytes of the original that a span of `text` (in bytes, as `find` gives it) stands
    /// for. Empty when the span is.
    #[must_use]
    pub fn original(&self, span: Range<usize>) -> Range<usize> {
        let within = |(at, _): &(usize, char)| span.contains(at);
        let mut hits = self.text.char_indices().zip(&self.map).zip(&self.ends);
        let Some(((_, start), end)) = hits.find(|((at, _), _)| within(at)) else {
            return 0..0;
        };
        let last = hits.take_while(|((at, _), _)| within(at)).last();
        *start..last.map_or(*end, |(_, end)| *end)
    }
}

/// Folds and remembers places, so that a screening rule can show what it found.
#[must_use]
pub fn fold_with_spans(text: &str) -> Folded {
    let mut out = Folded::default();
    for (at, c) in text.char_indices() {
        folded(c, |folded| {
            out.text.push(folded);
            out.map.push(at);
            out.ends.push(at + c.len_utf8());
        });
    }
    out
}

/// What ties no words apart: accents and characters that cannot be seen.
fn unseen(c: char) -> bool {
    is_combining_mark(c)
        || matches!(
            c,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
}

fn ideographic(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Search terms of a text, folded: pairs of neighbouring ideographs (one that stands alone, by
/// itself), and Latin words and numbers whole. Spaces and punctuation part them.
#[must_use]
pub fn bigrams(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let flush = |run: &mut Vec<char>, terms: &mut Vec<String>| {
        match run[..] {
            [first, _, ..] if ideographic(first) => {
                terms.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
            [] => {}
            _ => terms.push(run.iter().collect()),
        }
        run.clear();
    };
    for c in text.chars() {
        let mut parts = !unseen(c);
        folded(c, |c| {
            parts = false;
            if run
                .last()
                .is_some_and(|last| ideographic(*last) != ideographic(c))
            {
                flush(&mut run, &mut terms);
            }
            run.push(c);
        });
        if parts {
            flush(&mut run, &mut terms);
        }
    }
    flush(&mut run, &mut terms);
    terms
}

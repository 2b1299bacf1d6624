//! The shipped table on the fixed split: not stale, no worse than a floor, calm about any words.

use occupation::title::{fnv, is_test, key};
use occupation::{ANSWERS, Coder};
use proptest::prelude::*;
use std::collections::HashSet;

/// Floors a little under what the table gives, so that a change for the worse is seen.
const EXACT: f64 = 0.66;
const TEN: f64 = 0.90;

fn labelled() -> Vec<(String, String)> {
    let text = include_str!("../../../data/job_titles_labelled.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows = rows.records().map(|row| row.expect("the file is whole"));
    rows.map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect()
}

#[test]
fn the_test_part_is_answered_no_worse_than_the_floor() {
    let coder = Coder::shipped();
    let test: Vec<_> = labelled()
        .into_iter()
        .filter(|(title, _)| is_test(title))
        .collect();
    assert!((600..800).contains(&test.len()), "{} titles", test.len());
    let (mut exact, mut ten) = (0, 0);
    for (title, code) in &test {
        let place = coder
            .code(title)
            .iter()
            .position(|guess| guess.code == code);
        exact += usize::from(place == Some(0));
        ten += usize::from(place.is_some());
    }
    let share = |part: usize| part as f64 / test.len() as f64;
    assert!(share(exact) >= EXACT, "exact {}", share(exact));
    assert!(share(ten) >= TEN, "in the top ten {}", share(ten));
}

#[test]
fn confidence_is_the_share_of_right_answers() {
    let coder = Coder::shipped();
    let (mut said, mut right, mut count) = ([0.0; 2], [0.0; 2], [0.0; 2]);
    for (title, code) in labelled().iter().filter(|(title, _)| is_test(title)) {
        let Some(best) = coder.code(title).first().copied() else {
            continue;
        };
        let band = usize::from(best.confidence >= 0.5);
        said[band] += f64::from(best.confidence);
        right[band] += f64::from(u8::from(best.code == code));
        count[band] += 1.0;
    }
    for band in 0..2 {
        let off = (said[band] - right[band]) / count[band];
        assert!(off.abs() < 0.15, "band {band}: {off}");
    }
}

#[test]
fn the_table_was_learned_from_these_rows() {
    let train = labelled().into_iter().filter(|(title, _)| !is_test(title));
    let digest = train.fold(0, |digest, (title, code)| {
        digest ^ fnv(format!("{},{code}", key(&title)).as_bytes())
    });
    let line = format!("digest: {digest:016x}");
    assert!(
        Coder::shipped().head().lines().any(|l| l == line),
        "learn the table anew: {line}"
    );
}

#[test]
fn every_word_has_one_code_of_the_classification() {
    let words = include_str!("../../../data/occupation_words.csv");
    let line = format!("words: {:016x}", fnv(words.as_bytes()));
    let head = Coder::shipped().head();
    assert!(
        head.lines().any(|l| l == line),
        "learn the table anew: {line}"
    );
    let occupations = include_str!("../../../data/occupations_csco2022.csv");
    let codes: HashSet<&str> = occupations
        .lines()
        .filter_map(|l| l.split(',').next())
        .collect();
    let mut seen = HashSet::new();
    for line in words.lines().skip(1) {
        let (word, code) = line.split_once(',').expect("two columns");
        assert!(codes.contains(code), "{line}");
        assert!(!word.is_empty() && seen.insert(word), "twice: {line}");
    }
}

#[test]
fn spelling_and_noise_do_not_matter() {
    let coder = Coder::shipped();
    for said in [
        "保洁员",
        "【急招】保洁员",
        "保洁员(包吃住)",
        "保洁员 4500元/月",
        "保洁员５０００元",
    ] {
        assert_eq!(coder.code(said)[0].code, "4-09-08-01", "{said}");
    }
    assert_eq!(coder.trades("找个力工卸货", 0.5)[0], "t01");
}

#[test]
fn nothing_known_gives_no_answer() {
    let coder = Coder::shipped();
    for said in ["", " ", "\u{0}\u{7}", "！！！", "\u{1f600}"] {
        assert!(coder.code(said).is_empty(), "{said:?}");
    }
    assert_eq!(coder.code(&"电工".repeat(300_000)).len(), ANSWERS);
}

#[test]
fn a_damaged_table_is_refused() {
    let whole = include_bytes!("../table/occupation.table");
    assert!(Coder::new(whole).is_ok());
    for cut in [0, 10, 500, whole.len() / 2, whole.len() - 1] {
        assert!(Coder::new(&whole[..cut]).is_err(), "{cut}");
    }
}

proptest! {
    #[test]
    fn any_words_give_ten_codes_or_none(
        words in "\\PC*|[a-z0-9\u{4e00}-\u{9fff} （）]{0,30}"
    ) {
        let guesses = Coder::shipped().code(&words);
        prop_assert!(guesses.is_empty() || guesses.len() == ANSWERS);
        let falling = guesses.windows(2).all(|two| two[0].confidence >= two[1].confidence);
        prop_assert!(falling);
        let mut codes: Vec<&str> = guesses.iter().map(|guess| guess.code).collect();
        codes.sort_unstable();
        codes.dedup();
        prop_assert_eq!(codes.len(), guesses.len());
        let sum: f32 = guesses.iter().map(|guess| guess.confidence).sum();
        prop_assert!(sum <= 1.001);
    }

    #[test]
    fn a_changed_byte_never_breaks_it(
        at in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let mut bytes = include_bytes!("../table/occupation.table").to_vec();
        let at = at.index(bytes.len().min(40_000));
        bytes[at] = byte;
        if let Ok(coder) = Coder::new(&bytes) {
            let _ = coder.code("电工");
        }
    }
}

//! Learns the shipped table anew: `cargo run -p occupation --example train [-- --check]`.
//!
//! Reads `data/`, learns from the training part only, finds the temperature by five folds of it,
//! writes `engine/occupation/table/occupation.table` (with `--check` it holds what lies there
//! against what it would write, byte for byte), and says what the test part gives.

use occupation::learn::{Example, Model, Settings, example, softmax};
use occupation::names::Names;
use occupation::title::{Reader, fnv, is_test, key};
use occupation::{ANSWERS, Coder};
use std::collections::HashMap;
use std::error::Error;

/// What a name of the classification counts beside a labelled title.
const NAME: f32 = 0.1;
/// What an alias of the classification counts; they are uneven.
const ALIAS: f32 = 0.05;
/// What a spoken or advertised word counts.
const WORD: f32 = 0.3;
/// What a name with the very letters of a title adds to its class's score when titles are coded.
const NAMES: f32 = 2.0;
const SETTINGS: Settings = Settings {
    passes: 60,
    cost: 1.0,
    still: 1e-2,
    names: 1.4,
};
const FOLDS: u64 = 5;

type Failed = Box<dyn Error>;
/// A title and its code.
type Row = (String, String);

/// What is known beside the labelled titles.
struct Known {
    /// Codes, the most frequent in the training part first.
    codes: Vec<String>,
    /// Their names.
    names: Vec<String>,
    /// Words for them, and what each counts.
    words: Vec<(Row, f32)>,
    /// Those words that were written down with the training part in view.
    written: Vec<Row>,
}

/// The training part, each title with its fold.
struct Train {
    examples: Vec<(u64, Example)>,
    /// Keys of the titles.
    spelled: Vec<String>,
    digest: u64,
}

impl Train {
    fn read(root: &str, classes: &HashMap<&str, usize>) -> Result<Self, Failed> {
        let mut train = Self {
            examples: Vec::new(),
            spelled: Vec::new(),
            digest: 0,
        };
        let mut reader = Reader::default();
        for (title, code) in labelled(root)?.iter().filter(|(title, _)| !is_test(title)) {
            let spelled = key(title);
            train.digest ^= fnv(format!("{spelled},{code}").as_bytes());
            let example = example(&mut reader, title, classes[code.as_str()], 1.0);
            let fold = fnv(spelled.as_bytes()) / 5 % FOLDS;
            train.examples.push((fold, example));
            train.spelled.push(spelled);
        }
        Ok(train)
    }

    /// The fold whose titles alone have a word in them, or are in the word.
    ///
    /// Who wrote the word down may have it, and its code, from there; left out with its fold, it
    /// makes no fold look better than it is.
    fn only_fold(&self, word: &str) -> Option<u64> {
        let word = key(word);
        let near = |title: &String| {
            title.contains(&word) || title.chars().count() > 1 && word.contains(title.as_str())
        };
        let titles = self.spelled.iter().zip(&self.examples);
        let mut folds = titles
            .filter(|(title, _)| near(title))
            .map(|(_, (of, _))| *of);
        let first = folds.next()?;
        folds.all(|fold| fold == first).then_some(first)
    }
}

fn main() -> Result<(), Failed> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    let known = known(root)?;
    let codes = &known.codes;
    let classes: HashMap<&str, usize> = codes
        .iter()
        .enumerate()
        .map(|(class, code)| (code.as_str(), class))
        .collect();
    let train = Train::read(root, &classes)?;
    let mut reader = Reader::default();
    let mut words: Vec<(Option<u64>, Example)> = Vec::new();
    for ((said, code), weight) in &known.words {
        let class = classes[code.as_str()];
        words.push((None, example(&mut reader, said, class, *weight)));
    }
    for (said, code) in &known.written {
        let example = example(&mut reader, said, classes[code.as_str()], WORD);
        words.push((train.only_fold(said), example));
    }
    let names = Names::new(known.names.iter().map(String::as_str));
    let fit = |fold: u64| {
        let titles = train.examples.iter().filter(|(of, _)| *of != fold);
        let words = words.iter().filter(|(only, _)| *only != Some(fold));
        let examples = titles.map(|(_, e)| e).chain(words.map(|(_, e)| e));
        let examples: Vec<Example> = examples.cloned().collect();
        Model::learn(&examples, &names, SETTINGS)
    };
    let held = held_out(&train.examples, &names, fit);
    let (exact, ten) = rate(&held);
    println!("five folds of the training part: exact {exact:.3}, in the top ten {ten:.3}");
    let temperature = temperature(&held);
    let learned = Learned {
        titles: train.examples.len(),
        digest: train.digest,
        words: fnv(&std::fs::read(format!("{root}data/occupation_words.csv"))?),
        folds: (exact, ten),
        temperature,
    };
    let head = learned.head();
    let bytes = occupation::table::write(&fit(FOLDS), codes, &head);
    println!("{} bytes, temperature {temperature}", bytes.len());
    tell(&bytes, &labelled(root)?)?;
    let path = format!("{root}engine/occupation/table/occupation.table");
    if std::env::args().any(|word| word == "--check") {
        return match std::fs::read(&path)? == bytes {
            true => Ok(()),
            false => Err("the table is not what the data give".into()),
        };
    }
    Ok(std::fs::write(path, bytes)?)
}

/// Scores of each example by a model that did not learn from its fold, and its class.
fn held_out(
    train: &[(u64, Example)],
    names: &Names,
    fit: impl Fn(u64) -> Model,
) -> Vec<(Vec<f32>, usize)> {
    let (mut held, mut shared) = (Vec::new(), Vec::new());
    for fold in 0..FOLDS {
        let model = fit(fold);
        for (_, example) in train.iter().filter(|(of, _)| *of == fold) {
            let mut scores = model.scores(&model.place(&example.features));
            names.lean(&example.features, NAMES, &mut shared, &mut scores);
            held.push((scores, example.class));
        }
    }
    held
}

/// What the head of a table tells.
struct Learned {
    titles: usize,
    digest: u64,
    words: u64,
    folds: (f64, f64),
    temperature: f32,
}

impl Learned {
    fn head(&self) -> [(&'static str, String); 10] {
        [
            (
                "source",
                "data/job_titles_labelled.csv, occupations_csco2022.csv, gig_job_types.csv, \
                 occupation_words.csv"
                    .into(),
            ),
            (
                "split",
                "test when FNV-1a 64 of the title's key divides by five".into(),
            ),
            ("titles", self.titles.to_string()),
            ("digest", format!("{:016x}", self.digest)),
            ("words", format!("{:016x}", self.words)),
            ("learned", "2026-11-29".into()),
            (
                "folds",
                format!(
                    "exact {:.3}, in the top ten {:.3}",
                    self.folds.0, self.folds.1
                ),
            ),
            ("names", NAMES.to_string()),
            ("reach", format!("{:.3}", self.folds.1)),
            ("temperature", self.temperature.to_string()),
        ]
    }
}

/// Says what a table gives on the test part.
fn tell(bytes: &[u8], rows: &[Row]) -> Result<(), Failed> {
    let coder = Coder::new(bytes)?;
    let test: Vec<&Row> = rows.iter().filter(|row| is_test(&row.0)).collect();
    let place = |(title, code): &&Row| {
        coder
            .code(title)
            .iter()
            .position(|guess| guess.code == code)
    };
    let places: Vec<_> = test.iter().map(place).collect();
    let part = |count: usize| count as f64 / test.len().max(1) as f64;
    println!(
        "test part, {} titles: exact {:.4}, in the top ten {:.4}",
        test.len(),
        part(places.iter().filter(|p| **p == Some(0)).count()),
        part(places.iter().flatten().count())
    );
    Ok(())
}

/// What the files beside the labelled one say.
fn known(root: &str) -> Result<Known, Failed> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let rows = labelled(root)?.into_iter();
    for (_, code) in rows.filter(|(title, _)| !is_test(title)) {
        *seen.entry(code).or_default() += 1;
    }
    let table = |name: &str| -> Result<Vec<csv::StringRecord>, Failed> {
        let mut rows = csv::Reader::from_path(format!("{root}data/{name}"))?;
        Ok(rows.records().collect::<Result<_, _>>()?)
    };
    let (mut named, mut words) = (HashMap::<String, String>::new(), Vec::new());
    let mut add = |said: &str, code: &str, weight: f32| {
        if !said.is_empty() && !code.is_empty() {
            words.push(((said.to_owned(), code.to_owned()), weight));
        }
    };
    for row in table("occupations_csco2022.csv")? {
        named.entry(row[0].into()).or_insert(row[2].into());
        add(&row[2], &row[0], NAME);
        row[6].split('|').for_each(|said| add(said, &row[0], ALIAS));
    }
    for row in table("gig_job_types.csv")? {
        add(&row[2], &row[4], WORD);
        row[3].split('|').for_each(|said| add(said, &row[4], WORD));
    }
    let written = table("occupation_words.csv")?;
    let mut codes: Vec<String> = named.keys().cloned().collect();
    codes.sort();
    codes.sort_by_key(|code| std::cmp::Reverse(seen.get(code).copied().unwrap_or(0)));
    Ok(Known {
        names: codes.iter().map(|code| named[code].clone()).collect(),
        codes,
        words,
        written: written
            .iter()
            .map(|row| (row[0].to_owned(), row[1].to_owned()))
            .collect(),
    })
}

/// Titles and their codes.
fn labelled(root: &str) -> Result<Vec<Row>, Failed> {
    let mut rows = csv::Reader::from_path(format!("{root}data/job_titles_labelled.csv"))?;
    let rows = rows
        .records()
        .map(|row| row.map(|row| (row[0].to_owned(), row[1].to_owned())));
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Share of exact answers and of those in the top ten.
fn rate(held: &[(Vec<f32>, usize)]) -> (f64, f64) {
    let rank = |(scores, class): &(Vec<f32>, usize)| {
        scores
            .iter()
            .filter(|score| **score > scores[*class])
            .count()
    };
    let share = |most: usize| {
        held.iter().filter(|one| rank(one) < most).count() as f64 / held.len().max(1) as f64
    };
    (share(1), share(10))
}

/// The temperature at which the mean confidence of the first answers is the share of right ones.
fn temperature(held: &[(Vec<f32>, usize)]) -> f32 {
    let (exact, ten) = rate(held);
    let off = |temperature: f32| -> f64 {
        let sure = held.iter().map(|(scores, _)| {
            let mut best = scores.clone();
            best.sort_by(|a, b| b.total_cmp(a));
            best.truncate(ANSWERS);
            best.iter_mut().for_each(|score| *score /= temperature);
            softmax(&mut best);
            ten * f64::from(best[0])
        });
        (sure.sum::<f64>() / held.len().max(1) as f64 - exact).abs()
    };
    let tried = (4..=100).map(|steps| steps as f32 / 200.0);
    tried
        .min_by(|a, b| off(*a).total_cmp(&off(*b)))
        .unwrap_or(1.0)
}

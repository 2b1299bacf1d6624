//! Searches a synthetic county's posts with filters, and writes the same terms for a peer.
//!
//! `search DIR` writes `docs.jsonl` and `queries.jsonl` there and prints one JSON line: median
//! and 99th percentile of a search, in microseconds, over the same queries that it wrote.
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]
#![allow(clippy::unwrap_used, reason = "a bench may stop")]

use kernel::Day;
use matching::{Settle, TradeKey};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;
use vacancies::{Ask, Board, Change, Filter, Order, Post, Text};

/// Posts of one whole Luonan.
const POSTS: usize = 7_000;
const QUERIES: usize = 400;
const ROUNDS: usize = 25;
const SHOWN: usize = 20;
const ENDINGS: [&str; 4] = ["两天", "招人", "长期", ""];
const TODAY: i64 = 20_000;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap()
    }
    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

struct County {
    titles: Vec<String>,
    trades: Vec<(TradeKey, Vec<String>)>,
    places: Vec<(u16, u64, Vec<String>)>,
}

impl County {
    fn read() -> Self {
        let tables = reference::Tables::embedded().unwrap();
        let titles = include_str!("../../../data/job_titles_labelled.csv");
        let mut titles = csv::Reader::from_reader(titles.as_bytes());
        let trade = |trade: &reference::Trade| {
            let key = TradeKey {
                id: trade.index,
                class: trade.class_no,
                group: 0,
            };
            let names = std::iter::once(&trade.name).chain(&trade.terms);
            (key, names.cloned().collect())
        };
        let place = |division: &reference::Division| {
            let names = vec![division.name.clone(), division.short_name.clone()];
            (division.index, division.code.parse().unwrap(), names)
        };
        Self {
            titles: titles
                .records()
                .map(|row| row.unwrap()[0].to_owned())
                .collect(),
            trades: tables.trades().iter().map(trade).collect(),
            places: tables.divisions().iter().map(place).collect(),
        }
    }

    fn post(&self, n: usize, dice: &mut Dice) -> (Post, Text) {
        let (trade, names) = dice.of(&self.trades).clone();
        let (place, region, where_) = dice.of(&self.places).clone();
        let start = Day::from_epoch_days(TODAY + dice.below(20) as i64);
        let post = Post {
            id: format!("vac_{n:032x}").into(),
            region,
            place: Some(place),
            trade,
            employer: dice.below(900) as u64,
            kind: u8::try_from(dice.below(3)).unwrap(),
            settle: *dice.of(&Settle::ALL),
            pay_day_fen: Some(10_000 + dice.below(200) as i64 * 100),
            start,
            start_minute: 420,
            end: None,
            valid_until: Day::from_epoch_days(TODAY + 20 + dice.below(20) as i64),
            age_min: None,
            age_max: None,
            certs: 0,
            checked: Day::from_epoch_days(TODAY - dice.below(20) as i64),
            places_left: 3,
        };
        let title = if dice.below(3) == 0 {
            let (what, how) = (dice.of(&names).clone(), dice.of(&ENDINGS));
            what + how
        } else {
            dice.of(&self.titles).clone()
        };
        let also = names.into_iter().chain(where_).collect();
        (post, Text { title, also })
    }

    /// What people type: a spoken trade, a place and a trade, the start of a title.
    fn query(&self, dice: &mut Dice) -> String {
        let (_, names) = dice.of(&self.trades);
        let trade = dice.of(names).clone();
        match dice.below(3) {
            0 => trade,
            1 => format!("{} {trade}", dice.of(&self.places).2[1]),
            _ => dice.of(&self.titles).chars().take(4).collect(),
        }
    }

    fn filter(&self, q: String, dice: &mut Dice) -> Filter {
        let mut filter = Filter {
            q: Some(q),
            ..Filter::default()
        };
        match dice.below(3) {
            0 => filter.pay_min_fen = Some(12_000),
            1 => filter.settle = Some(Settle::Day),
            _ => {
                filter.kind = Some(0);
                filter.from = Some(Day::from_epoch_days(TODAY + 2));
            }
        }
        filter
    }
}

fn found(board: &Board, filter: &Filter) -> usize {
    let ask = Ask {
        filter,
        order: Order::Closest,
        today: Day::from_epoch_days(TODAY),
        minutes: &|_| None,
        seeker: None,
        after: None,
        limit: SHOWN,
    };
    board.select(&ask).total
}

fn main() {
    let dir = std::env::args().nth(1).expect("a folder");
    let dir = Path::new(&dir);
    let (county, mut dice) = (County::read(), Dice(611_021));
    let posts: Vec<(Post, Text)> = (0..POSTS).map(|n| county.post(n, &mut dice)).collect();
    let mut docs = String::new();
    for (_, text) in &posts {
        let also: Vec<&str> = text.also.iter().map(String::as_str).collect();
        let terms = vacancies::terms_of(&text.title, &also);
        let all = |title: bool| -> Vec<&String> {
            let these = terms.iter().filter(|(_, in_title)| **in_title == title);
            these.map(|(term, _)| term).collect()
        };
        writeln!(docs, "{}", json!({"title": all(true), "also": all(false)})).unwrap();
    }
    let board = Board::default();
    let put = |(post, text): (Post, Text)| Change::Put(Box::new(post), text);
    board.take_in(1, posts.into_iter().map(put).collect());
    let (mut filters, mut queries) = (Vec::new(), String::new());
    while filters.len() < QUERIES {
        let q = county.query(&mut dice);
        let words = vacancies::words_of(&q);
        let filter = county.filter(q, &mut dice);
        if found(&board, &filter) == 0 {
            continue;
        }
        let pieces: Vec<Vec<String>> = words.iter().map(|w| vacancies::pieces(w)).collect();
        writeln!(queries, "{}", json!({"words": words, "pieces": pieces})).unwrap();
        filters.push(filter);
    }
    std::fs::write(dir.join("docs.jsonl"), docs).unwrap();
    std::fs::write(dir.join("queries.jsonl"), queries).unwrap();
    let mut times = Vec::with_capacity(QUERIES * ROUNDS);
    for _ in 0..ROUNDS {
        for filter in &filters {
            let began = Instant::now();
            std::hint::black_box(found(&board, filter));
            times.push(began.elapsed().as_secs_f64() * 1e6);
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let (p50, p99) = (at(0.5), at(0.99));
    println!(
        "{}",
        json!({"posts": POSTS, "queries": QUERIES, "p50_us": p50, "p99_us": p99})
    );
}

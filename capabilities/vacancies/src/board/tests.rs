//! The board against a plain filter over all rows, and against itself loaded at once.

use super::*;
use kernel::Day;
use matching::{Settle, TradeKey};
use proptest::prelude::*;
use reference::Tables;
use std::sync::LazyLock;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::embedded().expect("tables"));

const TITLES: [&str; 8] = [
    "工地搬运两天",
    "挖机司机",
    "饭店洗碗",
    "香菇采摘工",
    "学校保洁员",
    "电焊工 会氩弧焊",
    "送货司机",
    "摘连翘",
];

fn day(n: i64) -> Day {
    Day::from_epoch_days(20_000 + n)
}

fn text(title: &str, trade: &str, region: &str) -> Text {
    Text {
        title: title.to_owned(),
        also: store::also(&TABLES, trade, region),
    }
}

fn post(n: u16, trade: &str, region: &str) -> Post {
    Post {
        id: format!("vac_{n:032x}").into(),
        region: region.parse().expect("digits"),
        place: TABLES.division(region).map(|d| d.index),
        trade: fit::trade_key(&TABLES, trade),
        employer: 1,
        kind: 0,
        settle: Settle::Day,
        pay_day_fen: Some(18_000),
        start: day(1),
        start_minute: 390,
        end: Some(day(2)),
        valid_until: day(5),
        age_min: None,
        age_max: None,
        certs: 0,
        checked: day(0),
        places_left: 2,
    }
}

fn board(posts: &[(Post, Text)]) -> Board {
    let board = Board::default();
    let put = |(post, text): &(Post, Text)| Change::Put(Box::new(post.clone()), text.clone());
    board.take_in(1, posts.iter().map(put).collect());
    board
}

fn ask<'a>(filter: &'a Filter, order: Order, after: Option<&'a Key>, limit: usize) -> Ask<'a> {
    Ask {
        filter,
        order,
        today: day(0),
        minutes: &near,
        seeker: None,
        after,
        limit,
    }
}

fn near(place: u16) -> Option<u16> {
    TABLES.minutes_at(3, place).map(|way| way.minutes)
}

fn ids(found: &Found) -> Vec<String> {
    found.hits.iter().map(|hit| hit.id().to_owned()).collect()
}

fn searching(q: &str) -> Filter {
    Filter {
        q: Some(q.to_owned()),
        ..Filter::default()
    }
}

#[test]
fn people_find_jobs_by_the_words_they_use() {
    let town = "611021108000";
    let posts = [
        (post(1, "t01", town), text("工地卸水泥", "t01", town)),
        (post(2, "t20", town), text("招挖机司机一名", "t20", town)),
        (post(3, "t25", town), text("饭店洗碗", "t25", town)),
    ];
    let board = board(&posts);
    let find = |q: &str| {
        let filter = searching(q);
        let found = board.select(&ask(&filter, Order::Closest, None, 20));
        (
            ids(&found)
                .iter()
                .map(|id| id[35..].to_owned())
                .collect::<String>(),
            found.exact,
        )
    };
    assert_eq!(find("力工"), ("1".into(), true));
    assert_eq!(find("搬运"), ("1".into(), true));
    assert_eq!(find("鉤機"), ("2".into(), true));
    assert_eq!(find("找个洗碗的活"), ("3".into(), true));
    assert_eq!(find("石坡 洗碗"), ("3".into(), true));
    assert_eq!(find("石坡洗碗").0, "3");
    assert!(!find("洗碗 挖机").1, "no post holds both");
    assert_eq!(find("航天飞机驾驶").0, "");
    assert_eq!(find("。。").0, "", "nothing to search for finds nothing");
}

#[test]
fn words_that_no_post_holds_find_posts_of_the_trade_they_mean() {
    let town = "611021108000";
    let posts = [
        (post(1, "t01", town), text("工地卸水泥", "t01", town)),
        (post(2, "t20", town), text("招挖机司机一名", "t20", town)),
    ];
    let board = board(&posts);
    let meant = |trade: &str| Filter {
        meant: vec![fit::trade_key(&TABLES, trade).id],
        ..searching("龘龘")
    };
    for (trade, ends) in [("t01", "1"), ("t20", "2")] {
        let filter = meant(trade);
        let found = board.select(&ask(&filter, Order::Closest, None, 20));
        assert!(!found.exact, "the list says that it is not what was typed");
        let ids = ids(&found);
        assert!(ids.len() == 1 && ids[0].ends_with(ends), "{ids:?}");
    }
    let filter = Filter {
        meant: meant("t20").meant,
        ..searching("搬运")
    };
    let found = board.select(&ask(&filter, Order::Closest, None, 20));
    assert_eq!(
        (found.total, found.exact),
        (1, true),
        "words that are found are not widened"
    );
}

#[test]
fn an_empty_list_says_which_filter_stands_in_the_way() {
    let town = "611021108000";
    let board = board(&[(post(1, "t01", town), text("搬运", "t01", town))]);
    let filter = Filter {
        pay_min_fen: Some(30_000),
        settle: Some(Settle::Day),
        ..searching("搬运")
    };
    assert_eq!(
        board.select(&ask(&filter, Order::Soonest, None, 20)).total,
        0
    );
    let loosen = board.loosen(&filter, day(0));
    let pay = Loosen {
        part: Part::Pay,
        count: 1,
        pay_day_fen: Some(18_000),
    };
    assert_eq!(loosen, vec![pay]);
}

#[test]
fn a_cursor_serves_only_the_order_it_was_made_for() {
    let town = "611021108000";
    let board = board(&[(post(1, "t01", town), text("搬运", "t01", town))]);
    let filter = Filter::default();
    let found = board.select(&ask(&filter, Order::Soonest, None, 20));
    let cursor = found.hits[0].key.cursor(Order::Soonest);
    assert_eq!(
        Key::parse(&cursor, Order::Soonest),
        Ok(found.hits[0].key.clone())
    );
    assert!(Key::parse(&cursor, Order::Nearest).is_err());
    assert!(Key::parse("00", Order::Soonest).is_err());
}

fn any_post(n: u16) -> impl Strategy<Value = (Post, Text)> {
    let regions = ["611021108000", "611021001001", "611021101000"];
    let trades = ["t01", "t20", "t25", "t41"];
    let pays = prop::option::of(8_000i64..30_000);
    let ends = prop::option::of(-2i64..20);
    let rest = (
        0usize..8,
        pays,
        -5i64..8,
        ends,
        0u32..3,
        0usize..6,
        0u8..8,
        -3i64..9,
    );
    (0usize..3, 0usize..4, rest).prop_map(move |(r, t, rest)| {
        let (title, pay, start, end, left, settle, kind, until) = rest;
        let mut made = post(n, trades[t], regions[r]);
        made.pay_day_fen = pay;
        made.start = day(start);
        made.end = end.map(|e| day(start.max(e)));
        made.places_left = left;
        made.settle = Settle::ALL[settle];
        made.kind = kind;
        made.valid_until = day(until);
        (made, text(TITLES[title], trades[t], regions[r]))
    })
}

fn posts() -> impl Strategy<Value = Vec<(Post, Text)>> {
    (1usize..40).prop_flat_map(|n| {
        let made: Vec<_> = (0..n)
            .map(|n| any_post(u16::try_from(n).unwrap_or(0)))
            .collect();
        made
    })
}

fn filters() -> impl Strategy<Value = Filter> {
    let words = ["搬运", "力工", "司机", "石坡", "香菇 采摘", "保洁员"];
    let town = prop::option::of(prop::sample::select(vec![
        611_021_108_000u64,
        611_021_001_000,
    ]));
    let trade = prop::option::of(prop::sample::select(vec!["t01", "t20"]));
    let pay = prop::option::of(10_000i64..25_000);
    let settle = prop::option::of(prop::sample::select(Settle::ALL.to_vec()));
    let q = prop::option::of(prop::sample::select(words.to_vec()));
    (
        q,
        town,
        trade,
        pay,
        settle,
        prop::option::of(0u8..8),
        prop::option::of(-2i64..10),
    )
        .prop_map(|(q, town, trade, pay_min_fen, settle, kind, from)| Filter {
            q: q.map(str::to_owned),
            town,
            village: None,
            meant: Vec::new(),
            trade: trade.map(|id| fit::trade_key(&TABLES, id).id),
            pay_min_fen,
            settle,
            kind,
            from: from.map(day),
        })
}

/// Does the post hold every word, read the slow way?
fn holds(text: &Text, q: &str) -> bool {
    let has = |piece: &String| {
        let inside = |part: &str| words::fold(part).contains(piece.as_str());
        inside(&text.title) || text.also.iter().any(|part| inside(part))
    };
    terms::words_of(q)
        .iter()
        .flat_map(|word| terms::pieces(word))
        .all(|piece| has(&piece))
}

fn naive(posts: &[(Post, Text)], filter: &Filter) -> Vec<String> {
    let every = filter
        .q
        .as_deref()
        .map(|q| posts.iter().any(|(_, text)| holds(text, q)));
    if every == Some(false) {
        return vec!["loose".into()];
    }
    let passes = |(post, text): &&(Post, Text)| {
        filter.passes(post, day(0)) && filter.q.as_deref().is_none_or(|q| holds(text, q))
    };
    let mut ids: Vec<String> = posts
        .iter()
        .filter(passes)
        .map(|(post, _)| post.id.to_string())
        .collect();
    ids.sort();
    ids
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_board_equals_a_plain_filter(posts in posts(), filter in filters()) {
        let board = board(&posts);
        let found = board.select(&ask(&filter, Order::Soonest, None, 100));
        let mut got = ids(&found);
        got.sort();
        let wanted = naive(&posts, &filter);
        if wanted == ["loose"] {
            prop_assert!(!found.exact || found.total == 0);
        } else {
            prop_assert_eq!(found.total, wanted.len());
            prop_assert_eq!(got, wanted);
        }
    }

    #[test]
    fn pages_cover_every_post_once(posts in posts(), filter in filters(), limit in 1usize..7) {
        let board = board(&posts);
        for order in [Order::Soonest, Order::Nearest, Order::Closest] {
            let all = ids(&board.select(&ask(&filter, order, None, 100)));
            let (mut paged, mut after): (Vec<String>, Option<Key>) = (Vec::new(), None);
            loop {
                let found = board.select(&ask(&filter, order, after.as_ref(), limit));
                prop_assert_eq!(found.total, all.len());
                paged.extend(ids(&found));
                after = found.hits.last().map(|hit| hit.key.clone());
                if !found.more {
                    break;
                }
            }
            prop_assert_eq!(paged, all);
        }
    }

    #[test]
    fn change_by_change_equals_all_at_once(
        posts in posts(),
        again in posts(),
        struck in prop::collection::vec(0u16..40, 0..20),
        filter in filters(),
    ) {
        let board = board(&posts);
        let mut kept: std::collections::BTreeMap<String, (Post, Text)> =
            posts.iter().map(|p| (p.0.id.to_string(), p.clone())).collect();
        let mut seq = 1;
        for (post, text) in &again {
            seq += 1;
            board.take_in(seq, vec![Change::Put(Box::new(post.clone()), text.clone())]);
            kept.insert(post.id.to_string(), (post.clone(), text.clone()));
        }
        for n in struck {
            seq += 1;
            let id = format!("vac_{n:032x}");
            board.take_in(seq, vec![Change::Strike(id.clone())]);
            kept.remove(&id);
        }
        let fresh: Vec<(Post, Text)> = kept.into_values().collect();
        let fresh = super::tests::board(&fresh);
        for order in [Order::Soonest, Order::Closest] {
            let ask = ask(&filter, order, None, 100);
            prop_assert_eq!(board.select(&ask), fresh.select(&ask));
        }
        prop_assert_eq!(board.counts(day(0)), fresh.counts(day(0)));
    }
}

#[test]
fn a_shelf_that_has_changed_a_lot_is_set_up_anew() {
    let town = "611021108000";
    let board = board(&[(post(1, "t01", town), text("搬运", "t01", town))]);
    for round in 0..1500i64 {
        let title = TITLES[usize::try_from(round % 8).unwrap_or(0)];
        let change = Change::Put(Box::new(post(2, "t25", town)), text(title, "t25", town));
        board.take_in(round + 2, vec![change]);
    }
    let filter = searching("搬运");
    assert_eq!(
        board.select(&ask(&filter, Order::Closest, None, 20)).total,
        1
    );
    assert_eq!(board.counts(day(0)).open, 2);
    assert_eq!(
        fit::trade_key(&TABLES, "no-such"),
        TradeKey {
            id: u16::MAX,
            class: 0,
            group: 0
        }
    );
}

//! Files of workers and orders, read or refused with the line; no file brings it down.

use super::book::Book;
use super::online::{Ahead, Graph, decide};
use crate::sheet;
use matching::dispatch::{Limits, plan};
use proptest::prelude::*;

const WORKERS: &str = "worker,trades,town,windows,max_minutes,pay_floor,waited_days\n";
const ORDERS: &str = "order,trade,town,start,end,seats,pay_hour\n";

fn book(workers: &str, orders: &str) -> anyhow::Result<Book> {
    let read = |head: &str, rows: &str| sheet::of_csv(format!("{head}{rows}").as_bytes());
    Book::of(&read(WORKERS, workers)?, &read(ORDERS, orders)?)
}

fn fault(workers: &str, orders: &str) -> String {
    let faulty = book(workers, orders).expect_err("refused");
    format!("{faulty:#}")
}

const GOOD_HAND: &str = "甲,瓦工,石坡镇,2026-06-01 06:00/2026-06-01 20:00,60,12,3\n";
const GOOD_SHIFT: &str = "a,瓦工,石坡镇,2026-06-01 07:00,2026-06-01 11:00,2,20\n";

#[test]
fn a_morning_is_planned() {
    let second = "b,瓦工,石坡镇,2026-06-01 13:00,2026-06-01 17:00,1,20\n";
    let book = book(GOOD_HAND, &format!("{GOOD_SHIFT}{second}")).expect("read");
    let limits = Limits {
        rest_minutes: 480,
        day_minutes: 660,
        week_minutes: 10_080,
        fit_points: 100,
        wait_points: 5,
        wait_most: 100,
    };
    let ways = |a: u32, b: u32| book.minutes(a, b, 35.0, 1.4);
    let plan = plan(&book.hands, &book.shifts, &limits, &ways).expect("planned");
    assert_eq!((plan.seats.len(), plan.asked, plan.proven()), (2, 3, true));
    // Two seats, both at home and of the best trade, and three days waited: 2 · 1100 + 15.
    assert_eq!(plan.points, 2215);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let hand = |windows: &str| format!("甲,瓦工,石坡镇,{windows},60,12,3\n");
    let day = "2026-06-01 06:00/2026-06-01 20:00";
    for (hands, orders, said) in [
        (hand("2026-06-01 20:00/2026-06-01 06:00"), "", "line 2"),
        (hand(&format!("{day};{day}")), "", "two overlap"),
        (hand("NaN"), "", "not FROM/TO"),
        (GOOD_HAND.repeat(2), "", "line 3: 甲 comes twice"),
        (hand(day).replace("石坡镇", "某地"), "", "not a town"),
        (hand(day).replace(",60,", ",-1,"), "", "max_minutes"),
        (hand(day).replace(",12,", ",NaN,"), "", "pay_floor"),
        (
            String::new(),
            "a,瓦工,石坡镇,2026-06-01 11:00,2026-06-01 07:00,2,20\n",
            "before it begins",
        ),
        (
            String::new(),
            "a,瓦工,石坡镇,2026-02-30 07:00,2026-06-01 11:00,2,20\n",
            "not a time",
        ),
        (
            String::new(),
            "a,瓦工,石坡镇,2026-06-01 07:00,2026-06-01 11:00,1000001,20\n",
            "seats",
        ),
        (
            String::new(),
            "a,瓦工,石坡镇,2026-06-01 07:00,2026-06-01 11:00,2,inf\n",
            "pay_hour",
        ),
        (
            String::new(),
            "a,瓦工,石坡镇,2026-06-01 07:00,2026-07-01 07:00,2,20\n",
            "more than a week",
        ),
    ] {
        let found = fault(&hands, orders);
        assert!(found.contains(said), "{said}: {found}");
    }
    assert!(book("", "").expect("empty is fine").hands.is_empty());
    let many = GOOD_SHIFT.replace(",2,20", ",1000000,20");
    assert_eq!(
        book(GOOD_HAND, &many).expect("read").shifts[0].seats,
        1_000_000
    );
}

fn graph(text: &str) -> anyhow::Result<Graph> {
    Graph::of("EDGES", text.as_bytes())
}

#[test]
fn online_edges_are_read_or_refused() {
    for (text, said) in [
        ("worker,task,weight\na,x,NaN\n", "line 2"),
        ("worker,task,weight\na,x,-1\n", "line 2"),
        ("worker,task,weight\na,x,1\na,x,2\n", "come twice"),
        ("worker,task,weight,capacity\na,x,1,2\na,y,1,3\n", "line 3"),
        ("worker,task,weight\n,x,1\n", "worker is empty"),
    ] {
        let found = format!("{:#}", graph(text).expect_err("refused"));
        assert!(found.contains(said), "{said}: {found}");
    }
    assert!(graph("").is_ok());
}

/// The decisions of a prefix are the prefix of the decisions: nothing later was looked at, when
/// the number of tasks to come is told.
#[test]
fn what_comes_later_changes_no_decision() {
    let mut text = String::from("worker,task,weight\n");
    for task in 0..40u32 {
        for worker in 0..12u32 {
            let mixed = task.wrapping_mul(2_654_435_761) ^ worker.wrapping_mul(40_503);
            if mixed % 3 == 0 {
                text.push_str(&format!("w{worker},t{task},{}\n", mixed % 17 + 1));
            }
        }
    }
    let graph = graph(&text).expect("read");
    let tasks: Vec<(String, Option<usize>)> =
        (0..40).map(|n| graph.find(&format!("t{n}"))).collect();
    let ahead = Ahead {
        expected: Some(40),
        history: None,
        forecast: false,
    };
    let all = decide(&graph, &tasks, Vec::new(), &ahead).expect("decided");
    for cut in [1, 7, 20, 39] {
        let part = decide(&graph, &tasks[..cut], Vec::new(), &ahead).expect("decided");
        assert_eq!(part, all[..cut]);
    }
    assert!(all.iter().flatten().count() > 5);
}

proptest! {
    #[test]
    fn no_file_brings_it_down(hands in "[甲瓦石坡镇,;/ 0-9:\\-\n.]{0,120}", orders in ".{0,120}") {
        let _ = book(&hands, &orders);
        let _ = graph(&orders);
        let _ = graph(&format!("worker,task,weight\n{hands}"));
    }
}

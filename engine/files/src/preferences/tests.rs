//! Events in, lists out: never a job already seen, the same bytes each time, faults named.

use proptest::prelude::*;
use taste::model::{Options, train};
use taste::{Kind, format};

fn read(bytes: &[u8]) -> anyhow::Result<taste::Events> {
    super::read::read_from("events.csv", bytes)
}

fn fault(text: &str) -> String {
    format!("{:#}", read(text.as_bytes()).expect_err("refused"))
}

#[test]
fn events_are_read_with_and_without_time_and_kind() {
    let two = read(b"person,job\nzhang,1\nli,2\n").expect("read");
    assert_eq!(two.rows.len(), 2);
    let text = "\u{feff}kind,person,time,job\nview,a,2026-11-24,x\n,a,2026-11-24T06:30,y\n";
    let events = read(text.as_bytes()).expect("read");
    assert_eq!(events.rows[0].kind, Kind::View);
    assert_eq!(events.rows[1].kind, Kind::Apply);
    assert_eq!(events.rows[1].time - events.rows[0].time, 6 * 3600 + 1800);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    assert!(fault("person,work\na,b\n").contains("line 1: no heading job"));
    assert!(fault("person,job\n").contains("nothing to learn from"));
    assert!(fault("person,job\na,b\n,c\n").contains("line 3: no person"));
    for time in [
        "NaN",
        "-1",
        "1e9",
        "2026-13-01",
        "2026-11-24T25:00",
        "inf",
        "",
    ] {
        let said = fault(&format!("person,job,time\na,b,{time}\n"));
        assert!(said.contains("line 2: time"), "{time}: {said}");
    }
    assert!(fault("person,job,kind\na,b,love\n").contains("expected view, apply"));
    assert!(fault("person,job\na\n").contains("line: 2"));
}

proptest! {
    #[test]
    fn no_file_brings_it_down(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut text = b"person,job,time,kind\n".to_vec();
        text.extend(&bytes);
        let _ = read(&text);
        let _ = read(&bytes);
    }

    #[test]
    fn lists_hold_no_seen_job_and_no_job_twice(
        pairs in prop::collection::vec((0u8..9, 0u8..12, 0usize..5), 1..60),
        top in 1usize..15,
        priced: bool,
    ) {
        let mut events = taste::Events::default();
        for (at, (person, job, kind)) in (0i64..).zip(&pairs) {
            let kind = Kind::ALL[*kind].1;
            events.add(&format!("p{person}"), &format!("j{job}"), at * 86_400, kind);
        }
        let model = train(&events, &Options::default()).expect("trained");
        let bytes = format::write(&model);
        let again = format::read(&bytes).expect("read back");
        prop_assert_eq!(&again, &model);
        prop_assert_eq!(format::write(&train(&events, &Options::default()).expect("again")), bytes);
        let prices = priced.then(|| (1.0, taste::PriceSettings::default()));
        let lists = model.recommend(top, prices);
        prop_assert_eq!(lists.len(), model.persons().len());
        for (list, person) in lists.iter().zip(model.persons()) {
            let seen: Vec<&str> = pairs.iter()
                .filter(|(p, ..)| format!("p{p}") == **person)
                .map(|(_, j, _)| model.jobs().iter()
                    .find(|name| **name == format!("j{j}")).expect("known").as_str())
                .collect();
            let names: Vec<&str> = list.iter().map(|c| model.jobs()[c.0 as usize].as_str()).collect();
            prop_assert!(names.iter().all(|n| !seen.contains(n)), "{names:?} {seen:?}");
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), names.len());
            let kinds = model.jobs().len() - {
                let mut s = seen.clone();
                s.sort_unstable();
                s.dedup();
                s.len()
            };
            prop_assert_eq!(names.len(), top.min(kinds));
            prop_assert!(list.windows(2).all(|w| w[0].1 >= w[1].1));
            prop_assert!(list.iter().all(|c| c.1.is_finite()));
        }
    }

    #[test]
    fn a_damaged_model_is_refused(at in 0usize..4000, bit in 0u8..8, cut in 0usize..4000) {
        let mut events = taste::Events::default();
        for n in 0..30 {
            events.add(&format!("p{}", n % 7), &format!("j{}", n % 11), n, Kind::Apply);
        }
        let bytes = format::write(&train(&events, &Options::default()).expect("trained"));
        let mut flipped = bytes.clone();
        let at = at % flipped.len();
        flipped[at] ^= 1 << bit;
        prop_assert!(format::read(&flipped).is_err());
        prop_assert!(format::read(&bytes[..cut % bytes.len()]).is_err());
    }
}

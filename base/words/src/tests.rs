//! Both languages say the same; folding is stable and knows its places.

use super::*;
use kernel::{IdFault, Locale, Role, UsccFault};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

fn english(text: &str) -> Words {
    Words::load(&[(Locale::En, "test", text)]).unwrap()
}

#[test]
fn the_base_messages_are_complete() {
    let words = Words::base().unwrap();
    assert_eq!(words.complete(), Vec::<String>::new());
    for locale in Locale::ALL {
        for role in Role::ALL {
            assert!(
                words.has(locale, &format!("role-{}", role.code())),
                "{}",
                role.code()
            );
        }
        let papers = IdFault::ALL.map(IdFault::code).into_iter();
        for key in papers.chain(UsccFault::ALL.map(UsccFault::code)) {
            assert!(words.has(locale, key), "{key}");
        }
        for key in [
            "form-has-faults",
            "sign-in-first",
            "not-allowed",
            "record-unknown",
        ] {
            assert!(words.has(locale, key), "{key}");
        }
        for key in [
            "id-unknown",
            "busy-try-again",
            "internal-error",
            "already-there",
        ] {
            assert!(words.has(locale, key), "{key}");
        }
    }
    assert_eq!(
        words.say(Locale::Zh, "field-too-long", &[("max", "30")]),
        "这里最多写 30 个字"
    );
}

#[test]
fn messages_are_said_with_their_arguments() {
    let words = english(concat!(
        "a = Good day\n",
        "b = Dear { $name }, call { $phone }{\".\"}\n",
        "c = { $n ->\n    [one] { $n } post for { $who }\n   *[other] { $n } posts for { $who }\n}\n",
        "d = { a }, { b }\n",
        "e = { a } again\n",
    ));
    let say = |key, args: &[(&str, &str)]| words.say(Locale::En, key, args);
    assert_eq!(say("a", &[]), "Good day");
    assert_eq!(
        say("b", &[("name", "Li"), ("phone", "013800")]),
        "Dear Li, call 013800."
    );
    assert_eq!(say("b", &[("name", "Li")]), "Dear Li, call {$phone}.");
    assert_eq!(say("c", &[("n", "1"), ("who", "007")]), "1 post for 007");
    assert_eq!(
        say("c", &[("n", "12345"), ("who", "me")]),
        "12345 posts for me"
    );
    assert_eq!(
        say("d", &[("name", "Li"), ("phone", "1")]),
        "Good day, Dear Li, call 1."
    );
    assert_eq!(
        words.say_static(Locale::En, "e").as_deref(),
        Some("Good day again")
    );
    assert_eq!(words.say_static(Locale::En, "b"), None);
    assert_eq!(say("gone", &[]), "⟦gone⟧");
    assert_eq!(
        words.args(Locale::En, "d").collect::<Vec<_>>(),
        ["name", "phone"]
    );
    assert_eq!(words.keys(Locale::En).count(), 5);
}

#[test]
fn every_fault_is_named() {
    let faults = |sources: &[(Locale, &str, &str)]| Words::load(sources).err().unwrap().join("\n");
    let twice = [
        (Locale::Zh, "jobs", "a = 甲\n"),
        (Locale::Zh, "people", "a = 乙\n"),
    ];
    assert_eq!(faults(&twice), "zh-CN people: a is already given by jobs");
    assert!(faults(&[(Locale::En, "jobs", "a = b\n\nbad { $\n")]).contains("en jobs line"));
    assert!(faults(&[(Locale::En, "jobs", "a = { b }\n")]).contains("quotes b"));
    assert!(faults(&[(Locale::En, "jobs", "a = x\n    .title = y\n")]).contains("attributes"));
}

#[test]
fn differences_between_languages_are_listed() {
    let zh = "a = 甲\nb = 乙{ $n }\nc = 丙\n";
    let en = "a = A\nb = B { $m }\nd = D\n";
    let words = Words::load(&[(Locale::Zh, "r", zh), (Locale::En, "r", en)]).unwrap();
    let faults = words.complete();
    assert_eq!(faults.len(), 3);
    assert!(faults[0].starts_with("b: zh-CN takes"));
    assert_eq!(faults[1..], ["c: only in zh-CN", "d: only in en"]);
}

#[test]
fn spellings_of_the_same_words_fold_together() {
    for (text, want) in [
        ("招木工，要 3 人！", "招木工要3人"),
        ("臨時工 在縣醫院 後勤", "临时工在县医院后勤"),
        ("ＶＸ：ａｂＣ１２３", "vxabc123"),
        ("押\u{200B}金😀押\u{FE0F}金", "押金押金"),
        ("①②㈢", "12三"),
        ("Luò Nán", "luonan"),
        ("luo\u{300} na\u{301}n", "luonan"),
        ("80㎡", "80m2"),
        ("1️⃣3️⃣8", "138"),
        ("🅰货", "货"),
        ("…", ""),
    ] {
        assert_eq!(fold(text), want);
    }
    assert_eq!(
        fold_keep("  縣城　Day-Labour\n MARKET "),
        "县城 daylabour market"
    );
}

#[test]
fn every_character_folds_once_and_for_all() {
    for c in '\0'..=char::MAX {
        let once = fold(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&once), once, "{c:?} {:x}", u32::from(c));
    }
}

#[test]
fn a_match_shows_the_original() {
    let text = "工資面議，需交押 — 金２００元";
    let folded = fold_with_spans(text);
    let at = folded.text.find("押金200").unwrap();
    let span = folded.original(at..at + "押金200".len());
    assert_eq!(&text[span], "押 — 金２００");
    let at = folded.text.find("工资").unwrap();
    assert_eq!(&text[folded.original(at..at + "工资".len())], "工資");
    assert_eq!(folded.original(3..3), 0..0);
}

#[test]
fn search_terms_are_pairs_and_words() {
    assert_eq!(bigrams("洛南縣木工"), ["洛南", "南县", "县木", "木工"]);
    assert_eq!(bigrams("C1驾照，叉车"), ["c1", "驾照", "叉车"]);
    assert_eq!(bigrams("day labour 工"), ["day", "labour", "工"]);
    assert_eq!(bigrams("押\u{200B}金 "), ["押金"]);
    assert!(bigrams(" ，。").is_empty());
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,60}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        prop_assert_eq!(fold_keep(&text).replace(' ', ""), once.clone());
        prop_assert_eq!(fold_with_spans(&text).text, once);
    }
    #[test]
    fn spans_lie_in_the_original(text in "\\PC{0,40}", from in 0_usize..60, long in 0_usize..20) {
        let folded = fold_with_spans(&text);
        prop_assert_eq!(folded.map.len(), folded.text.chars().count());
        let span = folded.original(from..from + long);
        prop_assert!(text.get(span).is_some());
    }
    #[test]
    fn what_a_part_folds_to_is_in_what_the_whole_folds_to(a in "\\PC{0,20}", b in "\\PC{0,20}") {
        prop_assert_eq!(fold(&format!("{a}{b}")), fold(&a) + &fold(&b));
    }
}

//! Identifiers: the standards' own arithmetic done a second way, and the vectors of the record.

use kernel::{
    Day, IdFault, Sex, UsccFault, check_id_card, check_phone, check_uscc, mask_id, mask_name,
    mask_phone,
};
use proptest::prelude::*;

fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day")
}

/// ISO 7064 MOD 11-2 by its recursion, independent of the weights table.
fn closing(first17: &str) -> char {
    let p = first17
        .chars()
        .fold(0u32, |p, c| (p + c.to_digit(10).expect("digit")) * 2 % 11);
    match (12 - p) % 11 {
        10 => 'X',
        d => char::from_digit(d, 10).expect("digit"),
    }
}

fn made(birth: &str, seq: &str) -> String {
    let first = format!("611099{birth}{seq}");
    format!("{first}{}", closing(&first))
}

#[test]
fn the_records_vectors_are_valid() {
    for id in [
        "611021199003071232",
        "612522196811050027",
        "611021200012314510",
    ] {
        let card = check_id_card(id, today()).expect(id);
        assert_eq!(card.number(), id);
        assert_eq!(card.region(), &id[..6]);
    }
    let card = check_id_card("611021199003071232", today()).expect("valid");
    assert_eq!(card.birth().to_string(), "1990-03-07");
    assert_eq!(card.sex(), Sex::Male);
    assert_eq!(card.age_on(today()), 36);
    assert_eq!(
        check_id_card("612522196811050027", today())
            .expect("valid")
            .sex(),
        Sex::Female
    );
}

#[test]
fn each_fault_has_its_own_name() {
    let fault = |t: &str| check_id_card(t, today()).expect_err(t);
    assert_eq!(fault(""), IdFault::Length);
    assert_eq!(fault("61102119900307123"), IdFault::Length);
    assert_eq!(fault("612522681105002"), IdFault::Legacy);
    assert_eq!(fault("61102119900307I232"), IdFault::Character);
    assert_eq!(fault("61102119900307123Y"), IdFault::Character);
    assert_eq!(fault(&made("19900230", "123")), IdFault::BirthDay);
    assert_eq!(fault(&made("19901307", "123")), IdFault::BirthDay);
    assert_eq!(fault(&made("20261124", "123")), IdFault::Future);
    assert_eq!(fault("611021199003071233"), IdFault::Checksum);
    assert!(check_id_card(&made("20261123", "123"), today()).is_ok());
    let codes: std::collections::HashSet<_> = IdFault::ALL.map(IdFault::code).into();
    assert_eq!(codes.len(), IdFault::ALL.len());
}

#[test]
fn any_keyboard_will_do() {
    let id = (0..)
        .map(|n| made("19680229", &format!("{n:03}")))
        .find(|i| i.ends_with('X'));
    let id = id.expect("one in eleven closes with X");
    let wide: String = id
        .chars()
        .map(|c| char::from_u32(c as u32 + 0xFEE0).expect("wide"))
        .collect();
    let spaced = format!(" {} {}　{}", &id[..6], &id[6..14], id[14..].to_lowercase());
    for text in [wide, spaced] {
        assert_eq!(check_id_card(&text, today()).expect("valid").number(), id);
    }
}

#[test]
fn a_card_is_never_printed_whole() {
    let card = check_id_card("611021199003071232", today()).expect("valid");
    assert_eq!(format!("{card:?}"), "IdCard(611*************32)");
    assert_eq!(mask_id("1234"), "****");
    assert_eq!(mask_phone("13812341234"), "138****1234");
    assert_eq!(mask_phone("0914-7322000"), "0914-*****00");
    assert_eq!(mask_name("张三丰"), "张*");
    assert_eq!(mask_name(""), "");
}

#[test]
fn telephones() {
    let is = |t: &str, n: &str| assert_eq!(check_phone(t).as_deref(), Some(n), "{t}");
    is("13812345678", "13812345678");
    is("+86 138-1234-5678", "13812345678");
    is("１３８１２３４５６７８", "13812345678");
    is("(0914) 7322000", "0914-7322000");
    is("0914—7322000", "0914-7322000");
    is("029-88886666", "029-88886666");
    for bad in [
        "",
        "12812345678",
        "1381234567",
        "138123456789",
        "7322000",
        "0914-732200",
        "abc",
    ] {
        assert_eq!(check_phone(bad), None, "{bad}");
    }
    assert_eq!(check_phone("0014-7322000"), None);
    assert_eq!(check_phone("张三13812345678"), None);
}

#[test]
fn credit_codes() {
    assert_eq!(
        check_uscc("91611021ma70000008").as_deref(),
        Ok("91611021MA70000008")
    );
    assert_eq!(check_uscc("91611021MA70000009"), Err(UsccFault::Checksum));
    assert_eq!(check_uscc("91611021MA7000000"), Err(UsccFault::Length));
    assert_eq!(check_uscc("91611021MA7000000O"), Err(UsccFault::Character));
}

proptest! {
    #[test]
    fn both_ways_to_close_a_number_agree(days in -40_000i64..20_000, seq in 0u32..1000) {
        let birth = Day::from_epoch_days(days);
        let id = made(&birth.to_string().replace('-', ""), &format!("{seq:03}"));
        let card = check_id_card(&id, today()).expect("made by the other way");
        prop_assert_eq!(card.birth(), birth);
        prop_assert_eq!(card.sex() == Sex::Male, seq % 2 == 1);
    }
    #[test]
    fn one_wrong_digit_is_always_seen(seq in 0u32..1000, at in 0usize..17, digit in 0u32..10) {
        let id = made("19900307", &format!("{seq:03}"));
        let mut wrong: Vec<char> = id.chars().collect();
        let digit = char::from_digit(digit, 10).expect("digit");
        prop_assume!(wrong[at] != digit);
        wrong[at] = digit;
        prop_assert!(check_id_card(&wrong.iter().collect::<String>(), today()).is_err());
    }
    #[test]
    fn nothing_typed_brings_a_panic(text in "\\PC{0,24}") {
        let _ = check_id_card(&text, today());
        let _ = check_uscc(&text);
        let _ = (check_phone(&text), mask_id(&text), mask_phone(&text), mask_name(&text));
    }
    #[test]
    fn one_wrong_character_of_a_credit_code_is_seen(at in 0usize..17, to in 0usize..31) {
        let to = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().nth(to).expect("in the alphabet");
        let mut code: Vec<char> = "91611021MA70000008".chars().collect();
        prop_assume!(code[at] != to);
        code[at] = to;
        prop_assert_eq!(check_uscc(&code.iter().collect::<String>()), Err(UsccFault::Checksum));
    }
}

//! The tables as they come with the program.

use kernel::{Day, Fen};
use reference::{Basis, Certainty, Level, Tables};

fn tables() -> Tables {
    Tables::embedded().expect("the files can be read")
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

#[test]
fn the_county_is_whole() {
    let t = tables();
    assert_eq!(t.county().map(|c| c.name.as_str()), Some("洛南县"));
    assert_eq!(t.towns().count(), 16);
    let villages: usize = t.towns().map(|town| t.villages(&town.code).len()).sum();
    assert_eq!(villages, 247);
    assert_eq!(t.divisions().len(), 264);
    let blank = t.divisions().iter().filter(|d| d.point.is_none()).count();
    assert_eq!(blank, 223, "what nobody knows stays blank");
}

#[test]
fn both_code_systems_are_understood() {
    let t = tables();
    let town = t.division("611021116000").expect("the ministry's code");
    assert_eq!(
        (town.short_name.as_str(), town.code.as_str()),
        ("柏峪寺镇", "611021117000")
    );
    assert_eq!(t.mca("611021118000"), Some("611021115000"));
    assert_eq!(t.nbs("611021115000"), Some("611021118000"));
    assert_eq!(t.name("611021001222"), "城关街道 周村");
    assert_eq!(t.name("999999999999"), "999999999999");
}

#[test]
fn places_are_found_as_people_say_them() {
    let t = tables();
    let codes = |text: &str| -> Vec<String> {
        t.find_division(text)
            .iter()
            .map(|d| t.name(&d.code))
            .collect()
    };
    assert_eq!(codes("石坡镇"), ["石坡镇"]);
    assert_eq!(codes(" 石坡 "), ["石坡镇"]);
    assert_eq!(codes("西街社区居委会"), ["城关街道 西街社区"]);
    assert_eq!(codes("城关西街"), ["城关街道 西街社区"]);
    assert_eq!(
        codes("王村").len(),
        3,
        "a repeated name is asked with its town"
    );
    assert!(codes("腰庄").len() == 2);
    assert_eq!(codes("城关街道腰庄村"), ["城关街道 腰庄村"]);
    assert!(codes("").is_empty() && codes("北京市").is_empty());
    for d in t.divisions().iter().filter(|d| d.level == Level::Village) {
        let found = t.find_division(&t.name(&d.code));
        assert_eq!(found.len(), 1, "{}", t.name(&d.code));
        assert_eq!(found[0].code, d.code);
    }
}

#[test]
fn trades_are_understood_as_spoken() {
    let t = tables();
    assert_eq!(t.trades().len(), 61);
    let first = |text: &str| t.find_trades(text).first().map(|x| x.name.clone());
    assert_eq!(first("力工").as_deref(), Some("搬运装卸"));
    assert_eq!(first("钩机").as_deref(), Some("挖掘机"));
    assert_eq!(first("会开铲车").as_deref(), Some("挖掘机"));
    assert_eq!(first("我想找摘香菇的活").as_deref(), Some("食用菌"));
    assert_eq!(
        first("鉤機").as_deref(),
        Some("挖掘机"),
        "traditional characters"
    );
    assert_eq!(first("核桃").as_deref(), Some("核桃采收"));
    assert_eq!(first("的"), None);
    assert!(t.synonyms("力工").contains(&"装卸工") && !t.synonyms("力工").contains(&"力工"));
    assert!(t.synonyms("不是工种").is_empty());
    for trade in t.trades() {
        assert!(trade.group_no > 0, "{} has no group", trade.id);
        for term in trade.terms.iter().chain([&trade.name]) {
            let found = t.find_trades(term);
            assert!(found.iter().any(|x| x.id == trade.id), "{term}");
            assert_eq!(
                found[0].id, trade.id,
                "{term} leads to {} first",
                found[0].name
            );
        }
        let known = trade
            .occupation
            .as_deref()
            .is_none_or(|c| t.occupation(c).is_some());
        assert!(
            known,
            "{} bears a code that is not in the classification",
            trade.name
        );
    }
}

#[test]
fn words_that_are_no_trades_own_lead_to_trades_by_their_code() {
    let t = tables();
    let likely = t.likely_trades("道路清扫保洁员", 0.1);
    assert!(!likely.is_empty());
    assert!(likely.windows(2).all(|two| two[0].1 >= two[1].1));
    for (trade, sure) in &likely {
        assert!(trade.occupation.is_some() && (0.1..=1.0).contains(sure));
    }
    assert!(t.likely_trades("", 0.0).is_empty());
    assert!(t.trades_to_choose("", "", 8).is_empty());
    assert_eq!(t.trades_to_choose("力工", "电工", 8)[0].id, "t01");
    let by_title = t.trades_to_choose("", "餐厅传菜服务员", 8);
    assert!((1..=8).contains(&by_title.len()), "{by_title:?}");
    assert_eq!(t.trades_to_choose("龘", "", 8).len(), t.trades().len());
    let coded = t.find_occupations("急招餐饮传菜员", 5);
    assert!(coded.iter().any(|o| o.code == "4-03-02-05"), "{coded:?}");
}

#[test]
fn parameters_hold_from_their_day_and_for_their_place() {
    let t = tables();
    let wage = |region: &str, d: &str| t.param_fen("min_wage.month", region, day(d));
    assert_eq!(wage("611021001222", "2026-11-23"), Some(Fen(195_000)));
    assert_eq!(wage("611002000000", "2026-11-23"), Some(Fen(205_000)));
    assert_eq!(
        wage("611021000000", "2023-04-30"),
        None,
        "before it came into force"
    );
    assert_eq!(wage("110101000000", "2026-11-23"), None, "another province");
    let hour = t
        .param("min_wage.hour", "611021000000", day("2026-11-23"))
        .expect("set");
    assert_eq!(
        (hour.value.as_str(), hour.certainty),
        ("1900", Certainty::ToConfirm)
    );
    assert_eq!(
        t.param_milli("pay.month_days", "", day("2026-11-23")),
        Some(21_750)
    );
    for key in [
        "age.min",
        "age.juvenile_max",
        "post.valid_days.day",
        "employer.reverify_months",
    ] {
        assert!(
            t.param_i64(key, "611021000000", day("2026-11-23"))
                .is_some(),
            "{key}"
        );
    }
    assert!(t.params().iter().all(|p| !p.doc.is_empty()));
}

#[test]
fn minutes_are_estimates_that_say_on_what_they_rest() {
    let t = tables();
    let seat = "611021001000";
    let at = |a: &str, b: &str| t.minutes(a, b).map(|m| (m.minutes, m.basis));
    assert_eq!(
        at("611021108000", seat),
        Some((43, Basis::Road)),
        "25 km at 35 km/h"
    );
    assert_eq!(at("611021101000", seat), Some((31, Basis::RoadUnsure)));
    assert_eq!(at("611021001213", "611021108000"), Some((43, Basis::Town)));
    assert_eq!(
        at("611021001213", "611021001215"),
        Some((15, Basis::Inside))
    );
    let (_, basis) = at("611021108000", "611021101000").expect("two towns");
    assert_eq!(basis, Basis::Straight);
    assert_eq!(at(seat, "999999999999"), None);
    for a in t.divisions() {
        for b in t.divisions() {
            let there = t
                .minutes_at(a.index, b.index)
                .expect("every pair of the county");
            assert_eq!(Some(there), t.minutes_at(b.index, a.index));
            assert!((5..=240).contains(&there.minutes), "{} {}", a.code, b.code);
        }
    }
}

#[test]
fn laws_are_read_by_the_article() {
    let t = tables();
    assert_eq!(t.laws().len(), 26);
    let wages = t.law("保障农民工工资支付条例").expect("by its title");
    assert_eq!(wages.id, "migrant-wages");
    assert_eq!(wages.articles.last().map(|a| a.number), Some(64));
    for law in t.laws() {
        let numbers: Vec<i64> = law
            .articles
            .iter()
            .map(|a| a.number)
            .filter(|n| *n > 0)
            .collect();
        let whole: Vec<i64> = (1..=numbers.len() as i64).collect();
        assert_eq!(numbers, whole, "{} has every article once", law.title);
        for fact in t.law_facts(&law.short_title) {
            let article = law.articles.iter().find(|a| a.number == fact.article);
            let body = article.map(|a| a.body.replace(['\n', ' ', '\u{3000}'], ""));
            let quote = fact.quote.replace(['\n', ' ', '\u{3000}'], "");
            assert!(
                body.is_some_and(|b| b.contains(&quote)),
                "{} {}",
                law.title,
                fact.topic
            );
        }
    }
    let hits = t.search_laws("押金", 20);
    assert!(
        hits.iter()
            .any(|h| h.law.id == "employment-promotion" && h.article.number == 41)
    );
    assert_eq!(t.search_laws("劳动合同法", 5)[0].law.id, "labour-contract");
    assert!(t.search_laws("", 5).is_empty());
}

#[test]
fn id_prefixes_of_old_and_new() {
    let t = tables();
    assert_eq!(t.id_region("611021"), Some("陕西省商洛市洛南县"));
    assert_eq!(t.id_region("612522"), Some("陕西省商洛地区洛南县"));
    assert_eq!(
        t.id_region("611099"),
        None,
        "the made-up prefix is nobody's"
    );
    assert!(
        t.find_occupations("装卸", 5)
            .iter()
            .any(|o| o.code == "4-02-05-01")
    );
    assert!(t.industry("A01").is_some());
}

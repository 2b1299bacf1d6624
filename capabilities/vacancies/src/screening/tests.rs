//! The rules against made-up posts: what must be stopped, looked at, let through.

use super::{Severity, Subject, rules, screen};

const CORPUS: &str = include_str!("../../data/screening_corpus.csv");

fn worst(text: &str, policy: bool) -> (Option<Severity>, Vec<String>) {
    let subject = Subject {
        fields: vec![("duties", text)],
        policy,
    };
    let hits = screen(rules().unwrap(), &subject);
    let found = hits
        .iter()
        .map(|h| format!("{} {}", h.rule, h.matched))
        .collect();
    (hits.iter().map(|h| h.severity).max(), found)
}

#[test]
fn made_up_posts_are_judged_as_expected() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for record in csv::Reader::from_reader(CORPUS.as_bytes()).records() {
        let record = record.unwrap();
        let (expected, rule, text) = (&record[0], &record[1], &record[2]);
        let (severity, found) = worst(text, false);
        let said = severity.map_or("pass", Severity::code);
        let named = rule.is_empty() || found.iter().any(|f| f.starts_with(&format!("{rule} ")));
        if said != expected || !named {
            wrong.push(format!(
                "{text}: wanted {expected} {rule}, got {said} {found:?}"
            ));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 80, "{count} posts");
}

#[test]
fn a_find_is_shown_as_it_was_typed() {
    let text = "工钱日结，但要交押 💰 金两百";
    let subject = Subject {
        fields: vec![("conditions", text)],
        policy: false,
    };
    let hits = screen(rules().unwrap(), &subject);
    let hit = hits
        .iter()
        .find(|h| h.rule == "charge" && h.matched.contains('押'))
        .unwrap();
    let cut: String = text
        .chars()
        .skip(hit.from)
        .take(hit.to - hit.from)
        .collect();
    assert_eq!(cut, hit.matched);
    assert_eq!(hit.field, "conditions");
}

#[test]
fn a_document_or_a_forbidden_kind_of_work_leaves_the_decision_to_a_person() {
    assert_eq!(worst("本村人优先", false).0, Some(Severity::Block));
    assert_eq!(worst("本村人优先", true).0, Some(Severity::Review));
    assert_eq!(worst("限男性", true).0, Some(Severity::Block));
    assert_eq!(
        worst("矿山井下作业，限男性", false).0,
        Some(Severity::Review)
    );
}

#[test]
fn every_rule_has_its_message_and_its_basis() {
    for rule in &rules().unwrap().0 {
        assert!(!rule.basis.is_empty(), "{}", rule.id);
        for messages in [crate::ZH, crate::EN] {
            let key = format!("\nvacancies-rule-{} = ", rule.id);
            assert!(messages.contains(&key), "{key} is not said");
        }
    }
}

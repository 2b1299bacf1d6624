//! The rules that a post's words are read against; pure.
//!
//! Rules stand in `data/screening_rules.csv`, each with its law. They are read against folded
//! text (full width, traditional characters, spaces, emoji and punctuation make no difference),
//! and what they find is shown in the words as they were typed.

mod rules;
#[cfg(test)]
mod tests;
mod text;

pub use rules::{Rules, rules};
pub use text::Spelt;

use serde::Serialize;

/// How grave a find is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A person weighs it; law allows it in some cases.
    Warn,
    /// A person decides; only some cases may pass, and the answer is kept.
    Review,
    /// Forbidden; the post goes back at once.
    Block,
}

impl Severity {
    /// The name in the database and in the file of rules.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Review => "review",
            Self::Block => "block",
        }
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Warn, Self::Review, Self::Block]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Id of the rule; its message is `vacancies-rule-` with the id.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// Field of the post.
    pub field: String,
    /// First character of the find, counted in characters of the field as typed.
    pub from: usize,
    /// First character after it.
    pub to: usize,
    /// The words, as typed.
    pub matched: String,
}

/// What is screened.
#[derive(Debug, Clone, Default)]
pub struct Subject<'a> {
    /// Field names with their text.
    pub fields: Vec<(&'static str, &'a str)>,
    /// A document lets the post choose whom it serves (公益性岗位、帮扶岗位).
    pub policy: bool,
}

/// Reads a post against every rule; what was found, in the order of the fields.
#[must_use]
pub fn screen(rules: &Rules, subject: &Subject<'_>) -> Vec<Hit> {
    let texts: Vec<(&'static str, Spelt)> = subject
        .fields
        .iter()
        .map(|(name, text)| (*name, Spelt::of(text)))
        .collect();
    let whole: String = texts.iter().map(|(_, text)| text.said.as_str()).collect();
    let mut hits = Vec::new();
    for (field, text) in &texts {
        let first = hits.len();
        for rule in &rules.0 {
            let severity = rule.severity_in(&whole, subject.policy);
            hits.extend(rule.find(text).into_iter().map(|span| {
                let (from, to, matched) = text.original(&span);
                let (rule, field) = (rule.id.clone(), (*field).to_owned());
                Hit {
                    rule,
                    severity,
                    field,
                    from,
                    to,
                    matched,
                }
            }));
        }
        hits[first..].sort_by_key(|hit| (hit.from, std::cmp::Reverse(hit.to)));
    }
    hits
}

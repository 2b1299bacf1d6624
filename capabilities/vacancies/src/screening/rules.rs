//! The rules, read once from their file.

use super::{Severity, Spelt};
use kernel::Refusal;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The file's mark for posts that a document lets choose whom they serve.
const POLICY: &str = "@policy";

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Id; the message for people is `vacancies-rule-` with the id.
    pub id: String,
    /// How grave a find is.
    pub severity: Severity,
    pattern: Regex,
    exception: Option<Regex>,
    softened_by: Option<Regex>,
    policy_softens: bool,
    /// Id of the law in the table of laws; empty when its text is not in it.
    pub law: String,
    /// Laws and articles, as they are cited.
    pub basis: String,
}

impl Rule {
    /// How grave a find is in this post: what law allows in some cases is left to a person.
    #[must_use]
    pub fn severity_in(&self, whole: &str, policy: bool) -> Severity {
        let soft = (policy && self.policy_softens)
            || self
                .softened_by
                .as_ref()
                .is_some_and(|words| words.is_match(whole));
        if soft {
            self.severity.min(Severity::Review)
        } else {
            self.severity
        }
    }
    /// Where it is broken; words that an exception covers in part are let pass.
    #[must_use]
    pub fn find(&self, text: &Spelt) -> Vec<Range<usize>> {
        let excused: Vec<Range<usize>> = self.exception.as_ref().map_or_else(Vec::new, |words| {
            words
                .find_iter(&text.said)
                .map(|found| found.range())
                .collect()
        });
        let spans = self.pattern.captures_iter(&text.said).filter_map(|found| {
            let exact = found
                .name("m")
                .or_else(|| found.name("n"))
                .or_else(|| found.get(0));
            exact.map(|part| part.range())
        });
        let free = |span: &Range<usize>| {
            !excused
                .iter()
                .any(|pass| pass.start < span.end && span.start < pass.end)
        };
        spans.filter(free).collect()
    }
}

/// All rules, in the order of the file.
#[derive(Debug)]
pub struct Rules(pub Vec<Rule>);

impl Rules {
    /// Reads the file's form.
    ///
    /// # Errors
    /// What is wrong, with the rule's id.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut rules = Vec::new();
        for record in csv::Reader::from_reader(text.as_bytes()).records() {
            let record = record.map_err(|e| e.to_string())?;
            let cell = |at: usize| record.get(at).unwrap_or_default().trim();
            let id = cell(0).to_owned();
            let regex = |text: &str| {
                let made = (!text.is_empty() && text != POLICY).then(|| Regex::new(text));
                made.transpose().map_err(|e| format!("{id}: {e}"))
            };
            rules.push(Rule {
                severity: Severity::parse(cell(1)).ok_or_else(|| format!("{id}: severity"))?,
                pattern: regex(cell(2))?.ok_or_else(|| format!("{id}: no pattern"))?,
                exception: regex(cell(3))?,
                softened_by: regex(cell(4))?,
                policy_softens: cell(4) == POLICY,
                law: cell(5).to_owned(),
                basis: cell(6).to_owned(),
                id,
            });
        }
        Ok(Self(rules))
    }
    /// A rule by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.0.iter().find(|rule| rule.id == id)
    }
}

static RULES: LazyLock<Result<Rules, String>> =
    LazyLock::new(|| Rules::read(include_str!("../../data/screening_rules.csv")));

/// The rules that come with the program.
///
/// # Errors
/// Internal when the file is at fault; a test reads it.
pub fn rules() -> Result<&'static Rules, Refusal> {
    RULES.as_ref().map_err(Refusal::internal)
}

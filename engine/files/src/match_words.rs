//! Reasons in words, from the messages of the engine itself.

use matching::{MESSAGES, Reason};
use std::collections::HashMap;

/// The messages of one language.
pub struct Words(HashMap<&'static str, &'static str>);

impl Words {
    /// Chinese, or English.
    #[must_use]
    pub fn new(chinese: bool) -> Self {
        let text = MESSAGES[usize::from(!chinese)];
        let pairs = text.lines().filter_map(|line| line.split_once(" = "));
        Self(pairs.collect())
    }
    /// A message without names.
    #[must_use]
    pub fn say(&self, code: &'static str) -> &'static str {
        self.0.get(code).copied().unwrap_or(code)
    }
    /// A reason as a sentence.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        let mut text = self.say(reason.code).to_owned();
        for (name, value) in &reason.args {
            text = text.replace(&format!("{{ ${name} }}"), value);
        }
        text
    }
    /// Reasons, weightiest first.
    #[must_use]
    pub fn reasons(&self, all: &[Reason]) -> String {
        let all: Vec<String> = all.iter().map(|reason| self.reason(reason)).collect();
        all.join("; ")
    }
}

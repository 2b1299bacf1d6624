//! Lists of choices with their words in the reader's language.

use kernel::Locale;
use serde::Serialize;
use words::Words;

/// One choice of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    pub value: String,
    pub text: String,
}

impl Choice {
    pub(crate) fn new(value: &str, text: impl Into<String>) -> Self {
        Self {
            value: value.to_owned(),
            text: text.into(),
        }
    }
}

/// Choices whose words are the messages `prefix` + code.
pub(crate) fn choices(words: &Words, locale: Locale, prefix: &str, codes: &[&str]) -> Vec<Choice> {
    let choice =
        |code: &&str| Choice::new(code, words.say(locale, &format!("{prefix}{code}"), &[]));
    codes.iter().map(choice).collect()
}

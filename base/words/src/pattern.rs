//! What a message needs, read from its syntax: arguments, plural choices, other messages.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::BTreeSet;

/// A piece of a message that needs no Fluent to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(String),
    /// The argument of this name.
    Arg(String),
}

/// What a message is made of.
#[derive(Debug, Default)]
pub struct Facts {
    /// Names of arguments, those of choices too.
    pub args: BTreeSet<String>,
    /// Arguments that choose a variant: numbers among them go to the plural rules.
    pub choosers: BTreeSet<String>,
    /// Other messages it quotes.
    pub quotes: BTreeSet<String>,
    /// Its parts, when it is only text and arguments.
    pub parts: Option<Vec<Part>>,
}

impl Facts {
    /// Reads a message's pattern.
    pub fn of(pattern: &Pattern<&str>) -> Self {
        let mut facts = Self {
            parts: Some(Vec::new()),
            ..Self::default()
        };
        facts.read(pattern, true);
        facts
    }
    fn read(&mut self, pattern: &Pattern<&str>, top: bool) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } if top => {
                    self.push(Part::Text((*value).to_owned()));
                }
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable {
                    expression: Expression::Inline(inline),
                } => {
                    self.inline(inline, top);
                }
                PatternElement::Placeable {
                    expression: Expression::Select { selector, variants },
                } => {
                    self.parts = None;
                    if let InlineExpression::VariableReference { id } = selector {
                        self.choosers.insert(id.name.to_owned());
                    }
                    self.inline(selector, false);
                    for variant in variants {
                        self.read(&variant.value, false);
                    }
                }
            }
        }
    }
    fn push(&mut self, part: Part) {
        let Some(parts) = &mut self.parts else { return };
        match (parts.last_mut(), part) {
            (Some(Part::Text(last)), Part::Text(text)) => last.push_str(&text),
            (_, part) => parts.push(part),
        }
    }
    fn inline(&mut self, inline: &InlineExpression<&str>, top: bool) {
        match inline {
            InlineExpression::StringLiteral { value } if top => {
                self.push(Part::Text(unescape_unicode_to_string(value).into_owned()));
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {
                self.parts = self.parts.take().filter(|_| !top);
            }
            InlineExpression::VariableReference { id } => {
                self.args.insert(id.name.to_owned());
                if top {
                    self.push(Part::Arg(id.name.to_owned()));
                }
            }
            InlineExpression::MessageReference { id, .. } => {
                self.quotes.insert(id.name.to_owned());
                self.parts = None;
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                self.parts = None;
                for argument in &arguments.positional {
                    self.inline(argument, false);
                }
            }
            InlineExpression::TermReference { .. } => self.parts = None,
            InlineExpression::Placeable { expression } => {
                self.parts = None;
                if let Expression::Inline(inner) = expression.as_ref() {
                    self.inline(inner, false);
                }
            }
        }
    }
}

//! Somebody who fits a post and has not applied.

/// Somebody who fits a post, as the desk sees it. Nothing here says why a person might be poor,
/// nor anything that the ranking does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Worker's id.
    pub worker: String,
    /// Masked: the desk's screen may be read across the counter by whoever hires.
    pub name: String,
    /// Home, 12 digits.
    pub region: String,
    /// Minutes by road from home to work, if known.
    pub minutes: Option<u16>,
    /// Why, as the employer would read it: keys of messages with their arguments.
    pub reasons: Vec<matching::Reason>,
    /// Wishes to be told of fitting jobs.
    pub wished: bool,
    /// Was told of this very post, by message or call.
    pub told: bool,
    /// Works somewhere, or has agreed to.
    pub busy: bool,
}

//! Message catalogues in Chinese and English, and the folding of Chinese text.
//!
//! [`Words`] says a message in the reader's language. [`fold`] makes two spellings of the same
//! words equal, for screening posts, for names and for titles.

mod catalogue;
mod fold;
mod pattern;
#[cfg(test)]
mod tests;

pub use catalogue::Words;
pub use fold::{Folded, bigrams, fold, fold_keep, fold_with_spans};

/// Messages of the ground (refusals, form faults, numbers on papers, roles), Chinese and English.
pub const BASE: [&str; 2] = [
    include_str!("../messages/zh-CN.ftl"),
    include_str!("../messages/en.ftl"),
];

//! Documents on paper: A4 pages as PDF, Chinese, with files attached; knows no business.
//!
//! Read in this order: [`Document`] (what a page can hold), [`Typeface::find`] (where the
//! letters come from), [`print`] (the bytes).

mod document;
mod font;
mod layout;
mod press;
mod qr;
#[cfg(test)]
mod tests;
mod wrap;

pub use document::{Attachment, Block, Column, Document};
pub use font::{NoFont, SEARCH, Typeface, VARIABLE};
pub use press::{Unprintable, print};

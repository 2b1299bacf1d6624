//! A county's year played through by chance that can be replayed, to compare ways of matching.
//!
//! Read in this order: [`Assumptions`] (every number that is assumed), [`County`] (who looks for
//! work and who offers it, drawn from a seed), [`Arm`] (the ways of recommending), [`year`] (a
//! year under one of them), [`hindsight`] (the yardstick), [`compare`] (many seeds, with standard
//! errors), [`draw`] (table and picture).

mod arms;
mod assumptions;
mod chance;
mod compare;
mod county;
pub mod draw;
mod hindsight;
mod measure;
mod year;

pub use arms::Arm;
pub use assumptions::{Assumptions, Stated};
pub use chance::Chance;
pub use compare::{Comparison, Figure, compare, sensitivity};
pub use county::{County, Post, Seeker};
pub use hindsight::{Yardstick, hindsight};
pub use measure::{Outcome, gini};
pub use year::{Hire, year};

//! The law's arithmetic of pay: pure, exact integers, no I/O.
//!
//! Read in this order: [`model`] (what is asked and answered), [`spread`] (minutes by civil day
//! and kind of day), [`compute`], [`due`] (the day of payment), [`limits`] (what law allows),
//! [`convert`] (monthly rates), [`params`] (the dated figures). The cases that everything here is
//! held against stand in `docs/reference/wage-cases.csv`.

pub mod convert;
pub mod due;
pub mod limits;
pub mod model;
pub mod params;
pub mod spread;
#[cfg(test)]
mod tests;
mod wage;

pub use convert::{day_of_month, floor, hour_of_month};
pub use due::due_day;
pub use limits::{overtime, part_time};
pub use model::{Breach, Floor, Line, LineCode, Params, Pay, Rule, Worked};
pub use params::params;
pub use wage::compute;

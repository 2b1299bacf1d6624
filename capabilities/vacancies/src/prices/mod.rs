//! Prices of places: what others lose when one is taken, so that a list need not send everybody
//! to the same post. They change the order of personal lists, never what is shown.

mod actions;
pub(crate) mod queries;
mod store;

pub use actions::set_prices;
pub use queries::dearest;

//! A house for tests: temporary databases, a frozen clock, fakes outside, a cookie client.
//!
//! ```ignore
//! let house = testkit::sqlite(rooms(), gate).await;
//! let mut browser = house.browser();
//! browser.get("/jobs").await.ok();
//! ```

mod browser;
mod scratch;

pub use browser::{Answer, Browser};
pub use scratch::{START, TestHouse, both, on, sqlite};

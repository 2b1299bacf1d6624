//! What people told us about posts, and what the station answered (人力资源市场暂行条例 第二十九条).

pub mod actions;
mod store;

pub use store::{of_post, open};

use kernel::Moment;

/// A report that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Id.
    pub id: String,
    /// The post.
    pub vacancy: String,
    /// Its spoken number.
    pub no: String,
    /// Its title.
    pub title: String,
    /// What sort of trouble.
    pub kind: String,
    /// What was written.
    pub body: String,
    /// When.
    pub at: Moment,
}

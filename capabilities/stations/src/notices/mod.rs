//! Notices to a person or an employer: on their page, and by text message through a job.

mod actions;
mod queries;
mod reactions;
mod store;
#[cfg(test)]
mod tests;

pub use actions::{mark_read, tell};
pub use queries::{Notice, of};
pub(crate) use reactions::{send, sweep};

/// The job that sends one text message.
pub(crate) const SMS_SEND: &str = "stations.sms-send";

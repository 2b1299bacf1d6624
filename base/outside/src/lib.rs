//! Ports to the world: SMS and files; each a trait, a real adapter and a fake.
//!
//! Reading order: [`Outside`] (what a room takes off the shelf), [`Sms`], [`Files`].
//!
//! Two ports so far, since two are used. WeChat, mail, maps and video come with the rooms that
//! need them, each in the same shape: a trait here, an adapter for the real thing, and a fake
//! that keeps everything in memory. In tests and in the demo county only fakes stand on the
//! shelf, so that no message ever leaves the machine.

mod files;
mod http_sms;
mod sms;
#[cfg(test)]
mod tests;

pub use files::{FakeFiles, FileFault, Files, FolderFiles};
pub use futures_util::future::BoxFuture;
pub use http_sms::HttpSms;
pub use sms::{FakeSms, SendFault, Sent, Sms};

use std::sync::Arc;

/// Every port of the house, on the shelf of `Ctx::slot`; put there by the application.
#[derive(Clone)]
pub struct Outside {
    /// Text messages.
    pub sms: Arc<dyn Sms>,
    /// Stored files: licences, evidence, pictures.
    pub files: Arc<dyn Files>,
}

impl Outside {
    /// Fakes only, and the fakes themselves to look into.
    #[must_use]
    pub fn faked() -> (Self, Arc<FakeSms>, Arc<FakeFiles>) {
        let (sms, files) = (Arc::new(FakeSms::default()), Arc::new(FakeFiles::default()));
        (
            Self {
                sms: sms.clone(),
                files: files.clone(),
            },
            sms,
            files,
        )
    }
}

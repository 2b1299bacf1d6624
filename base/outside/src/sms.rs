//! Text messages: the port and its fake.

use futures_util::future::BoxFuture;
use kernel::Refusal;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::fmt;

/// Why a message did not go. Neither form holds the number or the text, for both are logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendFault {
    /// The gateway could not be reached or asks to wait: try again later.
    Later(String),
    /// The gateway will not take this message: trying again is useless.
    Refused(String),
}

impl fmt::Display for SendFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Later(why) => write!(f, "the message could not go yet: {why}"),
            Self::Refused(why) => write!(f, "the gateway refused the message: {why}"),
        }
    }
}

impl std::error::Error for SendFault {}

impl From<SendFault> for Refusal {
    fn from(fault: SendFault) -> Self {
        Self::internal(fault)
    }
}

/// Sends text messages.
pub trait Sms: Send + Sync {
    /// Sends `text` to the number `to`. `id` names the message: sent again with the same id
    /// it must not arrive twice.
    fn send<'a>(
        &'a self,
        to: &'a str,
        text: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<(), SendFault>>;
}

/// A message that the fake kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Number.
    pub to: String,
    /// Text.
    pub text: String,
    /// Id of the message.
    pub id: String,
}

/// Keeps messages in memory and sends none.
#[derive(Default)]
pub struct FakeSms {
    sent: Mutex<VecDeque<Sent>>,
    faults: Mutex<VecDeque<SendFault>>,
}

impl FakeSms {
    /// How many messages are kept; the demo runs for weeks.
    pub const KEPT: usize = 1000;

    /// Messages kept, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.sent.lock().iter().cloned().collect()
    }
    /// The newest message to a number.
    #[must_use]
    pub fn last_to(&self, to: &str) -> Option<Sent> {
        self.sent
            .lock()
            .iter()
            .rev()
            .find(|sent| sent.to == to)
            .cloned()
    }
    /// Forgets all messages.
    pub fn clear(&self) {
        self.sent.lock().clear();
    }
    /// Lets a coming message fail; several faults are used in order.
    pub fn fail_next(&self, fault: SendFault) {
        self.faults.lock().push_back(fault);
    }
    fn keep(&self, to: &str, text: &str, id: &str) -> Result<(), SendFault> {
        if let Some(fault) = self.faults.lock().pop_front() {
            return Err(fault);
        }
        let mut sent = self.sent.lock();
        if sent.iter().any(|earlier| earlier.id == id) {
            return Ok(());
        }
        if sent.len() >= Self::KEPT {
            sent.pop_front();
        }
        sent.push_back(Sent {
            to: to.to_owned(),
            text: text.to_owned(),
            id: id.to_owned(),
        });
        Ok(())
    }
}

impl Sms for FakeSms {
    fn send<'a>(
        &'a self,
        to: &'a str,
        text: &'a str,
        id: &'a str,
    ) -> BoxFuture<'a, Result<(), SendFault>> {
        Box::pin(std::future::ready(self.keep(to, text, id)))
    }
}

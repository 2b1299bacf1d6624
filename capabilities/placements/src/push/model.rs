//! What a push holds. Pure.

use kernel::{Moment, codes, id_kind};

id_kind!(
    /// Id of a push.
    PushId,
    "psh"
);

codes!(
    /// How it reaches the person.
    Channel {
        /// Text message.
        Sms = "sms",
        /// The station or the village calls.
        Call = "call",
    }
);

codes!(
    /// What became of a call.
    Outcome {
        /// 打通了，都说了.
        Told = "told",
        /// 没打通.
        Unreached = "unreached",
        /// 说以后不用再打.
        Unwanted = "unwanted",
    }
);

/// One message or call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// Id.
    pub id: PushId,
    /// To whom.
    pub worker_id: String,
    /// The person's home, 12 digits.
    pub region: String,
    /// How.
    pub channel: Channel,
    /// Day work that begins at once.
    pub urgent: bool,
    /// `sent`, `waiting`, the outcome of a call, or `lapsed`.
    pub state: String,
    /// When it was made.
    pub made_at: Moment,
    /// When one of its posts was opened.
    pub read_at: Option<Moment>,
    /// When the call was closed.
    pub done_at: Option<Moment>,
    /// Its posts: vacancy, why in words, when applied for.
    pub posts: Vec<(String, String, Option<Moment>)>,
}

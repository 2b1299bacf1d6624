//! The engine: pure ranking of jobs for a worker, and of workers for a job, with reasons.
//!
//! Read in this order: [`WorkerFacts`] and [`JobFacts`] (all that the engine may know),
//! [`hard`] (what rules a pair out), [`score`] (what speaks for it), [`reasons`] (the same in
//! words), [`rank`]. Nothing here reads a clock, a database or chance, so that a ranking can be
//! replayed from the facts it was made of. Sex, ethnicity, religion, marriage, disability and
//! place of registration are not among the facts at all (就业促进法 第三条).

mod certs;
pub mod dispatch;
mod hard;
mod kept;
mod market;
mod model;
mod rank;
mod reasons;
mod score;
mod taste;
mod weights;

pub use certs::Certs;
pub use hard::{Veto, hard};
pub use kept::{Kept, Replay, VERSION};
pub use market::{Bitmap, JobSlot, Market, Totals, WorkerSlot};
pub use model::{JobFacts, Key, Settle, SettleSet, TASTE_DIMS, TradeKey, WorkerFacts};
pub use rank::{Ranked, rank, rank_workers};
pub use reasons::{Reason, Voice, line, reasons};
pub use score::{Part, Scored, score};
pub use taste::{taste_for, taste_of};
pub use weights::{Rules, Weights};

/// Messages of reasons and vetoes, Chinese and English.
pub const MESSAGES: [&str; 2] = [
    include_str!("../messages/zh-CN.ftl"),
    include_str!("../messages/en.ftl"),
];

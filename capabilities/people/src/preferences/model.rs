//! What is kept of a person's doings with jobs. Pure.

use kernel::{Day, codes};

codes!(
    /// What of a job something is about.
    Aspect {
        /// The trade, by its id.
        Trade = "trade",
        /// The employer, by the number that rankings know it by.
        Employer = "employer",
        /// The workplace, 12 digits.
        Place = "place",
        /// The settlement, by its code.
        Settle = "settle",
        /// Pay for a day, in whole yuan.
        Pay = "pay",
    }
);

codes!(
    /// What a person did.
    Act {
        /// Opened the post.
        Viewed = "viewed",
        /// Applied for it.
        Applied = "applied",
        /// Turned it down.
        Refused = "refused",
        /// Worked to the end.
        Completed = "completed",
        /// Said so.
        Wish = "wish",
    }
);

codes!(
    /// Why a person turned a job down.
    Reason {
        /// 太远.
        Far = "far",
        /// 工钱低.
        Pay = "pay",
        /// 日子不合适.
        Dates = "dates",
        /// 不想干这种活.
        Trade = "trade",
        /// 不想去这家.
        Employer = "employer",
        /// 结账方式不合适.
        Settle = "settle",
        /// 其他.
        Other = "other",
    }
);

/// What may be learned from a job; nothing about the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Job {
    /// Id of the trade.
    pub trade: String,
    /// The employer's number in rankings, and the name it goes by.
    pub employer: Option<(u64, String)>,
    /// Workplace, 12 digits.
    pub place: String,
    /// Code of the settlement; empty = not told.
    pub settle: String,
    /// Pay for a day, in fen, if it can be told by the day.
    pub pay_day_fen: Option<i64>,
    /// By road from the person's home, in minutes, if known.
    pub minutes: Option<u16>,
}

/// Something a person did with a job, or said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Opened a post.
    Viewed(Job),
    /// Applied for one.
    Applied(Job),
    /// Turned one down.
    Refused(Reason, Job),
    /// Worked to the end.
    Completed(Job),
    /// Said what is wanted (`true`) or not.
    Wish(Aspect, String, bool),
}

/// One line of what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What it is about.
    pub aspect: Aspect,
    /// Its value.
    pub value: String,
    /// What was done.
    pub act: Act,
    /// A refusal's reason, a wish's direction (`for`, `against`), else empty.
    pub reason: &'static str,
    /// The day.
    pub day: Day,
    /// What a reader needs besides the value: the employer's name, the minutes of the way.
    pub label: String,
}

/// Directions of a wish.
pub const STANDS: [&str; 2] = ["for", "against"];

/// Reads what stands in the column of reasons.
#[must_use]
pub fn reason(text: &str) -> &'static str {
    let all = Reason::CODES.iter().chain(&STANDS);
    all.copied().find(|code| *code == text).unwrap_or_default()
}

impl Event {
    /// The lines to keep: a refusal speaks only of what its reason names.
    #[must_use]
    pub fn lines(&self, day: Day) -> Vec<Seen> {
        let line = |act: Act, reason: &'static str, (aspect, value, label)| Seen {
            aspect,
            value,
            act,
            reason,
            day,
            label,
        };
        let (act, reason, parts) = match self {
            Event::Viewed(job) => (Act::Viewed, "", job.parts()),
            Event::Applied(job) => (Act::Applied, "", job.parts()),
            Event::Completed(job) => (Act::Completed, "", job.parts()),
            Event::Refused(reason, job) => (Act::Refused, reason.code(), job.named_by(*reason)),
            Event::Wish(aspect, value, wanted) => {
                let stand = STANDS[usize::from(!wanted)];
                let part = (*aspect, value.clone(), String::new());
                (Act::Wish, stand, vec![part])
            }
        };
        let known = parts.into_iter().filter(|(_, value, _)| !value.is_empty());
        known.map(|part| line(act, reason, part)).collect()
    }
}

impl Job {
    fn trade(&self) -> (Aspect, String, String) {
        (Aspect::Trade, self.trade.clone(), String::new())
    }
    fn employer(&self) -> (Aspect, String, String) {
        let (number, name) = self
            .employer
            .as_ref()
            .map(|(number, name)| (number.to_string(), name.clone()))
            .unwrap_or_default();
        (Aspect::Employer, number, name)
    }
    fn place(&self) -> (Aspect, String, String) {
        let minutes = self.minutes.map(|m| m.to_string()).unwrap_or_default();
        (Aspect::Place, self.place.clone(), minutes)
    }
    fn settle(&self) -> (Aspect, String, String) {
        (Aspect::Settle, self.settle.clone(), String::new())
    }
    fn pay(&self) -> (Aspect, String, String) {
        let yuan = self.pay_day_fen.map(|fen| (fen / 100).to_string());
        (Aspect::Pay, yuan.unwrap_or_default(), String::new())
    }
    fn parts(&self) -> Vec<(Aspect, String, String)> {
        vec![self.trade(), self.employer(), self.place(), self.settle()]
    }
    fn named_by(&self, reason: Reason) -> Vec<(Aspect, String, String)> {
        match reason {
            Reason::Far => vec![self.place()],
            Reason::Pay => vec![self.pay()],
            // The days were taken; the job may be right.
            Reason::Dates => Vec::new(),
            Reason::Trade => vec![self.trade()],
            Reason::Employer => vec![self.employer()],
            Reason::Settle => vec![self.settle()],
            Reason::Other => vec![self.trade(), self.employer()],
        }
    }
}

//! What an application holds, and the codes it is written with.

use super::state::State;
use kernel::{Day, Moment, codes, id_kind};

id_kind!(
    /// Id of an application.
    ApplicationId,
    "app"
);

codes!(
    /// How the worker came.
    Channel {
        /// On the web.
        Online = "online",
        /// At the counter.
        Counter = "counter",
        /// On the telephone.
        Phone = "phone",
        /// In the village.
        Village = "village",
        /// By a program.
        Api = "api",
    }
);

codes!(
    /// Whose step it is.
    Party {
        /// The worker, or the station for the worker.
        Worker = "worker",
        /// The employer, or the station for the employer.
        Employer = "employer",
        /// Yizhan itself.
        System = "system",
    }
);

codes!(
    /// What an employer answers with one tap.
    Reply {
        /// 明天来试工.
        ComeTomorrow = "come-tomorrow",
        /// 请来面谈.
        ComeTalk = "come-talk",
        /// 请给站点打电话.
        CallStation = "call-station",
        /// 先等两天.
        Wait = "wait",
        /// 人已招满.
        Full = "full",
        /// 条件不合适.
        NotFit = "not-fit",
        /// 这个活不干了.
        Ended = "ended",
    }
);

codes!(
    /// Why somebody is no longer there.
    LeftReason {
        /// 活干完了: the place stays used.
        Finished = "finished",
        /// 没来上工.
        NoShow = "no-show",
        /// 自己不干了.
        Quit = "quit",
        /// 单位不用了.
        Dismissed = "dismissed",
        /// 其他.
        Other = "other",
    }
);

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Id.
    pub id: ApplicationId,
    /// Post applied for.
    pub vacancy_id: String,
    /// Version of the post at that time.
    pub vacancy_version: i64,
    /// Worker.
    pub worker_id: String,
    /// Employer.
    pub employer_id: String,
    /// Division of the workplace, 12 digits.
    pub region: String,
    /// Division of the worker's home, 12 digits.
    pub worker_region: String,
    /// State.
    pub state: State,
    /// It holds one of the post's places.
    pub seat: bool,
    /// How the worker came.
    pub channel: Channel,
    /// Title of the post at that time.
    pub title: String,
    /// Id of the trade.
    pub trade: String,
    /// Day work: two such jobs on one day cannot both be done.
    pub day_work: bool,
    /// First day of work.
    pub work_from: Day,
    /// Last day of work; `None` = open.
    pub work_to: Option<Day>,
    /// When it was made.
    pub applied_at: Moment,
    /// When the employer answered first.
    pub answered_at: Option<Moment>,
    /// When the worker accepted the offer.
    pub accepted_at: Option<Moment>,
    /// First day in work.
    pub started_day: Option<Day>,
    /// Day from which the employment counts as stable.
    pub stable_due_day: Option<Day>,
    /// When both sides were asked whether it goes on.
    pub stable_asked_at: Option<Moment>,
    /// Last day in work.
    pub left_day: Option<Day>,
    /// Why.
    pub left_reason: Option<LeftReason>,
    /// Steps taken so far.
    pub seq: i64,
    /// When it was changed last.
    pub updated_at: Moment,
}

impl Application {
    /// Days without an answer, on this day; `None` once answered or over.
    #[must_use]
    pub fn silent_days(&self, today: Day) -> Option<i64> {
        let waits = matches!(self.state, State::Applied | State::Viewed);
        (waits && self.answered_at.is_none())
            .then(|| today.epoch_days() - self.applied_at.day().epoch_days())
    }
    /// Have both sides agreed, so that each may have the other's telephone?
    #[must_use]
    pub const fn agreed(&self) -> bool {
        matches!(self.state, State::Accepted | State::Onboard | State::Stable)
    }
}

/// One step of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Number, from 0.
    pub seq: i64,
    /// Where it led.
    pub to: String,
    /// The move's code.
    pub step: String,
    /// Whose step it was.
    pub party: String,
    /// Account that took it.
    pub actor: String,
    /// Done by staff on behalf of somebody.
    pub behalf: bool,
    /// What was answered.
    pub reply: Option<String>,
    /// When.
    pub at: Moment,
}

/// What came of applying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The application.
    pub id: ApplicationId,
    /// It was made just now; `false` = there was a live one.
    pub new: bool,
}

/// A step to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The move.
    pub with: super::state::Move,
    /// Whose step it is.
    pub party: Party,
    /// What the employer answers.
    pub reply: Option<Reply>,
    /// Why somebody leaves.
    pub reason: Option<LeftReason>,
    /// The day of starting or leaving; `None` = today.
    pub day: Option<Day>,
    /// Why the worker declines or withdraws, if told: a code of `people::preferences::Reason`.
    pub because: Option<&'static str>,
}

impl Step {
    /// A step with nothing more to say.
    #[must_use]
    pub const fn new(with: super::state::Move, party: Party) -> Self {
        Self {
            with,
            party,
            reply: None,
            reason: None,
            day: None,
            because: None,
        }
    }
}

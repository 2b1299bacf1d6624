//! The states of a seat and the moves between them (即时快招).

use super::model::Party;
use kernel::{Outcome, Refusal, codes};

codes!(
    /// State of a seat.
    State {
        /// 排队等位: holds no seat.
        Waiting = "waiting",
        /// 占住位子，等您点头: kept for `seat.lock_minutes`.
        Claimed = "claimed",
        /// 说定了.
        Confirmed = "confirmed",
        /// 到岗了.
        CheckedIn = "checked-in",
        /// 收工了.
        CheckedOut = "checked-out",
        /// 工时双方都认了.
        HoursConfirmed = "hours-confirmed",
        /// 等雇主付钱.
        PayDue = "pay-due",
        /// 钱到手了: the worker says so.
        Paid = "paid",
        /// 双方评过了.
        Rated = "rated",
        /// 了结.
        Closed = "closed",
        /// 有争议.
        Disputed = "disputed",
        /// 没点头，位子让出来了.
        Lapsed = "lapsed",
        /// 不等了.
        GaveUp = "gave-up",
        /// 本人取消.
        CancelledWorker = "cancelled-worker",
        /// 雇主取消.
        CancelledEmployer = "cancelled-employer",
        /// 本人没来.
        NoShowWorker = "no-show-worker",
        /// 雇主没到.
        NoShowEmployer = "no-show-employer",
    }
);

codes!(
    /// What moves a seat from state to state.
    Move {
        /// A waiting person gets a seat that came free.
        Promote = "promote",
        /// The worker says yes.
        Confirm = "confirm",
        /// The time to say yes is over.
        Lapse = "lapse",
        /// The worker waits no more.
        GiveUp = "give-up",
        /// The worker does not come after all.
        CancelWorker = "cancel-worker",
        /// The employer does not need the worker after all.
        CancelEmployer = "cancel-employer",
        /// Two people exchange their shifts.
        Swap = "swap",
        /// Work begins.
        CheckIn = "check-in",
        /// Work ends.
        CheckOut = "check-out",
        /// Both sides say the same hours.
        AgreeHours = "agree-hours",
        /// The wage is computed and due.
        Due = "due",
        /// The worker has the money.
        Receive = "receive",
        /// Both sides have rated, or the time for it is over.
        Rate = "rate",
        /// Nothing is left to do.
        Close = "close",
        /// The worker did not come.
        AbsentWorker = "absent-worker",
        /// The worker came and the employer was not there or had no work.
        AbsentEmployer = "absent-employer",
        /// A side disagrees.
        Dispute = "dispute",
        /// The disagreement is settled: hours are fixed.
        Settle = "settle",
    }
);

/// Every move there is: from, move, to. A seat begins as waiting or claimed.
pub const TRANSITIONS: &[(State, Move, State)] = &[
    (State::Waiting, Move::Promote, State::Claimed),
    (State::Waiting, Move::GiveUp, State::GaveUp),
    (
        State::Waiting,
        Move::CancelEmployer,
        State::CancelledEmployer,
    ),
    (State::Claimed, Move::Confirm, State::Confirmed),
    (State::Claimed, Move::Lapse, State::Lapsed),
    (State::Claimed, Move::CancelWorker, State::CancelledWorker),
    (
        State::Claimed,
        Move::CancelEmployer,
        State::CancelledEmployer,
    ),
    (State::Confirmed, Move::CancelWorker, State::CancelledWorker),
    (
        State::Confirmed,
        Move::CancelEmployer,
        State::CancelledEmployer,
    ),
    (State::Confirmed, Move::Swap, State::Confirmed),
    (State::Confirmed, Move::CheckIn, State::CheckedIn),
    (State::Confirmed, Move::AbsentWorker, State::NoShowWorker),
    (
        State::Confirmed,
        Move::AbsentEmployer,
        State::NoShowEmployer,
    ),
    (State::CheckedIn, Move::CheckOut, State::CheckedOut),
    (State::CheckedIn, Move::Dispute, State::Disputed),
    (State::CheckedOut, Move::AgreeHours, State::HoursConfirmed),
    (State::CheckedOut, Move::Dispute, State::Disputed),
    (State::HoursConfirmed, Move::Due, State::PayDue),
    (State::PayDue, Move::Receive, State::Paid),
    (State::PayDue, Move::Dispute, State::Disputed),
    (State::NoShowWorker, Move::Dispute, State::Disputed),
    (State::NoShowWorker, Move::Close, State::Closed),
    (State::NoShowEmployer, Move::Dispute, State::Disputed),
    (State::NoShowEmployer, Move::Close, State::Closed),
    (State::Disputed, Move::Settle, State::HoursConfirmed),
    (State::Disputed, Move::Close, State::Closed),
    (State::Paid, Move::Rate, State::Rated),
    (State::Rated, Move::Close, State::Closed),
];

impl State {
    /// Does it count against the seats of its shift? Work that was done keeps its seat used.
    #[must_use]
    pub const fn holds(self) -> bool {
        !matches!(
            self,
            State::Waiting
                | State::Lapsed
                | State::GaveUp
                | State::CancelledWorker
                | State::CancelledEmployer
        )
    }
    /// Does it take the person's time, so that no other work may overlap it? `began` = the person
    /// has checked in. Who did not come, or found no work, is free for other work.
    #[must_use]
    pub const fn occupies(self, began: bool) -> bool {
        match self {
            State::Claimed | State::Confirmed => true,
            _ => began && self.holds(),
        }
    }
    /// Is there still something to come?
    #[must_use]
    pub const fn is_live(self) -> bool {
        self.holds() && !matches!(self, State::Closed) || matches!(self, State::Waiting)
    }
}

impl Move {
    /// Whose move it may be.
    #[must_use]
    pub const fn parties(self) -> &'static [Party] {
        match self {
            Move::Confirm | Move::CancelWorker | Move::Receive | Move::AbsentEmployer => {
                &[Party::Worker]
            }
            // Nobody waits for a shift that is over.
            Move::GiveUp => &[Party::Worker, Party::System],
            Move::CancelEmployer | Move::AbsentWorker => &[Party::Employer, Party::System],
            Move::Swap | Move::CheckIn | Move::CheckOut | Move::Dispute => {
                &[Party::Worker, Party::Employer]
            }
            Move::AgreeHours | Move::Rate => &[Party::Worker, Party::Employer, Party::System],
            Move::Promote | Move::Lapse | Move::Due | Move::Close | Move::Settle => {
                &[Party::System, Party::Employer]
            }
        }
    }
}

/// Tries a move.
///
/// # Errors
/// Conflict `gigs-seats-not-now` when the table has no such move from this state.
pub fn step(from: State, with: Move) -> Result<Outcome<State>, Refusal> {
    kernel::step(TRANSITIONS, from, with).ok_or_else(|| Refusal::conflict("gigs-seats-not-now"))
}

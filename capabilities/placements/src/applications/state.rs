//! The states of an application and the moves between them.

use super::model::{Party, Reply};
use kernel::{Refusal, codes};

codes!(
    /// State of an application.
    State {
        /// 已报名.
        Applied = "applied",
        /// 对方看过了.
        Viewed = "viewed",
        /// 请您去试工或面谈.
        Invited = "invited",
        /// 面谈过了.
        Interview = "interview",
        /// 愿意用您.
        Offered = "offered",
        /// 双方同意: holds a place.
        Accepted = "accepted",
        /// 上工了.
        Onboard = "onboard",
        /// 干满三个月.
        Stable = "stable",
        /// 离开了.
        Left = "left",
        /// 没选上.
        Rejected = "rejected",
        /// 您没答应.
        Declined = "declined",
        /// 您撤回了.
        Withdrawn = "withdrawn",
    }
);

impl State {
    /// Does it still stand, so that the worker need not apply again?
    #[must_use]
    pub const fn is_live(self) -> bool {
        !matches!(
            self,
            State::Left | State::Rejected | State::Declined | State::Withdrawn
        )
    }
}

codes!(
    /// What moves an application from state to state.
    Move {
        /// The employer looks at it.
        View = "view",
        /// The employer asks for patience.
        Hold = "hold",
        /// The employer asks the worker to come.
        Invite = "invite",
        /// They met.
        Meet = "meet",
        /// The employer wants the worker.
        Offer = "offer",
        /// The employer does not.
        Reject = "reject",
        /// The worker agrees: a place is taken.
        Accept = "accept",
        /// The worker does not agree.
        Decline = "decline",
        /// The worker takes the application back.
        Withdraw = "withdraw",
        /// The first day in work.
        Start = "start",
        /// The worker is no longer there.
        Leave = "leave",
        /// The worker is still there when the time for stable employment has come.
        Keep = "keep",
    }
);

/// Every move there is: from, move, to.
pub const TRANSITIONS: &[(State, Move, State)] = &[
    (State::Applied, Move::View, State::Viewed),
    (State::Applied, Move::Withdraw, State::Withdrawn),
    (State::Viewed, Move::Hold, State::Viewed),
    (State::Viewed, Move::Invite, State::Invited),
    (State::Viewed, Move::Offer, State::Offered),
    (State::Viewed, Move::Reject, State::Rejected),
    (State::Viewed, Move::Withdraw, State::Withdrawn),
    (State::Invited, Move::Meet, State::Interview),
    (State::Invited, Move::Offer, State::Offered),
    (State::Invited, Move::Reject, State::Rejected),
    (State::Invited, Move::Withdraw, State::Withdrawn),
    (State::Interview, Move::Offer, State::Offered),
    (State::Interview, Move::Reject, State::Rejected),
    (State::Interview, Move::Withdraw, State::Withdrawn),
    (State::Offered, Move::Accept, State::Accepted),
    (State::Offered, Move::Decline, State::Declined),
    (State::Offered, Move::Reject, State::Rejected),
    (State::Offered, Move::Withdraw, State::Withdrawn),
    (State::Accepted, Move::Start, State::Onboard),
    (State::Accepted, Move::Leave, State::Left),
    (State::Onboard, Move::Leave, State::Left),
    (State::Onboard, Move::Keep, State::Stable),
];

/// What a move does.
pub type Outcome = kernel::Outcome<State>;

/// Tries a move.
///
/// # Errors
/// Conflict `placements-not-now` when the table has no such move from this state.
pub fn step(from: State, with: Move) -> Result<Outcome, Refusal> {
    // Whoever went on has looked.
    let looked = (with == Move::View).then_some(Outcome::Already);
    kernel::step(TRANSITIONS, from, with)
        .or(looked)
        .ok_or_else(|| Refusal::conflict("placements-not-now"))
}

/// May this move be made now? An employer that answers at once has looked, too.
#[must_use]
pub fn can(from: State, with: Move) -> bool {
    let looked = from == State::Applied && with.parties().contains(&Party::Employer);
    let from = if looked && with != Move::View {
        State::Viewed
    } else {
        from
    };
    TRANSITIONS.iter().any(|t| t.0 == from && t.1 == with)
}

impl Move {
    /// Whose move it may be.
    #[must_use]
    pub const fn parties(self) -> &'static [Party] {
        match self {
            Move::View | Move::Hold | Move::Invite | Move::Meet | Move::Offer => &[Party::Employer],
            Move::Reject => &[Party::Employer, Party::System],
            Move::Accept | Move::Decline | Move::Withdraw => &[Party::Worker],
            Move::Start | Move::Leave | Move::Keep => &[Party::Worker, Party::Employer],
        }
    }
}

impl Reply {
    /// The move that goes with the answer.
    #[must_use]
    pub const fn step(self) -> Move {
        match self {
            Reply::ComeTomorrow | Reply::ComeTalk => Move::Invite,
            Reply::CallStation | Reply::Wait => Move::Hold,
            Reply::Full | Reply::NotFit | Reply::Ended => Move::Reject,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATION: &str = include_str!("../../migrations/20261123_1840_placements.sql");

    #[test]
    fn every_state_and_move_has_one_answer() {
        for from in State::ALL {
            for with in Move::ALL {
                let listed: Vec<_> = TRANSITIONS
                    .iter()
                    .filter(|t| t.0 == *from && t.1 == *with)
                    .collect();
                assert!(listed.len() <= 1, "{from:?} {with:?} is listed twice");
                match step(*from, *with) {
                    Ok(Outcome::Changed(to)) => assert_eq!(listed[0].2, to),
                    Ok(Outcome::Already) => assert!(listed.is_empty()),
                    Err(refusal) => {
                        assert!(listed.is_empty());
                        assert_eq!(refusal.code, "placements-not-now");
                    }
                }
            }
        }
    }

    #[test]
    fn every_state_is_reached_and_the_ends_are_ends() {
        let ends = [
            State::Stable,
            State::Left,
            State::Rejected,
            State::Declined,
            State::Withdrawn,
        ];
        for state in State::ALL {
            let reached = TRANSITIONS.iter().any(|t| t.2 == *state);
            assert!(reached || *state == State::Applied, "{state:?}");
            let left = TRANSITIONS.iter().any(|t| t.0 == *state);
            assert_eq!(left, !ends.contains(state), "{state:?}");
        }
    }

    #[test]
    fn withdrawing_is_possible_until_both_agree() {
        for state in State::ALL {
            let before = *state < State::Accepted;
            assert_eq!(can(*state, Move::Withdraw), before, "{state:?}");
        }
    }

    #[test]
    fn the_database_knows_exactly_these_states() {
        let check = MIGRATION.split("CHECK (state IN (").nth(1).unwrap();
        let list = check.split("))").next().unwrap();
        let listed: Vec<&str> = list
            .split(',')
            .map(|s| s.trim().trim_matches('\''))
            .collect();
        assert_eq!(listed, State::CODES);
    }
}

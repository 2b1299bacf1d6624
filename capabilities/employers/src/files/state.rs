//! The states of an employer file and the moves between them.

use kernel::{Refusal, codes};

codes!(
    /// State of a file.
    State {
        /// 已登记: something is still missing.
        Registered = "registered",
        /// 待核实: the station has to check it.
        Submitted = "submitted",
        /// 已核实: may post jobs until the check runs out.
        Verified = "verified",
        /// 未通过: the station says why.
        Rejected = "rejected",
        /// 核实到期: has to be checked again.
        Lapsed = "lapsed",
        /// 停用: by the station.
        Suspended = "suspended",
    }
);

codes!(
    /// What moves a file from state to state.
    Move {
        /// The employer sends it in.
        Submit = "submit",
        /// The station has checked it.
        Verify = "verify",
        /// The station checks it again before it runs out.
        Renew = "renew",
        /// The station refuses it.
        Reject = "reject",
        /// The check has run out.
        Lapse = "lapse",
        /// The station stops it.
        Suspend = "suspend",
        /// The station lets it be checked again.
        Restore = "restore",
    }
);

/// Every move there is: from, move, to.
pub const TRANSITIONS: &[(State, Move, State)] = &[
    (State::Registered, Move::Submit, State::Submitted),
    (State::Registered, Move::Suspend, State::Suspended),
    (State::Submitted, Move::Verify, State::Verified),
    (State::Submitted, Move::Reject, State::Rejected),
    (State::Submitted, Move::Suspend, State::Suspended),
    (State::Verified, Move::Renew, State::Verified),
    (State::Verified, Move::Lapse, State::Lapsed),
    (State::Verified, Move::Suspend, State::Suspended),
    (State::Rejected, Move::Submit, State::Submitted),
    (State::Rejected, Move::Suspend, State::Suspended),
    (State::Lapsed, Move::Submit, State::Submitted),
    (State::Lapsed, Move::Verify, State::Verified),
    (State::Lapsed, Move::Suspend, State::Suspended),
    (State::Suspended, Move::Restore, State::Submitted),
];

/// What a move does.
pub type Outcome = kernel::Outcome<State>;

/// Tries a move.
///
/// # Errors
/// Conflict `employers-not-now` when the table has no such move from this state.
pub fn step(from: State, with: Move) -> Result<Outcome, Refusal> {
    kernel::step(TRANSITIONS, from, with).ok_or_else(|| Refusal::conflict("employers-not-now"))
}

/// May this move be made now? For showing or hiding a button; the action asks again.
#[must_use]
pub fn can(from: State, with: Move) -> bool {
    TRANSITIONS.iter().any(|t| t.0 == from && t.1 == with)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATION: &str = include_str!("../../migrations/20261123_1810_employers.sql");

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
                    Ok(Outcome::Changed(to)) => {
                        assert_eq!(listed[0].2, to);
                        assert!(can(*from, *with));
                    }
                    Ok(Outcome::Already) => assert!(listed.is_empty()),
                    Err(refusal) => {
                        assert!(listed.is_empty());
                        assert_eq!(refusal.code, "employers-not-now");
                    }
                }
            }
        }
    }

    #[test]
    fn every_state_is_reached_and_left() {
        for state in State::ALL {
            let reached = TRANSITIONS.iter().any(|t| t.2 == *state);
            assert!(reached || *state == State::Registered, "{state:?}");
            assert!(TRANSITIONS.iter().any(|t| t.0 == *state), "{state:?}");
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

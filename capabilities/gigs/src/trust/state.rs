//! The states of a mark and the moves between them: nobody is judged unheard.

use kernel::{Outcome, Refusal, codes};

codes!(
    /// State of a mark.
    State {
        /// 记下了，还没告诉本人.
        Noted = "noted",
        /// 告诉本人了，等他说明.
        Notified = "notified",
        /// 本人说明了，等决定.
        Answered = "answered",
        /// 决定成立: the other side sees it until it expires.
        Upheld = "upheld",
        /// 不成立.
        Dropped = "dropped",
        /// 本人不服，等复核: meanwhile nobody sees it.
        Appealed = "appealed",
        /// 复核后仍成立.
        UpheldFinally = "upheld-finally",
        /// 复核后不成立.
        DroppedFinally = "dropped-finally",
    }
);

codes!(
    /// What moves a mark from state to state.
    Move {
        /// The person is told.
        Notify = "notify",
        /// The person says how it was; may be said again until the decision.
        Answer = "answer",
        /// A member of staff decides that it stands.
        Uphold = "uphold",
        /// A member of staff decides that it does not.
        Drop = "drop",
        /// The person asks another to decide.
        Appeal = "appeal",
        /// Another member of staff decides that it stands.
        UpholdFinally = "uphold-finally",
        /// Another member of staff decides that it does not.
        DropFinally = "drop-finally",
        /// Nobody decided in time, or its ground is gone: it is dropped by rule.
        Lapse = "lapse",
    }
);

/// Every move there is: from, move, to. A mark begins as noted.
pub const TRANSITIONS: &[(State, Move, State)] = &[
    (State::Noted, Move::Notify, State::Notified),
    (State::Noted, Move::Drop, State::Dropped),
    (State::Noted, Move::Lapse, State::Dropped),
    (State::Notified, Move::Answer, State::Answered),
    (State::Notified, Move::Uphold, State::Upheld),
    (State::Notified, Move::Drop, State::Dropped),
    (State::Notified, Move::Lapse, State::Dropped),
    (State::Answered, Move::Answer, State::Answered),
    (State::Answered, Move::Uphold, State::Upheld),
    (State::Answered, Move::Drop, State::Dropped),
    (State::Answered, Move::Lapse, State::Dropped),
    (State::Upheld, Move::Appeal, State::Appealed),
    (State::Appealed, Move::UpholdFinally, State::UpheldFinally),
    (State::Appealed, Move::DropFinally, State::DroppedFinally),
    (State::Appealed, Move::Lapse, State::DroppedFinally),
];

impl State {
    /// Does it wait for somebody?
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            State::Noted | State::Notified | State::Answered | State::Appealed
        )
    }
    /// May the other side see it, as long as it has not expired?
    #[must_use]
    pub const fn is_seen(self) -> bool {
        matches!(self, State::Upheld | State::UpheldFinally)
    }
}

impl Move {
    /// Is it a judgement, which only a person may make?
    #[must_use]
    pub const fn is_judgement(self) -> bool {
        matches!(
            self,
            Move::Uphold | Move::Drop | Move::UpholdFinally | Move::DropFinally
        )
    }
}

/// Tries a move.
///
/// # Errors
/// Conflict `gigs-trust-not-now` when the table has no such move from this state.
pub fn step(from: State, with: Move) -> Result<Outcome<State>, Refusal> {
    kernel::step(TRANSITIONS, from, with).ok_or_else(|| Refusal::conflict("gigs-trust-not-now"))
}

/// May this move be made now?
#[must_use]
pub fn can(from: State, with: Move) -> bool {
    TRANSITIONS.iter().any(|t| t.0 == from && t.1 == with)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATION: &str = include_str!("../../migrations/20261123_2108_gigs_trust.sql");

    #[test]
    fn every_state_and_move_has_one_answer() {
        for from in State::ALL {
            for with in Move::ALL {
                let listed: Vec<_> = TRANSITIONS
                    .iter()
                    .filter(|t| t.0 == *from && t.1 == *with)
                    .collect();
                assert!(listed.len() <= 1, "{from:?} {with:?} is listed twice");
                assert_eq!(can(*from, *with), listed.len() == 1);
                match step(*from, *with) {
                    Ok(Outcome::Changed(to)) => assert_eq!(listed[0].2, to),
                    Ok(Outcome::Already) => assert!(listed.is_empty()),
                    Err(refusal) => {
                        assert!(listed.is_empty());
                        assert_eq!(refusal.code, "gigs-trust-not-now");
                    }
                }
            }
        }
    }

    #[test]
    fn every_state_is_reached_and_the_ends_are_ends() {
        let ends = [State::Dropped, State::UpheldFinally, State::DroppedFinally];
        for state in State::ALL {
            let reached = TRANSITIONS.iter().any(|t| t.2 == *state);
            assert!(reached || *state == State::Noted, "{state:?}");
            let left = TRANSITIONS.iter().any(|t| t.0 == *state);
            assert_eq!(left, !ends.contains(state), "{state:?}");
        }
    }

    #[test]
    fn nothing_is_upheld_before_the_person_was_told() {
        for (from, _, to) in TRANSITIONS {
            assert!(!to.is_seen() || *from != State::Noted);
            let silent = from.is_open() && *from != State::Noted;
            assert!(!to.is_seen() || silent, "{from:?} to {to:?}");
        }
        // What waits for the office can always be dropped by rule.
        for state in State::ALL {
            assert_eq!(can(*state, Move::Lapse), state.is_open(), "{state:?}");
        }
    }

    #[test]
    fn the_database_knows_exactly_these_codes() {
        let listed = |mark: &str| -> Vec<&str> {
            let check = MIGRATION.split(mark).nth(1).unwrap();
            let list = check.split("))").next().unwrap();
            let code = |s: &'static str| s.trim().trim_matches('\'');
            list.split(',').map(code).collect()
        };
        assert_eq!(listed("CHECK (state IN ("), State::CODES);
        assert_eq!(listed("CHECK (kind IN ("), crate::trust::model::Kind::CODES);
        assert_eq!(listed("CHECK (side IN ("), crate::trust::model::Side::CODES);
        assert_eq!(
            listed("CHECK (source IN ("),
            crate::trust::model::Source::CODES
        );
    }
}

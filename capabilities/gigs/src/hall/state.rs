//! The states of a line of the roll, and the moves between them.

use kernel::{Outcome, Refusal, codes};

codes!(
    /// Where a person on the roll stands.
    State {
        /// 在等活.
        Waiting = "waiting",
        /// 叫到了，等本人答应.
        Called = "called",
        /// 派上活了.
        Placed = "placed",
        /// 走了.
        Left = "left",
    }
);

codes!(
    /// What moves a line of the roll.
    Move {
        /// Called up for a shift.
        Call = "call",
        /// The person said yes.
        Place = "place",
        /// Back among those who wait, where the person stood before: no penalty.
        Back = "back",
        /// Leaves the roll.
        Leave = "leave",
        /// Comes back on the same day.
        Rejoin = "rejoin",
    }
);

/// Every move there is: from, move, to.
pub const TRANSITIONS: &[(State, Move, State)] = &[
    (State::Waiting, Move::Call, State::Called),
    (State::Called, Move::Place, State::Placed),
    (State::Called, Move::Back, State::Waiting),
    (State::Placed, Move::Back, State::Waiting),
    (State::Waiting, Move::Leave, State::Left),
    (State::Left, Move::Rejoin, State::Waiting),
    (State::Placed, Move::Rejoin, State::Waiting),
];

/// Tries a move.
///
/// # Errors
/// Conflict `gigs-hall-not-now` when the table has no such move from this state.
pub fn step(from: State, with: Move) -> Result<Outcome<State>, Refusal> {
    kernel::step(TRANSITIONS, from, with).ok_or_else(|| Refusal::conflict("gigs-hall-not-now"))
}

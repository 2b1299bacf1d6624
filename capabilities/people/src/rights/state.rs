//! States of a request to erase and the moves between them. Pure.

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits for the county.
    Asked,
    /// Taken back by the person.
    Withdrawn,
    /// Refused, with the reason told (个人信息保护法 第五十条).
    Refused,
    /// Carried out.
    Done,
}

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The person takes it back.
    TakeBack,
    /// Staff refuse.
    Refuse,
    /// Staff carry it out.
    CarryOut,
}

/// Every move there is.
pub const TRANSITIONS: [(State, Event, State); 3] = [
    (State::Asked, Event::TakeBack, State::Withdrawn),
    (State::Asked, Event::Refuse, State::Refused),
    (State::Asked, Event::CarryOut, State::Done),
];

/// What a move did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// The state is another now.
    Changed(State),
    /// It had been so already: a repeated request is harmless.
    Already,
    /// There is no such move from here.
    Never,
}

impl State {
    /// Every state.
    pub const ALL: [State; 4] = [State::Asked, State::Withdrawn, State::Refused, State::Done];
    /// The names in the database.
    pub const CODES: [&str; 4] = ["asked", "withdrawn", "refused", "done"];
    /// The name in the database and in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
    /// The move that an event makes from here.
    #[must_use]
    pub fn after(self, event: Event) -> Moved {
        let moves = || TRANSITIONS.iter().filter(|(_, e, _)| *e == event);
        if let Some((_, _, to)) = moves().find(|(from, _, _)| *from == self) {
            return Moved::Changed(*to);
        }
        if moves().any(|(_, _, to)| *to == self) {
            Moved::Already
        } else {
            Moved::Never
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_state_and_event_is_decided() {
        use Event::{CarryOut, Refuse, TakeBack};
        for state in State::ALL {
            for (event, goal) in [
                (TakeBack, State::Withdrawn),
                (Refuse, State::Refused),
                (CarryOut, State::Done),
            ] {
                let expected = match state {
                    State::Asked => Moved::Changed(goal),
                    s if s == goal => Moved::Already,
                    _ => Moved::Never,
                };
                assert_eq!(state.after(event), expected, "{state:?} {event:?}");
            }
            assert_eq!(State::parse(state.code()), Some(state));
        }
    }
}

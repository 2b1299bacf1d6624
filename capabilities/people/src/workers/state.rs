//! How complete a file is; it follows from what the file holds, and nobody sets it. Pure.

/// How complete a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nobody could be reached.
    Empty,
    /// Name and a way to reach: enough for day work.
    Min,
    /// With wanted trades.
    Basic,
    /// With ID number, pay and the way to work.
    Full,
}

impl State {
    /// Every state, the least complete first.
    pub const ALL: [State; 4] = [State::Empty, State::Min, State::Basic, State::Full];
    /// The names in the database.
    pub const CODES: [&str; 4] = ["empty", "min", "basic", "full"];
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
    /// Enough to apply for day work?
    #[must_use]
    pub fn may_apply_for_day_work(self) -> bool {
        self >= State::Min
    }
}

/// What a file holds, as far as its state goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holds {
    /// A name.
    pub name: bool,
    /// A telephone, or the station that does each step for the person.
    pub reach: bool,
    /// A wanted trade.
    pub trades: bool,
    /// An ID number.
    pub id: bool,
    /// Least pay and longest way.
    pub terms: bool,
}

/// The state that follows.
#[must_use]
pub const fn state_of(holds: Holds) -> State {
    match holds {
        Holds {
            name: true,
            reach: true,
            trades: true,
            id: true,
            terms: true,
        } => State::Full,
        Holds {
            name: true,
            reach: true,
            trades: true,
            ..
        } => State::Basic,
        Holds {
            name: true,
            reach: true,
            ..
        } => State::Min,
        _ => State::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_a_way_to_reach_are_enough_for_day_work() {
        let mut holds = Holds::default();
        assert!(!state_of(holds).may_apply_for_day_work());
        (holds.name, holds.reach) = (true, true);
        assert_eq!(state_of(holds), State::Min);
        assert!(state_of(holds).may_apply_for_day_work());
        (holds.id, holds.terms) = (true, true);
        assert_eq!(state_of(holds), State::Min);
        holds.trades = true;
        assert_eq!(state_of(holds), State::Full);
        assert!(State::CODES.iter().all(|c| State::parse(c).is_some()));
    }
}

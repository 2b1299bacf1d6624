//! States and moves: one table says every move there is, and one reading of it.

/// What a move does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<S> {
    /// A new state.
    Changed(S),
    /// It was there already; nothing is written. Retries and late copies need this.
    Already,
}

/// Looks a move up in a table of (from, move, to). `None` when there is no such move from here
/// and it cannot have been made before either.
#[must_use]
pub fn step<S: Copy + PartialEq, M: Copy + PartialEq>(
    table: &[(S, M, S)],
    from: S,
    with: M,
) -> Option<Outcome<S>> {
    let made = |t: &&(S, M, S)| t.1 == with;
    let mut moves = table.iter().filter(made);
    if let Some((_, _, to)) = moves.clone().find(|t| t.0 == from) {
        return Some(Outcome::Changed(*to));
    }
    moves.any(|t| t.2 == from).then_some(Outcome::Already)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_changes_repeats_or_is_not_there() {
        let table = [(1, 'a', 2), (2, 'b', 3)];
        assert_eq!(step(&table, 1, 'a'), Some(Outcome::Changed(2)));
        assert_eq!(step(&table, 2, 'a'), Some(Outcome::Already));
        assert_eq!(step(&table, 3, 'a'), None);
        assert_eq!(step(&table, 1, 'b'), None);
    }
}

//! The states of a post and the moves between them: one table feeds code, buttons and checks.

use kernel::{Refusal, codes};

codes!(
    /// State of a post.
    State {
        /// 草稿: being written.
        Draft = "draft",
        /// 已提交: sent in.
        Submitted = "submitted",
        /// 已初筛: went through the rules.
        AutoScreened = "auto-screened",
        /// 未通过: a rule or a reviewer refused it.
        Rejected = "rejected",
        /// 待审核: waits for a person.
        ManualReview = "manual-review",
        /// 招人中: shown.
        Published = "published",
        /// 暂停.
        Paused = "paused",
        /// 招满.
        Filled = "filled",
        /// 到期.
        Expired = "expired",
        /// 撤回: by the employer.
        Withdrawn = "withdrawn",
        /// 下架: by the station.
        TakenDown = "taken-down",
        /// 归档.
        Archived = "archived",
    }
);

impl State {
    /// How its badge looks: `good`, `wait`, `bad`, `quiet`.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Published | Self::Filled => "good",
            Self::Submitted | Self::AutoScreened | Self::ManualReview | Self::Paused => "wait",
            Self::Rejected | Self::TakenDown => "bad",
            Self::Draft | Self::Expired | Self::Withdrawn | Self::Archived => "quiet",
        }
    }
    /// Is it over, for the employer and for those who applied?
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(
            self,
            Self::Filled | Self::Expired | Self::Withdrawn | Self::TakenDown | Self::Archived
        )
    }
}

codes!(
    /// What moves a post from state to state.
    Move {
        /// The employer sends it in.
        Submit = "submit",
        /// The rules read it.
        Screen = "screen",
        /// A rule forbids it.
        Block = "block",
        /// It goes to a person.
        Queue = "queue",
        /// It is shown.
        Publish = "publish",
        /// A reviewer refuses it.
        Reject = "reject",
        /// A reviewer asks for a change.
        AskBack = "ask-back",
        /// The employer stops it for a while.
        Pause = "pause",
        /// The employer goes on.
        Resume = "resume",
        /// The last place is taken.
        Fill = "fill",
        /// A place is free again.
        Reopen = "reopen",
        /// Its days are over.
        Expire = "expire",
        /// The employer gives it new days.
        Renew = "renew",
        /// The employer changes what it says.
        Revise = "revise",
        /// The employer takes it back.
        Withdraw = "withdraw",
        /// The station takes it off.
        TakeDown = "take-down",
        /// It is laid away.
        Archive = "archive",
    }
);

/// Every move there is: from, move, to.
pub const TRANSITIONS: &[(State, Move, State)] = &[
    (State::Draft, Move::Submit, State::Submitted),
    (State::Draft, Move::Withdraw, State::Withdrawn),
    (State::Submitted, Move::Screen, State::AutoScreened),
    (State::AutoScreened, Move::Block, State::Rejected),
    (State::AutoScreened, Move::Queue, State::ManualReview),
    (State::AutoScreened, Move::Publish, State::Published),
    (State::Rejected, Move::Revise, State::Submitted),
    (State::Rejected, Move::Withdraw, State::Withdrawn),
    (State::Rejected, Move::Archive, State::Archived),
    (State::ManualReview, Move::Publish, State::Published),
    (State::ManualReview, Move::Reject, State::Rejected),
    (State::ManualReview, Move::AskBack, State::Draft),
    (State::ManualReview, Move::Revise, State::Submitted),
    (State::ManualReview, Move::Withdraw, State::Withdrawn),
    (State::Published, Move::Pause, State::Paused),
    (State::Published, Move::Fill, State::Filled),
    (State::Published, Move::Expire, State::Expired),
    (State::Published, Move::Revise, State::Submitted),
    (State::Published, Move::Withdraw, State::Withdrawn),
    (State::Published, Move::TakeDown, State::TakenDown),
    (State::Paused, Move::Resume, State::Published),
    (State::Paused, Move::Fill, State::Filled),
    (State::Paused, Move::Expire, State::Expired),
    (State::Paused, Move::Revise, State::Submitted),
    (State::Paused, Move::Withdraw, State::Withdrawn),
    (State::Paused, Move::TakeDown, State::TakenDown),
    (State::Filled, Move::Reopen, State::Published),
    (State::Filled, Move::Revise, State::Submitted),
    (State::Filled, Move::Withdraw, State::Withdrawn),
    (State::Filled, Move::TakeDown, State::TakenDown),
    (State::Filled, Move::Archive, State::Archived),
    (State::Expired, Move::Renew, State::Published),
    (State::Expired, Move::Revise, State::Submitted),
    (State::Expired, Move::Withdraw, State::Withdrawn),
    (State::Expired, Move::TakeDown, State::TakenDown),
    (State::Expired, Move::Archive, State::Archived),
    (State::Withdrawn, Move::Archive, State::Archived),
    (State::TakenDown, Move::Archive, State::Archived),
];

/// A post that was sent in went on at once, so a second sending finds it further on.
const SENT: [State; 2] = [State::AutoScreened, State::ManualReview];

/// What a move does.
pub type Outcome = kernel::Outcome<State>;

/// Tries a move.
///
/// # Errors
/// Conflict `vacancies-not-now` when the table has no such move from this state.
pub fn step(from: State, with: Move) -> Result<Outcome, Refusal> {
    let sent = (with == Move::Submit && SENT.contains(&from)).then_some(Outcome::Already);
    kernel::step(TRANSITIONS, from, with)
        .or(sent)
        .ok_or_else(|| Refusal::conflict("vacancies-not-now"))
}

/// May this move be made now? For showing or hiding a button; the action asks again.
#[must_use]
pub fn can(from: State, with: Move) -> bool {
    TRANSITIONS.iter().any(|t| t.0 == from && t.1 == with)
}

/// The table as a Mermaid state diagram, for the room's README.
#[must_use]
pub fn diagram() -> String {
    let mut out = String::from("stateDiagram-v2\n");
    for (from, with, to) in TRANSITIONS {
        let (from, to) = (from.code().replace('-', "_"), to.code().replace('-', "_"));
        out.push_str(&format!("    {from} --> {to}: {}\n", with.code()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATION: &str = include_str!("../../migrations/20261123_1800_vacancies.sql");

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
                    Ok(Outcome::Already) => assert!(listed.is_empty() && !can(*from, *with)),
                    Err(refusal) => {
                        assert!(listed.is_empty());
                        assert_eq!(refusal.code, "vacancies-not-now");
                    }
                }
            }
        }
    }

    #[test]
    fn every_state_is_reached_and_only_the_last_is_an_end() {
        for state in State::ALL {
            let reached = TRANSITIONS.iter().any(|t| t.2 == *state) || *state == State::Draft;
            let left = TRANSITIONS.iter().any(|t| t.0 == *state);
            assert!(reached, "{state:?} is never reached");
            assert_eq!(left, *state != State::Archived, "{state:?}");
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

    #[test]
    fn the_readme_shows_this_diagram() {
        let readme = include_str!("../../README.md");
        let shown = readme.split("<!-- states: posts -->").nth(1).unwrap();
        let shown = shown.split("<!-- /states -->").next().unwrap();
        let wanted = format!("\n```mermaid\n{}```\n", diagram());
        assert_eq!(shown, wanted, "README.md must show:{wanted}");
    }
}

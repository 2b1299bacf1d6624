//! What pages show of a post: the same lines that a worker will read.

use crate::posts::form::{clock, hours_of};
use crate::posts::model::{Terms, Vacancy};
use crate::posts::state::{Move, State, can};
use reference::Tables;
use serde::Serialize;

/// A post as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct PostView {
    /// Id.
    pub id: String,
    /// Spoken number.
    pub no: String,
    /// State's code.
    pub state: &'static str,
    /// How the state's badge looks.
    pub tone: &'static str,
    /// Version of the terms.
    pub version: i64,
    /// What it says.
    pub terms: Terms,
    /// Name of the trade.
    pub trade: String,
    /// Name of the place.
    pub place: String,
    /// `06:30`.
    pub start_time: Option<String>,
    /// `8.5`.
    pub hours: Option<String>,
    /// Places taken.
    pub taken: i64,
    /// Last day on which it is shown.
    pub valid_until: String,
    /// How far it was checked.
    pub verified: Option<&'static str>,
    /// When a person looked at it last, in epoch milliseconds.
    pub checked_at: Option<i64>,
    /// When it was sent in, in epoch milliseconds.
    pub submitted_at: Option<i64>,
    /// Moves that its employer may make now, as codes.
    pub moves: Vec<&'static str>,
    /// May what it says be changed now?
    pub editable: bool,
}

/// What an employer may do by a button.
const BUTTONS: [Move; 5] = [
    Move::Submit,
    Move::Pause,
    Move::Resume,
    Move::Renew,
    Move::Withdraw,
];

impl PostView {
    /// From a post.
    #[must_use]
    pub fn of(post: &Vacancy, tables: &Tables) -> Self {
        let renewable = |m: &Move| *m == Move::Renew && can(post.state, Move::Pause);
        let moves = BUTTONS
            .into_iter()
            .filter(|m| can(post.state, *m) || renewable(m));
        Self {
            id: post.id.to_string(),
            no: post.no.clone(),
            state: post.state.code(),
            tone: post.state.tone(),
            version: post.version,
            trade: tables
                .trade(&post.terms.trade)
                .map_or_else(String::new, |t| t.name.clone()),
            place: tables.name(&post.terms.region),
            start_time: post.terms.start_minute.map(clock),
            hours: post.terms.work_minutes.map(hours_of),
            terms: post.terms.clone(),
            taken: post.taken,
            valid_until: post.valid_until.to_string(),
            verified: post.verified_level.map(crate::VerifiedLevel::code),
            checked_at: post.checked_at.map(kernel::Moment::millis),
            submitted_at: post.submitted_at.map(kernel::Moment::millis),
            moves: moves.map(Move::code).collect(),
            editable: can(post.state, Move::Revise) || can(post.state, Move::Submit),
        }
    }
    /// A made-up one in the given state.
    #[must_use]
    pub fn sample(state: State) -> Self {
        Self {
            id: "vac_00000000000000000000000000000000".into(),
            no: "LN-20261123-00001".into(),
            state: state.code(),
            tone: state.tone(),
            version: 1,
            terms: sample_terms(),
            trade: "搬运装卸".into(),
            place: "古城镇".into(),
            start_time: Some("06:30".into()),
            hours: Some("8".into()),
            taken: 1,
            valid_until: "2026-11-30".into(),
            verified: Some("papers"),
            checked_at: Some(0),
            submitted_at: Some(0),
            moves: BUTTONS.into_iter().map(Move::code).collect(),
            editable: true,
        }
    }
}

/// Made-up terms that use every line of the page.
fn sample_terms() -> Terms {
    let day = kernel::Day::from_epoch_days(20_780);
    Terms {
        kind: crate::Kind::Day,
        title: "核桃装车".into(),
        trade: "t01".into(),
        duties: "把装好的核桃搬上车".into(),
        conditions: "手脚勤快".into(),
        region: "611021102000".into(),
        address: "村口".into(),
        headcount: 4,
        start_day: day,
        end_day: Some(day.plus_days(1)),
        start_minute: Some(390),
        work_minutes: Some(480),
        shift: crate::Shift::DayShift,
        pay_unit: crate::PayUnit::Day,
        pay_min_fen: Some(18_000),
        pay_max_fen: Some(20_000),
        settle: crate::Settle::Day,
        pay_method: crate::PayMethod::Cash,
        meals: crate::Meals::Given,
        lodging: crate::Lodging::Own,
        transport: crate::Transport::Fetched,
        insurance: crate::Insurance::None,
        insurance_reason: "站点统一投保".into(),
        agreement: crate::Agreement::Service,
        age_min: Some(18),
        age_max: Some(60),
        age_reason: "要爬高".into(),
        certs: vec!["高处作业证".into()],
        targets: vec![crate::TargetGroup::Older],
        policy_doc: "示例〔2026〕1号".into(),
        source: crate::Source::Repost,
        source_org: "示例单位".into(),
        source_url: "https://example.org/1".into(),
    }
}

/// A piece of text, marked when a rule found it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Is it a find?
    pub marked: bool,
}

/// Cuts a text at the finds, given in characters; finds that overlap become one.
#[must_use]
pub fn pieces(text: &str, finds: &[(usize, usize)]) -> Vec<Piece> {
    let marked = |at: usize| finds.iter().any(|(from, to)| (*from..*to).contains(&at));
    let mut out: Vec<Piece> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        let now = marked(at);
        match out.last_mut() {
            Some(last) if last.marked == now => last.text.push(c),
            _ => out.push(Piece {
                text: c.to_string(),
                marked: now,
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn finds_are_cut_out_once() {
        let found = pieces("身体好，限男性。", &[(4, 6), (5, 7)]);
        let shown: Vec<(&str, bool)> = found.iter().map(|p| (p.text.as_str(), p.marked)).collect();
        assert_eq!(
            shown,
            [("身体好，", false), ("限男性", true), ("。", false)]
        );
        assert!(pieces("", &[(0, 1)]).is_empty());
    }
}

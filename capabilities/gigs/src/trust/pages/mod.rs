//! Pages of marks: one's own, and the desk's.

mod desk;
mod judge;
mod mine;
mod new;

use super::model::{Kind, Made, Mark, Side};
use super::queries;
use super::ratings::pages::RatePage;
use super::state::{Move, State};
use db::Conn;
use employers::EmployerId;
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde::Serialize;
use web::{Fields, PageSample, Route, sample};

pub(crate) fn routes() -> Vec<Route> {
    [
        mine::routes(),
        desk::routes(),
        judge::routes(),
        new::routes(),
    ]
    .concat()
}

pub(crate) fn samples() -> Vec<PageSample> {
    vec![
        sample::<mine::ListPage>(),
        sample::<mine::MarkPage>(),
        sample::<desk::ListPage>(),
        sample::<judge::JudgePage>(),
        sample::<new::NewPage>(),
        sample::<RatePage>(),
    ]
}

/// How consent may be given at the desk.
pub(crate) const CONSENTS: [&str; 4] = ["spoken", "signed", "card", "telephone"];

/// The same request, for the person: staff say how they know that the person wishes it.
pub(crate) fn spoken_for(ctx: &Ctx, fields: &Fields, subject: &str) -> Result<Ctx, Refusal> {
    if !ctx.actor.is_staff() {
        return Ok(ctx.clone());
    }
    let mut reader = fields.reader();
    let consent = reader.one_of("consent", &CONSENTS);
    reader.finish()?;
    Ok(ctx.for_person(subject, consent))
}

/// Where the pages of a side are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Base(Side);

impl Base {
    pub(crate) const fn of(side: Side) -> Self {
        Self(side)
    }
    /// The list of a side's marks.
    pub(crate) const fn marks(self) -> &'static str {
        match self.0 {
            Side::Worker => "/my/marks",
            Side::Employer => "/hire/marks",
        }
    }
    /// The page on which a side rates a seat.
    pub(crate) fn rate(self, seat: &str) -> String {
        match self.0 {
            Side::Worker => format!("/my/day/{seat}/rate"),
            Side::Employer => format!("/hire/day/seats/{seat}/rate"),
        }
    }
}

/// The colour that goes with the word; the word carries the meaning.
const fn tone(state: State) -> &'static str {
    match state {
        State::Noted | State::Notified | State::Answered | State::Appealed => "wait",
        State::Upheld | State::UpheldFinally => "bad",
        State::Dropped | State::DroppedFinally => "good",
    }
}

/// A mark as it is shown.
#[derive(Serialize)]
struct View {
    id: String,
    kind: &'static str,
    side: &'static str,
    source: &'static str,
    state: &'static str,
    tone: &'static str,
    title: String,
    happened: String,
    evidence: String,
    told: Option<String>,
    answer_until: Option<String>,
    due: Option<String>,
    expires: String,
    over: bool,
}

fn view(ctx: &Ctx, m: &Mark) -> View {
    View {
        id: m.id.to_string(),
        kind: m.kind.code(),
        side: m.side.code(),
        source: m.source.code(),
        state: m.state.code(),
        tone: tone(m.state),
        title: m.title.clone(),
        happened: m.happened.to_string(),
        evidence: m.evidence.clone(),
        told: m.told.map(|d| d.to_string()),
        answer_until: m.answer_until.map(|d| d.to_string()),
        due: m.due.map(|d| d.to_string()),
        expires: m.expires.to_string(),
        over: m.expires < ctx.today(),
    }
}

/// A step of the history.
#[derive(Serialize)]
struct Line {
    step: String,
    words: String,
    rule: &'static str,
    behalf: bool,
    at: i64,
}

impl From<Made> for Line {
    fn from(made: Made) -> Self {
        // What a rule did says which; what staff did to tell the person says how.
        let rule = match (made.made.as_str(), made.words.as_str()) {
            ("lapse", "settled") => "settled",
            ("lapse", _) => "overdue",
            ("notify", "spoken") => "spoken",
            ("notify", "telephone") => "telephone",
            _ => "",
        };
        Self {
            rule,
            words: if rule.is_empty() {
                made.words
            } else {
                String::new()
            },
            step: made.made,
            behalf: made.behalf,
            at: made.at.millis(),
        }
    }
}

async fn lines(conn: &mut Conn, m: &Mark) -> Result<Vec<Line>, Refusal> {
    let made = queries::history(conn, &m.id).await?;
    Ok(made.into_iter().map(Line::from).collect())
}

/// The name of whom a mark is about, and the desk's page of the file.
async fn about(conn: &mut Conn, m: &Mark) -> Result<(String, String), Refusal> {
    let id = &m.subject_id;
    let name = match m.side {
        Side::Worker => {
            let worker = people::worker(conn, &WorkerId::parse(id)?).await?;
            worker.map(|w| w.name)
        }
        Side::Employer => {
            let employer = employers::employer(conn, &EmployerId::parse(id)?).await?;
            employer.map(|e| e.name)
        }
    };
    let path = match m.side {
        Side::Worker => format!("/desk/people/{id}"),
        Side::Employer => format!("/desk/employers/{id}"),
    };
    Ok((name.unwrap_or_default(), path))
}

/// Made-up marks for the samples: each state, each kind.
fn sample_views() -> Vec<View> {
    let kinds = Kind::ALL.iter().cycle();
    let mut views: Vec<View> = State::ALL
        .iter()
        .chain([State::Upheld; 5].iter())
        .zip(kinds)
        .map(|(state, kind)| sample_view(*state, *kind))
        .collect();
    views[0].over = true;
    views
}

fn sample_view(state: State, kind: Kind) -> View {
    let told = state != State::Noted;
    View {
        id: "mrk_00000000000000000000000000000000".into(),
        kind: kind.code(),
        side: kind.sides()[0].code(),
        source: if kind.is_grave() { "desk" } else { "record" },
        state: state.code(),
        tone: tone(state),
        title: if kind.is_grave() { "" } else { "核桃装车" }.into(),
        happened: "2026-11-20".into(),
        evidence: if kind.is_absence() {
            ""
        } else {
            "等到八点没见人"
        }
        .into(),
        told: told.then(|| "2026-11-20".into()),
        answer_until: told.then(|| "2026-11-27".into()),
        due: state.is_open().then(|| "2026-12-18".into()),
        expires: "2027-05-20".into(),
        over: state == State::UpheldFinally,
    }
}

/// A made-up history for the samples: every step, every rule.
fn sample_lines() -> Vec<Line> {
    let rules = ["", "spoken", "telephone", "settled", "overdue"].into_iter();
    let steps = ["note"].into_iter().chain(Move::CODES.iter().copied());
    let line = |(step, rule): (&str, &'static str)| Line {
        step: step.to_owned(),
        words: if rule.is_empty() {
            "车坏在路上了"
        } else {
            ""
        }
        .into(),
        rule,
        behalf: rule == "spoken",
        at: 1_795_395_600_000,
    };
    steps.zip(rules.cycle()).map(line).collect()
}

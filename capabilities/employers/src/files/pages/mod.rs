//! Pages of employer files: the employer's own, and the desk's.

pub(crate) mod desk;
pub(crate) mod desk_list;
pub(crate) mod employer;
pub(crate) mod form;

use super::model::Employer;
use super::queries;
use super::state::{Move, State, can};
use kernel::{Ctx, Refusal};
use serde::Serialize;
use web::{PageSample, Route, Template, sample};

pub(crate) fn routes() -> Vec<Route> {
    let parts = [
        employer::routes(),
        desk_list::routes(),
        desk::routes(),
        super::api::routes(),
    ];
    parts.into_iter().flatten().collect()
}

pub(crate) fn samples() -> Vec<PageSample> {
    vec![
        sample::<employer::HomePage>(),
        sample::<employer::FilePage>(),
        sample::<form::RegisterPage>(),
        sample::<desk_list::ListPage>(),
        sample::<desk::ShowPage>(),
    ]
}

pub(crate) const TEMPLATES: &[Template] = &[
    (
        "employers/employer/home.html",
        include_str!("../../../templates/employer/home.html"),
    ),
    (
        "employers/employer/file.html",
        include_str!("../../../templates/employer/file.html"),
    ),
    (
        "employers/employer/register.html",
        include_str!("../../../templates/employer/register.html"),
    ),
    (
        "employers/desk/list.html",
        include_str!("../../../templates/desk/list.html"),
    ),
    (
        "employers/desk/show.html",
        include_str!("../../../templates/desk/show.html"),
    ),
];

/// A file as pages show it.
#[derive(Serialize, Default)]
pub(crate) struct FileView {
    id: String,
    name: String,
    kind: &'static str,
    class: &'static str,
    state: &'static str,
    tone: &'static str,
    uscc: Option<String>,
    has_identity: bool,
    place: String,
    address: String,
    industry: String,
    contact_name: String,
    phone: String,
    licence_no: String,
    licence: bool,
    key: bool,
    level: Option<&'static str>,
    until: Option<String>,
    verified_at: Option<i64>,
    submitted_at: Option<i64>,
    missing: Vec<&'static str>,
    may_post: bool,
    can_submit: bool,
    can_verify: bool,
    can_reject: bool,
    can_suspend: bool,
    can_restore: bool,
}

/// The colour that goes with the word; the word carries the meaning.
fn tone(state: State) -> &'static str {
    match state {
        State::Verified => "good",
        State::Registered | State::Submitted => "wait",
        State::Rejected | State::Lapsed | State::Suspended => "bad",
    }
}

pub(crate) fn view(ctx: &Ctx, e: &Employer) -> Result<FileView, Refusal> {
    let tables = reference::tables(ctx)?;
    let may = |with| can(e.state, with);
    let ended = e.state == State::Verified && !e.verified_on(ctx.today());
    let state = if ended { State::Lapsed } else { e.state };
    Ok(FileView {
        id: e.id.to_string(),
        name: e.name.clone(),
        kind: e.kind.code(),
        class: e.class.code(),
        state: state.code(),
        tone: tone(state),
        uscc: e.uscc.clone(),
        has_identity: e.identity.is_some(),
        place: tables.name(&e.region),
        address: e.address.clone(),
        industry: tables
            .industry(&e.industry)
            .map_or_else(String::new, |i| i.name.clone()),
        contact_name: e.contact_name.clone(),
        phone: queries::masked_telephone(ctx, e)?,
        licence_no: e.licence_no.clone(),
        licence: e.licence_file.is_some(),
        key: e.key,
        level: e.verified_level.map(super::model::Level::code),
        until: e.verified_until_day.map(|d| d.to_string()),
        verified_at: e.verified_at.map(|m| m.millis()),
        submitted_at: e.submitted_at.map(|m| m.millis()),
        missing: e.missing(),
        may_post: queries::require_may_post(ctx, e).is_ok(),
        can_submit: may(Move::Submit),
        can_verify: may(Move::Verify) || may(Move::Renew),
        can_reject: may(Move::Reject),
        can_suspend: may(Move::Suspend),
        can_restore: may(Move::Restore),
    })
}

/// A line of the history as pages show it.
#[derive(Serialize)]
pub(crate) struct CheckView {
    at: i64,
    step: String,
    level: Option<&'static str>,
    reason: String,
    until: Option<String>,
}

impl From<super::model::Check> for CheckView {
    fn from(check: super::model::Check) -> Self {
        Self {
            at: check.at.millis(),
            step: check.step,
            level: check.level.map(super::model::Level::code),
            reason: check.reason,
            until: check.until_day.map(|d| d.to_string()),
        }
    }
}

/// Made-up files for the samples, one in each state.
fn sample_files() -> Vec<FileView> {
    let kinds = super::model::Kind::CODES.iter().cycle();
    let made = State::ALL.iter().zip(kinds).map(|(state, kind)| FileView {
        id: "emp_00000000000000000000000000000000".into(),
        name: "石坡镇兴旺建材店".into(),
        kind,
        class: "self-employer",
        state: state.code(),
        tone: tone(*state),
        uscc: (*kind == "company").then(|| "91611021MA70000008".into()),
        has_identity: *kind != "company",
        place: "石坡镇".into(),
        phone: "138****0000".into(),
        key: *state == State::Verified,
        level: Some("visited"),
        until: Some("2027-05-23".into()),
        verified_at: Some(1_795_395_600_000),
        submitted_at: Some(1_795_395_600_000),
        missing: vec!["employers-missing-licence-no"],
        licence: *state == State::Verified,
        may_post: *state == State::Verified,
        can_submit: can(*state, Move::Submit),
        can_verify: can(*state, Move::Verify),
        can_reject: can(*state, Move::Reject),
        can_suspend: can(*state, Move::Suspend),
        can_restore: can(*state, Move::Restore),
        ..FileView::default()
    });
    made.collect()
}

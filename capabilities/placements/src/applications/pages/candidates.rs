//! Who applied for a post: the best fit first, with the reasons the worker sees too.

use super::worker::{after, cut};
use super::{name_for_employer, say, silence, worker_of};
use crate::HIRE;
use crate::applications::model::Application;
use crate::applications::queries::{self, EXPORT_MAX, Filter, Whose};
use crate::applications::state::State as Where;
use crate::applications::viewer;
use crate::reverse::queries as reverse;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use vacancies::Vacancy;
use web::{Access, Cell, Cx, Format, House, Page, Query, Reply, Route, Table, table_response};

/// Candidates ranked on one page, the newest first; the next page holds those before them.
const MOST: usize = 60;

pub(super) fn routes() -> Vec<Route> {
    let path = "/hire/vacancies/{id}/candidates";
    vec![web::get(path, Access::Need(HIRE), list)]
}

#[derive(Serialize)]
struct Candidate {
    id: String,
    name: String,
    place: String,
    state: &'static str,
    tone: &'static str,
    applied_at: i64,
    silent: Option<i64>,
    reasons: Vec<String>,
    against: Option<&'static str>,
    new: bool,
    #[serde(skip)]
    order: (u8, i32, i64),
}

/// The candidates of a post.
#[derive(Serialize)]
pub struct CandidatesPage {
    vacancy: String,
    title: String,
    no: String,
    headcount: i64,
    free: i64,
    silent: usize,
    candidates: Vec<Candidate>,
    next: String,
    desk: bool,
    /// How many more fit, at least; for whoever hires, when enough do.
    near: Option<i64>,
    /// Name and telephone of the station that can call them.
    station: Option<(String, String)>,
}

impl Page for CandidatesPage {
    const TEMPLATE: &'static str = "placements/hire/candidates.html";
    fn samples() -> Vec<Self> {
        let candidate = |state: &Where| Candidate {
            id: "app_00000000000000000000000000000000".into(),
            name: "张*".into(),
            place: "石坡镇".into(),
            state: state.code(),
            tone: super::tone(*state),
            applied_at: 1_795_395_600_000,
            silent: (*state == Where::Applied).then_some(4),
            reasons: vec!["做过这个活".into()],
            against: (*state == Where::Viewed).then_some("matching-veto-commute"),
            new: *state == Where::Applied,
            order: (0, 0, 0),
        };
        let page = |candidates: Vec<Candidate>, free| Self {
            vacancy: "vac_00000000000000000000000000000000".into(),
            title: "核桃装车".into(),
            no: "LN-20261123-00001".into(),
            headcount: 2,
            free,
            silent: usize::from(!candidates.is_empty()),
            desk: candidates.is_empty(),
            next: if candidates.is_empty() { "" } else { "/x" }.into(),
            near: (!candidates.is_empty()).then_some(20),
            station: (free > 0).then(|| ("石坡站".into(), "0914-0000000".into())),
            candidates,
        };
        let all = Where::ALL.iter().map(candidate).collect();
        vec![page(all, 1), page(Vec::new(), 0)]
    }
}

/// The post, which must be the actor's own or inside the scope.
pub(super) async fn own(ctx: &Ctx, conn: &mut db::Conn, id: &str) -> Result<Vacancy, Refusal> {
    let post = super::apply::post(conn, id).await?;
    let (subject, region) = (post.employer_id.as_str(), post.terms.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    Ok(post)
}

/// A candidate with why. The total counts the price of the post's places as the worker's own list
/// does; it is the same for all candidates of one post, so their order is the same without it.
async fn candidate(
    house: &House,
    ctx: &Ctx,
    conn: &mut db::Conn,
    post: &Vacancy,
    a: &Application,
) -> Result<Candidate, Refusal> {
    let worker = worker_of(conn, a).await?;
    let fit = match &worker {
        Some(worker) => {
            let facts = viewer::facts(ctx, conn, worker).await?;
            Some(vacancies::fit_for(ctx, &facts, &still_open(post)))
        }
        None => None,
    };
    let (score, reasons, against) = match fit {
        Some(Ok(fit)) => (fit.score, say(house, ctx, &fit.their_reasons), None),
        Some(Err(veto)) => (-1, Vec::new(), Some(veto.code())),
        None => (-1, Vec::new(), None),
    };
    let rank = match a.state {
        Where::Applied | Where::Viewed => 0,
        Where::Invited | Where::Interview | Where::Offered => 1,
        Where::Accepted | Where::Onboard | Where::Stable => 2,
        _ => 3,
    };
    Ok(Candidate {
        id: a.id.to_string(),
        name: name_for_employer(ctx, a, worker.as_ref()),
        place: reference::tables(ctx)?.name(&a.worker_region),
        state: a.state.code(),
        tone: super::tone(a.state),
        applied_at: a.applied_at.millis(),
        silent: silence(ctx, a)?,
        reasons,
        against,
        new: a.state == Where::Applied,
        order: (rank, -score, a.applied_at.millis()),
    })
}

/// Candidates stay candidates when the last place is taken: their reasons do not change.
pub(super) fn still_open(post: &Vacancy) -> Vacancy {
    let mut open = post.clone();
    open.taken = open.taken.min(open.terms.headcount - 1);
    open
}

async fn list(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Query(fields): Query,
) -> Reply {
    let mut reader = house.db.read().await?;
    let post = own(&ctx, &mut reader, &id).await?;
    // The same price and middle pay as the worker's own list counts.
    let board = vacancies::board(&ctx)?;
    vacancies::refresh(&ctx, &mut reader, &board).await?;
    let mut filter = Filter::of(Whose::Vacancy(post.id.to_string()));
    filter.after = after(fields.get("cursor"))?;
    let format = fields.get("format").map(Format::parse).transpose()?;
    let most = if format.is_some() { EXPORT_MAX } else { MOST };
    let mut found = queries::list(&ctx, &mut reader, &filter, most).await?;
    let next = cut(&mut found, most);
    let mut candidates = Vec::new();
    for a in &found {
        candidates.push(candidate(&house, &ctx, &mut reader, &post, a).await?);
    }
    candidates.sort_by_key(|c| c.order);
    if let Some(format) = format {
        return Ok(table_response(
            format,
            "candidates",
            &table(&house, &ctx, &candidates),
        )?);
    }
    let desk = ctx.actor.roles.iter().any(|r| r.is_staff());
    let near = if desk {
        None
    } else {
        reverse::how_many(&ctx, &mut reader, &post).await?
    };
    let page = CandidatesPage {
        vacancy: post.id.to_string(),
        title: post.terms.title.clone(),
        no: post.no.clone(),
        headcount: post.terms.headcount,
        free: post.free(),
        silent: candidates.iter().filter(|c| c.silent.is_some()).count(),
        candidates,
        next: next.map_or_else(String::new, |c| {
            format!("/hire/vacancies/{}/candidates?cursor={c}", post.id)
        }),
        desk,
        station: match near {
            Some(_) => station(&house, &mut reader, &post).await?,
            None => None,
        },
        near,
    };
    Ok(house.render(&ctx, &page))
}

/// Whom to call: the station that serves the workplace, or the county's telephone.
async fn station(
    house: &House,
    conn: &mut db::Conn,
    post: &Vacancy,
) -> Result<Option<(String, String)>, Refusal> {
    let found = stations::nearest(conn, &post.terms.region).await?;
    let (name, telephone) = found.map_or_else(Default::default, |s| (s.name, s.telephone));
    let own = Some(telephone).filter(|number| !number.is_empty());
    let telephone = own.unwrap_or_else(|| house.settings.telephone.clone());
    Ok(Some((name, telephone)).filter(|(_, number)| !number.is_empty()))
}

fn table(house: &House, ctx: &Ctx, candidates: &[Candidate]) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "placements-name",
        "placements-home",
        "placements-state",
        "placements-applied-on",
        "placements-why",
    ];
    let mut table = Table::new(&keys.map(say));
    for c in candidates {
        let at = kernel::Moment::from_millis(c.applied_at);
        let cells: [Cell; 5] = [
            c.name.clone().into(),
            c.place.clone().into(),
            say(&format!("placements-state-{}", c.state)).into(),
            at.local().into(),
            c.reasons.join(" · ").into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

//! The reviewers' queue and the page on which a post is decided.

use super::mine::{HitView, keyset};
use super::tables;
use super::view::{Piece, PostView, pieces};
use crate::permissions::{REVIEW, TAKE_DOWN};
use crate::posts::actions::{self, Decision, Verdict};
use crate::posts::model::{Vacancy, VacancyId, VerifiedLevel};
use crate::posts::reviews::ANSWERS;
use crate::posts::state::{Move, State, can};
use crate::posts::{doors, queries, reports, reviews, store};
use axum::extract::{Path, State as Of};
use axum::response::Response;
use kernel::{Ctx, Refusal, Role, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Cursor, Cx, Fields, Form, House, Page, Query, Reply, see_other};

/// Posts on a page of the queue.
const PAGE: i64 = 30;

#[derive(Serialize)]
struct Waiting {
    post: PostView,
    employer: String,
    finds: usize,
}

/// A report as pages show it.
#[derive(Serialize)]
struct ReportView {
    id: String,
    vacancy: String,
    no: String,
    title: String,
    kind: String,
    body: String,
    at: i64,
}

impl From<reports::Report> for ReportView {
    fn from(r: reports::Report) -> Self {
        let (id, vacancy, no, title) = (r.id, r.vacancy, r.no, r.title);
        Self {
            id,
            vacancy,
            no,
            title,
            kind: r.kind,
            body: r.body,
            at: r.at.millis(),
        }
    }
}

impl ReportView {
    fn sample() -> Self {
        Self {
            id: "rep_1".into(),
            vacancy: "vac_1".into(),
            no: "LN-20261123-00001".into(),
            title: "核桃装车".into(),
            kind: "fee".into(),
            body: "要收介绍费".into(),
            at: 0,
        }
    }
}

/// The queue, the longest wait first.
#[derive(Serialize)]
pub struct QueuePage {
    waiting: i64,
    posts: Vec<Waiting>,
    next: String,
    reports: Vec<ReportView>,
}

impl Page for QueuePage {
    const TEMPLATE: &'static str = "vacancies/review/queue.html";
    fn samples() -> Vec<Self> {
        let one = |finds| Waiting {
            post: PostView::sample(State::ManualReview),
            employer: "示例单位".into(),
            finds,
        };
        let full = Self {
            waiting: 2,
            posts: vec![one(0), one(2)],
            next: "/desk/review?cursor=1".into(),
            reports: vec![ReportView::sample()],
        };
        vec![
            full,
            Self {
                waiting: 0,
                posts: Vec::new(),
                next: String::new(),
                reports: Vec::new(),
            },
        ]
    }
}

pub async fn queue(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    ctx.require(REVIEW, Target::Any)?;
    let mut reader = house.db.read().await?;
    let waiting = queries::waiting(&mut reader, &ctx.scope).await?;
    let after = keyset(&fields)?;
    let mut posts = queries::queue(&mut reader, &ctx.scope, after, PAGE + 1).await?;
    let more = posts.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    posts.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = posts.last().filter(|_| more).map_or_else(String::new, |p| {
        let at = p.submitted_at.map_or(0, kernel::Moment::millis);
        format!(
            "/desk/review?cursor={}",
            Cursor(vec![at.to_string(), p.id.to_string()]).encode()
        )
    });
    let reports = reports::open(&mut reader, &ctx.scope, PAGE).await?;
    let tables = tables(&house)?;
    let mut rows = Vec::new();
    for post in &posts {
        let employer = doors::party(&ctx, &mut reader, &post.employer_id)
            .await?
            .name;
        let finds = reviews::hits(&mut reader, &post.id, post.version)
            .await?
            .len();
        rows.push(Waiting {
            post: PostView::of(post, &tables),
            employer,
            finds,
        });
    }
    Ok(house.render(
        &ctx,
        &QueuePage {
            waiting,
            posts: rows,
            reports: reports.into_iter().map(ReportView::from).collect(),
            next,
        },
    ))
}

#[derive(Serialize)]
struct Words {
    field: &'static str,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct Past {
    decision: String,
    at: i64,
    version: i64,
    reason: String,
}

/// A post with what was found in it, to be decided on.
#[derive(Serialize)]
pub struct ShowPage {
    post: PostView,
    was: Option<PostView>,
    employer: String,
    may_not: Option<&'static str>,
    words: Vec<Words>,
    hits: Vec<HitView>,
    history: Vec<Past>,
    reports: Vec<ReportView>,
    verdicts: &'static [&'static str],
    levels: &'static [&'static str],
    open: bool,
    removable: bool,
    /// Published, and shown to one of a station: people who fit can be looked for.
    people: bool,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "vacancies/review/show.html";
    fn samples() -> Vec<Self> {
        let past = |decision: &str| Past {
            decision: decision.into(),
            at: 0,
            version: 1,
            reason: "请写明地点".into(),
        };
        let page = |hits: Vec<HitView>, open: bool| Self {
            post: PostView::sample(State::ManualReview),
            was: open.then(|| PostView::sample(State::Published)),
            employer: "示例单位".into(),
            may_not: (!open).then_some("vacancies-not-now"),
            words: vec![Words {
                field: "conditions",
                pieces: pieces("限男性", &[(0, 2)]),
            }],
            hits,
            history: ["publish", "reject", "ask-back", "take-down"]
                .map(past)
                .into(),
            reports: vec![ReportView::sample()],
            verdicts: Verdict::CODES,
            levels: VerifiedLevel::CODES,
            open,
            removable: !open,
            people: !open,
        };
        vec![
            page(HitView::samples(), true),
            page(Vec::new(), true),
            page(Vec::new(), false),
        ]
    }
}

async fn shown(house: &House, ctx: &Ctx, id: &str) -> Result<(Vacancy, ShowPage), Refusal> {
    let id = VacancyId::parse(id)?;
    let mut reader = house.db.read().await?;
    let post = store::by_id(&mut reader, &id).await?;
    let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(REVIEW, Target::Region(&post.terms.region))?;
    let party = doors::party(ctx, &mut reader, &post.employer_id).await?;
    let hits = reviews::hits(&mut reader, &id, post.version).await?;
    let made = reviews::of_post(&mut reader, &id).await?;
    let reports = reports::of_post(&mut reader, &id).await?;
    let words = post
        .terms
        .words()
        .into_iter()
        .filter(|(_, text)| !text.is_empty());
    let words = words.map(|(field, text)| {
        let own = hits.iter().filter(|(_, hit)| hit.field == field);
        let spans: Vec<(usize, usize)> = own.map(|(_, hit)| (hit.from, hit.to)).collect();
        Words {
            field,
            pieces: pieces(text, &spans),
        }
    });
    let before = crate::published(&mut reader, &post).await?;
    let was = before
        .filter(|v| v.version != post.version)
        .map(|v| Vacancy {
            terms: v.terms,
            version: v.version,
            ..post.clone()
        });
    let tables = tables(house)?;
    let page = ShowPage {
        was: was.map(|was| PostView::of(&was, &tables)),
        words: words.collect(),
        post: PostView::of(&post, &tables),
        employer: party.name,
        may_not: party.may_post.err().map(|refusal| refusal.code),
        hits: hits
            .iter()
            .map(|(position, hit)| HitView::of(*position, hit))
            .collect(),
        history: made
            .into_iter()
            .map(|r| Past {
                decision: r.decision,
                at: r.at.millis(),
                version: r.version,
                reason: r.reason,
            })
            .collect(),
        reports: reports.into_iter().map(ReportView::from).collect(),
        verdicts: Verdict::CODES,
        levels: VerifiedLevel::CODES,
        open: can(post.state, Move::Reject),
        removable: can(post.state, Move::TakeDown) && ctx.may(TAKE_DOWN),
        people: post.state == State::Published && Role::STATION.iter().any(|r| ctx.actor.has(*r)),
    };
    Ok((post, page))
}

pub async fn show(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let (_, page) = shown(&house, &ctx, &id).await?;
    Ok(house.render(&ctx, &page))
}

fn decision(fields: &Fields) -> Result<Decision, Refusal> {
    let mut f = fields.reader();
    let version = f.int("version", 1..=1_000_000);
    let verdict = Verdict::parse(f.one_of("verdict", Verdict::CODES));
    let reason = f.opt_text("reason", 300).unwrap_or_default();
    let level = f
        .opt_one_of("level", VerifiedLevel::CODES)
        .and_then(VerifiedLevel::parse);
    let mut answers = Vec::new();
    for name in fields.names() {
        let position = name
            .strip_prefix("answer-")
            .and_then(|n| n.parse::<i64>().ok());
        if let Some(position) = position
            && let Some(code) = f.opt_one_of(name, &ANSWERS)
        {
            answers.push((position, code.to_owned()));
        }
    }
    f.finish()?;
    let verdict = verdict.ok_or_else(|| Refusal::field("verdict", "field-needed"))?;
    Ok(Decision {
        version,
        verdict,
        reason,
        level,
        answers,
    })
}

async fn decided(
    house: &House,
    ctx: &Ctx,
    post: &Vacancy,
    fields: &Fields,
) -> Result<Response, Refusal> {
    let decision = decision(fields)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    actions::decide(ctx, &mut tx, &post.id, decision).await?;
    web::commit_to(tx, ctx, "/desk/review?said=vacancies-said-decided").await
}

pub async fn decide(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let (post, page) = shown(&house, &ctx, &id).await?;
    match decided(&house, &ctx, &post, &fields).await {
        Ok(response) => Ok(response),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

pub async fn take_down(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let (post, page) = shown(&house, &ctx, &id).await?;
    let reason = fields
        .get("reason")
        .unwrap_or_default()
        .chars()
        .take(300)
        .collect::<String>();
    let mut tx = trail::begin(&house.db, &ctx).await?;
    match actions::take_down(&ctx, &mut tx, &post.id, &reason).await {
        Ok(_) => {
            tx.commit(&ctx).await?;
            Ok(see_other(&format!(
                "/desk/review/{}?said=vacancies-said-taken-down",
                post.id
            )))
        }
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

pub async fn answer(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path((id, report)): Path<(String, String)>,
    Form(fields): Form,
) -> Reply {
    let (post, page) = shown(&house, &ctx, &id).await?;
    let mut reader = fields.reader();
    let text = reader.text("answer", 1..=300);
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let done = match reader.finish() {
        Ok(()) => reports::actions::answer(&ctx, &mut tx, &report, &text).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => {
            tx.commit(&ctx).await?;
            let said = "vacancies-said-answered";
            Ok(see_other(&format!("/desk/review/{}?said={said}", post.id)))
        }
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

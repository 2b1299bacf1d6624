//! An employer's own posts: the list, one post, and its buttons.

use super::view::PostView;
use super::{CONSENTS, Choice, acting, employer_of, is_staff, tables};
use crate::permissions::POST;
use crate::posts::actions;
use crate::posts::model::{Vacancy, VacancyId};
use crate::posts::state::{Move, State};
use crate::posts::{doors, queries, reviews, store};
use crate::screening::{self, Hit};
use axum::extract::{Path, State as Of};
use axum::response::Response;
use kernel::{Ctx, Refusal, Target};
use serde::Serialize;
use std::sync::Arc;
use web::{Cursor, Cx, Form, House, Page, Query, Reply, see_other};

/// Posts on a page.
const PAGE: i64 = 20;

/// An employer's posts.
#[derive(Serialize)]
pub struct ListPage {
    employer: String,
    employer_name: String,
    employers: Vec<Choice>,
    may_not: Option<&'static str>,
    posts: Vec<PostView>,
    next: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "vacancies/posts/list.html";
    fn samples() -> Vec<Self> {
        let choice = |n: &str| Choice {
            value: n.into(),
            text: n.into(),
        };
        let page = |posts: Vec<PostView>, may_not| Self {
            employer: "emp_1".into(),
            employer_name: "示例单位".into(),
            employers: vec![choice("emp_1"); posts.len()],
            may_not,
            next: if posts.is_empty() {
                String::new()
            } else {
                "/hire/vacancies?cursor=1".into()
            },
            posts,
        };
        let all = State::ALL.iter().map(|s| PostView::sample(*s)).collect();
        vec![page(all, None), page(Vec::new(), Some("vacancies-not-now"))]
    }
}

pub async fn list(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let own = employers::of_actor(&ctx);
    if own.is_empty() && !is_staff(&ctx) {
        return Ok(see_other("/hire/register"));
    }
    let employer = employer_of(&ctx, &fields)?;
    let mut reader = house.db.read().await?;
    let party = doors::party(&ctx, &mut reader, &employer).await?;
    ctx.require(
        POST,
        Target::Of {
            subject: &employer,
            region: &party.region,
        },
    )?;
    let before = keyset(&fields)?;
    let mut posts = queries::of_employer(&mut reader, &employer, before, PAGE + 1).await?;
    let more = posts.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    posts.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let last = posts.last().filter(|_| more);
    let next = last.map_or_else(String::new, |p| {
        let cursor = Cursor(vec![p.updated_at.millis().to_string(), p.id.to_string()]).encode();
        format!("/hire/vacancies?employer={employer}&cursor={cursor}")
    });
    let mut employers = Vec::new();
    for id in own {
        let name = doors::party(&ctx, &mut reader, id.as_str()).await?.name;
        employers.push(Choice {
            value: id.to_string(),
            text: name,
        });
    }
    let tables = tables(&house)?;
    let page = ListPage {
        employer_name: party.name,
        may_not: party.may_post.err().map(|refusal| refusal.code),
        posts: posts.iter().map(|p| PostView::of(p, &tables)).collect(),
        employer,
        employers,
        next,
    };
    Ok(house.render(&ctx, &page))
}

/// Reads where a list goes on: a moment and an id.
pub(crate) fn keyset(fields: &web::Fields) -> Result<Option<(i64, String)>, Refusal> {
    let Some(text) = fields.get("cursor") else {
        return Ok(None);
    };
    let wrong = || Refusal::field("cursor", "field-not-cursor");
    let parts = Cursor::decode(text, 2)?;
    let [at, id] = parts.0.as_slice() else {
        return Err(wrong());
    };
    Ok(Some((at.parse().map_err(|_| wrong())?, id.clone())))
}

/// A find as pages show it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct HitView {
    pub position: i64,
    pub rule: String,
    pub severity: &'static str,
    pub field: String,
    pub matched: String,
    pub law: String,
    pub basis: String,
    pub answers: Vec<&'static str>,
}

impl HitView {
    pub(super) fn of(position: i64, hit: &Hit) -> Self {
        let rule = screening::rules()
            .ok()
            .and_then(|rules| rules.get(&hit.rule));
        Self {
            position,
            rule: hit.rule.clone(),
            severity: hit.severity.code(),
            field: hit.field.clone(),
            matched: hit.matched.clone(),
            law: rule.map_or_else(String::new, |r| r.law.clone()),
            basis: rule.map_or_else(String::new, |r| r.basis.clone()),
            answers: reviews::answers_for(&hit.rule),
        }
    }
    pub(super) fn samples() -> Vec<Self> {
        let hit = |rule: &str, severity, field: &str, matched: &str| {
            let (rule, field) = (rule.to_owned(), field.to_owned());
            Hit {
                rule,
                severity,
                field,
                from: 0,
                to: 0,
                matched: matched.to_owned(),
            }
        };
        use crate::screening::Severity::{Block, Review, Warn};
        vec![
            Self::of(0, &hit("sex-men", Block, "conditions", "限男")),
            Self::of(1, &hit("sex-women", Review, "title", "只招女")),
            Self::of(2, &hit("age-limit", Warn, "age_max", "")),
        ]
    }
}

/// One post, for its employer.
#[derive(Serialize)]
pub struct ShowPage {
    employer: String,
    post: PostView,
    hits: Vec<HitView>,
    reason: String,
    published: Option<i64>,
    staff: bool,
    consents: [&'static str; 4],
    people: bool,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "vacancies/posts/show.html";
    fn samples() -> Vec<Self> {
        let page = |state: &State| Self {
            employer: "emp_1".into(),
            post: PostView::sample(*state),
            hits: HitView::samples(),
            reason: "请写明地点".into(),
            published: Some(1),
            staff: true,
            consents: CONSENTS,
            people: true,
        };
        State::ALL.iter().map(page).collect()
    }
}

async fn shown(house: &House, ctx: &Ctx, id: &str) -> Result<(Vacancy, ShowPage), Refusal> {
    let id = VacancyId::parse(id)?;
    let mut reader = house.db.read().await?;
    let post = store::by_id(&mut reader, &id).await?;
    let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    ctx.require(
        POST,
        Target::Of {
            subject: &post.employer_id,
            region: &post.terms.region,
        },
    )?;
    let hits = reviews::hits(&mut reader, &id, post.version).await?;
    let made = reviews::of_post(&mut reader, &id).await?;
    let last = made
        .into_iter()
        .next()
        .filter(|r| r.version == post.version);
    let page = ShowPage {
        employer: post.employer_id.clone(),
        post: PostView::of(&post, &*tables(house)?),
        hits: hits
            .iter()
            .map(|(position, hit)| HitView::of(*position, hit))
            .collect(),
        reason: last.map_or_else(String::new, |review| review.reason),
        published: post.published_version,
        staff: is_staff(ctx),
        consents: CONSENTS,
        people: post.published_version.is_some(),
    };
    Ok((post, page))
}

pub async fn show(Of(house): Of<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let (_, page) = shown(&house, &ctx, &id).await?;
    Ok(house.render(&ctx, &page))
}

/// The message on top after a move.
fn said(with: Move) -> &'static str {
    match with {
        Move::Submit => "vacancies-said-submit",
        Move::Pause => "vacancies-said-pause",
        Move::Resume => "vacancies-said-resume",
        Move::Renew => "vacancies-said-renew",
        _ => "vacancies-said-withdraw",
    }
}

async fn made(
    house: &House,
    ctx: &Ctx,
    post: &Vacancy,
    fields: &web::Fields,
) -> Result<Response, Refusal> {
    let mut reader = fields.reader();
    let with =
        Move::parse(reader.one_of("move", &["submit", "pause", "resume", "renew", "withdraw"]));
    reader.finish()?;
    let with = with.ok_or_else(|| Refusal::field("move", "field-not-choice"))?;
    let ctx = acting(ctx, &post.employer_id, fields)?;
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let after = match with {
        Move::Submit => actions::submit(&ctx, &mut tx, &post.id).await?,
        Move::Pause => actions::pause(&ctx, &mut tx, &post.id).await?,
        Move::Resume => actions::resume(&ctx, &mut tx, &post.id).await?,
        Move::Renew => actions::renew(&ctx, &mut tx, &post.id).await?,
        _ => actions::withdraw(&ctx, &mut tx, &post.id).await?,
    };
    tx.commit(&ctx).await?;
    let key = if after.state.tone() == "bad" {
        "vacancies-said-sent-back"
    } else {
        said(with)
    };
    Ok(see_other(&format!(
        "/hire/vacancies/{}?said={key}",
        post.id
    )))
}

pub async fn act(
    Of(house): Of<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let (post, page) = shown(&house, &ctx, &id).await?;
    match made(&house, &ctx, &post, &fields).await {
        Ok(response) => Ok(response),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

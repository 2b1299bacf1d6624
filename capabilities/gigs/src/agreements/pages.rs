//! The printed agreement of a seat, for the worker and for the employer.

use super::model::{self, Cite};
use crate::cover::model::SeatBrief;
use crate::cover::queries as seats;
use crate::orders::model::Terms;
use crate::{HIRE, WORK};
use axum::extract::{Path, State};
use employers::EmployerId;
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use reference::Tables;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, House, Page, PageSample, Reply, Route, sample};

pub(super) fn routes() -> Vec<Route> {
    vec![
        web::get("/my/day/{seat}/agreement", Access::Need(WORK), mine),
        web::get(
            "/hire/day/seats/{seat}/agreement",
            Access::Need(HIRE),
            theirs,
        ),
    ]
}

pub(super) fn samples() -> Vec<PageSample> {
    vec![sample::<AgreementPage>()]
}

/// An article, with its place in our own copy of the law when we hold one.
#[derive(Serialize)]
struct CiteView {
    text: String,
    link: Option<String>,
}

/// A clause.
#[derive(Serialize)]
struct ClauseView {
    text: String,
    cites: Vec<CiteView>,
}

/// A printed agreement.
#[derive(Serialize)]
pub struct AgreementPage {
    kind: &'static str,
    /// The kind that would fit the relation, when the order names another.
    better: Option<&'static str>,
    order_no: String,
    version: i64,
    seat: String,
    employer: String,
    worker: String,
    day: String,
    clauses: Vec<ClauseView>,
}

impl Page for AgreementPage {
    const TEMPLATE: &'static str = "gigs/agreements/show.html";
    fn samples() -> Vec<Self> {
        let clause = || ClauseView {
            text: "…".into(),
            cites: vec![
                CiteView {
                    text: "劳动合同法第十七条".into(),
                    link: Some("/policies/laws/x".into()),
                },
                CiteView {
                    text: "民法典第五百零九条".into(),
                    link: None,
                },
            ],
        };
        let page = |kind, better| Self {
            kind,
            better,
            order_no: "LN-20261124-D0001".into(),
            version: 1,
            seat: "sea_0".into(),
            employer: "洛南县兴旺建材有限公司".into(),
            worker: "张三".into(),
            day: "2026-11-24".into(),
            clauses: vec![clause()],
        };
        let kinds = crate::orders::model::Agreement::CODES;
        let mut all: Vec<Self> = kinds.iter().map(|k| page(k, None)).collect();
        all.push(page("service", Some("contract")));
        all
    }
}

async fn mine(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, true).await?))
}

async fn theirs(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, false).await?))
}

async fn load(house: &House, ctx: &Ctx, id: &str, mine: bool) -> Result<AgreementPage, Refusal> {
    let mut conn = house.db.read().await?;
    let seat = seats::seat(&mut conn, id).await?;
    let (permission, subject, region) = match mine {
        true => (WORK, &seat.worker_id, &seat.worker_region),
        false => (HIRE, &seat.employer_id, &seat.region),
    };
    ctx.require(permission, Target::Of { subject, region })?;
    if seat.confirmed_at.is_none() {
        return Err(Refusal::conflict("gigs-agreements-not-yet"));
    }
    let (order_no, terms) = seats::terms(&mut conn, &seat).await?;
    let employer = employers::employer(&mut conn, &EmployerId::parse(&seat.employer_id)?).await?;
    let worker = people::worker(&mut conn, &WorkerId::parse(&seat.worker_id)?).await?;
    let tables = reference::tables(ctx)?;
    let args = arguments(house, ctx, &tables, &seat, &terms);
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let clause = |(key, cites): &model::Clause| ClauseView {
        text: house.words.say(ctx.locale, key, &args),
        cites: cites.iter().map(|c| cite(&tables, c)).collect(),
    };
    let better = model::fitting(terms.relation);
    Ok(AgreementPage {
        kind: terms.agreement.code(),
        better: (better != terms.agreement).then_some(better.code()),
        order_no,
        version: seat.order_version,
        employer: employer.map(|e| e.name).unwrap_or_default(),
        worker: worker.map(|w| w.name).unwrap_or_default(),
        day: seat.work_day.to_string(),
        clauses: model::clauses(terms.agreement).iter().map(clause).collect(),
        seat: seat.id,
    })
}

fn cite(tables: &Tables, (law, article): &Cite) -> CiteView {
    let held = tables.laws().iter().find(|l| l.short_title == *law);
    CiteView {
        text: format!("{law}第{}条", model::numeral(*article)),
        link: held.map(|l| format!("/policies/laws/{}", l.id)),
    }
}

/// What the clauses say of this order; a blank stays a blank to be filled in by hand.
fn arguments(
    house: &House,
    ctx: &Ctx,
    tables: &Tables,
    seat: &SeatBrief,
    terms: &Terms,
) -> Vec<(&'static str, String)> {
    let say = |key: String| house.say(ctx.locale, &key);
    let blank = || "＿＿＿＿＿＿".to_owned();
    let or_blank = |text: &str| {
        if text.trim().is_empty() {
            blank()
        } else {
            text.to_owned()
        }
    };
    let clock = |m: kernel::Moment| m.local();
    let of_day = |s: &&crate::orders::model::Stretch| s.day == seat.work_day;
    let breaks = terms
        .shifts
        .iter()
        .find(of_day)
        .map_or(0, |s| s.break_minutes);
    let pay = format!(
        "{} {} {}",
        kernel::Fen(terms.pay_fen),
        say(format!("gigs-agreements-unit-{}", terms.pay_unit.code())),
        terms.pay_note
    );
    vec![
        ("title", terms.title.clone()),
        ("duties", or_blank(&terms.duties)),
        (
            "place",
            format!("{} {}", tables.name(&terms.region), terms.address),
        ),
        ("meeting", or_blank(&terms.meeting)),
        ("start", clock(seat.start_at)),
        ("end", clock(seat.end_at)),
        ("break", breaks.to_string()),
        ("pay", pay.trim().to_owned()),
        (
            "settle",
            say(format!("gigs-agreements-settle-{}", terms.settle.code())),
        ),
        (
            "method",
            say(format!(
                "gigs-agreements-method-{}",
                terms.pay_method.code()
            )),
        ),
        (
            "meals",
            say(format!("gigs-agreements-meals-{}", terms.meals.code())),
        ),
        (
            "transport",
            say(format!(
                "gigs-agreements-transport-{}",
                terms.transport.code()
            )),
        ),
        (
            "insurance",
            say(format!(
                "gigs-agreements-insurance-{}",
                terms.insurance.code()
            )),
        ),
        ("blank", blank()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::model::Agreement;

    #[test]
    fn cited_articles_are_in_the_laws_we_hold() {
        let tables = Tables::embedded().expect("tables");
        let mut held = 0;
        for agreement in Agreement::ALL {
            for (key, cites) in model::clauses(*agreement) {
                for (law, article) in *cites {
                    let Some(text) = tables.laws().iter().find(|l| l.short_title == *law) else {
                        assert_eq!(*law, "民法典", "{key}");
                        continue;
                    };
                    let there = text.articles.iter().any(|a| a.number == *article);
                    assert!(there, "{law} {article} of {key}");
                    held += 1;
                }
            }
        }
        assert!(held > 20);
    }
}

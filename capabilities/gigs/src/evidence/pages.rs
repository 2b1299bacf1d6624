//! Pages of evidence: making a package, and the public check.

use super::actions::{self, Asked};
use super::model::{Kept, Verdict};
use super::{check, queries};
use crate::{SEE, WORK};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, PageSample, Query, Reply, Route, sample};

pub(super) fn routes() -> Vec<Route> {
    let open = Access::Open("anybody who holds a package may ask whether it is genuine");
    vec![
        web::get("/my/evidence", Access::Need(WORK), mine),
        web::post("/my/evidence", Access::Need(WORK), make_mine),
        web::get("/desk/people/{id}/evidence", Access::Need(SEE), of_person),
        web::post("/desk/people/{id}/evidence", Access::Need(WORK), make_for),
        web::get("/evidence", open, look),
        web::post("/evidence", open, checked),
    ]
}

pub(super) fn samples() -> Vec<PageSample> {
    vec![sample::<MakePage>(), sample::<CheckPage>()]
}

/// A package made before.
#[derive(Serialize)]
struct Row {
    no: String,
    from: String,
    to: String,
    seats: i64,
    digest: String,
    made_at: i64,
    reason: String,
}

impl From<Kept> for Row {
    fn from(kept: Kept) -> Self {
        Self {
            no: kept.no,
            from: kept.from_day.to_string(),
            to: kept.to_day.to_string(),
            seats: kept.seats,
            digest: kept.digest[..check::SHORT].to_owned(),
            made_at: kept.made_at.millis(),
            reason: kept.reason,
        }
    }
}

/// Making a package.
#[derive(Serialize)]
pub struct MakePage {
    /// The worker, when staff make it.
    worker: String,
    name: String,
    action: String,
    from: String,
    to: String,
    rows: Vec<Row>,
}

impl Page for MakePage {
    const TEMPLATE: &'static str = "gigs/evidence/make.html";
    fn samples() -> Vec<Self> {
        let row = Row {
            no: "E261123-00000000".into(),
            from: "2026-10-24".into(),
            to: "2026-11-23".into(),
            seats: 2,
            digest: "0123456789abcdef".into(),
            made_at: 1_795_395_600_000,
            reason: "…".into(),
        };
        let page = |worker: &str, rows| Self {
            worker: worker.into(),
            name: "张三".into(),
            action: "/my/evidence".into(),
            from: "2026-10-24".into(),
            to: "2026-11-23".into(),
            rows,
        };
        vec![page("", Vec::new()), page("wrk_0", vec![row])]
    }
    fn fields(&self) -> Fields {
        Fields::of([("from", &self.from), ("to", &self.to)])
    }
}

/// The public check.
#[derive(Serialize)]
pub struct CheckPage {
    /// `genuine`, `repacked`, `unknown`, `number` (number and digest agree), `no-number`; empty
    /// before anything was asked.
    found: &'static str,
    no: String,
    digest: String,
    made_at: i64,
    from: String,
    to: String,
    seats: i64,
}

impl CheckPage {
    fn nothing(found: &'static str) -> Self {
        Self {
            found,
            no: String::new(),
            digest: String::new(),
            made_at: 0,
            from: String::new(),
            to: String::new(),
            seats: 0,
        }
    }
    /// What is shown of a package: nothing that tells whose it is.
    fn of(found: &'static str, kept: &Kept) -> Self {
        Self {
            found,
            no: kept.no.clone(),
            digest: kept.digest.clone(),
            made_at: kept.made_at.millis(),
            from: kept.from_day.to_string(),
            to: kept.to_day.to_string(),
            seats: kept.seats,
        }
    }
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "gigs/evidence/check.html";
    fn samples() -> Vec<Self> {
        let codes = ["genuine", "repacked", "unknown", "number", "no-number", ""];
        let page = |found| Self {
            no: "E261123-00000000".into(),
            digest: "0123456789abcdef".into(),
            made_at: 1_795_395_600_000,
            from: "2026-10-24".into(),
            to: "2026-11-23".into(),
            seats: 2,
            ..Self::nothing(found)
        };
        codes.map(page).into_iter().collect()
    }
}

fn me(ctx: &Ctx) -> Result<WorkerId, Refusal> {
    people::of_actor(ctx).ok_or_else(|| Refusal::not_found("record-unknown"))
}

async fn make_page(
    house: &House,
    ctx: &Ctx,
    id: &WorkerId,
    desk: bool,
) -> Result<MakePage, Refusal> {
    let mut conn = house.db.read().await?;
    let worker = people::need_worker(&mut conn, id).await?;
    let of = Target::Of {
        subject: worker.id.as_str(),
        region: &worker.region,
    };
    ctx.require(if desk { SEE } else { WORK }, of)?;
    let kept = queries::of_worker(&mut conn, id.as_str(), 20).await?;
    let action = match desk {
        true => format!("/desk/people/{id}/evidence"),
        false => "/my/evidence".to_owned(),
    };
    Ok(MakePage {
        worker: if desk { id.to_string() } else { String::new() },
        name: worker.name,
        action,
        from: ctx.today().plus_days(-30).to_string(),
        to: ctx.today().to_string(),
        rows: kept.into_iter().map(Row::from).collect(),
    })
}

async fn mine(State(house): State<Arc<House>>, Cx(ctx): Cx) -> Reply {
    let page = make_page(&house, &ctx, &me(&ctx)?, false).await?;
    Ok(house.render(&ctx, &page))
}

async fn of_person(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    let page = make_page(&house, &ctx, &WorkerId::parse(&id)?, true).await?;
    Ok(house.render(&ctx, &page))
}

/// Where this house is seen from outside, for the QR code.
fn address(house: &House, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let scheme = if house.settings.secure_cookies {
        "https"
    } else {
        "http"
    };
    host.map_or(String::new(), |host| format!("{scheme}://{host}"))
}

async fn make(
    house: &House,
    ctx: &Ctx,
    headers: &HeaderMap,
    worker: WorkerId,
    fields: &Fields,
) -> Result<Response, Refusal> {
    let mut reader = fields.reader();
    let (from, to) = (reader.day("from"), reader.day("to"));
    let reason = reader.opt_text("reason", 200).unwrap_or_default();
    reader.finish()?;
    let (Some(from), Some(to)) = (from, to) else {
        return Err(Refusal::field("from", "field-not-day"));
    };
    let asked = Asked {
        worker,
        from,
        to,
        reason,
        house: address(house, headers),
    };
    let printed = {
        let mut conn = house.db.read().await?;
        actions::package(ctx, &mut conn, &asked).await?
    };
    let mut tx = trail::begin(&house.db, ctx).await?;
    actions::keep(ctx, &mut tx, &printed).await?;
    tx.commit(ctx).await?;
    let mut response = printed.pdf.into_response();
    let kind = HeaderValue::from_static("application/pdf");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("attachment; filename=\"{}.pdf\"", printed.kept.no);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn make_mine(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    headers: HeaderMap,
    Form(fields): Form,
) -> Reply {
    let id = me(&ctx)?;
    match make(&house, &ctx, &headers, id.clone(), &fields).await {
        Ok(file) => Ok(file),
        Err(refusal) => {
            let page = make_page(&house, &ctx, &id, false).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn make_for(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form,
) -> Reply {
    let id = WorkerId::parse(&id)?;
    let acting = ctx.for_person(id.as_str(), "spoken");
    match make(&house, &acting, &headers, id.clone(), &fields).await {
        Ok(file) => Ok(file),
        Err(refusal) => {
            let page = make_page(&house, &ctx, &id, true).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn by_number(house: &House, no: &str, digest: &str) -> Result<CheckPage, Refusal> {
    let mut conn = house.db.read().await?;
    let found = check::number(&mut conn, &house.vault, no, digest).await?;
    Ok(match found {
        Some(kept) => CheckPage::of("number", &kept),
        None => CheckPage::nothing("no-number"),
    })
}

async fn look(State(house): State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let page = match (fields.get("no"), fields.get("digest")) {
        (Some(no), Some(digest)) => by_number(&house, no, digest).await?,
        _ => CheckPage::nothing(""),
    };
    Ok(house.render(&ctx, &page))
}

async fn checked(State(house): State<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let page = match (fields.file("file"), fields.get("no"), fields.get("digest")) {
        (Some(file), ..) => {
            let mut conn = house.db.read().await?;
            let verdict = check::file(&mut conn, &house.vault, &file.bytes).await?;
            match &verdict {
                Verdict::Genuine(kept) | Verdict::Repacked(kept) => {
                    CheckPage::of(verdict.code(), kept)
                }
                Verdict::Unknown => CheckPage::nothing(verdict.code()),
            }
        }
        (None, Some(no), Some(digest)) => by_number(&house, no, digest).await?,
        _ => {
            let refusal = Refusal::field("file", "gigs-evidence-give-something");
            return house.again(&ctx, &CheckPage::nothing(""), refusal, &fields);
        }
    };
    Ok(house.render(&ctx, &page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Day, Moment};

    #[test]
    fn nothing_personal_is_shown_to_strangers() {
        let day = Day::new(2026, 11, 23).expect("a day");
        let kept = Kept {
            id: super::super::model::EvidenceId::parse(&format!("evd_{}", "0".repeat(32)))
                .expect("an id"),
            no: "E261123-1".into(),
            county: "611021".into(),
            worker_id: "wrk_secret".into(),
            region: "611021102201".into(),
            from_day: day,
            to_day: day,
            seats: 1,
            digest: "d".into(),
            file_digest: "f".into(),
            reason: "secret reason".into(),
            made_by: "acc_secret".into(),
            made_at: Moment::from_millis(0),
        };
        let shown = serde_json::to_string(&CheckPage::of("genuine", &kept)).expect("JSON");
        assert!(!shown.contains("secret") && !shown.contains("102201"));
    }
}

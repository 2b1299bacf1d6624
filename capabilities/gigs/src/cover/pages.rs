//! Pages of cover: lists of employer and desk, one seat for the employer, one for the worker.

use super::actions;
use super::model::{Cover, Entry, Kind, Payer, State as Where};
use super::queries::{self, EXPORT_MAX, Whose};
use crate::{HIRE, SEE, WORK};
use axum::extract::{Path, State};
use employers::EmployerId;
use kernel::{Ctx, Day, Refusal, Target};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use web::{
    Access, Cell, Cursor, Cx, Fields, Form, Format, House, Page, PageSample, Query, Reply, Route,
    Table, sample, see_other, table_response,
};

/// Rows on a page.
const PAGE: i64 = 50;

pub(super) fn routes() -> Vec<Route> {
    let (hire, work) = (Access::Need(HIRE), Access::Need(WORK));
    vec![
        web::get("/hire/cover", hire, of_employer),
        web::get("/desk/cover", Access::Need(SEE), of_scope),
        web::get("/hire/day/seats/{seat}/cover", hire, seat),
        web::post("/hire/day/seats/{seat}/cover", hire, write),
        web::get("/my/day/{seat}/cover", work, mine),
        web::post("/my/day/{seat}/cover", work, answer),
    ]
}

pub(super) fn samples() -> Vec<PageSample> {
    vec![sample::<ListPage>(), sample::<SeatPage>()]
}

/// A record.
#[derive(Serialize)]
pub(crate) struct Row {
    seat: String,
    day: String,
    name: String,
    employer: String,
    kind: &'static str,
    payer: &'static str,
    state: &'static str,
    insurer: String,
    policy_no: String,
    sum_fen: Option<i64>,
    premium_fen: Option<i64>,
    reason: String,
}

impl Row {
    fn sample(kind: Kind, payer: Payer, state: Where) -> Self {
        Self {
            seat: "sea_0".into(),
            day: "2026-11-23".into(),
            name: "张三".into(),
            employer: "洛南县兴旺建材有限公司".into(),
            kind: kind.code(),
            payer: payer.code(),
            state: state.code(),
            insurer: "…".into(),
            policy_no: "…".into(),
            sum_fen: Some(50_000_000),
            premium_fen: Some(300),
            reason: "…".into(),
        }
    }
    fn samples() -> Vec<Self> {
        vec![
            Self::sample(Kind::Accident, Payer::Employer, Where::Complete),
            Self::sample(Kind::Supplement, Payer::Worker, Where::Asked),
            Self::sample(Kind::None, Payer::Nobody, Where::Stated),
        ]
    }
}

async fn row(conn: &mut db::Conn, cover: Cover) -> Result<Row, Refusal> {
    let worker = people::worker(conn, &WorkerId::parse(&cover.worker_id)?).await?;
    let employer = employers::employer(conn, &EmployerId::parse(&cover.employer_id)?).await?;
    Ok(Row {
        seat: cover.seat_id,
        day: cover.work_day.to_string(),
        name: worker.map(|w| w.name).unwrap_or_default(),
        employer: employer.map(|e| e.name).unwrap_or_default(),
        kind: cover.kind.code(),
        payer: cover.payer.code(),
        state: cover.state.code(),
        insurer: cover.insurer,
        policy_no: cover.policy_no,
        sum_fen: cover.sum_fen,
        premium_fen: cover.premium_fen,
        reason: cover.reason,
    })
}

/// A list of cover.
#[derive(Serialize)]
pub struct ListPage {
    desk: bool,
    path: String,
    from: String,
    query: String,
    rows: Vec<Row>,
    next: String,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "gigs/cover/list.html";
    fn samples() -> Vec<Self> {
        let page = |desk, rows, next: &str| Self {
            desk,
            path: "/desk/cover".into(),
            from: "2026-11-23".into(),
            query: String::new(),
            rows,
            next: next.into(),
        };
        vec![
            page(true, Row::samples(), "/desk/cover?x"),
            page(false, Vec::new(), ""),
        ]
    }
    fn fields(&self) -> Fields {
        Fields::of([("from", &self.from)])
    }
}

async fn of_employer(state: State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let own = employers::of_actor(&ctx);
    let employer = own.first().map(ToString::to_string);
    let employer = employer.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    list(
        &state.0,
        &ctx,
        &fields,
        Whose::Employer(&employer),
        "/hire/cover",
    )
    .await
}

async fn of_scope(state: State<Arc<House>>, Cx(ctx): Cx, Query(fields): Query) -> Reply {
    let (lo, hi) = (ctx.scope.lo.clone(), ctx.scope.hi.clone());
    list(
        &state.0,
        &ctx,
        &fields,
        Whose::Scope(&lo, &hi),
        "/desk/cover",
    )
    .await
}

async fn list(house: &House, ctx: &Ctx, fields: &Fields, whose: Whose<'_>, path: &str) -> Reply {
    let mut reader = fields.reader();
    reader.only(&["from", "cursor", "format"]);
    let from: Day = reader.opt_day("from").unwrap_or(ctx.today().plus_days(-7));
    reader.finish()?;
    let format = fields.get("format").map(Format::parse).transpose()?;
    let after = match fields.get("cursor") {
        Some(text) => {
            let keys = Cursor::decode(text, 2)?.0;
            (keys[0].clone(), keys[1].clone())
        }
        None => (String::new(), String::new()),
    };
    let most = if format.is_some() {
        EXPORT_MAX
    } else {
        PAGE + 1
    };
    let mut conn = house.db.read().await?;
    let mut found = queries::list(&mut conn, whose, from, &after, most).await?;
    let mut next = String::new();
    if format.is_none() && found.len() as i64 > PAGE {
        found.truncate(PAGE as usize);
        if let Some(last) = found.last() {
            let cursor = Cursor(vec![last.work_day.to_string(), last.id.clone()]).encode();
            next = format!("{path}?{}", fields.with("cursor", Some(&cursor)));
        }
    }
    let mut rows = Vec::new();
    for cover in found {
        rows.push(row(&mut conn, cover).await?);
    }
    if let Some(format) = format {
        return Ok(table_response(format, "cover", &table(house, ctx, &rows))?);
    }
    let page = ListPage {
        desk: matches!(whose, Whose::Scope(..)),
        path: path.to_owned(),
        from: from.to_string(),
        query: fields.with("cursor", None),
        rows,
        next,
    };
    Ok(house.render(ctx, &page))
}

fn table(house: &House, ctx: &Ctx, rows: &[Row]) -> Table {
    let say = |key: &str| house.say(ctx.locale, key);
    let keys = [
        "gigs-cover-day",
        "gigs-cover-name",
        "gigs-cover-employer",
        "gigs-cover-kind",
        "gigs-cover-payer",
        "gigs-cover-state",
        "gigs-cover-insurer",
        "gigs-cover-policy",
        "gigs-cover-sum",
        "gigs-cover-premium",
        "gigs-cover-reason",
    ];
    let mut table = Table::new(&keys.map(say));
    let yuan = |fen: Option<i64>| fen.map_or(String::new(), |f| kernel::Fen(f).to_string());
    for r in rows {
        let cells: [Cell; 11] = [
            r.day.clone().into(),
            r.name.clone().into(),
            r.employer.clone().into(),
            say(&format!("gigs-cover-kind-{}", r.kind)).into(),
            say(&format!("gigs-cover-payer-{}", r.payer)).into(),
            say(&format!("gigs-cover-state-{}", r.state)).into(),
            r.insurer.clone().into(),
            r.policy_no.clone().into(),
            yuan(r.sum_fen).into(),
            yuan(r.premium_fen).into(),
            r.reason.clone().into(),
        ];
        table.rows.push(cells.to_vec());
    }
    table
}

/// The cover of one seat.
#[derive(Serialize)]
pub struct SeatPage {
    seat: String,
    day: String,
    /// The worker looks; else the employer or the desk.
    mine: bool,
    staff: bool,
    rows: Vec<Row>,
    kinds: Vec<&'static str>,
    payers: Vec<&'static str>,
}

/// What can be written down.
const KINDS: [&str; 6] = [
    "injury",
    "occupational",
    "liability",
    "accident",
    "basic",
    "supplement",
];

impl Page for SeatPage {
    const TEMPLATE: &'static str = "gigs/cover/seat.html";
    fn samples() -> Vec<Self> {
        let page = |mine, staff, rows| Self {
            seat: "sea_0".into(),
            day: "2026-11-23".into(),
            mine,
            staff,
            rows,
            kinds: KINDS.to_vec(),
            payers: vec!["employer", "worker"],
        };
        vec![
            page(true, false, Row::samples()),
            page(false, true, Row::samples()),
            page(false, false, Vec::new()),
        ]
    }
}

async fn load(house: &House, ctx: &Ctx, id: &str, mine: bool) -> Result<SeatPage, Refusal> {
    let mut conn = house.db.read().await?;
    let seat = queries::seat(&mut conn, id).await?;
    let (permission, subject, region) = match mine {
        true => (WORK, &seat.worker_id, &seat.worker_region),
        false => (HIRE, &seat.employer_id, &seat.region),
    };
    ctx.require(permission, Target::Of { subject, region })?;
    let mut rows = Vec::new();
    for cover in queries::of_seat(&mut conn, id).await? {
        rows.push(row(&mut conn, cover).await?);
    }
    let staff = ctx.actor.is_staff();
    let mut payers = vec!["employer", "worker"];
    if staff {
        payers.push("gov");
    }
    Ok(SeatPage {
        day: seat.work_day.to_string(),
        seat: seat.id,
        mine,
        staff,
        rows,
        kinds: KINDS.to_vec(),
        payers,
    })
}

async fn seat(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, false).await?))
}

async fn mine(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    Ok(house.render(&ctx, &load(&house, &ctx, &id, true).await?))
}

fn entry(fields: &Fields) -> Result<Entry, Refusal> {
    let mut reader = fields.reader();
    let kind = reader.one_of("kind", &KINDS);
    let payer = reader.one_of("payer", &["employer", "worker", "gov"]);
    let insurer = reader.text("insurer", 2..=60);
    let policy_no = reader.opt_text("policy_no", 60).unwrap_or_default();
    let sum = reader.opt_yuan("sum");
    let premium = reader.opt_yuan("premium");
    reader.finish()?;
    let unknown = || Refusal::field("kind", "field-not-choice");
    Ok(Entry {
        kind: Kind::parse(kind).ok_or_else(unknown)?,
        payer: Payer::parse(payer).ok_or_else(unknown)?,
        insurer,
        policy_no,
        sum_fen: sum.map(|f| f.0),
        premium_fen: premium.map(|f| f.0),
    })
}

async fn write(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = async {
        let entry = entry(&fields)?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::complete(&ctx, &mut tx, &id, &entry).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => {
            let next = format!("/hire/day/seats/{id}/cover?said=gigs-cover-said-written");
            Ok(see_other(&next))
        }
        Err(refusal) => {
            let page = load(&house, &ctx, &id, false).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

async fn answer(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let done = async {
        let mut reader = fields.reader();
        let kind = reader.one_of("kind", Kind::CODES);
        let yes = reader.one_of("answer", &["yes", "no"]) == "yes";
        reader.finish()?;
        let kind = Kind::parse(kind).ok_or_else(|| Refusal::field("kind", "field-not-choice"))?;
        let mut tx = trail::begin(&house.db, &ctx).await?;
        actions::answer(&ctx, &mut tx, &id, kind, yes).await?;
        tx.commit(&ctx).await
    };
    match done.await {
        Ok(()) => {
            let next = format!("/my/day/{id}/cover?said=gigs-cover-said-answered");
            Ok(see_other(&next))
        }
        Err(refusal) => {
            let page = load(&house, &ctx, &id, true).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

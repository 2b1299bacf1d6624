//! The page on the employer's telephone: the code that changes, and who is there.

use super::view::{Choice, acting, consent_choices, is_staff};
use crate::hours::actions::{check_in, check_out, require};
use crate::hours::model::{Hours, How};
use crate::hours::{code, queries};
use crate::orders::model::{Shift, ShiftId};
use crate::seats::model::{Party, Seat, SeatId};
use crate::seats::state::State as Where;
use crate::{HIRE, orders, seats};
use axum::extract::{Path, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use kernel::{Ctx, Refusal, Target};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use vault::Vault;
use web::{Access, Cx, Form, House, Page, Reply, Route, see_other};

pub(super) fn routes() -> Vec<Route> {
    let hire = Access::Need(HIRE);
    vec![
        web::get("/hire/here/{shift}", hire, show),
        web::post("/hire/here/{shift}/{seat}", hire, step),
    ]
}

#[derive(Serialize)]
struct Row {
    seat: String,
    name: String,
    state: &'static str,
    /// The step that can be noted now: `in`, `out`, or empty.
    step: &'static str,
    in_at: Option<i64>,
    out_at: Option<i64>,
}

/// Who is there, with the code.
#[derive(Serialize)]
pub struct HerePage {
    shift: String,
    order: String,
    title: String,
    from: i64,
    to: i64,
    /// Empty outside the time in which one can come and go.
    code: String,
    qr: Option<String>,
    seconds: i64,
    rows: Vec<Row>,
    consents: Vec<Choice>,
}

impl Page for HerePage {
    const TEMPLATE: &'static str = "gigs/hours/here.html";
    fn samples() -> Vec<Self> {
        let row = |state: &'static str, step| Row {
            seat: "sea_00000000000000000000000000000000".into(),
            name: "张三".into(),
            state,
            step,
            in_at: (step != "in").then_some(1_795_395_600_000),
            out_at: step.is_empty().then_some(1_795_424_400_000),
        };
        let page = |code: &str, rows, staff: bool| Self {
            shift: "shf_00000000000000000000000000000000".into(),
            order: "ord_00000000000000000000000000000000".into(),
            title: "摘花椒".into(),
            from: 1_795_395_600_000,
            to: 1_795_424_400_000,
            code: code.into(),
            qr: web::qr_svg("https://yizhan.example/my/here?code=000000"),
            seconds: 60,
            rows,
            consents: if staff { sample_consents() } else { Vec::new() },
        };
        let rows = vec![
            row("confirmed", "in"),
            row("checked-in", "out"),
            row("checked-out", ""),
        ];
        vec![page("123 456", rows, true), page("", Vec::new(), false)]
    }
}

pub(super) fn sample_consents() -> Vec<Choice> {
    vec![Choice {
        value: "spoken",
        text: "本人当面说的".into(),
    }]
}

fn row(seat: &Seat, hours: Option<&Hours>, name: String) -> Row {
    Row {
        seat: seat.id.to_string(),
        name,
        state: seat.state.code(),
        step: match seat.state {
            Where::Confirmed => "in",
            Where::CheckedIn => "out",
            _ => "",
        },
        in_at: hours.and_then(|h| h.in_at).map(kernel::Moment::millis),
        out_at: hours.and_then(|h| h.out_at).map(kernel::Moment::millis),
    }
}

/// Seats that somebody works or is to work.
const fn is_shown(state: Where) -> bool {
    state.holds() && !matches!(state, Where::Claimed)
}

fn shown_code(ctx: &Ctx, shift: &Shift) -> Result<(String, i64), Refusal> {
    let seconds = code::seconds(ctx, &shift.region)?;
    let early = reference::whole(ctx, "gigs.code_early_minutes", &shift.region, ctx.today())?;
    let late = reference::whole(ctx, "gigs.code_late_minutes", &shift.region, ctx.today())?;
    let (from, to) = (
        shift.start_at.plus_minutes(-early),
        shift.end_at.plus_minutes(late),
    );
    if ctx.now < from || ctx.now > to {
        return Ok((String::new(), seconds));
    }
    let vault = ctx.slot::<Vault>()?;
    Ok((
        code::now(&vault, shift.id.as_str(), ctx.now, seconds),
        seconds,
    ))
}

/// Where the QR code leads.
fn address(house: &House, headers: &HeaderMap, code: &str) -> String {
    let host = headers.get(HOST).and_then(|h| h.to_str().ok());
    let scheme = if house.settings.secure_cookies {
        "https"
    } else {
        "http"
    };
    format!(
        "{scheme}://{}/my/here?code={code}",
        host.unwrap_or_default()
    )
}

async fn load(
    house: &House,
    ctx: &Ctx,
    headers: &HeaderMap,
    text: &str,
) -> Result<HerePage, Refusal> {
    let mut conn = house.db.read().await?;
    let shift = orders::shift(&mut conn, &ShiftId::parse(text)?).await?;
    let shift = shift.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let (subject, region) = (shift.employer_id.as_str(), shift.region.as_str());
    ctx.require(HIRE, Target::Of { subject, region })?;
    let order = orders::order(&mut conn, &shift.order_id).await?;
    let hours = queries::of_shift(&mut conn, shift.id.as_str()).await?;
    let mut rows = Vec::new();
    for seat in seats::of_shift(&mut conn, &shift.id).await? {
        if !is_shown(seat.state) {
            continue;
        }
        let worker = people::worker(&mut conn, &WorkerId::parse(&seat.worker_id)?).await?;
        let name = worker.map(|w| w.name).unwrap_or_default();
        rows.push(row(&seat, hours.get(seat.id.as_str()), name));
    }
    let (code, seconds) = shown_code(ctx, &shift)?;
    Ok(HerePage {
        qr: if code.is_empty() {
            None
        } else {
            web::qr_svg(&address(house, headers, &code))
        },
        code: match code.split_at_checked(3) {
            Some((a, b)) => format!("{a} {b}"),
            None => code,
        },
        seconds,
        shift: shift.id.to_string(),
        order: shift.order_id.to_string(),
        title: order.map(|o| o.terms.title).unwrap_or_default(),
        from: shift.start_at.millis(),
        to: shift.end_at.millis(),
        rows,
        consents: consent_choices(house, ctx),
    })
}

async fn show(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    headers: HeaderMap,
    Path(text): Path<String>,
) -> Reply {
    let page = load(&house, &ctx, &headers, &text).await?;
    // The code changes: a header asks for the page anew, with JavaScript off as well.
    let every = HeaderValue::from((page.seconds / 2).clamp(5, 20));
    let mut response = house.render(&ctx, &page);
    let name = HeaderName::from_static("refresh");
    response.headers_mut().insert(name, every);
    Ok(response)
}

async fn note(house: &House, ctx: &Ctx, seat: &str, fields: &web::Fields) -> Result<(), Refusal> {
    let id = SeatId::parse(seat)?;
    let mut reader = fields.reader();
    let with = reader.one_of("step", &["in", "out"]);
    reader.finish()?;
    let seat = {
        let mut conn = house.db.read().await?;
        crate::hours::actions::need(&mut conn, &id).await?
    };
    require(ctx, &seat, Party::Employer)?;
    let ctx = &acting(ctx, &seat.employer_id, fields)?;
    let how = if is_staff(ctx) {
        How::Clerk
    } else {
        How::Employer
    };
    let mut tx = trail::begin(&house.db, ctx).await?;
    match with {
        "in" => check_in(ctx, &mut tx, &id, how, ctx.now).await?,
        _ => check_out(ctx, &mut tx, &id, how, ctx.now).await?,
    };
    tx.commit(ctx).await
}

async fn step(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    headers: HeaderMap,
    Path((shift, seat)): Path<(String, String)>,
    Form(fields): Form,
) -> Reply {
    match note(&house, &ctx, &seat, &fields).await {
        Ok(()) => Ok(see_other(&format!(
            "/hire/here/{shift}?said=gigs-hours-noted"
        ))),
        Err(refusal) => {
            let page = load(&house, &ctx, &headers, &shift).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

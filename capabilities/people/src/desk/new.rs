//! A new file in half a minute, after a look at the files that may be the same person's.

use crate::choice::{Choice, choices};
use crate::consents::Purpose;
use crate::consents::model::STAFF_HOWS;
use crate::permissions::{CREATE, VIEW};
use crate::workers::actions::register;
use crate::workers::model::{Channel, NewWorker, Worker};
use crate::workers::view::{self, FileView};
use crate::workers::{part, queries, said, sealed};
use axum::extract::State as Held;
use kernel::{Ctx, Refusal, Target, check_id_card, check_phone};
use serde::Serialize;
use std::sync::Arc;
use web::{Access, Cx, Fields, Form, House, Page, Reply, Route};

/// A new file.
#[derive(Debug, Serialize)]
pub(crate) struct NewPage {
    hows: Vec<Choice>,
    purposes: Vec<Choice>,
    channels: Vec<Choice>,
    /// Files that may be the same person's.
    alike: Vec<FileView>,
    place: String,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "people/desk/new.html";
    fn samples() -> Vec<Self> {
        let page = |alike| Self {
            hows: vec![Choice::new("spoken", "…")],
            purposes: vec![Choice::new("notices", "…")],
            channels: vec![Choice::new("sms", "…")],
            alike,
            place: "石坡镇 张河村".into(),
        };
        vec![
            page(Vec::new()),
            page(vec![FileView::sample(), FileView::bare()]),
        ]
    }
    fn fields(&self) -> Fields {
        let mut fields = Fields::of([("consent", "spoken"), ("channel", "telephone")]);
        fields.push("place", self.place.as_str());
        fields
    }
}

fn blank(house: &House, ctx: &Ctx) -> Result<NewPage, Refusal> {
    let tables = reference::tables(ctx)?;
    let say = |prefix, codes: &[&str]| choices(&house.words, ctx.locale, prefix, codes);
    let optional: Vec<&str> = Purpose::ALL
        .iter()
        .filter(|p| !p.is_needed())
        .map(|p| p.code())
        .collect();
    // A village station's people live in its village, most of them.
    let own = tables.division(&ctx.scope.lo).map(|d| tables.name(&d.code));
    Ok(NewPage {
        hows: say("people-how-", &STAFF_HOWS),
        purposes: say("people-purpose-", &optional),
        channels: say("people-channel-", &Channel::CODES),
        alike: Vec::new(),
        place: own.unwrap_or_default(),
    })
}

/// Reads the form of a new file, as the desk shows it: what the person tells, the way consent was
/// given, and how to be reached.
///
/// # Errors
/// Field faults, all of them at once.
pub fn read(ctx: &Ctx, fields: &Fields) -> Result<NewWorker, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut f = fields.reader();
    let name = f.text("name", 1..=30);
    let phone = f.opt_text("phone", 30);
    let id_no = f.opt_text("id_no", 40);
    let text = f.text("place", 1..=40);
    let mut region = String::new();
    match said::place(&tables, "place", &text) {
        Ok(code) => region = code,
        Err(_) if text.is_empty() => {}
        Err(fault) => f.fault_with("place", fault.code, fault.args),
    }
    if !region.is_empty() && !ctx.scope.covers(&region) {
        f.fault("place", "people-place-outside");
    }
    let trades = said::trades(&tables, &f.opt_text("words", 200).unwrap_or_default());
    for fault in part::trade_faults(&tables, &trades) {
        f.fault_with(&fault.field, fault.code, fault.args);
    }
    let consent = f.one_of("consent", &STAFF_HOWS);
    let channel = f
        .opt_one_of("channel", &Channel::CODES)
        .and_then(Channel::parse);
    let purposes = f.many("purpose", Purpose::ALL.len());
    let proxy_only = f.flag("proxy_only");
    if phone.is_none() && !proxy_only {
        f.fault("phone", "people-phone-or-proxy");
    }
    f.finish()?;
    let mut new = NewWorker {
        name,
        phone,
        id_no,
        region,
        channel: channel.unwrap_or_default(),
        proxy_only,
        consent,
        purposes: purposes
            .iter()
            .filter_map(|p| Purpose::parse(p))
            .map(Purpose::code)
            .collect(),
        distinct: fields.get("distinct").is_some(),
        open_account: true,
        ..NewWorker::default()
    };
    new.wishes.trades = trades.sure;
    Ok(new)
}

/// Files that may be the same person's, inside the scope of the staff.
///
/// # Errors
/// What the database says.
pub async fn alike(
    house: &House,
    ctx: &Ctx,
    conn: &mut db::Conn,
    new: &NewWorker,
) -> Result<Vec<Worker>, Refusal> {
    let phone = new.phone.as_deref().and_then(check_phone);
    let id = new
        .id_no
        .as_deref()
        .and_then(|t| check_id_card(t, ctx.today()).ok());
    let phone = phone.map(|p| sealed::phone_index(&house.vault, &p));
    let id = id.map(|i| sealed::id_index(&house.vault, i.number()));
    let name = words::fold(&new.name);
    queries::alike(conn, &ctx.scope, &name, &new.region, [phone, id]).await
}

async fn show(Held(house): Held<Arc<House>>, Cx(ctx): Cx) -> Reply {
    ctx.require(CREATE, Target::Any)?;
    Ok(house.render(&ctx, &blank(&house, &ctx)?))
}

async fn create(Held(house): Held<Arc<House>>, Cx(ctx): Cx, Form(fields): Form) -> Reply {
    let mut page = blank(&house, &ctx)?;
    let new = match read(&ctx, &fields) {
        Ok(new) => new,
        Err(refusal) => return house.again(&ctx, &page, refusal, &fields),
    };
    // Begun before it is looked for others: a copy of this very request waits here for the first,
    // and does not take the file that the first makes for somebody alike.
    let mut tx = match trail::begin(&house.db, &ctx).await {
        Ok(tx) => tx,
        Err(refusal) => return house.again(&ctx, &page, refusal, &fields),
    };
    if !new.distinct {
        let found = alike(&house, &ctx, &mut tx, &new).await?;
        if !found.is_empty() {
            page.alike = found
                .iter()
                .map(|w| view::view(&ctx, w))
                .collect::<Result<_, _>>()?;
            let refusal = Refusal::conflict("people-alike");
            return house.again(&ctx, &page, refusal, &fields);
        }
    }
    let done = async {
        let made = register::register(&ctx, &mut tx, new).await?;
        let said = match made.is_new() {
            true => "people-said-made",
            false => "people-said-already",
        };
        let to = format!("/desk/people/{}?said={said}", made.id());
        web::commit_to(tx, &ctx, &to).await
    };
    match done.await {
        Ok(response) => Ok(response),
        Err(refusal) => house.again(&ctx, &page, refusal, &fields),
    }
}

pub(crate) fn routes() -> Vec<Route> {
    vec![
        web::get("/desk/people/new", Access::Need(VIEW), show),
        web::post("/desk/people/new", Access::Need(VIEW), create),
    ]
}

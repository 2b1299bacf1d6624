//! Changing a file, a question at a time; by the person, or by staff for the person.

use crate::permissions::EDIT;
use crate::workers::actions::register::{cert, served};
use crate::workers::checks::{self, Faults, clean_name};
use crate::workers::model::{Channel, NewCert, Worker, WorkerId, id_kind};
use crate::workers::state::{Holds, state_of};
use crate::workers::{queries, sealed, store};
use kernel::{
    ActorKind, Ctx, Day, Fen, IdCard, Refusal, Role, Target, check_id_card, check_phone, is_mobile,
};
use serde_json::json;
use vault::Vault;

/// One question's answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Who and where. A number that is `None` stays as it is.
    Who {
        /// Name.
        name: String,
        /// Home, 12 digits.
        region: String,
        /// Telephone as typed; staff only, for a person's own is the one that signed in.
        phone: Option<String>,
        /// ID number as typed.
        id_no: Option<String>,
    },
    /// Wanted trades, by id.
    Trades(Vec<String>),
    /// Where: divisions, longest way in minutes, lodging.
    Place(Vec<String>, Option<i64>, bool),
    /// Least pay with its unit, wished settlements.
    Pay(Option<Fen>, String, Vec<String>),
    /// Free from and until.
    Dates(Option<Day>, Option<Day>),
    /// A certificate more, or told anew.
    Cert(NewCert),
    /// A certificate less.
    DropCert(String),
    /// How the person wishes to hear from us, and whether staff do each step.
    Channel(Channel, bool),
}

impl Change {
    const fn code(&self) -> &'static str {
        match self {
            Change::Who { .. } => "who",
            Change::Trades(_) => "trades",
            Change::Place(..) => "place",
            Change::Pay(..) => "pay",
            Change::Dates(..) => "dates",
            Change::Cert(_) => "cert",
            Change::DropCert(_) => "drop-cert",
            Change::Channel(..) => "channel",
        }
    }
}

/// Changes a file.
///
/// # Errors
/// NotFound when there is no such file in reach; field faults as [`super::register::register`];
/// Conflict `people-id-known` when the ID number stands in another file.
pub async fn edit(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
    change: Change,
) -> Result<(), Refusal> {
    let mut worker = queries::need(tx, id).await?;
    ctx.require(
        EDIT,
        Target::Of {
            subject: id.as_str(),
            region: &worker.region,
        },
    )?;
    let tables = reference::tables(ctx)?;
    let mut faults = Faults::default();
    let code = change.code();
    let before = worker.clone();
    match change {
        Change::Who {
            name,
            region,
            phone,
            id_no,
        } => {
            let told = Who {
                name,
                region,
                phone,
                id_no,
            };
            who(ctx, tx, &mut worker, told, &mut faults).await?;
        }
        Change::Trades(trades) => worker.wishes.trades = trades,
        Change::Place(places, minutes, lodging) => {
            worker.wishes.places = places;
            worker.wishes.max_minutes = minutes;
            worker.wishes.lodging = lodging;
        }
        Change::Pay(floor, unit, settle) => {
            worker.wishes.pay_floor = floor;
            worker.wishes.pay_unit = unit;
            worker.wishes.settle = settle;
        }
        Change::Dates(from, to) => (worker.wishes.from, worker.wishes.to) = (from, to),
        Change::Cert(told) => put_cert(ctx, tx, id, &told, &mut faults).await?,
        Change::DropCert(kind) => {
            store::drop_certs(tx, id, Some(&kind)).await?;
        }
        Change::Channel(channel, proxy_only) => {
            (worker.channel, worker.proxy_only) = (channel, proxy_only);
        }
    }
    checks::wishes(ctx, &tables, &mut worker.wishes, &mut faults);
    faults.finish()?;
    if (&before.wishes.trades, &before.wishes.places)
        != (&worker.wishes.trades, &worker.wishes.places)
    {
        store::clear_lists(tx, id).await?;
        store::insert_lists(tx, id, &worker.wishes).await?;
    }
    worker.state = state_of(holds(&worker));
    worker.updated_at = ctx.now.millis();
    store::update(tx, &worker, &words::fold(&worker.name)).await?;
    let detail = json!({ "part": code, "state": worker.state.code() });
    tx.note(ctx, "people.edit", id.as_str(), &worker.region, detail);
    crate::changes::changed(tx, id.as_str());
    tx.publish("worker-changed", id.as_str(), json!({ "part": code }));
    if ctx.actor.is_staff() {
        served(ctx, tx, &worker, "profile").await?;
    }
    Ok(())
}

fn holds(worker: &Worker) -> Holds {
    Holds {
        name: !worker.name.is_empty(),
        reach: worker.phone.is_some() || worker.proxy_only,
        trades: !worker.wishes.trades.is_empty(),
        id: worker.id_no.is_some(),
        terms: worker.wishes.pay_floor.is_some() && worker.wishes.max_minutes.is_some(),
    }
}

async fn put_cert(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &WorkerId,
    told: &NewCert,
    faults: &mut Faults,
) -> Result<(), Refusal> {
    checks::cert_kind(&told.kind, faults);
    if told.expires.is_some_and(|day| day < ctx.today()) {
        faults.add("expires_day", "people-cert-ended", &[]);
    }
    if !faults.0.is_empty() {
        return Ok(());
    }
    let vault = ctx.slot::<Vault>()?;
    // Staff look at the paper before they type it; what a person types is told, not seen.
    let status = if ctx.actor.is_staff() { "seen" } else { "told" };
    let cert = cert(ctx, &vault, told, status);
    store::put_cert(tx, id, &cert).await?;
    Ok(())
}

struct Who {
    name: String,
    region: String,
    phone: Option<String>,
    id_no: Option<String>,
}

async fn who(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    worker: &mut Worker,
    told: Who,
    faults: &mut Faults,
) -> Result<(), Refusal> {
    let tables = reference::tables(ctx)?;
    match clean_name(&told.name) {
        Some(name) => worker.name = name,
        None => faults.add("name", "people-name-bad", &[]),
    }
    match tables.nbs(&told.region) {
        Some(region) => region.clone_into(&mut worker.region),
        None => faults.add("place", "people-place-unknown", &[("text", &told.region)]),
    }
    if ctx.actor.is_staff() && !ctx.scope.covers(&worker.region) {
        faults.add("place", "people-place-outside", &[]);
    }
    if let Some(text) = told
        .phone
        .as_deref()
        .filter(|_| ctx.actor.kind != ActorKind::Person)
    {
        match check_phone(text) {
            Some(phone) => set_phone(ctx, tx, worker, &phone).await?,
            None => faults.add("phone", "field-not-phone", &[]),
        }
    }
    if let Some(text) = told.id_no.as_deref() {
        match check_id_card(text, ctx.today()) {
            Ok(card) => {
                checks::age(ctx, &tables, &card, &worker.region, faults);
                if faults.0.is_empty() {
                    set_id(ctx, tx, worker, &card).await?;
                }
            }
            Err(fault) => faults.add("id_no", fault.code(), &[]),
        }
    }
    Ok(())
}

async fn set_phone(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    worker: &mut Worker,
    phone: &str,
) -> Result<(), Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let sealed = sealed::seal_phone(ctx, &vault, worker.id.as_str(), Some(phone));
    store::set_phone(tx, &worker.id, &sealed).await?;
    worker.phone = sealed.value;
    // Whoever holds the old number must not see the file any longer.
    stations::forget_subject(ctx, tx, worker.id.as_str()).await?;
    worker.account = None;
    if is_mobile(phone) {
        let account = stations::ensure_account(ctx, tx, phone).await?;
        stations::link_subject(ctx, tx, &account, worker.id.as_str(), Role::Worker).await?;
        worker.account = Some(account);
    }
    Ok(())
}

async fn set_id(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    worker: &mut Worker,
    card: &IdCard,
) -> Result<(), Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let index = sealed::id_index(&vault, card.number());
    let known = queries::by_id_no(tx, &index).await?;
    if known.is_some_and(|k| k.id != worker.id) {
        return Err(Refusal::conflict("people-id-known"));
    }
    let sealed = sealed::seal_id(ctx, &vault, worker.id.as_str(), Some(card.number()));
    store::set_id(tx, &worker.id, &sealed).await?;
    worker.id_no = sealed.value;
    worker.id_kind = Some(id_kind(card.number()).to_owned());
    (worker.birth, worker.sex) = (Some(card.birth()), Some(card.sex()));
    Ok(())
}

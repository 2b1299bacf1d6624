//! Opening a file: the same action for the person, the desk, the import and the demo county.

use crate::consents::{self, Purpose};
use crate::permissions::CREATE;
use crate::workers::checks::{self, Checked, Faults};
use crate::workers::model::{Cert, NewWorker, Registered, Worker, WorkerId, id_kind};
use crate::workers::queries::{self, Identity};
use crate::workers::sealed::{self, Sealed};
use crate::workers::state::{Holds, state_of};
use crate::workers::store;
use kernel::{ActorKind, Ctx, Refusal, Region, Role, Target, is_mobile};
use serde_json::json;
use stations::ledger::{self, Service};
use vault::Vault;

/// Opens a worker's file, or finds the one that the person has: the same ID number is the same
/// person whoever typed it; so is the same telephone with the same name, unless the ID numbers
/// differ or staff say otherwise (`distinct`). Repeating it changes nothing.
///
/// # Errors
/// Field faults `people-name-bad`, `field-not-phone`, `id-card-…`, `people-too-young`,
/// `people-place-unknown` and those of the wishes; Conflict `people-file-elsewhere` when the
/// file lies outside the scope of the staff who ask; Conflict `people-id-taken` when a person
/// types an ID number that stands in a file with another telephone.
pub async fn register(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    new: NewWorker,
) -> Result<Registered, Refusal> {
    match ctx.actor.kind {
        ActorKind::Person => ctx.require(CREATE, Target::Any)?,
        _ => ctx.require(CREATE, Target::Region(&new.region))?,
    }
    let (checked, new) = check(ctx, new)?;
    let vault = ctx.slot::<Vault>()?;
    let id_idx = checked
        .id
        .as_ref()
        .map(|card| sealed::id_index(&vault, card.number()));
    let phone_idx = checked
        .phone
        .as_deref()
        .map(|phone| sealed::phone_index(&vault, phone));
    let known = find(
        tx,
        &new,
        &checked.name_fold,
        id_idx.as_deref(),
        phone_idx.as_deref(),
    );
    if let Some(known) = known.await? {
        return already(ctx, tx, &known, phone_idx.as_deref()).await;
    }
    let id = WorkerId::mint(ctx);
    let doing = match ctx.actor.kind {
        ActorKind::Staff | ActorKind::Token => ctx.for_person(id.as_str(), new.consent),
        _ => ctx.clone(),
    };
    let mut worker = draft(ctx, id, &new, &checked);
    worker.account = account(&doing, tx, &new, checked.phone.as_deref(), &worker.id).await?;
    let row = worker.id.as_str();
    let phone = sealed::seal_phone(ctx, &vault, row, checked.phone.as_deref());
    let card = checked.id.as_ref().map(kernel::IdCard::number);
    let number = sealed::seal_id(ctx, &vault, row, card);
    write(
        &doing,
        tx,
        &vault,
        &mut worker,
        &new,
        &checked.name_fold,
        [phone, number],
    )
    .await?;
    Ok(Registered::New(worker.id))
}

fn check(ctx: &Ctx, mut new: NewWorker) -> Result<(Checked, NewWorker), Refusal> {
    let tables = reference::tables(ctx)?;
    let mut faults = Faults::default();
    let checked = checks::identity(ctx, &new, &mut faults);
    // One code system inside: that of the statistics bureau.
    match tables
        .nbs(&new.region)
        .map(str::to_owned)
        .filter(|r| Region::parse(r).is_some())
    {
        Some(region) => new.region = region,
        None => faults.add("place", "people-place-unknown", &[("text", &new.region)]),
    }
    if let Some(card) = &checked.id {
        checks::age(ctx, &tables, card, &new.region, &mut faults);
    }
    checks::wishes(ctx, &tables, &mut new.wishes, &mut faults);
    for cert in &new.certs {
        checks::cert_kind(&cert.kind, &mut faults);
    }
    if !consents::HOWS.contains(&new.consent) {
        faults.add("consent", "people-consent-needed", &[]);
    }
    faults.finish()?;
    Ok((checked, new))
}

async fn find(
    tx: &mut trail::Tx,
    new: &NewWorker,
    name_fold: &str,
    id_idx: Option<&[u8]>,
    phone_idx: Option<&[u8]>,
) -> Result<Option<Identity>, Refusal> {
    if let Some(index) = id_idx
        && let Some(found) = queries::by_id_no(tx, index).await?
    {
        return Ok(Some(found));
    }
    let Some(phone_idx) = phone_idx.filter(|_| !new.distinct) else {
        return Ok(None);
    };
    let found = queries::by_phone_and_name(tx, phone_idx, name_fold).await?;
    let same = |known: &Identity| match (&known.id_idx, id_idx) {
        // Father and son may share a telephone, and now and then a name; never an ID number.
        (Some(known), Some(given)) => known == given,
        _ => true,
    };
    Ok(found.into_iter().find(same))
}

async fn already(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    known: &Identity,
    phone_idx: Option<&[u8]>,
) -> Result<Registered, Refusal> {
    match ctx.actor.kind {
        ActorKind::Person => {
            let own = ctx.actor.subjects.iter().any(|s| s == known.id.as_str());
            if !own && (phone_idx.is_none() || known.phone_idx.as_deref() != phone_idx) {
                // Knowing a number proves nothing: the counter sees the card itself.
                return Err(Refusal::conflict("people-id-taken"));
            }
            if !own {
                let account = &ctx.actor.id;
                stations::link_subject(ctx, tx, account, known.id.as_str(), Role::Worker).await?;
                if known.account.is_none() {
                    store::set_account(tx, &known.id, account).await?;
                }
                let (id, region) = (known.id.as_str(), known.region.as_str());
                tx.note(ctx, "people.claim", id, region, json!({}));
            }
        }
        _ if !ctx.scope.covers(&known.region) => {
            let tables = reference::tables(ctx)?;
            let town = tables.town_of(&known.region).map(|t| t.short_name.clone());
            let place = town.unwrap_or_else(|| tables.name(&known.region));
            return Err(Refusal::conflict("people-file-elsewhere").with("place", place));
        }
        _ => {}
    }
    tx.quiet("a file that is there already");
    Ok(Registered::Already(known.id.clone()))
}

fn draft(ctx: &Ctx, id: WorkerId, new: &NewWorker, checked: &Checked) -> Worker {
    let card = checked.id.as_ref();
    let holds = Holds {
        name: true,
        reach: checked.phone.is_some() || new.proxy_only,
        trades: !new.wishes.trades.is_empty(),
        id: card.is_some(),
        terms: new.wishes.pay_floor.is_some() && new.wishes.max_minutes.is_some(),
    };
    Worker {
        id,
        region: new.region.clone(),
        name: checked.name.clone(),
        phone: None,
        id_no: None,
        id_kind: card.map(|c| id_kind(c.number()).to_owned()),
        birth: card.map(kernel::IdCard::birth),
        sex: card.map(kernel::IdCard::sex),
        account: None,
        state: state_of(holds),
        retire_class: None,
        channel: new.channel,
        proxy_only: new.proxy_only,
        wishes: new.wishes.clone(),
        certs: Vec::new(),
        seen: Vec::new(),
        kin: Vec::new(),
        created_at: ctx.now.millis(),
        created_by: ctx.actor.id.clone(),
        updated_at: ctx.now.millis(),
        erased_at: None,
    }
}

/// The account that sees the file: the person's own, or that of the telephone.
async fn account(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    new: &NewWorker,
    phone: Option<&str>,
    id: &WorkerId,
) -> Result<Option<String>, Refusal> {
    let account = match (ctx.actor.kind, phone) {
        (ActorKind::Person, _) => ctx.actor.id.clone(),
        (_, Some(phone)) if new.open_account && is_mobile(phone) => {
            stations::ensure_account(ctx, tx, phone).await?
        }
        _ => return Ok(None),
    };
    stations::link_subject(ctx, tx, &account, id.as_str(), Role::Worker).await?;
    Ok(Some(account))
}

async fn write(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    vault: &Vault,
    worker: &mut Worker,
    new: &NewWorker,
    name_fold: &str,
    [phone, number]: [Sealed; 2],
) -> Result<(), Refusal> {
    store::insert(tx, worker, name_fold, &phone, &number).await?;
    store::insert_lists(tx, &worker.id, &worker.wishes).await?;
    for told in &new.certs {
        let cert = cert(ctx, vault, told, "told");
        store::put_cert(tx, &worker.id, &cert).await?;
    }
    let mut purposes = vec![Purpose::Service];
    purposes.extend(new.purposes.iter().filter_map(|p| Purpose::parse(p)));
    purposes.dedup();
    consents::store::give(tx, ctx, worker.id.as_str(), &purposes, new.consent).await?;
    let detail = json!({
        "state": worker.state.code(),
        "by": worker.created_by,
        "phone": phone.value.is_some(),
        "id": number.value.is_some(),
        "trades": worker.wishes.trades,
        "consent": new.consent,
    });
    tx.note(
        ctx,
        "people.register",
        worker.id.as_str(),
        &worker.region,
        detail,
    );
    crate::changes::changed(tx, worker.id.as_str());
    tx.publish(
        "worker-registered",
        worker.id.as_str(),
        json!({ "region": worker.region }),
    );
    if ctx.actor.is_staff() {
        served(ctx, tx, worker, "register").await?;
    }
    Ok(())
}

/// A certificate as it is kept.
pub(crate) fn cert(
    ctx: &Ctx,
    vault: &Vault,
    told: &crate::workers::model::NewCert,
    status: &str,
) -> Cert {
    let id = ctx.mint("crt");
    let number = told
        .number
        .as_deref()
        .map(str::trim)
        .filter(|n| !n.is_empty());
    Cert {
        number: number.map(|n| sealed::seal_cert(ctx, vault, &id, n)),
        kind: told.kind.clone(),
        expires: told.expires,
        status: status.to_owned(),
        id,
    }
}

/// A row of the service ledger for what staff did for a person.
pub(crate) async fn served(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    worker: &Worker,
    kind: &'static str,
) -> Result<(), Refusal> {
    let how = ctx.behalf.as_ref().map(|b| b.consent.as_str());
    let channel = match how {
        Some("telephone") => ledger::Channel::Phone,
        _ if ctx.actor.has(Role::VillageClerk) => ledger::Channel::Village,
        _ => ledger::Channel::Counter,
    };
    let service = Service {
        kind,
        subject: Some(worker.id.to_string()),
        region: worker.region.clone(),
        channel,
        result: "done".into(),
    };
    ledger::record(ctx, tx, service).await
}

//! Makes an employer file: by a signed-in person, by the desk on behalf, by import.

use crate::files::model::{Class, EmployerId, Kind, NewEmployer, Registered};
use crate::files::state::State;
use crate::files::{queries, store};
use crate::{REGISTER, REGISTER_FOR};
use kernel::{
    Ctx, FieldFault, Refusal, Role, Target, check_id_card, check_phone, check_uscc, is_mobile,
};
use reference::Tables;
use serde_json::json;
use stations::ledger::{Channel, Service};
use trail::Tx;
use vault::Vault;

/// What an employer may change in its own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// Division, 12 digits.
    pub region: String,
    /// Where in it.
    pub address: String,
    /// Code of the industry; empty = not said.
    pub industry: String,
    /// Who answers the telephone.
    pub contact_name: String,
    /// Telephone as typed.
    pub phone: String,
    /// Number of the human-resources licence; empty = none.
    pub licence_no: String,
}

/// Does a person act for itself, and not staff, a command or a job?
fn for_itself(ctx: &Ctx) -> bool {
    ctx.actor.is_known()
        && !ctx.actor.roles.is_empty()
        && ctx.actor.roles.iter().all(|r| !r.is_staff())
}

/// Makes a file. Staff and commands get the file that is there when code or identity are known
/// already; a person is told what to do, since the file may be somebody else's.
///
/// # Errors
/// Field faults; Conflict `employers-already-registered`.
pub async fn register(ctx: &Ctx, tx: &mut Tx, new: NewEmployer) -> Result<Registered, Refusal> {
    let itself = for_itself(ctx);
    if itself {
        ctx.require(REGISTER, Target::Any)?;
    } else {
        ctx.require(REGISTER_FOR, Target::Region(&new.region))?;
    }
    let new = checked(ctx, new)?;
    let vault = ctx.slot::<Vault>()?;
    let index = new.id_no.as_deref().map(|no| vault.index("id", no));
    if let Some(found) = store::same(tx, &new.region[..6], &new, index.as_deref()).await? {
        let mine = !itself || queries::is_agent(tx, &found.id, &ctx.actor.id).await?;
        return if mine {
            Ok(Registered {
                id: found.id,
                new: false,
            })
        } else {
            Err(Refusal::conflict("employers-already-registered"))
        };
    }
    let id = EmployerId::mint(ctx);
    let complete = new.class != Class::Commercial;
    let state = if complete {
        State::Submitted
    } else {
        State::Registered
    };
    store::insert(ctx, tx, &id, &new, state).await?;
    link(ctx, tx, &id, &new.phone, itself).await?;
    let detail = json!({ "kind": new.kind.code(), "class": new.class.code() });
    tx.note(ctx, "employers.register", id.as_str(), &new.region, detail);
    tx.publish("employer-registered", id.as_str(), json!({}));
    Ok(Registered { id, new: true })
}

/// Ties the file to the account of whoever acts for the employer: the person who registers, or
/// the one whose mobile number was given at the desk.
async fn link(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    phone: &str,
    itself: bool,
) -> Result<(), Refusal> {
    let account = if itself {
        ctx.actor.id.clone()
    } else if is_mobile(phone) {
        stations::ensure_account(ctx, tx, phone).await?
    } else {
        return Ok(());
    };
    store::add_agent(ctx, tx, id, &account).await?;
    stations::link_subject(ctx, tx, &account, id.as_str(), Role::Employer).await
}

/// Makes a file at the desk, for an employer that stands there or telephones.
///
/// # Errors
/// As [`register`].
pub async fn register_at_desk(
    ctx: &Ctx,
    tx: &mut Tx,
    new: NewEmployer,
    consent: &str,
) -> Result<Registered, Refusal> {
    ctx.require(REGISTER_FOR, Target::Region(&new.region))?;
    let region = new.region.clone();
    let made = register(ctx, tx, new).await?;
    let ctx = ctx.for_person(made.id.as_str(), consent);
    let detail = json!({ "new": made.new });
    tx.note(
        &ctx,
        "employers.register-for",
        made.id.as_str(),
        &region,
        detail,
    );
    let service = Service {
        kind: "employer",
        subject: Some(made.id.to_string()),
        region,
        channel: Channel::Counter,
        result: "registered".to_owned(),
    };
    stations::ledger::record(&ctx, tx, service).await?;
    Ok(made)
}

/// Checks and normalises what was typed; every fault is told.
pub(crate) fn checked(ctx: &Ctx, mut new: NewEmployer) -> Result<NewEmployer, Refusal> {
    let mut faults = Faults::default();
    for text in [
        &mut new.name,
        &mut new.address,
        &mut new.contact_name,
        &mut new.licence_no,
        &mut new.industry,
    ] {
        *text = text.trim().to_owned();
    }
    faults.length("name", &new.name, 2, 60);
    faults.length("contact_name", &new.contact_name, 1, 30);
    faults.length("address", &new.address, 0, 100);
    faults.length("licence_no", &new.licence_no, 0, 40);
    identity(ctx, &mut new, &mut faults);
    match check_phone(&new.phone) {
        Some(phone) => new.phone = phone,
        None => faults.add("phone", "field-not-phone"),
    }
    faults.place(&*reference::tables(ctx)?, &new.region, &new.industry);
    faults.finish()?;
    Ok(new)
}

/// A company has a code; a household has an ID number; the self-employed have one of the two.
fn identity(ctx: &Ctx, new: &mut NewEmployer, faults: &mut Faults) {
    new.uscc = new.uscc.take().filter(|t| !t.trim().is_empty());
    new.id_no = new.id_no.take().filter(|t| !t.trim().is_empty());
    match new.kind {
        Kind::Company => new.id_no = None,
        Kind::Household => new.uscc = None,
        Kind::SelfEmployed if new.uscc.is_some() => new.id_no = None,
        Kind::SelfEmployed => {}
    }
    if let Some(uscc) = &new.uscc {
        match check_uscc(uscc) {
            Ok(code) => new.uscc = Some(code),
            Err(fault) => faults.add("uscc", fault.code()),
        }
    }
    if let Some(no) = &new.id_no {
        match check_id_card(no, ctx.today()) {
            Ok(card) if card.age_on(ctx.today()) < 18 => faults.add("id_no", "employers-too-young"),
            Ok(card) => new.id_no = Some(card.number().to_owned()),
            Err(fault) => faults.add("id_no", fault.code()),
        }
    }
    match (new.kind, &new.uscc, &new.id_no) {
        (Kind::Company, None, _) => faults.add("uscc", "employers-uscc-needed"),
        (Kind::Household, _, None) => faults.add("id_no", "employers-id-needed"),
        (Kind::SelfEmployed, None, None) => faults.add("uscc", "employers-uscc-or-id-needed"),
        _ => {}
    }
    if new.kind == Kind::Household && new.class != Class::SelfEmployer {
        faults.add("class", "employers-household-class");
    }
}

/// Faults by field.
#[derive(Default)]
pub(crate) struct Faults(Vec<FieldFault>);

impl Faults {
    pub(crate) fn add(&mut self, field: &str, code: &'static str) {
        self.with(field, code, Vec::new());
    }
    fn with(&mut self, field: &str, code: &'static str, args: Vec<(&'static str, String)>) {
        self.0.push(FieldFault {
            field: field.to_owned(),
            code,
            args,
        });
    }
    /// Length in characters.
    pub(crate) fn length(&mut self, field: &str, text: &str, min: usize, max: usize) {
        let count = text.chars().count();
        if count == 0 && min > 0 {
            self.add(field, "field-needed");
        } else if count < min {
            self.with(field, "field-too-short", vec![("min", min.to_string())]);
        } else if count > max {
            self.with(field, "field-too-long", vec![("max", max.to_string())]);
        } else if text.chars().any(char::is_control) {
            self.add(field, "field-not-text");
        }
    }
    /// The division and the industry must be known ones.
    pub(crate) fn place(&mut self, tables: &Tables, region: &str, industry: &str) {
        if tables.division(region).is_none_or(|d| d.code != region) {
            self.add("region", "employers-region-unknown");
        }
        if !industry.is_empty() && tables.industry(industry).is_none() {
            self.add("industry", "field-not-choice");
        }
    }
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::fields(self.0))
        }
    }
}

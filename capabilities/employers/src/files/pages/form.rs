//! The form that makes a file, for the employer itself and for the desk.

use crate::files::actions::Details;
use crate::files::model::{Class, Kind, NewEmployer};
use crate::files::said;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use web::{Fields, Page, Reader};

/// An entry of a list to choose from.
#[derive(Serialize, Clone)]
pub(crate) struct Choice {
    pub value: String,
    pub text: String,
}

/// Sections of the industry classification.
pub(crate) fn industries(ctx: &Ctx) -> Result<Vec<Choice>, Refusal> {
    let tables = reference::tables(ctx)?;
    let sections = tables.industries().iter().filter(|i| i.level == 1);
    let choice = |i: &reference::Industry| Choice {
        value: i.code.clone(),
        text: i.name.clone(),
    };
    Ok(sections.map(choice).collect())
}

/// Registration.
#[derive(Serialize)]
pub struct RegisterPage {
    desk: bool,
    action: &'static str,
    industries: Vec<Choice>,
}

impl Page for RegisterPage {
    const TEMPLATE: &'static str = "employers/employer/register.html";
    fn samples() -> Vec<Self> {
        let industries = vec![Choice {
            value: "E".into(),
            text: "建筑业".into(),
        }];
        let page = |desk| Self {
            desk,
            action: "/hire/register",
            industries: industries.clone(),
        };
        vec![page(false), page(true)]
    }
    fn fields(&self) -> Fields {
        Fields::of([("kind", "company"), ("class", "self-employer")])
    }
}

impl RegisterPage {
    pub(crate) fn load(ctx: &Ctx, desk: bool) -> Result<Self, Refusal> {
        let action = if desk {
            "/desk/employers/new"
        } else {
            "/hire/register"
        };
        Ok(Self {
            desk,
            action,
            industries: industries(ctx)?,
        })
    }
}

fn region(ctx: &Ctx, reader: &mut Reader<'_>, text: &str) -> String {
    match said::place(ctx, text) {
        Ok(region) => region,
        Err(code) => {
            reader.fault("place", code);
            String::new()
        }
    }
}

/// What was typed; the action checks codes and numbers.
pub(crate) fn new_employer(ctx: &Ctx, fields: &Fields) -> Result<NewEmployer, Refusal> {
    let mut reader = fields.reader();
    let kind = reader.one_of("kind", Kind::CODES);
    let class = reader.opt_one_of("class", Class::CODES);
    let place = fields.get("place").unwrap_or_default().to_owned();
    let new = NewEmployer {
        kind: Kind::parse(kind).unwrap_or(Kind::Company),
        class: class.and_then(Class::parse).unwrap_or(Class::SelfEmployer),
        name: reader.text("name", 2..=60),
        uscc: reader.opt_text("uscc", 40),
        id_no: reader.opt_text("id_no", 40),
        region: region(ctx, &mut reader, &place),
        address: reader.opt_text("address", 100).unwrap_or_default(),
        industry: reader.opt_text("industry", 10).unwrap_or_default(),
        contact_name: reader.text("contact_name", 1..=30),
        phone: reader.phone("phone"),
        licence_no: reader.opt_text("licence_no", 40).unwrap_or_default(),
        key: false,
    };
    reader.finish()?;
    Ok(new)
}

/// What was typed into the form of changes; an empty telephone stays as it is.
pub(crate) fn details(ctx: &Ctx, fields: &Fields, phone: String) -> Result<Details, Refusal> {
    let mut reader = fields.reader();
    let place = fields.get("place").unwrap_or_default().to_owned();
    let phone = match fields.get("phone") {
        Some(_) => reader.phone("phone"),
        None => phone,
    };
    let details = Details {
        region: region(ctx, &mut reader, &place),
        address: reader.opt_text("address", 100).unwrap_or_default(),
        industry: reader.opt_text("industry", 10).unwrap_or_default(),
        contact_name: reader.text("contact_name", 1..=30),
        phone,
        licence_no: reader.opt_text("licence_no", 40).unwrap_or_default(),
    };
    reader.finish()?;
    Ok(details)
}

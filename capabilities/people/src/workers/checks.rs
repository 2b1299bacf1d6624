//! Checks of what is told of a person: name, telephone, ID number, wishes against the tables.

use crate::workers::model::{CERTS, MINUTES, NewWorker, PAY_UNITS, Wishes};
use kernel::{Ctx, FieldFault, IdCard, IdFault, Refusal, check_id_card, check_phone};
use matching::Settle;
use reference::Tables;

/// Longest name in characters (names of the minorities with their dots are long).
pub(crate) const NAME_CHARS: usize = 30;

/// Faults as they are found.
#[derive(Debug, Default)]
pub(crate) struct Faults(pub Vec<FieldFault>);

impl Faults {
    pub(crate) fn add(&mut self, field: &str, code: &'static str, args: &[(&'static str, &str)]) {
        self.0.push(FieldFault {
            field: field.to_owned(),
            code,
            args: args.iter().map(|(k, v)| (*k, (*v).to_owned())).collect(),
        });
    }
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::fields(self.0))
        }
    }
}

/// A new worker after the checks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Checked {
    pub name: String,
    pub name_fold: String,
    pub phone: Option<String>,
    pub id: Option<IdCard>,
}

/// The message of an ID number's fault; the kernel's codes are messages of the furniture.
pub(crate) const fn id_code(fault: IdFault) -> &'static str {
    fault.code()
}

/// A name as it is kept: no control characters, single spaces; `None` when nothing is left.
pub(crate) fn clean_name(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = (1..=NAME_CHARS).contains(&name.chars().count());
    let letters = !words::fold(&name).is_empty() && !name.chars().any(char::is_control);
    let digits = name.chars().any(|c| c.is_ascii_digit());
    (fits && letters && !digits).then_some(name)
}

/// Checks identity.
pub(crate) fn identity(ctx: &Ctx, new: &NewWorker, faults: &mut Faults) -> Checked {
    let name = clean_name(&new.name);
    if name.is_none() {
        faults.add("name", "people-name-bad", &[]);
    }
    let given = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .map(str::to_owned)
    };
    let phone = given(&new.phone).and_then(|text| {
        let phone = check_phone(&text);
        if phone.is_none() {
            faults.add("phone", "field-not-phone", &[]);
        }
        phone
    });
    let id = given(&new.id_no).and_then(|text| match check_id_card(&text, ctx.today()) {
        Ok(card) => Some(card),
        Err(fault) => {
            faults.add("id_no", id_code(fault), &[]);
            None
        }
    });
    let name = name.unwrap_or_default();
    Checked {
        name_fold: words::fold(&name),
        name,
        phone,
        id,
    }
}

/// Youngest age at which a file may be kept without a guardian: that of work (劳动法 第十五条).
pub(crate) fn age(ctx: &Ctx, tables: &Tables, card: &IdCard, region: &str, faults: &mut Faults) {
    let min = tables.param_i64("age.min", region, ctx.today());
    if let Some(min) = min.filter(|min| i64::from(card.age_on(ctx.today())) < *min) {
        faults.add("id_no", "people-too-young", &[("min", &min.to_string())]);
    }
}

/// Checks wishes against the tables and puts them in order.
pub(crate) fn wishes(ctx: &Ctx, tables: &Tables, wishes: &mut Wishes, faults: &mut Faults) {
    let mut seen = std::collections::HashSet::new();
    wishes.trades.retain(|t| seen.insert(t.clone()));
    wishes.places.retain(|t| seen.insert(t.clone()));
    if wishes.trades.iter().any(|t| tables.trade(t).is_none()) {
        faults.add("trade", "field-not-choice", &[]);
    }
    let max = tables.param_i64("worker.trades_max", "", ctx.today());
    if let Some(max) = max.and_then(|m| usize::try_from(m).ok())
        && wishes.trades.len() > max
    {
        faults.add("trade", "field-too-many", &[("max", &max.to_string())]);
    }
    if wishes.places.iter().any(|p| tables.division(p).is_none()) {
        faults.add("places", "field-not-choice", &[]);
    }
    if wishes.max_minutes.is_some_and(|m| !MINUTES.contains(&m)) {
        let (low, high) = (MINUTES.start().to_string(), MINUTES.end().to_string());
        faults.add(
            "max_minutes",
            "field-out-of-range",
            &[("min", &low), ("max", &high)],
        );
    }
    if wishes.pay_unit.is_empty() {
        PAY_UNITS[0].clone_into(&mut wishes.pay_unit);
    }
    if !PAY_UNITS.contains(&wishes.pay_unit.as_str()) {
        faults.add("pay_unit", "field-not-choice", &[]);
    }
    if wishes.pay_floor.is_some_and(|f| f.0 <= 0) {
        faults.add("pay_floor", "field-not-money", &[]);
    }
    if wishes.settle.iter().any(|s| Settle::parse(s).is_none()) {
        faults.add("settle", "field-not-choice", &[]);
    }
    if wishes
        .from
        .zip(wishes.to)
        .is_some_and(|(from, to)| from > to)
    {
        faults.add("to_day", "people-days-crossed", &[]);
    }
}

/// Is it a kind of certificate we know?
pub(crate) fn cert_kind(kind: &str, faults: &mut Faults) {
    if !CERTS.contains(&kind) {
        faults.add("cert", "field-not-choice", &[]);
    }
}

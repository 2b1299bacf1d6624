//! What the API says and hears of people; inputs become the fields of the desk's forms.

use crate::consents::model::STAFF_HOWS;
use crate::workers::model::Worker;
use crate::workers::view;
use kernel::{Ctx, Fen, Moment, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Fields;

/// A worker's file; numbers masked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonItem {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// Code of the home's division, 12 digits.
    region: String,
    /// Name of the home's division.
    region_name: String,
    /// Telephone, masked.
    phone: Option<String>,
    /// ID number, masked.
    id_no: Option<String>,
    /// Age in years, where it is known.
    age: Option<i32>,
    /// `1` male, `2` female, where it is known.
    sex: Option<String>,
    /// How complete the file is.
    state: String,
    /// Ids of the wanted trades.
    trades: Vec<String>,
    /// Codes of the divisions to work in.
    places: Vec<String>,
    /// Longest way by road, in minutes.
    max_minutes: Option<i64>,
    /// Least pay per unit, in fen.
    pay_floor_fen: Option<i64>,
    /// Unit of the pay.
    pay_unit: String,
    /// Wished settlements.
    settle: Vec<String>,
    /// Free from, `YYYY-MM-DD`.
    from_day: Option<String>,
    /// Free until, `YYYY-MM-DD`.
    to_day: Option<String>,
    /// Needs lodging.
    lodging: bool,
    /// Kinds of certificates.
    certs: Vec<String>,
    /// How the person wishes to hear from us.
    channel: String,
    /// The station does each step for the person.
    proxy_only: bool,
    /// When the file was last changed, RFC 3339.
    updated_at: String,
}

/// The file as the API says it.
pub(super) fn item(ctx: &Ctx, worker: &Worker) -> Result<PersonItem, Refusal> {
    let file = view::view(ctx, worker)?;
    Ok(PersonItem {
        id: file.id,
        name: file.name,
        region: worker.region.clone(),
        region_name: file.place,
        phone: file.phone,
        id_no: file.id_no,
        age: file.age,
        sex: file.sex.map(str::to_owned),
        state: file.state.to_owned(),
        trades: worker.wishes.trades.clone(),
        places: worker.wishes.places.clone(),
        max_minutes: file.max_minutes,
        pay_floor_fen: file.pay_floor,
        pay_unit: file.pay_unit,
        settle: file.settle,
        from_day: file.from,
        to_day: file.to,
        lodging: file.lodging,
        certs: file.certs,
        channel: file.channel.to_owned(),
        proxy_only: file.proxy_only,
        updated_at: Moment::from_millis(file.changed_at).rfc3339(),
    })
}

/// A page of people.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonPage {
    /// Files, the last changed first.
    pub items: Vec<PersonItem>,
    /// Cursor of the next page; null = this is the last.
    pub next: Option<String>,
}

/// What is told of a person at the counter.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NewPerson {
    /// Name, 1 to 30 characters.
    name: String,
    /// Telephone; may be left out when the station does each step.
    phone: Option<String>,
    /// ID number.
    id_no: Option<String>,
    /// Home: a division's code or name.
    place: String,
    /// Wanted work in spoken words, apart by spaces.
    words: Option<String>,
    /// How the person agreed: `spoken`, `signed`, `telephone`, `card`.
    consent: String,
    /// Further purposes agreed to.
    purposes: Vec<String>,
    /// How the person wishes to hear from us.
    channel: Option<String>,
    /// The station does each step for the person.
    proxy_only: bool,
    /// The like files were looked at: this is another person.
    distinct: bool,
}

impl NewPerson {
    /// As the desk's form.
    pub(super) fn fields(self) -> Fields {
        let mut fields = Fields::of([
            ("name", self.name),
            ("phone", self.phone.unwrap_or_default()),
            ("id_no", self.id_no.unwrap_or_default()),
            ("place", self.place),
            ("words", self.words.unwrap_or_default()),
            ("consent", self.consent),
            ("channel", self.channel.unwrap_or_default()),
        ]);
        for purpose in self.purposes {
            fields.push("purpose", purpose);
        }
        for (name, ticked) in [("proxy_only", self.proxy_only), ("distinct", self.distinct)] {
            if ticked {
                fields.push(name, "1");
            }
        }
        fields
    }
}

/// Which file it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonMade {
    /// Id of the file.
    pub id: String,
    /// It was made just now.
    pub new: bool,
}

/// What work a person wants; what is left out stays as it is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WishesInput {
    /// How the person agreed: `spoken`, `signed`, `telephone`, `card`.
    consent: String,
    /// Ids of the wanted trades.
    trades: Option<Vec<String>>,
    /// Divisions to work in: codes or names.
    places: Option<Vec<String>>,
    /// Longest way by road, in minutes.
    max_minutes: Option<i64>,
    /// Needs lodging.
    lodging: Option<bool>,
    /// Least pay per unit, in fen.
    pay_floor_fen: Option<i64>,
    /// Unit of the pay.
    pay_unit: Option<String>,
    /// Wished settlements.
    settle: Option<Vec<String>>,
    /// Free from, `YYYY-MM-DD`.
    from_day: Option<String>,
    /// Free until, `YYYY-MM-DD`.
    to_day: Option<String>,
}

impl WishesInput {
    /// How the person agreed.
    pub(super) fn consent(&self) -> Result<&'static str, Refusal> {
        let how = STAFF_HOWS.into_iter().find(|how| *how == self.consent);
        how.ok_or_else(|| Refusal::field("consent", "people-consent-needed"))
    }

    /// The questions that are answered, each as its form's fields.
    pub(super) fn parts(self, worker: &Worker) -> Vec<(&'static str, Fields)> {
        let wishes = &worker.wishes;
        let text = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
        let mut parts = Vec::new();
        if let Some(trades) = self.trades {
            parts.push(("trades", listed("trade", trades)));
        }
        if self.places.is_some() || self.max_minutes.is_some() || self.lodging.is_some() {
            let places = self.places.unwrap_or_else(|| wishes.places.clone());
            let mut fields = Fields::of([
                ("places", places.join("、")),
                ("max_minutes", text(self.max_minutes.or(wishes.max_minutes))),
            ]);
            if self.lodging.unwrap_or(wishes.lodging) {
                fields.push("lodging", "1");
            }
            parts.push(("place", fields));
        }
        if self.pay_floor_fen.is_some() || self.pay_unit.is_some() || self.settle.is_some() {
            let floor = self.pay_floor_fen.map(Fen).or(wishes.pay_floor);
            let settle = self.settle.unwrap_or_else(|| wishes.settle.clone());
            let mut fields = listed("settle", settle);
            let unit = self.pay_unit.unwrap_or_else(|| wishes.pay_unit.clone());
            fields.push("pay_unit", unit);
            fields.push(
                "pay_floor",
                floor.map_or_else(String::new, |f| f.to_string()),
            );
            parts.push(("pay", fields));
        }
        if self.from_day.is_some() || self.to_day.is_some() {
            let kept = |day: Option<kernel::Day>| day.map(|d| d.to_string()).unwrap_or_default();
            let from = self.from_day.unwrap_or_else(|| kept(wishes.from));
            let to = self.to_day.unwrap_or_else(|| kept(wishes.to));
            parts.push(("dates", Fields::of([("from_day", from), ("to_day", to)])));
        }
        parts
    }
}

fn listed(name: &str, values: Vec<String>) -> Fields {
    let mut fields = Fields::default();
    for value in values {
        fields.push(name, value);
    }
    fields
}

/// Which number, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reveal {
    /// `phone` or `id_no`.
    pub what: String,
    /// `call`, `identity`, `paper`, `asked`.
    pub reason: String,
}

/// A number in full.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Revealed {
    /// The number.
    pub value: String,
}

/// A card.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonCard {
    /// The code that is printed on it.
    pub code: String,
}

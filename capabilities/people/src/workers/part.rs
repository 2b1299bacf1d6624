//! One question of a file: read from a form, shown with what is on file.

use crate::choice::{Choice, choices};
use crate::workers::actions::edit::Change;
use crate::workers::model::{CERTS, Channel, MINUTES, NewCert, PAY_UNITS, Worker};
use crate::workers::said;
use kernel::{Ctx, FieldFault, Refusal};
use matching::Settle;
use reference::Tables;
use serde::Serialize;
use web::{Fields, House, Page, Reader};

/// The questions, in the order in which they are best asked.
pub(crate) const PARTS: [&str; 7] = ["who", "trades", "place", "pay", "dates", "certs", "channel"];

/// A certificate as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CertView {
    pub kind: String,
    pub text: String,
    pub expires: Option<String>,
    pub seen: bool,
}

/// A question page; the same for the person and for staff.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PartPage {
    pub part: &'static str,
    pub action: String,
    pub back: String,
    pub staff: bool,
    pub name: String,
    pub phone: Option<String>,
    pub id_no: Option<String>,
    pub trades: Vec<Choice>,
    pub units: Vec<Choice>,
    pub settles: Vec<Choice>,
    pub cert_kinds: Vec<Choice>,
    pub certs: Vec<CertView>,
    pub channels: Vec<Choice>,
    pub hows: Vec<Choice>,
    pub max_trades: i64,
    #[serde(skip)]
    pub typed: Fields,
}

impl Page for PartPage {
    const TEMPLATE: &'static str = "people/workers/part.html";
    fn samples() -> Vec<Self> {
        let some = || vec![Choice::new("day", "…")];
        let page = |part, staff| Self {
            part,
            action: "/my/profile/x".into(),
            back: "/my/profile".into(),
            staff,
            name: "王小明".into(),
            phone: Some("138****0000".into()),
            id_no: None,
            trades: some(),
            units: some(),
            settles: some(),
            cert_kinds: some(),
            certs: vec![CertView {
                kind: "driver".into(),
                text: "…".into(),
                expires: Some("2027-01-01".into()),
                seen: true,
            }],
            channels: some(),
            hows: some(),
            max_trades: 5,
            typed: Fields::of([("name", "王小明")]),
        };
        PARTS
            .iter()
            .flat_map(|part| [page(part, false), page(part, true)])
            .collect()
    }
    fn fields(&self) -> Fields {
        self.typed.clone()
    }
}

/// Reads the name of a question; anything else is not there.
pub(crate) fn parse_part(text: &str) -> Result<&'static str, Refusal> {
    let found = PARTS.iter().find(|p| **p == text).copied();
    found.ok_or_else(|| Refusal::not_found("page-unknown"))
}

fn trade_choices(tables: &Tables, ids: impl IntoIterator<Item = String>) -> Vec<Choice> {
    let mut out: Vec<Choice> = Vec::new();
    for id in ids {
        if let Some(trade) = tables.trade(&id)
            && !out.iter().any(|c| c.value == id)
        {
            out.push(Choice::new(&id, trade.name.clone()));
        }
    }
    out
}

/// The page of a question with what is on file.
pub(crate) fn page(
    house: &House,
    ctx: &Ctx,
    worker: &Worker,
    part: &'static str,
    base: &str,
) -> Result<PartPage, Refusal> {
    let tables = reference::tables(ctx)?;
    let masked = crate::masked(ctx, worker)?;
    let say = |prefix, codes: &[&str]| choices(&house.words, ctx.locale, prefix, codes);
    let cert = |c: &crate::workers::model::Cert| CertView {
        kind: c.kind.clone(),
        text: house.say(ctx.locale, &format!("people-cert-{}", c.kind)),
        expires: c.expires.map(|d| d.to_string()),
        seen: c.status == "seen",
    };
    Ok(PartPage {
        part,
        action: format!("{base}/{part}"),
        back: base.strip_suffix("/edit").unwrap_or(base).to_owned(),
        staff: ctx.actor.kind != kernel::ActorKind::Person,
        name: worker.name.clone(),
        phone: masked.phone,
        id_no: masked.id_no,
        trades: trade_choices(&tables, worker.wishes.trades.iter().cloned()),
        units: say("people-unit-", &PAY_UNITS),
        settles: say("people-settle-", &Settle::CODES),
        cert_kinds: say("people-cert-", &CERTS),
        certs: worker.certs.iter().map(cert).collect(),
        channels: say("people-channel-", &Channel::CODES),
        hows: say("people-how-", &crate::consents::model::STAFF_HOWS),
        max_trades: tables
            .param_i64("worker.trades_max", "", ctx.today())
            .unwrap_or(0),
        typed: on_file(&tables, worker),
    })
}

/// What is on file, as the form's fields.
fn on_file(tables: &Tables, worker: &Worker) -> Fields {
    let wishes = &worker.wishes;
    let mut fields = Fields::of([("name", worker.name.as_str()), ("how", "spoken")]);
    let known = tables
        .division(&worker.region)
        .filter(|d| d.level != reference::Level::County);
    fields.push(
        "place",
        known.map(|d| tables.name(&d.code)).unwrap_or_default(),
    );
    for trade in &wishes.trades {
        fields.push("trade", trade.as_str());
    }
    let places: Vec<String> = wishes.places.iter().map(|p| tables.name(p)).collect();
    fields.push("places", places.join("、"));
    let optional = [
        ("max_minutes", wishes.max_minutes.map(|m| m.to_string())),
        ("pay_floor", wishes.pay_floor.map(|f| f.to_string())),
        ("from_day", wishes.from.map(|d| d.to_string())),
        ("to_day", wishes.to.map(|d| d.to_string())),
        ("lodging", wishes.lodging.then(|| "1".to_owned())),
        ("proxy_only", worker.proxy_only.then(|| "1".to_owned())),
    ];
    for (name, value) in optional {
        fields.push(name, value.unwrap_or_default());
    }
    fields.push("pay_unit", wishes.pay_unit.as_str());
    for settle in &wishes.settle {
        fields.push("settle", settle.as_str());
    }
    fields.push("channel", worker.channel.code());
    fields
}

/// Reads a question's answers.
pub(crate) fn read(
    tables: &Tables,
    worker: &Worker,
    part: &str,
    staff: bool,
    fields: &Fields,
) -> Result<Change, Refusal> {
    let mut f = fields.reader();
    let change = match part {
        "who" => who(tables, staff, &mut f),
        "trades" => trades(tables, &mut f),
        "place" => place(tables, &mut f),
        "pay" => {
            let unit = f.opt_one_of("pay_unit", &PAY_UNITS).unwrap_or(PAY_UNITS[0]);
            let floor = f.opt_yuan("pay_floor");
            Change::Pay(
                floor,
                unit.to_owned(),
                f.many("settle", Settle::CODES.len()),
            )
        }
        "dates" => Change::Dates(f.opt_day("from_day"), f.opt_day("to_day")),
        "certs" if fields.get("drop").is_some() => {
            Change::DropCert(f.one_of("drop", &CERTS).to_owned())
        }
        "certs" => Change::Cert(NewCert {
            kind: f.one_of("cert", &CERTS).to_owned(),
            number: f.opt_text("number", 40),
            expires: f.opt_day("expires_day"),
        }),
        _ => {
            let channel = Channel::parse(f.one_of("channel", &Channel::CODES));
            let proxy = if staff {
                f.flag("proxy_only")
            } else {
                worker.proxy_only
            };
            Change::Channel(channel.unwrap_or_default(), proxy)
        }
    };
    f.finish()?;
    Ok(change)
}

fn who(tables: &Tables, staff: bool, f: &mut Reader<'_>) -> Change {
    let name = f.text("name", 1..=30);
    let text = f.text("place", 1..=40);
    let mut region = String::new();
    match said::place(tables, "place", &text) {
        Ok(code) => region = code,
        Err(_) if text.is_empty() => {}
        Err(fault) => f.fault_with("place", fault.code, fault.args),
    }
    let phone = f.opt_text("phone", 30).filter(|_| staff);
    let id_no = f.opt_text("id_no", 40);
    Change::Who {
        name,
        region,
        phone,
        id_no,
    }
}

fn trades(tables: &Tables, f: &mut Reader<'_>) -> Change {
    let mut trades = f.many("trade", 20);
    let said = said::trades(tables, &f.opt_text("words", 200).unwrap_or_default());
    for fault in trade_faults(tables, &said) {
        f.fault_with("words", fault.code, fault.args);
    }
    trades.extend(said.sure);
    Change::Trades(trades)
}

fn place(tables: &Tables, f: &mut Reader<'_>) -> Change {
    let text = f.opt_text("places", 300).unwrap_or_default();
    let mut places = Vec::new();
    for name in said::split_places(&text) {
        match said::place(tables, "places", name) {
            Ok(code) => places.push(code),
            Err(fault) => f.fault_with("places", fault.code, fault.args),
        }
    }
    Change::Place(places, f.opt_int("max_minutes", MINUTES), f.flag("lodging"))
}

/// Words that were not understood, or that mean several trades.
pub(crate) fn trade_faults(tables: &Tables, said: &said::SaidTrades) -> Vec<FieldFault> {
    let fault = |code, args| FieldFault {
        field: "words".into(),
        code,
        args,
    };
    let names: Vec<&str> = said
        .maybe
        .iter()
        .filter_map(|id| Some(tables.trade(id)?.name.as_str()))
        .collect();
    let unknown = said
        .unknown
        .iter()
        .map(|w| fault("people-word-unknown", vec![("word", w.clone())]));
    let many = said.many.iter().map(|w| {
        let args = vec![("word", w.clone()), ("names", names.join("、"))];
        fault("people-word-many", args)
    });
    unknown.chain(many).collect()
}

/// The question again: understood words become ticked boxes, the others stay in the line, and
/// what they may mean is offered to tick.
pub(crate) fn again(tables: &Tables, page: &mut PartPage, typed: &Fields) -> Fields {
    if page.part != "trades" {
        return typed.clone();
    }
    let said = said::trades(tables, typed.get("words").unwrap_or_default());
    let ticked: Vec<String> = typed
        .all("trade")
        .into_iter()
        .map(str::to_owned)
        .chain(said.sure)
        .collect();
    let offered = page
        .trades
        .iter()
        .map(|c| c.value.clone())
        .chain(ticked.iter().cloned());
    page.trades = trade_choices(tables, offered.chain(said.maybe).collect::<Vec<_>>());
    let rest: Vec<String> = said.unknown.into_iter().chain(said.many).collect();
    let mut fields = Fields::of([("words", rest.join(" "))]);
    for id in ticked {
        fields.push("trade", id);
    }
    fields.push("how", typed.get("how").unwrap_or("spoken"));
    fields
}

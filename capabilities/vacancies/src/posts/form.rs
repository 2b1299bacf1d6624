//! A typed form or a JSON body read into what a post says, and back again.

use super::model::{
    Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift, Source,
    TargetGroup, Terms, Transport,
};
use kernel::{Day, Fen, Refusal};
use reference::Tables;
use web::{Fields, Reader};

/// Places that one post may have.
const PLACES: std::ops::RangeInclusive<i64> = 1..=500;
/// Ages that can be written.
const AGES: std::ops::RangeInclusive<i64> = 1..=100;

/// A post as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// What it says.
    pub terms: Terms,
    /// Last day on which it is to be shown, when one was asked for.
    pub until: Option<Day>,
}

/// Reads a form.
///
/// # Errors
/// Every fault of every field at once.
pub fn read(fields: &Fields, tables: &Tables) -> Result<Typed, Refusal> {
    let mut f = fields.reader();
    let trade = trade(&mut f, fields, tables);
    let region = place(&mut f, fields, tables);
    let kind = Kind::parse(f.one_of("kind", Kind::CODES)).unwrap_or(Kind::Day);
    let start_day = f.day("start_day").unwrap_or(Day::from_epoch_days(0));
    let typed_end = f.opt_day("end_day");
    let blank = Terms {
        kind,
        title: f.text("title", 2..=40),
        trade,
        duties: f.text("duties", 2..=1000),
        conditions: f.opt_text("conditions", 1000).unwrap_or_default(),
        region,
        address: f.opt_text("address", 100).unwrap_or_default(),
        headcount: f.int("headcount", PLACES),
        start_day,
        end_day: if kind == Kind::Day {
            typed_end.or(Some(start_day))
        } else {
            typed_end
        },
        start_minute: minute(&mut f, "start_time"),
        work_minutes: hours(&mut f, "hours"),
        shift: code(&mut f, "shift", Shift::CODES, Shift::parse, Shift::DayShift),
        pay_unit: PayUnit::parse(f.one_of("pay_unit", PayUnit::CODES)).unwrap_or(PayUnit::Day),
        pay_min_fen: f.opt_yuan("pay_min").map(|fen| fen.0),
        pay_max_fen: f.opt_yuan("pay_max").map(|fen| fen.0),
        settle: Settle::parse(f.one_of("settle", Settle::CODES)).unwrap_or(Settle::Day),
        ..nothing()
    };
    let cared = care(&mut f, blank);
    let terms = whom(&mut f, cared);
    let until = f.opt_day("valid_until");
    f.finish()?;
    Ok(Typed { terms, until })
}

/// Terms that say nothing, for the parts of the form to fill in.
fn nothing() -> Terms {
    Terms {
        kind: Kind::Day,
        title: String::new(),
        trade: String::new(),
        duties: String::new(),
        conditions: String::new(),
        region: String::new(),
        address: String::new(),
        headcount: 1,
        start_day: Day::from_epoch_days(0),
        end_day: None,
        start_minute: None,
        work_minutes: None,
        shift: Shift::DayShift,
        pay_unit: PayUnit::Day,
        pay_min_fen: None,
        pay_max_fen: None,
        settle: Settle::Day,
        pay_method: PayMethod::Bank,
        meals: Meals::Own,
        lodging: Lodging::Own,
        transport: Transport::Own,
        insurance: Insurance::None,
        insurance_reason: String::new(),
        agreement: Agreement::Service,
        age_min: None,
        age_max: None,
        age_reason: String::new(),
        certs: Vec::new(),
        targets: Vec::new(),
        policy_doc: String::new(),
        source: Source::Original,
        source_org: String::new(),
        source_url: String::new(),
    }
}

/// How it is paid, meals, lodging, way, insurance, agreement.
fn care(f: &mut Reader<'_>, terms: Terms) -> Terms {
    Terms {
        pay_method: code(
            f,
            "pay_method",
            PayMethod::CODES,
            PayMethod::parse,
            PayMethod::Bank,
        ),
        meals: code(f, "meals", Meals::CODES, Meals::parse, Meals::Own),
        lodging: code(f, "lodging", Lodging::CODES, Lodging::parse, Lodging::Own),
        transport: code(
            f,
            "transport",
            Transport::CODES,
            Transport::parse,
            Transport::Own,
        ),
        insurance: Insurance::parse(f.one_of("insurance", Insurance::CODES))
            .unwrap_or(Insurance::None),
        insurance_reason: f.opt_text("insurance_reason", 200).unwrap_or_default(),
        agreement: code(
            f,
            "agreement",
            Agreement::CODES,
            Agreement::parse,
            Agreement::Service,
        ),
        ..terms
    }
}

/// Whom it asks for, whom it welcomes, and where it comes from.
fn whom(f: &mut Reader<'_>, terms: Terms) -> Terms {
    let certs = f.opt_text("certs", 200).unwrap_or_default();
    let mut targets: Vec<TargetGroup> = Vec::new();
    for code in f.many("targets", TargetGroup::CODES.len()) {
        match TargetGroup::parse(&code) {
            Some(group) if !targets.contains(&group) => targets.push(group),
            Some(_) => {}
            None => f.fault("targets", "field-not-choice"),
        }
    }
    Terms {
        age_min: f.opt_int("age_min", AGES),
        age_max: f.opt_int("age_max", AGES),
        age_reason: f.opt_text("age_reason", 200).unwrap_or_default(),
        certs: listed(&certs),
        targets,
        policy_doc: f.opt_text("policy_doc", 60).unwrap_or_default(),
        source: code(f, "source", Source::CODES, Source::parse, Source::Original),
        source_org: f.opt_text("source_org", 60).unwrap_or_default(),
        source_url: f.opt_text("source_url", 300).unwrap_or_default(),
        ..terms
    }
}

fn code<T>(
    f: &mut Reader<'_>,
    name: &str,
    codes: &[&'static str],
    parse: fn(&str) -> Option<T>,
    usual: T,
) -> T {
    f.opt_one_of(name, codes).and_then(parse).unwrap_or(usual)
}

/// Words between commas of either kind.
#[must_use]
pub fn listed(text: &str) -> Vec<String> {
    let parts = text
        .split([',', '，', '、', ';', '；', '\n'])
        .map(str::trim);
    parts
        .filter(|p| !p.is_empty())
        .take(10)
        .map(str::to_owned)
        .collect()
}

/// The trade: one that was picked, or the only one that the words can mean.
pub fn trade(f: &mut Reader<'_>, fields: &Fields, tables: &Tables) -> String {
    if let Some(id) = fields.get("trade") {
        if tables.trade(id).is_none() {
            f.fault("trade", "field-not-choice");
        }
        return id.to_owned();
    }
    let said = f.text("trade_said", 1..=20);
    let found = tables.find_trades(&said);
    let same = |t: &&&reference::Trade| {
        let said = words::fold(&said);
        words::fold(&t.name) == said || t.terms.iter().any(|term| words::fold(term) == said)
    };
    let exact: Vec<&&reference::Trade> = found.iter().filter(same).collect();
    match (exact.as_slice(), found.as_slice()) {
        ([only], _) => only.id.clone(),
        ([], [only]) => only.id.clone(),
        _ => {
            if !said.is_empty() {
                f.fault("trade_said", "vacancies-trade-unclear");
            }
            String::new()
        }
    }
}

/// The workplace: a code, or a town and perhaps a village of it.
pub fn place(f: &mut Reader<'_>, fields: &Fields, tables: &Tables) -> String {
    if let Some(code) = fields.get("region") {
        if tables.division(code).is_none() {
            f.fault("region", "field-not-choice");
        }
        return code.to_owned();
    }
    let town = f.text("town", 1..=12);
    let Some(division) = tables.division(&town).filter(|d| d.code == town) else {
        if !town.is_empty() {
            f.fault("town", "field-not-choice");
        }
        return town;
    };
    let Some(village) = f.opt_text("village", 20) else {
        return division.code.clone();
    };
    let found = tables.find_division(&format!("{}{village}", division.name));
    let mut inside = found.into_iter().filter(|d| d.parent_code == division.code);
    match (inside.next(), inside.next()) {
        (Some(only), None) => only.code.clone(),
        _ => {
            f.fault("village", "vacancies-place-unclear");
            division.code.clone()
        }
    }
}

/// `07:30` as minutes after midnight.
pub fn minute(f: &mut Reader<'_>, name: &str) -> Option<i64> {
    let text = f.opt_text(name, 5)?;
    let parts = text.replace('：', ":");
    let found = parts.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
    });
    if found.is_none() {
        f.fault(name, "vacancies-time-wrong");
    }
    found
}

/// Hours with at most two decimals, as minutes.
pub fn hours(f: &mut Reader<'_>, name: &str) -> Option<i64> {
    let text = f.opt_text(name, 5)?;
    // Hundredths of an hour are read like hundredths of a yuan.
    let minutes = Fen::from_yuan_text(&text).map(|hundredths| (hundredths.0 * 60 + 50) / 100);
    let found = minutes.filter(|m| (15..=24 * 60).contains(m));
    if found.is_none() {
        let args = vec![("min", "0.25".to_owned()), ("max", "24".to_owned())];
        f.fault_with(name, "field-out-of-range", args);
    }
    found
}

/// `390` as `06:30`.
#[must_use]
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `510` as `8.5`.
#[must_use]
pub fn hours_of(minutes: i64) -> String {
    Fen(minutes.saturating_mul(100) / 60).to_string()
}

/// What a post says, as its form's fields; for changing it and for posting it once more.
#[must_use]
pub fn fields_of(terms: &Terms, tables: &Tables) -> Fields {
    let t = terms;
    let yuan = |fen: Option<i64>| fen.map_or_else(String::new, |fen| Fen(fen).to_string());
    let number = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
    let town = tables.town_of(&t.region);
    let division = tables.division(&t.region);
    let village = division.filter(|d| town.is_some_and(|town| town.code != d.code));
    let pairs = [
        ("kind", t.kind.code().to_owned()),
        ("title", t.title.clone()),
        ("trade", t.trade.clone()),
        (
            "trade_said",
            tables
                .trade(&t.trade)
                .map_or_else(String::new, |t| t.name.clone()),
        ),
        ("duties", t.duties.clone()),
        ("conditions", t.conditions.clone()),
        (
            "town",
            town.map_or_else(|| t.region.clone(), |d| d.code.clone()),
        ),
        (
            "village",
            village.map_or_else(String::new, |d| d.short_name.clone()),
        ),
        ("address", t.address.clone()),
        ("headcount", t.headcount.to_string()),
        ("start_day", t.start_day.to_string()),
        (
            "end_day",
            t.end_day.map_or_else(String::new, |d| d.to_string()),
        ),
        ("start_time", t.start_minute.map_or_else(String::new, clock)),
        ("hours", t.work_minutes.map_or_else(String::new, hours_of)),
        ("shift", t.shift.code().to_owned()),
        ("pay_unit", t.pay_unit.code().to_owned()),
        ("pay_min", yuan(t.pay_min_fen)),
        ("pay_max", yuan(t.pay_max_fen)),
        ("settle", t.settle.code().to_owned()),
        ("pay_method", t.pay_method.code().to_owned()),
        ("meals", t.meals.code().to_owned()),
        ("lodging", t.lodging.code().to_owned()),
        ("transport", t.transport.code().to_owned()),
        ("insurance", t.insurance.code().to_owned()),
        ("insurance_reason", t.insurance_reason.clone()),
        ("agreement", t.agreement.code().to_owned()),
        ("age_min", number(t.age_min)),
        ("age_max", number(t.age_max)),
        ("age_reason", t.age_reason.clone()),
        ("certs", t.certs.join("、")),
        ("policy_doc", t.policy_doc.clone()),
        ("source", t.source.code().to_owned()),
        ("source_org", t.source_org.clone()),
        ("source_url", t.source_url.clone()),
    ];
    let mut fields = Fields::of(pairs);
    for group in &t.targets {
        fields.push("targets", group.code());
    }
    fields
}

/// A post's fields for posting it once more: days that are past are moved on, so that day work
/// begins tomorrow.
#[must_use]
pub fn copy_of(terms: &Terms, tables: &Tables, today: Day) -> Fields {
    let mut terms = terms.clone();
    let late = today.plus_days(1).epoch_days() - terms.start_day.epoch_days();
    if late > 0 {
        terms.start_day = terms.start_day.plus_days(late);
        terms.end_day = terms.end_day.map(|day| day.plus_days(late));
    }
    fields_of(&terms, tables)
}

#[cfg(test)]
mod tests {
    use super::{hours, hours_of};
    use web::Fields;

    #[test]
    fn minutes_come_back_from_hours_as_they_went() {
        for minutes in 15..=24 * 60 {
            let fields = Fields::of([("hours", hours_of(minutes))]);
            assert_eq!(hours(&mut fields.reader(), "hours"), Some(minutes));
        }
        for wrong in ["0.1", "25", "-8", "八"] {
            let fields = Fields::of([("hours", wrong)]);
            assert_eq!(hours(&mut fields.reader(), "hours"), None);
        }
        assert!(!hours_of(i64::MAX).is_empty());
    }
}

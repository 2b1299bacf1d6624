//! A typed form or a JSON body read into what an order says, and back again.

use super::model::{
    Agreement, Insurance, Meals, PayMethod, PayUnit, Relation, Settle, Stretch, Terms, Transport,
};
use kernel::{Day, Fen, Moment, Refusal};
use reference::Tables;
use vacancies::typed;
use web::{Fields, Reader};

/// Seats that one shift may have.
const SEATS: std::ops::RangeInclusive<i64> = 1..=500;
/// Unpaid minutes of break that one shift may have.
const BREAK: std::ops::RangeInclusive<i64> = 0..=240;
/// Ages that can be written.
const AGES: std::ops::RangeInclusive<i64> = 1..=100;
/// Rows of shifts that one order may have.
pub const ROWS: usize = 40;
/// Days that the form offers, today included.
pub const DAYS: i64 = 14;

/// Reads a form.
///
/// # Errors
/// Every fault of every field at once.
pub fn read(fields: &Fields, tables: &Tables) -> Result<Terms, Refusal> {
    let mut f = fields.reader();
    let trade = typed::trade(&mut f, fields, tables);
    let region = typed::place(&mut f, fields, tables);
    let certs = f.opt_text("certs", 200).unwrap_or_default();
    let terms = Terms {
        trade,
        title: f.text("title", 2..=40),
        duties: f.text("duties", 2..=1000),
        region,
        address: f.opt_text("address", 100).unwrap_or_default(),
        meeting: f.opt_text("meeting", 100).unwrap_or_default(),
        relation: Relation::parse(f.one_of("relation", Relation::CODES))
            .unwrap_or(Relation::Unsure),
        agreement: Agreement::parse(f.one_of("agreement", Agreement::CODES))
            .unwrap_or(Agreement::Contract),
        pay_unit: PayUnit::parse(f.one_of("pay_unit", PayUnit::CODES)).unwrap_or(PayUnit::Day),
        pay_fen: f.yuan("pay").0,
        pay_note: f.opt_text("pay_note", 40).unwrap_or_default(),
        settle: Settle::parse(f.one_of("settle", Settle::CODES)).unwrap_or(Settle::Day),
        pay_method: PayMethod::parse(f.one_of("pay_method", PayMethod::CODES))
            .unwrap_or(PayMethod::Cash),
        meals: Meals::parse(f.one_of("meals", Meals::CODES)).unwrap_or(Meals::Own),
        transport: Transport::parse(f.one_of("transport", Transport::CODES))
            .unwrap_or(Transport::Own),
        insurance: Insurance::parse(f.one_of("insurance", Insurance::CODES))
            .unwrap_or(Insurance::None),
        insurance_reason: f.opt_text("insurance_reason", 200).unwrap_or_default(),
        age_min: f.opt_int("age_min", AGES),
        age_max: f.opt_int("age_max", AGES),
        certs: typed::listed(&certs),
        shifts: shifts(&mut f, fields),
    };
    f.finish()?;
    Ok(terms)
}

/// A name of a row's field: `day_1`.
fn row(name: &str, at: usize) -> String {
    format!("{name}_{at}")
}

/// One stretch but for its day; `tail` is what follows the names, such as `_2`.
fn stretch(f: &mut Reader<'_>, fields: &Fields, tail: &str) -> Option<Stretch> {
    let name = |part: &str| format!("{part}{tail}");
    let start = typed::minute(f, &name("start_time"));
    let minutes = typed::hours(f, &name("hours"));
    for part in ["start_time", "hours"] {
        if fields.get(&name(part)).is_none() {
            f.fault(&name(part), "field-needed");
        }
    }
    let break_minutes = f.opt_int(&name("break"), BREAK).unwrap_or(0);
    let seats = f.int(&name("seats"), SEATS);
    Some(Stretch {
        day: Day::from_epoch_days(0),
        start_minute: start?,
        minutes: minutes?,
        break_minutes,
        seats,
    })
}

/// The shifts: one by one in rows, or the same shift on several days.
fn shifts(f: &mut Reader<'_>, fields: &Fields) -> Vec<Stretch> {
    let mut found = Vec::new();
    let rows: Vec<usize> = (1..=ROWS)
        .filter(|at| fields.get(&row("day", *at)).is_some())
        .collect();
    for at in &rows {
        let day = f.day(&row("day", *at));
        let made = stretch(f, fields, &format!("_{at}"));
        if let (Some(day), Some(made)) = (day, made) {
            found.push(Stretch { day, ..made });
        }
    }
    if rows.is_empty() {
        found = repeated(f, fields);
    }
    found.sort_by_key(|s| s.start());
    found
}

/// One or two shifts that are the same on every day ticked.
fn repeated(f: &mut Reader<'_>, fields: &Fields) -> Vec<Stretch> {
    let mut days = Vec::new();
    for text in f.many("days", ROWS) {
        match text.parse::<Day>() {
            Ok(day) => days.push(day),
            Err(()) => f.fault("days", "field-not-day"),
        }
    }
    if days.is_empty() {
        f.fault("days", "gigs-day-days-needed");
    }
    let mut made = vec![stretch(f, fields, "")];
    if fields.get("start_time_b").is_some() {
        made.push(stretch(f, fields, "_b"));
    }
    let mut found = Vec::new();
    for day in days {
        let on_day = made.iter().flatten().map(|s| Stretch { day, ..*s });
        found.extend(on_day);
    }
    found
}

/// `390` as `6:30`.
#[must_use]
pub fn clock(moment: Moment) -> String {
    let minute = moment.minute_of_day();
    format!("{}:{:02}", minute / 60, minute % 60)
}

fn number(n: Option<i64>) -> String {
    n.map_or_else(String::new, |n| n.to_string())
}

/// What an order says, as its form's fields; for changing it.
#[must_use]
pub fn fields_of(t: &Terms, tables: &Tables) -> Fields {
    let mut fields = told(t, tables);
    for (at, s) in (1..).zip(&t.shifts) {
        fields.push(&row("day", at), s.day.to_string());
        fields.push(&row("start_time", at), typed::clock(s.start_minute));
        fields.push(&row("hours", at), typed::hours_of(s.minutes));
        fields.push(&row("break", at), s.break_minutes.to_string());
        fields.push(&row("seats", at), s.seats.to_string());
    }
    fields
}

/// An order's fields for asking once more: all but the days.
#[must_use]
pub fn copy_of(t: &Terms, tables: &Tables) -> Fields {
    let mut fields = told(t, tables);
    if let Some(s) = t.shifts.first() {
        fields.push("start_time", typed::clock(s.start_minute));
        fields.push("hours", typed::hours_of(s.minutes));
        fields.push("break", s.break_minutes.to_string());
        fields.push("seats", s.seats.to_string());
    }
    fields
}

fn told(t: &Terms, tables: &Tables) -> Fields {
    let town = tables.town_of(&t.region);
    let division = tables.division(&t.region);
    let village = division.filter(|d| town.is_some_and(|town| town.code != d.code));
    let trade = tables.trade(&t.trade);
    Fields::of([
        ("title", t.title.clone()),
        ("trade", t.trade.clone()),
        (
            "trade_said",
            trade.map_or_else(String::new, |t| t.name.clone()),
        ),
        ("duties", t.duties.clone()),
        (
            "town",
            town.map_or_else(|| t.region.clone(), |d| d.code.clone()),
        ),
        (
            "village",
            village.map_or_else(String::new, |d| d.short_name.clone()),
        ),
        ("address", t.address.clone()),
        ("meeting", t.meeting.clone()),
        ("relation", t.relation.code().to_owned()),
        ("agreement", t.agreement.code().to_owned()),
        ("pay_unit", t.pay_unit.code().to_owned()),
        ("pay", Fen(t.pay_fen).to_string()),
        ("pay_note", t.pay_note.clone()),
        ("settle", t.settle.code().to_owned()),
        ("pay_method", t.pay_method.code().to_owned()),
        ("meals", t.meals.code().to_owned()),
        ("transport", t.transport.code().to_owned()),
        ("insurance", t.insurance.code().to_owned()),
        ("insurance_reason", t.insurance_reason.clone()),
        ("age_min", number(t.age_min)),
        ("age_max", number(t.age_max)),
        ("certs", t.certs.join("、")),
    ])
}

#[cfg(test)]
mod tests {
    use super::{fields_of, read};
    use reference::Tables;
    use web::Fields;

    fn typed(extra: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::of([
            ("title", "核桃装车"),
            ("trade", "t01"),
            ("duties", "把核桃搬上车"),
            ("region", "611021102000"),
            ("relation", "labour"),
            ("agreement", "contract"),
            ("pay_unit", "day"),
            ("pay", "180"),
            ("settle", "day"),
            ("pay_method", "cash"),
            ("meals", "given"),
            ("transport", "own"),
            ("insurance", "accident"),
        ]);
        for (name, value) in extra {
            fields.push(name, *value);
        }
        fields
    }

    #[test]
    fn days_and_two_shifts_become_four_stretches_and_come_back() {
        let tables = Tables::embedded().expect("tables");
        let fields = typed(&[
            ("days", "2026-11-24"),
            ("days", "2026-11-25"),
            ("start_time", "07:00"),
            ("hours", "9"),
            ("break", "60"),
            ("seats", "5"),
            ("start_time_b", "22:00"),
            ("hours_b", "8"),
            ("seats_b", "2"),
        ]);
        let terms = read(&fields, &tables).expect("an order");
        assert_eq!(terms.shifts.len(), 4);
        let night = terms.shifts[1];
        assert_eq!(
            (night.start_minute, night.minutes, night.seats),
            (1320, 480, 2)
        );
        assert_eq!(night.end().day().to_string(), "2026-11-25", "past midnight");
        let again = read(&fields_of(&terms, &tables), &tables).expect("the same order");
        assert_eq!(again, terms);
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let tables = Tables::embedded().expect("tables");
        let refusal = read(&Fields::default(), &tables).expect_err("nothing was typed");
        for field in [
            "title",
            "duties",
            "pay",
            "days",
            "start_time",
            "hours",
            "seats",
        ] {
            assert!(
                refusal.fields.iter().any(|f| f.field == field),
                "{field} is not told"
            );
        }
        let fields = typed(&[
            ("day_1", "2026-11-24"),
            ("start_time_1", "25:00"),
            ("seats_1", "0"),
        ]);
        let refusal = read(&fields, &tables).expect_err("a wrong row");
        for field in ["start_time_1", "hours_1", "seats_1"] {
            assert!(refusal.fields.iter().any(|f| f.field == field), "{field}");
        }
    }
}

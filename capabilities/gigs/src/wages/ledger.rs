//! The wage ledger with the columns that law asks for (保障农民工工资支付条例 第十五条).

use super::model::Wage;
use crate::hours::pages::units_text;
use crate::wages::actions::number;
use kernel::{Ctx, Fen, Refusal, mask_id, mask_phone};
use serde::Serialize;
use web::{Cell, House, Table};

/// Keys of the headings, in the order of the article: employer, period, day of payment, name, ID
/// number, how to reach, working time, items and sums due, items and sums kept back, paid out,
/// voucher or signature.
pub(super) const HEADINGS: [&str; 11] = [
    "gigs-wages-col-employer",
    "gigs-wages-col-period",
    "gigs-wages-col-payday",
    "gigs-wages-col-name",
    "gigs-wages-col-id",
    "gigs-wages-col-phone",
    "gigs-wages-col-hours",
    "gigs-wages-col-items",
    "gigs-wages-col-kept",
    "gigs-wages-col-net",
    "gigs-wages-col-voucher",
];

/// A row of the ledger, in words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LedgerRow {
    pub id: String,
    pub employer: String,
    pub period: String,
    pub payday: String,
    pub name: String,
    pub id_no: String,
    pub phone: String,
    pub hours: String,
    pub items: String,
    pub kept: String,
    pub net_fen: i64,
    pub voucher: String,
    pub state: &'static str,
    pub due_day: String,
}

fn say(house: &House, ctx: &Ctx, key: &str, args: &[(&str, &str)]) -> String {
    house.words.say(ctx.locale, key, args)
}

/// How the sum came about, one part a line of the wage.
pub(super) fn items(house: &House, ctx: &Ctx, wage: &Wage) -> Vec<String> {
    let item = |line: &crate::pay::Line| {
        let kind = say(
            house,
            ctx,
            &format!("gigs-wages-line-{}", line.code.code()),
            &[],
        );
        let day = line.day.to_string();
        let (h, m) = (
            (line.minutes / 60).to_string(),
            (line.minutes % 60).to_string(),
        );
        let span = say(house, ctx, "gigs-hours-span", &[("h", &h), ("m", &m)]);
        let (units, yuan) = (units_text(line.units_milli), Fen(line.fen).to_string());
        let (rate, percent) = (Fen(line.rate_fen).to_string(), line.percent.to_string());
        let unit = format!("gigs-wages-rate-{}", wage.pay_unit);
        let rate = say(house, ctx, &unit, &[("yuan", &rate)]);
        let amount = if units.is_empty() { span } else { units };
        let args = [
            ("day", day.as_str()),
            ("kind", &kind),
            ("amount", &amount),
            ("rate", &rate),
            ("percent", &percent),
            ("yuan", &yuan),
        ];
        say(house, ctx, "gigs-wages-item", &args)
    };
    wage.lines.iter().map(item).collect()
}

/// What was kept back, in words; empty when nothing was.
pub(super) fn kept(house: &House, ctx: &Ctx, wage: &Wage) -> String {
    if wage.kept_fen == 0 {
        return String::new();
    }
    let why = wage.kept_why.split(' ').filter(|c| !c.is_empty());
    let why: Vec<String> = why
        .map(|code| say(house, ctx, &format!("gigs-wages-kept-{code}"), &[]))
        .collect();
    format!("{} {}", Fen(wage.kept_fen), why.join("、"))
}

fn voucher(house: &House, ctx: &Ctx, wage: &Wage) -> String {
    let how = wage.told_how.as_deref().unwrap_or_default();
    let mut parts = Vec::new();
    if !how.is_empty() {
        parts.push(say(house, ctx, &format!("gigs-wages-how-{how}"), &[]));
    }
    if !wage.voucher_no.is_empty() {
        parts.push(wage.voucher_no.clone());
    }
    if let Some(at) = wage.received_at.filter(|_| wage.open_fen() == 0) {
        parts.push(say(
            house,
            ctx,
            "gigs-wages-confirmed-at",
            &[("at", &at.local())],
        ));
    }
    parts.join(" ")
}

/// A wage as a row; numbers are masked unless `full`.
pub(super) fn row(house: &House, ctx: &Ctx, wage: &Wage, full: bool) -> Result<LedgerRow, Refusal> {
    let show = |column: &str, mask: fn(&str) -> String| -> Result<String, Refusal> {
        let number = number(ctx, wage, column)?.unwrap_or_default();
        Ok(if full || number.is_empty() {
            number
        } else {
            mask(&number)
        })
    };
    let (h, m) = (
        (wage.minutes / 60).to_string(),
        (wage.minutes % 60).to_string(),
    );
    let paid = wage
        .received_at
        .or(wage.told_at)
        .map(|at| at.day().to_string());
    Ok(LedgerRow {
        id: wage.id.to_string(),
        employer: wage.employer_name.clone(),
        period: wage.work_day.to_string(),
        payday: paid.unwrap_or_default(),
        name: wage.worker_name.clone(),
        id_no: show("id_no", mask_id)?,
        phone: show("phone", mask_phone)?,
        hours: say(house, ctx, "gigs-hours-span", &[("h", &h), ("m", &m)]),
        items: items(house, ctx, wage).join("；"),
        kept: kept(house, ctx, wage),
        net_fen: wage.net_fen,
        voucher: voucher(house, ctx, wage),
        state: wage.state.code(),
        due_day: wage.due_day.to_string(),
    })
}

/// The ledger as a table to take along.
pub(super) fn table(house: &House, ctx: &Ctx, rows: Vec<LedgerRow>) -> Table {
    let title = |key: &&str| house.say(ctx.locale, key);
    let mut table = Table::new(&HEADINGS.iter().map(title).collect::<Vec<_>>());
    for r in rows {
        let yuan = format!("{}", Fen(r.net_fen));
        let texts = [
            r.employer, r.period, r.payday, r.name, r.id_no, r.phone, r.hours, r.items, r.kept,
            yuan, r.voucher,
        ];
        table.rows.push(texts.into_iter().map(Cell::from).collect());
    }
    table
}

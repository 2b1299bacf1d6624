//! Writes a file as a row that can be read again.

use super::{CERT_KINDS, CHANNELS, PAY_UNITS, SETTLES, word_of};
use crate::workers::model::Worker;
use crate::workers::sealed;
use kernel::{Ctx, Day, Refusal};
use reference::Tables;

/// The cells of a row, in the order of [`super::COLUMNS`]. Telephone and ID number stand there
/// in full: only the command that asks for the keys calls this.
///
/// # Errors
/// Internal when a sealed value does not open.
pub fn write_row(ctx: &Ctx, tables: &Tables, worker: &Worker) -> Result<Vec<String>, Refusal> {
    let wishes = &worker.wishes;
    let trade = |id: &String| {
        tables
            .trade(id)
            .map_or_else(|| id.clone(), |t| t.name.clone())
    };
    let joined = |items: Vec<String>| items.join("、");
    let day = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
    let yes = |b: bool| if b { "是".to_owned() } else { String::new() };
    let unit = match wishes.pay_floor {
        Some(_) => word_of(&PAY_UNITS, &wishes.pay_unit),
        None => String::new(),
    };
    Ok(vec![
        worker.name.clone(),
        sealed::phone(ctx, worker)?.unwrap_or_default(),
        sealed::id_no(ctx, worker)?.unwrap_or_default(),
        tables.name(&worker.region),
        joined(wishes.trades.iter().map(trade).collect()),
        wishes.pay_floor.map(|f| f.to_string()).unwrap_or_default(),
        unit,
        wishes
            .max_minutes
            .map(|m| m.to_string())
            .unwrap_or_default(),
        joined(wishes.places.iter().map(|p| tables.name(p)).collect()),
        joined(wishes.settle.iter().map(|s| word_of(&SETTLES, s)).collect()),
        day(wishes.from),
        day(wishes.to),
        yes(wishes.lodging),
        joined(
            worker
                .certs
                .iter()
                .map(|c| word_of(&CERT_KINDS, &c.kind))
                .collect(),
        ),
        word_of(&CHANNELS, worker.channel.code()),
        yes(worker.proxy_only),
    ])
}

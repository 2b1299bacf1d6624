//! The whole list as a table to take along.

use super::ask::Asked;
use super::list::list;
use super::phrases::Phrases;
use crate::board::Board;
use db::Conn;
use kernel::{Ctx, Refusal};
use matching::WorkerFacts;
use web::Table;
use words::Words;

/// Most rows of one table.
const ROWS_MAX: usize = 10_000;

const TITLES: [&str; 10] = [
    "vacancies-jobs-export-no",
    "vacancies-jobs-export-title",
    "vacancies-jobs-export-trade",
    "vacancies-jobs-export-place",
    "vacancies-jobs-export-pay",
    "vacancies-jobs-export-settle",
    "vacancies-jobs-export-when",
    "vacancies-jobs-export-free",
    "vacancies-jobs-export-checked",
    "vacancies-jobs-export-until",
];

/// Every post that passes, in the order asked for.
///
/// # Errors
/// What the database says.
pub async fn table(
    ctx: &Ctx,
    conn: &mut Conn,
    board: &Board,
    asked: &Asked,
    worker: Option<&WorkerFacts>,
) -> Result<Table, Refusal> {
    let (words, tables) = (ctx.slot::<Words>()?, reference::tables(ctx)?);
    let listed = list(ctx, conn, board, &tables, asked, worker, ROWS_MAX).await?;
    let phrases = Phrases::new(&words, ctx.locale, ctx.today());
    let titles: Vec<String> = TITLES.iter().map(|key| phrases.say(key, &[])).collect();
    let mut table = Table::new(&titles);
    for card in &listed.cards {
        let trade = tables
            .trade(&card.trade)
            .map_or("", |trade| trade.name.as_str());
        table.rows.push(vec![
            card.no.as_str().into(),
            card.title.as_str().into(),
            trade.into(),
            tables.name(&card.region).into(),
            phrases.pay(&card.pay).into(),
            phrases.code("settle", &card.settle).into(),
            phrases.when(card).into(),
            card.free.into(),
            phrases.fresh(card.checked_at).into(),
            card.valid_until.to_string().into(),
        ]);
    }
    Ok(table)
}

//! One page of a list: the board finds, the database shows.

use super::ask::{Asked, Listed};
use super::queries;
use crate::board::{self, Ask, Board, Loosen, Seeker};
use db::Conn;
use kernel::{Ctx, Refusal};
use matching::WorkerFacts;
use reference::Tables;
use std::collections::HashMap;
use std::sync::Arc;

/// Lists what was asked for.
///
/// # Errors
/// What the database says.
pub async fn list(
    ctx: &Ctx,
    conn: &mut Conn,
    board: &Board,
    tables: &Arc<Tables>,
    asked: &Asked,
    worker: Option<&WorkerFacts>,
    limit: usize,
) -> Result<Listed, Refusal> {
    let today = ctx.today();
    let rules = match worker {
        Some(_) => Some(board::rules(tables, today)?),
        None => None,
    };
    let minutes = |place: u16| {
        let way = tables.minutes_at(asked.origin?, place)?;
        Some(way.minutes)
    };
    let seeker = worker.zip(rules.as_ref()).map(|(facts, rules)| Seeker {
        facts,
        rules,
        from: asked.origin,
        tables,
    });
    let found = board.select(&Ask {
        filter: &asked.filter,
        order: asked.order,
        today,
        minutes: &minutes,
        seeker,
        after: asked.after.as_ref(),
        limit,
    });
    let ids: Vec<&str> = found.hits.iter().map(board::Hit::id).collect();
    let cards = queries::cards(conn, &ids, today).await?;
    let by_id: HashMap<&str, Option<u16>> = found
        .hits
        .iter()
        .map(|hit| (hit.id(), hit.minutes))
        .collect();
    let minutes = cards
        .iter()
        .map(|c| by_id.get(c.id.as_str()).copied().flatten())
        .collect();
    let last = found.hits.last().filter(|_| found.more);
    Ok(Listed {
        minutes,
        cards,
        total: found.total,
        exact: found.exact,
        next: last.map(|hit| hit.key.cursor(asked.order)),
    })
}

/// For an empty list: what to leave out, and what that brings.
#[must_use]
pub fn loosen(ctx: &Ctx, board: &Board, asked: &Asked) -> Vec<Loosen> {
    board.loosen(&asked.filter, ctx.today())
}

//! SQL of clearings.

use super::model::Run;
use db::{DbError, Row, params};
use trail::Tx;

pub(super) const COLUMNS: &str = "id, computed_at, workers, posts, places, arcs, millis, \
     filled_best, filled_alone, filled_priced, total, bound, gini_alone, gini_priced, crowding";

pub(super) fn run(row: &Row) -> Result<Run, DbError> {
    Ok(Run {
        id: row.get("id")?,
        at: row.get("computed_at")?,
        workers: row.get("workers")?,
        posts: row.get("posts")?,
        places: row.get("places")?,
        arcs: row.get("arcs")?,
        millis: row.get("millis")?,
        filled_best: row.get("filled_best")?,
        filled_alone: row.get("filled_alone")?,
        filled_priced: row.get("filled_priced")?,
        total: row.get("total")?,
        bound: row.get("bound")?,
        gini_alone: row.get("gini_alone")?,
        gini_priced: row.get("gini_priced")?,
        crowding: row.get("crowding")?,
    })
}

pub(super) async fn insert(tx: &mut Tx, county: &str, r: &Run) -> Result<(), DbError> {
    let sql = format!(
        "INSERT INTO market_runs (county, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \
         $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    let values = params![
        county,
        &r.id,
        r.at,
        r.workers,
        r.posts,
        r.places,
        r.arcs,
        r.millis,
        r.filled_best,
        r.filled_alone,
        r.filled_priced,
        r.total,
        r.bound,
        r.gini_alone,
        r.gini_priced,
        r.crowding
    ];
    tx.execute(&sql, &values).await?;
    Ok(())
}

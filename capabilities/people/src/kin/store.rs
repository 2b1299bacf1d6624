//! SQL of trades that the same people choose.

use super::model::Kin;
use db::{DbError, Row, Value, params};
use kernel::Ctx;
use trail::Tx;

/// Rows written with one statement.
const CHUNK: usize = 500;

pub(super) const COLUMNS: &str = "trade, other, people, share";

pub(super) fn kin(row: &Row) -> Result<Kin, DbError> {
    Ok(Kin {
        trade: row.get("trade")?,
        other: row.get("other")?,
        people: row.get("people")?,
        share: row.get("share")?,
    })
}

/// Puts what was learned in the place of what was known of a county.
pub(super) async fn replace(
    tx: &mut Tx,
    ctx: &Ctx,
    county: &str,
    all: &[Kin],
) -> Result<(), DbError> {
    let clear = "DELETE FROM trade_kin WHERE county = $1";
    tx.execute(clear, &params![county]).await?;
    for chunk in all.chunks(CHUNK) {
        let mut values: Vec<Value> = params![county, ctx.now].to_vec();
        let mut rows = Vec::new();
        for one in chunk {
            let n = values.len();
            values.extend(
                params![&one.trade, &one.other, one.people, one.share]
                    .iter()
                    .cloned(),
            );
            rows.push(format!(
                "($1, ${}, ${}, ${}, ${}, $2)",
                n + 1,
                n + 2,
                n + 3,
                n + 4
            ));
        }
        let sql = format!(
            "INSERT INTO trade_kin (county, {COLUMNS}, learned_at) VALUES {}",
            rows.join(", ")
        );
        tx.execute(&sql, &values).await?;
    }
    Ok(())
}

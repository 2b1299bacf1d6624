//! SQL of prices.

use db::{DbError, Value, params};
use kernel::Ctx;
use trail::Tx;

/// Rows written with one statement.
const CHUNK: usize = 500;

pub(super) async fn replace(
    tx: &mut Tx,
    ctx: &Ctx,
    county: &str,
    run: &str,
    prices: &[(String, i64)],
) -> Result<(), DbError> {
    let clear = "DELETE FROM vacancy_prices WHERE county = $1";
    tx.execute(clear, &params![county]).await?;
    for chunk in prices.chunks(CHUNK) {
        let mut values: Vec<Value> = params![county, run, ctx.now].to_vec();
        let mut rows = Vec::new();
        for (vacancy, price) in chunk {
            values.extend([vacancy.into(), (*price).into()]);
            let n = values.len();
            rows.push(format!("(${}, $1, ${n}, $2, $3)", n - 1));
        }
        let sql = format!(
            "INSERT INTO vacancy_prices (vacancy_id, county, price, run_id, computed_at) \
             VALUES {}",
            rows.join(", ")
        );
        tx.execute(&sql, &values).await?;
    }
    // Every board asks for this word with each look, and reads the prices when it has changed.
    let tell = "INSERT INTO vacancy_board (county, seq, price_run) VALUES ($1, 0, $2) \
        ON CONFLICT (county) DO UPDATE SET price_run = excluded.price_run";
    tx.execute(tell, &params![county, run]).await?;
    Ok(())
}

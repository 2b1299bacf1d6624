//! Reads of prices.

use db::{Conn, params};
use kernel::Refusal;
use std::collections::HashMap;

/// Every price of a county (six digits), in thousandths, by vacancy.
pub(crate) async fn all(conn: &mut Conn, county: &str) -> Result<HashMap<Box<str>, i32>, Refusal> {
    let sql = "SELECT vacancy_id, price FROM vacancy_prices WHERE county = $1";
    let mut prices = HashMap::new();
    for row in conn.all(sql, &params![county]).await? {
        let id: String = row.get("vacancy_id")?;
        let price: i64 = row.get("price")?;
        prices.insert(id.into(), i32::try_from(price).unwrap_or(i32::MAX));
    }
    Ok(prices)
}

/// The posts with the highest prices: id, title, price in thousandths of a score.
///
/// # Errors
/// What the database says.
pub async fn dearest(
    conn: &mut Conn,
    county: &str,
    most: i64,
) -> Result<Vec<(String, String, i64)>, Refusal> {
    let sql = "SELECT v.id, v.title, p.price FROM vacancy_prices p \
        JOIN vacancies v ON v.id = p.vacancy_id WHERE p.county = $1 AND p.price > 0 \
        ORDER BY p.price DESC, v.id LIMIT $2";
    let rows = conn.all(sql, &params![county, most]).await?;
    let row = |r: &db::Row| Ok((r.get("id")?, r.get("title")?, r.get("price")?));
    rows.iter().map(row).collect()
}

//! Reads of orders and shifts: by id, for the public list, of an employer, for the clock.

use super::model::{Order, OrderId, Shift, ShiftId, Terms};
use super::store::{self, COLUMNS, SHIFT, order_of, shift_of};
use db::{Conn, Value, params};
use kernel::{Ctx, Day, Moment, Refusal};
use std::collections::HashMap;

/// Ids in one statement at most.
const CHUNK: usize = 200;

/// An order with its shifts, those taken back left out.
///
/// # Errors
/// What the database says.
pub async fn order(conn: &mut Conn, id: &OrderId) -> Result<Option<Order>, Refusal> {
    let found = by_ids(conn, std::slice::from_ref(id)).await?;
    Ok(found.into_iter().next())
}

/// The order alone, its shifts left out: for checks that need the terms only.
pub(crate) async fn bare(conn: &mut Conn, id: &OrderId) -> Result<Order, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM gig_orders WHERE id = $1");
    order_of(&conn.one(&sql, &params![id.as_str()]).await?)
}

/// Orders with their shifts, in the order of the ids; unknown ids are left out.
pub(crate) async fn by_ids(conn: &mut Conn, ids: &[OrderId]) -> Result<Vec<Order>, Refusal> {
    let mut found: HashMap<String, Order> = HashMap::new();
    for some in ids.chunks(CHUNK) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let places = places.join(", ");
        let values: Vec<Value> = some.iter().map(|id| Value::from(id.as_str())).collect();
        let sql = format!("SELECT {COLUMNS} FROM gig_orders WHERE id IN ({places})");
        for row in conn.all(&sql, &values).await? {
            let order = order_of(&row)?;
            found.insert(order.id.to_string(), order);
        }
        let sql = format!(
            "SELECT {SHIFT} FROM gig_shifts WHERE order_id IN ({places}) \
             AND state <> 'cancelled' ORDER BY start_at, id"
        );
        for row in conn.all(&sql, &values).await? {
            let shift = shift_of(&row)?;
            if let Some(order) = found.get_mut(shift.order_id.as_str()) {
                order.terms.shifts.push(store::stretch(&shift));
            }
        }
    }
    let each = ids.iter().filter_map(|id| found.get(id.as_str()).cloned());
    Ok(each.collect())
}

/// Every shift of an order in order of time, those taken back too.
///
/// # Errors
/// What the database says.
pub async fn shifts(conn: &mut Conn, order: &OrderId) -> Result<Vec<Shift>, Refusal> {
    let sql = format!(
        "SELECT {SHIFT} FROM gig_shifts WHERE order_id = $1 ORDER BY start_at, id LIMIT 500"
    );
    let rows = conn.all(&sql, &params![order.as_str()]).await?;
    rows.iter().map(shift_of).collect()
}

/// A shift by its id.
///
/// # Errors
/// What the database says.
pub async fn shift(conn: &mut Conn, id: &ShiftId) -> Result<Option<Shift>, Refusal> {
    store::shift(conn, id).await
}

/// What the list of free seats is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Six digits of the county.
    pub county: String,
    /// First day of work looked at.
    pub from_day: Day,
    /// Last day of work looked at; `None` = any.
    pub to_day: Option<Day>,
    /// Id of the trade; `None` = any.
    pub trade: Option<String>,
    /// Leading digits of the division: of a town nine; `None` = the county.
    pub town: Option<String>,
    /// The last row seen: start of the shift in epoch ms, shift's id.
    pub after: Option<(i64, String)>,
    /// Rows at most.
    pub limit: i64,
}

/// Shifts that still have a free seat and have not begun, soonest first.
///
/// # Errors
/// What the database says.
pub async fn open_shifts(
    conn: &mut Conn,
    ctx: &Ctx,
    filter: &Filter,
) -> Result<Vec<(Order, Shift)>, Refusal> {
    let (at, id) = filter.after.clone().unwrap_or((-1, String::new()));
    let columns = SHIFT.split(", ").map(|c| format!("s.{c}"));
    let columns = columns.collect::<Vec<_>>().join(", ");
    let mut sql = format!(
        "SELECT {columns} FROM gig_shifts s JOIN gig_orders o ON o.id = s.order_id \
         WHERE s.county = $1 AND s.work_day >= $2 AND s.start_at > $3 \
         AND (s.start_at > $4 OR (s.start_at = $4 AND s.id > $5)) \
         AND s.state = 'open' AND o.state = 'open' AND s.taken < s.seats"
    );
    let mut values = params![&filter.county, filter.from_day, ctx.now, at, id].to_vec();
    let mut and = |text: &str, value: Value| {
        values.push(value);
        sql.push_str(&text.replace('?', &format!("${}", values.len())));
    };
    if let Some(day) = filter.to_day {
        and(" AND s.work_day <= ?", Value::from(day));
    }
    if let Some(trade) = &filter.trade {
        and(" AND o.trade = ?", Value::from(trade));
    }
    if let Some(town) = &filter.town {
        and(" AND s.region >= ?", Value::from(town));
        // A colon follows the nine in ASCII: everything that begins with these digits.
        and(" AND s.region < ?", Value::from(format!("{town}:")));
    }
    and(
        " ORDER BY s.start_at, s.id LIMIT ?",
        Value::from(filter.limit),
    );
    let rows = conn.all(&sql, &values).await?;
    let found: Result<Vec<Shift>, Refusal> = rows.iter().map(shift_of).collect();
    with_orders(conn, found?).await
}

async fn with_orders(conn: &mut Conn, found: Vec<Shift>) -> Result<Vec<(Order, Shift)>, Refusal> {
    let mut ids: Vec<OrderId> = found.iter().map(|s| s.order_id.clone()).collect();
    ids.sort();
    ids.dedup();
    let orders = by_ids(conn, &ids).await?;
    let orders: HashMap<String, Order> =
        orders.into_iter().map(|o| (o.id.to_string(), o)).collect();
    let pair = |shift: Shift| {
        let order = orders.get(shift.order_id.as_str())?.clone();
        Some((order, shift))
    };
    Ok(found.into_iter().filter_map(pair).collect())
}

/// Shifts of one day in a part of the county that begin or are under way, soonest first.
///
/// # Errors
/// What the database says.
pub async fn of_day(
    conn: &mut Conn,
    ctx: &Ctx,
    day: Day,
    limit: i64,
) -> Result<Vec<(Order, Shift)>, Refusal> {
    let sql = format!(
        "SELECT {SHIFT} FROM gig_shifts WHERE work_day = $1 AND state <> 'cancelled' \
         AND region >= $2 AND region < $3 ORDER BY start_at, id LIMIT $4"
    );
    let (lo, hi) = (ctx.scope.lo.as_str(), ctx.scope.hi.as_str());
    let rows = conn.all(&sql, &params![day, lo, hi, limit]).await?;
    let found: Result<Vec<Shift>, Refusal> = rows.iter().map(shift_of).collect();
    let mut pairs = with_orders(conn, found?).await?;
    pairs.retain(|(order, _)| order.state != super::model::State::Draft);
    Ok(pairs)
}

/// Orders of an employer, latest first. `before` = keyset: made at in epoch ms, id.
///
/// # Errors
/// What the database says.
pub async fn of_employer(
    conn: &mut Conn,
    employer: &str,
    before: Option<(i64, String)>,
    limit: i64,
) -> Result<Vec<Order>, Refusal> {
    let (at, id) = before.unwrap_or((i64::MAX, String::new()));
    let sql = "SELECT id FROM gig_orders WHERE employer_id = $1 \
         AND (created_at < $2 OR (created_at = $2 AND id < $3)) \
         ORDER BY created_at DESC, id DESC LIMIT $4";
    let rows = conn.all(sql, &params![employer, at, id, limit]).await?;
    let ids: Result<Vec<OrderId>, Refusal> = rows
        .iter()
        .map(|row| OrderId::parse(&row.get::<String>("id")?))
        .collect();
    by_ids(conn, &ids?).await
}

/// A version of an order that workers could see, as it was and stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Number, from 1.
    pub version: i64,
    /// What it said.
    pub terms: Terms,
    /// SM3 of the snapshot, 64 hex digits.
    pub digest: String,
    /// When it was made.
    pub made_at: Moment,
}

fn version_of(row: &db::Row) -> Result<Version, Refusal> {
    let snapshot: String = row.get("snapshot")?;
    Ok(Version {
        version: row.get("version")?,
        terms: serde_json::from_str(&snapshot).map_err(Refusal::internal)?,
        digest: row.get("digest")?,
        made_at: row.get("made_at")?,
    })
}

const VERSION: &str = "SELECT version, snapshot, digest, made_at FROM gig_order_versions \
     WHERE order_id = $1";

/// Every version, first one first.
///
/// # Errors
/// What the database says.
pub async fn versions(conn: &mut Conn, id: &OrderId) -> Result<Vec<Version>, Refusal> {
    let sql = format!("{VERSION} ORDER BY version LIMIT 200");
    let rows = conn.all(&sql, &params![id.as_str()]).await?;
    rows.iter().map(version_of).collect()
}

/// One version; a seat names the one that its worker agreed to.
///
/// # Errors
/// What the database says.
pub async fn version(
    conn: &mut Conn,
    id: &OrderId,
    number: i64,
) -> Result<Option<Version>, Refusal> {
    let sql = format!("{VERSION} AND version = $2");
    let row = conn.opt(&sql, &params![id.as_str(), number]).await?;
    row.map(|r| version_of(&r)).transpose()
}

/// Open shifts whose end is past, longest ago first.
pub(super) async fn ended(conn: &mut Conn, now: Moment, limit: i64) -> Result<Vec<Shift>, Refusal> {
    let sql = format!(
        "SELECT {SHIFT} FROM gig_shifts WHERE state = 'open' AND end_at <= $1 \
         ORDER BY end_at, id LIMIT $2"
    );
    let rows = conn.all(&sql, &params![now, limit]).await?;
    rows.iter().map(shift_of).collect()
}

/// Open orders whose last day is past and none of whose shifts is open any more.
pub(super) async fn to_close(
    conn: &mut Conn,
    today: Day,
    limit: i64,
) -> Result<Vec<OrderId>, Refusal> {
    let sql = "SELECT o.id FROM gig_orders o WHERE o.state = 'open' AND o.first_day <= $1 \
         AND NOT EXISTS (SELECT 1 FROM gig_shifts s WHERE s.order_id = o.id AND s.state = 'open') \
         ORDER BY o.id LIMIT $2";
    let rows = conn.all(sql, &params![today, limit]).await?;
    rows.iter()
        .map(|row| OrderId::parse(&row.get::<String>("id")?))
        .collect()
}

//! Reads about stations: by id, the nearest, all in a scope, who is on duty.

use super::model::{Duty, Station};
use super::store::{self, COLUMNS, FROM};
use db::{Conn, params};
use kernel::{Ctx, Day, Refusal, Region, Scope};
use std::sync::LazyLock;

/// A station by its id.
pub async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Station>, Refusal> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE s.id = $1 AND s.state = 'open'");
    let row = conn.opt(&sql, &params![id]).await?;
    Ok(row.as_ref().map(store::station).transpose()?)
}

/// The station that serves a division: its own, else its town's, else the county's.
pub async fn nearest(conn: &mut Conn, region: &str) -> Result<Option<Station>, Refusal> {
    let Some(region) = Region::parse(region) else {
        return Ok(None);
    };
    let county = format!("{}000000", region.county());
    let town = region.town().unwrap_or_else(|| county.clone());
    // The deeper a division, the greater its code among its own line upwards.
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT {COLUMNS} {FROM} WHERE s.region IN ($1, $2, $3) AND s.state = 'open' \
             ORDER BY s.region DESC LIMIT 1"
        )
    });
    let row = conn.opt(&SQL, &params![&region, town, county]).await?;
    Ok(row.as_ref().map(store::station).transpose()?)
}

/// Every open station of a scope: county first, then each town with its villages.
pub async fn all(conn: &mut Conn, scope: &Scope) -> Result<Vec<Station>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE s.region >= $1 AND s.region < $2 AND s.state = 'open' \
         ORDER BY s.region LIMIT 2000"
    );
    let rows = conn.all(&sql, &params![&scope.lo, &scope.hi]).await?;
    let stations: Result<Vec<_>, _> = rows.iter().map(store::station).collect();
    Ok(stations?)
}

/// The station of the staff that asks, by the division of its scope.
pub async fn own(conn: &mut Conn, ctx: &Ctx) -> Result<Option<Station>, Refusal> {
    match scope_region(&ctx.scope) {
        Some(region) => nearest(conn, region.as_str()).await,
        None => Ok(None),
    }
}

/// A code that is one of the county's divisions, as far as the reference tables are at hand.
#[must_use]
pub fn known_region(ctx: &Ctx, code: &str) -> Option<Region> {
    let region = Region::parse(code)?;
    let tables = ctx.slots.get::<reference::Tables>();
    let known = tables.is_none_or(|t| t.division(code).is_some());
    known.then_some(region)
}

/// The division at the top of a scope; none for "everything" and "nothing".
#[must_use]
pub fn scope_region(scope: &Scope) -> Option<Region> {
    Region::parse(&format!("{:0<12}", scope.lo)).filter(|_| !scope.lo.is_empty())
}

/// Who is on duty from one day to another, both included.
pub async fn duties(
    conn: &mut Conn,
    station: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Duty>, Refusal> {
    Ok(store::duties(conn, station, from, to).await?)
}

/// Staff who can be put on duty in a scope: id and name.
pub async fn staff(conn: &mut Conn, scope: &Scope) -> Result<Vec<(String, String)>, Refusal> {
    let sql = "SELECT id, name FROM accounts WHERE kind = 'staff' AND state = 'active' \
               AND region >= $1 AND region < $2 ORDER BY name, id LIMIT 500";
    let rows = conn.all(sql, &params![&scope.lo, &scope.hi]).await?;
    let pair = |r: &db::Row| Ok::<_, db::DbError>((r.get("id")?, r.get("name")?));
    let pairs: Result<Vec<_>, _> = rows.iter().map(pair).collect();
    Ok(pairs?)
}

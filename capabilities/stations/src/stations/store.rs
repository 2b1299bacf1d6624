//! Stations and duties in the database.

use super::model::{Duty, Level, NewStation, Station, clock};
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Day, Region};

pub(crate) const COLUMNS: &str = "s.id, s.name, s.region, s.level, s.telephone, s.hours, \
     s.address, c.telephone AS county_telephone";
pub(crate) const FROM: &str = "FROM stations s LEFT JOIN stations c \
     ON c.county = s.county AND c.level = 'county'";

pub(crate) fn station(row: &Row) -> Result<Station, DbError> {
    let own: String = row.get("telephone")?;
    let county: Option<String> = row.get("county_telephone")?;
    let county = county.filter(|c| own.is_empty() && !c.is_empty());
    Ok(Station {
        id: row.get("id")?,
        name: row.get("name")?,
        region: row.get("region")?,
        level: Level::parse(&row.get::<String>("level")?).unwrap_or(Level::Village),
        telephone_of_county: county.is_some() && row.get::<String>("level")? != "county",
        telephone: county.unwrap_or(own),
        hours: row.get("hours")?,
        address: row.get("address")?,
    })
}

pub(crate) async fn insert(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    region: &Region,
    new: &NewStation,
) -> Result<String, DbError> {
    let id = ctx.mint("sta");
    let sql = "INSERT INTO stations (id, county, level, name, region, address, telephone, \
               hours, area_m2, state, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10)";
    let values = params![
        &id,
        region.county(),
        Level::of(region).code(),
        &new.name,
        region,
        &new.address,
        &new.telephone,
        &new.hours,
        new.area_m2,
        ctx.now
    ];
    tx.execute(sql, &values).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut trail::Tx, id: &str, new: &NewStation) -> Result<(), DbError> {
    let sql = "UPDATE stations SET address = $2, telephone = $3, hours = $4 WHERE id = $1";
    let values = params![id, &new.address, &new.telephone, &new.hours];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(crate) async fn add_duty(
    tx: &mut trail::Tx,
    ctx: &Ctx,
    station: &str,
    account: &str,
    day: Day,
    minutes: (i64, i64),
) -> Result<String, DbError> {
    let id = ctx.mint("dut");
    let sql = "INSERT INTO duties (id, station_id, account_id, duty_day, from_minute, to_minute) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = params![&id, station, account, day, minutes.0, minutes.1];
    tx.execute(sql, &values).await?;
    Ok(id)
}

pub(crate) async fn drop_duty(tx: &mut trail::Tx, station: &str, id: &str) -> Result<u64, DbError> {
    let sql = "DELETE FROM duties WHERE station_id = $1 AND id = $2";
    tx.execute(sql, &params![station, id]).await
}

pub(crate) async fn duties(
    conn: &mut Conn,
    station: &str,
    from: Day,
    to: Day,
) -> Result<Vec<Duty>, DbError> {
    let sql = "SELECT d.id, d.duty_day, d.from_minute, d.to_minute, a.name FROM duties d \
               JOIN accounts a ON a.id = d.account_id \
               WHERE d.station_id = $1 AND d.duty_day >= $2 AND d.duty_day <= $3 \
               ORDER BY d.duty_day, d.from_minute, d.id LIMIT 500";
    let rows = conn.all(sql, &params![station, from, to]).await?;
    let duty = |row: &Row| {
        Ok(Duty {
            id: row.get("id")?,
            day: row.get("duty_day")?,
            name: row.get("name")?,
            from: clock(row.get("from_minute")?),
            to: clock(row.get("to_minute")?),
        })
    };
    rows.iter().map(duty).collect()
}

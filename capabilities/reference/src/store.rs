//! Writes the tables, many rows to a statement.

use crate::model::Param;
use crate::rows::Rows;
use db::{Conn, DbError, Value, params};
use kernel::{CalendarDay, Moment};
use std::collections::BTreeSet;

/// Values to a statement: SQLite takes 32,766, PostgreSQL 65,535; small enough to be quick.
const VALUES: usize = 600;

async fn insert(conn: &mut Conn, into: &str, rows: Vec<Vec<Value>>) -> Result<u64, DbError> {
    let width = into.split(',').count();
    let mut written = 0;
    for chunk in rows.chunks((VALUES / width).max(1)) {
        let tuple = |row: usize| {
            let places: Vec<String> = (1..=width)
                .map(|i| format!("${}", row * width + i))
                .collect();
            format!("({})", places.join(", "))
        };
        let tuples: Vec<String> = (0..chunk.len()).map(tuple).collect();
        let sql = format!("INSERT INTO {into} VALUES {}", tuples.join(", "));
        written += conn.execute(&sql, &chunk.concat()).await?;
    }
    Ok(written)
}

/// Is this version of the table in already?
pub(crate) async fn known(conn: &mut Conn, kind: &str, digest: &str) -> Result<bool, DbError> {
    let sql = "SELECT version FROM reference_versions WHERE kind = $1 AND digest = $2";
    Ok(conn.opt(sql, &params![kind, digest]).await?.is_some())
}

/// Notes a version; answers its number.
pub(crate) async fn version(
    conn: &mut Conn,
    kind: &str,
    digest: &str,
    source: &str,
    rows: u64,
    now: Moment,
) -> Result<i64, DbError> {
    let last = "SELECT COALESCE(MAX(version), 0) AS last FROM reference_versions WHERE kind = $1";
    let version: i64 = conn.one(last, &params![kind]).await?.get::<i64>("last")? + 1;
    let sql = "INSERT INTO reference_versions (kind, digest, version, source, row_count, loaded_at)
         VALUES ($1, $2, $3, $4, $5, $6)";
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    conn.execute(sql, &params![kind, digest, version, source, rows, now])
        .await?;
    Ok(version)
}

/// Writes one kind of table in place of what was there; what people set stays.
pub(crate) async fn replace(
    conn: &mut Conn,
    kind: &str,
    rows: &Rows,
    now: Moment,
    mint: &(dyn Fn() -> String + Sync),
) -> Result<u64, DbError> {
    match kind {
        "divisions" => divisions(conn, rows).await,
        "trades" => trades(conn, rows).await,
        "occupations" => occupations(conn, rows).await,
        "industries" => industries(conn, rows).await,
        "holidays" => holidays(conn, &rows.holidays).await,
        "id-regions" => id_regions(conn, rows).await,
        "params" => params_from_file(conn, rows, now, mint).await,
        "laws" => laws(conn, rows).await,
        "law-facts" => law_facts(conn, rows).await,
        other => Err(DbError::Other(format!("no table of kind {other}"))),
    }
}

async fn divisions(conn: &mut Conn, rows: &Rows) -> Result<u64, DbError> {
    conn.execute("DELETE FROM divisions", &[]).await?;
    let row = |d: &crate::Division| {
        let (lat, lon) = d.point.unzip();
        params![
            &d.code,
            d.index,
            d.mca_code.clone(),
            d.level.code(),
            &d.kind,
            &d.name,
            &d.short_name,
            &d.parent_code,
            d.urban_rural.clone(),
            lat,
            lon,
            &d.point_certainty,
            d.road_km,
            d.road_certainty.clone()
        ]
        .to_vec()
    };
    let into = "divisions (code, position, mca_code, level, kind, name, short_name, parent_code, \
                urban_rural, lat, lon, point_certainty, road_km, road_certainty)";
    insert(conn, into, rows.divisions.iter().map(row).collect()).await
}

async fn trades(conn: &mut Conn, rows: &Rows) -> Result<u64, DbError> {
    conn.execute("DELETE FROM trades", &[]).await?;
    let row = |t: &crate::Trade| {
        let terms = t.terms.join("|");
        params![
            &t.id,
            t.index,
            &t.group,
            &t.name,
            terms,
            t.occupation.clone(),
            &t.usual_unit
        ]
        .to_vec()
    };
    let into = "trades (id, position, trade_group, name, terms, occupation_code, usual_unit)";
    insert(conn, into, rows.trades.iter().map(row).collect()).await
}

async fn occupations(conn: &mut Conn, rows: &Rows) -> Result<u64, DbError> {
    conn.execute("DELETE FROM occupations", &[]).await?;
    let row = |o: &crate::Occupation| {
        let aliases = o.aliases.join("|");
        params![
            &o.code,
            o.level,
            &o.name,
            &o.parent_code,
            o.green,
            o.digital,
            aliases
        ]
        .to_vec()
    };
    let into = "occupations (code, level, name, parent_code, green, digital, aliases)";
    insert(conn, into, rows.occupations.iter().map(row).collect()).await
}

async fn industries(conn: &mut Conn, rows: &Rows) -> Result<u64, DbError> {
    conn.execute("DELETE FROM industries", &[]).await?;
    let row = |i: &crate::Industry| params![&i.code, i.level, &i.name, &i.parent_code].to_vec();
    let into = "industries (code, level, name, parent_code)";
    insert(conn, into, rows.industries.iter().map(row).collect()).await
}

/// Replaces the years that the table speaks of and leaves the others alone.
pub(crate) async fn holidays(conn: &mut Conn, days: &[CalendarDay]) -> Result<u64, DbError> {
    let years: BTreeSet<i16> = days.iter().map(|d| d.day.year()).collect();
    for year in years {
        let sql = "DELETE FROM holidays WHERE holiday_day >= $1 AND holiday_day <= $2";
        let (from, to) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
        conn.execute(sql, &params![from, to]).await?;
    }
    let row = |d: &CalendarDay| params![d.day, d.workday, d.statutory, &d.name].to_vec();
    let into = "holidays (holiday_day, workday, statutory, name)";
    insert(conn, into, days.iter().map(row).collect()).await
}

async fn id_regions(conn: &mut Conn, rows: &Rows) -> Result<u64, DbError> {
    conn.execute("DELETE FROM id_regions", &[]).await?;
    let keys: BTreeSet<(&str, i64, &str)> = rows
        .id_regions
        .iter()
        .map(|r| (r.prefix.as_str(), r.ended_year, r.name.as_str()))
        .collect();
    let row = |(prefix, year, name)| params![prefix, year, name].to_vec();
    let into = "id_regions (prefix, ended_year, name)";
    insert(conn, into, keys.into_iter().map(row).collect()).await
}

const PARAMS: &str = "params (id, key, region, valid_from_day, valid_to_day, value, unit, doc, \
                      certainty, set_by, set_at)";

fn param_row(id: String, p: &Param, now: Moment) -> Vec<Value> {
    params![
        id,
        &p.key,
        &p.region,
        p.valid_from,
        p.valid_to,
        &p.value,
        &p.unit,
        &p.doc,
        p.certainty.code(),
        &p.set_by,
        now
    ]
    .to_vec()
}

async fn params_from_file(
    conn: &mut Conn,
    rows: &Rows,
    now: Moment,
    mint: &(dyn Fn() -> String + Sync),
) -> Result<u64, DbError> {
    conn.execute(
        "DELETE FROM params WHERE set_by = $1",
        &params![crate::FROM_FILE],
    )
    .await?;
    insert(
        conn,
        PARAMS,
        rows.params
            .iter()
            .map(|p| param_row(mint(), p, now))
            .collect(),
    )
    .await
}

/// Adds a parameter that a person set.
pub(crate) async fn add_param(
    conn: &mut Conn,
    id: String,
    param: &Param,
    now: Moment,
) -> Result<u64, DbError> {
    insert(conn, PARAMS, vec![param_row(id, param, now)]).await
}

async fn laws(conn: &mut Conn, rows: &Rows) -> Result<u64, DbError> {
    conn.execute("DELETE FROM law_articles", &[]).await?;
    conn.execute("DELETE FROM laws", &[]).await?;
    let row = |(i, l): (i64, &crate::Law)| {
        params![
            &l.id,
            i,
            &l.title,
            &l.short_title,
            l.version_day,
            &l.history
        ]
        .to_vec()
    };
    let into = "laws (id, position, title, short_title, version_day, history)";
    insert(conn, into, (0..).zip(&rows.laws).map(row).collect()).await?;
    let mut articles = Vec::new();
    for law in &rows.laws {
        for (i, a) in (0i64..).zip(&law.articles) {
            articles.push(params![&law.id, i, &a.chapter, &a.label, a.number, &a.body].to_vec());
        }
    }
    insert(
        conn,
        "law_articles (law, position, chapter, label, number, body)",
        articles,
    )
    .await
}

async fn law_facts(conn: &mut Conn, rows: &Rows) -> Result<u64, DbError> {
    conn.execute("DELETE FROM law_facts", &[]).await?;
    let row = |(i, f): (i64, &crate::LawFact)| {
        params![i, &f.law, f.article, &f.topic, &f.value, &f.unit, &f.quote].to_vec()
    };
    let into = "law_facts (position, law, article, topic, value, unit, quote)";
    insert(conn, into, (0..).zip(&rows.law_facts).map(row).collect()).await
}

//! Reads the tables from the database into memory.

use crate::model::{
    Article, Certainty, Division, IdRegion, Industry, Law, LawFact, Level, Occupation, Param, Trade,
};
use crate::rows::Rows;
use crate::tables::Tables;
use db::{Conn, Db, DbError, Row};
use kernel::{CalendarDay, Moment, Refusal, Slots};
use std::collections::HashMap;

/// A version of a table that was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Which table.
    pub kind: String,
    /// 1 for the first.
    pub version: i64,
    /// Where it came from.
    pub source: String,
    /// Rows.
    pub rows: i64,
    /// When.
    pub loaded_at: Moment,
}

/// Every version ever loaded, latest first.
pub async fn versions(conn: &mut Conn) -> Result<Vec<Version>, DbError> {
    let sql = "SELECT kind, version, source, row_count, loaded_at FROM reference_versions
         ORDER BY loaded_at DESC, kind, version DESC";
    let read = |row: Row| {
        Ok(Version {
            kind: row.get("kind")?,
            version: row.get("version")?,
            source: row.get("source")?,
            rows: row.get("row_count")?,
            loaded_at: row.get("loaded_at")?,
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

/// Reads everything and puts it on the shelf in place of what was there. To be called at the
/// start, and after a change has been committed.
///
/// # Errors
/// Internal when the tables have not been loaded or cannot be read.
pub async fn refresh(db: &Db, slots: &Slots) -> Result<(), Refusal> {
    let mut reader = db.read().await?;
    let rows = rows(&mut reader).await?;
    slots.put(Tables::build(rows)?);
    Ok(())
}

fn decode(what: &str) -> DbError {
    DbError::Other(format!("{what} is of an unknown kind"))
}

fn listed(text: &str) -> Vec<String> {
    text.split('|')
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

async fn rows(conn: &mut Conn) -> Result<Rows, DbError> {
    Ok(Rows {
        divisions: divisions(conn).await?,
        trades: trades(conn).await?,
        occupations: occupations(conn).await?,
        industries: industries(conn).await?,
        holidays: holidays(conn).await?,
        id_regions: id_regions(conn).await?,
        params: params(conn).await?,
        laws: laws(conn).await?,
        law_facts: law_facts(conn).await?,
    })
}

async fn divisions(conn: &mut Conn) -> Result<Vec<Division>, DbError> {
    let sql = "SELECT code, mca_code, level, kind, name, short_name, parent_code, urban_rural,
             lat, lon, point_certainty, road_km, road_certainty
         FROM divisions ORDER BY position";
    let read = |(index, row): (u16, Row)| {
        let level: String = row.get("level")?;
        let (lat, lon) = (
            row.get::<Option<f64>>("lat")?,
            row.get::<Option<f64>>("lon")?,
        );
        Ok(Division {
            index,
            code: row.get("code")?,
            mca_code: row.get("mca_code")?,
            level: Level::parse(&level).ok_or_else(|| decode("level"))?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            parent_code: row.get("parent_code")?,
            urban_rural: row.get("urban_rural")?,
            point: lat.zip(lon),
            point_certainty: row.get("point_certainty")?,
            road_km: row.get("road_km")?,
            road_certainty: row.get("road_certainty")?,
        })
    };
    (0..).zip(conn.all(sql, &[]).await?).map(read).collect()
}

async fn trades(conn: &mut Conn) -> Result<Vec<Trade>, DbError> {
    let sql = "SELECT id, trade_group, name, terms, occupation_code, usual_unit
         FROM trades ORDER BY position";
    let read = |(index, row): (u16, Row)| {
        Ok(Trade {
            index,
            id: row.get("id")?,
            group: row.get("trade_group")?,
            name: row.get("name")?,
            terms: listed(&row.get::<String>("terms")?),
            occupation: row.get("occupation_code")?,
            usual_unit: row.get("usual_unit")?,
            class_no: 0,
            group_no: 0,
        })
    };
    (0..).zip(conn.all(sql, &[]).await?).map(read).collect()
}

async fn occupations(conn: &mut Conn) -> Result<Vec<Occupation>, DbError> {
    let sql = "SELECT code, level, name, parent_code, green, digital, aliases
         FROM occupations ORDER BY code";
    let read = |row: Row| {
        Ok(Occupation {
            code: row.get("code")?,
            level: row.get("level")?,
            name: row.get("name")?,
            parent_code: row.get("parent_code")?,
            green: row.get("green")?,
            digital: row.get("digital")?,
            aliases: listed(&row.get::<String>("aliases")?),
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

async fn industries(conn: &mut Conn) -> Result<Vec<Industry>, DbError> {
    let sql = "SELECT code, level, name, parent_code FROM industries ORDER BY code";
    let read = |row: Row| {
        Ok(Industry {
            code: row.get("code")?,
            level: row.get("level")?,
            name: row.get("name")?,
            parent_code: row.get("parent_code")?,
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

async fn holidays(conn: &mut Conn) -> Result<Vec<CalendarDay>, DbError> {
    let sql = "SELECT holiday_day, workday, statutory, name FROM holidays ORDER BY holiday_day";
    let read = |row: Row| {
        Ok(CalendarDay {
            day: row.get("holiday_day")?,
            workday: row.get("workday")?,
            statutory: row.get("statutory")?,
            name: row.get("name")?,
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

async fn id_regions(conn: &mut Conn) -> Result<Vec<IdRegion>, DbError> {
    let sql = "SELECT prefix, ended_year, name FROM id_regions ORDER BY prefix, ended_year, name";
    let read = |row: Row| {
        Ok(IdRegion {
            prefix: row.get("prefix")?,
            ended_year: row.get("ended_year")?,
            name: row.get("name")?,
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

async fn params(conn: &mut Conn) -> Result<Vec<Param>, DbError> {
    let sql = "SELECT key, region, valid_from_day, valid_to_day, value, unit, doc, certainty,
             set_by, set_at
         FROM params ORDER BY key, region, valid_from_day, id";
    let read = |row: Row| {
        let certainty: String = row.get("certainty")?;
        Ok(Param {
            key: row.get("key")?,
            region: row.get("region")?,
            valid_from: row.get("valid_from_day")?,
            valid_to: row.get("valid_to_day")?,
            value: row.get("value")?,
            unit: row.get("unit")?,
            doc: row.get("doc")?,
            certainty: Certainty::parse(&certainty).ok_or_else(|| decode("certainty"))?,
            set_by: row.get("set_by")?,
            set_at: row.get("set_at")?,
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

async fn laws(conn: &mut Conn) -> Result<Vec<Law>, DbError> {
    let sql = "SELECT law, chapter, label, number, body FROM law_articles ORDER BY law, position";
    let mut articles: HashMap<String, Vec<Article>> = HashMap::new();
    for row in conn.all(sql, &[]).await? {
        articles.entry(row.get("law")?).or_default().push(Article {
            chapter: row.get("chapter")?,
            label: row.get("label")?,
            number: row.get("number")?,
            body: row.get("body")?,
        });
    }
    let sql = "SELECT id, title, short_title, version_day, history FROM laws ORDER BY position";
    let read = |row: Row| {
        let id: String = row.get("id")?;
        Ok(Law {
            title: row.get("title")?,
            short_title: row.get("short_title")?,
            version_day: row.get("version_day")?,
            history: row.get("history")?,
            articles: articles.remove(&id).unwrap_or_default(),
            id,
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

async fn law_facts(conn: &mut Conn) -> Result<Vec<LawFact>, DbError> {
    let sql = "SELECT law, article, topic, value, unit, quote FROM law_facts ORDER BY position";
    let read = |row: Row| {
        Ok(LawFact {
            law: row.get("law")?,
            article: row.get("article")?,
            topic: row.get("topic")?,
            value: row.get("value")?,
            unit: row.get("unit")?,
            quote: row.get("quote")?,
        })
    };
    conn.all(sql, &[]).await?.into_iter().map(read).collect()
}

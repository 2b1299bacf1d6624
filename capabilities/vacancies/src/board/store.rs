//! Reads from the database what changed on the board.

use super::fit::{certificates, trade_key};
use super::{Board, Change, Post, Text, employer_number};
use crate::{Kind, State};
use db::{Conn, Row, params};
use kernel::{Ctx, Moment, Refusal};
use matching::Settle;
use reference::Tables;

/// Most changes read at once.
const BATCH: usize = 2000;

const SEQ: &str = "SELECT seq, price_run FROM vacancy_board WHERE county = $1";

const CHANGED: &str = "SELECT id, employer_id, kind, state, title, trade, region, \
    headcount - taken AS places_left, start_day, end_day, start_minute, pay_day_fen, settle, \
    age_min, age_max, certs, valid_until_day, checked_at, published_at, created_at, board_seq \
    FROM vacancies WHERE county = $1 AND board_seq > $2 ORDER BY board_seq LIMIT $3";

/// The county whose posts are on the board, six digits.
fn county(tables: &Tables) -> Result<&str, Refusal> {
    let county = Some(tables.county_code()).filter(|code| !code.is_empty());
    county.ok_or_else(|| Refusal::internal("no county in the table of divisions"))
}

/// Takes in what changed since the last look: one read by key when nothing did.
///
/// # Errors
/// What the database says.
pub async fn refresh(ctx: &Ctx, conn: &mut Conn, board: &Board) -> Result<(), Refusal> {
    let tables = reference::tables(ctx)?;
    let county = county(&tables)?;
    let row = conn.opt(SEQ, &params![county]).await?;
    let (seq, run): (i64, String) = match row {
        Some(row) => (row.get("seq")?, row.get("price_run")?),
        None => (0, String::new()),
    };
    if run != board.price_run() {
        let prices = crate::prices::queries::all(conn, county).await?;
        board.take_prices(run, prices);
    }
    let mut known = board.seq();
    while known < seq {
        let rows = conn.all(CHANGED, &params![county, known, BATCH]).await?;
        let mut changes = Vec::with_capacity(rows.len());
        for row in &rows {
            known = row.get("board_seq")?;
            changes.push(change(ctx, &tables, row)?);
        }
        if rows.len() < BATCH {
            known = known.max(seq);
        }
        board.take_in(known, changes);
    }
    Ok(())
}

fn change(ctx: &Ctx, tables: &Tables, row: &Row) -> Result<Change, Refusal> {
    let id: String = row.get("id")?;
    let state: String = row.get("state")?;
    if state != State::Published.code() {
        return Ok(Change::Strike(id));
    }
    let (trade, region): (String, String) = (row.get("trade")?, row.get("region")?);
    let text = Text {
        title: row.get("title")?,
        also: also(tables, &trade, &region),
    };
    Ok(Change::Put(Box::new(post(ctx, tables, row, id)?), text))
}

/// What a title leaves unsaid.
pub(crate) fn also(tables: &Tables, trade: &str, region: &str) -> Vec<String> {
    let mut also = Vec::new();
    if let Some(trade) = tables.trade(trade) {
        also.push(trade.name.clone());
        also.extend(trade.terms.iter().cloned());
    }
    let places = [tables.division(region), tables.town_of(region)];
    for place in places.into_iter().flatten() {
        also.extend([place.name.clone(), place.short_name.clone()]);
    }
    also
}

/// The certificates of a post; kept as a JSON list.
pub(crate) fn certs_of(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

fn post(ctx: &Ctx, tables: &Tables, row: &Row, id: String) -> Result<Post, Refusal> {
    let (trade, region): (String, String) = (row.get("trade")?, row.get("region")?);
    let (employer, kind): (String, String) = (row.get("employer_id")?, row.get("kind")?);
    let (settle, certs): (String, String) = (row.get("settle")?, row.get("certs")?);
    let checked: Option<Moment> = row.get("checked_at")?;
    let published: Option<Moment> = row.get("published_at")?;
    let checked = checked.or(published).unwrap_or(row.get("created_at")?);
    let kind = Kind::CODES
        .iter()
        .position(|code| *code == kind)
        .unwrap_or(0);
    let small = |n: Option<i64>| n.and_then(|n| u8::try_from(n).ok());
    let start_minute: Option<i64> = row.get("start_minute")?;
    let certs = certs_of(&certs);
    Ok(Post {
        id: id.into(),
        region: region.parse().unwrap_or(0),
        place: tables.division(&region).map(|division| division.index),
        trade: trade_key(tables, &trade),
        employer: employer_number(&employer),
        kind: u8::try_from(kind).unwrap_or(0),
        settle: Settle::parse(&settle).unwrap_or(Settle::Month),
        pay_day_fen: row.get("pay_day_fen")?,
        start: row.get("start_day")?,
        start_minute: start_minute
            .and_then(|m| u16::try_from(m).ok())
            .unwrap_or(0),
        end: row.get("end_day")?,
        valid_until: row.get("valid_until_day")?,
        age_min: small(row.get("age_min")?),
        age_max: small(row.get("age_max")?),
        certs: certificates(ctx, certs.iter().map(String::as_str)),
        checked: checked.day(),
        places_left: u32::try_from(row.get::<i64>("places_left")?).unwrap_or(0),
    })
}

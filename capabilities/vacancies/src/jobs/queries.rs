//! Reads posts for lists, one statement for a page of them.

use super::model::{Card, Pay};
use crate::posts::store::by_id;
use crate::{State, Vacancy, VacancyId};
use db::{Conn, Row, Value};
use kernel::{Day, Refusal};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Rows of one page; also the number of places in the statement, so that it stays the same.
pub const PAGE: usize = 20;

static CARDS: LazyLock<String> = LazyLock::new(|| {
    let places: Vec<String> = (3..PAGE + 3).map(|n| format!("${n}")).collect();
    format!(
        "SELECT v.id, v.no, v.title, v.trade, v.kind, v.region, v.start_day, v.end_day, \
         v.start_minute, v.work_minutes, v.pay_unit, v.pay_min_fen, v.pay_max_fen, \
         v.pay_day_fen, v.settle, v.meals, v.lodging, v.transport, v.insurance, v.headcount, \
         v.headcount - v.taken AS places_left, v.verified_level, v.checked_at, \
         v.valid_until_day, e.name AS employer_name, e.kind AS employer_kind \
         FROM vacancies v JOIN employers e ON e.id = v.employer_id \
         WHERE v.state = $1 AND v.valid_until_day >= $2 AND v.taken < v.headcount \
         AND v.id IN ({})",
        places.join(", ")
    )
});

/// A household's name is a person's and stays short.
fn employer(row: &Row) -> Result<String, db::DbError> {
    let (name, kind): (String, String) = (row.get("employer_name")?, row.get("employer_kind")?);
    let household = kind == employers::Kind::Household.code();
    Ok(if household {
        kernel::mask_name(&name)
    } else {
        name
    })
}

fn card(row: &Row) -> Result<Card, db::DbError> {
    Ok(Card {
        id: row.get("id")?,
        no: row.get("no")?,
        title: row.get("title")?,
        trade: row.get("trade")?,
        kind: row.get("kind")?,
        region: row.get("region")?,
        start_day: row.get("start_day")?,
        end_day: row.get("end_day")?,
        start_minute: row.get("start_minute")?,
        work_minutes: row.get("work_minutes")?,
        pay: Pay {
            unit: row.get("pay_unit")?,
            min_fen: row.get("pay_min_fen")?,
            max_fen: row.get("pay_max_fen")?,
            day_fen: row.get("pay_day_fen")?,
        },
        settle: row.get("settle")?,
        meals: row.get("meals")?,
        lodging: row.get("lodging")?,
        transport: row.get("transport")?,
        insurance: row.get("insurance")?,
        headcount: row.get("headcount")?,
        free: row.get("places_left")?,
        verified_level: row.get("verified_level")?,
        checked_at: row.get("checked_at")?,
        valid_until: row.get("valid_until_day")?,
        employer: employer(row)?,
    })
}

/// The posts with these ids that stand at this moment, in the order of the ids.
///
/// # Errors
/// What the database says.
pub async fn cards(conn: &mut Conn, ids: &[&str], today: Day) -> Result<Vec<Card>, Refusal> {
    let mut cards = Vec::with_capacity(ids.len());
    for ids in ids.chunks(PAGE) {
        let mut params = vec![Value::from(State::Published.code()), Value::from(today)];
        // Short pages repeat the last id: the statement stays one and the same.
        let last = ids.last().copied().unwrap_or_default();
        let padded = ids
            .iter()
            .copied()
            .chain(std::iter::repeat(last))
            .take(PAGE);
        params.extend(padded.map(Value::from));
        let rows = conn.all(&CARDS, &params).await?;
        let mut found = HashMap::with_capacity(rows.len());
        for row in &rows {
            let card = card(row)?;
            found.insert(card.id.clone(), card);
        }
        cards.extend(ids.iter().filter_map(|id| found.remove(*id)));
    }
    Ok(cards)
}

/// A post that the public may see: published now, or full, stopped for a while, or past.
///
/// # Errors
/// Not found for any other.
pub async fn seen(conn: &mut Conn, id: &VacancyId) -> Result<Vacancy, Refusal> {
    let post = by_id(conn, id).await?;
    let public = |post: &Vacancy| {
        matches!(
            post.state,
            State::Published | State::Filled | State::Paused | State::Expired
        )
    };
    post.filter(public)
        .ok_or_else(|| Refusal::not_found("vacancies-jobs-unknown"))
}

//! Posts in the database: reading a row, writing one, counting numbers and changes.

use super::model::{Terms, Vacancy, VacancyId, Version};
use super::state::State;
use db::{Conn, DbError, Row, Value, params};
use kernel::{Day, Moment};
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

/// Every column that [`vacancy_of`] reads.
pub const COLUMNS: &str = "id, county, no, employer_id, kind, state, version, published_version, \
    title, trade, duties, conditions, region, address, headcount, taken, start_day, end_day, \
    start_minute, work_minutes, shift, pay_unit, pay_min_fen, pay_max_fen, pay_day_fen, settle, \
    pay_method, meals, lodging, transport, insurance, insurance_reason, agreement, age_min, \
    age_max, age_reason, certs, targets, policy_doc, source_kind, source_org, source_url, \
    account_class, valid_until_day, verified_level, checked_at, checked_by, submitted_at, \
    published_at, closed_at, created_at, updated_at, board_seq";

fn decode(column: &str, fault: impl std::fmt::Display) -> DbError {
    DbError::Decode {
        column: column.to_owned(),
        fault: fault.to_string(),
    }
}

/// Reads a code of one of the model's lists.
fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| decode(column, "not a code of its list"))
}

fn json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T, DbError> {
    serde_json::from_str(&row.get::<String>(column)?).map_err(|e| decode(column, e))
}

fn terms_of(row: &Row) -> Result<Terms, DbError> {
    use super::model::{
        Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift, Source,
        Transport,
    };
    Ok(Terms {
        kind: code(row, "kind", Kind::parse)?,
        title: row.get("title")?,
        trade: row.get("trade")?,
        duties: row.get("duties")?,
        conditions: row.get("conditions")?,
        region: row.get("region")?,
        address: row.get("address")?,
        headcount: row.get("headcount")?,
        start_day: row.get("start_day")?,
        end_day: row.get("end_day")?,
        start_minute: row.get("start_minute")?,
        work_minutes: row.get("work_minutes")?,
        shift: code(row, "shift", Shift::parse)?,
        pay_unit: code(row, "pay_unit", PayUnit::parse)?,
        pay_min_fen: row.get("pay_min_fen")?,
        pay_max_fen: row.get("pay_max_fen")?,
        settle: code(row, "settle", Settle::parse)?,
        pay_method: code(row, "pay_method", PayMethod::parse)?,
        meals: code(row, "meals", Meals::parse)?,
        lodging: code(row, "lodging", Lodging::parse)?,
        transport: code(row, "transport", Transport::parse)?,
        insurance: code(row, "insurance", Insurance::parse)?,
        insurance_reason: row.get("insurance_reason")?,
        agreement: code(row, "agreement", Agreement::parse)?,
        age_min: row.get("age_min")?,
        age_max: row.get("age_max")?,
        age_reason: row.get("age_reason")?,
        certs: json(row, "certs")?,
        targets: json(row, "targets")?,
        policy_doc: row.get("policy_doc")?,
        source: code(row, "source_kind", Source::parse)?,
        source_org: row.get("source_org")?,
        source_url: row.get("source_url")?,
    })
}

/// Reads a row that holds [`COLUMNS`].
pub fn vacancy_of(row: &Row) -> Result<Vacancy, DbError> {
    use super::model::{AccountClass, VerifiedLevel};
    let id: String = row.get("id")?;
    let level: Option<String> = row.get("verified_level")?;
    Ok(Vacancy {
        id: VacancyId::parse(&id).map_err(|e| decode("id", e))?,
        county: row.get("county")?,
        no: row.get("no")?,
        employer_id: row.get("employer_id")?,
        state: code(row, "state", State::parse)?,
        version: row.get("version")?,
        published_version: row.get("published_version")?,
        terms: terms_of(row)?,
        taken: row.get("taken")?,
        pay_day_fen: row.get("pay_day_fen")?,
        valid_until: row.get("valid_until_day")?,
        verified_level: level.as_deref().and_then(VerifiedLevel::parse),
        checked_at: row.get("checked_at")?,
        checked_by: row.get("checked_by")?,
        account_class: code(row, "account_class", AccountClass::parse)?,
        submitted_at: row.get("submitted_at")?,
        published_at: row.get("published_at")?,
        closed_at: row.get("closed_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        board_seq: row.get("board_seq")?,
    })
}

fn listed<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}

/// The values of [`WRITTEN`], in its order.
fn written(v: &Vacancy, likeness: &str) -> Vec<Value> {
    let t = &v.terms;
    let level = v.verified_level.map(super::model::VerifiedLevel::code);
    params![
        v.id.as_str(),
        t.kind.code(),
        v.state.code(),
        v.version,
        v.published_version,
        t.title.as_str(),
        t.trade.as_str(),
        t.duties.as_str(),
        t.conditions.as_str(),
        t.region.as_str(),
        t.address.as_str(),
        t.headcount,
        t.start_day,
        t.end_day,
        t.start_minute,
        t.work_minutes,
        t.shift.code(),
        t.pay_unit.code(),
        t.pay_min_fen,
        t.pay_max_fen,
        v.pay_day_fen,
        t.settle.code(),
        t.pay_method.code(),
        t.meals.code(),
        t.lodging.code(),
        t.transport.code(),
        t.insurance.code(),
        t.insurance_reason.as_str(),
        t.agreement.code(),
        t.age_min,
        t.age_max,
        t.age_reason.as_str(),
        listed(&t.certs),
        listed(&t.targets),
        t.policy_doc.as_str(),
        t.source.code(),
        t.source_org.as_str(),
        t.source_url.as_str(),
        v.account_class.code(),
        v.valid_until,
        level,
        v.checked_at,
        v.checked_by.clone(),
        likeness,
        v.submitted_at,
        v.published_at,
        v.closed_at,
        v.updated_at,
        v.board_seq
    ]
    .to_vec()
}

/// Writes a new post.
pub async fn insert(tx: &mut trail::Tx, v: &Vacancy, likeness: &str) -> Result<(), DbError> {
    let mut values = written(v, likeness);
    values.extend(params![
        v.county.as_str(),
        v.no.as_str(),
        v.employer_id.as_str(),
        v.created_at
    ]);
    let sql = "INSERT INTO vacancies (id, kind, state, version, published_version, title, trade, \
        duties, conditions, region, address, headcount, start_day, end_day, start_minute, \
        work_minutes, shift, pay_unit, pay_min_fen, pay_max_fen, pay_day_fen, settle, \
        pay_method, meals, lodging, transport, insurance, insurance_reason, agreement, age_min, \
        age_max, age_reason, certs, targets, policy_doc, source_kind, source_org, source_url, \
        account_class, valid_until_day, verified_level, checked_at, checked_by, likeness, \
        submitted_at, published_at, closed_at, updated_at, board_seq, county, no, employer_id, \
        created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
        $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, \
        $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, \
        $50, $51, $52, $53)";
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Writes a changed post, unless somebody changed it since it was read. Places taken are left
/// alone: only [`take`] and [`give`] count them. `false` = somebody did.
pub async fn save(
    tx: &mut trail::Tx,
    v: &Vacancy,
    likeness: &str,
    seen: (State, i64),
) -> Result<bool, DbError> {
    let mut values = written(v, likeness);
    values.extend(params![seen.0.code(), seen.1]);
    let sql = "UPDATE vacancies SET kind = $2, state = $3, version = $4, published_version = $5, \
        title = $6, trade = $7, duties = $8, conditions = $9, region = $10, address = $11, \
        headcount = $12, start_day = $13, end_day = $14, start_minute = $15, work_minutes = $16, \
        shift = $17, pay_unit = $18, pay_min_fen = $19, pay_max_fen = $20, pay_day_fen = $21, \
        settle = $22, pay_method = $23, meals = $24, lodging = $25, transport = $26, \
        insurance = $27, insurance_reason = $28, agreement = $29, age_min = $30, age_max = $31, \
        age_reason = $32, certs = $33, targets = $34, policy_doc = $35, source_kind = $36, \
        source_org = $37, source_url = $38, account_class = $39, valid_until_day = $40, \
        verified_level = $41, checked_at = $42, checked_by = $43, likeness = $44, \
        submitted_at = $45, published_at = $46, closed_at = $47, updated_at = $48, \
        board_seq = CASE WHEN $49 > board_seq THEN $49 ELSE board_seq END \
        WHERE id = $1 AND state = $50 AND version = $51 AND taken <= $12";
    Ok(tx.execute(sql, &values).await? == 1)
}

/// The next number of the day in the county.
pub async fn next_number(tx: &mut trail::Tx, county: &str, day: Day) -> Result<i64, DbError> {
    let sql = "INSERT INTO vacancy_numbers (county, number_day, last) VALUES ($1, $2, 1) \
        ON CONFLICT (county, number_day) DO UPDATE SET last = vacancy_numbers.last + 1 \
        RETURNING last";
    tx.one(sql, &params![county, day]).await?.get("last")
}

/// The next place in the sequence of changes of what the county shows. The row stays locked
/// until the commit, so places are seen in order and a reader that asks for "later than" misses
/// none. Take it after the posts themselves, so that two transactions never wait crosswise.
pub async fn next_change(tx: &mut trail::Tx, county: &str) -> Result<i64, DbError> {
    let sql = "INSERT INTO vacancy_board (county, seq) VALUES ($1, 1) \
        ON CONFLICT (county) DO UPDATE SET seq = vacancy_board.seq + 1 RETURNING seq";
    tx.one(sql, &params![county]).await?.get("seq")
}

/// Puts a post at its place in the sequence of changes.
pub async fn mark_changed(tx: &mut trail::Tx, id: &str, seq: i64) -> Result<(), DbError> {
    let sql = "UPDATE vacancies SET board_seq = $2 WHERE id = $1";
    tx.execute(sql, &params![id, seq]).await?;
    Ok(())
}

/// Locks a post until the commit.
pub async fn hold(tx: &mut trail::Tx, id: &str) -> Result<(), DbError> {
    let sql = "UPDATE vacancies SET updated_at = updated_at WHERE id = $1";
    tx.execute(sql, &params![id]).await?;
    Ok(())
}

/// Takes one place if one is free and the post was published; the row after it.
pub async fn take(tx: &mut trail::Tx, id: &str, now: Moment) -> Result<Option<Row>, DbError> {
    let sql = "UPDATE vacancies SET taken = taken + 1, updated_at = $2, \
        closed_at = CASE WHEN taken + 1 = headcount AND state IN ('published', 'paused') \
            THEN $2 ELSE closed_at END, \
        state = CASE WHEN taken + 1 = headcount AND state IN ('published', 'paused') \
            THEN 'filled' ELSE state END \
        WHERE id = $1 AND taken < headcount AND published_version IS NOT NULL AND state IN \
            ('published', 'paused', 'submitted', 'auto-screened', 'manual-review', 'filled', \
             'expired') \
        RETURNING county, region, state, taken, headcount";
    tx.opt(sql, &params![id, now]).await
}

/// Gives one place back; a post that was full is shown again while its days last.
pub async fn give(tx: &mut trail::Tx, id: &str, now: Moment) -> Result<Option<Row>, DbError> {
    let sql = "UPDATE vacancies SET taken = taken - 1, updated_at = $2, \
        closed_at = CASE WHEN state = 'filled' AND valid_until_day >= $3 \
            THEN NULL ELSE closed_at END, \
        state = CASE WHEN state = 'filled' AND valid_until_day >= $3 \
            THEN 'published' ELSE state END \
        WHERE id = $1 AND taken > 0 RETURNING county, region, state, taken, headcount";
    tx.opt(sql, &params![id, now, now.day()]).await
}

/// Keeps a published version; one that is there already stays as it is.
pub async fn keep_version(
    tx: &mut trail::Tx,
    id: &VacancyId,
    version: &Version,
    snapshot: &str,
    made_at: Moment,
) -> Result<(), DbError> {
    let sql = "INSERT INTO vacancy_versions (vacancy_id, version, snapshot, digest, made_at, \
        published_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (vacancy_id, version) DO NOTHING";
    let (number, digest) = (version.version, version.digest.as_str());
    let values = params![
        id.as_str(),
        number,
        snapshot,
        digest,
        made_at,
        version.published_at
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// A post by its id.
pub async fn by_id(conn: &mut Conn, id: &VacancyId) -> Result<Option<Vacancy>, DbError> {
    static SQL: LazyLock<String> =
        LazyLock::new(|| format!("SELECT {COLUMNS} FROM vacancies WHERE id = $1"));
    conn.opt(&SQL, &params![id.as_str()])
        .await?
        .as_ref()
        .map(vacancy_of)
        .transpose()
}

/// Ids of one statement of [`by_ids`].
const TOGETHER: usize = 12;

/// The posts with these ids, in their order; what is not there is left out.
pub async fn by_ids(conn: &mut Conn, ids: &[&str]) -> Result<Vec<Vacancy>, DbError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let places: Vec<String> = (1..=TOGETHER).map(|n| format!("${n}")).collect();
        let places = places.join(", ");
        format!("SELECT {COLUMNS} FROM vacancies WHERE id IN ({places})")
    });
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(TOGETHER) {
        // Few ids repeat the last: the statement stays one and the same.
        let last = ids.last().copied().unwrap_or_default();
        let padded = ids.iter().copied().chain(std::iter::repeat(last));
        let params: Vec<Value> = padded.take(TOGETHER).map(Value::from).collect();
        let rows = conn.all(&SQL, &params).await?;
        let posts: Result<Vec<Vacancy>, DbError> = rows.iter().map(vacancy_of).collect();
        let mut posts = posts?;
        let place = |post: &Vacancy| ids.iter().position(|id| *id == post.id.as_str());
        posts.sort_by_key(place);
        found.append(&mut posts);
    }
    Ok(found)
}

/// An open post of this employer that says the same; its id and number.
pub async fn alike(
    conn: &mut Conn,
    employer: &str,
    likeness: &str,
    but: &VacancyId,
) -> Result<Option<(String, String)>, DbError> {
    let sql = "SELECT id, no FROM vacancies WHERE employer_id = $1 AND likeness = $2 AND id <> $3 \
        AND state IN ('submitted', 'auto-screened', 'manual-review', 'published', 'paused') \
        ORDER BY id LIMIT 1";
    let row = conn
        .opt(sql, &params![employer, likeness, but.as_str()])
        .await?;
    row.map(|row| Ok((row.get("id")?, row.get("no")?)))
        .transpose()
}

/// Remembers that the employer was told today that the post ends.
pub async fn mark_warned(tx: &mut trail::Tx, id: &str, day: Day) -> Result<bool, DbError> {
    let sql = "UPDATE vacancies SET warned_day = $2 WHERE id = $1 \
        AND (warned_day IS NULL OR warned_day < $2)";
    Ok(tx.execute(sql, &params![id, day]).await? == 1)
}

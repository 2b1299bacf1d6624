//! Reads of files: by id, by identity, by search, in pages.

use crate::workers::model::{Worker, WorkerId};
use crate::workers::store::{COLUMNS, fill, worker};
use db::{Conn, Value, params};
use kernel::{Day, Refusal, Scope, Sex};

/// A file by its id, erased ones too.
///
/// # Errors
/// What the database says.
pub async fn by_id(conn: &mut Conn, id: &WorkerId) -> Result<Option<Worker>, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM workers WHERE id = $1");
    let Some(row) = conn.opt(&sql, &params![id.as_str()]).await? else {
        return Ok(None);
    };
    let mut found = [worker(&row)?];
    fill(conn, &mut found).await?;
    let [worker] = found;
    Ok(Some(worker))
}

/// The files with these ids (at most a few hundred), in no order; erased ones are left out.
///
/// # Errors
/// What the database says.
pub async fn by_ids(conn: &mut Conn, ids: &[&str]) -> Result<Vec<Worker>, Refusal> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM workers WHERE erased_at IS NULL AND id IN ({})",
        marks.join(", ")
    );
    let rows = conn.all(&sql, &values).await?;
    let mut found: Vec<Worker> = rows.iter().map(worker).collect::<Result<_, _>>()?;
    fill(conn, &mut found).await?;
    Ok(found)
}

/// A file by its id, or "not found".
///
/// # Errors
/// NotFound `record-unknown` when there is none or it was erased.
pub async fn need(conn: &mut Conn, id: &WorkerId) -> Result<Worker, Refusal> {
    let found = by_id(conn, id).await?.filter(|w| w.erased_at.is_none());
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// What tells one person from another.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub id: WorkerId,
    pub region: String,
    pub id_idx: Option<Vec<u8>>,
    pub phone_idx: Option<Vec<u8>>,
    pub account: Option<String>,
}

fn identity(row: &db::Row) -> Result<Identity, Refusal> {
    Ok(Identity {
        id: WorkerId::parse(&row.get::<String>("id")?)?,
        region: row.get("region")?,
        id_idx: row.get("id_idx")?,
        phone_idx: row.get("phone_idx")?,
        account: row.get("account_id")?,
    })
}

/// The file with this ID number.
pub(crate) async fn by_id_no(conn: &mut Conn, id_idx: &[u8]) -> Result<Option<Identity>, Refusal> {
    let sql = "SELECT id, region, id_idx, phone_idx, account_id FROM workers WHERE id_idx = $1";
    conn.opt(sql, &params![id_idx])
        .await?
        .as_ref()
        .map(identity)
        .transpose()
}

/// Files with this telephone and this name, the oldest first.
pub(crate) async fn by_phone_and_name(
    conn: &mut Conn,
    phone_idx: &[u8],
    name_fold: &str,
) -> Result<Vec<Identity>, Refusal> {
    let sql = "SELECT id, region, id_idx, phone_idx, account_id FROM workers \
        WHERE phone_idx = $1 AND name_fold = $2 ORDER BY created_at, id LIMIT 5";
    conn.all(sql, &params![phone_idx, name_fold])
        .await?
        .iter()
        .map(identity)
        .collect()
}

/// Files that might be the person's, inside the viewer's scope: same ID number, same telephone
/// with the same name, or same name in the same village.
pub(crate) async fn alike(
    conn: &mut Conn,
    scope: &Scope,
    name_fold: &str,
    region: &str,
    [phone_idx, id_idx]: [Option<Vec<u8>>; 2],
) -> Result<Vec<Worker>, Refusal> {
    let none = || Vec::from(b"none");
    let sql = format!(
        "SELECT {COLUMNS} FROM workers WHERE region >= $1 AND region < $2 AND (id_idx = $3 \
         OR (name_fold = $4 AND (phone_idx = $5 OR region = $6))) \
         ORDER BY created_at, id LIMIT 5"
    );
    let values = params![
        &scope.lo,
        &scope.hi,
        id_idx.unwrap_or_else(none),
        name_fold,
        phone_idx.unwrap_or_else(none),
        region
    ];
    let rows = conn.all(&sql, &values).await?;
    let mut found: Vec<Worker> = rows.iter().map(worker).collect::<Result<_, _>>()?;
    fill(conn, &mut found).await?;
    Ok(found)
}

/// By what people are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum By {
    /// Nothing: all of them.
    #[default]
    All,
    /// A folded name or part of one.
    Name(String),
    /// A whole telephone number's index.
    Phone(Vec<u8>),
    /// A whole ID number's index.
    Id(Vec<u8>),
    /// Last four characters of either.
    Tails([Vec<u8>; 2]),
    /// One file.
    File(WorkerId),
}

/// A list of people: what is looked for, and what narrows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    pub by: By,
    pub place: Option<Scope>,
    pub state: Option<&'static str>,
    pub trade: Option<String>,
    /// Sort keys of the last row shown: changed at, id.
    pub after: Option<(i64, String)>,
}

/// Text that stands for itself in a `LIKE` pattern.
fn literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

/// Files inside the viewer's scope, the last changed first.
pub(crate) async fn search(
    conn: &mut Conn,
    scope: &Scope,
    search: &Search,
    limit: u32,
) -> Result<Vec<Worker>, Refusal> {
    let mut values: Vec<Value> = Vec::new();
    let mut wanted = vec!["erased_at IS NULL".to_owned()];
    let mut also = |text: &str, given: &[Value]| {
        let mut text = text.to_owned();
        for value in given {
            values.push(value.clone());
            text = text.replacen('?', &format!("${}", values.len()), 1);
        }
        wanted.push(text);
    };
    for range in [Some(scope), search.place.as_ref()].into_iter().flatten() {
        also(
            "region >= ? AND region < ?",
            &[(&range.lo).into(), (&range.hi).into()],
        );
    }
    match &search.by {
        By::All => {}
        By::Name(name) => {
            also(
                "name_fold LIKE ? ESCAPE '\\'",
                &[format!("%{}%", literal(name)).into()],
            );
        }
        By::Phone(index) => also("phone_idx = ?", &[index.into()]),
        By::Id(index) => also("id_idx = ?", &[index.into()]),
        By::Tails([phone, id]) => {
            also(
                "(phone_last4_idx = ? OR id_last4_idx = ?)",
                &[phone.into(), id.into()],
            );
        }
        By::File(id) => also("id = ?", &[id.as_str().into()]),
    }
    if let Some(state) = search.state {
        also("state = ?", &[state.into()]);
    }
    if let Some(trade) = &search.trade {
        also(
            "id IN (SELECT worker_id FROM worker_wants WHERE trade = ?)",
            &[trade.into()],
        );
    }
    if let Some((at, id)) = &search.after {
        also("(updated_at, id) < (?, ?)", &[(*at).into(), id.into()]);
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM workers WHERE {} ORDER BY updated_at DESC, id DESC LIMIT {limit}",
        wanted.join(" AND ")
    );
    let rows = conn.all(&sql, &values).await?;
    let mut found: Vec<Worker> = rows.iter().map(worker).collect::<Result<_, _>>()?;
    fill(conn, &mut found).await?;
    Ok(found)
}

/// Files in the order of their ids, after the given one: for taking all of them along.
///
/// # Errors
/// What the database says.
pub async fn page(
    conn: &mut Conn,
    scope: &Scope,
    after: Option<&WorkerId>,
    limit: u32,
) -> Result<Vec<Worker>, Refusal> {
    let after = after.map_or("", WorkerId::as_str);
    let sql = format!(
        "SELECT {COLUMNS} FROM workers WHERE id > $1 AND region >= $2 AND region < $3 \
         AND erased_at IS NULL ORDER BY id LIMIT {limit}"
    );
    let rows = conn
        .all(&sql, &params![after, &scope.lo, &scope.hi])
        .await?;
    let mut found: Vec<Worker> = rows.iter().map(worker).collect::<Result<_, _>>()?;
    fill(conn, &mut found).await?;
    Ok(found)
}

/// Files of this name and home that bear neither telephone nor ID number: nothing but their
/// count tells a table's rows from them.
///
/// # Errors
/// What the database says.
pub async fn unnumbered(conn: &mut Conn, name: &str, region: &str) -> Result<i64, Refusal> {
    let sql = "SELECT COUNT(*) AS n FROM workers WHERE name_fold = $1 AND region = $2 \
         AND phone_idx IS NULL AND id_idx IS NULL AND erased_at IS NULL";
    let row = conn.one(sql, &params![words::fold(name), region]).await?;
    Ok(row.get("n")?)
}

/// A file as statistics count it: no name, no number, no wish.
#[derive(Debug, Clone)]
pub struct Counted {
    /// Id.
    pub id: String,
    /// Home, 12 digits.
    pub region: String,
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// Day of birth, when known.
    pub birth: Option<Day>,
}

/// Every file inside a scope, for counting by groups only; sex and age never enter a ranking.
///
/// # Errors
/// What the database says.
pub async fn counted(conn: &mut Conn, scope: &Scope) -> Result<Vec<Counted>, Refusal> {
    let sql = "SELECT id, region, sex, birth_day FROM workers \
         WHERE region >= $1 AND region < $2 AND erased_at IS NULL";
    let rows = conn.all(sql, &params![&scope.lo, &scope.hi]).await?;
    let counted = |row: &db::Row| {
        let sex: Option<String> = row.get("sex")?;
        Ok(Counted {
            id: row.get("id")?,
            region: row.get("region")?,
            sex: sex.as_deref().and_then(Sex::parse),
            birth: row.get("birth_day")?,
        })
    };
    rows.iter().map(counted).collect()
}

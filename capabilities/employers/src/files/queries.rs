//! Reading employer files.

use super::model::{Check, Employer, EmployerId, Kind, Level};
use super::state::State;
use super::store;
use db::{Conn, Value, params};
use kernel::{Ctx, Day, Refusal, Target, check_phone, mask_phone};
use std::collections::HashMap;
use vault::Vault;

/// Files on one page of a list.
pub const PAGE: usize = 30;
/// Files in one export at most.
pub const EXPORT_MAX: usize = 20_000;

/// A file by its id.
///
/// # Errors
/// What the database says.
pub async fn employer(conn: &mut Conn, id: &EmployerId) -> Result<Option<Employer>, Refusal> {
    store::by_id(conn, id.as_str()).await
}

/// A file by its id, which must be there.
///
/// # Errors
/// NotFound `record-unknown`.
pub async fn one(conn: &mut Conn, id: &EmployerId) -> Result<Employer, Refusal> {
    let found = employer(conn, id).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// The employers that the actor acts for.
#[must_use]
pub fn of_actor(ctx: &Ctx) -> Vec<EmployerId> {
    let parse = |s: &String| EmployerId::parse(s).ok();
    ctx.actor.subjects.iter().filter_map(parse).collect()
}

/// May this employer put up a post today?
///
/// # Errors
/// Conflict `employers-not-verified` or `employers-check-ended`, each with what to do.
pub fn require_may_post(ctx: &Ctx, employer: &Employer) -> Result<(), Refusal> {
    let code = match employer.state {
        State::Verified if employer.verified_on(ctx.today()) => return Ok(()),
        State::Verified | State::Lapsed => "employers-check-ended",
        State::Suspended => "employers-is-suspended",
        State::Registered | State::Submitted | State::Rejected => "employers-not-verified",
    };
    Err(Refusal::conflict(code))
}

/// What lists and the board need of an employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Name as strangers see it.
    pub name: String,
    /// What sort of employer it is.
    pub kind: Kind,
    /// How far it was checked.
    pub level: Option<Level>,
    /// Last day on which the check holds.
    pub until_day: Option<Day>,
    /// State.
    pub state: State,
    /// One of the county's key employers.
    pub key: bool,
}

impl From<&Employer> for Brief {
    fn from(e: &Employer) -> Self {
        Self {
            name: e.public_name(),
            kind: e.kind,
            level: e.verified_level,
            until_day: e.verified_until_day,
            state: e.state,
            key: e.key,
        }
    }
}

/// Every employer in brief, by id; for what is kept in memory.
///
/// # Errors
/// What the database says.
pub async fn briefs(conn: &mut Conn) -> Result<HashMap<String, Brief>, Refusal> {
    let sql = format!("SELECT {} FROM employers", store::COLUMNS);
    let mut found = HashMap::new();
    for row in conn.all(&sql, &[]).await? {
        let employer = store::employer(&row)?;
        found.insert(employer.id.to_string(), Brief::from(&employer));
    }
    Ok(found)
}

/// The telephone in plain digits: for masking, for sending, and for those who may see it. The
/// caller asks for authority and leaves the audit line.
///
/// # Errors
/// Internal when the sealed value is spoilt.
pub fn telephone(ctx: &Ctx, employer: &Employer) -> Result<String, Refusal> {
    let field = store::field(employer.id.as_str(), "phone");
    ctx.slot::<Vault>()?.open(field, &employer.phone)
}

/// The telephone as it may stand on any page: `138****1234`.
///
/// # Errors
/// As [`telephone`].
pub fn masked_telephone(ctx: &Ctx, employer: &Employer) -> Result<String, Refusal> {
    Ok(mask_phone(&telephone(ctx, employer)?))
}

/// The ID number in plain, where one is kept; the caller asks for authority.
///
/// # Errors
/// As [`telephone`].
pub fn identity(ctx: &Ctx, employer: &Employer) -> Result<Option<String>, Refusal> {
    let Some(sealed) = &employer.identity else {
        return Ok(None);
    };
    let field = store::field(employer.id.as_str(), "identity");
    ctx.slot::<Vault>()?.open(field, sealed).map(Some)
}

/// Is the account an agent of the employer?
pub(crate) async fn is_agent(
    conn: &mut Conn,
    id: &EmployerId,
    account: &str,
) -> Result<bool, Refusal> {
    let sql = "SELECT 1 AS n FROM employer_agents WHERE employer_id = $1 AND account_id = $2";
    let row = conn.opt(sql, &params![id.as_str(), account]).await?;
    Ok(row.is_some())
}

/// The checks of a file, newest first.
///
/// # Errors
/// What the database says.
pub async fn checks(conn: &mut Conn, id: &EmployerId) -> Result<Vec<Check>, Refusal> {
    let sql = "SELECT checked_at, checked_by, move, level, reason, until_day \
         FROM employer_checks WHERE employer_id = $1 ORDER BY checked_at DESC, id DESC LIMIT 50";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    let check = |row: &db::Row| -> Result<Check, Refusal> {
        let level: Option<String> = row.get("level")?;
        Ok(Check {
            at: row.get("checked_at")?,
            by: row.get("checked_by")?,
            step: row.get("move")?,
            level: level.and_then(|l| Level::parse(&l)),
            reason: row.get("reason")?,
            until_day: row.get("until_day")?,
        })
    };
    rows.iter().map(check).collect()
}

/// What a list is to hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the name, a credit code, or a whole telephone number.
    pub text: Option<String>,
    /// Only this state.
    pub state: Option<State>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only key employers.
    pub key: bool,
    /// Only those whose check ends on this day or before.
    pub ends_by: Option<Day>,
    /// After this row (waiting since, id).
    pub after: Option<(i64, String)>,
}

/// Files inside the viewer's scope: those that wait first come first, everything else newest
/// first. One more than `limit` when there are more.
///
/// # Errors
/// Forbidden without the permission to see files.
pub async fn list(
    ctx: &Ctx,
    conn: &mut Conn,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<Employer>, Refusal> {
    ctx.require(crate::SEE, Target::Any)?;
    let (mut sql, mut values) = narrowed(ctx, filter)?;
    let waiting = filter.state == Some(State::Submitted);
    if let Some((at, id)) = &filter.after {
        values.extend(params![*at, id]);
        let (a, b) = (values.len() - 1, values.len());
        let beyond = if waiting {
            format!(" AND (submitted_at > ${a} OR (submitted_at = ${a} AND id > ${b}))")
        } else {
            format!(" AND (created_at < ${a} OR (created_at = ${a} AND id < ${b}))")
        };
        sql.push_str(&beyond);
    }
    let order = if waiting {
        "submitted_at, id"
    } else {
        "created_at DESC, id DESC"
    };
    values.push(Value::from(limit + 1));
    let sql = format!(
        "SELECT {} FROM employers WHERE {sql} ORDER BY {order} LIMIT ${}",
        store::COLUMNS,
        values.len()
    );
    let rows = conn.all(&sql, &values).await?;
    rows.iter().map(store::employer).collect()
}

/// How many files the filter finds, places in the list aside.
///
/// # Errors
/// As [`list`].
pub async fn count(ctx: &Ctx, conn: &mut Conn, filter: &Filter) -> Result<i64, Refusal> {
    ctx.require(crate::SEE, Target::Any)?;
    let (sql, values) = narrowed(ctx, filter)?;
    let sql = format!("SELECT COUNT(*) AS n FROM employers WHERE {sql}");
    Ok(conn.one(&sql, &values).await?.get("n")?)
}

fn narrowed(ctx: &Ctx, filter: &Filter) -> Result<(String, Vec<Value>), Refusal> {
    let mut sql = String::from("region >= $1 AND region < $2");
    let mut values = params![&ctx.scope.lo, &ctx.scope.hi].to_vec();
    let mut add = |sql: &mut String, clause: &str, value: Value| {
        values.push(value);
        sql.push_str(&format!(" AND {clause} ${}", values.len()));
    };
    if let Some(state) = filter.state {
        add(&mut sql, "state =", state.code().into());
    }
    if let Some(kind) = filter.kind {
        add(&mut sql, "kind =", kind.code().into());
    }
    if let Some(day) = filter.ends_by {
        add(&mut sql, "verified_until_day <=", day.into());
    }
    if filter.key {
        add(&mut sql, "is_key =", 1i64.into());
    }
    if let Some(text) = &filter.text {
        if let Ok(uscc) = kernel::check_uscc(text) {
            add(&mut sql, "uscc =", uscc.into());
        } else if let Some(phone) = check_phone(text) {
            let index = ctx.slot::<Vault>()?.index("phone", &phone);
            add(&mut sql, "phone_index =", index.into());
        } else {
            let folded = words::fold(text);
            add(&mut sql, "name_fold LIKE", format!("%{folded}%").into());
        }
    }
    Ok((sql, values))
}

/// Verified files whose check ended before this day.
pub(crate) async fn ended(conn: &mut Conn, today: Day) -> Result<Vec<Employer>, Refusal> {
    let sql = format!(
        "SELECT {} FROM employers WHERE state = 'verified' AND verified_until_day < $1 ORDER BY id",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![today]).await?;
    rows.iter().map(store::employer).collect()
}

/// Verified files whose check ends within so many days and that were not told so yet.
pub(crate) async fn ending(
    conn: &mut Conn,
    today: Day,
    days: i64,
) -> Result<Vec<Employer>, Refusal> {
    let sql = format!(
        "SELECT {} FROM employers WHERE state = 'verified' AND verified_until_day >= $1 \
         AND verified_until_day <= $2 AND (warned_days IS NULL OR warned_days > $3) ORDER BY id",
        store::COLUMNS
    );
    let values = params![today, today.plus_days(days), days];
    let rows = conn.all(&sql, &values).await?;
    rows.iter().map(store::employer).collect()
}

/// Files in the order of their ids, after the given one: for taking all of them along.
///
/// # Errors
/// What the database says.
pub async fn page(conn: &mut Conn, after: &str, limit: u32) -> Result<Vec<Employer>, Refusal> {
    let sql = format!(
        "SELECT {} FROM employers WHERE id > $1 ORDER BY id LIMIT $2",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![after, limit]).await?;
    rows.iter().map(store::employer).collect()
}

/// The employer with this credit code or id, or the only one of this name.
///
/// # Errors
/// What the database says.
pub async fn by_code_or_name(conn: &mut Conn, text: &str) -> Result<Option<Employer>, Refusal> {
    let sql = format!(
        "SELECT {} FROM employers WHERE uscc = $1 OR id = $2 OR name_fold = $3 \
         ORDER BY id LIMIT 3",
        store::COLUMNS
    );
    let given = text.trim();
    let code = given.to_uppercase();
    let rows = conn
        .all(&sql, &params![code.as_str(), given, words::fold(given)])
        .await?;
    let found: Vec<Employer> = rows.iter().map(store::employer).collect::<Result<_, _>>()?;
    let exact = |e: &&Employer| e.uscc.as_deref() == Some(&code) || e.id.as_str() == given;
    if let Some(one) = found.iter().find(exact) {
        return Ok(Some(one.clone()));
    }
    match found.as_slice() {
        [only] => Ok(Some(only.clone())),
        _ => Ok(None),
    }
}

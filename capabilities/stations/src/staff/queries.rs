//! Staff accounts as the security administrator sees them.

use crate::accounts::model::parse_roles;
use db::{Conn, DbError, Row, Value, params};
use kernel::{Refusal, Scope};
use serde::Serialize;

/// A member of staff.
#[derive(Debug, Clone, Serialize)]
pub struct User {
    /// `acc_…`.
    pub id: String,
    /// User name.
    pub login: String,
    /// Name.
    pub name: String,
    /// 12-digit code of the division.
    pub region: String,
    /// Name of the station of the division; may be empty.
    pub station: String,
    /// Codes of the roles held.
    pub roles: Vec<&'static str>,
    /// `active` or `locked`.
    pub state: String,
    /// Has the second factor been set up?
    pub second_factor: bool,
    /// When made, in epoch milliseconds.
    pub created: i64,
}

const USERS: &str = "SELECT a.id, a.login, a.name, a.region, a.roles, a.state, a.totp_confirmed, \
     a.created_at, s.name AS station FROM accounts a LEFT JOIN stations s ON s.region = a.region \
     WHERE a.kind = 'staff'";

fn user(row: &Row) -> Result<User, DbError> {
    let roles = parse_roles(&row.get::<String>("roles")?);
    Ok(User {
        id: row.get("id")?,
        login: row.get("login")?,
        name: row.get("name")?,
        region: row.get("region")?,
        station: row.get::<Option<String>>("station")?.unwrap_or_default(),
        roles: roles.into_iter().map(kernel::Role::code).collect(),
        state: row.get("state")?,
        second_factor: row.get("totp_confirmed")?,
        created: row.get("created_at")?,
    })
}

/// Staff of a scope by division and user name; `after` is the division and user name of the
/// last one seen.
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    after: Option<(&str, &str)>,
    limit: i64,
) -> Result<Vec<User>, Refusal> {
    let mut values: Vec<Value> = params![&scope.lo, &scope.hi].to_vec();
    let mut sql = format!("{USERS} AND a.region >= $1 AND a.region < $2");
    if let Some((region, login)) = after {
        sql.push_str(" AND (a.region, a.login) > ($3, $4)");
        values.extend([region.into(), login.into()]);
    }
    values.push(limit.into());
    sql.push_str(&format!(
        " ORDER BY a.region, a.login LIMIT ${}",
        values.len()
    ));
    let rows = conn.all(&sql, &values).await?;
    let users: Result<Vec<_>, _> = rows.iter().map(user).collect();
    Ok(users?)
}

/// A member of staff by id.
pub async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<User>, Refusal> {
    let sql = format!("{USERS} AND a.id = $1");
    let row = conn.opt(&sql, &params![id]).await?;
    Ok(row.as_ref().map(user).transpose()?)
}

/// A member of staff by user name.
pub async fn by_login(conn: &mut Conn, login: &str) -> Result<Option<User>, Refusal> {
    let sql = format!("{USERS} AND a.login = $1");
    let row = conn.opt(&sql, &params![login]).await?;
    Ok(row.as_ref().map(user).transpose()?)
}

//! Employer files in the database.

use super::model::{Class, Employer, EmployerId, Kind, Level, NewEmployer};
use super::state::State;
use db::{Conn, DbError, Row, params};
use kernel::{Ctx, Day, Refusal};
use std::sync::LazyLock;
use trail::Tx;
use vault::{Field, Vault};

pub(super) const COLUMNS: &str = "id, county, kind, class, name, uscc, identity, region, \
     address, industry, contact_name, phone, licence_no, licence_file, is_key, state, \
     verified_level, verified_until_day, verified_at, submitted_at, created_at, updated_at";

fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| DbError::Other(format!("{column} is {text}")))
}

pub(super) fn employer(row: &Row) -> Result<Employer, Refusal> {
    let level: Option<String> = row.get("verified_level")?;
    Ok(Employer {
        id: EmployerId::parse(&row.get::<String>("id")?)?,
        county: row.get("county")?,
        kind: code(row, "kind", Kind::parse)?,
        class: code(row, "class", Class::parse)?,
        name: row.get("name")?,
        uscc: row.get("uscc")?,
        region: row.get("region")?,
        address: row.get("address")?,
        industry: row.get("industry")?,
        contact_name: row.get("contact_name")?,
        licence_no: row.get("licence_no")?,
        licence_file: row.get("licence_file")?,
        key: row.get("is_key")?,
        state: code(row, "state", State::parse)?,
        verified_level: level.and_then(|l| Level::parse(&l)),
        verified_until_day: row.get("verified_until_day")?,
        verified_at: row.get("verified_at")?,
        submitted_at: row.get("submitted_at")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        phone: row.get("phone")?,
        identity: row.get("identity")?,
    })
}

/// The sealed column of a file.
pub(super) fn field<'a>(id: &'a str, column: &'static str) -> Field<'a> {
    Field {
        table: "employers",
        column,
        row: id,
    }
}

pub(super) async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Employer>, Refusal> {
    static SQL: LazyLock<String> =
        LazyLock::new(|| format!("SELECT {COLUMNS} FROM employers WHERE id = $1"));
    let row = conn.opt(&SQL, &params![id]).await?;
    row.map(|r| employer(&r)).transpose()
}

/// The file with this code or this identity.
pub(super) async fn same(
    conn: &mut Conn,
    county: &str,
    new: &NewEmployer,
    index: Option<&[u8]>,
) -> Result<Option<Employer>, Refusal> {
    let row = if let Some(uscc) = &new.uscc {
        let sql = format!("SELECT {COLUMNS} FROM employers WHERE county = $1 AND uscc = $2");
        conn.opt(&sql, &params![county, uscc]).await?
    } else {
        let sql = format!(
            "SELECT {COLUMNS} FROM employers \
             WHERE county = $1 AND kind = $2 AND identity_index = $3"
        );
        let index = index.unwrap_or_default();
        conn.opt(&sql, &params![county, new.kind.code(), index])
            .await?
    };
    row.map(|r| employer(&r)).transpose()
}

/// Adds a file; `new` has been checked.
pub(super) async fn insert(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    new: &NewEmployer,
    state: State,
) -> Result<(), Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let seal = |column, text: &str| vault.seal(&ctx.rng, field(id.as_str(), column), text);
    let identity = new.id_no.as_deref().map(|no| seal("identity", no));
    let index = new.id_no.as_deref().map(|no| vault.index("id", no));
    let submitted = (state == State::Submitted).then_some(ctx.now);
    let sql = "INSERT INTO employers (id, county, kind, class, name, name_fold, uscc, identity, \
         identity_index, region, address, industry, contact_name, phone, phone_index, licence_no, \
         is_key, state, submitted_at, created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, \
         $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21)";
    let values = params![
        id.as_str(),
        &new.region[..6],
        new.kind.code(),
        new.class.code(),
        &new.name,
        words::fold(&new.name),
        new.uscc.as_ref(),
        identity,
        index,
        &new.region,
        &new.address,
        &new.industry,
        &new.contact_name,
        seal("phone", &new.phone),
        vault.index("phone", &new.phone),
        &new.licence_no,
        new.key,
        state.code(),
        submitted,
        &ctx.actor.id,
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) async fn add_agent(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    account: &str,
) -> Result<(), Refusal> {
    let sql = "INSERT INTO employer_agents (employer_id, account_id, added_at) \
         VALUES ($1, $2, $3) ON CONFLICT (employer_id, account_id) DO NOTHING";
    tx.execute(sql, &params![id.as_str(), account, ctx.now])
        .await?;
    Ok(())
}

/// Moves the state; somebody else's move in between makes the whole transaction try again.
pub(super) async fn set_state(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    from: State,
    to: State,
) -> Result<(), Refusal> {
    let sql = "UPDATE employers SET state = $1, updated_at = $2 WHERE id = $3 AND state = $4";
    let values = params![to.code(), ctx.now, id.as_str(), from.code()];
    match tx.execute(sql, &values).await? {
        1 => Ok(()),
        _ => Err(Refusal::retry()),
    }
}

pub(super) async fn set_submitted(ctx: &Ctx, tx: &mut Tx, id: &EmployerId) -> Result<(), Refusal> {
    let sql = "UPDATE employers SET submitted_at = $1 WHERE id = $2";
    tx.execute(sql, &params![ctx.now, id.as_str()]).await?;
    Ok(())
}

pub(super) async fn set_verified(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    level: Level,
    until: Day,
) -> Result<(), Refusal> {
    let sql = "UPDATE employers SET verified_level = $1, verified_until_day = $2, \
         verified_at = $3, verified_by = $4, warned_days = NULL WHERE id = $5";
    let values = params![level.code(), until, ctx.now, &ctx.actor.id, id.as_str()];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// One line of the file's history of checks.
pub(super) async fn add_check(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    step: &str,
    level: Option<Level>,
    reason: &str,
    until: Option<Day>,
) -> Result<(), Refusal> {
    let sql = "INSERT INTO employer_checks (id, employer_id, checked_at, checked_by, move, level, \
         reason, until_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = params![
        ctx.mint("chk"),
        id.as_str(),
        ctx.now,
        &ctx.actor.id,
        step,
        level.map(Level::code),
        reason,
        until,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Changes what the employer may change itself.
pub(super) async fn set_details(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    details: &super::actions::Details,
) -> Result<(), Refusal> {
    let vault = ctx.slot::<Vault>()?;
    let phone = vault.seal(&ctx.rng, field(id.as_str(), "phone"), &details.phone);
    let sql = "UPDATE employers SET region = $1, county = $2, address = $3, industry = $4, \
         contact_name = $5, phone = $6, phone_index = $7, licence_no = $8, updated_at = $9 \
         WHERE id = $10";
    let values = params![
        &details.region,
        &details.region[..6],
        &details.address,
        &details.industry,
        &details.contact_name,
        phone,
        vault.index("phone", &details.phone),
        &details.licence_no,
        ctx.now,
        id.as_str(),
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

pub(super) async fn set_licence_file(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    name: &str,
) -> Result<(), Refusal> {
    let sql = "UPDATE employers SET licence_file = $1, updated_at = $2 WHERE id = $3";
    tx.execute(sql, &params![name, ctx.now, id.as_str()])
        .await?;
    Ok(())
}

pub(super) async fn set_key(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    key: bool,
) -> Result<(), Refusal> {
    let sql = "UPDATE employers SET is_key = $1, updated_at = $2 WHERE id = $3";
    tx.execute(sql, &params![key, ctx.now, id.as_str()]).await?;
    Ok(())
}

pub(super) async fn set_warned(tx: &mut Tx, id: &EmployerId, days: i64) -> Result<(), Refusal> {
    let sql = "UPDATE employers SET warned_days = $1 WHERE id = $2";
    tx.execute(sql, &params![days, id.as_str()]).await?;
    Ok(())
}

//! SQL of files: rows in, rows out.

use crate::kin;
use crate::workers::model::{Cert, Channel, Wishes, Worker, WorkerId};
use crate::workers::sealed::Sealed;
use crate::workers::state::State;
use db::{Conn, DbError, Row, Value, params};
use kernel::{Refusal, Sex};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Columns of a file; rows are read by name.
pub(crate) const COLUMNS: &str = "id, region, name, phone, id_no, id_kind, birth_day, sex, \
    account_id, state, retire_class, channel, proxy_only, max_minutes, pay_floor_fen, pay_unit, \
    settle, from_day, to_day, lodging, created_at, created_by, updated_at, erased_at";

fn bad(column: &str) -> Refusal {
    Refusal::internal(format!("workers.{column} holds something unknown"))
}

/// Reads a row; wishes' lists and certificates come with [`fill`].
pub(crate) fn worker(row: &Row) -> Result<Worker, Refusal> {
    let sex: Option<String> = row.get("sex")?;
    let channel = Channel::parse(&row.get::<String>("channel")?);
    let state = State::parse(&row.get::<String>("state")?);
    let id = WorkerId::parse(&row.get::<String>("id")?).map_err(|_| bad("id"))?;
    Ok(Worker {
        id,
        region: row.get("region")?,
        name: row.get("name")?,
        phone: row.get("phone")?,
        id_no: row.get("id_no")?,
        id_kind: row.get("id_kind")?,
        birth: row.get("birth_day")?,
        sex: sex.as_deref().and_then(Sex::parse),
        account: row.get("account_id")?,
        state: state.ok_or_else(|| bad("state"))?,
        retire_class: row.get("retire_class")?,
        channel: channel.ok_or_else(|| bad("channel"))?,
        proxy_only: row.get("proxy_only")?,
        wishes: wishes(row)?,
        certs: Vec::new(),
        seen: Vec::new(),
        kin: Vec::new(),
        created_at: row.get("created_at")?,
        created_by: row.get("created_by")?,
        updated_at: row.get("updated_at")?,
        erased_at: row.get("erased_at")?,
    })
}

fn wishes(row: &Row) -> Result<Wishes, DbError> {
    let settle: String = row.get("settle")?;
    Ok(Wishes {
        trades: Vec::new(),
        places: Vec::new(),
        max_minutes: row.get("max_minutes")?,
        pay_floor: row.get("pay_floor_fen")?,
        pay_unit: row.get("pay_unit")?,
        settle: settle
            .split(',')
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect(),
        from: row.get("from_day")?,
        to: row.get("to_day")?,
        lodging: row.get("lodging")?,
    })
}

/// Adds lists and certificates to files read together (at most a few hundred).
pub(crate) async fn fill(conn: &mut Conn, workers: &mut [Worker]) -> Result<(), Refusal> {
    if workers.is_empty() {
        return Ok(());
    }
    let at: HashMap<String, usize> = workers
        .iter()
        .enumerate()
        .map(|(i, w)| (w.id.to_string(), i))
        .collect();
    let ids: Vec<Value> = workers.iter().map(|w| w.id.as_str().into()).collect();
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let marks = marks.join(", ");
    let of = |row: &Row| -> Result<Option<usize>, DbError> {
        Ok(at.get(&row.get::<String>("worker_id")?).copied())
    };
    let sql = format!(
        "SELECT worker_id, trade FROM worker_wants WHERE worker_id IN ({marks}) ORDER BY position"
    );
    for row in conn.all(&sql, &ids).await? {
        if let Some(i) = of(&row)? {
            workers[i].wishes.trades.push(row.get("trade")?);
        }
    }
    let sql = format!(
        "SELECT worker_id, region FROM worker_places WHERE worker_id IN ({marks}) \
         ORDER BY position"
    );
    for row in conn.all(&sql, &ids).await? {
        if let Some(i) = of(&row)? {
            workers[i].wishes.places.push(row.get("region")?);
        }
    }
    let sql = format!(
        "SELECT id, worker_id, kind, number, expires_day, status FROM worker_certs \
         WHERE worker_id IN ({marks}) ORDER BY kind"
    );
    for row in conn.all(&sql, &ids).await? {
        if let Some(i) = of(&row)? {
            workers[i].certs.push(Cert {
                id: row.get("id")?,
                kind: row.get("kind")?,
                number: row.get("number")?,
                expires: row.get("expires_day")?,
                status: row.get("status")?,
            });
        }
    }
    for (worker, seen) in crate::preferences::queries::of_all(conn, &ids).await? {
        if let Some(i) = at.get(&worker) {
            workers[*i].seen.push(seen);
        }
    }
    fill_kin(conn, workers).await
}

/// Adds what others choose who choose alike, for those of whom anything is kept.
async fn fill_kin(conn: &mut Conn, workers: &mut [Worker]) -> Result<(), Refusal> {
    let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for worker in workers.iter() {
        let known = kin::guess::sources(worker).into_iter().map(str::to_owned);
        let county = worker.region.get(..6).unwrap_or_default();
        sources.entry(county.to_owned()).or_default().extend(known);
    }
    for (county, trades) in sources {
        let trades: Vec<&str> = trades.iter().map(String::as_str).collect();
        let found = kin::queries::of(conn, &county, &trades).await?;
        if found.is_empty() {
            continue;
        }
        for worker in workers.iter_mut().filter(|w| w.region.starts_with(&county)) {
            let own = kin::guess::sources(worker);
            let follows = found.iter().filter(|kin| own.contains(kin.trade.as_str()));
            worker.kin = follows.cloned().collect();
        }
    }
    Ok(())
}

/// Writes a new file's row.
pub(crate) async fn insert(
    tx: &mut trail::Tx,
    worker: &Worker,
    name_fold: &str,
    phone: &Sealed,
    id: &Sealed,
) -> Result<(), DbError> {
    let sql = "INSERT INTO workers (id, county, region, name, name_fold, phone, phone_idx, \
        phone_last4_idx, id_kind, id_no, id_idx, id_last4_idx, birth_day, sex, account_id, state, \
        channel, proxy_only, max_minutes, pay_floor_fen, pay_unit, settle, from_day, to_day, \
        lodging, created_at, created_by, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
        $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, \
        $28)";
    let w = worker;
    let county = w.region.get(..6).unwrap_or_default();
    let values = params![
        w.id.as_str(),
        county,
        &w.region,
        &w.name,
        name_fold,
        phone.value.clone(),
        phone.whole.clone(),
        phone.tail.clone(),
        w.id_kind.clone(),
        id.value.clone(),
        id.whole.clone(),
        id.tail.clone(),
        w.birth,
        w.sex.map(|s| s.code()),
        w.account.clone(),
        w.state.code(),
        w.channel.code(),
        w.proxy_only,
        w.wishes.max_minutes,
        w.wishes.pay_floor,
        &w.wishes.pay_unit,
        w.wishes.settle.join(","),
        w.wishes.from,
        w.wishes.to,
        w.wishes.lodging,
        w.created_at,
        &w.created_by,
        w.updated_at,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Writes everything but telephone and ID number of a file that is there.
pub(crate) async fn update(
    tx: &mut trail::Tx,
    worker: &Worker,
    name_fold: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE workers SET county = $2, region = $3, name = $4, name_fold = $5, \
        state = $6, channel = $7, proxy_only = $8, max_minutes = $9, pay_floor_fen = $10, \
        pay_unit = $11, settle = $12, from_day = $13, to_day = $14, lodging = $15, \
        updated_at = $16, birth_day = $17, sex = $18, id_kind = $19, account_id = $20 \
        WHERE id = $1";
    let w = worker;
    let values = params![
        w.id.as_str(),
        w.region.get(..6).unwrap_or_default(),
        &w.region,
        &w.name,
        name_fold,
        w.state.code(),
        w.channel.code(),
        w.proxy_only,
        w.wishes.max_minutes,
        w.wishes.pay_floor,
        &w.wishes.pay_unit,
        w.wishes.settle.join(","),
        w.wishes.from,
        w.wishes.to,
        w.wishes.lodging,
        w.updated_at,
        w.birth,
        w.sex.map(|s| s.code()),
        w.id_kind.clone(),
        w.account.clone(),
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Writes the telephone of a file.
pub(crate) async fn set_phone(
    tx: &mut trail::Tx,
    id: &WorkerId,
    sealed: &Sealed,
) -> Result<(), DbError> {
    let sql = "UPDATE workers SET phone = $2, phone_idx = $3, phone_last4_idx = $4 WHERE id = $1";
    let Sealed { value, whole, tail } = sealed.clone();
    tx.execute(sql, &params![id.as_str(), value, whole, tail])
        .await?;
    Ok(())
}

/// Writes the ID number of a file.
pub(crate) async fn set_id(
    tx: &mut trail::Tx,
    id: &WorkerId,
    sealed: &Sealed,
) -> Result<(), DbError> {
    let sql = "UPDATE workers SET id_no = $2, id_idx = $3, id_last4_idx = $4 WHERE id = $1";
    let Sealed { value, whole, tail } = sealed.clone();
    tx.execute(sql, &params![id.as_str(), value, whole, tail])
        .await?;
    Ok(())
}

async fn insert_list(
    tx: &mut trail::Tx,
    sql: &str,
    id: &WorkerId,
    items: &[String],
) -> Result<(), DbError> {
    if items.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value> = vec![id.as_str().into()];
    let mut rows = Vec::new();
    for (at, item) in items.iter().enumerate() {
        values.extend([at.into(), item.into()]);
        rows.push(format!("($1, ${}, ${})", values.len() - 1, values.len()));
    }
    tx.execute(
        &format!("{sql} {} ON CONFLICT DO NOTHING", rows.join(", ")),
        &values,
    )
    .await?;
    Ok(())
}

/// Writes the wanted trades and places of a new file.
pub(crate) async fn insert_lists(
    tx: &mut trail::Tx,
    id: &WorkerId,
    wishes: &Wishes,
) -> Result<(), DbError> {
    let wants = "INSERT INTO worker_wants (worker_id, position, trade) VALUES";
    insert_list(tx, wants, id, &wishes.trades).await?;
    let places = "INSERT INTO worker_places (worker_id, position, region) VALUES";
    insert_list(tx, places, id, &wishes.places).await
}

/// Removes the wanted trades and places.
pub(crate) async fn clear_lists(tx: &mut trail::Tx, id: &WorkerId) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM worker_wants WHERE worker_id = $1",
        &params![id.as_str()],
    )
    .await?;
    tx.execute(
        "DELETE FROM worker_places WHERE worker_id = $1",
        &params![id.as_str()],
    )
    .await?;
    Ok(())
}

/// Writes a certificate; one of each kind.
pub(crate) async fn put_cert(
    tx: &mut trail::Tx,
    worker: &WorkerId,
    cert: &Cert,
) -> Result<(), DbError> {
    let sql = "INSERT INTO worker_certs (id, worker_id, kind, number, expires_day, status) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    let remove = "DELETE FROM worker_certs WHERE worker_id = $1 AND kind = $2";
    tx.execute(remove, &params![worker.as_str(), &cert.kind])
        .await?;
    let values = params![
        &cert.id,
        worker.as_str(),
        &cert.kind,
        cert.number.clone(),
        cert.expires,
        &cert.status
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Removes certificates: one kind, or all.
pub(crate) async fn drop_certs(
    tx: &mut trail::Tx,
    worker: &WorkerId,
    kind: Option<&str>,
) -> Result<u64, DbError> {
    match kind {
        Some(kind) => {
            let sql = "DELETE FROM worker_certs WHERE worker_id = $1 AND kind = $2";
            tx.execute(sql, &params![worker.as_str(), kind]).await
        }
        None => {
            let sql = "DELETE FROM worker_certs WHERE worker_id = $1";
            tx.execute(sql, &params![worker.as_str()]).await
        }
    }
}

/// Empties a file of all that says whose it was; the row stays for what refers to it.
pub(crate) async fn anonymise(
    tx: &mut trail::Tx,
    id: &WorkerId,
    town: &str,
    at: i64,
) -> Result<(), DbError> {
    let sql = "UPDATE workers SET region = $2, name = '', name_fold = '', phone = NULL, \
        phone_idx = NULL, phone_last4_idx = NULL, id_kind = NULL, id_no = NULL, id_idx = NULL, \
        id_last4_idx = NULL, birth_day = NULL, sex = NULL, account_id = NULL, state = 'empty', \
        retire_class = NULL, max_minutes = NULL, pay_floor_fen = NULL, settle = '', \
        from_day = NULL, to_day = NULL, lodging = 0, proxy_only = 0, updated_at = $3, \
        erased_at = $3 WHERE id = $1";
    tx.execute(sql, &params![id.as_str(), town, at]).await?;
    tx.execute(
        "DELETE FROM worker_cards WHERE worker_id = $1",
        &params![id.as_str()],
    )
    .await?;
    clear_lists(tx, id).await?;
    drop_certs(tx, id, None).await?;
    Ok(())
}

/// Writes the account that sees a file.
pub(crate) async fn set_account(
    tx: &mut trail::Tx,
    id: &WorkerId,
    account: &str,
) -> Result<(), DbError> {
    let sql = "UPDATE workers SET account_id = $2 WHERE id = $1";
    tx.execute(sql, &params![id.as_str(), account]).await?;
    Ok(())
}

//! The list of one's own sessions.

use db::{Conn, params};
use kernel::{Moment, Refusal};
use serde::Serialize;

/// A session as its owner sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Device {
    /// Digest, which is no secret: it ends the session and nothing else.
    pub id: String,
    /// Browser and machine; may be empty.
    pub device: String,
    /// Since when, in epoch milliseconds.
    pub since: i64,
    /// Last used, in epoch milliseconds.
    pub seen: i64,
    /// Is it the one that asks?
    pub here: bool,
}

/// The account's sessions that still hold, newest first.
pub async fn of_account(
    conn: &mut Conn,
    account: &str,
    here: Option<&str>,
    now: Moment,
) -> Result<Vec<Device>, Refusal> {
    let sql = "SELECT id_hash, device, created_at, last_seen_at FROM sessions \
               WHERE account_id = $1 AND ends_at > $2 ORDER BY last_seen_at DESC, id_hash LIMIT 50";
    let rows = conn.all(sql, &params![account, now]).await?;
    let mut devices = Vec::new();
    for row in rows {
        let id: String = row.get("id_hash")?;
        devices.push(Device {
            here: here == Some(id.as_str()),
            device: row.get("device")?,
            since: row.get("created_at")?,
            seen: row.get("last_seen_at")?,
            id,
        });
    }
    Ok(devices)
}

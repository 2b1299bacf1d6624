//! SQL that writes the trail: chains, facts, retry keys.

use crate::line::{Draft, GENESIS};
use crate::once::{Answer, Key, Reserved};
use crate::queries::{Fact, fact};
use crate::tx::FactDraft;
use db::{Conn, DbError, params};
use kernel::{Ctx, Moment};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use vault::Vault;

/// Hexadecimal digits as bytes; `None` when they are none.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks_exact(2);
    let whole = digits.remainder().is_empty();
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    };
    digits
        .map(byte)
        .collect::<Option<Vec<u8>>>()
        .filter(|_| whole)
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// Thirty-two bytes out of a column; anything else becomes a hash that matches nothing.
pub(crate) fn hash32(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().unwrap_or([0xff; 32])
}

/// Appends the lines, chain by chain in the order of their names (no two writers can then wait
/// for each other), with each chain's head locked.
pub(crate) async fn append(conn: &mut Conn, vault: &Vault, notes: &[Draft]) -> Result<(), DbError> {
    let mut chains: BTreeMap<&str, Vec<&Draft>> = BTreeMap::new();
    for note in notes {
        chains.entry(&note.chain).or_default().push(note);
    }
    for (chain, notes) in chains {
        // The empty update locks the row on both databases and gives its newest state.
        let head = conn
            .one(
                "INSERT INTO audit_heads (chain, seq, hash) VALUES ($1, 0, $2)
                 ON CONFLICT (chain) DO UPDATE SET seq = audit_heads.seq
                 RETURNING seq, hash",
                &params![chain, GENESIS.to_vec()],
            )
            .await?;
        let mut seq: i64 = head.get("seq")?;
        let mut hash = hash32(&head.get::<Vec<u8>>("hash")?);
        for note in notes {
            let prev = hash;
            hash = vault.chain(&prev, &note.record());
            seq += 1;
            insert_line(conn, note, seq, &prev, &hash).await?;
        }
        let sql = "UPDATE audit_heads SET seq = $2, hash = $3 WHERE chain = $1";
        conn.execute(sql, &params![chain, seq, hash.to_vec()])
            .await?;
    }
    Ok(())
}

async fn insert_line(
    conn: &mut Conn,
    note: &Draft,
    seq: i64,
    prev: &[u8; 32],
    hash: &[u8; 32],
) -> Result<(), DbError> {
    conn.execute(
        "INSERT INTO audit_lines (chain, seq, noted_at, actor_kind, actor, behalf_subject,
           behalf_consent, verb, subject, region, detail, request, prev, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        &params![
            &note.chain,
            seq,
            note.at,
            &note.actor_kind,
            &note.actor,
            &note.behalf_subject,
            &note.behalf_consent,
            &note.verb,
            &note.subject,
            &note.region,
            &note.detail,
            &note.request,
            prev.to_vec(),
            hash.to_vec()
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn publish(
    conn: &mut Conn,
    ctx: &Ctx,
    fact: &FactDraft,
    region: &str,
) -> Result<(), DbError> {
    conn.execute(
        "INSERT INTO outbox (id, topic, subject, region, data, published_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &params![
            ctx.mint("fct"),
            &fact.topic,
            &fact.subject,
            region,
            fact.data.to_string(),
            ctx.now
        ],
    )
    .await?;
    Ok(())
}

/// Takes up to `limit` waiting facts, oldest first, and marks them done in this transaction;
/// what another worker is taking at the same time is left to it.
///
/// # Errors
/// What the database says.
pub async fn take_facts(conn: &mut Conn, now: Moment, limit: i64) -> Result<Vec<Fact>, DbError> {
    let sql = format!(
        "WITH waiting AS (SELECT id FROM outbox WHERE done_at IS NULL
           ORDER BY published_at, id LIMIT $2 {})
         UPDATE outbox SET done_at = $1 WHERE id IN (SELECT id FROM waiting)
         RETURNING id, topic, subject, region, data, published_at",
        conn.dialect().skip_locked()
    );
    let rows = conn.all(&sql, &params![now, limit]).await?;
    let mut facts = rows.iter().map(fact).collect::<Result<Vec<_>, _>>()?;
    facts.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    Ok(facts)
}

/// Deletes facts done before the moment; gives how many.
///
/// # Errors
/// What the database says.
pub async fn purge_facts(conn: &mut Conn, before: Moment) -> Result<u64, DbError> {
    let sql = "DELETE FROM outbox WHERE done_at IS NOT NULL AND done_at < $1";
    conn.execute(sql, &params![before]).await
}

pub(crate) async fn reserve(
    conn: &mut Conn,
    key: &Key,
    request: &str,
    now: Moment,
) -> Result<bool, DbError> {
    let done = conn
        .execute(
            "INSERT INTO once (actor, once_key, digest, request, begun_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (actor, once_key) DO NOTHING",
            &params![&key.actor, &key.once_key, &key.digest, request, now],
        )
        .await?;
    Ok(done == 1)
}

pub(crate) async fn reserved(conn: &mut Conn, key: &Key) -> Result<Option<Reserved>, DbError> {
    let sql = "SELECT digest, request, status, content_type, location, body FROM once
               WHERE actor = $1 AND once_key = $2";
    let Some(row) = conn.opt(sql, &params![&key.actor, &key.once_key]).await? else {
        return Ok(None);
    };
    let answer = match row.get::<Option<i64>>("status")? {
        None => None,
        Some(status) => Some(Answer {
            status: u16::try_from(status).unwrap_or(500),
            content_type: row
                .get::<Option<String>>("content_type")?
                .unwrap_or_default(),
            location: row.get("location")?,
            body: row.get::<Option<String>>("body")?.unwrap_or_default(),
        }),
    };
    Ok(Some(Reserved {
        digest: row.get("digest")?,
        request: row.get("request")?,
        answer,
    }))
}

pub(crate) async fn fill(
    conn: &mut Conn,
    key: &Key,
    request: &str,
    answer: &Answer,
) -> Result<(), DbError> {
    conn.execute(
        "UPDATE once SET status = $4, content_type = $5, location = $6, body = $7
         WHERE actor = $1 AND once_key = $2 AND request = $3 AND status IS NULL",
        &params![
            &key.actor,
            &key.once_key,
            request,
            i64::from(answer.status),
            &answer.content_type,
            answer.location.clone(),
            &answer.body
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn purge_answers(conn: &mut Conn, before: Moment) -> Result<u64, DbError> {
    conn.execute("DELETE FROM once WHERE begun_at < $1", &params![before])
        .await
}

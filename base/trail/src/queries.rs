//! Reads of the trail: a record's history, the audit page, chains to verify, waiting facts.

use crate::line::Draft;
use crate::store::hash32;
use crate::{Filter, Line, Place};
use db::{Conn, DbError, Row, Value, params};
use kernel::{Moment, Scope};

const COLUMNS: &str = "chain, seq, noted_at, actor_kind, actor, behalf_subject, behalf_consent, \
                       verb, subject, region, detail, request";

/// A published fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its id, `fct_…`.
    pub id: String,
    /// What happened, e.g. `vacancy-published`.
    pub topic: String,
    /// To which record.
    pub subject: String,
    /// In which division; empty when the transaction noted none.
    pub region: String,
    /// What else reactions need.
    pub data: serde_json::Value,
    /// When.
    pub at: Moment,
}

pub(crate) fn fact(row: &Row) -> Result<Fact, DbError> {
    Ok(Fact {
        id: row.get("id")?,
        topic: row.get("topic")?,
        subject: row.get("subject")?,
        region: row.get("region")?,
        data: json(&row.get::<String>("data")?),
        at: row.get("published_at")?,
    })
}

/// Does any fact wait for its reactions? Cheap, however many there are.
///
/// # Errors
/// What the database says.
pub async fn any_fact(conn: &mut Conn) -> Result<bool, DbError> {
    let sql = "SELECT id FROM outbox WHERE done_at IS NULL LIMIT 1";
    Ok(conn.opt(sql, &[]).await?.is_some())
}

/// How many facts wait for their reactions.
///
/// # Errors
/// What the database says.
pub async fn waiting_facts(conn: &mut Conn) -> Result<i64, DbError> {
    let sql = "SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL";
    conn.one(sql, &[]).await?.get("n")
}

/// The history of one record, newest first, after `before` (the last line already shown).
///
/// # Errors
/// What the database says.
pub async fn history(
    conn: &mut Conn,
    subject: &str,
    before: Option<&Place>,
    limit: u32,
) -> Result<Vec<Line>, DbError> {
    let filter = Filter {
        subject: Some(subject.to_owned()),
        ..Filter::default()
    };
    lines(conn, &Scope::everything(), &filter, before, limit).await
}

/// Audit lines inside the viewer's scope, newest first, after `before`.
///
/// # Errors
/// What the database says.
pub async fn lines(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    before: Option<&Place>,
    limit: u32,
) -> Result<Vec<Line>, DbError> {
    let mut wanted: Vec<String> = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut also = |condition: &str, value: Value| {
        values.push(value);
        wanted.push(condition.replace('?', &format!("${}", values.len())));
    };
    if *scope != Scope::everything() {
        also("region >= ?", scope.lo.as_str().into());
        also("region < ?", scope.hi.as_str().into());
    }
    if let Some(actor) = &filter.actor {
        also("actor = ?", actor.as_str().into());
    }
    if let Some(prefix) = &filter.verb_prefix {
        also(
            &format!("substr(verb, 1, {}) = ?", prefix.chars().count()),
            prefix.as_str().into(),
        );
    }
    if let Some(subject) = &filter.subject {
        also("subject = ?", subject.as_str().into());
    }
    if let Some(from) = filter.from {
        also("noted_at >= ?", from.into());
    }
    if let Some(to) = filter.to {
        also("noted_at < ?", to.into());
    }
    if let Some(place) = before {
        also("noted_at <= ?", place.at.into());
        let n = values.len();
        values.extend([place.seq.into(), place.chain.as_str().into()]);
        let (at, seq, chain) = (n, n + 1, n + 2);
        wanted.push(format!(
            "(noted_at, seq, chain) < (${at}, ${seq}, ${chain})"
        ));
    }
    let wanted = if wanted.is_empty() {
        "1 = 1".to_owned()
    } else {
        wanted.join(" AND ")
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM audit_lines WHERE {wanted}
         ORDER BY noted_at DESC, seq DESC, chain DESC LIMIT {limit}"
    );
    conn.all(&sql, &values).await?.iter().map(line).collect()
}

fn line(row: &Row) -> Result<Line, DbError> {
    let draft = draft(row)?;
    Ok(Line {
        chain: draft.chain,
        seq: row.get("seq")?,
        at: Moment::from_millis(draft.at),
        actor_kind: draft.actor_kind,
        actor: draft.actor,
        behalf_subject: draft.behalf_subject,
        behalf_consent: draft.behalf_consent,
        verb: draft.verb,
        subject: draft.subject,
        region: draft.region,
        detail: json(&draft.detail),
        request: draft.request,
    })
}

fn draft(row: &Row) -> Result<Draft, DbError> {
    Ok(Draft {
        chain: row.get("chain")?,
        at: row.get("noted_at")?,
        actor_kind: row.get("actor_kind")?,
        actor: row.get("actor")?,
        behalf_subject: row.get("behalf_subject")?,
        behalf_consent: row.get("behalf_consent")?,
        verb: row.get("verb")?,
        subject: row.get("subject")?,
        region: row.get("region")?,
        detail: row.get("detail")?,
        request: row.get("request")?,
    })
}

/// What was stored as JSON; text that is none (somebody changed it) is shown as it stands.
fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// A line with its links, to verify.
pub(crate) struct Link {
    pub seq: i64,
    pub draft: Draft,
    pub prev: [u8; 32],
    pub hash: [u8; 32],
}

/// The next lines in the order of chains.
pub(crate) async fn links(
    conn: &mut Conn,
    after: (&str, i64),
    limit: u32,
) -> Result<Vec<Link>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS}, prev, hash FROM audit_lines WHERE (chain, seq) > ($1, $2)
         ORDER BY chain, seq LIMIT {limit}"
    );
    let rows = conn.all(&sql, &params![after.0, after.1]).await?;
    let link = |row: &Row| {
        Ok(Link {
            seq: row.get("seq")?,
            draft: draft(row)?,
            prev: hash32(&row.get::<Vec<u8>>("prev")?),
            hash: hash32(&row.get::<Vec<u8>>("hash")?),
        })
    };
    rows.iter().map(link).collect()
}

/// Where a chain ended: what is written down outside the database every day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The chain.
    pub chain: String,
    /// Its last line.
    pub seq: i64,
    /// That line's hash.
    pub hash: [u8; 32],
}

/// The present end of every chain.
///
/// # Errors
/// What the database says.
pub async fn anchors(conn: &mut Conn) -> Result<Vec<Anchor>, DbError> {
    let sql = "SELECT chain, seq, hash FROM audit_heads ORDER BY chain";
    conn.all(sql, &[]).await?.iter().map(anchor).collect()
}

fn anchor(row: &Row) -> Result<Anchor, DbError> {
    let hash = hash32(&row.get::<Vec<u8>>("hash")?);
    Ok(Anchor {
        chain: row.get("chain")?,
        seq: row.get("seq")?,
        hash,
    })
}

/// The present end of one chain.
pub(crate) async fn head(conn: &mut Conn, chain: &str) -> Result<Option<Anchor>, DbError> {
    let sql = "SELECT chain, seq, hash FROM audit_heads WHERE chain = $1";
    conn.opt(sql, &params![chain])
        .await?
        .as_ref()
        .map(anchor)
        .transpose()
}

/// The hash of one line.
pub(crate) async fn hash_at(
    conn: &mut Conn,
    chain: &str,
    seq: i64,
) -> Result<Option<[u8; 32]>, DbError> {
    let sql = "SELECT hash FROM audit_lines WHERE chain = $1 AND seq = $2";
    let row = conn.opt(sql, &params![chain, seq]).await?;
    row.map(|r| Ok(hash32(&r.get::<Vec<u8>>("hash")?)))
        .transpose()
}

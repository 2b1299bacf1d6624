//! An audit line: who did what to whose record, when, on which consent.

use kernel::{ActorKind, Ctx, Moment};
use serde_json::Value;

/// Hash of the line before the first.
pub(crate) const GENESIS: [u8; 32] = [0; 32];
/// Chains of one county; few enough to anchor daily, many enough that writers seldom queue.
const SHARDS: u64 = 16;

/// One audit line.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Line {
    /// The chain it belongs to: county code, `/`, shard.
    pub chain: String,
    /// Place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// `stranger`, `person`, `staff`, `token` or `system`.
    pub actor_kind: String,
    /// Account, token, job or command.
    pub actor: String,
    /// For whom, when staff acted for a person; else empty.
    pub behalf_subject: String,
    /// On which consent; else empty.
    pub behalf_consent: String,
    /// What was done, e.g. `vacancies.publish`.
    pub verb: String,
    /// Id of the record.
    pub subject: String,
    /// Division code of the record; empty when it lies nowhere.
    pub region: String,
    /// What else is worth knowing; never a plaintext identifier.
    pub detail: Value,
    /// Request id, as in the log.
    pub request: String,
}

impl Line {
    /// Where the line stands in a list, to read on from there.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            at: self.at,
            seq: self.seq,
            chain: self.chain.clone(),
        }
    }
}

/// A line's place in a list that is sorted newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// When.
    pub at: Moment,
    /// Place in its chain.
    pub seq: i64,
    /// Its chain.
    pub chain: String,
}

impl Place {
    /// As texts, for a page's cursor.
    #[must_use]
    pub fn parts(&self) -> [String; 3] {
        [
            self.at.millis().to_string(),
            self.seq.to_string(),
            self.chain.clone(),
        ]
    }
    /// Reads what [`Place::parts`] gave.
    #[must_use]
    pub fn parse(parts: &[String]) -> Option<Self> {
        let [at, seq, chain] = parts else { return None };
        let at = Moment::from_millis(at.parse().ok()?);
        Some(Self {
            at,
            seq: seq.parse().ok()?,
            chain: chain.clone(),
        })
    }
}

/// Which lines to show; an empty filter shows all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Done by this account, token, job or command.
    pub actor: Option<String>,
    /// Verbs that begin so, e.g. `people.`.
    pub verb_prefix: Option<String>,
    /// About this record.
    pub subject: Option<String>,
    /// From this moment on.
    pub from: Option<Moment>,
    /// Before this moment.
    pub to: Option<Moment>,
}

/// A line as it waits for the commit: everything but its place in a chain.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub chain: String,
    pub at: i64,
    pub actor_kind: String,
    pub actor: String,
    pub behalf_subject: String,
    pub behalf_consent: String,
    pub verb: String,
    pub subject: String,
    pub region: String,
    pub detail: String,
    pub request: String,
}

impl Draft {
    pub(crate) fn new(ctx: &Ctx, verb: &str, subject: &str, region: &str, detail: &Value) -> Self {
        let behalf = ctx.behalf.as_ref();
        Self {
            chain: chain_of(region, subject),
            at: ctx.now.millis(),
            actor_kind: kind_code(ctx.actor.kind).to_owned(),
            actor: ctx.actor.id.clone(),
            behalf_subject: behalf.map(|b| b.subject.clone()).unwrap_or_default(),
            behalf_consent: behalf.map(|b| b.consent.clone()).unwrap_or_default(),
            verb: verb.to_owned(),
            subject: subject.to_owned(),
            region: region.to_owned(),
            detail: detail.to_string(),
            request: ctx.request_id.clone(),
        }
    }

    /// The bytes under the hash: every field with its length before it, so that nothing can
    /// move from one field to the next. The sequence number is left out: the link to the line
    /// before fixes the order, and a moved line can be told from a changed one.
    pub(crate) fn record(&self) -> Vec<u8> {
        let at = self.at.to_be_bytes();
        let fields: [&[u8]; 11] = [
            self.chain.as_bytes(),
            &at,
            self.actor_kind.as_bytes(),
            self.actor.as_bytes(),
            self.behalf_subject.as_bytes(),
            self.behalf_consent.as_bytes(),
            self.verb.as_bytes(),
            self.subject.as_bytes(),
            self.region.as_bytes(),
            self.detail.as_bytes(),
            self.request.as_bytes(),
        ];
        let mut out = b"yizhan-audit-1".to_vec();
        for field in fields {
            out.extend_from_slice(&(field.len() as u64).to_be_bytes());
            out.extend_from_slice(field);
        }
        out
    }
}

/// The chain of a record: its county (or `000000`), and a shard by its id, so that the history
/// of one record lies in one chain.
#[must_use]
pub fn chain_of(region: &str, subject: &str) -> String {
    let county = region
        .get(..6)
        .filter(|c| c.bytes().all(|b| b.is_ascii_digit()));
    // FNV-1a (Fowler, Noll, Vo): stable over versions of the compiler, unlike std's hasher.
    let hash = subject
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!(
        "{}/{:02x}",
        county.unwrap_or("000000"),
        (hash >> 32) % SHARDS
    )
}

fn kind_code(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Stranger => "stranger",
        ActorKind::Person => "person",
        ActorKind::Staff => "staff",
        ActorKind::Token => "token",
        ActorKind::System => "system",
    }
}

//! The transaction of every action: work, audit line, facts and answer commit together.

use crate::line::Draft;
use crate::{Answer, once, store};
use db::{Conn, Db, DbError, Row, Value};
use kernel::{Ctx, Refusal};
use std::ops::{Deref, DerefMut};

/// A fact as it waits for the commit.
pub(crate) struct FactDraft {
    pub topic: String,
    pub subject: String,
    pub data: serde_json::Value,
}

/// The transaction type of actions. Dropped without [`Tx::commit`], it leaves nothing.
///
/// It counts the writing statements that go through its own four verbs, and will not commit
/// them without a line. Statements that a function runs on a `&mut Conn` are not counted: such
/// a function is called by an action, and the action notes.
pub struct Tx {
    inner: db::Tx,
    notes: Vec<Draft>,
    facts: Vec<FactDraft>,
    last: Vec<(&'static str, Vec<Value>)>,
    quiet: Option<&'static str>,
    writes: u64,
}

/// Opens a transaction; with a retry key in `ctx.once`, the key is reserved first.
///
/// # Errors
/// Conflict `once-already` when a request with this key was carried out (see
/// [`crate::stored_answer`]), `once-other-request` when the key came with another request.
pub async fn begin(db: &Db, ctx: &Ctx) -> Result<Tx, Refusal> {
    let mut inner = db.begin().await?;
    if ctx.once.is_some() {
        once::reserve(&mut inner, ctx).await?;
    }
    Ok(Tx {
        inner,
        notes: Vec::new(),
        facts: Vec::new(),
        last: Vec::new(),
        quiet: None,
        writes: 0,
    })
}

impl Tx {
    /// Adds an audit line, written at commit. `detail` holds codes and ids, never a plaintext
    /// identifier; `region` is the record's division code, or empty.
    pub fn note(
        &mut self,
        ctx: &Ctx,
        verb: &str,
        subject: &str,
        region: &str,
        detail: serde_json::Value,
    ) {
        self.notes
            .push(Draft::new(ctx, verb, subject, region, &detail));
    }

    /// Publishes a fact, written at commit; reactions run afterwards, perhaps more than once.
    pub fn publish(&mut self, topic: &str, subject: &str, data: serde_json::Value) {
        let (topic, subject) = (topic.to_owned(), subject.to_owned());
        self.facts.push(FactDraft {
            topic,
            subject,
            data,
        });
    }

    /// Keeps a statement for the commit: for a row at which many writers queue, so that it is
    /// locked as briefly as can be and two transactions never wait for it crosswise. It counts
    /// as written.
    pub fn last(&mut self, sql: &'static str, values: Vec<Value>) {
        self.count(sql);
        self.last.push((sql, values));
    }

    /// Says why this transaction needs no audit line (sessions, counters).
    pub fn quiet(&mut self, why: &'static str) {
        self.quiet = Some(why);
    }

    /// Commits the work with its lines and facts.
    ///
    /// # Errors
    /// Internal when something was written with neither [`Tx::note`] nor [`Tx::quiet`]; Retry
    /// when the database asks for another try. Nothing is kept then.
    pub async fn commit(self, ctx: &Ctx) -> Result<(), Refusal> {
        self.close(ctx, None).await
    }

    /// Commits, and keeps the answer for whoever comes again with the same retry key.
    ///
    /// # Errors
    /// As [`Tx::commit`].
    pub async fn commit_answer(self, ctx: &Ctx, answer: Answer) -> Result<(), Refusal> {
        self.close(ctx, Some(answer)).await
    }

    async fn close(mut self, ctx: &Ctx, answer: Option<Answer>) -> Result<(), Refusal> {
        if self.writes > 0 && self.notes.is_empty() && self.quiet.is_none() {
            return Err(Refusal::internal("write without an audit line"));
        }
        if let Some(why) = self.quiet {
            tracing::trace!(request = %ctx.request_id, why, "committed with no audit line");
        }
        for fact in &self.facts {
            let of = self.notes.iter().find(|n| n.subject == fact.subject);
            let region = of.or(self.notes.first()).map_or("", |n| n.region.as_str());
            store::publish(&mut self.inner, ctx, fact, region).await?;
        }
        for (sql, values) in &self.last {
            self.inner.execute(sql, values).await?;
        }
        if let Some(answer) = answer {
            once::fill(&mut self.inner, ctx, &answer).await?;
        }
        if !self.notes.is_empty() {
            // Last, so that the chain's head is locked as briefly as can be.
            let vault = ctx.slot::<vault::Vault>()?;
            store::append(&mut self.inner, &vault, &self.notes).await?;
        }
        Ok(self.inner.commit().await?)
    }

    fn count(&mut self, sql: &str) {
        self.writes += u64::from(writes(sql));
    }

    /// As [`Conn::execute`], counted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, DbError> {
        self.count(sql);
        self.inner.execute(sql, params).await
    }
    /// As [`Conn::one`], counted.
    ///
    /// # Errors
    /// `Missing` when there is no row; else what the database says.
    pub async fn one(&mut self, sql: &str, params: &[Value]) -> Result<Row, DbError> {
        self.count(sql);
        self.inner.one(sql, params).await
    }
    /// As [`Conn::opt`], counted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn opt(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>, DbError> {
        self.count(sql);
        self.inner.opt(sql, params).await
    }
    /// As [`Conn::all`], counted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        self.count(sql);
        self.inner.all(sql, params).await
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.inner
    }
}

/// Does the statement change anything? `SELECT … FOR UPDATE` does not.
fn writes(sql: &str) -> bool {
    let code = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or(""));
    let upper = code.collect::<Vec<_>>().join(" ").to_ascii_uppercase();
    let mut words = upper.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let first = words.find(|w| !w.is_empty()).unwrap_or("");
    match first {
        "SELECT" | "VALUES" | "EXPLAIN" => false,
        "WITH" => {
            let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
            let pair = |a: &str, b: &str| words.windows(2).any(|w| w[0] == a && w[1] == b);
            let update = words.windows(2).any(|w| w[1] == "UPDATE" && w[0] != "FOR");
            pair("INSERT", "INTO") || pair("DELETE", "FROM") || update
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::writes;

    #[test]
    fn writing_statements_are_told_from_reading_ones() {
        assert!(writes("INSERT INTO a VALUES ($1)"));
        assert!(writes("\n -- why\n update a set b = 1"));
        assert!(writes("WITH x AS (SELECT 1) UPDATE a SET b = 1"));
        assert!(writes(
            "WITH x AS (DELETE FROM a RETURNING id) SELECT id FROM x"
        ));
        assert!(!writes("SELECT a FROM b FOR UPDATE"));
        assert!(!writes("WITH x AS (SELECT 1) SELECT * FROM x FOR UPDATE"));
        assert!(!writes("  select update_me from inserts"));
    }
}

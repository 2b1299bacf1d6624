//! Reading applications.

use super::model::{Application, ApplicationId, Made};
use super::state::State;
use super::store;
use db::{Conn, Value, params};
use kernel::{Ctx, Day, Refusal, Target};
use std::collections::HashMap;

/// Applications on one page of a list.
pub const PAGE: usize = 30;
/// Applications in one export at most.
pub const EXPORT_MAX: usize = 20_000;

/// An application by its id, which must be there.
///
/// # Errors
/// NotFound `record-unknown`.
pub async fn one(conn: &mut Conn, id: &ApplicationId) -> Result<Application, Refusal> {
    let found = store::by_id(conn, id.as_str()).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// Where a worker stands with a post: the newest application.
///
/// # Errors
/// What the database says.
pub async fn state_for(
    conn: &mut Conn,
    worker: &str,
    vacancy: &str,
) -> Result<Option<Application>, Refusal> {
    store::newest(conn, vacancy, worker).await
}

/// The steps of an application, first to last.
///
/// # Errors
/// What the database says.
pub async fn history(conn: &mut Conn, id: &ApplicationId) -> Result<Vec<Made>, Refusal> {
    let sql = "SELECT seq, to_state, move, party, actor, behalf, reply, moved_at \
         FROM application_moves WHERE application_id = $1 ORDER BY seq";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    rows.iter().map(store::made).collect()
}

/// Has the worker agreed to other day work on the days of this day work?
pub(crate) async fn busy_on(conn: &mut Conn, a: &Application) -> Result<bool, Refusal> {
    if !a.day_work {
        return Ok(false);
    }
    let sql = "SELECT 1 AS n FROM applications WHERE worker_id = $1 AND id <> $2 \
         AND day_work = 1 AND state IN ('accepted', 'onboard') AND work_from_day <= $3 \
         AND (work_to_day IS NULL OR work_to_day >= $4) LIMIT 1";
    let to = a.work_to.unwrap_or(a.work_from);
    let values = params![&a.worker_id, a.id.as_str(), to, a.work_from];
    Ok(conn.opt(sql, &values).await?.is_some())
}

/// Trades done before and employers worked for, of one worker.
pub(crate) async fn past(conn: &mut Conn, worker: &str) -> Result<Vec<(String, String)>, Refusal> {
    let sql = "SELECT DISTINCT trade, employer_id FROM applications WHERE worker_id = $1 \
         AND started_day IS NOT NULL AND (left_reason IS NULL OR left_reason <> 'dismissed')";
    let rows = conn.all(sql, &params![worker]).await?;
    let pair = |row: &db::Row| Ok((row.get("trade")?, row.get("employer_id")?));
    rows.iter().map(pair).collect()
}

/// People in work whose employment is stable if it still goes on, and who were not asked yet.
pub(crate) async fn due(conn: &mut Conn, today: Day) -> Result<Vec<Application>, Refusal> {
    let sql = format!(
        "SELECT {} FROM applications WHERE state = 'onboard' AND stable_due_day <= $1 \
         AND stable_asked_at IS NULL ORDER BY stable_due_day, id",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![today]).await?;
    rows.iter().map(store::application).collect()
}

/// Applications for a post that still wait for an answer or a decision.
pub(crate) async fn pending(conn: &mut Conn, vacancy: &str) -> Result<Vec<Application>, Refusal> {
    let sql = format!(
        "SELECT {} FROM applications WHERE vacancy_id = $1 AND state IN \
         ('applied', 'viewed', 'invited', 'interview', 'offered') ORDER BY id",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![vacancy]).await?;
    rows.iter().map(store::application).collect()
}

/// Live applications of a worker, in any state that is not over.
pub(crate) async fn live_of(conn: &mut Conn, worker: &str) -> Result<Vec<Application>, Refusal> {
    let sql = format!(
        "SELECT {} FROM applications WHERE worker_id = $1 \
         AND state NOT IN ('left', 'rejected', 'declined', 'withdrawn') ORDER BY id",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![worker]).await?;
    rows.iter().map(store::application).collect()
}

/// Whose applications a list is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// One worker's.
    Worker(String),
    /// One post's.
    Vacancy(String),
    /// One employer's.
    Employer(String),
    /// Those of workplaces inside the viewer's scope.
    Scope,
}

/// What a list is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Whose.
    pub whose: Whose,
    /// Only this state.
    pub state: Option<State>,
    /// Only those without an answer since before this moment (epoch milliseconds).
    pub silent_before: Option<i64>,
    /// Only those in work whose stable day is this day or before.
    pub due_by: Option<Day>,
    /// After this row (applied at, id).
    pub after: Option<(i64, String)>,
}

impl Filter {
    /// Everything of somebody.
    #[must_use]
    pub const fn of(whose: Whose) -> Self {
        Self {
            whose,
            state: None,
            silent_before: None,
            due_by: None,
            after: None,
        }
    }
}

fn narrowed(ctx: &Ctx, filter: &Filter) -> (String, Vec<Value>) {
    let (mut sql, mut values) = match &filter.whose {
        Whose::Worker(id) => ("worker_id = $1".to_owned(), params![id].to_vec()),
        Whose::Vacancy(id) => ("vacancy_id = $1".to_owned(), params![id].to_vec()),
        Whose::Employer(id) => ("employer_id = $1".to_owned(), params![id].to_vec()),
        Whose::Scope => (
            "region >= $1 AND region < $2".to_owned(),
            params![&ctx.scope.lo, &ctx.scope.hi].to_vec(),
        ),
    };
    if let Some(state) = filter.state {
        values.push(state.code().into());
        sql.push_str(&format!(" AND state = ${}", values.len()));
    }
    if let Some(before) = filter.silent_before {
        values.push(before.into());
        let at = values.len();
        sql.push_str(&format!(
            " AND applied_at < ${at} AND answered_at IS NULL AND state IN ('applied', 'viewed')"
        ));
    }
    if let Some(day) = filter.due_by {
        values.push(day.into());
        let at = values.len();
        sql.push_str(&format!(
            " AND state = 'onboard' AND stable_due_day <= ${at}"
        ));
    }
    (sql, values)
}

/// Applications, newest first; the caller has asked for authority over whose they are. One more
/// than `limit` when there are more.
///
/// # Errors
/// What the database says.
pub async fn list(
    ctx: &Ctx,
    conn: &mut Conn,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<Application>, Refusal> {
    if filter.whose == Whose::Scope {
        ctx.require(crate::SEE, Target::Any)?;
    }
    let (mut sql, mut values) = narrowed(ctx, filter);
    if let Some((at, id)) = &filter.after {
        values.extend(params![*at, id]);
        let (a, b) = (values.len() - 1, values.len());
        let beyond = format!(" AND (applied_at < ${a} OR (applied_at = ${a} AND id < ${b}))");
        sql.push_str(&beyond);
    }
    values.push(Value::from(limit + 1));
    let sql = format!(
        "SELECT {} FROM applications WHERE {sql} ORDER BY applied_at DESC, id DESC LIMIT ${}",
        store::COLUMNS,
        values.len()
    );
    let rows = conn.all(&sql, &values).await?;
    rows.iter().map(store::application).collect()
}

/// How many applications a filter finds, places in the list aside.
///
/// # Errors
/// As [`list`].
pub async fn count(ctx: &Ctx, conn: &mut Conn, filter: &Filter) -> Result<i64, Refusal> {
    if filter.whose == Whose::Scope {
        ctx.require(crate::SEE, Target::Any)?;
    }
    let (sql, values) = narrowed(ctx, filter);
    let sql = format!("SELECT COUNT(*) AS n FROM applications WHERE {sql}");
    Ok(conn.one(&sql, &values).await?.get("n")?)
}

/// How many applications of a post are in each state.
///
/// # Errors
/// What the database says.
pub async fn tally(conn: &mut Conn, vacancy: &str) -> Result<HashMap<String, i64>, Refusal> {
    let sql = "SELECT state, COUNT(*) AS n FROM applications WHERE vacancy_id = $1 GROUP BY state";
    let rows = conn.all(sql, &params![vacancy]).await?;
    let pair = |row: &db::Row| Ok((row.get("state")?, row.get("n")?));
    rows.iter().map(pair).collect()
}

/// Places that the applications of a post hold; equals what the post says is taken.
///
/// # Errors
/// What the database says.
pub async fn seats(conn: &mut Conn, vacancy: &str) -> Result<i64, Refusal> {
    let sql = "SELECT COUNT(*) AS n FROM applications WHERE vacancy_id = $1 AND seat = 1";
    Ok(conn.one(sql, &params![vacancy]).await?.get("n")?)
}

/// The moment before which an application without an answer counts as silence.
///
/// # Errors
/// Internal when the parameter is missing.
pub fn silent_before(ctx: &Ctx) -> Result<i64, Refusal> {
    let tables = reference::tables(ctx)?;
    let days = tables.param_i64("application.unanswered_days", "", ctx.today());
    let days = days.ok_or_else(|| Refusal::internal("application.unanswered_days is missing"))?;
    Ok(ctx.now.plus_days(-days).millis())
}

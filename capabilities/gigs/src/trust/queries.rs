//! Reading marks: one's own, the desk's queue, and what the other side may see.

use super::model::{Kind, Made, Mark, MarkId};
use super::store;
use db::{Conn, Value, params};
use kernel::{Ctx, Day, Locale, Refusal, Target};
use std::collections::HashMap;
use words::Words;

/// Marks on one page of a list.
pub const PAGE: usize = 30;
/// Subjects asked for by one read.
const AT_ONCE: usize = 400;
/// Marks in one export at most.
pub const EXPORT_MAX: usize = 20_000;

/// A mark by its id, which must be there.
///
/// # Errors
/// NotFound `record-unknown`.
pub async fn one(conn: &mut Conn, id: &MarkId) -> Result<Mark, Refusal> {
    let sql = format!("SELECT {} FROM gig_marks WHERE id = $1", store::COLUMNS);
    let row = conn.opt(&sql, &params![id.as_str()]).await?;
    let row = row.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    store::mark(&row)
}

/// The steps of a mark, first to last.
///
/// # Errors
/// What the database says.
pub async fn history(conn: &mut Conn, id: &MarkId) -> Result<Vec<Made>, Refusal> {
    let sql = "SELECT move, to_state, actor, behalf, words, moved_at FROM gig_mark_moves \
         WHERE mark_id = $1 ORDER BY seq";
    let rows = conn.all(sql, &params![id.as_str()]).await?;
    rows.iter().map(store::made).collect()
}

/// Everything noted of one subject, newest first; the caller has asked for authority.
///
/// # Errors
/// What the database says.
pub async fn of(conn: &mut Conn, subject: &str) -> Result<Vec<Mark>, Refusal> {
    let sql = format!(
        "SELECT {} FROM gig_marks WHERE subject_id = $1 ORDER BY happened_day DESC, id DESC",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![subject]).await?;
    rows.iter().map(store::mark).collect()
}

/// What the other side may know of somebody: an event, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What happened.
    pub kind: Kind,
    /// When.
    pub happened: Day,
    /// Last day on which it can be seen.
    pub expires: Day,
}

impl From<&Mark> for Seen {
    fn from(mark: &Mark) -> Self {
        Self {
            kind: mark.kind,
            happened: mark.happened,
            expires: mark.expires,
        }
    }
}

impl Seen {
    /// The event in a reader's language.
    #[must_use]
    pub fn say(&self, words: &Words, locale: Locale, today: Day) -> String {
        let what = words.say(
            locale,
            &format!("gigs-trust-kind-{}", self.kind.code()),
            &[],
        );
        let day = web::spoken_day(words, locale, self.happened, today);
        words.say(locale, "gigs-trust-seen", &[("day", &day), ("what", &what)])
    }
}

/// What the other side may see of a worker or an employer today: events that were upheld and
/// have not expired, newest first. Never a number. The caller has asked for authority over the
/// seat for which it looks.
///
/// # Errors
/// What the database says.
pub async fn seen(conn: &mut Conn, subject: &str, today: Day) -> Result<Vec<Seen>, Refusal> {
    let marks = of(conn, subject).await?;
    let shown = marks.iter().filter(|mark| mark.is_seen(today));
    Ok(shown.map(Seen::from).collect())
}

/// The same of several subjects by one read; who has nothing upheld is not in it.
///
/// # Errors
/// What the database says.
pub async fn seen_of(
    conn: &mut Conn,
    subjects: &[&str],
    today: Day,
) -> Result<HashMap<String, Vec<Seen>>, Refusal> {
    let mut found: HashMap<String, Vec<Seen>> = HashMap::new();
    for some in subjects.chunks(AT_ONCE) {
        let numbers: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT {} FROM gig_marks WHERE subject_id IN ({}) \
             ORDER BY happened_day DESC, id DESC",
            store::COLUMNS,
            numbers.join(", ")
        );
        let values: Vec<Value> = some.iter().map(|id| Value::from(*id)).collect();
        for row in conn.all(&sql, &values).await? {
            let mark = store::mark(&row)?;
            if mark.is_seen(today) {
                let event = Seen::from(&mark);
                found.entry(mark.subject_id).or_default().push(event);
            }
        }
    }
    Ok(found)
}

/// The desk's views.
pub const VIEWS: [&str; 5] = ["decide", "appeal", "tell", "wait", "all"];

/// What a list of the desk holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// One of [`VIEWS`].
    pub view: &'static str,
    /// After this row: its day (empty in the view of all) and id.
    pub after: Option<(String, String)>,
}

const OF_VIEW: [&str; 5] = [
    "due_day IS NOT NULL AND (state = 'answered' \
     OR (state = 'notified' AND answer_until_day < $3))",
    "due_day IS NOT NULL AND state = 'appealed' AND $3 <> ''",
    "due_day IS NOT NULL AND state = 'noted' AND $3 <> ''",
    "due_day IS NOT NULL AND state = 'notified' AND answer_until_day >= $3",
    "$3 <> ''",
];

fn narrowed(ctx: &Ctx, view: &str) -> (String, Vec<Value>) {
    let at = VIEWS.iter().position(|v| *v == view).unwrap_or(0);
    let sql = format!("region >= $1 AND region < $2 AND {}", OF_VIEW[at]);
    let values = params![&ctx.scope.lo, &ctx.scope.hi, ctx.today()];
    (sql, values.to_vec())
}

/// Marks inside the viewer's scope: what waits, the most urgent first; of all, the newest. One
/// more than `limit` when there are more.
///
/// # Errors
/// Forbidden without `gigs.hear`.
pub async fn list(
    ctx: &Ctx,
    conn: &mut Conn,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<Mark>, Refusal> {
    ctx.require(crate::HEAR, Target::Any)?;
    let (mut sql, mut values) = narrowed(ctx, filter.view);
    let all = filter.view == "all";
    if let Some((day, id)) = &filter.after {
        if all {
            values.push(id.into());
            sql.push_str(" AND id < $4");
        } else {
            values.extend(params![day, id]);
            sql.push_str(" AND (due_day > $4 OR (due_day = $4 AND id > $5))");
        }
    }
    let order = if all { "id DESC" } else { "due_day, id" };
    values.push(Value::from(limit + 1));
    let sql = format!(
        "SELECT {} FROM gig_marks WHERE {sql} ORDER BY {order} LIMIT ${}",
        store::COLUMNS,
        values.len()
    );
    let rows = conn.all(&sql, &values).await?;
    rows.iter().map(store::mark).collect()
}

/// How many marks a view of the desk holds.
///
/// # Errors
/// As [`list`].
pub async fn count(ctx: &Ctx, conn: &mut Conn, view: &str) -> Result<i64, Refusal> {
    ctx.require(crate::HEAR, Target::Any)?;
    let (sql, values) = narrowed(ctx, view);
    let sql = format!("SELECT COUNT(*) AS n FROM gig_marks WHERE {sql}");
    Ok(conn.one(&sql, &values).await?.get("n")?)
}

async fn some(conn: &mut Conn, rest: &str, day: Day) -> Result<Vec<Mark>, Refusal> {
    let sql = format!(
        "SELECT {} FROM gig_marks WHERE {rest} LIMIT 500",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![day]).await?;
    rows.iter().map(store::mark).collect()
}

/// Marks whose time for a decision is over.
pub(crate) async fn overdue(conn: &mut Conn, today: Day) -> Result<Vec<Mark>, Refusal> {
    some(conn, "due_day < $1 ORDER BY due_day, id", today).await
}

/// Marks that nobody answered yet and whose days to answer end on this day or before; each once.
pub(crate) async fn unanswered(conn: &mut Conn, until: Day) -> Result<Vec<Mark>, Refusal> {
    let rest = "due_day IS NOT NULL AND state = 'notified' AND answer_until_day <= $1 \
         AND reminded_day IS NULL ORDER BY due_day, id";
    some(conn, rest, until).await
}

/// Marks that expired before this day.
pub(crate) async fn expired(conn: &mut Conn, before: Day) -> Result<Vec<Mark>, Refusal> {
    some(conn, "expires_day < $1 ORDER BY expires_day, id", before).await
}

/// Marks of one seat.
pub(crate) async fn of_seat(conn: &mut Conn, seat: &str) -> Result<Vec<Mark>, Refusal> {
    let sql = format!(
        "SELECT {} FROM gig_marks WHERE seat_id = $1 ORDER BY id",
        store::COLUMNS
    );
    let rows = conn.all(&sql, &params![seat]).await?;
    rows.iter().map(store::mark).collect()
}

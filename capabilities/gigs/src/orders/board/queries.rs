//! Reads of boards: open shifts for everybody, an area's shifts with who comes, an employer's
//! orders.

use crate::orders::model::{
    Meals, OrderId, PayUnit, Settle, Shift, ShiftId, ShiftState, State, Transport,
};
use db::{Conn, Row, Value, params};
use kernel::{Day, Moment, Refusal, Scope};

/// A shift with what its order says.
#[derive(Debug, Clone)]
pub struct Line {
    /// The order's number.
    pub no: String,
    /// The order's state.
    pub order_state: State,
    /// Title.
    pub title: String,
    /// Id of the trade.
    pub trade: String,
    /// What pay is counted by.
    pub pay_unit: PayUnit,
    /// Pay per unit, in fen.
    pub pay_fen: i64,
    /// What the unit is.
    pub pay_note: String,
    /// When it is paid.
    pub settle: Settle,
    /// Meals.
    pub meals: Meals,
    /// The way to work.
    pub transport: Transport,
    /// The shift.
    pub shift: Shift,
    /// How many said yes, came and wait; zero where it was not asked.
    pub people: Counted,
}

/// How many people of a shift are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Said yes.
    pub confirmed: i64,
    /// Came.
    pub came: i64,
    /// Wait for a seat.
    pub waiting: i64,
}

/// What a board is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Shifts that begin on this day or later.
    pub from: Day,
    /// Shifts that begin on this day or before.
    pub to: Option<Day>,
    /// Workplaces inside this.
    pub place: Scope,
    /// Only this trade.
    pub trade: Option<String>,
    /// Only with a free seat.
    pub free: bool,
    /// Only what workers may still take: open, and not begun at this moment.
    pub open_at: Option<Moment>,
    /// After this row (start, id).
    pub after: Option<(i64, String)>,
}

const SHIFT: &str = "s.id, s.order_id, s.employer_id, s.region, s.state, s.work_day, s.start_at, \
    s.end_at, s.break_minutes, s.seats, s.taken, o.no, o.state AS order_state, o.title, o.trade, \
    o.pay_unit, o.pay_fen, o.pay_note, o.settle, o.meals, o.transport";
const PEOPLE: &str = "(SELECT COUNT(*) FROM gig_seats g WHERE g.shift_id = s.id AND g.holds = 1 \
    AND g.confirmed_at IS NOT NULL) AS confirmed, (SELECT COUNT(*) FROM gig_seats g \
    WHERE g.shift_id = s.id AND g.checked_in_at IS NOT NULL) AS came, (SELECT COUNT(*) \
    FROM gig_seats g WHERE g.shift_id = s.id AND g.state = 'waiting') AS waiting";

fn code<T>(row: &Row, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, Refusal> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| Refusal::internal(format!("{column} holds {text}")))
}

fn line(row: &Row, people: bool) -> Result<Line, Refusal> {
    let people = if people {
        Counted {
            confirmed: row.get("confirmed")?,
            came: row.get("came")?,
            waiting: row.get("waiting")?,
        }
    } else {
        Counted::default()
    };
    let shift = Shift {
        id: ShiftId::parse(&row.get::<String>("id")?)?,
        order_id: OrderId::parse(&row.get::<String>("order_id")?)?,
        employer_id: row.get("employer_id")?,
        region: row.get("region")?,
        state: code(row, "state", ShiftState::parse)?,
        work_day: row.get("work_day")?,
        start_at: row.get("start_at")?,
        end_at: row.get("end_at")?,
        break_minutes: row.get("break_minutes")?,
        seats: row.get("seats")?,
        taken: row.get("taken")?,
    };
    Ok(Line {
        no: row.get("no")?,
        order_state: code(row, "order_state", State::parse)?,
        title: row.get("title")?,
        trade: row.get("trade")?,
        pay_unit: code(row, "pay_unit", PayUnit::parse)?,
        pay_fen: row.get("pay_fen")?,
        pay_note: row.get("pay_note")?,
        settle: code(row, "settle", Settle::parse)?,
        meals: code(row, "meals", Meals::parse)?,
        transport: code(row, "transport", Transport::parse)?,
        shift,
        people,
    })
}

fn narrowed(asked: &Asked) -> (String, Vec<Value>) {
    let place = &asked.place;
    let mut sql = "s.work_day >= $1 AND s.region >= $2 AND s.region < $3".to_owned();
    let mut values = params![asked.from, &place.lo, &place.hi].to_vec();
    let mut also = |text: &str, value: Value| {
        values.push(value);
        sql.push_str(&text.replace('?', &format!("${}", values.len())));
    };
    if let Some(to) = asked.to {
        also(" AND s.work_day <= ?", to.into());
    }
    if let Some(trade) = &asked.trade {
        also(" AND o.trade = ?", trade.into());
    }
    if let Some(now) = asked.open_at {
        also(
            " AND o.state = 'open' AND s.state = 'open' AND s.start_at > ?",
            now.into(),
        );
    } else {
        sql.push_str(" AND o.state <> 'draft' AND s.state <> 'cancelled'");
    }
    if asked.free {
        sql.push_str(" AND s.taken < s.seats");
    }
    (sql, values)
}

/// Shifts, the soonest first; one more than `limit` when there are more.
///
/// # Errors
/// What the database says.
pub async fn shifts(
    conn: &mut Conn,
    asked: &Asked,
    people: bool,
    limit: usize,
) -> Result<Vec<Line>, Refusal> {
    let (mut sql, mut values) = narrowed(asked);
    if let Some((at, id)) = &asked.after {
        values.extend(params![*at, id]);
        let (a, b) = (values.len() - 1, values.len());
        let beyond = format!(" AND (s.start_at > ${a} OR (s.start_at = ${a} AND s.id > ${b}))");
        sql.push_str(&beyond);
    }
    values.push(Value::from(limit + 1));
    let columns = if people {
        format!("{SHIFT}, {PEOPLE}")
    } else {
        SHIFT.to_owned()
    };
    let sql = format!(
        "SELECT {columns} FROM gig_shifts s JOIN gig_orders o ON o.id = s.order_id \
         WHERE {sql} ORDER BY s.start_at, s.id LIMIT ${}",
        values.len()
    );
    let rows = conn.all(&sql, &values).await?;
    rows.iter().map(|row| line(row, people)).collect()
}

/// How many shifts pass in all, places in the list aside.
///
/// # Errors
/// What the database says.
pub async fn count(conn: &mut Conn, asked: &Asked) -> Result<i64, Refusal> {
    let (sql, values) = narrowed(asked);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM gig_shifts s JOIN gig_orders o ON o.id = s.order_id WHERE {sql}"
    );
    Ok(conn.one(&sql, &values).await?.get("n")?)
}

/// An order as its employer's list shows it.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Id.
    pub id: String,
    /// Number.
    pub no: String,
    /// State.
    pub state: State,
    /// Title.
    pub title: String,
    /// Division of the workplace.
    pub region: String,
    /// What pay is counted by.
    pub pay_unit: PayUnit,
    /// Pay per unit, in fen.
    pub pay_fen: i64,
    /// First day.
    pub first_day: Day,
    /// Last day.
    pub last_day: Day,
    /// Seats of the shifts that stand.
    pub seats: i64,
    /// Seats taken.
    pub taken: i64,
    /// When it was made.
    pub created_at: Moment,
}

/// An employer's orders, the newest first; one more than `limit` when there are more.
///
/// # Errors
/// What the database says.
pub async fn briefs(
    conn: &mut Conn,
    employer: &str,
    after: Option<&(i64, String)>,
    limit: usize,
) -> Result<Vec<Brief>, Refusal> {
    let mut values = params![employer].to_vec();
    let mut beyond = String::new();
    if let Some((at, id)) = after {
        values.extend(params![*at, id]);
        beyond = " AND (created_at < $2 OR (created_at = $2 AND id < $3))".to_owned();
    }
    values.push(Value::from(limit + 1));
    let sql = format!(
        "SELECT id, no, state, title, region, pay_unit, pay_fen, first_day, last_day, created_at, \
         (SELECT CAST(COALESCE(SUM(s.seats), 0) AS BIGINT) FROM gig_shifts s \
         WHERE s.order_id = gig_orders.id AND s.state <> 'cancelled') AS seats, \
         (SELECT CAST(COALESCE(SUM(s.taken), 0) AS BIGINT) FROM gig_shifts s \
         WHERE s.order_id = gig_orders.id AND s.state <> 'cancelled') AS taken \
         FROM gig_orders WHERE employer_id = $1{beyond} \
         ORDER BY created_at DESC, id DESC LIMIT ${}",
        values.len()
    );
    let rows = conn.all(&sql, &values).await?;
    let brief = |row: &Row| {
        Ok(Brief {
            id: row.get("id")?,
            no: row.get("no")?,
            state: code(row, "state", State::parse)?,
            title: row.get("title")?,
            region: row.get("region")?,
            pay_unit: code(row, "pay_unit", PayUnit::parse)?,
            pay_fen: row.get("pay_fen")?,
            first_day: row.get("first_day")?,
            last_day: row.get("last_day")?,
            seats: row.get("seats")?,
            taken: row.get("taken")?,
            created_at: row.get("created_at")?,
        })
    };
    rows.iter().map(brief).collect()
}

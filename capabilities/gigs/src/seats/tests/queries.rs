//! What the tests read behind the program's back.

use crate::seats::model::Seat;
use crate::seats::store::{COLUMNS, seat_of, step_of};
use db::{Conn, Db, params};
use kernel::{Moment, Refusal};
use std::collections::HashMap;

/// Shifts in a stretch of time whose count differs from the seats held, or exceeds the seats
/// there are; one statement, so that it is one moment.
pub(super) async fn oversold(conn: &mut Conn, from: Moment, to: Moment) -> i64 {
    let sql = "SELECT COUNT(*) AS n FROM gig_shifts s WHERE s.start_at >= $1 \
         AND s.start_at < $2 AND (s.taken > s.seats OR s.taken < 0 \
         OR s.taken <> (SELECT COUNT(*) FROM gig_seats t WHERE t.shift_id = s.id \
         AND t.holds = 1))";
    conn.one(sql, &params![from, to])
        .await
        .unwrap()
        .get("n")
        .unwrap()
}

/// Every seat whose shift begins in a stretch of time.
pub(super) async fn seats(conn: &mut Conn, from: Moment, to: Moment) -> Vec<Seat> {
    let sql = format!(
        "SELECT {COLUMNS} FROM gig_seats WHERE start_at >= $1 AND start_at < $2 ORDER BY id"
    );
    let rows = conn.all(&sql, &params![from, to]).await.unwrap();
    let read: Result<Vec<Seat>, Refusal> = rows.iter().map(seat_of).collect();
    read.unwrap()
}

/// The history of the same seats.
pub(super) async fn moves(
    conn: &mut Conn,
    from: Moment,
    to: Moment,
) -> HashMap<String, Vec<crate::seats::model::Step>> {
    let sql = "SELECT m.seat_id, m.seq, m.from_state, m.to_state, m.move, m.party, m.actor, \
         m.behalf, m.note, m.moved_at FROM gig_moves m JOIN gig_seats t ON t.id = m.seat_id \
         WHERE t.start_at >= $1 AND t.start_at < $2 ORDER BY m.seat_id, m.seq";
    let mut found: HashMap<String, Vec<crate::seats::model::Step>> = HashMap::new();
    for row in conn.all(sql, &params![from, to]).await.unwrap() {
        let seat: String = row.get("seat_id").unwrap();
        found.entry(seat).or_default().push(step_of(&row).unwrap());
    }
    found
}

/// A row to be counted up by the bare loop.
pub(super) async fn yardstick(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let sql = "INSERT INTO gig_people (worker_id, turn) VALUES ('yardstick', 0)";
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
}

/// The bare loop's one transaction: one row, one statement.
pub(super) async fn bare(db: &Db) -> Result<(), db::DbError> {
    let mut tx = db.begin().await?;
    let sql = "UPDATE gig_people SET turn = turn + 1 WHERE worker_id = $1";
    tx.execute(sql, &params!["yardstick"]).await?;
    tx.commit().await
}

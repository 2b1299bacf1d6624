//! Reading ratings, so that neither side reads the other's too early.

use super::model::Rating;
use super::store;
use crate::seats::model::SeatId;
use crate::seats::state::State;
use crate::trust::model::Side;
use crate::trust::store::{Work, taken};
use db::{Conn, Row, params};
use kernel::{Moment, Refusal};

/// What a side may read of a seat's ratings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Both {
    /// Its own.
    pub mine: Option<Rating>,
    /// The other's; only when it may be read.
    pub theirs: Option<Rating>,
    /// Both may be read.
    pub open: bool,
}

/// What a side may read; the caller has asked for authority over that side of the seat. Ratings
/// are open from the moment the seat is rated: by both, or by the clock.
///
/// # Errors
/// What the database says.
pub async fn both(
    conn: &mut Conn,
    seat: &SeatId,
    state: State,
    side: Side,
) -> Result<Both, Refusal> {
    let open = matches!(state, State::Rated | State::Closed);
    let mut found = Both {
        open,
        ..Both::default()
    };
    for rating in store::of(conn, seat).await? {
        if rating.side == side {
            found.mine = Some(rating);
        } else if open {
            found.theirs = Some(rating);
        }
    }
    Ok(found)
}

/// When the worker said that the money came.
pub(super) async fn paid_at(conn: &mut Conn, work: &Work) -> Result<Option<Moment>, Refusal> {
    Ok(taken(conn, &work.seat, "receive").await?.map(|t| t.at))
}

fn ids(rows: &[Row]) -> Result<Vec<SeatId>, Refusal> {
    rows.iter()
        .map(|r| SeatId::parse(&r.get::<String>("id")?))
        .collect()
}

/// Paid seats that both sides rated, or that were paid before this moment.
pub(super) async fn ripe(conn: &mut Conn, before: Moment) -> Result<Vec<SeatId>, Refusal> {
    let sql = "SELECT s.id FROM gig_seats s WHERE s.state = 'paid' AND (\
         2 = (SELECT COUNT(*) FROM gig_ratings r WHERE r.seat_id = s.id) \
         OR EXISTS (SELECT 1 FROM gig_moves m WHERE m.seat_id = s.id AND m.seq = s.seq \
         AND m.moved_at < $1)) ORDER BY s.end_at, s.id LIMIT 500";
    ids(&conn.all(sql, &params![before]).await?)
}

/// How many sides have rated.
pub(super) async fn said(conn: &mut Conn, seat: &SeatId) -> Result<usize, Refusal> {
    Ok(store::of(conn, seat).await?.len())
}

//! Ratings in the database.

use super::model::{Given, Rating};
use crate::seats::model::SeatId;
use crate::trust::model::Side;
use crate::trust::store::code;
use db::{Conn, Row, params};
use kernel::{Ctx, Refusal};
use trail::Tx;

/// Writes what a side says; said again before it is shown, it takes the place of the first.
pub(super) async fn put(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &SeatId,
    side: Side,
    given: &Given,
) -> Result<(), Refusal> {
    let sql = "INSERT INTO gig_ratings (seat_id, side, first_yes, second_yes, third_yes, words, \
         actor, behalf, consent, rated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (seat_id, side) DO UPDATE SET first_yes = excluded.first_yes, \
         second_yes = excluded.second_yes, third_yes = excluded.third_yes, \
         words = excluded.words, actor = excluded.actor, behalf = excluded.behalf, \
         consent = excluded.consent, rated_at = excluded.rated_at";
    let behalf = ctx.behalf.as_ref();
    let values = params![
        seat.as_str(),
        side.code(),
        given.yes[0],
        given.yes[1],
        given.yes[2],
        &given.words,
        &ctx.actor.id,
        behalf.map(|b| &b.subject),
        behalf.map(|b| &b.consent),
        ctx.now,
    ];
    tx.execute(sql, &values).await?;
    Ok(())
}

fn rating(row: &Row) -> Result<Rating, Refusal> {
    let yes = [
        row.get("first_yes")?,
        row.get("second_yes")?,
        row.get("third_yes")?,
    ];
    Ok(Rating {
        side: code(row, "side", Side::parse)?,
        given: Given {
            yes,
            words: row.get("words")?,
        },
        behalf: row.get::<Option<String>>("behalf")?.is_some(),
        at: row.get("rated_at")?,
    })
}

/// What was said of a seat, by whichever side.
pub(super) async fn of(conn: &mut Conn, seat: &SeatId) -> Result<Vec<Rating>, Refusal> {
    let sql = "SELECT side, first_yes, second_yes, third_yes, words, behalf, rated_at \
         FROM gig_ratings WHERE seat_id = $1 ORDER BY side";
    let rows = conn.all(sql, &params![seat.as_str()]).await?;
    rows.iter().map(rating).collect()
}

/// Takes away the words said by or about somebody whose file was erased.
pub(in crate::trust) async fn forget_words(tx: &mut Tx, subject: &str) -> Result<(), Refusal> {
    let sql = "UPDATE gig_ratings SET words = '' WHERE seat_id IN \
         (SELECT id FROM gig_seats WHERE worker_id = $1)";
    tx.execute(sql, &params![subject]).await?;
    Ok(())
}

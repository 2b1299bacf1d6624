//! What is done with hours: coming and going, saying, agreeing, fixing after a dispute.

mod attend;
mod say;

pub use attend::{check_in, check_out, find_by_code, note_wrong_code};
pub use say::{dispute, say, settle};

use crate::orders::model::Shift;
use crate::seats::model::{Party, Seat, SeatId};
use crate::{HIRE, WORK, orders, seats};
use db::Conn;
use kernel::{Actor, Ctx, Refusal, Target};

/// The seat, which must be there.
pub(crate) async fn need(conn: &mut Conn, id: &SeatId) -> Result<Seat, Refusal> {
    let found = seats::seat(conn, id).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// The shift of a seat.
pub(crate) async fn shift_of(conn: &mut Conn, seat: &Seat) -> Result<Shift, Refusal> {
    let found = orders::shift(conn, &seat.shift_id).await?;
    found.ok_or_else(|| Refusal::internal("a seat without its shift"))
}

/// May the actor speak for this side of the seat?
pub(crate) fn require(ctx: &Ctx, seat: &Seat, party: Party) -> Result<(), Refusal> {
    match party {
        Party::Worker => {
            let (subject, region) = (&seat.worker_id, &seat.worker_region);
            ctx.require(WORK, Target::Of { subject, region })
        }
        Party::Employer | Party::System => {
            let (subject, region) = (&seat.employer_id, &seat.region);
            ctx.require(HIRE, Target::Of { subject, region })
        }
    }
}

/// Yizhan itself, for the steps that follow from what somebody did.
pub(crate) fn itself(ctx: &Ctx) -> Ctx {
    Ctx {
        actor: Actor::system("gigs.hours"),
        behalf: None,
        ..ctx.clone()
    }
}

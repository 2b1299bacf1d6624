//! What an employer, or the desk for it, does with an order.

mod stand;
mod write;

pub use stand::{cancel, cancel_shift};
pub use write::{create, open, revise};

use super::model::{Order, OrderId};
use super::queries;
use crate::HIRE;
use db::Conn;
use kernel::{Ctx, Refusal, Target};

/// The order, which must be there.
pub(super) async fn load(conn: &mut Conn, id: &OrderId) -> Result<Order, Refusal> {
    let found = queries::order(conn, id).await?;
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

/// What authority over an order is asked for.
pub(super) fn target(order: &Order) -> Target<'_> {
    Target::Of {
        subject: &order.employer_id,
        region: &order.terms.region,
    }
}

/// May the actor act for the employer of the order?
pub(super) fn require(ctx: &Ctx, order: &Order) -> Result<(), Refusal> {
    ctx.require(HIRE, target(order))
}

//! What is done at the hall: taking in, calling up, answering, leaving, recording hardship.

mod call;
mod hardship;
mod roll;

pub use call::{call, call_all, came, not_now};
pub use hardship::{CONSENTS, drop_hardship, record_hardship};
pub use roll::{first_visit, leave, note_export, take_in};

use super::model::Entry;
use kernel::{Ctx, Refusal, Role};
use stations::ledger::{self, Channel, Service};
use trail::Tx;

/// A row of the service ledger for what was done for a person at the hall.
async fn served(ctx: &Ctx, tx: &mut Tx, entry: &Entry, kind: &'static str) -> Result<(), Refusal> {
    let how = ctx.behalf.as_ref().map(|b| b.consent.as_str());
    let channel = match how {
        Some("telephone") => Channel::Phone,
        _ if ctx.actor.has(Role::VillageClerk) => Channel::Village,
        _ => Channel::Counter,
    };
    let service = Service {
        kind,
        subject: Some(entry.worker_id.clone()),
        region: entry.region.clone(),
        channel,
        result: "hall".into(),
    };
    ledger::record(ctx, tx, service).await
}

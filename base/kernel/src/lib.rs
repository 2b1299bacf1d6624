//! The ground under everything: ids, time, money, regions, refusals and who is asking. No I/O.
//!
//! Read in this order: [`Refusal`], [`Ctx`], [`Actor`], [`Target`], then the small types.

mod actor;
mod calendar;
mod codes;
mod ctx;
mod flow;
mod id;
mod identifiers;
mod money;
mod permission;
mod refusal;
mod region;
mod rng;
mod slots;
mod time;

pub use actor::{Actor, ActorKind, Role};
pub use calendar::{Calendar, CalendarDay, CalendarStatus};
pub use ctx::{Ask, Behalf, Ctx, Locale, Target};
pub use flow::{Outcome, step};
pub use id::mint;
pub use identifiers::{
    IdCard, IdFault, Sex, UsccFault, check_id_card, check_phone, check_uscc, is_mobile, mask_id,
    mask_name, mask_phone,
};
pub use money::Fen;
pub use permission::{Grantable, Matrix, Permission};
pub use refusal::{FieldFault, Kind, Refusal};
pub use region::{Region, Scope};
pub use rng::{Rng, SeededRng, SystemRng};
pub use slots::Slots;
pub use time::{Clock, Day, FrozenClock, Moment, SystemClock, days_of};

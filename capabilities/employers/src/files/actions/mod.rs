//! What can be done with an employer file.

mod check;
mod keep;
mod register;

pub use check::{Verdict, lapse, reject, restore, submit, suspend, verify};
pub use keep::{attach_licence, change, licence, reveal_telephone, set_key};
pub use register::{Details, register, register_at_desk};

pub(crate) use check::spoken;
pub(crate) use register::checked;

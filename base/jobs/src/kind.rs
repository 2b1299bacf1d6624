//! What a room declares of a job: its name, what sets it off, and the function that does it.

use crate::Every;
use kernel::{Ctx, Refusal};
use serde_json::Value;
use std::pin::Pin;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The work of a job, inside its own transaction; made from an `async fn` by [`run!`].
///
/// [`run!`]: crate::run
pub type RunFn =
    for<'a> fn(&'a Ctx, &'a mut trail::Tx, &'a Value) -> BoxFuture<'a, Result<(), Refusal>>;

/// What sets a job off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The clock.
    Schedule(Every),
    /// A published fact of this topic; the payload is `{"subject": id, "data": {…}}`.
    Fact(&'static str),
    /// Only [`crate::enqueue`].
    Manual,
}

/// A kind of job.
#[derive(Debug, Clone, Copy)]
pub struct JobKind {
    /// Its name, e.g. `vacancies.expire`; unique in the application.
    pub name: &'static str,
    /// What sets it off.
    pub trigger: Trigger,
    /// What it does.
    pub run: RunFn,
}

/// Makes a [`RunFn`] of an `async fn(&Ctx, &mut trail::Tx, &Value) -> Result<(), Refusal>`:
/// `jobs::run!(reactions::announce)`.
#[macro_export]
macro_rules! run {
    ($path:path) => {{
        fn boxed<'a>(
            ctx: &'a $crate::expand::Ctx,
            tx: &'a mut $crate::expand::Tx,
            payload: &'a $crate::expand::Value,
        ) -> $crate::BoxFuture<'a, ::std::result::Result<(), $crate::expand::Refusal>> {
            ::std::boxed::Box::pin($path(ctx, tx, payload))
        }
        boxed as $crate::RunFn
    }};
}

//! The gate: turns a cookie or a token into an actor. The room `stations` keeps it.

use crate::House;
use kernel::{Actor, Refusal, Scope};
use std::future::Future;
use std::pin::Pin;

/// Who came in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The party.
    pub actor: Actor,
    /// What it may see.
    pub scope: Scope,
    /// The session's id as stored (hashed), for forms' tokens.
    pub session: Option<String>,
}

impl Visitor {
    /// Nobody in particular.
    #[must_use]
    pub fn stranger() -> Self {
        Self {
            actor: Actor::stranger(),
            scope: Scope::nothing(),
            session: None,
        }
    }
}

/// The answer of a gate.
pub type GateFuture<'a> = Pin<Box<dyn Future<Output = Result<Visitor, Refusal>> + Send + 'a>>;

/// Turns what the browser or program brought into a visitor.
pub trait Gate: Send + Sync {
    /// From the session cookie's value.
    fn by_cookie<'a>(&'a self, house: &'a House, value: &'a str) -> GateFuture<'a>;
    /// From the `Authorization: Bearer` value.
    fn by_token<'a>(&'a self, house: &'a House, value: &'a str) -> GateFuture<'a>;
}

/// A gate that knows nobody.
pub struct NoGate;

impl Gate for NoGate {
    fn by_cookie<'a>(&'a self, _: &'a House, _: &'a str) -> GateFuture<'a> {
        Box::pin(async { Ok(Visitor::stranger()) })
    }
    fn by_token<'a>(&'a self, _: &'a House, _: &'a str) -> GateFuture<'a> {
        Box::pin(async { Err(Refusal::unauthenticated()) })
    }
}

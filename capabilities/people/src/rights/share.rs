//! What other rooms keep about a person: they hang their part here, for the copy to be whole.

use db::Conn;
use kernel::{Ctx, Refusal};
use std::pin::Pin;
use std::sync::RwLock;

/// A room's part of the copy, as JSON; `Null` when it keeps nothing.
pub type PartFuture<'a> =
    Pin<Box<dyn Future<Output = Result<serde_json::Value, Refusal>> + Send + 'a>>;

/// Gathers a room's part for the worker with this id.
pub type PartFn = for<'a> fn(&'a Ctx, &'a mut Conn, &'a str) -> PartFuture<'a>;

/// Parts by name.
#[derive(Default)]
pub struct Shares(RwLock<Vec<(&'static str, PartFn)>>);

impl Shares {
    /// Hangs a part; done by a room at start: `people::share(ctx, "applications", part)`.
    fn add(&self, name: &'static str, part: PartFn) {
        if let Ok(mut parts) = self.0.write() {
            parts.retain(|(n, _)| *n != name);
            parts.push((name, part));
        }
    }
    fn all(&self) -> Vec<(&'static str, PartFn)> {
        self.0.read().map(|parts| parts.clone()).unwrap_or_default()
    }
}

/// Hangs a room's part of the copy.
pub fn share(ctx: &Ctx, name: &'static str, part: PartFn) {
    ctx.slots.get_or(Shares::default).add(name, part);
}

/// Every room's part.
pub(crate) async fn parts(
    ctx: &Ctx,
    conn: &mut Conn,
    worker: &str,
) -> Result<serde_json::Map<String, serde_json::Value>, Refusal> {
    let mut out = serde_json::Map::new();
    for (name, part) in ctx.slots.get_or(Shares::default).all() {
        out.insert(name.to_owned(), part(ctx, conn, worker).await?);
    }
    Ok(out)
}

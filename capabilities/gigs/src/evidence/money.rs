//! The part of the facts that tells of hours and wages.

use db::Conn;
use kernel::Refusal;
use serde_json::Value;
use trail::Line;

/// The hours that each side stated for a seat.
pub(crate) async fn hours(_: &mut Conn, _: &str, _: &[Line]) -> Result<Vec<Value>, Refusal> {
    Ok(Vec::new())
}

/// The wage of a seat: computed, due, paid, received.
pub(crate) async fn wage(_: &mut Conn, _: &str, _: &[Line]) -> Result<Value, Refusal> {
    Ok(Value::Null)
}

/// Hours and wage of a seat on paper; `say` gives a message.
pub(crate) fn printed(_: &Value, _: &dyn Fn(&str) -> String) -> Vec<paper::Block> {
    Vec::new()
}

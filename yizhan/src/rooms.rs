//! The rooms of this county: adding a capability is a folder and a line here.

use capability::Capability;
use std::sync::Arc;

/// Every room, lowest first.
#[must_use]
pub fn rooms() -> Vec<Capability> {
    vec![crate::front::capability()]
}

/// Who lets people in.
#[must_use]
pub fn gate() -> Arc<dyn web::Gate> {
    Arc::new(web::NoGate)
}

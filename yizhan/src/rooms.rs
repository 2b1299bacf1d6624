//! The rooms of this county: adding a capability is a folder and a line here.

use capability::Capability;
use std::sync::Arc;

/// Every room, lowest first.
#[must_use]
pub fn rooms() -> Vec<Capability> {
    vec![
        engine(),
        reference::capability(),
        stations::capability(),
        people::capability(),
        employers::capability(),
        vacancies::capability(),
        placements::capability(),
        gigs::capability(),
        console::capability(),
        crate::front::capability(),
    ]
}

/// The engine is pure and may not know what a capability is; only its words are brought in.
fn engine() -> Capability {
    Capability {
        messages: matching::MESSAGES,
        ..Capability::new("matching")
    }
}

/// Who lets people in.
#[must_use]
pub fn gate() -> Arc<dyn web::Gate> {
    Arc::new(stations::StationGate)
}

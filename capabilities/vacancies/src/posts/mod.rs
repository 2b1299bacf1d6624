//! Posts from draft to archive: what they say, their states, who may move them.

pub mod model;
pub mod state;

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    Vec::new()
}

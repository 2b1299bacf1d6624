//! What is shown to workers, kept in memory and renewed by what changed.

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    Vec::new()
}

//! The first page.

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    Vec::new()
}

//! The public list of jobs and the page of one.

/// Pages and JSON of this part.
#[must_use]
pub fn routes() -> Vec<web::Route> {
    Vec::new()
}

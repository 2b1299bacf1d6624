//! Whom to call: the station that serves a division.

use db::Conn;
use kernel::Refusal;
use serde::Serialize;
use web::House;

/// A station as public pages show it.
#[derive(Debug, Clone, Serialize)]
pub struct StationView {
    /// Its page; empty when it has none.
    pub href: String,
    /// Name; empty = the county's telephone alone is known.
    pub name: String,
    /// Telephone; empty = there is none.
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
    conn: &mut Conn,
    region: &str,
) -> Result<Option<StationView>, Refusal> {
    if let Some(station) = stations::nearest(conn, region).await? {
        return Ok(Some(StationView {
            href: format!("/stations/{}", station.id),
            name: station.name,
            telephone: Some(station.telephone)
                .filter(|number| !number.is_empty())
                .unwrap_or_else(|| house.settings.telephone.clone()),
            hours: station.hours,
        }));
    }
    let telephone = house.settings.telephone.clone();
    Ok(Some(telephone)
        .filter(|number| !number.is_empty())
        .map(|telephone| StationView {
            href: "/stations".to_owned(),
            name: String::new(),
            telephone,
            hours: String::new(),
        }))
}

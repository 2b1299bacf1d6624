//! The demo's log-in links, one per persona.

use anyhow::Result;
use std::net::SocketAddr;
use web::House;

/// Prints a link per persona; they work only while `--demo` is on, from this machine.
pub async fn print(house: &House, address: SocketAddr) -> Result<()> {
    let mut reader = house.db.read().await?;
    let rows = reader
        .all("SELECT persona FROM demo_personas ORDER BY persona", &[])
        .await?;
    if rows.is_empty() {
        println!("the database has no demo personas; make the county with: yizhan seed");
    }
    for row in rows {
        let persona: String = row.get("persona")?;
        println!("  {persona:<16} http://{address}/demo/enter/{persona}");
    }
    Ok(())
}

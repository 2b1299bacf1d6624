//! The demo's log-in links, one per persona.

use anyhow::Result;
use std::net::SocketAddr;
use web::House;

/// Prints a link per persona; they work only while `--demo` is on, from this machine.
pub async fn print(house: &House, address: SocketAddr) -> Result<()> {
    let mut reader = house.db.read().await?;
    let personas = stations::demo::personas(&mut reader).await?;
    if personas.is_empty() {
        println!("the database has no demo personas; make the county with: yizhan seed");
    }
    for persona in personas {
        println!("  {persona:<16} http://{address}/demo/enter/{persona}");
    }
    Ok(())
}

//! Road graphs from OpenStreetMap extracts, travel times over them, and the two Chinese datums.
//!
//! [`osm::read`] reads an extract into a [`Graph`]; a [`Network`] is that graph for one [`Mode`] at
//! given [`Speeds`]; [`Network::snap`] finds the road beside a point and [`Network::travel`] gives
//! travel times from many points to many. Where no graph is known, [`Estimate`] multiplies the
//! straight line, and says that it did. [`coverage`] counts who is within reach.

pub mod coverage;
pub mod datum;
mod estimate;
mod fault;
mod graph;
pub mod map;
mod network;
pub mod osm;
mod snap;
mod speeds;
#[cfg(test)]
mod tests;
mod travel;

pub use datum::{Gcj02, Wgs84};
pub use estimate::Estimate;
pub use fault::Fault;
pub use graph::{Edge, Graph};
pub use network::Network;
pub use snap::Snap;
pub use speeds::{CLASSES, Class, Mode, Speeds};
pub use travel::{Direction, Matrix, UNREACHED};

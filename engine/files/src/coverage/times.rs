//! Minutes from villages to stations and to places where a station could be.

use super::read::Place;
use anyhow::{Result, bail};
use indicatif::ProgressBar;
use rayon::prelude::*;
use roads::{Direction, Estimate, Graph, Matrix, Mode, Network, Snap, Speeds, Wgs84};

/// Most pairs of a site and a village: 400 MB of times.
pub const MOST_PAIRS: usize = 100_000_000;
/// Sites of one search after another; the rest goes to the other cores.
const TOGETHER: usize = 16;

/// What the times are computed from.
pub enum Ways {
    /// A road graph.
    Graph {
        /// The roads.
        graph: Box<Graph>,
        /// How fast on which.
        speeds: Speeds,
        /// Tenths of km/h on foot from a place to the road beside it.
        walk: u32,
        /// Metres at most from a place to the road beside it.
        beside_m: f64,
    },
    /// The straight line, longer by a factor.
    Estimate(Estimate),
}

/// Milliseconds from each village (column) to each site (row); longer than `cutoff_ms` is not
/// reached.
///
/// # Errors
/// A place outside the graph, with its line; more pairs than [`MOST_PAIRS`].
pub fn times(
    ways: &Ways,
    mode: Mode,
    sites: &[&Place],
    villages: &[Place],
    cutoff_ms: u32,
    progress: &ProgressBar,
) -> Result<Matrix> {
    let pairs = sites.len().checked_mul(villages.len());
    if pairs.is_none_or(|pairs| pairs > MOST_PAIRS) {
        bail!(
            "{} sites × {} villages: at most {MOST_PAIRS} pairs; give --next 0 or fewer candidates",
            sites.len(),
            villages.len()
        );
    }
    progress.set_length(sites.len() as u64);
    match ways {
        Ways::Estimate(estimate) => Ok(estimated(*estimate, sites, villages, cutoff_ms)),
        Ways::Graph {
            graph,
            speeds,
            walk,
            beside_m,
        } => {
            let all = || sites.iter().copied().chain(villages);
            inside(graph, all(), *beside_m)?;
            let network = Network::new(graph, mode, speeds, *walk)?;
            let snap = |place: &Place| place.at.and_then(|at| network.snap(at, *beside_m));
            let rows: Vec<_> = sites.par_iter().map(|p| snap(p)).collect();
            let columns: Vec<_> = villages.par_iter().map(snap).collect();
            Ok(searched(&network, &rows, &columns, cutoff_ms, progress))
        }
    }
}

fn searched(
    network: &Network,
    rows: &[Option<Snap>],
    columns: &[Option<Snap>],
    cutoff_ms: u32,
    progress: &ProgressBar,
) -> Matrix {
    let parts: Vec<Matrix> = rows
        .par_chunks(TOGETHER)
        .map(|part| {
            let times = network.travel(part, columns, Direction::To, cutoff_ms);
            progress.inc(part.len() as u64);
            times
        })
        .collect();
    let mut whole = Matrix::unreached(rows.len(), columns.len());
    for (n, part) in parts.iter().enumerate() {
        for row in 0..part.rows() {
            for column in 0..columns.len() {
                if let Some(ms) = part.get(row, column) {
                    whole.set(n * TOGETHER + row, column, ms);
                }
            }
        }
    }
    whole
}

fn estimated(estimate: Estimate, sites: &[&Place], villages: &[Place], cutoff_ms: u32) -> Matrix {
    let mut matrix = Matrix::unreached(sites.len(), villages.len());
    for (row, site) in sites.iter().enumerate() {
        for (column, village) in villages.iter().enumerate() {
            if let (Some(from), Some(to)) = (village.at, site.at) {
                let ms = estimate.ms(from, to);
                if ms <= cutoff_ms {
                    matrix.set(row, column, ms);
                }
            }
        }
    }
    matrix
}

/// Whether all places lie in the frame of the graph, a place beside its last road included: a
/// county's villages over another country's roads are a slip, not villages beyond reach.
fn inside<'a>(graph: &Graph, places: impl Iterator<Item = &'a Place>, beside_m: f64) -> Result<()> {
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for edge in graph.edges() {
        for at in graph.shape(edge) {
            low = (low.0.min(at.lat()), low.1.min(at.lon()));
            high = (high.0.max(at.lat()), high.1.max(at.lon()));
        }
    }
    // A degree of latitude is 111 km; of longitude less, by the cosine.
    let north = beside_m / 111_000.0;
    let east = north / f64::midpoint(low.0, high.0).to_radians().cos().max(0.05);
    let within = |at: Wgs84| {
        (low.0 - north..=high.0 + north).contains(&at.lat())
            && (low.1 - east..=high.1 + east).contains(&at.lon())
    };
    for place in places {
        if let Some(at) = place.at.filter(|at| !within(*at)) {
            bail!(
                "line {}: {} at {:.5},{:.5} lies outside the graph ({:.4},{:.4} to {:.4},{:.4})",
                place.line,
                place.name,
                at.lat(),
                at.lon(),
                low.0,
                low.1,
                high.0,
                high.1
            );
        }
    }
    Ok(())
}

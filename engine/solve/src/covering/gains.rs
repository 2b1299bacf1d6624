//! What each site would save each point, in rows by site and in rows by point.

use super::{Fault, MOST};

/// Savings above nothing; one a pair.
#[derive(Debug, Clone, Default)]
pub(super) struct Gains {
    /// Where each site's row begins; one more than sites.
    sites: Vec<u32>,
    /// Point and saving, in rows by site.
    by_site: Vec<(u32, u64)>,
    /// Where each point's row begins; one more than points.
    points: Vec<u32>,
    /// Site and saving, in rows by point, the largest saving first.
    by_point: Vec<(u32, u64)>,
}

impl Gains {
    /// From arcs (site, point, saving) in any order; of a pair that stands twice the larger counts.
    pub fn new(sites: usize, points: usize, mut arcs: Vec<(u32, u32, u64)>) -> Result<Self, Fault> {
        for size in [sites, points, arcs.len()] {
            if u32::try_from(size).is_err() {
                return Err(Fault::Size(size));
            }
        }
        arcs.retain(|arc| arc.2 > 0);
        arcs.sort_unstable_by_key(|&(site, point, saving)| {
            (site, point, std::cmp::Reverse(saving))
        });
        arcs.dedup_by_key(|arc| (arc.0, arc.1));
        let by_site = arcs.iter().map(|arc| (arc.1, arc.2)).collect();
        let begins = begins(sites, arcs.iter().map(|arc| arc.0));
        arcs.sort_unstable_by_key(|&(site, point, saving)| {
            (point, std::cmp::Reverse(saving), site)
        });
        let gains = Self {
            sites: begins,
            by_site,
            points: self::begins(points, arcs.iter().map(|arc| arc.1)),
            by_point: arcs.iter().map(|arc| (arc.0, arc.2)).collect(),
        };
        let mut all = (0..gains.points()).map(|point| gains.most(point));
        let all = all.try_fold(0_u64, u64::checked_add);
        match all {
            Some(all) if all <= MOST => Ok(gains),
            _ => Err(Fault::Amount),
        }
    }

    /// How many sites there are.
    pub fn sites(&self) -> usize {
        self.sites.len() - 1
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.points.len() - 1
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> usize {
        self.by_site.len()
    }

    /// Points that a site saves something, and what.
    pub fn of_site(&self, site: usize) -> &[(u32, u64)] {
        &self.by_site[self.sites[site] as usize..self.sites[site + 1] as usize]
    }

    /// Sites that save a point something, and what, the best first.
    pub fn of_point(&self, point: usize) -> &[(u32, u64)] {
        &self.by_point[self.points[point] as usize..self.points[point + 1] as usize]
    }

    /// The most that any site saves a point.
    pub fn most(&self, point: usize) -> u64 {
        self.of_point(point).first().map_or(0, |best| best.1)
    }
}

/// Where rows begin, from the row of each entry in order.
fn begins(rows: usize, of: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut begins = vec![0_u32; rows + 1];
    for row in of {
        begins[row as usize + 1] += 1;
    }
    for row in 0..rows {
        begins[row + 1] += begins[row];
    }
    begins
}

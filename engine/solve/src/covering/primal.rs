//! Good sites: greedy, then interchange while any exchange of one site for another saves more.

use super::gains::Gains;

/// Stands for no site.
const NONE: u32 = u32::MAX;

/// Sites that are open, with the best two of each point.
#[derive(Debug, Clone)]
pub(super) struct Open<'a> {
    gains: &'a Gains,
    /// Whether each site is open.
    is: Vec<bool>,
    /// The sites that are open.
    list: Vec<u32>,
    /// The open site that saves each point most, with what it saves.
    first: Vec<(u32, u64)>,
    /// The next best.
    second: Vec<u64>,
}

impl<'a> Open<'a> {
    /// These sites; without any, nobody is saved anything.
    pub fn new(gains: &'a Gains, sites: &[u32]) -> Self {
        let mut open = Self {
            gains,
            is: vec![false; gains.sites()],
            list: Vec::new(),
            first: vec![(NONE, 0); gains.points()],
            second: vec![0; gains.points()],
        };
        for &site in sites {
            open.open(site);
        }
        open
    }

    /// What is saved in all.
    pub fn saved(&self) -> u64 {
        self.first.iter().map(|first| first.1).sum()
    }

    fn open(&mut self, site: u32) {
        if std::mem::replace(&mut self.is[site as usize], true) {
            return;
        }
        self.list.push(site);
        for &(point, saving) in self.gains.of_site(site as usize) {
            let (first, second) = (
                &mut self.first[point as usize],
                &mut self.second[point as usize],
            );
            if saving > first.1 {
                *second = first.1;
                *first = (site, saving);
            } else if saving > *second {
                *second = saving;
            }
        }
    }

    fn close(&mut self, site: u32) {
        self.is[site as usize] = false;
        self.list.retain(|open| *open != site);
        for &(point, saving) in self.gains.of_site(site as usize) {
            let point = point as usize;
            if saving < self.second[point] {
                continue;
            }
            let row = self.gains.of_point(point).iter();
            let mut open = row.filter(|(site, _)| self.is[*site as usize]).copied();
            self.first[point] = open.next().unwrap_or((NONE, 0));
            self.second[point] = open.next().map_or(0, |next| next.1);
        }
    }

    /// What a site would add.
    fn adds(&self, site: usize) -> u64 {
        let row = self.gains.of_site(site).iter();
        row.map(|(point, saving)| saving.saturating_sub(self.first[*point as usize].1))
            .sum()
    }

    /// Opens, until there are `k`, the site that adds most. What a site adds only becomes less, so
    /// only the one that seems best is looked at again (Minoux, 1978).
    #[allow(clippy::cast_possible_truncation)] // Fewer sites than 2³².
    pub fn fill(&mut self, k: usize) {
        let sites = 0..self.gains.sites();
        let closed = sites.filter(|site| !self.is[*site]);
        let adds = closed.map(|site| (self.adds(site), std::cmp::Reverse(site as u32)));
        let mut queue: std::collections::BinaryHeap<_> = adds.collect();
        while self.list.len() < k {
            let Some((_, site)) = queue.pop() else { return };
            let adds = self.adds(site.0 as usize);
            if queue.peek().is_some_and(|next| *next > (adds, site)) {
                queue.push((adds, site));
            } else if adds == 0 {
                return;
            } else {
                self.open(site.0);
            }
        }
    }

    /// Exchanges one site for another while that saves more; at most `rounds` times through all
    /// (Whitaker's bookkeeping, INFOR 21, 1983).
    #[allow(clippy::cast_possible_truncation)] // Fewer sites than 2³².
    pub fn interchange(&mut self, rounds: usize) {
        let mut spared = vec![0_u64; self.gains.sites()];
        for _ in 0..rounds {
            let mut better = false;
            let mut losses = self.losses();
            for site in 0..self.gains.sites() {
                if self.is[site] {
                    continue;
                }
                if let Some(out) = self.exchange(site, &losses, &mut spared) {
                    self.close(out);
                    self.open(site as u32);
                    losses = self.losses();
                    better = true;
                }
            }
            if !better {
                return;
            }
        }
    }

    /// What is lost by closing each site.
    fn losses(&self) -> Vec<u64> {
        let mut losses = vec![0; self.gains.sites()];
        for (&(site, saving), second) in self.first.iter().zip(&self.second) {
            if site != NONE {
                losses[site as usize] += saving - second;
            }
        }
        losses
    }

    /// The open site for which this one is best exchanged, if that saves more. `spared` is all
    /// nothing, before and after.
    fn exchange(&self, site: usize, losses: &[u64], spared: &mut [u64]) -> Option<u32> {
        let mut adds = 0;
        for &(point, saving) in self.gains.of_site(site) {
            let ((first, most), second) = (self.first[point as usize], self.second[point as usize]);
            adds += saving.saturating_sub(most);
            if first != NONE {
                // Of what closing `first` costs, opening this site gives back so much.
                spared[first as usize] += saving.min(most).saturating_sub(second);
            }
        }
        let loss = |open: &u32| losses[*open as usize] - spared[*open as usize];
        let least = self.list.iter().map(|open| (loss(open), *open)).min();
        for &(point, _) in self.gains.of_site(site) {
            let first = self.first[point as usize].0;
            if first != NONE {
                spared[first as usize] = 0;
            }
        }
        least.filter(|(loss, _)| *loss < adds).map(|(_, open)| open)
    }

    /// The open sites, first the one that adds most.
    pub fn in_order(&self) -> Vec<u32> {
        let mut order = Open::new(self.gains, &[]);
        let mut left = self.list.clone();
        left.sort_unstable();
        while !left.is_empty() {
            let adds = left.iter().enumerate();
            let adds = adds.map(|(at, site)| (order.adds(*site as usize), std::cmp::Reverse(at)));
            match adds.max() {
                Some((adds, at)) if adds > 0 => order.open(left.remove(at.0)),
                _ => break,
            }
        }
        order.list
    }

    /// The open sites.
    pub fn list(&self) -> &[u32] {
        &self.list
    }
}

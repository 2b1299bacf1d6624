//! Who is within reach: people of villages against the nearest station.

use crate::Matrix;

/// A village as counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Village {
    /// Which town, a number from 0.
    pub town: usize,
    /// People who live there.
    pub people: u64,
    /// Whether its place is known; a village without one is counted as neither within nor beyond.
    pub placed: bool,
}

/// How a village stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Within the time: the station and milliseconds.
    Within(usize, u32),
    /// Beyond it: the nearest station and milliseconds, when any is reached at all.
    Beyond(Option<(usize, u32)>),
    /// Its place is not known.
    Unplaced,
}

/// People and villages of a town or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Everybody.
    pub people: u64,
    /// People within the time.
    pub within: u64,
    /// People of villages whose place is not known.
    pub unplaced: u64,
    /// Villages.
    pub villages: usize,
    /// Villages within the time.
    pub villages_within: usize,
    /// Villages whose place is not known.
    pub villages_unplaced: usize,
}

impl Share {
    /// People within in tenths of a per cent of those whose village has a place, rounded down;
    /// `None` when nobody has.
    #[must_use]
    pub fn per_mille(&self) -> Option<u64> {
        let known = self.people - self.unplaced;
        let share = u128::from(self.within) * 1000;
        let share = share.checked_div(u128::from(known))?;
        u64::try_from(share).ok()
    }
    fn add(&mut self, village: Village, reach: Reach) {
        self.people = self.people.saturating_add(village.people);
        self.villages += 1;
        match reach {
            Reach::Within(..) => {
                self.within = self.within.saturating_add(village.people);
                self.villages_within += 1;
            }
            Reach::Beyond(_) => {}
            Reach::Unplaced => {
                self.unplaced = self.unplaced.saturating_add(village.people);
                self.villages_unplaced += 1;
            }
        }
    }
}

/// The whole count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All villages together.
    pub all: Share,
    /// Each town, by its number.
    pub towns: Vec<Share>,
    /// Each village, in the order given.
    pub villages: Vec<Reach>,
}

/// Counts people within `within_ms` of the nearest station: rows of the times are stations, columns
/// villages. A village that the times do not hold is beyond.
#[must_use]
pub fn coverage(times: &Matrix, villages: &[Village], within_ms: u32) -> Coverage {
    let mut count = Coverage::default();
    for (column, &village) in villages.iter().enumerate() {
        let reach = match times.nearest(column) {
            _ if !village.placed => Reach::Unplaced,
            Some((station, ms)) if ms <= within_ms => Reach::Within(station, ms),
            nearest => Reach::Beyond(nearest),
        };
        if count.towns.len() <= village.town {
            count.towns.resize(village.town + 1, Share::default());
        }
        count.all.add(village, reach);
        count.towns[village.town].add(village, reach);
        count.villages.push(reach);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted_once_by_their_nearest_station() {
        let mut times = Matrix::unreached(2, 4);
        times.set(0, 0, 900);
        times.set(1, 0, 100);
        times.set(1, 1, 901);
        times.set(0, 3, 1);
        let village = |town, people, placed| Village {
            town,
            people,
            placed,
        };
        let villages = [
            village(0, 10, true),
            village(0, 20, true),
            village(2, 30, true),
            village(2, 5, false),
        ];
        let count = coverage(&times, &villages, 900);
        assert_eq!(count.villages[0], Reach::Within(1, 100));
        assert_eq!(count.villages[1], Reach::Beyond(Some((1, 901))));
        assert_eq!(count.villages[2], Reach::Beyond(None));
        assert_eq!(count.villages[3], Reach::Unplaced);
        assert_eq!(
            (count.all.people, count.all.within, count.all.unplaced),
            (65, 10, 5)
        );
        assert_eq!(count.all.per_mille(), Some(166));
        assert_eq!(count.towns[1], Share::default());
        assert_eq!(count.towns[1].per_mille(), None);
        assert_eq!(coverage(&times, &[], 900), Coverage::default());
    }
}

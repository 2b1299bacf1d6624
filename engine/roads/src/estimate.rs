//! Travel time where no road graph is known: the straight line, longer by a factor, at a speed.

use crate::{Fault, Matrix, UNREACHED, Wgs84};

/// An estimate, always to be shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    detour_percent: u32,
    speed_tenths: u32,
}

impl Estimate {
    /// A way of `detour_percent` of the straight line at `speed_tenths` tenths of km/h.
    ///
    /// # Errors
    /// [`Fault::Number`]: less than 100 per cent or more than 1,000; speed 0 or above 200 km/h.
    pub fn new(detour_percent: u32, speed_tenths: u32) -> Result<Self, Fault> {
        if !(100..=1000).contains(&detour_percent) {
            return Err(Fault::Number {
                what: "detour in per cent of the straight line, from 100,",
                most: 1000,
            });
        }
        if !(1..=2000).contains(&speed_tenths) {
            return Err(Fault::Number {
                what: "speed in tenths of km/h",
                most: 2000,
            });
        }
        Ok(Self {
            detour_percent,
            speed_tenths,
        })
    }
    /// Milliseconds between two points.
    #[must_use]
    pub fn ms(self, from: Wgs84, to: Wgs84) -> u32 {
        let way = from.metres(to) * f64::from(self.detour_percent) / 100.0;
        let ms = (way * 36_000.0 / f64::from(self.speed_tenths)).ceil();
        // At most half the earth round, at a walk: still bounded below what cannot be reached.
        if ms < f64::from(UNREACHED) {
            ms as u32
        } else {
            UNREACHED
        }
    }
    /// Milliseconds from each of these to each of those; longer than `cutoff_ms` is not reached.
    #[must_use]
    pub fn travel(self, from: &[Wgs84], to: &[Wgs84], cutoff_ms: u32) -> Matrix {
        let mut matrix = Matrix::unreached(from.len(), to.len());
        for (row, &a) in from.iter().enumerate() {
            for (column, &b) in to.iter().enumerate() {
                let ms = self.ms(a, b);
                if ms <= cutoff_ms {
                    matrix.set(row, column, ms);
                }
            }
        }
        matrix
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_straight_kilometres_take_their_time() {
        let here = Wgs84::new(34.0, 110.0).unwrap();
        let there = Wgs84::new(34.0 + 10.0 / 111.195, 110.0).unwrap();
        let ms = Estimate::new(140, 350).unwrap().ms(here, there);
        assert!((ms / 1000).abs_diff(14 * 3600 / 35) <= 1, "{ms}");
        assert_eq!(Estimate::new(140, 350).unwrap().ms(here, here), 0);
        let far = Estimate::new(140, 350).unwrap();
        assert_eq!(far.travel(&[here], &[there], 1000).get(0, 0), None);
        assert!(Estimate::new(99, 350).is_err());
        assert!(Estimate::new(140, 0).is_err());
    }
}

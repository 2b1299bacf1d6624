//! How near a title is to the names of the classes, by the letters that both have.

use crate::title::{Reader, is_letter};
use std::collections::HashMap;

/// The names of the classes as sets of letters.
///
/// Labels follow names letter by letter where nothing else was known, and most classes are labelled
/// too seldom for that to be learned; so it is said beforehand, and only the rest is learned.
#[derive(Debug)]
pub struct Names {
    /// Letters of each class's name, sorted.
    letters: Vec<Vec<u64>>,
    /// How many they are.
    sizes: Vec<f32>,
    /// Classes whose names have a letter.
    holders: HashMap<u64, Vec<u16>>,
}

/// The letters among features, which stand first.
fn letters(features: &[u64]) -> &[u64] {
    &features[..features.partition_point(|feature| is_letter(*feature))]
}

impl Names {
    /// The names, in the order of the classes.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut reader = Reader::default();
        let of = |name: &str| letters(reader.features(name)).to_vec();
        let letters: Vec<Vec<u64>> = names.into_iter().map(of).collect();
        let mut holders: HashMap<u64, Vec<u16>> = HashMap::new();
        for (class, name) in (0_u16..).zip(&letters) {
            for letter in name {
                holders.entry(*letter).or_default().push(class);
            }
        }
        let sizes = letters.iter().map(|name| name.len() as f32).collect();
        Self {
            letters,
            sizes,
            holders,
        }
    }

    /// How many classes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// The share of letters that title and name both have among those that either has, 0 to 1
    /// (Jaccard, 1901).
    #[must_use]
    pub fn near(&self, features: &[u64], class: usize) -> f32 {
        let (said, name) = (letters(features), &self.letters[class]);
        let shared = name.iter().filter(|l| said.binary_search(l).is_ok());
        let shared = shared.count() as f32;
        shared / (said.len() as f32 + self.sizes[class] - shared).max(1.0)
    }

    /// Adds `force` times its nearness to the score of each class; `shared` is a buffer.
    pub fn lean(&self, features: &[u64], force: f32, shared: &mut Vec<f32>, scores: &mut [f32]) {
        let said = letters(features);
        shared.clear();
        shared.resize(self.sizes.len(), 0.0);
        for holders in said.iter().filter_map(|letter| self.holders.get(letter)) {
            for class in holders {
                shared[usize::from(*class)] += 1.0;
            }
        }
        let said = said.len() as f32;
        for ((score, shared), size) in scores.iter_mut().zip(shared).zip(&self.sizes) {
            *score += force * *shared / (said + size - *shared).max(1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_reckoning_agree() {
        let names = Names::new(["保洁员", "电工", "家用电器产品维修工"]);
        for said in ["电器维修", "保洁员", "k", ""] {
            let mut reader = Reader::default();
            let features = reader.features(said);
            let (mut shared, mut scores) = (Vec::new(), [0.0; 3]);
            names.lean(features, 1.0, &mut shared, &mut scores);
            let near = [0, 1, 2].map(|class| names.near(features, class));
            assert_eq!(scores, near, "{said}");
        }
        let mut reader = Reader::default();
        assert!((names.near(reader.features("电工师"), 1) - 2.0 / 3.0).abs() < 1e-6);
    }
}

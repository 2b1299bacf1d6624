//! Learning: linear machines on n-grams of titles, deterministic, from labelled rows and names.

use crate::names::Names;
use crate::title::{Reader, emphasis};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How far beyond its margin an example is set aside.
const FAR: f32 = 0.05;

/// One title to learn from.
#[derive(Debug, Clone)]
pub struct Example {
    /// Features of its title, as [`Reader::features`] gives them.
    pub features: Vec<u64>,
    /// Which class, an index.
    pub class: usize,
    /// How much it counts; a labelled title counts 1.
    pub weight: f32,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Most passes over all examples, for each class.
    pub passes: usize,
    /// What a labelled title on the wrong side costs, against the squares of the weights.
    pub cost: f32,
    /// A pass that moves nothing by more is the last.
    pub still: f32,
    /// What a name with the very letters of a title adds to its class's score before learning.
    pub names: f32,
}

/// What was learned.
#[derive(Debug)]
pub struct Model {
    /// Feature to its row.
    pub rows: BTreeMap<u64, usize>,
    /// Rarity of each row's feature, times its emphasis.
    pub rarity: Vec<f32>,
    /// Weights of each class, row by row.
    pub weights: Vec<Vec<f32>>,
}

/// An example of a title.
#[must_use]
pub fn example(reader: &mut Reader, title: &str, class: usize, weight: f32) -> Example {
    Example {
        features: reader.features(title).to_vec(),
        class,
        weight,
    }
}

impl Model {
    /// Rows and lengths of a title's known features: `(row, value)`, of length one.
    #[must_use]
    pub fn place(&self, features: &[u64]) -> Vec<(usize, f32)> {
        let known = features.iter().filter_map(|f| self.rows.get(f));
        let mut placed: Vec<(usize, f32)> = known.map(|r| (*r, self.rarity[*r])).collect();
        let norm = placed
            .iter()
            .map(|(_, v)| v * v)
            .sum::<f32>()
            .sqrt()
            .max(1e-6);
        placed.iter_mut().for_each(|(_, v)| *v /= norm);
        placed
    }

    /// The scores of all classes.
    #[must_use]
    pub fn scores(&self, placed: &[(usize, f32)]) -> Vec<f32> {
        let score = |weights: &Vec<f32>| placed.iter().map(|(row, v)| weights[*row] * v).sum();
        self.weights.iter().map(score).collect()
    }

    /// Learns from examples; the same examples in the same order give the same model.
    ///
    /// One class against all others with the squared hinge, by dual coordinate descent (Hsieh,
    /// Chang, Lin, Keerthi and Sundararajan, ICML 2008).
    #[must_use]
    pub fn learn(examples: &[Example], names: &Names, settings: Settings) -> Self {
        let mut counts: BTreeMap<u64, f32> = BTreeMap::new();
        for example in examples {
            for feature in &example.features {
                *counts.entry(*feature).or_default() += 1.0;
            }
        }
        let total = examples.len() as f32;
        let rarity: Vec<f32> = counts
            .iter()
            .map(|(f, n)| emphasis(*f) * (((1.0 + total) / (1.0 + n)).ln() + 1.0))
            .collect();
        let rows = counts.keys().enumerate();
        let mut model = Model {
            rows: rows.map(|(row, feature)| (*feature, row)).collect(),
            rarity,
            weights: Vec::new(),
        };
        let placed: Vec<_> = examples.iter().map(|e| model.place(&e.features)).collect();
        model.weights = (0..names.count())
            .into_par_iter()
            .map(|class| {
                let before = |one: &Example| settings.names * names.near(&one.features, class);
                let before: Vec<f32> = examples.iter().map(before).collect();
                let mut weights = vec![0.0; counts.len()];
                one_against_all(examples, &placed, &before, class, settings, &mut weights);
                weights
            })
            .collect();
        model
    }
}

/// Finds the weights that, added to what is said `before`, part one class from all others.
///
/// Examples far on the right side are set aside, and looked at again before the end.
fn one_against_all(
    examples: &[Example],
    placed: &[Vec<(usize, f32)>],
    before: &[f32],
    class: usize,
    settings: Settings,
    weights: &mut [f32],
) {
    let mut forces = vec![0.0_f32; examples.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut kept = order.len();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..settings.passes {
        let all = kept == order.len();
        shuffle(&mut order[..kept], &mut seed);
        let (mut moved, mut at) = (0.0_f32, 0);
        while at < kept {
            let one = order[at];
            let side = if examples[one].class == class {
                1.0
            } else {
                -1.0
            };
            let row = &placed[one];
            let learned: f32 = row.iter().map(|(at, value)| weights[*at] * value).sum();
            let said = before[one] + learned;
            // The dual of the squared hinge has this on its diagonal; rows have length one.
            let give = 0.5 / (settings.cost * examples[one].weight);
            let slope = side * said - 1.0 + give * forces[one];
            if forces[one] == 0.0 && slope > FAR {
                kept -= 1;
                order.swap(at, kept);
                continue;
            }
            let force = (forces[one] - slope / (1.0 + give)).max(0.0);
            let step = side * (force - forces[one]);
            forces[one] = force;
            if step != 0.0 {
                moved = moved.max(step.abs());
                for (at, value) in row {
                    weights[*at] += step * value;
                }
            }
            at += 1;
        }
        if moved < settings.still {
            if all {
                break;
            }
            kept = order.len();
        }
    }
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        order.swap(at, (*seed >> 33) as usize % (at + 1));
    }
}

/// Scores to shares that sum to one.
pub fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - top).exp();
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}

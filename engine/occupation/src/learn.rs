//! Learning: linear machines on n-grams of titles, deterministic, from labelled rows.

use crate::title::Reader;
use rayon::prelude::*;
use std::collections::BTreeMap;

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
}

/// What was learned: `weights[feature * classes + class]`, bias last.
#[derive(Debug)]
pub struct Model {
    /// Feature to its row.
    pub rows: BTreeMap<u64, usize>,
    /// Rarity of each row's feature.
    pub rarity: Vec<f32>,
    /// Weights, row by row.
    pub weights: Vec<f32>,
    /// How many classes.
    pub classes: usize,
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

    /// Adds up the scores of all classes.
    pub fn scores(&self, placed: &[(usize, f32)], scores: &mut [f32]) {
        scores.fill(0.0);
        for (row, value) in placed {
            let weights = &self.weights[row * self.classes..][..self.classes];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += value * weight;
            }
        }
    }

    /// Learns from examples; the same examples in the same order give the same model.
    ///
    /// One class against all others with the squared hinge, by dual coordinate descent (Hsieh,
    /// Chang, Lin, Keerthi and Sundararajan, ICML 2008).
    #[must_use]
    pub fn learn(examples: &[Example], classes: usize, settings: Settings) -> Self {
        let mut counts: BTreeMap<u64, f32> = BTreeMap::new();
        for example in examples {
            for feature in &example.features {
                *counts.entry(*feature).or_default() += 1.0;
            }
        }
        let total = examples.len() as f32;
        let rarity: Vec<f32> = counts
            .values()
            .map(|n| ((1.0 + total) / (1.0 + n)).ln() + 1.0)
            .collect();
        let rows = counts.keys().enumerate();
        let mut model = Model {
            rows: rows.map(|(row, feature)| (*feature, row)).collect(),
            rarity,
            weights: Vec::new(),
            classes,
        };
        let placed: Vec<_> = examples.iter().map(|e| model.place(&e.features)).collect();
        let columns: Vec<Vec<f32>> = (0..classes)
            .into_par_iter()
            .map(|class| one_against_all(examples, &placed, counts.len(), class, settings))
            .collect();
        model.weights = vec![0.0; counts.len() * classes];
        for (class, column) in columns.iter().enumerate() {
            for (row, weight) in column.iter().enumerate() {
                model.weights[row * classes + class] = *weight;
            }
        }
        model
    }
}

/// The weights that part one class from all others.
fn one_against_all(
    examples: &[Example],
    placed: &[Vec<(usize, f32)>],
    features: usize,
    class: usize,
    settings: Settings,
) -> Vec<f32> {
    let mut weights = vec![0.0_f32; features];
    let mut forces = vec![0.0_f32; examples.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..settings.passes {
        shuffle(&mut order, &mut seed);
        let mut moved = 0.0_f32;
        for at in &order {
            let side = if examples[*at].class == class {
                1.0
            } else {
                -1.0
            };
            let row = &placed[*at];
            let said: f32 = row.iter().map(|(at, value)| weights[*at] * value).sum();
            // The dual of the squared hinge has this on its diagonal; rows have length one.
            let give = 0.5 / (settings.cost * examples[*at].weight);
            let slope = side * said - 1.0 + give * forces[*at];
            let force = (forces[*at] - slope / (1.0 + give)).max(0.0);
            let step = side * (force - forces[*at]);
            forces[*at] = force;
            if step != 0.0 {
                moved = moved.max(step.abs());
                for (at, value) in row {
                    weights[*at] += step * value;
                }
            }
        }
        if moved < settings.still {
            break;
        }
    }
    weights
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

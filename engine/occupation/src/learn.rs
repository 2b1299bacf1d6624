//! Learning: softmax regression on n-grams of titles, deterministic, from labelled rows.

use crate::title::Reader;
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
    /// Passes over all examples.
    pub passes: usize,
    /// Step of AdaGrad.
    pub step: f32,
    /// Pull of each weight towards nought, per labelled title.
    pub decay: f32,
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
        let share: Vec<f32> = counts.values().map(|n| settings.decay / n).collect();
        let rows = counts
            .keys()
            .enumerate()
            .map(|(row, feature)| (*feature, row))
            .collect();
        let size = counts.len() * classes;
        let mut model = Model {
            rows,
            rarity,
            weights: vec![0.0; size],
            classes,
        };
        let mut squares = vec![1e-3_f32; size];
        let placed: Vec<_> = examples.iter().map(|e| model.place(&e.features)).collect();
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut scores = vec![0.0; classes];
        for _ in 0..settings.passes {
            for at in (1..order.len()).rev() {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                order.swap(at, (seed >> 33) as usize % (at + 1));
            }
            for at in &order {
                let example = &examples[*at];
                model.scores(&placed[*at], &mut scores);
                softmax(&mut scores);
                scores[example.class] -= 1.0;
                for (row, value) in &placed[*at] {
                    let pull = value * example.weight;
                    let weights = &mut model.weights[row * classes..][..classes];
                    let squares = &mut squares[row * classes..][..classes];
                    for ((weight, square), error) in weights.iter_mut().zip(squares).zip(&scores) {
                        let slope = pull * error + share[*row] * *weight;
                        *square += slope * slope;
                        *weight -= settings.step * slope / square.sqrt();
                    }
                }
            }
        }
        model
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

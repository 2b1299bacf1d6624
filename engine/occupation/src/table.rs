//! The shipped table: a readable head, then weights in one byte each; written and read here.

use crate::learn::Model;
use std::fmt::Write as _;

/// First line of a table.
const MARK: &str = "occupation-table 2";
/// Most weights a table holds; with three bytes each, and 18 a feature, the table stays under 3 MB.
const MOST: usize = 300_000;
/// Bytes of a code such as `4-02-05-01`.
const CODE: usize = 10;

/// What is wrong with a table.
#[derive(Debug, thiserror::Error)]
#[error("the occupation table is damaged: {0}")]
pub struct Damaged(&'static str);

/// A table read for use.
#[derive(Debug)]
pub struct Table {
    /// The readable head: source, split, settings.
    pub head: String,
    /// Divides scores before they become confidences.
    pub temperature: f32,
    /// What a name with the very letters of a title adds to its class's score.
    pub names: f32,
    /// How often the right code was among the ten, 0 to 1, of titles not learned from.
    pub reach: f32,
    /// Codes of the classes, the most frequent in training first.
    pub codes: Vec<String>,
    keys: Vec<u64>,
    slots: Vec<u32>,
    shift: u32,
    rows: Vec<Row>,
    classes: Vec<u16>,
    weights: Vec<i8>,
}

/// One feature: its rarity, the size of a step of its weights, where they begin.
#[derive(Debug, Clone, Copy)]
struct Row {
    rarity: f32,
    scale: f32,
    from: u32,
}

impl Table {
    /// The row of a feature.
    fn row(&self, feature: u64) -> Option<usize> {
        let mut slot = index(spread(feature) >> self.shift);
        loop {
            let row = usize::try_from(*self.slots.get(slot)?).ok()?;
            if *self.keys.get(row)? == feature {
                return Some(row);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Adds to `scores`, one a class, what a title's features say; `known` is a buffer.
    ///
    /// Returns false when no feature is known.
    pub fn score(&self, features: &[u64], known: &mut Vec<usize>, scores: &mut [f32]) -> bool {
        known.clear();
        known.extend(features.iter().filter_map(|feature| self.row(*feature)));
        let norm = known
            .iter()
            .map(|row| self.rows[*row].rarity * self.rows[*row].rarity)
            .sum::<f32>()
            .sqrt();
        for row in known.iter().copied() {
            let (here, next) = (self.rows[row], self.rows[row + 1].from);
            let value = here.rarity * here.scale / norm;
            let range = index(u64::from(here.from))..index(u64::from(next));
            for (class, weight) in self.classes[range.clone()].iter().zip(&self.weights[range]) {
                scores[usize::from(*class)] += value * f32::from(*weight);
            }
        }
        !known.is_empty()
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When bytes are missing, too many, or point outside.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let end = bytes
            .windows(2)
            .position(|w| w == b"\n\n")
            .ok_or(Damaged("no head"))?;
        let head = std::str::from_utf8(&bytes[..end]).map_err(|_| Damaged("head"))?;
        if !head.starts_with(MARK) {
            return Err(Damaged("not a table of this kind"));
        }
        let field = |name: &str| {
            let line = head
                .lines()
                .find_map(|l| l.strip_prefix(name)?.strip_prefix(": "));
            line.and_then(|value| value.parse::<f32>().ok())
        };
        let temperature = field("temperature").filter(|t| *t > 0.0);
        let temperature = temperature.ok_or(Damaged("temperature"))?;
        let reach = field("reach").filter(|r| (0.0..=1.0).contains(r));
        let reach = reach.ok_or(Damaged("reach"))?;
        let names = field("names").filter(|n| (0.0..=100.0).contains(n));
        let names = names.ok_or(Damaged("names"))?;
        let mut rest = Bytes(&bytes[end + 2..]);
        let (classes, features) = (rest.count()?, rest.count()?);
        let mut table = Self {
            head: head.to_owned(),
            temperature,
            names,
            reach,
            codes: Vec::with_capacity(classes),
            keys: Vec::with_capacity(features),
            slots: Vec::new(),
            shift: 0,
            rows: Vec::with_capacity(features + 1),
            classes: Vec::new(),
            weights: Vec::new(),
        };
        for _ in 0..classes {
            let code = std::str::from_utf8(rest.take(CODE)?).map_err(|_| Damaged("code"))?;
            table.codes.push(code.to_owned());
        }
        let mut from = 0_u32;
        for _ in 0..features {
            table.keys.push(u64::from_le_bytes(rest.array()?));
            let (rarity, scale) = (rest.float()?, rest.float()?);
            table.rows.push(Row {
                rarity,
                scale,
                from,
            });
            from += u32::from(u16::from_le_bytes(rest.array()?));
        }
        table.rows.push(Row {
            rarity: 0.0,
            scale: 0.0,
            from,
        });
        for _ in 0..from {
            let class = u16::from_le_bytes(rest.array()?);
            if usize::from(class) >= classes {
                return Err(Damaged("class"));
            }
            table.classes.push(class);
            table.weights.push(i8::from_le_bytes(rest.array()?));
        }
        if !rest.0.is_empty() {
            return Err(Damaged("more than was announced"));
        }
        table.hash();
        Ok(table)
    }

    /// Lays out the slots by which features are found.
    fn hash(&mut self) {
        let size = (self.keys.len() * 2 + 2).next_power_of_two();
        self.shift = 64 - size.trailing_zeros();
        self.slots = vec![u32::MAX; size];
        for (row, key) in (0_u32..).zip(&self.keys) {
            let mut slot = index(spread(*key) >> self.shift);
            while self.slots[slot] != u32::MAX {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = row;
        }
    }
}

/// A model as a table: each row shifted so that its middle weight is nought (which changes no
/// softmax), the smallest weights left out, the others rounded to a 127th of the row's largest.
///
/// `head` are lines `name: value`, among them `temperature`, `names` and `reach`.
#[must_use]
pub fn write(model: &Model, codes: &[String], head: &[(&str, String)]) -> Vec<u8> {
    let least = least(model);
    let mut text = format!("{MARK}\n");
    for (name, value) in head {
        let _ = writeln!(text, "{name}: {value}");
    }
    text.push('\n');
    let mut bytes = text.into_bytes();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    bytes.extend(count(codes.len()));
    bytes.extend(count(model.rows.len()));
    bytes.extend(codes.iter().flat_map(|code| code.bytes()));
    let mut entries = Vec::new();
    for (feature, row) in &model.rows {
        let weights: Vec<(u16, f32)> = (0_u16..)
            .zip(shifted(model, *row))
            .filter(|(_, weight)| force(model, *row, *weight) > least)
            .collect();
        let largest = weights
            .iter()
            .fold(0.0_f32, |top, (_, weight)| top.max(weight.abs()));
        let scale = largest.max(1e-9) / 127.0;
        bytes.extend(feature.to_le_bytes());
        bytes.extend(model.rarity[*row].to_le_bytes());
        bytes.extend(scale.to_le_bytes());
        bytes.extend(
            u16::try_from(weights.len())
                .unwrap_or(u16::MAX)
                .to_le_bytes(),
        );
        for (class, weight) in weights {
            entries.extend(class.to_le_bytes());
            #[expect(clippy::cast_possible_truncation, reason = "within ±127 by the scale")]
            entries.push((weight / scale).round() as i8 as u8);
        }
    }
    bytes.extend(entries);
    bytes
}

/// A row's weights of all classes, shifted so that the middle one is nought.
fn shifted(model: &Model, row: usize) -> Vec<f32> {
    let mut weights: Vec<f32> = model.weights.iter().map(|class| class[row]).collect();
    let at = weights.len() / 2;
    let middle = *weights.clone().select_nth_unstable_by(at, f32::total_cmp).1;
    weights.iter_mut().for_each(|weight| *weight -= middle);
    weights
}

/// What a weight can move a score by, before the title's length divides it.
fn force(model: &Model, row: usize, weight: f32) -> f32 {
    (weight * model.rarity[row]).abs()
}

/// The largest force that is left out, so that no more than [`MOST`] weights are kept.
fn least(model: &Model) -> f32 {
    let mut forces: Vec<f32> = Vec::with_capacity(model.rows.len() * model.weights.len());
    for row in 0..model.rows.len() {
        let weights = shifted(model, row).into_iter();
        forces.extend(weights.map(|weight| force(model, row, weight)));
    }
    match forces.len() > MOST {
        true => *forces.select_nth_unstable_by(MOST, |a, b| b.total_cmp(a)).1,
        false => 0.0,
    }
}

/// Bytes still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Damaged("cut short"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        self.take(N)?.try_into().map_err(|_| Damaged("cut short"))
    }

    fn count(&mut self) -> Result<usize, Damaged> {
        let count = u32::from_le_bytes(self.array()?);
        Some(index(u64::from(count)))
            .filter(|n| *n <= self.0.len())
            .ok_or(Damaged("cut short"))
    }

    fn float(&mut self) -> Result<f32, Damaged> {
        let float = f32::from_le_bytes(self.array()?);
        Some(float)
            .filter(|f| f.is_finite())
            .ok_or(Damaged("number"))
    }
}

/// Spreads a feature over 64 bits (Fibonacci hashing, Knuth, TAOCP vol. 3, 6.4).
fn spread(feature: u64) -> u64 {
    feature.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A place in memory; on machines with less than 64 bits too large a number finds nothing.
fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

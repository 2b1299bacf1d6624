//! The model's file: a head that names it, the body, and a sum over the body.
//!
//! Numbers are little-endian. `YZTASTE1`, the body's length (8 bytes), the body, the body's
//! FNV-1a sum (8 bytes). The body: dims and rounds (4 bytes each), confidence and ridge (8 each),
//! seed (8); persons, jobs (a count of 4 bytes, then length of 2 bytes and UTF-8 text each); for
//! each person a count and as many job numbers with weights (4 bytes each); for each job how
//! much it was chosen lately, then its factors (4 bytes each).

use crate::events::Names;
use crate::factors::Settings;
use crate::model::Model;

const HEAD: &[u8; 8] = b"YZTASTE1";

/// Longest id of a person or job, in bytes.
pub const LONGEST_NAME: usize = 1000;

/// The model as a file's bytes.
#[must_use]
pub fn write(model: &Model) -> Vec<u8> {
    let mut body = Vec::new();
    let with = &model.with;
    count(&mut body, with.dims);
    body.extend(with.rounds.to_le_bytes());
    body.extend(with.confidence.to_le_bytes());
    body.extend(with.ridge.to_le_bytes());
    body.extend(with.seed.to_le_bytes());
    for names in [&model.persons, &model.jobs] {
        count(&mut body, names.all().len());
        for name in names.all() {
            let end = (0..=name.len().min(LONGEST_NAME)).rev();
            let end = end
                .into_iter()
                .find(|n| name.is_char_boundary(*n))
                .unwrap_or(0);
            body.extend((end as u16).to_le_bytes());
            body.extend(&name.as_bytes()[..end]);
        }
    }
    for row in &model.seen {
        count(&mut body, row.len());
        for (job, weight) in row {
            body.extend(job.to_le_bytes());
            body.extend(weight.to_le_bytes());
        }
    }
    for number in model.lately.iter().chain(&model.factors) {
        body.extend(number.to_le_bytes());
    }
    let mut out = Vec::with_capacity(body.len() + 24);
    out.extend(HEAD);
    out.extend((body.len() as u64).to_le_bytes());
    out.extend(&body);
    out.extend(sum(&body).to_le_bytes());
    out
}

/// Counts were given as four-byte numbers when the model was made, so none is lost.
fn count(body: &mut Vec<u8>, many: usize) {
    body.extend((many as u32).to_le_bytes());
}

/// Reads a model from a file's bytes.
///
/// # Errors
/// A foreign, newer, cut or damaged file; which of these is said.
pub fn read(bytes: &[u8]) -> Result<Model, String> {
    let rest =
        bytes
            .strip_prefix(HEAD.as_slice())
            .ok_or_else(|| match bytes.starts_with(&HEAD[..7]) {
                true => "a model of another version; train it anew".to_owned(),
                false => "not a model of preferences".to_owned(),
            })?;
    let cut = || "the model is cut off or longer than it says".to_owned();
    let (length, rest) = rest.split_at_checked(8).ok_or_else(cut)?;
    let length = length
        .iter()
        .rev()
        .fold(0u64, |n, b| (n << 8) | u64::from(*b));
    let (body, end) = rest
        .split_at_checked(rest.len().saturating_sub(8))
        .ok_or_else(cut)?;
    if u64::try_from(body.len()) != Ok(length) || end.len() != 8 {
        return Err(cut());
    }
    if sum(body).to_le_bytes() != end {
        return Err("the model is damaged: its sum does not agree".into());
    }
    let mut body = Body(body);
    let model = body
        .model()
        .ok_or("the model is damaged: a count or text makes no sense")?;
    if body.0.is_empty() {
        Ok(model)
    } else {
        Err("the model is damaged: too long".into())
    }
}

/// FNV-1a over eight bytes at a time would not be FNV; byte by byte it is.
fn sum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// What is left to read; every read says `None` rather than go past the end.
struct Body<'a>(&'a [u8]);

impl Body<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// A count of things of at least `each` bytes, which must be there.
    fn count(&mut self, each: usize) -> Option<usize> {
        let many = usize::try_from(self.u32()?).ok()?;
        (many.checked_mul(each)? <= self.0.len()).then_some(many)
    }

    fn numbers(&mut self, many: usize) -> Option<Vec<f32>> {
        if many.checked_mul(4)? > self.0.len() {
            return None;
        }
        let one = |_| {
            self.take()
                .map(f32::from_le_bytes)
                .filter(|n| n.is_finite())
        };
        (0..many).map(one).collect()
    }

    fn names(&mut self) -> Option<Names> {
        let many = self.count(2)?;
        let mut names = Names::default();
        for n in 0..many {
            let length = usize::from(u16::from_le_bytes(self.take()?));
            let (text, rest) = self.0.split_at_checked(length)?;
            self.0 = rest;
            let new = names.number(std::str::from_utf8(text).ok()?)?;
            if usize::try_from(new) != Ok(n) {
                return None;
            }
        }
        Some(names)
    }

    fn row(&mut self, jobs: usize) -> Option<Vec<(u32, f32)>> {
        let many = self.count(8)?;
        let mut row: Vec<(u32, f32)> = Vec::with_capacity(many);
        for _ in 0..many {
            let job = self.u32()?;
            let weight = f32::from_le_bytes(self.take()?);
            let sorted = row.last().is_none_or(|last| last.0 < job);
            let sound = weight.is_finite() && weight.abs() <= 1e6;
            if !sorted || !sound || usize::try_from(job).ok()? >= jobs {
                return None;
            }
            row.push((job, weight));
        }
        Some(row)
    }

    fn model(&mut self) -> Option<Model> {
        let dims = usize::try_from(self.u32()?).ok()?;
        let rounds = self.u32()?;
        let confidence = f64::from_le_bytes(self.take()?);
        let ridge = f64::from_le_bytes(self.take()?);
        let seed = u64::from_le_bytes(self.take()?);
        let sound = |x: f64| x.is_finite() && x > 0.0;
        if !(1..=256).contains(&dims) || !sound(confidence) || !sound(ridge) {
            return None;
        }
        let persons = self.names()?;
        let jobs = self.names()?;
        let many = jobs.all().len();
        let rows = persons.all().iter().map(|_| self.row(many));
        let seen = rows.collect::<Option<Vec<_>>>()?;
        let lately = self.numbers(many)?;
        let factors = self.numbers(many.checked_mul(dims)?)?;
        let with = Settings {
            dims,
            confidence,
            ridge,
            rounds,
            seed,
        };
        Some(Model {
            persons,
            jobs,
            seen,
            lately,
            with,
            factors,
        })
    }
}

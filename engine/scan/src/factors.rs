//! Many small vectors of 8-bit numbers, laid so that sixteen are multiplied at a time.

use crate::{Kernel, plain};

/// How a product becomes points: whole shares of a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The product is shifted right by so many bits.
    pub shift: u32,
    /// What is left counts from 0 to `1 << steps`, which earns the whole weight.
    pub steps: u32,
    /// Points of the greatest products; at most [`crate::FLOOR_MOST`] either way.
    pub weight: i32,
}

impl Scale {
    /// Points of a product.
    #[must_use]
    #[inline]
    pub fn points(&self, product: i32) -> i16 {
        let share = (product >> self.shift).clamp(0, 1 << self.steps);
        let points = self.weight.wrapping_mul(share) >> self.steps;
        let ends = (i32::from(i16::MIN), i32::from(i16::MAX));
        i16::try_from(points.clamp(ends.0, ends.1)).unwrap_or(i16::MAX)
    }
}

/// Most numbers in a vector; shorter ones are filled up with zeros.
pub const DIMS: usize = 64;
/// Vectors of the other side that are multiplied together, so that each vector here is read from
/// memory once for all of them.
pub const ABREAST: usize = 8;
/// Vectors in a block.
const BLOCK: usize = 16;
/// Bytes of a block.
pub(crate) const BYTES: usize = DIMS * BLOCK;

/// The vectors of all jobs, by their places.
#[derive(Debug, Clone, Default)]
pub struct Factors {
    /// Blocks of sixteen vectors: for each four dimensions, four bytes of each vector in turn.
    pub(crate) bytes: Vec<i8>,
    /// 128 × the sum of each vector: what counting the other side as unsigned adds.
    pub(crate) extra: Vec<i32>,
}

impl Factors {
    /// So many vectors, all zero.
    #[must_use]
    pub fn new(many: usize) -> Self {
        let blocks = many.div_ceil(BLOCK);
        Self {
            bytes: vec![0; blocks * BYTES],
            extra: vec![0; blocks * BLOCK],
        }
    }
    /// How many there is room for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.extra.len()
    }
    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.extra.is_empty()
    }
    /// Makes room for so many.
    pub fn grow(&mut self, many: usize) {
        let blocks = many.div_ceil(BLOCK).max(self.len() / BLOCK);
        self.bytes.resize(blocks * BYTES, 0);
        self.extra.resize(blocks * BLOCK, 0);
    }
    /// Puts a vector in its place; what is beyond [`DIMS`] is not kept.
    ///
    /// # Panics
    /// When there is no such place.
    pub fn put(&mut self, at: usize, vector: &[i8]) {
        let base = at / BLOCK * BYTES + at % BLOCK * 4;
        for dim in 0..DIMS {
            let value = vector.get(dim).copied().unwrap_or(0);
            self.bytes[base + dim / 4 * 64 + dim % 4] = value;
        }
        let sum: i32 = vector.iter().take(DIMS).map(|v| i32::from(*v)).sum();
        self.extra[at] = 128 * sum;
    }
    /// The product of `one` with every vector, in order, handed on by sixteen.
    pub fn dots(&self, kernel: Kernel, one: &[i8], mut each: impl FnMut(usize, &[i32; 16])) {
        let mut whole = [0i8; DIMS];
        for (to, from) in whole.iter_mut().zip(one) {
            *to = *from;
        }
        for (n, block) in self.bytes.chunks_exact(BYTES).enumerate() {
            let products = match kernel {
                #[cfg(target_arch = "x86_64")]
                Kernel::Avx512 | Kernel::Avx2 if kernel.is_here() => {
                    let extra = &self.extra[n * BLOCK..][..BLOCK];
                    crate::wide::dots(kernel, &whole, block, extra)
                }
                _ => plain::dots(&whole, block),
            };
            each(n * BLOCK, &products);
        }
    }
    /// Adds the points of the product of `one` with every vector to its cell, saturating.
    ///
    /// # Panics
    /// When there are not as many cells as vectors.
    pub fn add_points(&self, kernel: Kernel, one: &[i8], scale: &Scale, cells: &mut [i16]) {
        assert!(cells.len() == self.len(), "a cell for every vector");
        let mut whole = [0i8; DIMS];
        for (to, from) in whole.iter_mut().zip(one) {
            *to = *from;
        }
        match kernel {
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 | Kernel::Avx2 if kernel.is_here() => {
                crate::wide::add_points(kernel, &whole, self, scale, cells);
            }
            _ => plain::add_points(&whole, self, scale, cells),
        }
    }
    /// The points of the product of each of `some` with every vector: a row of [`Factors::len`]
    /// cells for each, one after another.
    ///
    /// # Panics
    /// When there are not as many cells.
    pub fn points(&self, kernel: Kernel, some: &[[i8; DIMS]], scale: &Scale, rows: &mut [i16]) {
        let many = self.len();
        assert!(rows.len() == some.len() * many, "a cell for every pair");
        if many == 0 {
            return;
        }
        let parts = some.chunks(ABREAST).zip(rows.chunks_mut(ABREAST * many));
        for (some, rows) in parts {
            match kernel {
                #[cfg(target_arch = "x86_64")]
                Kernel::Avx512 if kernel.is_here() => {
                    crate::wide::points(some, self, scale, rows);
                }
                _ => {
                    rows.fill(0);
                    for (one, cells) in some.iter().zip(rows.chunks_mut(many)) {
                        self.add_points(kernel, one, scale, cells);
                    }
                }
            }
        }
    }
}

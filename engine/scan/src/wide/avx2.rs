//! AVX2: sixteen numbers of 16 bits; products of bytes widened to 16 bits, so that none saturates.

use crate::factors::BYTES;
use crate::{Columns, DIMS, Factors, GROUPS, Scale, VETO};
use std::arch::x86_64::*;

/// Vectors that are held in registers at a time.
const VECTORS: usize = 4;
/// Numbers in them.
const STEP: usize = VECTORS * 16;

/// # Safety
/// `at + 16 <= column.len()`.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn load(column: &[i16], at: usize) -> __m256i {
    debug_assert!(at + 16 <= column.len());
    unsafe { _mm256_loadu_si256(column.as_ptr().add(at).cast()) }
}

/// # Safety
/// `at + 16 <= column.len()`.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn store(column: &mut [i16], at: usize, value: __m256i) {
    debug_assert!(at + 16 <= column.len());
    unsafe { _mm256_storeu_si256(column.as_mut_ptr().add(at).cast(), value) }
}

/// # Safety
/// The machine has AVX2; all columns are as long as `sums`, a multiple of [`GROUPS`].
#[target_feature(enable = "avx2")]
pub unsafe fn sums(columns: &Columns<'_>, sums: &mut [i16]) -> [i16; GROUPS] {
    let veto = _mm256_set1_epi16(VETO);
    let mut maxima = [VETO; GROUPS];
    for base in (0..sums.len()).step_by(STEP) {
        let mut acc = [_mm256_setzero_si256(); VECTORS];
        for column in columns.add {
            for (v, a) in acc.iter_mut().enumerate() {
                // SAFETY: base + STEP <= sums.len() = column.len().
                *a = _mm256_adds_epi16(*a, unsafe { load(column, base + v * 16) });
            }
        }
        if !columns.greatest.is_empty() {
            let mut most = [veto; VECTORS];
            for column in columns.greatest {
                for (v, m) in most.iter_mut().enumerate() {
                    // SAFETY: as above.
                    *m = _mm256_max_epi16(*m, unsafe { load(column, base + v * 16) });
                }
            }
            for (a, m) in acc.iter_mut().zip(most) {
                *a = _mm256_adds_epi16(*a, m);
            }
        }
        if let Some((number, least, last)) = columns.within {
            let number = _mm256_set1_epi16(number);
            for (v, a) in acc.iter_mut().enumerate() {
                // SAFETY: as above.
                let (low, high) =
                    unsafe { (load(least, base + v * 16), load(last, base + v * 16)) };
                let young = _mm256_cmpgt_epi16(low, number);
                let outside = _mm256_or_si256(young, _mm256_cmpgt_epi16(number, high));
                *a = _mm256_blendv_epi8(*a, veto, outside);
            }
        }
        for (v, a) in acc.into_iter().enumerate() {
            let group = (base + v * 16) % GROUPS;
            // SAFETY: base + STEP <= sums.len(); group + 16 <= GROUPS, for both are multiples.
            unsafe {
                store(sums, base + v * 16, a);
                let most = _mm256_max_epi16(load(&maxima, group), a);
                store(&mut maxima, group, most);
            }
        }
    }
    maxima
}

/// # Safety
/// The machine has AVX2.
#[target_feature(enable = "avx2")]
pub unsafe fn count(maxima: &[i16; GROUPS], least: i16) -> usize {
    let least = _mm256_set1_epi16(least);
    let mut under = 0;
    for v in 0..GROUPS / 16 {
        // SAFETY: within the array.
        let less = _mm256_cmpgt_epi16(least, unsafe { load(maxima, v * 16) });
        under += _mm256_movemask_epi8(less).count_ones() as usize / 2;
    }
    GROUPS - under
}

/// # Safety
/// The machine has AVX2; the length is a multiple of [`GROUPS`].
#[target_feature(enable = "avx2")]
pub unsafe fn at_least(sums: &[i16], least: i16, found: &mut Vec<u32>) {
    let least = _mm256_set1_epi16(least);
    for (pair, base) in (0..sums.len()).step_by(16).zip((0u32..).step_by(16)) {
        // SAFETY: pair + 16 <= sums.len(), a multiple of GROUPS.
        let less = _mm256_cmpgt_epi16(least, unsafe { load(sums, pair) });
        // Two bits a number; the lower of them is kept.
        let mut bits = !_mm256_movemask_epi8(less).cast_unsigned() & 0x5555_5555;
        while bits != 0 {
            found.push(base + bits.trailing_zeros() / 2);
            bits &= bits - 1;
        }
    }
}

/// # Safety
/// The machine has AVX2; the block has [`BYTES`] bytes.
#[target_feature(enable = "avx2")]
pub unsafe fn dots(one: &[i8; DIMS], block: &[i8]) -> [i32; 16] {
    assert!(block.len() == BYTES);
    // Two sums of pairs for each vector, in turn.
    let mut acc = [_mm256_setzero_si256(); 4];
    for row in 0..DIMS / 4 {
        let at = row * 4;
        let four = [one[at], one[at + 1], one[at + 2], one[at + 3]];
        let mine = _mm256_cvtepi8_epi16(_mm_set1_epi32(i32::from_le_bytes(
            four.map(i8::cast_unsigned),
        )));
        for (part, a) in acc.iter_mut().enumerate() {
            let from = row * 64 + part * 16;
            // SAFETY: from + 16 <= BYTES.
            let cells = unsafe { _mm_loadu_si128(block.as_ptr().add(from).cast()) };
            let products = _mm256_madd_epi16(mine, _mm256_cvtepi8_epi16(cells));
            *a = _mm256_add_epi32(*a, products);
        }
    }
    let mut pairs = [0i32; 32];
    for (part, a) in acc.into_iter().enumerate() {
        // SAFETY: eight numbers of 32 bits, four times.
        unsafe { _mm256_storeu_si256(pairs.as_mut_ptr().add(part * 8).cast(), a) };
    }
    std::array::from_fn(|i| pairs[2 * i] + pairs[2 * i + 1])
}

/// # Safety
/// The machine has AVX2.
#[target_feature(enable = "avx2")]
pub unsafe fn add_points(one: &[i8; DIMS], factors: &Factors, scale: &Scale, cells: &mut [i16]) {
    let blocks = factors.bytes.chunks_exact(BYTES);
    for (block, cells) in blocks.zip(cells.chunks_exact_mut(16)) {
        // SAFETY: the machine has AVX2; a chunk has BYTES bytes.
        let products = unsafe { dots(one, block) };
        for (cell, product) in cells.iter_mut().zip(products) {
            *cell = cell.saturating_add(scale.points(product));
        }
    }
}

//! AVX-512 with BW and VNNI: thirty-two numbers of 16 bits, sixteen products of four bytes.

use crate::factors::BYTES;
use crate::{ABREAST, Columns, DIMS, Factors, GROUPS, Scale, VETO};
use std::arch::x86_64::*;

/// Vectors of 32 numbers in a block of [`GROUPS`].
const VECTORS: usize = GROUPS / 32;

/// # Safety
/// `at + 32 <= column.len()`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn load(column: &[i16], at: usize) -> __m512i {
    debug_assert!(at + 32 <= column.len());
    unsafe { _mm512_loadu_si512(column.as_ptr().add(at).cast()) }
}

/// # Safety
/// The machine has AVX-512 BW; all columns are as long as `sums`, a multiple of [`GROUPS`].
#[target_feature(enable = "avx512f,avx512bw")]
pub unsafe fn sums(columns: &Columns<'_>, sums: &mut [i16]) -> [i16; GROUPS] {
    let veto = _mm512_set1_epi16(VETO);
    let mut maxima = [veto; VECTORS];
    let n = sums.len();
    for base in (0..n).step_by(GROUPS) {
        let mut acc = [_mm512_setzero_si512(); VECTORS];
        for column in columns.add {
            for (v, a) in acc.iter_mut().enumerate() {
                // SAFETY: base + GROUPS <= n = column.len().
                *a = _mm512_adds_epi16(*a, unsafe { load(column, base + v * 32) });
            }
        }
        if !columns.greatest.is_empty() {
            let mut most = [veto; VECTORS];
            for column in columns.greatest {
                for (v, m) in most.iter_mut().enumerate() {
                    // SAFETY: as above.
                    *m = _mm512_max_epi16(*m, unsafe { load(column, base + v * 32) });
                }
            }
            for (a, m) in acc.iter_mut().zip(most) {
                *a = _mm512_adds_epi16(*a, m);
            }
        }
        if let Some((number, least, last)) = columns.within {
            let number = _mm512_set1_epi16(number);
            for (v, a) in acc.iter_mut().enumerate() {
                // SAFETY: as above.
                let (low, high) =
                    unsafe { (load(least, base + v * 32), load(last, base + v * 32)) };
                let inside = _mm512_cmpge_epi16_mask(number, low);
                let inside = _mm512_mask_cmple_epi16_mask(inside, number, high);
                *a = _mm512_mask_mov_epi16(veto, inside, *a);
            }
        }
        for (v, a) in acc.into_iter().enumerate() {
            // SAFETY: base + GROUPS <= n = sums.len().
            unsafe { _mm512_storeu_si512(sums.as_mut_ptr().add(base + v * 32).cast(), a) };
            maxima[v] = _mm512_max_epi16(maxima[v], a);
        }
    }
    let mut out = [VETO; GROUPS];
    for (v, m) in maxima.into_iter().enumerate() {
        // SAFETY: VECTORS × 32 = GROUPS.
        unsafe { _mm512_storeu_si512(out.as_mut_ptr().add(v * 32).cast(), m) };
    }
    out
}

/// # Safety
/// The machine has AVX-512 BW.
#[target_feature(enable = "avx512f,avx512bw")]
pub unsafe fn count(maxima: &[i16; GROUPS], least: i16) -> usize {
    let least = _mm512_set1_epi16(least);
    let mut many = 0;
    for v in 0..VECTORS {
        // SAFETY: VECTORS × 32 = GROUPS.
        let part = unsafe { load(maxima, v * 32) };
        many += _mm512_cmpge_epi16_mask(part, least).count_ones() as usize;
    }
    many
}

/// # Safety
/// The machine has AVX-512 BW; the length is a multiple of [`GROUPS`].
#[target_feature(enable = "avx512f,avx512bw")]
pub unsafe fn at_least(sums: &[i16], least: i16, found: &mut Vec<u32>) {
    let least = _mm512_set1_epi16(least);
    let (mut low, half) = (lanes(), _mm512_set1_epi32(16));
    for base in (0..sums.len()).step_by(32) {
        // SAFETY: base + 32 <= sums.len(), a multiple of GROUPS.
        let mask = _mm512_cmpge_epi16_mask(unsafe { load(sums, base) }, least);
        let high = _mm512_add_epi32(low, half);
        if mask != 0 {
            // Places are written without asking which: so few and so far apart, asking costs more.
            found.reserve(32);
            let (first, second) = (mask & 0xffff, mask >> 16);
            for (mask, places) in [(first, low), (second, high)] {
                let many = found.len();
                let places = _mm512_maskz_compress_epi32(to_16(mask), places);
                // SAFETY: there is room for 32 places, of which at most 16 were used.
                unsafe {
                    _mm512_storeu_si512(found.as_mut_ptr().add(many).cast(), places);
                    found.set_len(many + mask.count_ones() as usize);
                }
            }
        }
        low = _mm512_add_epi32(high, half);
    }
}

/// The low half of a mask.
#[inline]
#[allow(clippy::cast_possible_truncation)] // That is what it is for.
fn to_16(mask: u32) -> u16 {
    mask as u16
}

/// The numbers 0 to 15.
#[inline]
#[target_feature(enable = "avx512f")]
fn lanes() -> __m512i {
    _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
}

/// Four bytes of a vector, counted as unsigned by adding 128.
#[inline]
fn four(one: &[i8; DIMS], row: usize) -> i32 {
    let at = row * 4;
    let bytes = [one[at], one[at + 1], one[at + 2], one[at + 3]];
    i32::from_le_bytes(bytes.map(|b| b.cast_unsigned() ^ 0x80))
}

/// # Safety
/// The machine has AVX-512 VNNI; the block has [`BYTES`] bytes and sixteen extras.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub unsafe fn dots(one: &[i8; DIMS], block: &[i8], extra: &[i32]) -> [i32; 16] {
    assert!(block.len() == BYTES && extra.len() == 16);
    // SAFETY: sixteen numbers of 32 bits.
    let extra = unsafe { _mm512_loadu_si512(extra.as_ptr().cast()) };
    let mut acc = _mm512_sub_epi32(_mm512_setzero_si512(), extra);
    for row in 0..DIMS / 4 {
        // SAFETY: row × 64 + 64 <= BYTES.
        let cells = unsafe { _mm512_loadu_si512(block.as_ptr().add(row * 64).cast()) };
        acc = _mm512_dpbusd_epi32(acc, _mm512_set1_epi32(four(one, row)), cells);
    }
    let mut out = [0i32; 16];
    // SAFETY: sixteen numbers of 32 bits.
    unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), acc) };
    out
}

/// Points of sixteen products: [`Scale::points`].
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn scaled(products: __m512i, scale: &Scale) -> __m256i {
    let shift = _mm_cvtsi32_si128(scale.shift.cast_signed());
    let steps = _mm_cvtsi32_si128(scale.steps.cast_signed());
    let share = _mm512_max_epi32(_mm512_sra_epi32(products, shift), _mm512_setzero_si512());
    let share = _mm512_min_epi32(share, _mm512_set1_epi32(1 << scale.steps));
    let points = _mm512_mullo_epi32(share, _mm512_set1_epi32(scale.weight));
    _mm512_cvtsepi32_epi16(_mm512_sra_epi32(points, steps))
}

/// Blocks whose products are added up at a time.
const BLOCKS: usize = 4;

/// # Safety
/// The machine has AVX-512 VNNI; from `at` on there are `N` blocks, and cells for them.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn add_blocks<const N: usize>(
    fours: &[i32; DIMS / 4],
    factors: &Factors,
    at: usize,
    scale: &Scale,
    cells: &mut [i16],
) {
    let bytes = factors.bytes[at * BYTES..][..N * BYTES].as_ptr();
    let extra = factors.extra[at * 16..][..N * 16].as_ptr();
    let cells = cells[at * 16..][..N * 16].as_mut_ptr();
    let zero = _mm512_setzero_si512();
    let mut sums = [zero; N];
    for (b, sum) in sums.iter_mut().enumerate() {
        // SAFETY: N times sixteen extras.
        *sum = _mm512_sub_epi32(zero, unsafe {
            _mm512_loadu_si512(extra.add(b * 16).cast())
        });
    }
    for (row, four) in fours.iter().enumerate() {
        let one = _mm512_set1_epi32(*four);
        for (b, sum) in sums.iter_mut().enumerate() {
            // SAFETY: N blocks of BYTES bytes.
            let from = unsafe { _mm512_loadu_si512(bytes.add(b * BYTES + row * 64).cast()) };
            *sum = _mm512_dpbusd_epi32(*sum, one, from);
        }
    }
    for (b, sum) in sums.into_iter().enumerate() {
        let points = scaled(sum, scale);
        // SAFETY: N times sixteen cells.
        unsafe {
            let cell = cells.add(b * 16).cast();
            _mm256_storeu_si256(cell, _mm256_adds_epi16(_mm256_loadu_si256(cell), points));
        }
    }
}

/// # Safety
/// The machine has AVX-512 VNNI; there is a cell for every vector.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub unsafe fn add_points(one: &[i8; DIMS], factors: &Factors, scale: &Scale, cells: &mut [i16]) {
    let mut fours = [0; DIMS / 4];
    for (row, to) in fours.iter_mut().enumerate() {
        *to = four(one, row);
    }
    let blocks = factors.extra.len() / 16;
    let even = blocks / BLOCKS * BLOCKS;
    for at in (0..even).step_by(BLOCKS) {
        // SAFETY: the machine has it; slices are checked within.
        unsafe { add_blocks::<BLOCKS>(&fours, factors, at, scale, cells) };
    }
    for at in even..blocks {
        // SAFETY: as above.
        unsafe { add_blocks::<1>(&fours, factors, at, scale, cells) };
    }
}

/// Four bytes of each of up to [`ABREAST`] vectors, for each four dimensions; zero beyond.
fn abreast(some: &[[i8; DIMS]]) -> [[i32; ABREAST]; DIMS / 4] {
    let mut fours = [[0; ABREAST]; DIMS / 4];
    for (row, all) in fours.iter_mut().enumerate() {
        for (to, one) in all.iter_mut().zip(some) {
            *to = four(one, row);
        }
    }
    fours
}

/// Products of [`ABREAST`] vectors with `N` blocks from `at` on, held in registers.
///
/// # Safety
/// The machine has AVX-512 VNNI.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn products<const N: usize>(
    fours: &[[i32; ABREAST]; DIMS / 4],
    factors: &Factors,
    at: usize,
) -> [[__m512i; ABREAST]; N] {
    let bytes = factors.bytes[at * BYTES..][..N * BYTES].as_ptr();
    let extra = factors.extra[at * 16..][..N * 16].as_ptr();
    let mut sums = [[_mm512_setzero_si512(); ABREAST]; N];
    for (b, sums) in sums.iter_mut().enumerate() {
        // SAFETY: N times sixteen extras.
        let extra = unsafe { _mm512_loadu_si512(extra.add(b * 16).cast()) };
        *sums = [_mm512_sub_epi32(_mm512_setzero_si512(), extra); ABREAST];
    }
    for (row, all) in fours.iter().enumerate() {
        let mut from = [_mm512_setzero_si512(); N];
        for (b, from) in from.iter_mut().enumerate() {
            // SAFETY: N blocks of BYTES bytes.
            *from = unsafe { _mm512_loadu_si512(bytes.add(b * BYTES + row * 64).cast()) };
        }
        for w in 0..ABREAST {
            let one = _mm512_set1_epi32(all[w]);
            for b in 0..N {
                sums[b][w] = _mm512_dpbusd_epi32(sums[b][w], one, from[b]);
            }
        }
    }
    sums
}

/// # Safety
/// The machine has AVX-512 VNNI; at most [`ABREAST`] vectors, a row of cells for each.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub unsafe fn points(some: &[[i8; DIMS]], factors: &Factors, scale: &Scale, rows: &mut [i16]) {
    let (many, blocks) = (factors.extra.len(), factors.extra.len() / 16);
    assert!(some.len() <= ABREAST && rows.len() == some.len() * many);
    let fours = abreast(some);
    let short = Short::of(scale);
    for at in (0..blocks / 2 * 2).step_by(2) {
        // SAFETY: the machine has it.
        let [first, second] = unsafe { products::<2>(&fours, factors, at) };
        for (w, row) in rows.chunks_exact_mut(many).enumerate() {
            let points = match &short {
                Some(short) => short.scaled(first[w], second[w]),
                None => {
                    let low = _mm512_castsi256_si512(scaled(first[w], scale));
                    _mm512_inserti64x4(low, scaled(second[w], scale), 1)
                }
            };
            let cells = row[at * 16..][..32].as_mut_ptr();
            // SAFETY: thirty-two cells.
            unsafe { _mm512_storeu_si512(cells.cast(), points) };
        }
    }
    if blocks % 2 == 1 {
        // SAFETY: as above.
        let [last] = unsafe { products::<1>(&fours, factors, blocks - 1) };
        for (row, sum) in rows.chunks_exact_mut(many).zip(last) {
            let cells = row[(blocks - 1) * 16..][..16].as_mut_ptr();
            // SAFETY: sixteen cells.
            unsafe { _mm256_storeu_si256(cells.cast(), scaled(sum, scale)) };
        }
    }
}

/// [`Scale::points`] in 16 bits, twice as many at a time, for scales that allow it.
struct Short {
    shift: __m128i,
    most: __m512i,
    /// By so many bits shares are raised: product and shift together then take 16 bits.
    raise: __m128i,
    /// Twice the weight, or as often as it takes.
    weight: __m512i,
}

impl Short {
    /// `None` where a share has more than 14 bits or a weight is negative or too large.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn of(scale: &Scale) -> Option<Self> {
        // share · 2^raise ≤ 2^15 and weight · 2^(16 − steps − raise) < 2^16, both unsigned.
        let raise = 15_u32.checked_sub(scale.steps)?;
        let weight = u16::try_from(scale.weight).ok()?.checked_mul(2)?;
        Some(Self {
            shift: _mm_cvtsi32_si128(scale.shift.cast_signed()),
            most: _mm512_set1_epi16(i16::try_from(1 << scale.steps).ok()?),
            raise: _mm_cvtsi32_si128(raise.cast_signed()),
            weight: _mm512_set1_epi16(weight.cast_signed()),
        })
    }
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn scaled(&self, first: __m512i, second: __m512i) -> __m512i {
        let (a, b) = (
            _mm512_sra_epi32(first, self.shift),
            _mm512_sra_epi32(second, self.shift),
        );
        // Packed quarter by quarter; put in order at the end.
        let share = _mm512_packs_epi32(a, b);
        let share = _mm512_max_epi16(share, _mm512_setzero_si512());
        let share = _mm512_min_epi16(share, self.most);
        let points = _mm512_mulhi_epu16(_mm512_sll_epi16(share, self.raise), self.weight);
        _mm512_permutexvar_epi64(_mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7), points)
    }
}

/// # Safety
/// The machine has AVX-512 VNNI; the blocks are even in number; a maximum for each worker.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub unsafe fn bare(workers: &[[i8; DIMS]], jobs: &Factors, maxima: &mut [i32]) {
    assert!(maxima.len() == workers.len() && jobs.bytes.len().is_multiple_of(2 * BYTES));
    for (some, most) in workers.chunks(ABREAST).zip(maxima.chunks_mut(ABREAST)) {
        let fours = abreast(some);
        let mut best = [_mm512_set1_epi32(i32::MIN); ABREAST];
        for pair in 0..jobs.bytes.len() / (2 * BYTES) {
            // SAFETY: the machine has it.
            let [first, second] = unsafe { products::<2>(&fours, jobs, pair * 2) };
            for w in 0..ABREAST {
                best[w] = _mm512_max_epi32(best[w], _mm512_max_epi32(first[w], second[w]));
            }
        }
        for (most, best) in most.iter_mut().zip(best) {
            *most = _mm512_reduce_max_epi32(best);
        }
    }
}

//! The kernels in plain Rust: what the others are held to.

use crate::factors::{BYTES, Factors, Scale};
use crate::{Columns, GROUPS, VETO};

pub fn sums(columns: &Columns<'_>, sums: &mut [i16]) -> [i16; GROUPS] {
    let mut maxima = [VETO; GROUPS];
    for (i, sum) in sums.iter_mut().enumerate() {
        let mut points = 0i16;
        for column in columns.add {
            points = points.saturating_add(column[i]);
        }
        if let Some(greatest) = columns.greatest.iter().map(|column| column[i]).max() {
            points = points.saturating_add(greatest);
        }
        if let Some((number, least, last)) = columns.within
            && (number < least[i] || number > last[i])
        {
            points = VETO;
        }
        *sum = points;
        maxima[i % GROUPS] = maxima[i % GROUPS].max(points);
    }
    maxima
}

pub fn count(maxima: &[i16; GROUPS], least: i16) -> usize {
    maxima.iter().filter(|m| **m >= least).count()
}

pub fn at_least(sums: &[i16], least: i16, found: &mut Vec<u32>) {
    let reach = sums.iter().zip(0u32..).filter(|(sum, _)| **sum >= least);
    found.extend(reach.map(|(_, at)| at));
}

/// Products of one vector with the vectors of a block of sixteen, as [`crate::Factors`] lays
/// them: four numbers of one vector, then four of the next.
pub fn dots(one: &[i8], block: &[i8]) -> [i32; 16] {
    let mut all = [0i32; 16];
    for (four, row) in one.chunks_exact(4).zip(block.chunks_exact(64)) {
        for (sum, cell) in all.iter_mut().zip(row.chunks_exact(4)) {
            for (a, b) in four.iter().zip(cell) {
                *sum += i32::from(*a) * i32::from(*b);
            }
        }
    }
    all
}

pub fn add_points(one: &[i8], factors: &Factors, scale: &Scale, cells: &mut [i16]) {
    let blocks = factors.bytes.chunks_exact(BYTES);
    for (block, cells) in blocks.zip(cells.chunks_exact_mut(16)) {
        for (cell, product) in cells.iter_mut().zip(dots(one, block)) {
            *cell = cell.saturating_add(scale.points(product));
        }
    }
}

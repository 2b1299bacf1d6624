//! The kernels in vector instructions; the only place of the workspace with `unsafe` code.
//!
//! Each function is called only after [`crate::Kernel::is_here`] said that the machine knows the
//! instructions, and every load and store lies within a slice whose length was checked.
#![cfg(target_arch = "x86_64")]
#![allow(unsafe_code)]

mod avx2;
mod avx512;

use crate::{Columns, DIMS, Factors, GROUPS, Kernel, Scale};

pub fn sums(kernel: Kernel, columns: &Columns<'_>, sums: &mut [i16]) -> [i16; GROUPS] {
    // SAFETY: the caller has seen that the kernel is here.
    match kernel {
        Kernel::Avx512 => unsafe { avx512::sums(columns, sums) },
        _ => unsafe { avx2::sums(columns, sums) },
    }
}

pub fn count(kernel: Kernel, maxima: &[i16; GROUPS], least: i16) -> usize {
    // SAFETY: the caller has seen that the kernel is here.
    match kernel {
        Kernel::Avx512 => unsafe { avx512::count(maxima, least) },
        _ => unsafe { avx2::count(maxima, least) },
    }
}

pub fn at_least(kernel: Kernel, sums: &[i16], least: i16, found: &mut Vec<u32>) {
    // SAFETY: the caller has seen that the kernel is here.
    match kernel {
        Kernel::Avx512 => unsafe { avx512::at_least(sums, least, found) },
        _ => unsafe { avx2::at_least(sums, least, found) },
    }
}

pub fn dots(kernel: Kernel, one: &[i8; DIMS], block: &[i8], extra: &[i32]) -> [i32; 16] {
    // SAFETY: the caller has seen that the kernel is here.
    match kernel {
        Kernel::Avx512 => unsafe { avx512::dots(one, block, extra) },
        _ => unsafe { avx2::dots(one, block) },
    }
}

pub fn add_points(
    kernel: Kernel,
    one: &[i8; DIMS],
    factors: &Factors,
    scale: &Scale,
    cells: &mut [i16],
) {
    // SAFETY: the caller has seen that the kernel is here.
    match kernel {
        Kernel::Avx512 => unsafe { avx512::add_points(one, factors, scale, cells) },
        _ => unsafe { avx2::add_points(one, factors, scale, cells) },
    }
}

/// The caller has seen that AVX-512 VNNI is here; at most [`crate::ABREAST`] vectors.
pub fn points(some: &[[i8; DIMS]], factors: &Factors, scale: &Scale, rows: &mut [i16]) {
    // SAFETY: as said.
    unsafe { avx512::points(some, factors, scale, rows) }
}

pub fn bare(workers: &[[i8; DIMS]], jobs: &Factors, maxima: &mut [i32]) {
    // SAFETY: the caller has seen that AVX-512 VNNI is here.
    unsafe { avx512::bare(workers, jobs, maxima) }
}

//! Kernels over columns of small integers: the widest the machine has, and a plain one.
//!
//! A score that is a sum of few whole-number parts is a sum of few columns, one number of 16 bits
//! a job. [`sums`] adds the columns of one worker (saturating, so that a [`VETO`] stays far below
//! whatever else speaks for the job), lets the ages in, and notes maxima of [`GROUPS`] groups;
//! [`kth`] of them is a bound that the k best certainly reach; [`at_least`] names those that
//! reach it. [`Factors`] multiplies small vectors of 8 bits. Every kernel gives the same result
//! bit for bit; tests hold each to the plain one.

mod bare;
mod factors;
mod plain;
mod wide;

pub use bare::bare_maxima;
pub use factors::{ABREAST, DIMS, Factors, Scale};

/// The points of a pair that a hard rule forbids.
pub const VETO: i16 = i16::MIN;
/// What is at least this was not vetoed, as long as no column and no sum of columns without a
/// veto leaves `-FLOOR_MOST..=FLOOR_MOST`.
pub const FLOOR: i16 = i16::MIN / 2;
/// The widest sum, either way, that keeps veto and merit apart.
pub const FLOOR_MOST: i32 = 16_000;
/// Groups whose maxima are noted: number `i` of a column belongs to group `i % GROUPS`.
/// Columns are as long as a multiple of it.
pub const GROUPS: usize = 256;

/// Which instructions to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// AVX-512 with BW and VNNI: 32 numbers at a time.
    Avx512,
    /// AVX2: 16 numbers at a time.
    Avx2,
    /// Plain Rust.
    Plain,
}

impl Kernel {
    /// Can this machine run it?
    #[must_use]
    pub fn is_here(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vnni")
            }
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(not(target_arch = "x86_64"))]
            Kernel::Avx512 | Kernel::Avx2 => false,
            Kernel::Plain => true,
        }
    }
    /// Every kernel that this machine can run, widest first.
    #[must_use]
    pub fn here() -> Vec<Self> {
        let all = [Kernel::Avx512, Kernel::Avx2, Kernel::Plain];
        all.into_iter().filter(|kernel| kernel.is_here()).collect()
    }
    /// The widest that this machine can run.
    #[must_use]
    pub fn best() -> Self {
        let here = Self::here();
        here.first().copied().unwrap_or(Kernel::Plain)
    }
    /// The name, for reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kernel::Avx512 => "AVX-512 VNNI",
            Kernel::Avx2 => "AVX2",
            Kernel::Plain => "plain",
        }
    }
}

/// The columns of one worker, all of one length, a multiple of [`GROUPS`].
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// Added, saturating.
    pub add: &'a [&'a [i16]],
    /// Of these the greatest is added.
    pub greatest: &'a [&'a [i16]],
    /// A number with the least and the last that each job lets in; outside is a veto.
    pub within: Option<(i16, &'a [i16], &'a [i16])>,
}

impl Columns<'_> {
    /// Are all columns of this length?
    fn fit(&self, n: usize) -> bool {
        let window = self.within.iter().flat_map(|w| [w.1, w.2]);
        let mut all = self.add.iter().chain(self.greatest).copied().chain(window);
        n.is_multiple_of(GROUPS) && all.all(|column| column.len() == n)
    }
}

/// Adds the columns into `sums` and gives the maxima of the groups.
///
/// # Panics
/// When the columns are not all as long as `sums`, or that is no multiple of [`GROUPS`].
#[must_use]
pub fn sums(kernel: Kernel, columns: &Columns<'_>, sums: &mut [i16]) -> [i16; GROUPS] {
    assert!(columns.fit(sums.len()), "columns differ in length");
    match kernel {
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 | Kernel::Avx2 if kernel.is_here() => wide::sums(kernel, columns, sums),
        _ => plain::sums(columns, sums),
    }
}

/// The `k`-th greatest of the maxima, `k` counted from one: at least `k` numbers reach it.
/// [`FLOOR`] when there are fewer groups than `k`, or fewer that are not vetoed.
#[must_use]
pub fn kth(kernel: Kernel, maxima: &[i16; GROUPS], k: usize) -> i16 {
    if k == 0 || k > GROUPS {
        return FLOOR;
    }
    let many = |least: i16| match kernel {
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 | Kernel::Avx2 if kernel.is_here() => wide::count(kernel, maxima, least),
        _ => plain::count(maxima, least),
    };
    // The greatest bound that at least k maxima reach, by halving.
    let (mut low, mut high) = (FLOOR, i16::MAX);
    while low < high {
        let half = i32::midpoint(i32::from(low), i32::from(high) + 1);
        let middle = i16::try_from(half).unwrap_or(i16::MAX);
        if many(middle) >= k {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// Appends the places of all numbers that are at least `least`, in order.
///
/// # Panics
/// When the length is no multiple of [`GROUPS`].
pub fn at_least(kernel: Kernel, sums: &[i16], least: i16, found: &mut Vec<u32>) {
    assert!(sums.len().is_multiple_of(GROUPS), "a column of odd length");
    match kernel {
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 | Kernel::Avx2 if kernel.is_here() => {
            wide::at_least(kernel, sums, least, found);
        }
        _ => plain::at_least(sums, least, found),
    }
}

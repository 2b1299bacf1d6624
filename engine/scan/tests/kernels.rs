//! Every kernel against the plain one, and the plain one against sums written out.

use proptest::prelude::*;
use scan::{
    Columns, DIMS, FLOOR, Factors, GROUPS, Kernel, Scale, VETO, at_least, bare_maxima, kth, sums,
};

fn column(n: usize) -> impl Strategy<Value = Vec<i16>> {
    let cell = prop_oneof![4 => -3000i16..3000, 1 => Just(VETO), 1 => any::<i16>()];
    proptest::collection::vec(cell, n)
}

#[derive(Debug)]
struct Case {
    add: Vec<Vec<i16>>,
    greatest: Vec<Vec<i16>>,
    within: Option<(i16, Vec<i16>, Vec<i16>)>,
}

fn case() -> impl Strategy<Value = Case> {
    (0usize..4).prop_flat_map(|blocks| {
        let n = blocks * GROUPS;
        let many = |most| proptest::collection::vec(column(n), 0..most);
        let within = proptest::option::of((any::<i16>(), column(n), column(n)));
        (many(6), many(4), within).prop_map(|(add, greatest, within)| Case {
            add,
            greatest,
            within,
        })
    })
}

fn refs(columns: &[Vec<i16>]) -> Vec<&[i16]> {
    columns.iter().map(Vec::as_slice).collect()
}

fn length(case: &Case) -> usize {
    let window = case.within.iter().map(|w| &w.1);
    let mut all = case.add.iter().chain(&case.greatest).chain(window);
    all.next().map_or(0, Vec::len)
}

proptest! {
    #[test]
    fn sums_and_maxima_are_the_same_in_every_kernel(case in case(), k in 0usize..300) {
        let n = length(&case);
        let (add, greatest) = (refs(&case.add), refs(&case.greatest));
        let window = case.within.as_ref();
        let within = window.map(|(number, low, high)| (*number, &low[..], &high[..]));
        let columns = Columns { add: &add, greatest: &greatest, within };
        let by_hand: Vec<i16> = (0..n).map(|i| {
            let mut sum = add.iter().fold(0i16, |sum, c| sum.saturating_add(c[i]));
            if let Some(most) = greatest.iter().map(|c| c[i]).max() {
                sum = sum.saturating_add(most);
            }
            match within {
                Some((number, low, high)) if number < low[i] || number > high[i] => VETO,
                _ => sum,
            }
        }).collect();
        let mut sorted = by_hand.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        for kernel in Kernel::here() {
            let mut out = vec![0; n];
            let maxima = sums(kernel, &columns, &mut out);
            prop_assert_eq!(&out, &by_hand, "{}", kernel.name());
            let bound = kth(kernel, &maxima, k);
            prop_assert_eq!(bound, kth(Kernel::Plain, &maxima, k));
            if k > 0 && bound > FLOOR {
                prop_assert!(sorted[k - 1] >= bound, "the k best reach the bound");
            }
            let mut found = Vec::new();
            at_least(kernel, &out, bound, &mut found);
            let plain: Vec<u32> = (0..).zip(&by_hand).filter(|p| *p.1 >= bound).map(|p| p.0).collect();
            prop_assert_eq!(found, plain);
        }
    }

    #[test]
    fn products_are_exact_in_every_kernel(
        jobs in proptest::collection::vec(proptest::collection::vec(any::<i8>(), 0..=DIMS), 0..70),
        worker in proptest::collection::vec(any::<i8>(), DIMS),
        again in proptest::collection::vec(any::<i8>(), DIMS),
        before in proptest::collection::vec(any::<i16>(), 1..40),
        weight in -16_000i32..=16_000,
        abreast in 0usize..20,
    ) {
        let mut factors = Factors::new(jobs.len());
        for (at, job) in jobs.iter().enumerate() {
            factors.put(at, &again);
            factors.put(at, job);
        }
        let dot = |a: &[i8], b: &[i8]| -> i32 {
            a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
        };
        for kernel in Kernel::here() {
            let mut seen = vec![0; factors.len()];
            factors.dots(kernel, &worker, |at, part| seen[at..at + 16].copy_from_slice(part));
            for (at, job) in jobs.iter().enumerate() {
                prop_assert_eq!(seen[at], dot(&worker, job), "{}", kernel.name());
            }
            let scale = Scale { shift: 4, steps: 10, weight };
            let mut cells: Vec<i16> = before.iter().copied().cycle().take(factors.len()).collect();
            let by_hand: Vec<i16> = cells.iter().zip(&seen).map(|(cell, product)| {
                let share = i64::from(product >> 4).clamp(0, 1024);
                let points = (i64::from(weight) * share).div_euclid(1024);
                let sum = i64::from(*cell) + points;
                i16::try_from(sum.clamp(i64::from(i16::MIN), i64::from(i16::MAX))).unwrap()
            }).collect();
            factors.add_points(kernel, &worker, &scale, &mut cells);
            prop_assert_eq!(cells, by_hand, "{}", kernel.name());
            let mut rows = vec![7; (abreast + 1) * factors.len()];
            let others = (0..abreast).map(|n| worker.iter().map(|v| v.wrapping_add(n as i8)).collect());
            let some: Vec<Vec<i8>> = others.chain([worker.clone()]).collect();
            let some: Vec<[i8; DIMS]> = some.iter().map(|one| one.as_slice().try_into().unwrap()).collect();
            factors.points(kernel, &some, &scale, &mut rows);
            for (one, row) in some.iter().zip(rows.chunks(factors.len().max(1))) {
                for (at, job) in jobs.iter().enumerate() {
                    prop_assert_eq!(row[at], scale.points(dot(one, job)), "{}", kernel.name());
                }
            }
            let mut whole = [0; DIMS];
            whole.copy_from_slice(&worker);
            let many = vec![whole; 9];
            let most = seen.iter().copied().max().unwrap_or(i32::MIN);
            prop_assert_eq!(bare_maxima(kernel, &many, &factors), vec![most; 9]);
        }
    }
}

#[test]
fn the_extremes_do_not_saturate() {
    let mut factors = Factors::new(32);
    factors.put(0, &[i8::MIN; DIMS]);
    factors.put(17, &[i8::MAX; DIMS]);
    for kernel in Kernel::here() {
        let most = bare_maxima(kernel, &[[i8::MIN; DIMS]], &factors);
        assert_eq!(most, [64 * 128 * 128], "{}", kernel.name());
    }
}

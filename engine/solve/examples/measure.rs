//! Times the allocation on a synthetic market: `measure WORKERS JOBS KIND SUPPLY [DUMP]`.
#![allow(clippy::all, clippy::disallowed_methods, clippy::unwrap_used)]
use solve::allocation::*;
use std::time::Instant;

struct Chance(u64);
impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }
}

fn market(
    workers: usize,
    jobs: usize,
    kind: &str,
    supply: f64,
    seed: u64,
) -> (Vec<(u32, u32, i64)>, Vec<u32>) {
    let mut c = Chance(seed);
    let crowded = kind == "crowded";
    // popularity: cumulative
    let mut cum = vec![0u64];
    let mut quality = vec![];
    let mut town = vec![];
    for _ in 0..jobs {
        let u = (c.below(1 << 20) + 1) as f64 / (1u64 << 20) as f64;
        let pop = if crowded {
            (1.0 / u.powf(0.6)).min(60.0)
        } else {
            1.0
        };
        cum.push(cum.last().unwrap() + (pop * 1000.0) as u64);
        quality.push(if crowded {
            (((pop.ln() / 4.1) * 300.0) as u64 + c.below(150)) as i64
        } else {
            0
        });
        town.push(c.below(16) as i64);
    }
    let all = *cum.last().unwrap();
    let mut arcs = vec![];
    let mut seen = vec![u32::MAX; jobs];
    for w in 0..workers as u32 {
        let home = c.below(16) as i64;
        let mut got = 0;
        while got < 30.min(jobs) {
            let x = c.below(all);
            let j = cum.partition_point(|v| *v <= x) - 1;
            if seen[j] == w {
                continue;
            }
            seen[j] = w;
            got += 1;
            let weight = if crowded {
                let far = (home - town[j]).abs();
                quality[j] + 240 - far * 16 + c.below(311) as i64
            } else {
                c.below(1001) as i64
            };
            arcs.push((w, j as u32, weight));
        }
    }
    let total = (workers as f64 * supply) as u64;
    let raw: Vec<u64> = (0..jobs)
        .map(|_| {
            let a = 1 + c.below(10);
            if c.below(20) == 0 { a * 8 } else { a }
        })
        .collect();
    let sum: u64 = raw.iter().sum();
    let caps = raw
        .iter()
        .map(|r| ((r * total + c.below(sum)) / sum) as u32)
        .collect();
    (arcs, caps)
}

fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (w, j) = (a[1].parse().unwrap(), a[2].parse().unwrap());
    let (arcs, caps) = market(w, j, &a[3], a[4].parse().unwrap(), 7);
    if let Some(d) = a.get(5) {
        use std::io::Write;
        let mut f = std::io::BufWriter::new(std::fs::File::create(format!("{d}.arcs")).unwrap());
        writeln!(f, "worker,job,weight").unwrap();
        for (w, j, x) in &arcs {
            writeln!(f, "{w},{j},{x}").unwrap();
        }
        let mut f = std::io::BufWriter::new(std::fs::File::create(format!("{d}.caps")).unwrap());
        writeln!(f, "job,capacity").unwrap();
        for (j, x) in caps.iter().enumerate() {
            writeln!(f, "{j},{x}").unwrap();
        }
    }
    let m = Market::new(w, arcs.iter().copied(), caps.clone()).unwrap();
    if std::env::var("NOSOLVE").is_ok() {
        return;
    }
    let t = Instant::now();
    let mut s = Solver::new(&m);
    s.solve();
    let cold = t.elapsed().as_secs_f64();
    let f = s.allocation();
    let p = check(&m, &f).unwrap();
    println!(
        "{} {w}x{j} supply {} cold {cold:.3} total {} count {} full {}",
        a[3],
        a[4],
        p.total,
        f.count,
        f.prices.iter().filter(|p| **p > 0).count()
    );
    let mut c = Chance(99);
    let mut row = |c: &mut Chance, i: u32| -> Vec<(u32, i64)> {
        m.row(i as usize)
            .map(|(j, x)| (j, (x + c.below(201) as i64 - 100).clamp(0, 1000)))
            .collect()
    };
    let n = (w / 100).max(1);
    for what in ["weights", "capacity", "leave", "arrive"] {
        let t = Instant::now();
        for _ in 0..n {
            let i = c.below(w as u64) as u32;
            match what {
                "weights" => {
                    let r = row(&mut c, i);
                    s.set_arcs(i, &r).unwrap();
                }
                "leave" => s.remove_worker(i).unwrap(),
                "arrive" => {
                    let r = row(&mut c, i);
                    s.add_worker(&r).unwrap();
                }
                _ => {}
            }
        }
        if what == "capacity" {
            for _ in 0..(j / 100).max(1) {
                let i = c.below(j as u64) as usize;
                let new = if c.below(2) == 0 {
                    caps[i] + 1 + caps[i] / 4
                } else {
                    caps[i].saturating_sub(1 + caps[i] / 4)
                };
                s.set_capacity(i as u32, new).unwrap();
            }
        }
        let changed = t.elapsed().as_secs_f64();
        s.solve();
        let all = t.elapsed().as_secs_f64();
        println!(
            "   {what}: change {:.2} ms, all {:.2} ms, {:.1}x; total {}",
            changed * 1e3,
            all * 1e3,
            cold / all,
            s.allocation().total
        );
    }
}

//! Reads a market from two csv files with all processors, and names the line of what is wrong.

use super::cells::{Cells, Part, Wrong};
use super::decimal::{self, Decimal, Unit};
use super::names::Names;
use anyhow::{Context, Result, anyhow};
use rayon::prelude::*;
use solve::allocation::{Fault, Market};
use std::path::Path;

/// A market as read, with the names of workers and jobs.
#[derive(Debug)]
pub struct Read {
    /// The market; weights in units of 1/10^`decimals`.
    pub market: Market,
    /// Whether every weight is a whole number of units.
    pub exact: bool,
    /// Rows of pairs that stood more than once, beside the heaviest.
    pub repeated: usize,
    decimals: i8,
    workers: Names,
    jobs: Names,
}

impl Read {
    /// The name of a worker.
    pub fn worker(&self, number: u32) -> &[u8] {
        self.workers.name(number)
    }
    /// The name of a job.
    pub fn job(&self, number: u32) -> &[u8] {
        self.jobs.name(number)
    }
    /// An amount of the solver as it would stand in the file.
    pub fn amount(&self, units: i128) -> String {
        decimal::text(units, self.decimals)
    }
}

/// A cell as a person may read it, not too long.
fn shown(cell: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(cell).chars().take(40).collect();
    format!("“{text}”")
}

/// What a part of the rows says.
struct Rows<'a> {
    /// Workers, each as often as rows of theirs follow rows of another, and how many rows.
    workers: Vec<(&'a [u8], u32)>,
    /// Job and weight of each row.
    arcs: Vec<(u32, Decimal)>,
    unit: Unit,
    lines: u64,
}

/// Reads a part of the rows.
fn rows<'a>(part: Part<'a, 3>, jobs: &Names) -> Result<Rows<'a>, Wrong> {
    let mut read = Rows {
        workers: Vec::new(),
        arcs: Vec::new(),
        unit: Unit::new(),
        lines: 0,
    };
    read.lines = part.each(|[worker, job, weight]| {
        let Some(to) = jobs.number(job) else {
            return Err(format!("job {} has no capacity", shown(job)));
        };
        let amount =
            Decimal::read(weight).map_err(|why| format!("weight {} {why}", shown(weight)))?;
        match read.workers.last_mut() {
            Some((last, many)) if *last == worker => *many += 1,
            _ => read.workers.push((worker, 1)),
        }
        read.unit.holds(amount);
        read.arcs.push((to, amount));
        Ok(())
    })?;
    Ok(read)
}

/// Reads both files.
///
/// # Errors
/// What is wrong, with file and line.
pub fn read(arcs: &Path, capacities: &Path) -> Result<Read> {
    let (jobs, places) = read_capacities(capacities)?;
    let cells = Cells::open(arcs, ["worker", "job", "weight"])?;
    let parts = cells.parts(rayon::current_num_threads() * 4);
    let parts: Vec<_> = parts
        .into_par_iter()
        .map(|part| rows(part, &jobs))
        .collect();
    let (mut workers, mut unit, mut before) = (Names::default(), Unit::new(), 0);
    let mut all = Vec::with_capacity(parts.len());
    for part in parts {
        let part = part.map_err(|wrong| cells.wrong(before, wrong))?;
        before += part.lines;
        unit.joined(&part.unit);
        let mut numbered = Vec::with_capacity(part.workers.len());
        for (name, many) in part.workers {
            let number = workers.number(name).or_else(|| workers.add(name));
            let number = number.ok_or_else(|| anyhow!("{}: too many workers", cells.name))?;
            numbered.push((number, many));
        }
        all.push((numbered, part.arcs));
    }
    let (decimals, exact) = unit.decimals(Market::MAX_WEIGHT.unsigned_abs());
    let whole = all.par_iter().map(|(workers, arcs)| {
        let workers = workers.iter();
        let workers =
            workers.flat_map(|&(worker, many)| std::iter::repeat_n(worker, many as usize));
        // The unit is such that every weight fits.
        let arcs = workers
            .zip(arcs)
            .map(|(worker, &(job, weight))| Some((worker, job, weight.in_units(decimals)?)));
        arcs.collect::<Option<Vec<_>>>()
    });
    let whole: Option<Vec<Vec<(u32, u32, i64)>>> = whole.collect();
    let whole = whole.with_context(|| format!("{}: a weight is too large", cells.name))?;
    let (market, repeated) =
        market(workers.len(), &whole, &places).with_context(|| cells.name.clone())?;
    Ok(Read {
        market,
        exact,
        repeated,
        decimals,
        workers,
        jobs,
    })
}

/// The market of these arcs; of a pair that stands more than once the heaviest counts. Also says
/// how many rows do not.
fn market(
    workers: usize,
    parts: &[Vec<(u32, u32, i64)>],
    places: &[u32],
) -> Result<(Market, usize), Fault> {
    match Market::new(workers, parts.concat(), places.to_vec()) {
        Err(Fault::Twice { .. }) => {}
        other => return other.map(|market| (market, 0)),
    }
    let mut arcs = parts.concat();
    let before = arcs.len();
    arcs.par_sort_unstable_by_key(|&(worker, job, weight)| {
        (worker, job, std::cmp::Reverse(weight))
    });
    arcs.dedup_by_key(|arc| (arc.0, arc.1));
    let repeated = before - arcs.len();
    let market = Market::new(workers, arcs, places.to_vec())?;
    Ok((market, repeated))
}

fn read_capacities(path: &Path) -> Result<(Names, Vec<u32>)> {
    let cells = Cells::open(path, ["job", "capacity"])?;
    let mut jobs = Names::default();
    let mut places = Vec::new();
    let mut before = 0;
    for part in cells.parts(1) {
        let read = part.each(|[job, capacity]| {
            let number = Decimal::read(capacity).ok();
            let whole = number.filter(|number| number.decimals <= 0);
            let whole = whole.and_then(|number| number.in_units(0));
            let Some(capacity) = whole.and_then(|n| u32::try_from(n).ok()) else {
                return Err(format!(
                    "capacity {} is not a whole number from 0 to {}",
                    shown(capacity),
                    u32::MAX
                ));
            };
            if jobs.number(job).is_some() {
                return Err(format!("job {} stands more than once", shown(job)));
            }
            jobs.add(job).ok_or("too many jobs")?;
            places.push(capacity);
            Ok(())
        });
        before += read.map_err(|wrong| cells.wrong(before, wrong))?;
    }
    Ok((jobs, places))
}

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::*;
    use std::path::{Path, PathBuf};

    fn files(name: &str, arcs: &[u8], capacities: &[u8]) -> (PathBuf, PathBuf) {
        let home = std::env::temp_dir();
        let of = |kind: &str| home.join(format!("allocate-{}-{name}.{kind}", std::process::id()));
        std::fs::write(of("arcs"), arcs).expect("written");
        std::fs::write(of("capacities"), capacities).expect("written");
        (of("arcs"), of("capacities"))
    }

    fn refused(name: &str, arcs: &str, capacities: &str) -> String {
        let (arcs, capacities) = files(name, arcs.as_bytes(), capacities.as_bytes());
        let said = format!(
            "{:#}",
            read(&arcs, &capacities).expect_err("must be refused")
        );
        gone(&arcs, &capacities);
        said
    }

    fn gone(arcs: &Path, capacities: &Path) {
        let _ = (std::fs::remove_file(arcs), std::fs::remove_file(capacities));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        const JOBS: &str = "job,capacity\na,1\nb,2\n";
        let arcs = |row: &str| refused("arcs", &format!("worker,job,weight\nw,a,1\n{row}\n"), JOBS);
        for (row, said) in [
            ("w,b,NaN", "line 3: weight “NaN” is not a plain decimal"),
            ("w,b,inf", "line 3: weight “inf”"),
            ("w,b,", "line 3: a cell is empty"),
            (",b,1", "line 3: a cell is empty"),
            ("w,c,1", "line 3: job “c” has no capacity"),
            ("w,b,1e61", "line 3: weight “1e61” is too large"),
            ("w,b", "line 3: 2 cells, but 3 headings"),
            ("\n\nw,b,1,", "line 5: 4 cells, but 3 headings"),
            ("\"w\",c,1", "line 3: job “c” has no capacity"),
        ] {
            let found = arcs(row);
            assert!(found.contains(said), "{row}: {found}");
        }
        let places = |text: &str| refused("places", "worker,job,weight\n", text);
        assert!(places("job,capacity\na,-1\n").contains("line 2: capacity “-1”"));
        assert!(places("job,capacity\na,1.5\n").contains("line 2: capacity “1.5”"));
        assert!(places("job,capacity\na,1\na,1\n").contains("line 3: job “a” stands more"));
        assert!(places("job,places\n").contains("no heading capacity"));
        assert!(places("").contains("no heading job"));
    }

    #[test]
    fn the_unit_is_the_last_decimal() {
        let arcs = "weight,worker,job\n1.5,王,甲\n-2,w2,甲\n0.25,w2,b\n";
        let (arcs, capacities) = files(
            "unit",
            arcs.as_bytes(),
            "job,capacity\n甲,1\nb,1000000\n".as_bytes(),
        );
        let read = read(&arcs, &capacities).expect("good files");
        gone(&arcs, &capacities);
        let second: Vec<_> = read.market.row(1).collect();
        assert_eq!(second, [(0, -200), (1, 25)]);
        assert_eq!(
            (read.worker(0), read.job(0)),
            ("王".as_bytes(), "甲".as_bytes())
        );
        assert_eq!(
            (read.amount(150), read.amount(25)),
            ("1.5".into(), "0.25".into())
        );
    }

    #[test]
    fn of_a_pair_that_stands_twice_the_heavier_counts() {
        let text = "worker,job,weight\nw,a,1\nw,b,2\nw,a,3\nv,a,1\nw,a,2\n";
        let (arcs, capacities) = files("twice", text.as_bytes(), b"job,capacity\na,1\nb,2.0\n");
        let read = read(&arcs, &capacities).expect("good files");
        gone(&arcs, &capacities);
        assert_eq!(
            (read.repeated, read.market.arcs(), read.exact),
            (2, 3, true)
        );
        assert_eq!(read.market.row(0).collect::<Vec<_>>(), [(0, 3), (1, 2)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_file_makes_it_fail(arcs in "[wj0-9.,\"\n-]{0,60}", bytes: Vec<u8>) {
            let arcs = format!("worker,job,weight\n{arcs}");
            let (arcs, capacities) = files("fuzz", arcs.as_bytes(), b"job,capacity\nj,1\n0,2\n");
            let _ = read(&arcs, &capacities);
            let _ = std::fs::write(&arcs, bytes);
            let _ = (read(&arcs, &capacities), read(&capacities, &arcs));
            gone(&arcs, &capacities);
        }

        /// Quotes, spaces and line ends make no difference, and neither do threads.
        #[test]
        fn the_same_with_quotes(rows in prop::collection::vec((0..40_u8, 0..9_u8, -50..500_i64), 0..90)) {
            let (mut plain, mut quoted) = (String::new(), String::new());
            for (worker, job, weight) in rows {
                plain += &format!("{worker}, j{job},{}\n", weight as f64 / 4.0);
                quoted += &format!("\"{worker}\",j{job} ,{}\r\n", weight as f64 / 4.0);
            }
            let jobs: String = (0..9).map(|job| format!("j{job},{job}\n")).collect();
            let jobs = format!("job,capacity\n{jobs}");
            let both = [("plain", plain), ("quoted", quoted)].map(|(name, rows)| {
                let text = format!("\u{FEFF}worker,job,weight\n{rows}");
                let (arcs, capacities) = files(name, text.as_bytes(), jobs.as_bytes());
                let read = read(&arcs, &capacities).expect("good files");
                gone(&arcs, &capacities);
                (read.market, read.repeated, read.workers.len())
            });
            prop_assert_eq!(&both[0], &both[1]);
        }
    }
}

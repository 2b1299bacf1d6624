//! Reads a market from two csv files, row by row, and names the line of what is wrong.

use super::decimal::{self, Decimal};
use anyhow::{Context, Result, anyhow, bail};
use csv::{ByteRecord, Reader, ReaderBuilder, Trim};
use solve::allocation::{Fault, Market};
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

/// A market as read, with the names of workers and jobs.
#[derive(Debug)]
pub struct Read {
    /// The market; weights in units of 1/10^`decimals`.
    pub market: Market,
    /// Decimals of the weight that has most.
    decimals: u32,
    workers: Names,
    jobs: Names,
}

impl Read {
    /// The name of a worker.
    pub fn worker(&self, number: u32) -> &[u8] {
        self.workers
            .list
            .get(number as usize)
            .map_or(b"", |name| name)
    }
    /// The name of a job.
    pub fn job(&self, number: u32) -> &[u8] {
        self.jobs.list.get(number as usize).map_or(b"", |name| name)
    }
    /// An amount of the solver as it would stand in the file.
    pub fn amount(&self, units: i64) -> String {
        decimal::text(units, self.decimals)
    }
}

/// Names in the order in which they were first read.
#[derive(Debug, Default)]
struct Names {
    list: Vec<Box<[u8]>>,
    numbers: HashMap<Box<[u8]>, u32>,
}

impl Names {
    fn number(&self, name: &[u8]) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// Gives a name the next number; `None` if there are too many.
    fn add(&mut self, name: &[u8]) -> Option<u32> {
        let number = u32::try_from(self.list.len()).ok()?;
        self.list.push(name.into());
        self.numbers.insert(name.into(), number);
        Some(number)
    }
}

/// A csv file with headings, at a line.
struct Table<const N: usize> {
    reader: Reader<File>,
    /// Where each heading stands.
    columns: [usize; N],
    record: ByteRecord,
    name: String,
}

impl<const N: usize> Table<N> {
    fn open(path: &Path, headings: [&str; N]) -> Result<Self> {
        let name = path.display().to_string();
        let mut builder = ReaderBuilder::new();
        builder.trim(Trim::All).buffer_capacity(1 << 20);
        let mut reader = builder.from_path(path).with_context(|| name.clone())?;
        let first = reader.byte_headers().with_context(|| name.clone())?.clone();
        let mut columns = [0; N];
        for (column, heading) in columns.iter_mut().zip(headings) {
            let at = first.iter().position(|cell| cell == heading.as_bytes());
            *column = at.ok_or_else(|| anyhow!("{name} line 1: no heading {heading}"))?;
        }
        Ok(Self {
            reader,
            columns,
            record: ByteRecord::new(),
            name,
        })
    }

    /// Reads on; false at the end.
    fn next(&mut self) -> Result<bool> {
        let read = self.reader.read_byte_record(&mut self.record);
        read.with_context(|| self.name.clone())
    }

    /// The cells of the row under the headings; none may be empty.
    fn cells(&self) -> Result<[&[u8]; N]> {
        let cells = self.columns.map(|at| &self.record[at]);
        match cells.iter().any(|cell| cell.is_empty()) {
            true => Err(self.wrong(format_args!("a cell is empty"))),
            false => Ok(cells),
        }
    }

    fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    fn wrong(&self, what: std::fmt::Arguments<'_>) -> anyhow::Error {
        anyhow!("{} line {}: {what}", self.name, self.line())
    }
}

/// A cell as a person may read it, not too long.
fn shown(cell: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(cell).chars().take(40).collect();
    format!("“{text}”")
}

/// Reads both files.
///
/// # Errors
/// What is wrong, with file and line.
pub fn read(arcs: &Path, capacities: &Path) -> Result<Read> {
    let (jobs, places) = read_capacities(capacities)?;
    let mut table = Table::open(arcs, ["worker", "job", "weight"])?;
    let mut workers = Names::default();
    let (mut pairs, mut amounts, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    let mut decimals = 0;
    while table.next()? {
        let [worker, job, weight] = table.cells()?;
        // Rows of one worker mostly follow each other.
        let number = match workers.list.last() {
            Some(last) if **last == *worker => workers.list.len().checked_sub(1),
            _ => workers.number(worker).map(|n| n as usize),
        };
        let number = match number {
            Some(number) => u32::try_from(number).ok(),
            None => workers.add(worker),
        };
        let number = number.ok_or_else(|| table.wrong(format_args!("too many workers")))?;
        let Some(to) = jobs.number(job) else {
            let job = shown(job);
            return Err(table.wrong(format_args!("job {job} has no capacity")));
        };
        let amount = Decimal::read(weight)
            .map_err(|why| table.wrong(format_args!("weight {} {why}", shown(weight))))?;
        decimals = decimals.max(amount.decimals);
        pairs.push((number, to));
        amounts.push(amount);
        lines.push(table.line());
    }
    let mut scaled = Vec::with_capacity(pairs.len());
    for ((&(worker, job), amount), line) in pairs.iter().zip(amounts).zip(&lines) {
        let units = amount.in_units(decimals);
        let fits = units.filter(|n| n.unsigned_abs() <= Market::MAX_WEIGHT.unsigned_abs());
        let Some(units) = fits else {
            let weight = decimal::text(amount.digits, amount.decimals);
            bail!("{} line {line}: weight {weight} is too large", table.name);
        };
        scaled.push((worker, job, units));
    }
    let market = Market::new(workers.list.len(), scaled, places);
    let market = market.map_err(|fault| {
        let Fault::Twice { worker, job } = fault else {
            return anyhow!("{}: {fault}", table.name);
        };
        let same = pairs
            .iter()
            .zip(&lines)
            .filter(|(pair, _)| **pair == (worker, job));
        let lines: Vec<String> = same.map(|(_, line)| line.to_string()).collect();
        let (worker, job) = (&*workers.list[worker as usize], &*jobs.list[job as usize]);
        let (worker, job) = (shown(worker), shown(job));
        anyhow!(
            "{} lines {}: worker {worker} and job {job} stand more than once",
            table.name,
            lines.join(", ")
        )
    })?;
    Ok(Read {
        market,
        decimals,
        workers,
        jobs,
    })
}

fn read_capacities(path: &Path) -> Result<(Names, Vec<u32>)> {
    let mut table = Table::open(path, ["job", "capacity"])?;
    let mut jobs = Names::default();
    let mut places = Vec::new();
    while table.next()? {
        let [job, capacity] = table.cells()?;
        let text = std::str::from_utf8(capacity).ok();
        let Some(capacity) = text.and_then(|text| text.parse::<u32>().ok()) else {
            let capacity = shown(capacity);
            return Err(table.wrong(format_args!(
                "capacity {capacity} is not a whole number from 0 to {}",
                u32::MAX
            )));
        };
        if jobs.number(job).is_some() {
            let job = shown(job);
            return Err(table.wrong(format_args!("job {job} stands more than once")));
        }
        if jobs.add(job).is_none() {
            return Err(table.wrong(format_args!("too many jobs")));
        }
        places.push(capacity);
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
            (
                "w,b,0.0123456789",
                "line 3: weight “0.0123456789” has more than 9",
            ),
            (
                "w,b,9999999999999",
                "line 3: weight 9999999999999 is too large",
            ),
            (
                "w,a,2",
                "lines 2, 3: worker “w” and job “a” stand more than once",
            ),
            ("w,b", "found record with 2 fields"),
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
    }
}

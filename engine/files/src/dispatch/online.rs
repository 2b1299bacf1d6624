//! Tasks that come one by one: reads who could do what, decides each task, and looks back.

use super::{tell, write_rows};
use anyhow::{Context, Result, bail};
use clap::Args;
use matching::dispatch::{Foresight, greedy};
use solve::allocation::{Market, allocate};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Foresight of `--online`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Online")]
pub struct Ahead {
    /// Tasks expected in all [default: as many as ARRIVALS has; nothing else of it is known early]
    #[arg(long)]
    pub(super) expected: Option<usize>,
    /// ARRIVALS of other days, from which it is learned what usually comes
    #[arg(long)]
    pub(super) history: Option<PathBuf>,
    /// Every task of EDGES is known to come once; only the order is not known
    #[arg(long, conflicts_with = "history")]
    pub(super) forecast: bool,
}

/// A pair could be more than this many units of weight only by a slip.
const LARGEST: f64 = 1e9;

/// Who could do what.
#[derive(Debug, Default)]
pub struct Graph {
    workers: Vec<String>,
    capacity: Vec<u32>,
    numbers: HashMap<String, u32>,
    tasks: HashMap<String, usize>,
    rows: Vec<Vec<(u32, i64)>>,
    names: Vec<String>,
    scale: f64,
}

/// The places of columns: by their names where the first row has names, else as they stand.
fn columns(first: &csv::StringRecord, known: &[&[&str]]) -> (Vec<Option<usize>>, bool) {
    let find = |names: &&[&str]| {
        first
            .iter()
            .position(|cell| names.contains(&cell.trim().to_lowercase().as_str()))
    };
    let found: Vec<Option<usize>> = known.iter().map(find).collect();
    match found.iter().any(Option::is_some) {
        true => (found, true),
        false => (
            (0..known.len())
                .map(|n| (n < first.len()).then_some(n))
                .collect(),
            false,
        ),
    }
}

/// Goes through the rows of a file after its headings, with the columns that were found.
fn lines(
    name: &str,
    file: impl Read,
    known: &[&[&str]],
    mut each: impl FnMut(&[Option<&str>]) -> Result<()>,
) -> Result<()> {
    let mut builder = csv::ReaderBuilder::new();
    let builder = builder.flexible(true).has_headers(false);
    let mut reader = builder.trim(csv::Trim::All).from_reader(file);
    let mut places: Option<Vec<Option<usize>>> = None;
    for record in reader.records() {
        let record = record.with_context(|| name.to_owned())?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        let clean: csv::StringRecord = record
            .iter()
            .map(|cell| cell.trim_start_matches('\u{feff}'))
            .collect();
        let places = match &places {
            Some(places) => places,
            None => {
                let (found, headed) = columns(&clean, known);
                let places = places.insert(found);
                if headed {
                    continue;
                }
                places
            }
        };
        let cell = |at: &Option<usize>| at.and_then(|at| clean.get(at)).filter(|c| !c.is_empty());
        let cells: Vec<Option<&str>> = places.iter().map(cell).collect();
        each(&cells).with_context(|| format!("{name}, line {line}"))?;
    }
    Ok(())
}

const EDGES: [&[&str]; 4] = [
    &["worker", "person", "driver", "u"],
    &["task", "order", "job", "v"],
    &["weight", "value", "reward"],
    &["capacity"],
];

const ARRIVALS: [&[&str]; 2] = [&["task", "order", "job", "v"], &["time"]];

fn open(path: &Path) -> Result<File> {
    File::open(path).with_context(|| path.display().to_string())
}

impl Graph {
    /// Reads EDGES: `worker,task,weight[,capacity]`; the weight is 1 where there is none.
    pub fn read(path: &Path) -> Result<Self> {
        Self::of(&path.display().to_string(), open(path)?)
    }

    /// Reads EDGES of this name.
    pub(super) fn of(name: &str, file: impl Read) -> Result<Self> {
        let mut graph = Self::default();
        let mut pairs: Vec<(u32, usize, f64)> = Vec::new();
        let mut most: f64 = 1.0;
        let mut fine = true;
        lines(name, file, &EDGES, |cells| {
            let worker = graph.worker(cells[0].context("worker is empty")?, cells[3])?;
            let task = graph.task(cells[1].context("task is empty")?);
            let weight: f64 = match cells[2] {
                Some(text) => text.parse().with_context(|| format!("weight: {text}"))?,
                None => 1.0,
            };
            if !(0.0..=LARGEST).contains(&weight) {
                bail!("weight: {weight} is not within 0 and {LARGEST}");
            }
            fine &= weight.fract() == 0.0;
            most = most.max(weight);
            pairs.push((worker, task, weight));
            Ok(())
        })?;
        // Whole weights stay as they are; others keep six digits of the largest.
        graph.scale = if fine { 1.0 } else { 1e9 / most };
        graph.rows = vec![Vec::new(); graph.names.len()];
        for (worker, task, weight) in pairs {
            // At most 10^9 by the scale or by the bound.
            graph.rows[task].push((worker, (weight * graph.scale).round() as i64));
        }
        for (row, name) in graph.rows.iter_mut().zip(&graph.names) {
            row.sort_unstable();
            if let Some(pair) = row.windows(2).find(|pair| pair[0].0 == pair[1].0) {
                bail!(
                    "{} and task {name} come twice",
                    graph.workers[pair[0].0 as usize]
                );
            }
        }
        Ok(graph)
    }

    fn worker(&mut self, name: &str, capacity: Option<&str>) -> Result<u32> {
        let given: Option<u32> = match capacity {
            Some(text) => Some(text.parse().with_context(|| format!("capacity: {text}"))?),
            None => None,
        };
        let next = u32::try_from(self.workers.len()).context("too many workers")?;
        if let Some(number) = self.numbers.get(name) {
            let kept = self.capacity[*number as usize];
            if given.is_some_and(|given| given != kept) {
                bail!("capacity: {name} had {kept} before");
            }
            return Ok(*number);
        }
        self.numbers.insert(name.to_owned(), next);
        self.workers.push(name.to_owned());
        self.capacity.push(given.unwrap_or(1));
        Ok(next)
    }

    fn task(&mut self, name: &str) -> usize {
        if let Some(number) = self.tasks.get(name) {
            return *number;
        }
        self.tasks.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    /// Reads ARRIVALS: tasks in order; a task that nobody can do is not in EDGES.
    pub fn arrivals(&self, path: &Path) -> Result<Vec<(String, Option<usize>)>> {
        let mut tasks = Vec::new();
        let file = path.display().to_string();
        lines(&file, open(path)?, &ARRIVALS, |cells| {
            tasks.push(self.find(cells[0].context("task is empty")?));
            Ok(())
        })?;
        Ok(tasks)
    }

    /// A task by name, with its number when anybody can do it.
    pub(super) fn find(&self, name: &str) -> (String, Option<usize>) {
        (name.to_owned(), self.tasks.get(name).copied())
    }

    fn row(&self, task: Option<usize>) -> &[(u32, i64)] {
        task.map_or(&[], |task| &self.rows[task])
    }

    /// Weight of what was decided, in the units of the file, and how many tasks.
    fn value(&self, tasks: &[&[(u32, i64)]], got: &[Option<u32>]) -> (f64, usize) {
        let weight = |(row, person): (&&[(u32, i64)], &Option<u32>)| {
            let person = (*person)?;
            row.iter()
                .find(|(p, _)| *p == person)
                .map(|(_, weight)| *weight as f64 / self.scale)
        };
        let each: Vec<f64> = tasks.iter().zip(got).filter_map(weight).collect();
        (each.iter().sum(), each.len())
    }
}

/// Decides every task in turn. Only the row of a task that has come is handed over.
pub fn decide(
    graph: &Graph,
    tasks: &[(String, Option<usize>)],
    past: Vec<Vec<(u32, i64)>>,
    ahead: &Ahead,
) -> Result<Vec<Option<u32>>> {
    let expected = ahead.expected.unwrap_or(tasks.len());
    let mut foresight = match ahead.forecast {
        true => Foresight::foretold(graph.capacity.clone(), graph.rows.clone()),
        false => Foresight::new(graph.capacity.clone(), expected, past),
    };
    let one = |(_, task): &(String, Option<usize>)| {
        Ok(foresight.arrive(task.unwrap_or(usize::MAX), graph.row(*task))?)
    };
    tasks.iter().map(one).collect()
}

/// Runs the command.
pub fn run(edges: &Path, arrivals: &Path, ahead: &Ahead, out: Option<&Path>) -> Result<()> {
    let graph = Graph::read(edges)?;
    let tasks = graph.arrivals(arrivals)?;
    let past = match &ahead.history {
        Some(path) => graph.arrivals(path)?,
        None => Vec::new(),
    };
    let past = past
        .iter()
        .map(|(_, task)| graph.row(*task).to_vec())
        .collect();
    let began = Instant::now();
    let got = decide(&graph, &tasks, past, ahead)?;
    let seconds = began.elapsed().as_secs_f64();
    let rows: Vec<&[(u32, i64)]> = tasks.iter().map(|(_, task)| graph.row(*task)).collect();
    write_rows(out, &decided(&graph, &tasks, &got))?;
    let (total, count) = graph.value(&rows, &got);
    let (plain, plain_count) = graph.value(&rows, &greedy(graph.capacity.clone(), &rows));
    let numbered = (0u32..).zip(&rows);
    let arcs = numbered.flat_map(|(n, row)| row.iter().map(move |(p, w)| (n, *p, *w)));
    let best = Market::new(rows.len(), arcs, graph.capacity.clone());
    let best = allocate(&best.map_err(|fault| anyhow::anyhow!("{fault:?}"))?);
    let optimum = best.total as f64 / graph.scale;
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
    let text = format!(
        "tasks 任务 {}, workers 人 {}\ntotal weight 总值 {total:.6}, count 已派 {count}\n\
         greedy 贪心 {plain:.6}, count {plain_count}; ours ÷ greedy {:.5}\n\
         offline optimum, known afterwards 事后最优 {optimum:.6}, count {}\n\
         share of the optimum 占最优 {:.5}; greedy {:.5}\nseconds 秒 {seconds:.3}",
        tasks.len(),
        graph.workers.len(),
        share(total, plain),
        best.count,
        share(total, optimum),
        share(plain, optimum),
    );
    tell(&text, out.is_some());
    Ok(())
}

/// What was decided as csv, in the order of arrival; the worker is empty where nobody goes.
fn decided(
    graph: &Graph,
    tasks: &[(String, Option<usize>)],
    got: &[Option<u32>],
) -> Vec<Vec<String>> {
    let head = ["task", "worker", "weight"].map(String::from).to_vec();
    let row = |((name, task), person): (&(String, Option<usize>), &Option<u32>)| {
        let arc = graph.row(*task).iter().find(|(p, _)| Some(*p) == *person);
        let weight = arc.map_or(0.0, |(_, weight)| *weight as f64 / graph.scale);
        let worker = person.map_or("", |p| graph.workers[p as usize].as_str());
        vec![name.clone(), worker.to_owned(), weight.to_string()]
    };
    std::iter::once(head)
        .chain(tasks.iter().zip(got).map(row))
        .collect()
}

//! Workers, jobs and ways from files, as facts.

use crate::match_cells::{Cells, Names, fields};
use crate::sheet;
use anyhow::{Context, Result, bail};
use kernel::Day;
use matching::{Certs, JobFacts, Settle, SettleSet, TradeKey, WorkerFacts};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Columns of workers: field and its Chinese heading.
pub const WORKERS: [(&str, &str); 15] = [
    ("id", "编号"),
    ("trades", "想找的工种"),
    ("done_trades", "做过的工种"),
    ("done_employers", "干过的单位"),
    ("blocked_employers", "不愿联系的单位"),
    ("home", "住址"),
    ("max_minutes", "最远分钟"),
    ("pay_floor", "最低日薪"),
    ("settle", "结算方式"),
    ("from", "从哪天起"),
    ("to", "到哪天止"),
    ("certs", "证书"),
    ("birth", "出生日期"),
    ("priority", "优先帮扶"),
    ("name", "姓名"),
];
/// Columns of jobs: field and its Chinese heading.
pub const JOBS: [(&str, &str); 19] = [
    ("id", "编号"),
    ("trade", "工种"),
    ("class", "小类"),
    ("group", "大类"),
    ("employer", "单位"),
    ("place", "地点"),
    ("pay", "日薪"),
    ("settle", "结算方式"),
    ("start", "开工日期"),
    ("end", "完工日期"),
    ("age_min", "最小年龄"),
    ("age_max", "最大年龄"),
    ("adults_only", "禁用未成年工"),
    ("certs", "证书"),
    ("checked", "核实日期"),
    ("expires", "有效期"),
    ("places", "人数"),
    ("price", "拥挤价"),
    ("title", "名称"),
];
/// Columns of ways.
const WAYS: [(&str, &str); 3] = [("from", "从"), ("to", "到"), ("minutes", "分钟")];
/// A median is told when at least so many jobs of the trade tell their pay.
const TELLING: usize = 5;

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Read {
    /// Workers in the order of the file.
    pub workers: Vec<WorkerFacts>,
    /// Jobs in the order of the file.
    pub jobs: Vec<JobFacts>,
    /// Minutes by road between two places.
    pub ways: HashMap<(u16, u16), u16>,
    /// Columns that nobody knows, to be told.
    pub strange: Vec<String>,
    places: Names,
    trades: Names,
    classes: Names,
    groups: Names,
    keys: HashMap<u16, TradeKey>,
    employers: HashMap<String, u64>,
    certs: Certs,
}

/// The lines of a file with their cells, and the columns that nobody knows.
fn lines(
    path: &Path,
    known: &[(&'static str, &str)],
    needed: &[&str],
    mut each: impl FnMut(&Cells<'_>) -> Result<()>,
) -> Result<Vec<String>> {
    let file = path.display().to_string();
    let table = sheet::read(path).with_context(|| file.clone())?;
    let places = fields(&file, &table.headings, known, needed)?;
    for (line, row) in &table.rows {
        each(&Cells {
            place: format!("{file}, line {line}"),
            fields: &places,
            row,
        })?;
    }
    let all: Vec<&str> = known.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let strange = table.strange(&all);
    Ok(strange.iter().map(|c| format!("{file}: {c}")).collect())
}

fn once(ids: &mut HashSet<String>, cells: &Cells<'_>) -> Result<String> {
    let id = cells.needed("id")?.to_owned();
    if !ids.insert(id.clone()) {
        bail!("{}, id: “{id}” stands there twice", cells.place);
    }
    Ok(id)
}

impl Read {
    /// Reads the files.
    ///
    /// # Errors
    /// The first cell that cannot be read, with file, line and field.
    pub fn files(workers: &Path, jobs: &Path, ways: Option<&Path>, today: Day) -> Result<Self> {
        let mut read = Self::default();
        let mut ids = HashSet::new();
        let needed = ["id", "trade", "start"];
        let strange = lines(jobs, &JOBS, &needed, |cells| {
            let id = once(&mut ids, cells)?;
            let job = read.job(id, cells, today)?;
            read.jobs.push(job);
            Ok(())
        })?;
        read.strange.extend(strange);
        read.medians();
        ids.clear();
        let strange = lines(workers, &WORKERS, &["id"], |cells| {
            let id = once(&mut ids, cells)?;
            let worker = read.worker(id, cells)?;
            read.workers.push(worker);
            Ok(())
        })?;
        read.strange.extend(strange);
        if let Some(ways) = ways {
            let strange = lines(ways, &WAYS, &["from", "to", "minutes"], |c| read.way(c))?;
            read.strange.extend(strange);
        }
        Ok(read)
    }
    fn employer(&mut self, name: &str) -> u64 {
        let next = self.employers.len() as u64 + 1;
        *self.employers.entry(name.to_owned()).or_insert(next)
    }
    fn place(&mut self, cells: &Cells<'_>, field: &str) -> Result<Option<u16>> {
        let place = cells.text(field);
        place
            .map(|name| self.places.number("places", name))
            .transpose()
    }
    /// A trade; class and group are those that a job gave it first.
    fn trade(&mut self, name: &str) -> Result<TradeKey> {
        let id = self.trades.number("trades", name)?;
        let alone = TradeKey {
            id,
            class: 0,
            group: 0,
        };
        Ok(*self.keys.entry(id).or_insert(alone))
    }
    fn job(&mut self, id: String, cells: &Cells<'_>, today: Day) -> Result<JobFacts> {
        let name = cells.needed("trade")?.to_owned();
        let number = |names: &mut Names, field: &str| match cells.text(field) {
            Some(text) => names.number(field, text).map(|n| n + 1),
            None => Ok(0),
        };
        let class = number(&mut self.classes, "class")?;
        let group = number(&mut self.groups, "group")?;
        let trade = self.trade(&name)?;
        if let Some(key) = self.keys.get_mut(&trade.id) {
            key.class = if key.class == 0 { class } else { key.class };
            key.group = if key.group == 0 { group } else { key.group };
        }
        let start = cells.day("start")?;
        let start = start.with_context(|| format!("{}, start: must not be empty", cells.place))?;
        let age = |field: &str| {
            let years = cells.number(field, 120)?;
            Ok::<_, anyhow::Error>(years.and_then(|y| u8::try_from(y).ok()))
        };
        let employer = cells.text("employer").unwrap_or(&id).to_owned();
        let settle = cells.settle("settle")?;
        let price = cells.number("price", 10_000)?.unwrap_or(0);
        Ok(JobFacts {
            trade: self.keys.get(&trade.id).copied().unwrap_or(trade),
            employer: self.employer(&employer),
            place: self.place(cells, "place")?,
            pay_day_fen: cells.fen("pay")?,
            median_day_fen: None,
            settle: settle.first().copied().unwrap_or(Settle::Done),
            start,
            end: cells.day("end")?,
            age_min: age("age_min")?,
            age_max: age("age_max")?,
            adults_only: cells.yes("adults_only")?,
            certs: self.certs.bits(cells.list("certs")),
            checked: cells.day("checked")?.unwrap_or(today),
            expires: cells.day("expires")?.unwrap_or(start.max(today)),
            places_left: cells.number("places", 10_000_000)?.unwrap_or(1),
            taste: None,
            price: i32::try_from(price).unwrap_or(0),
            id,
        })
    }
    /// Each trade's median pay, when enough jobs tell it.
    fn medians(&mut self) {
        let mut pays: HashMap<u16, Vec<i64>> = HashMap::new();
        for job in &self.jobs {
            pays.entry(job.trade.id)
                .or_default()
                .extend(job.pay_day_fen);
        }
        for all in pays.values_mut() {
            all.sort_unstable();
        }
        for job in &mut self.jobs {
            let told = pays.get(&job.trade.id).filter(|p| p.len() >= TELLING);
            job.median_day_fen = told.and_then(|p| p.get((p.len() - 1) / 2).copied());
        }
    }
    fn worker(&mut self, id: String, cells: &Cells<'_>) -> Result<WorkerFacts> {
        let trades: Result<Vec<_>> = cells.list("trades").iter().map(|t| self.trade(t)).collect();
        let done = cells.list("done_trades");
        let done: Result<Vec<_>> = done.iter().map(|t| Ok(self.trade(t)?.id)).collect();
        let minutes = cells.number("max_minutes", 1_440)?;
        let numbers = |read: &mut Self, field: &str| {
            let names = cells.list(field);
            names.iter().map(|n| read.employer(n)).collect()
        };
        Ok(WorkerFacts {
            id,
            trades: trades?,
            done_trades: done?,
            done_employers: numbers(self, "done_employers"),
            blocked_employers: numbers(self, "blocked_employers"),
            home: self.place(cells, "home")?,
            max_minutes: minutes.and_then(|m| u16::try_from(m).ok()),
            pay_floor_fen: cells.fen("pay_floor")?,
            settle: SettleSet::of(&cells.settle("settle")?),
            from: cells.day("from")?,
            to: cells.day("to")?,
            certs: self.certs.bits(cells.list("certs")),
            birth: cells.day("birth")?,
            priority: cells.yes("priority")?,
            leanings: Vec::new(),
            taste: None,
        })
    }
    /// A way counts in both directions unless the other is told too; places that neither
    /// workers nor jobs name are passed over.
    fn way(&mut self, cells: &Cells<'_>) -> Result<()> {
        let minutes = cells.number("minutes", 1_440)?;
        let place = &cells.place;
        let minutes = minutes.with_context(|| format!("{place}, minutes: must not be empty"))?;
        let from = self.places.known(cells.needed("from")?);
        let to = self.places.known(cells.needed("to")?);
        if let (Some(from), Some(to), Ok(minutes)) = (from, to, u16::try_from(minutes)) {
            self.ways.insert((from, to), minutes);
            self.ways.entry((to, from)).or_insert(minutes);
        }
        Ok(())
    }
}

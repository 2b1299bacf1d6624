//! Workers and orders as an office keeps them, read with the line of whatever is wrong.

use crate::sheet::{self, Sheet};
use anyhow::{Context, Result, bail};
use matching::dispatch::{Hand, Shift};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// Where each town is, by name.
const PLACES: &str = include_str!("../../../../data/luonan_places.csv");
const KM_A_DEGREE: f64 = 111.2;
/// Shifts up to this long are read; longer is a slip.
const LONGEST: i64 = 7 * 1440;

/// Workers and orders with their places.
#[derive(Debug, Default)]
pub struct Book {
    /// People.
    pub hands: Vec<Hand>,
    /// Shifts.
    pub shifts: Vec<Shift>,
    places: Places,
}

/// Places and trades by number.
#[derive(Debug, Default)]
struct Places {
    at: Vec<(f64, f64)>,
    numbers: HashMap<(u64, u64), u32>,
    towns: HashMap<String, (f64, f64)>,
    trades: HashMap<String, u16>,
}

/// A row with its headings.
struct Line<'a> {
    cells: HashMap<&'a str, &'a str>,
}

impl Line<'_> {
    /// The first of these columns that is filled.
    fn text(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.cells.get(name).copied().filter(|c| !c.is_empty()))
    }
    /// A text that must be there.
    fn needed(&self, names: &[&str]) -> Result<&str> {
        self.text(names)
            .with_context(|| format!("{} is empty", names[0]))
    }
    /// A number within bounds, when there is one.
    fn number(&self, names: &[&str], most: f64) -> Result<Option<f64>> {
        let Some(text) = self.text(names) else {
            return Ok(None);
        };
        let number: f64 = text
            .parse()
            .with_context(|| format!("{}: {text}", names[0]))?;
        match number.is_finite() && (0.0..=most).contains(&number) {
            true => Ok(Some(number)),
            false => bail!("{}: {text} is not within 0 and {most}", names[0]),
        }
    }
    /// A whole number within bounds, when there is one.
    fn whole(&self, names: &[&str], most: u32) -> Result<Option<u32>> {
        let Some(text) = self.text(names) else {
            return Ok(None);
        };
        let number: u32 = text
            .parse()
            .with_context(|| format!("{}: {text}", names[0]))?;
        match number <= most {
            true => Ok(Some(number)),
            false => bail!("{}: {text} is more than {most}", names[0]),
        }
    }
    /// Yuan as fen.
    fn fen(&self, names: &[&str]) -> Result<Option<i64>> {
        // Bounded by the largest number read.
        Ok(self
            .number(names, 1e6)?
            .map(|yuan| (yuan * 100.0).round() as i64))
    }
}

impl Book {
    /// Reads both files.
    pub fn read(workers: &Path, orders: &Path) -> Result<Self> {
        Self::of(&sheet::read(workers)?, &sheet::read(orders)?)
    }

    /// Reads both tables.
    pub fn of(workers: &Sheet, orders: &Sheet) -> Result<Self> {
        let mut book = Self {
            places: Places::known(),
            ..Self::default()
        };
        let Self {
            hands,
            shifts,
            places,
        } = &mut book;
        each("WORKERS", workers, |line| {
            hands.push(hand(line, places)?);
            Ok(hands.last().map(|hand| hand.id.clone()).unwrap_or_default())
        })?;
        each("ORDERS", orders, |line| {
            shifts.push(shift(line, places)?);
            Ok(shifts
                .last()
                .map(|shift| shift.id.clone())
                .unwrap_or_default())
        })?;
        Ok(book)
    }

    /// Minutes by road between two places; rounded up, so that the triangle holds.
    pub fn minutes(&self, a: u32, b: u32, speed: f64, stretch: f64) -> Option<u32> {
        let (a, b) = (
            self.places.at.get(a as usize)?,
            self.places.at.get(b as usize)?,
        );
        let minutes = (a.0 - b.0).hypot(a.1 - b.1) * stretch / speed * 60.0;
        // At most half round the globe at the least speed: far below u32, and saturating anyway.
        Some(minutes.ceil() as u32)
    }
}

/// Reads every row; names the file and line of what is wrong, and a name that comes twice.
fn each(name: &str, sheet: &Sheet, mut read: impl FnMut(&Line) -> Result<String>) -> Result<()> {
    let mut seen = HashSet::new();
    for (number, row) in &sheet.rows {
        let line = Line {
            cells: sheet.named(row).into_iter().collect(),
        };
        let at = || format!("{name}, line {number}");
        let id = read(&line).with_context(at)?;
        if !seen.insert(id.clone()) {
            return Err(anyhow::anyhow!("{id} comes twice")).with_context(at);
        }
    }
    Ok(())
}

fn hand(line: &Line, places: &mut Places) -> Result<Hand> {
    let trades = line.needed(&["trades", "trade", "工种"])?;
    let windows = line.needed(&["windows", "free", "空闲时间"])?;
    let mut free = Vec::new();
    for window in windows
        .split([';', '；'])
        .map(str::trim)
        .filter(|w| !w.is_empty())
    {
        let (from, to) = window
            .split_once(['/', '~', '至'])
            .with_context(|| format!("windows: {window} is not FROM/TO"))?;
        free.push(span(from, to)?);
    }
    free.sort_unstable();
    if let Some(pair) = free.windows(2).find(|pair| pair[1].0 < pair[0].1) {
        bail!("windows: two overlap at {}", told(pair[1].0));
    }
    let names = trades.split([';', '；', '|', '、']).map(str::trim);
    let trades: Result<Vec<u16>> = names
        .filter(|t| !t.is_empty())
        .map(|t| places.trade(t))
        .collect();
    Ok(Hand {
        id: line.needed(&["worker", "id", "工人"])?.to_owned(),
        windows: free,
        home: places.number(line)?,
        trades: trades?,
        max_minutes: line.whole(&["max_minutes", "最长路程"], 1440)?,
        floor_fen: line.fen(&["pay_floor", "最低时薪"])?,
        waited_days: line
            .whole(&["waited_days", "等待天数"], 36_500)?
            .unwrap_or(0),
    })
}

fn shift(line: &Line, places: &mut Places) -> Result<Shift> {
    let from = line.needed(&["start", "开始"])?;
    let (start, end) = span(from, line.needed(&["end", "结束"])?)?;
    if end - start > LONGEST {
        bail!("end: a shift of more than a week");
    }
    Ok(Shift {
        id: line.needed(&["order", "id", "班次"])?.to_owned(),
        place: places.number(line)?,
        start,
        end,
        seats: line.whole(&["seats", "人数"], 1_000_000)?.unwrap_or(1),
        trade: places.trade(line.needed(&["trade", "工种"])?)?,
        hour_fen: line.fen(&["pay_hour", "时薪"])?.unwrap_or(0),
    })
}

/// Two times, the second after the first.
fn span(from: &str, to: &str) -> Result<(i64, i64)> {
    let (start, end) = (clock(from)?, clock(to)?);
    match start < end {
        true => Ok((start, end)),
        false => bail!("{} ends at {}, before it begins", from.trim(), to.trim()),
    }
}

impl Places {
    /// The towns of the county.
    fn known() -> Self {
        let mut places = Self::default();
        for row in PLACES.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            let point = |n: usize| cells.get(n).and_then(|c| c.parse::<f64>().ok());
            if let (Some(&"town"), Some(lat), Some(lon)) = (cells.get(1), point(4), point(5)) {
                places.towns.insert(cells[2].to_owned(), (lat, lon));
            }
        }
        places
    }

    /// The place of a row: `lat` and `lon` (WGS-84), or the name of a town.
    fn number(&mut self, line: &Line) -> Result<u32> {
        let degree = |name: &str, most: f64| -> Result<Option<f64>> {
            let Some(text) = line.text(&[name]) else {
                return Ok(None);
            };
            let number: f64 = text.parse().with_context(|| format!("{name}: {text}"))?;
            match number.is_finite() && number.abs() <= most {
                true => Ok(Some(number)),
                false => bail!("{name}: {text} is not a degree"),
            }
        };
        let (lat, lon) = match (degree("lat", 90.0)?, degree("lon", 180.0)?) {
            (Some(lat), Some(lon)) => (lat, lon),
            (None, None) => {
                let town = line.needed(&["town", "镇"])?;
                let at = self.towns.get(town);
                *at.with_context(|| format!("town: {town} is not a town of the county"))?
            }
            _ => bail!("lat and lon come together"),
        };
        let next = u32::try_from(self.at.len())?;
        let key = (lat.to_bits(), lon.to_bits());
        Ok(*self.numbers.entry(key).or_insert_with(|| {
            // Flat enough over one county, at its latitude.
            let east = lon * KM_A_DEGREE * 34.1f64.to_radians().cos();
            self.at.push((east, lat * KM_A_DEGREE));
            next
        }))
    }

    fn trade(&mut self, name: &str) -> Result<u16> {
        let next = u16::try_from(self.trades.len()).context("more than 65,536 trades")?;
        Ok(*self.trades.entry(name.to_owned()).or_insert(next))
    }
}

/// `2026-06-01 07:00` (or with a T) as minutes since Monday 1970-01-05, 00:00; `24:00` is the
/// end of the day.
pub fn clock(text: &str) -> Result<i64> {
    let text = text.trim();
    let wrong = || format!("{text} is not a time like 2026-06-01 07:00");
    let (date, time) = text.split_once([' ', 'T']).with_context(wrong)?;
    let day = date_of(date).with_context(wrong)?;
    let mut parts = time.trim().split(':');
    let mut part = |most: i64| {
        let part = parts.next().and_then(|p| p.parse::<i64>().ok());
        part.filter(|p| (0..=most).contains(p))
    };
    let (hour, minute) = (part(24).with_context(wrong)?, part(59).with_context(wrong)?);
    if hour == 24 && minute > 0 {
        bail!(wrong());
    }
    Ok((day.epoch_days() - 4) * 1440 + hour * 60 + minute)
}

/// A day as `2026-06-01`.
fn date_of(text: &str) -> Option<kernel::Day> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let rest = parts.next();
    let day = kernel::Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (rest.is_none() && (1900..=2200).contains(&day.year())).then_some(day)
}

/// Minutes as a time again.
pub fn told(minutes: i64) -> String {
    let (day, rest) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    let day = kernel::Day::from_epoch_days(day + 4);
    format!("{day} {:02}:{:02}", rest / 60, rest % 60)
}

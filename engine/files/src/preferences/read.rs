//! Reads events row by row, and names the line of what is wrong.

use anyhow::{Context, Result, anyhow, bail};
use csv::{ReaderBuilder, StringRecord, Trim};
use kernel::Day;
use std::io::Read;
use std::path::Path;
use taste::format::LONGEST_NAME;
use taste::{Events, Kind};

/// The last second of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;

/// Reads the events of a file.
///
/// # Errors
/// What is wrong, with file and line.
pub fn read(path: &Path) -> Result<Events> {
    let name = path.display().to_string();
    let file = std::fs::File::open(path).with_context(|| name.clone())?;
    read_from(&name, file)
}

/// Reads the events of an open file.
pub(super) fn read_from(name: &str, file: impl Read) -> Result<Events> {
    let mut builder = ReaderBuilder::new();
    builder.trim(Trim::All).buffer_capacity(1 << 20);
    let mut reader = builder.from_reader(file);
    let first = reader.headers().with_context(|| name.to_owned())?.clone();
    let at = |heading: &str| {
        let plain = |cell: &str| {
            cell.trim_start_matches('\u{feff}')
                .eq_ignore_ascii_case(heading)
        };
        first.iter().position(plain)
    };
    let need = |heading: &str| {
        at(heading).ok_or_else(|| anyhow!("{name} line 1: no heading {heading}; 第 1 行没有这一列"))
    };
    let columns = Columns {
        person: need("person")?,
        job: need("job")?,
        time: at("time"),
        kind: at("kind"),
    };
    let mut events = Events::default();
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .with_context(|| name.to_owned())?
    {
        let line = record.position().map_or(0, csv::Position::line);
        add(&mut events, &columns, &record).map_err(|why| anyhow!("{name} line {line}: {why}"))?;
    }
    if events.rows.is_empty() {
        bail!("{name}: no events, there is nothing to learn from; 文件里没有记录，学不到东西");
    }
    Ok(events)
}

/// Where the headings stand.
struct Columns {
    person: usize,
    job: usize,
    time: Option<usize>,
    kind: Option<usize>,
}

fn add(events: &mut Events, at: &Columns, record: &StringRecord) -> Result<()> {
    let named = |at: usize, what: &str| {
        let text = &record[at];
        match text.len() {
            0 => Err(anyhow!("no {what}; 缺少编号")),
            1..=LONGEST_NAME => Ok(text),
            _ => Err(anyhow!(
                "{what} is longer than {LONGEST_NAME} bytes; 编号太长"
            )),
        }
    };
    let (person, job) = (named(at.person, "person")?, named(at.job, "job")?);
    let time = at.time.map_or(Ok(0), |at| second(&record[at]))?;
    let kind = match at.kind.map(|at| &record[at]) {
        None | Some("") => Kind::Apply,
        Some(word) => Kind::of(word).ok_or_else(|| {
            let all: Vec<&str> = Kind::ALL.iter().map(|(name, _)| *name).collect();
            anyhow!(
                "kind “{}”: expected {}; 种类不认识",
                shown(word),
                all.join(", ")
            )
        })?,
    };
    if events.add(person, job, time, kind) {
        Ok(())
    } else {
        Err(anyhow!("too many persons or jobs; 人或岗位太多"))
    }
}

/// Seconds since 1970, or a day, or a day and time of day in UTC.
fn second(text: &str) -> Result<i64> {
    let wrong = || {
        let text = shown(text);
        anyhow!("time “{text}”: expected seconds since 1970 or 2026-11-24; 时间读不懂")
    };
    if let Ok(whole) = text.parse::<i64>() {
        return match whole {
            0..=LAST_SECOND => Ok(whole),
            _ => Err(wrong()),
        };
    }
    let (day, rest) = text.split_at_checked(10).ok_or_else(wrong)?;
    let day: Day = day.parse().map_err(|()| wrong())?;
    let clock = rest.strip_prefix(['T', ' ']);
    let clock = clock.map(|c| c.trim_end_matches('Z'));
    let seconds = match clock {
        None if rest.is_empty() => 0,
        None => return Err(wrong()),
        Some(clock) => of_clock(clock).ok_or_else(wrong)?,
    };
    Ok(day.epoch_days() * 86_400 + seconds)
}

/// `06:30` or `06:30:15`, with any fraction of a second.
fn of_clock(text: &str) -> Option<i64> {
    let mut sum = 0;
    let mut parts = text.split(':');
    for (most, unit) in [(23, 3600), (59, 60), (59, 1)] {
        let Some(part) = parts.next() else {
            return (unit == 1).then_some(sum);
        };
        let whole = part.split_once('.').map_or(part, |(whole, _)| whole);
        let value: i64 = whole.parse().ok()?;
        if !(0..=most).contains(&value) {
            return None;
        }
        sum += value * unit;
    }
    parts.next().is_none().then_some(sum)
}

/// A cell as a person may read it, not too long.
fn shown(cell: &str) -> String {
    cell.chars().take(40).collect()
}

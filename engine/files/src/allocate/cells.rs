//! Cells of a large csv file: the whole file in memory, cut at lines, so that threads share it.

use anyhow::{Context, Result, anyhow, bail};
use csv::{ReaderBuilder, Trim};
use std::path::Path;

/// A csv file with `N` headings that are wanted.
#[derive(Debug)]
pub struct Cells<const N: usize> {
    /// What the file is called in messages.
    pub name: String,
    bytes: Vec<u8>,
    /// Where the rows begin, and on which line.
    body: (usize, u64),
    /// Where each heading stands, and how many cells a row has.
    columns: [usize; N],
    width: usize,
    /// The rows, if cells may stand in quotes; their texts are in `bytes`.
    quoted: Option<Vec<Quoted<N>>>,
}

/// The line of a row and where its cells lie.
type Quoted<const N: usize> = (u64, [(usize, usize); N]);

/// Some of the rows.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a, const N: usize> {
    of: &'a Cells<N>,
    text: &'a [u8],
    quoted: &'a [Quoted<N>],
}

/// What is wrong on a line, counted from the part's first.
pub type Wrong = (u64, String);

impl<const N: usize> Cells<N> {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or a heading is missing.
    pub fn open(path: &Path, headings: [&str; N]) -> Result<Self> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| name.clone())?;
        let mark = if bytes.starts_with(b"\xEF\xBB\xBF") {
            3
        } else {
            0
        };
        if bytes.contains(&b'"') || !bytes.contains(&b'\n') {
            return Self::unquoted(name, &bytes[mark..], headings);
        }
        let (mut at, mut line) = (mark, 0);
        let mut first: &[u8] = &[];
        while first.is_empty() && at < bytes.len() {
            let rest = &bytes[at..];
            let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
            first = trimmed(&rest[..end]);
            at = (at + end + 1).min(bytes.len());
            line += 1;
        }
        let cells: Vec<&[u8]> = first
            .split(|b| *b == b',')
            .map(<[u8]>::trim_ascii)
            .collect();
        let columns = columns(&name, &cells, headings)?;
        Ok(Self {
            name,
            columns,
            width: cells.len(),
            body: (at, line),
            bytes,
            quoted: None,
        })
    }

    /// Takes cells out of their quotes.
    fn unquoted(name: String, text: &[u8], headings: [&str; N]) -> Result<Self> {
        let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(text);
        let first = reader.byte_headers().with_context(|| name.clone())?.clone();
        let first: Vec<&[u8]> = first.iter().collect();
        let columns = columns(&name, &first, headings)?;
        let (mut bytes, mut rows) = (Vec::new(), Vec::new());
        for record in reader.byte_records() {
            let record = record.with_context(|| name.clone())?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((
                line,
                columns.map(|at| {
                    let begin = bytes.len();
                    bytes.extend_from_slice(&record[at]);
                    (begin, bytes.len())
                }),
            ));
        }
        Ok(Self {
            name,
            bytes,
            body: (0, 0),
            columns,
            width: first.len(),
            quoted: Some(rows),
        })
    }

    /// The rows in at most so many parts, in order.
    pub fn parts(&self, many: usize) -> Vec<Part<'_, N>> {
        if let Some(quoted) = &self.quoted {
            return vec![Part {
                of: self,
                text: &[],
                quoted,
            }];
        }
        let mut rest = &self.bytes[self.body.0..];
        let size = rest.len() / many.max(1) + 1;
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let least = size.min(rest.len());
            let end = rest[least..].iter().position(|b| *b == b'\n');
            let (text, after) = rest.split_at(end.map_or(rest.len(), |end| least + end + 1));
            rest = after;
            let (of, quoted) = (self, &[][..]);
            parts.push(Part { of, text, quoted });
        }
        parts
    }

    /// An error on a line of a part before which the parts had so many lines.
    pub fn wrong(&self, before: u64, (line, what): Wrong) -> anyhow::Error {
        anyhow!("{} line {}: {what}", self.name, self.body.1 + before + line)
    }
}

impl<'a, const N: usize> Part<'a, N> {
    /// Shows each row; how many lines there were.
    ///
    /// # Errors
    /// An empty cell, a row of another length, or what `show` says.
    pub fn each(
        self,
        mut show: impl FnMut([&'a [u8]; N]) -> Result<(), String>,
    ) -> Result<u64, Wrong> {
        let bytes = &self.of.bytes;
        for (line, cells) in self.quoted {
            let cells = cells.map(|(begin, end)| &bytes[begin..end]);
            filled(cells)
                .and_then(&mut show)
                .map_err(|why| (*line, why))?;
        }
        let mut lines = 0;
        for line in self.text.split_inclusive(|b| *b == b'\n') {
            lines += 1;
            let line = trimmed(line);
            if line.is_empty() {
                continue;
            }
            self.cells(line)
                .and_then(filled)
                .and_then(&mut show)
                .map_err(|why| (lines, why))?;
        }
        Ok(lines)
    }

    fn cells(self, line: &'a [u8]) -> Result<[&'a [u8]; N], String> {
        let mut found: [&[u8]; N] = [&[]; N];
        let mut width = 0;
        for (at, cell) in line.split(|b| *b == b',').enumerate() {
            width = at + 1;
            for (found, column) in found.iter_mut().zip(self.of.columns) {
                if column == at {
                    *found = cell.trim_ascii();
                }
            }
        }
        match width == self.of.width {
            true => Ok(found),
            false => Err(format!("{width} cells, but {} headings", self.of.width)),
        }
    }
}

/// A line without its end.
fn trimmed(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn filled<const N: usize>(cells: [&[u8]; N]) -> Result<[&[u8]; N], String> {
    match cells.iter().any(|cell| cell.is_empty()) {
        true => Err("a cell is empty".into()),
        false => Ok(cells),
    }
}

fn columns<const N: usize>(name: &str, first: &[&[u8]], headings: [&str; N]) -> Result<[usize; N]> {
    let mut columns = [0; N];
    for (column, heading) in columns.iter_mut().zip(headings) {
        let Some(at) = first.iter().position(|cell| *cell == heading.as_bytes()) else {
            bail!("{name} line 1: no heading {heading}");
        };
        *column = at;
    }
    Ok(columns)
}

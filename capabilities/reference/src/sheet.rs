//! A CSV text by the names of its columns; a fault names the line and the column.

use kernel::{Day, Refusal};
use std::collections::HashMap;
use std::rc::Rc;

/// A CSV text.
pub(crate) struct Sheet {
    names: Rc<HashMap<String, usize>>,
    lines: Vec<(u64, csv::StringRecord)>,
}

/// One line of it.
pub(crate) struct Record {
    names: Rc<HashMap<String, usize>>,
    line: u64,
    cells: csv::StringRecord,
}

impl Sheet {
    /// Reads the text; its first line names the columns.
    pub(crate) fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let bad = |e: csv::Error| {
            let line = e.position().map_or(1, csv::Position::line);
            Refusal::bad("reference-csv-unreadable").with("line", line)
        };
        let headers = reader.headers().map_err(bad)?;
        let names = headers
            .iter()
            .enumerate()
            .map(|(i, n)| (n.trim().to_owned(), i))
            .collect();
        let mut lines = Vec::new();
        for record in reader.into_records() {
            let record = record.map_err(bad)?;
            let line = record.position().map_or(0, csv::Position::line);
            lines.push((line, record));
        }
        Ok(Self {
            names: Rc::new(names),
            lines,
        })
    }
    /// Every line.
    pub(crate) fn rows(self) -> impl Iterator<Item = Record> {
        let names = self.names;
        let record = move |(line, cells)| Record {
            names: names.clone(),
            line,
            cells,
        };
        self.lines.into_iter().map(record)
    }
    /// Every line under what stands in one column.
    pub(crate) fn by(self, column: &str) -> Result<HashMap<String, Record>, Refusal> {
        self.rows()
            .map(|row| Ok((row.text(column)?, row)))
            .collect()
    }
}

impl Record {
    /// The cell, if it holds anything.
    pub(crate) fn opt(&self, column: &str) -> Option<String> {
        let cell = self.cells.get(*self.names.get(column)?)?.trim();
        (!cell.is_empty()).then(|| cell.to_owned())
    }
    /// The cell, which must hold something.
    pub(crate) fn text(&self, column: &str) -> Result<String, Refusal> {
        self.opt(column).ok_or_else(|| self.fault(column))
    }
    /// The cell as a whole number.
    pub(crate) fn whole(&self, column: &str) -> Result<i64, Refusal> {
        self.text(column)?.parse().map_err(|_| self.fault(column))
    }
    /// The cell as a day.
    pub(crate) fn day(&self, column: &str) -> Result<Day, Refusal> {
        self.text(column)?.parse().map_err(|()| self.fault(column))
    }
    /// The cell as a number with decimals, if it holds one.
    pub(crate) fn real(&self, column: &str) -> Option<f64> {
        self.opt(column)?.parse().ok()
    }
    /// Is the cell 1?
    pub(crate) fn flag(&self, column: &str) -> bool {
        self.opt(column).as_deref() == Some("1")
    }
    /// This cell is wrong.
    pub(crate) fn fault(&self, column: &str) -> Refusal {
        let refusal = Refusal::bad("reference-csv-cell-wrong").with("line", self.line);
        refusal.with("column", column)
    }
}

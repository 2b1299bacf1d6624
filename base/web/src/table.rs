//! Every list as a table that can be taken along: xlsx, csv.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Refusal;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}
impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}
impl From<i64> for Cell {
    fn from(n: i64) -> Self {
        Cell::Number(n as f64)
    }
}

/// A column: its heading and width in characters.
#[derive(Debug, Clone)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Width in characters.
    pub width: u16,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML.
    Xlsx,
    /// Comma-separated, UTF-8 with BOM so that spreadsheets read Chinese.
    Csv,
}

impl Format {
    /// Reads `?format=`.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        match text {
            "xlsx" => Ok(Format::Xlsx),
            "csv" => Ok(Format::Csv),
            _ => Err(Refusal::field("format", "field-not-choice")),
        }
    }
}

impl Table {
    /// A table with headings.
    #[must_use]
    pub fn new(titles: &[String]) -> Self {
        let columns = titles.iter().map(|t| {
            let width = u16::try_from(t.chars().count() * 2 + 6).unwrap_or(40);
            Column {
                title: t.clone(),
                width,
            }
        });
        Self {
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }
    /// The bytes of a workbook with one sheet.
    pub fn xlsx(&self) -> Result<Vec<u8>, Refusal> {
        self.write_xlsx().map_err(Refusal::internal)
    }
    fn write_xlsx(&self) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let bold = rust_xlsxwriter::Format::new().set_bold();
        for (at, column) in (0u16..).zip(&self.columns) {
            sheet.write_with_format(0, at, &column.title, &bold)?;
            sheet.set_column_width(at, f64::from(column.width))?;
        }
        for (y, row) in (1u32..).zip(&self.rows) {
            for (x, cell) in (0u16..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(y, x, text)?,
                    Cell::Number(n) => sheet.write_number(y, x, *n)?,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        book.save_to_buffer()
    }
    /// The bytes of a csv file.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut out = csv::WriterBuilder::new()
            .flexible(true)
            .from_writer("\u{feff}".as_bytes().to_vec());
        let titles: Vec<String> = self.columns.iter().map(|c| c.title.clone()).collect();
        let rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(plain).collect::<Vec<_>>());
        for record in std::iter::once(titles).chain(rows) {
            // Writing into memory cannot fail.
            let _ = out.write_record(&record);
        }
        out.into_inner().unwrap_or_default()
    }
}

/// A cell for csv; what a spreadsheet would run as a formula is made text.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Number(n) => n.to_string(),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t']) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
    }
}

/// The table as a download.
pub fn table_response(format: Format, name: &str, table: &Table) -> Result<Response, Refusal> {
    let (bytes, kind, ending) = match format {
        Format::Xlsx => (
            table.xlsx()?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
        Format::Csv => (table.csv(), "text/csv; charset=utf-8", "csv"),
    };
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

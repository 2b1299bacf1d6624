//! Reads a table from an xlsx or csv file, as text with line numbers, within bounds.

use anyhow::{Context, Result, bail};
use calamine::{Data, Reader, open_workbook_auto};
use std::path::Path;

/// Most rows in one file.
pub const MAX_ROWS: usize = 200_000;
/// Largest file in bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Most columns; more is not a table of ours.
const MAX_COLUMNS: usize = 100;

/// A table as read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Headings, trimmed.
    pub headings: Vec<String>,
    /// Rows that are not empty, with the number that a spreadsheet shows beside them.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Sheet {
    /// Headings with the cells of a row.
    pub fn named<'a>(&'a self, row: &'a [String]) -> Vec<(&'a str, &'a str)> {
        let cells = row.iter().map(String::as_str);
        let pairs = self.headings.iter().map(String::as_str).zip(cells);
        pairs.filter(|(heading, _)| !heading.is_empty()).collect()
    }
    /// The cells of a row in the order of these headings; what is not there is empty.
    #[must_use]
    pub fn ordered(&self, row: &[String], columns: &[&str]) -> Vec<String> {
        let at = |c: &&str| self.headings.iter().position(|h| h == c);
        let cell = |c: &&str| at(c).and_then(|n| row.get(n)).cloned().unwrap_or_default();
        columns.iter().map(cell).collect()
    }
    /// Headings that are none of these.
    #[must_use]
    pub fn strange(&self, columns: &[&str]) -> Vec<&str> {
        let strange = |h: &&String| !h.is_empty() && !columns.contains(&h.as_str());
        self.headings
            .iter()
            .filter(strange)
            .map(String::as_str)
            .collect()
    }
}

/// Reads `FILE.xlsx` (the first sheet) or `FILE.csv` (UTF-8, with BOM or without, or GB18030).
pub fn read(path: &Path) -> Result<Sheet> {
    let size = std::fs::metadata(path)
        .with_context(|| format!("{}", path.display()))?
        .len();
    if size > MAX_BYTES {
        bail!(
            "{} has {size} bytes; at most {MAX_BYTES} are read",
            path.display()
        );
    }
    let ending = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    let rows = match ending.to_ascii_lowercase().as_str() {
        "xlsx" => xlsx(path)?,
        "csv" => csv_rows(&std::fs::read(path)?)?,
        _ => bail!("{} is neither .xlsx nor .csv", path.display()),
    };
    table(rows)
}

/// Reads csv that is at hand.
#[cfg(test)]
pub(crate) fn of_csv(bytes: &[u8]) -> Result<Sheet> {
    table(csv_rows(bytes)?)
}

/// The first row that is not empty gives the headings.
fn table(rows: Vec<(usize, Vec<String>)>) -> Result<Sheet> {
    let mut rows = rows
        .into_iter()
        .filter(|(_, row)| row.iter().any(|c| !c.is_empty()));
    let Some((_, headings)) = rows.next() else {
        bail!("the file is empty");
    };
    if headings.len() > MAX_COLUMNS {
        bail!("{} columns; at most {MAX_COLUMNS} are read", headings.len());
    }
    let rows: Vec<_> = rows.take(MAX_ROWS + 1).collect();
    if rows.len() > MAX_ROWS {
        bail!("more than {MAX_ROWS} rows; split the file");
    }
    Ok(Sheet { headings, rows })
}

fn xlsx(path: &Path) -> Result<Vec<(usize, Vec<String>)>> {
    let mut book = open_workbook_auto(path).context("no workbook that can be read")?;
    let sheet = book
        .worksheet_range_at(0)
        .context("the workbook has no sheet")?;
    let sheet = sheet.context("the first sheet cannot be read")?;
    let first = sheet.start().map_or(0, |(row, _)| row as usize);
    let rows = sheet.rows().enumerate();
    Ok(rows
        .map(|(n, row)| (first + n + 1, row.iter().map(text).collect()))
        .collect())
}

/// A cell as a person would read it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        // Telephone numbers come as numbers: without a decimal point.
        Data::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        Data::DateTime(at) if !at.is_duration() => {
            let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
            let clock = match (hour, minute) {
                (0, 0) => String::new(),
                _ => format!(" {hour:02}:{minute:02}"),
            };
            format!("{year:04}-{month:02}-{day:02}{clock}")
        }
        other => other.to_string().trim().to_owned(),
    }
}

fn decoded(bytes: &[u8]) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, faulty) = encoding_rs::GB18030.decode(bytes);
    if faulty {
        bail!("the file is neither UTF-8 nor GB18030");
    }
    Ok(text.into_owned())
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>> {
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.context("the csv cannot be read")?;
        let line = record.position().map_or(0, |p| p.line() as usize);
        rows.push((line, record.iter().map(unquoted).collect()));
        if rows.len() > MAX_ROWS + 1 {
            break;
        }
    }
    Ok(rows)
}

/// Our own csv puts an apostrophe before what a spreadsheet would run as a formula.
fn unquoted(cell: &str) -> String {
    let cell = cell.trim();
    let rest = cell
        .strip_prefix('\'')
        .filter(|r| r.starts_with(['=', '+', '-', '@']));
    rest.unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(bytes: &[u8]) -> Sheet {
        table(csv_rows(bytes).unwrap()).unwrap()
    }

    #[test]
    fn csv_is_read_in_both_encodings_with_line_numbers() {
        let text = "姓名,手机号\n王丽,15400000001\n\n\"李\n强\",'+1\n";
        let utf8 = sheet(text.as_bytes());
        let bom = sheet(format!("\u{feff}{text}").as_bytes());
        let gb = sheet(&encoding_rs::GB18030.encode(text).0);
        assert_eq!(utf8, bom);
        assert_eq!(utf8, gb);
        assert_eq!(utf8.headings, ["姓名", "手机号"]);
        assert_eq!(utf8.rows[0], (2, vec!["王丽".into(), "15400000001".into()]));
        assert_eq!(utf8.rows[1].1[1], "+1");
        assert_eq!(utf8.named(&utf8.rows[0].1)[1], ("手机号", "15400000001"));
        assert_eq!(
            utf8.ordered(&utf8.rows[0].1, &["手机号", "x"]),
            ["15400000001", ""]
        );
        assert_eq!(utf8.strange(&["姓名"]), ["手机号"]);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(csv_rows(&[0xff, 0xff, 0x80]).is_err());
        assert!(table(Vec::new()).is_err());
        assert!(read(Path::new("/nowhere/x.csv")).is_err());
    }

    #[test]
    fn a_workbook_of_ours_is_read_back() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let page = book.add_worksheet();
        page.write_row_matrix(0, 0, [["姓名", "日薪"], ["王丽", "180"]])
            .unwrap();
        let dir = std::env::temp_dir().join(format!("yizhan-sheet-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let file = dir.join("a.xlsx");
        book.save(&file).unwrap();
        let read = read(&file).unwrap();
        std::fs::remove_dir_all(&dir).unwrap();
        assert_eq!(read.headings, ["姓名", "日薪"]);
        assert_eq!(read.rows, [(2, vec!["王丽".to_owned(), "180".to_owned()])]);
    }
}

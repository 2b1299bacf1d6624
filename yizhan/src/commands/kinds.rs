//! The three kinds of record that files carry, each through its own room.

use anyhow::{Result, bail};
use files::sheet::Sheet;
use kernel::{Ctx, Refusal};
use std::collections::HashMap;

/// What the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Worker files.
    Workers,
    /// Employer files.
    Employers,
    /// Posts.
    Vacancies,
}

/// A row that was read and found good.
pub enum Row {
    /// A worker.
    Worker(Box<people::NewWorker>),
    /// An employer.
    Employer(Box<employers::NewEmployer>),
    /// A post.
    Vacancy(Box<vacancies::exchange::NewPost>),
}

/// A fault of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line in the file.
    pub line: usize,
    /// Heading of the column; empty = the row as a whole.
    pub column: String,
    /// Message key.
    pub code: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// The faults of a refusal; its line is not known here.
    #[must_use]
    pub fn of(refusal: &Refusal) -> Vec<Self> {
        let whole = Self {
            line: 0,
            column: String::new(),
            code: refusal.code,
            args: refusal.args.clone(),
        };
        let of_field = |f: &kernel::FieldFault| Self {
            line: 0,
            column: f.field.clone(),
            code: f.code,
            args: f.args.clone(),
        };
        match refusal.fields.is_empty() {
            true => vec![whole],
            false => refusal.fields.iter().map(of_field).collect(),
        }
    }
}

impl Kind {
    /// Reads the name on the command line.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(match text {
            "workers" => Self::Workers,
            "employers" => Self::Employers,
            "vacancies" => Self::Vacancies,
            _ => bail!("{text} is none of workers, employers, vacancies"),
        })
    }
    /// The headings, in order.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Workers => &people::exchange::COLUMNS,
            Self::Employers => &employers::exchange::COLUMNS,
            Self::Vacancies => &vacancies::exchange::COLUMNS,
        }
    }
    /// Reads a row.
    pub fn read(self, ctx: &Ctx, sheet: &Sheet, cells: &[String]) -> Result<Row, Vec<Fault>> {
        let strange = sheet.strange(self.columns());
        if let Some(heading) = strange.first() {
            return Err(vec![Fault {
                line: 0,
                column: (*heading).to_owned(),
                code: "yizhan-import-column",
                args: Vec::new(),
            }]);
        }
        let ordered = sheet.ordered(cells, self.columns());
        match self {
            Self::Workers => {
                let tables = reference::tables(ctx).map_err(|r| Fault::of(&r))?;
                let read = people::exchange::read_row(ctx, &tables, &sheet.named(cells));
                let faults = |all: Vec<people::exchange::CellFault>| {
                    let fault = |f: people::exchange::CellFault| Fault {
                        line: 0,
                        column: f.column,
                        code: f.code,
                        args: f.args,
                    };
                    all.into_iter().map(fault).collect::<Vec<_>>()
                };
                Ok(Row::Worker(Box::new(read.map_err(faults)?)))
            }
            Self::Employers => {
                let read = employers::exchange::read_row(ctx, &ordered);
                Ok(Row::Employer(Box::new(read.map_err(|r| Fault::of(&r))?)))
            }
            Self::Vacancies => {
                let read = vacancies::exchange::read_row(ctx, &ordered);
                Ok(Row::Vacancy(Box::new(read.map_err(|r| Fault::of(&r))?)))
            }
        }
    }
}

/// How many rows of a file bear this name and home and no number, so far.
pub type Unnumbered = HashMap<(String, String), i64>;

/// Persons with neither telephone nor ID number are told apart by nothing: the n-th row of a
/// name and home stands for the n-th file of it, so that the same file twice changes nothing.
async fn there(
    tx: &mut trail::Tx,
    new: &people::NewWorker,
    seen: &mut Unnumbered,
) -> Result<bool, Refusal> {
    if new.phone.is_some() || new.id_no.is_some() {
        return Ok(false);
    }
    let rows = seen
        .entry((new.name.clone(), new.region.clone()))
        .or_default();
    *rows += 1;
    Ok(people::unnumbered(tx, &new.name, &new.region).await? >= *rows)
}

impl Row {
    /// Writes it through the room's action; `false` = it was there already.
    pub async fn write(
        self,
        ctx: &Ctx,
        tx: &mut trail::Tx,
        seen: &mut Unnumbered,
    ) -> Result<bool, Refusal> {
        match self {
            Self::Worker(new) if there(tx, &new, seen).await? => Ok(false),
            Self::Worker(new) => Ok(people::register(ctx, tx, *new).await?.is_new()),
            Self::Employer(new) => Ok(employers::register(ctx, tx, *new).await?.new),
            Self::Vacancy(new) => vacancies::exchange::bring_in(ctx, tx, *new).await,
        }
    }
}

//! `yizhan export`: every record of a kind, as `import` reads it.

use super::kinds::Kind;
use crate::args::{Common, Exchange};
use crate::open::{Opening, county};
use anyhow::{Context, Result, bail};
use db::Conn;
use kernel::{Ctx, Refusal, Scope};
use serde_json::json;
use web::{Cell, Table};

/// Records read at a time.
const PAGE: u32 = 500;

/// Writes a kind of record into a file. Numbers stand in it in full, so the trail keeps a line.
pub async fn export(common: &Common, options: &Exchange) -> Result<()> {
    let kind = Kind::parse(&options.kind)?;
    let file = &options.file;
    if file.exists() {
        bail!("{} is there already", file.display());
    }
    let ending = file
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    let format = web::Format::parse(ending)
        .map_err(|_| anyhow::anyhow!("{} is neither .xlsx nor .csv", file.display()))?;
    let county = county(common, Opening::default()).await?;
    let house = &county.whole.house;
    let ctx = house.system("export");
    let headings: Vec<String> = kind.columns().iter().map(|c| (*c).to_owned()).collect();
    let mut table = Table::new(&headings);
    let mut reader = house.db.read().await?;
    let rows = match kind {
        Kind::Workers => workers(&ctx, &mut reader).await?,
        Kind::Employers => employers(&ctx, &mut reader).await?,
        Kind::Vacancies => vacancies(&ctx, &mut reader).await?,
    };
    drop(reader);
    let count = rows.len();
    table.rows = rows
        .into_iter()
        .map(|row| row.into_iter().map(Cell::Text).collect())
        .collect();
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let detail = json!({ "kind": options.kind, "rows": count });
    tx.note(&ctx, "yizhan.export", "", "", detail);
    tx.commit(&ctx).await?;
    let bytes = match format {
        web::Format::Xlsx => table.xlsx()?,
        web::Format::Csv => table.csv(),
    };
    std::fs::write(file, bytes).with_context(|| format!("{}", file.display()))?;
    println!("{count} rows; the file holds numbers in full: keep it as you keep the key file");
    Ok(())
}

type Rows = Vec<Vec<String>>;

async fn workers(ctx: &Ctx, conn: &mut Conn) -> Result<Rows, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let page = people::workers_page(conn, &Scope::everything(), after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(rows);
        };
        after = Some(last.id.clone());
        for worker in &page {
            rows.push(people::exchange::write_row(ctx, &tables, worker)?);
        }
    }
}

async fn employers(ctx: &Ctx, conn: &mut Conn) -> Result<Rows, Refusal> {
    let mut rows = Vec::new();
    let mut after = String::new();
    loop {
        let page = employers::page(conn, &after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(rows);
        };
        after = last.id.to_string();
        for employer in &page {
            rows.push(employers::exchange::write_row(ctx, employer)?);
        }
    }
}

async fn vacancies(ctx: &Ctx, conn: &mut Conn) -> Result<Rows, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut rows = Vec::new();
    let mut after = String::new();
    loop {
        let page = vacancies::exchange::page(conn, &after, i64::from(PAGE)).await?;
        let Some(last) = page.last() else {
            return Ok(rows);
        };
        after = last.id.to_string();
        for post in &page {
            let id = employers::EmployerId::parse(&post.employer_id)?;
            if let Some(employer) = employers::employer(conn, &id).await? {
                rows.push(vacancies::exchange::write_row(&tables, post, &employer));
            }
        }
    }
}

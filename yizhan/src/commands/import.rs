//! `yizhan import`: everything is checked first, then written in one transaction, or nothing is.

use super::kinds::{Fault, Kind, Unnumbered};
use crate::args::{Common, Exchange};
use crate::open::{Opening, county};
use anyhow::{Context, Result, bail};
use files::sheet::{self, Sheet};
use kernel::{Ctx, Locale, Refusal};
use web::House;

/// Faults that are printed; the rest are counted.
const SHOWN: usize = 200;

/// Reads a file into the county.
pub async fn import(common: &Common, options: &Exchange) -> Result<()> {
    let kind = Kind::parse(&options.kind)?;
    let sheet = sheet::read(&options.file)?;
    let county = county(common, Opening::default()).await?;
    let house = &county.whole.house;
    let ctx = house.system("import");
    let (mut fresh, mut known) = (0usize, 0usize);
    let (rows, faults) = check(&ctx, kind, &sheet);
    if !faults.is_empty() {
        tell(house, &faults);
        bail!("{} faults; nothing was written", faults.len());
    }
    let mut tx = trail::begin(&house.db, &ctx).await?;
    let mut seen = Unnumbered::new();
    for (line, row) in rows {
        match row.write(&ctx, &mut tx, &mut seen).await {
            Ok(true) => fresh += 1,
            Ok(false) => known += 1,
            Err(refusal) if refusal.is_input() => {
                tell(house, &faults_of(line, &refusal));
                bail!("row {line} was refused; nothing was written");
            }
            Err(other) => return Err(other).context(format!("row {line}")),
        }
    }
    tx.quiet("a file whose rows were all there already");
    tx.commit(&ctx).await?;
    println!("{fresh} new, {known} there already");
    Ok(())
}

type Checked = (Vec<(usize, super::kinds::Row)>, Vec<Fault>);

/// Reads every row; all faults of all rows.
fn check(ctx: &Ctx, kind: Kind, sheet: &Sheet) -> Checked {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (line, cells) in &sheet.rows {
        match kind.read(ctx, sheet, cells) {
            Ok(row) => rows.push((*line, row)),
            Err(found) => {
                faults.extend(found.into_iter().map(|f| Fault { line: *line, ..f }));
            }
        }
    }
    (rows, faults)
}

fn faults_of(line: usize, refusal: &Refusal) -> Vec<Fault> {
    let mut faults = Fault::of(refusal);
    faults.iter_mut().for_each(|f| f.line = line);
    faults
}

/// Prints each fault in both languages: row, column, what is wrong.
fn tell(house: &House, faults: &[Fault]) {
    for fault in faults.iter().take(SHOWN) {
        let line = fault.line.to_string();
        for locale in Locale::ALL {
            let args: Vec<(&str, &str)> =
                fault.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let what = house.words.say(locale, fault.code, &args);
            let cell = [
                ("line", line.as_str()),
                ("column", fault.column.as_str()),
                ("what", what.as_str()),
            ];
            eprintln!("{}", house.words.say(locale, "yizhan-import-fault", &cell));
        }
    }
    if faults.len() > SHOWN {
        eprintln!("… {}", faults.len() - SHOWN);
    }
}

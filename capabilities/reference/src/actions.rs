//! How the tables get into the database, and how a parameter is set.

use crate::embedded::{KINDS, digest, holidays, rows};
use crate::model::{Certainty, Param};
use crate::{SET, store};
use kernel::{Ctx, Day, Refusal, Target};
use serde_json::json;
use trail::Tx;

/// What a loading did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Which table.
    pub kind: String,
    /// Rows written; 0 = this version was in already and nothing was done.
    pub rows: u64,
}

/// Loads every table that came with the program and is not in yet. The same twice changes
/// nothing. Afterwards, when committed, call [`crate::refresh`].
///
/// # Errors
/// Forbidden; internal when a file cannot be read.
pub async fn load(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<Loaded>, Refusal> {
    ctx.require(SET, Target::Any)?;
    let mut fresh = Vec::new();
    for (kind, texts) in KINDS {
        let digest = digest(texts);
        if !store::known(tx, kind, &digest).await? {
            fresh.push((kind, digest));
        }
    }
    let mut loaded = Vec::new();
    if fresh.is_empty() {
        tx.quiet("the tables are in already");
        return Ok(loaded);
    }
    let all = rows()?;
    let mint = || ctx.mint("prm");
    for (kind, digest) in fresh {
        let rows = store::replace(tx, kind, &all, ctx.now, &mint).await?;
        let number = store::version(tx, kind, &digest, "program", rows, ctx.now).await?;
        let detail = json!({ "version": number, "rows": rows, "digest": digest });
        tx.note(ctx, "reference.load", kind, "", detail);
        loaded.push(Loaded {
            kind: kind.to_owned(),
            rows,
        });
    }
    Ok(loaded)
}

/// Loads a year's holidays when the State Council's office has published them. The table's years
/// replace what was known of them; the same text twice changes nothing.
///
/// # Errors
/// Forbidden; bad input with line and column; bad input when there is no row.
pub async fn load_holidays_csv(ctx: &Ctx, tx: &mut Tx, text: &str) -> Result<Loaded, Refusal> {
    ctx.require(SET, Target::Any)?;
    let kind = "holidays".to_owned();
    let mut days = holidays(text)?;
    days.sort_by_key(|d| d.day);
    if days.is_empty() {
        return Err(Refusal::bad("reference-csv-empty"));
    }
    if let Some(twice) = days.windows(2).find(|pair| pair[0].day == pair[1].day) {
        return Err(Refusal::bad("reference-holiday-twice").with("day", twice[0].day));
    }
    let digest = digest(&[text]);
    if store::known(tx, &kind, &digest).await? {
        tx.quiet("this table is in already");
        return Ok(Loaded { kind, rows: 0 });
    }
    let rows = store::holidays(tx, &days).await?;
    let number = store::version(tx, &kind, &digest, &ctx.actor.id, rows, ctx.now).await?;
    let detail = json!({ "version": number, "rows": rows, "digest": digest });
    tx.note(ctx, "reference.load", &kind, "", detail);
    tx.publish("reference-changed", &kind, json!({ "rows": rows }));
    Ok(Loaded { kind, rows })
}

/// A parameter to be set.
#[derive(Debug, Clone)]
pub struct NewParam {
    /// One of the keys known.
    pub key: String,
    /// Where it holds: a 12-digit code, or empty for everywhere.
    pub region: String,
    /// First day.
    pub valid_from: Day,
    /// Last day, if it is known.
    pub valid_to: Option<Day>,
    /// The value; of the same form as the one in force.
    pub value: String,
    /// The document it rests on.
    pub doc: String,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Sets a parameter from a day on; earlier rows stay, so that the past can be told. Afterwards,
/// when committed, call [`crate::refresh`].
///
/// # Errors
/// Forbidden; not found for an unknown key; bad input for days or a value that cannot be.
pub async fn set_param(ctx: &Ctx, tx: &mut Tx, new: NewParam) -> Result<String, Refusal> {
    ctx.require(SET, Target::Any)?;
    let tables = crate::tables(ctx)?;
    let known = tables.params().into_iter().find(|p| p.key == new.key);
    let known = known.ok_or_else(|| Refusal::not_found("reference-param-unknown"))?;
    let number = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |t: &str| (1..=12).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        digits(whole) && digits(part)
    };
    let decimals = known.value.contains('.');
    if !number(&new.value) || (new.value.contains('.') && !decimals) {
        return Err(Refusal::field("value", "reference-param-value"));
    }
    if new.valid_to.is_some_and(|to| to < new.valid_from) {
        return Err(Refusal::field("valid_to_day", "reference-param-days"));
    }
    if !new.region.is_empty() && kernel::Region::parse(&new.region).is_none() {
        return Err(Refusal::field("region", "reference-region-unknown"));
    }
    if new.doc.trim().is_empty() {
        return Err(Refusal::field("doc", "reference-param-doc"));
    }
    let param = Param {
        key: new.key,
        region: new.region,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        value: new.value,
        unit: known.unit.clone(),
        doc: new.doc.trim().to_owned(),
        certainty: new.certainty,
        set_by: ctx.actor.id.clone(),
        set_at: ctx.now.millis(),
    };
    let id = ctx.mint("prm");
    store::add_param(tx, id.clone(), &param, ctx.now).await?;
    let detail = json!({ "key": param.key, "region": param.region, "value": param.value,
        "from": param.valid_from, "to": param.valid_to, "doc": param.doc });
    tx.note(ctx, "reference.set-param", &id, &param.region, detail);
    tx.publish("reference-changed", &id, json!({ "key": param.key }));
    Ok(id)
}

//! Keeps a file: details, the copy of the licence, key employers, the telephone unmasked.

use super::register::{Details, Faults};
use crate::files::model::EmployerId;
use crate::files::state::State;
use crate::files::{queries, store};
use crate::{KEEP, KEY, REVEAL};
use kernel::{Ctx, Refusal, Target, check_phone};
use outside::Outside;
use serde_json::json;
use trail::Tx;

/// Largest copy of a licence in bytes.
const LICENCE_MAX_BYTES: usize = 5 * 1024 * 1024;

/// Changes what an employer may change itself. Name and code stay: they were checked.
///
/// # Errors
/// Field faults; `employers-licence-fixed` when a checked licence number would change.
pub async fn change(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    mut details: Details,
) -> Result<(), Refusal> {
    let employer = queries::one(tx, id).await?;
    let region = &employer.region;
    ctx.require(
        KEEP,
        Target::Of {
            subject: id.as_str(),
            region,
        },
    )?;
    let mut faults = Faults::default();
    faults.length("contact_name", &details.contact_name, 1, 30);
    faults.length("address", &details.address, 0, 100);
    faults.length("licence_no", &details.licence_no, 0, 40);
    faults.place(
        &*reference::tables(ctx)?,
        &details.region,
        &details.industry,
    );
    match check_phone(&details.phone) {
        Some(phone) => details.phone = phone,
        None => faults.add("phone", "field-not-phone"),
    }
    let checked = employer.state == State::Verified && !employer.licence_no.is_empty();
    if checked && details.licence_no != employer.licence_no {
        faults.add("licence_no", "employers-licence-fixed");
    }
    faults.finish()?;
    store::set_details(ctx, tx, id, &details).await?;
    tx.note(ctx, "employers.change", id.as_str(), region, json!({}));
    tx.publish("employer-changed", id.as_str(), json!({}));
    Ok(())
}

/// What a file is, by its first bytes; the name that it came with proves nothing.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        Some("pdf")
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some("jpg")
    } else if bytes.starts_with(&[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a]) {
        Some("png")
    } else {
        None
    }
}

/// Keeps a copy of the licence: PDF, JPEG or PNG, at most 5 MB.
///
/// # Errors
/// Field faults `employers-licence-kind`, `employers-licence-size`.
pub async fn attach_licence(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    bytes: &[u8],
) -> Result<(), Refusal> {
    let employer = queries::one(tx, id).await?;
    let region = &employer.region;
    ctx.require(
        KEEP,
        Target::Of {
            subject: id.as_str(),
            region,
        },
    )?;
    if bytes.len() > LICENCE_MAX_BYTES {
        return Err(Refusal::field("licence", "employers-licence-size"));
    }
    let ending = ending(bytes);
    let ending = ending.ok_or_else(|| Refusal::field("licence", "employers-licence-kind"))?;
    // A new name each time: what was checked once stays as it was.
    let name = format!("licences/{id}/{}.{ending}", ctx.mint("lic"));
    ctx.slot::<Outside>()?.files.put(&name, bytes).await?;
    store::set_licence_file(ctx, tx, id, &name).await?;
    let detail = json!({ "file": name, "bytes": bytes.len() });
    tx.note(ctx, "employers.licence", id.as_str(), region, detail);
    Ok(())
}

/// The copy of the licence with its content type.
///
/// # Errors
/// NotFound `record-unknown` when there is none.
pub async fn licence(
    ctx: &Ctx,
    conn: &mut db::Conn,
    id: &EmployerId,
) -> Result<(Vec<u8>, &'static str), Refusal> {
    let employer = queries::one(conn, id).await?;
    let region = &employer.region;
    ctx.require(
        KEEP,
        Target::Of {
            subject: id.as_str(),
            region,
        },
    )?;
    let name = employer.licence_file;
    let name = name.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    let bytes = ctx.slot::<Outside>()?.files.get(&name).await?;
    let kind = match ending(&bytes) {
        Some("pdf") => "application/pdf",
        Some("jpg") => "image/jpeg",
        _ => "image/png",
    };
    Ok((bytes, kind))
}

/// Names or unnames a key employer of the county.
///
/// # Errors
/// What the database says.
pub async fn set_key(ctx: &Ctx, tx: &mut Tx, id: &EmployerId, key: bool) -> Result<(), Refusal> {
    let employer = queries::one(tx, id).await?;
    ctx.require(KEY, Target::Region(&employer.region))?;
    if employer.key != key {
        store::set_key(ctx, tx, id, key).await?;
        let detail = json!({ "key": key });
        tx.note(ctx, "employers.key", id.as_str(), &employer.region, detail);
    }
    Ok(())
}

/// The telephone in full, for staff, with a reason that stays in the trail.
///
/// # Errors
/// A field fault without a reason.
pub async fn reveal_telephone(
    ctx: &Ctx,
    tx: &mut Tx,
    id: &EmployerId,
    reason: &str,
) -> Result<String, Refusal> {
    let employer = queries::one(tx, id).await?;
    ctx.require(REVEAL, Target::Region(&employer.region))?;
    if reason.trim().chars().count() < 2 {
        return Err(Refusal::field("why", "employers-reason-needed"));
    }
    let phone = queries::telephone(ctx, &employer)?;
    let detail = json!({ "column": "phone", "reason": reason.trim() });
    tx.note(
        ctx,
        "employers.reveal",
        id.as_str(),
        &employer.region,
        detail,
    );
    Ok(phone)
}

#[cfg(test)]
mod tests {
    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(super::ending(b"%PDF-1.7 \n"), Some("pdf"));
        assert_eq!(super::ending(&[0xff, 0xd8, 0xff, 0xe0]), Some("jpg"));
        assert_eq!(super::ending(b"\x89PNG\r\n\x1a\n...."), Some("png"));
        assert_eq!(super::ending(b"<svg onload=...>"), None);
        assert_eq!(super::ending(b""), None);
    }
}

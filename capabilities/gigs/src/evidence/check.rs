//! Checks a file, or a number with its digest, against what the county kept.

use super::model::{Kept, Verdict};
use super::{SEAL, canon, queries};
use db::Conn;
use kernel::Refusal;
use vault::Vault;

/// Digits of a digest that are enough to type.
pub const SHORT: usize = 16;

/// Does the county's own record still bear its seal?
fn sealed(vault: &Vault, found: Option<(Kept, Vec<u8>)>) -> Option<Box<Kept>> {
    let (kept, mac) = found?;
    if vault.mac(SEAL, &kept.record()).as_slice() == mac.as_slice() {
        return Some(Box::new(kept));
    }
    tracing::error!(no = kept.no, "a record of evidence does not bear its seal");
    None
}

/// Is this file genuine and unchanged? Any changed byte is found.
///
/// # Errors
/// What the database says.
pub async fn file(conn: &mut Conn, vault: &Vault, bytes: &[u8]) -> Result<Verdict, Refusal> {
    let whole = queries::by_file(conn, &canon::digest(bytes)).await?;
    if let Some(kept) = sealed(vault, whole) {
        return Ok(Verdict::Genuine(kept));
    }
    let Some(facts) = canon::inside(bytes) else {
        return Ok(Verdict::Unknown);
    };
    let known = queries::by_digest(conn, &canon::digest(facts)).await?;
    Ok(sealed(vault, known).map_or(Verdict::Unknown, Verdict::Repacked))
}

/// Has the county made a package with this number and (the beginning of) this digest? At least
/// [`SHORT`] digits are asked for, so that nobody finds one by trying.
///
/// # Errors
/// What the database says.
pub async fn number(
    conn: &mut Conn,
    vault: &Vault,
    no: &str,
    digest: &str,
) -> Result<Option<Box<Kept>>, Refusal> {
    let no = no.trim().to_ascii_uppercase();
    let hex = |c: &char| c.is_ascii_hexdigit();
    let digest: String = digest
        .chars()
        .filter(hex)
        .collect::<String>()
        .to_ascii_lowercase();
    if digest.len() < SHORT {
        return Ok(None);
    }
    let found = sealed(vault, queries::by_no(conn, &no).await?);
    Ok(found.filter(|kept| kept.digest.starts_with(&digest)))
}

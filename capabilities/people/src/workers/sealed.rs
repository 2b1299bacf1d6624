//! Telephone and ID number: sealed for the table, opened for a purpose, masked for the screen.

use crate::workers::model::{Worker, last4};
use kernel::{Ctx, Refusal, mask_id, mask_phone};
use vault::{Field, Vault};

/// Purposes of the blind indexes.
const PHONE: &str = "phone";
const PHONE_LAST4: &str = "phone-last4";
const ID: &str = "id-card";
const ID_LAST4: &str = "id-card-last4";

/// A sealed value with the indexes by which it is found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sealed {
    pub value: Option<Vec<u8>>,
    pub whole: Option<Vec<u8>>,
    pub tail: Option<Vec<u8>>,
}

const fn field<'a>(column: &'a str, row: &'a str) -> Field<'a> {
    Field {
        table: "workers",
        column,
        row,
    }
}

/// Seals a checked telephone number for a row.
pub(crate) fn seal_phone(ctx: &Ctx, vault: &Vault, row: &str, phone: Option<&str>) -> Sealed {
    phone.map_or_else(Sealed::default, |phone| Sealed {
        value: Some(vault.seal(&ctx.rng, field("phone", row), phone)),
        whole: Some(phone_index(vault, phone)),
        tail: Some(vault.index(PHONE_LAST4, &last4(phone))),
    })
}

/// Seals a checked ID number for a row.
pub(crate) fn seal_id(ctx: &Ctx, vault: &Vault, row: &str, id: Option<&str>) -> Sealed {
    id.map_or_else(Sealed::default, |id| Sealed {
        value: Some(vault.seal(&ctx.rng, field("id_no", row), id)),
        whole: Some(id_index(vault, id)),
        tail: Some(vault.index(ID_LAST4, &last4(id))),
    })
}

/// Seals a certificate's number.
pub(crate) fn seal_cert(ctx: &Ctx, vault: &Vault, row: &str, number: &str) -> Vec<u8> {
    let field = Field {
        table: "worker_certs",
        column: "number",
        row,
    };
    vault.seal(&ctx.rng, field, number)
}

/// Opens a certificate's number.
pub(crate) fn open_cert(vault: &Vault, row: &str, sealed: &[u8]) -> Result<String, Refusal> {
    vault.open(
        Field {
            table: "worker_certs",
            column: "number",
            row,
        },
        sealed,
    )
}

/// The index of a whole telephone number.
pub(crate) fn phone_index(vault: &Vault, phone: &str) -> Vec<u8> {
    vault.index(PHONE, phone)
}

/// The index of a whole ID number.
pub(crate) fn id_index(vault: &Vault, id: &str) -> Vec<u8> {
    vault.index(ID, id)
}

/// The two indexes of last four characters: telephone, ID number.
pub(crate) fn tails(vault: &Vault, four: &str) -> [Vec<u8>; 2] {
    [vault.index(PHONE_LAST4, four), vault.index(ID_LAST4, four)]
}

/// The telephone number in full; for sending a message or calling, never for a page but the
/// one that was asked for with a reason.
///
/// # Errors
/// Internal when the value does not open.
pub fn phone(ctx: &Ctx, worker: &Worker) -> Result<Option<String>, Refusal> {
    let Some(sealed) = &worker.phone else {
        return Ok(None);
    };
    let vault = ctx.slot::<Vault>()?;
    vault
        .open(field("phone", worker.id.as_str()), sealed)
        .map(Some)
}

/// The ID number in full, under the same rule.
///
/// # Errors
/// Internal when the value does not open.
pub fn id_no(ctx: &Ctx, worker: &Worker) -> Result<Option<String>, Refusal> {
    let Some(sealed) = &worker.id_no else {
        return Ok(None);
    };
    let vault = ctx.slot::<Vault>()?;
    vault
        .open(field("id_no", worker.id.as_str()), sealed)
        .map(Some)
}

/// What a page may show of telephone and ID number; `None` = not on file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Masked {
    /// `138****1234`.
    pub phone: Option<String>,
    /// `611*************32`.
    pub id_no: Option<String>,
}

/// The masked view of a file.
///
/// # Errors
/// Internal when a value does not open.
pub fn masked(ctx: &Ctx, worker: &Worker) -> Result<Masked, Refusal> {
    Ok(Masked {
        phone: phone(ctx, worker)?.map(|p| mask_phone(&p)),
        id_no: id_no(ctx, worker)?.map(|n| mask_id(&n)),
    })
}

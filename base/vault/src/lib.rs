//! State cryptography: sealed fields, blind indexes, chained hashes, keys with versions.
//!
//! Reading order: [`Vault`] (what rooms call), [`KeyService`] (who holds the keys), [`KeyFile`]
//! (keys in a file outside the database).
//!
//! What is used, and why (密码法 art. 27, GB/T 39786): SM4-GCM (GB/T 32907, RFC 8998) for fields
//! that identify a person, HMAC-SM3 (GB/T 32905) for equality look-ups, form tokens and the audit
//! chain. **The SM3 and SM4 code comes from the RustCrypto project. It has been neither audited
//! nor certified (商用密码产品认证).** A site that must pass the assessment puts a certified
//! device behind [`KeyService`]; nothing above that trait changes.
//!
//! Only field keys rotate: an old ciphertext names the key it was sealed under. The index, audit
//! and mac keys do not, for a blind index or a chain made under another key would silently stop
//! matching; changing them means indexing every row anew, which is a migration and not a command.

mod chance;
mod cipher;
mod fault;
mod file;
mod service;
#[cfg(test)]
mod tests;

pub use chance::Chance;
pub use fault::VaultFault;
pub use file::KeyFile;
pub use service::{KeyService, MacKey};

use kernel::Refusal;
use parking_lot::RwLock;
use sm3::{Digest, Sm3};
use std::path::Path;
use std::sync::Arc;

/// Algorithm byte of SM4-GCM with a 12-byte nonce and a 16-byte tag.
const SM4_GCM: u8 = 1;
/// Algorithm byte and key version.
const PREFIX: usize = 3;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Where a sealed value lives; a value moved to another place does not open.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// Table name.
    pub table: &'a str,
    /// Column name.
    pub column: &'a str,
    /// Id of the row.
    pub row: &'a str,
}

impl Field<'_> {
    fn bound(&self) -> Vec<u8> {
        // Table and column are identifiers, so the first two bars cannot be forged by a row id.
        [self.table, self.column, self.row].join("|").into_bytes()
    }
}

/// Seals, opens, indexes and chains. One for the whole house; on the shelf of `Ctx::slot`.
pub struct Vault(RwLock<Arc<dyn KeyService>>);

impl Vault {
    /// A vault over any holder of keys.
    #[must_use]
    pub fn over(service: Arc<dyn KeyService>) -> Self {
        Self(RwLock::new(service))
    }
    /// Opens a key file. Errors: not there, readable by others than its owner, or malformed.
    pub fn open_file(path: impl AsRef<Path>) -> Result<Self, VaultFault> {
        Ok(Self::over(Arc::new(KeyFile::read(path.as_ref())?)))
    }
    /// Makes a key file of mode 0600 with fresh keys. Errors: the file is already there.
    pub fn create_file(
        path: impl AsRef<Path>,
        rng: &(impl Chance + ?Sized),
    ) -> Result<(), VaultFault> {
        KeyFile::fresh(rng).write_new(path.as_ref())
    }
    /// Adds a new field key to the file and answers its version; running processes see it after
    /// [`Vault::reload`].
    pub fn rotate_file(
        path: impl AsRef<Path>,
        rng: &(impl Chance + ?Sized),
    ) -> Result<u16, VaultFault> {
        let mut keys = KeyFile::read(path.as_ref())?;
        let version = keys.rotate(rng)?;
        keys.replace(path.as_ref())?;
        Ok(version)
    }
    /// Fixed keys, for tests and the demo only: they are public.
    #[must_use]
    pub fn for_tests() -> Self {
        Self::over(Arc::new(KeyFile::for_tests()))
    }
    /// Takes up the keys of the file while running. Errors: an old field key is gone or changed,
    /// or the index, audit or mac key is another; the keys in use then stay.
    pub fn reload(&self, path: impl AsRef<Path>) -> Result<(), VaultFault> {
        let new = KeyFile::read(path.as_ref())?;
        let mut service = self.0.write();
        for version in service.versions() {
            if service.check_value(version) != new.check_value(version) {
                return Err(VaultFault::KeyChanged(format!("field key {version}")));
            }
        }
        for key in MacKey::ALL {
            if service.hmac(key, &[b"check"]) != new.hmac(key, &[b"check"]) {
                return Err(VaultFault::KeyChanged(format!("the {} key", key.name())));
            }
        }
        *service = Arc::new(new);
        Ok(())
    }
    /// The key version that seals now.
    #[must_use]
    pub fn newest(&self) -> u16 {
        self.service().versions().into_iter().max().unwrap_or(0)
    }
    /// The key version a value was sealed under; 0 when it is no sealed value.
    #[must_use]
    pub fn version_of(&self, sealed: &[u8]) -> u16 {
        match sealed {
            [SM4_GCM, high, low, ..] => u16::from_be_bytes([*high, *low]),
            _ => 0,
        }
    }
    /// Seals a value: algorithm ‖ key version ‖ nonce ‖ ciphertext ‖ tag.
    #[must_use]
    pub fn seal(&self, rng: &(impl Chance + ?Sized), field: Field<'_>, plaintext: &str) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        rng.fill_with_chance(&mut nonce);
        let (version, body) = self
            .service()
            .seal(&nonce, &field.bound(), plaintext.as_bytes());
        let mut out = Vec::with_capacity(PREFIX + NONCE + body.len());
        out.push(SM4_GCM);
        out.extend_from_slice(&version.to_be_bytes());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&body);
        out
    }
    /// Opens a value. Errors: `internal-error` when it was altered, moved to another row, or
    /// sealed under a key that is not here; the detail never holds the value.
    pub fn open(&self, field: Field<'_>, sealed: &[u8]) -> Result<String, Refusal> {
        let spoilt = |why: &str| {
            let Field { table, column, row } = field;
            Refusal::internal(format!("{table}.{column} of {row}: {why}"))
        };
        if sealed.len() < PREFIX + NONCE + TAG || sealed[0] != SM4_GCM {
            return Err(spoilt("not a sealed value"));
        }
        let (nonce, body) = sealed[PREFIX..].split_at(NONCE);
        let nonce = nonce.try_into().map_err(|_| spoilt("not a sealed value"))?;
        let service = self.service();
        let plain = service
            .open(self.version_of(sealed), nonce, &field.bound(), body)
            .map_err(|fault| spoilt(&fault.to_string()))?;
        String::from_utf8(plain).map_err(|_| spoilt("not text"))
    }
    /// The value sealed anew under the newest key; `None` when it already is, or does not open.
    #[must_use]
    pub fn reseal(
        &self,
        rng: &(impl Chance + ?Sized),
        field: Field<'_>,
        sealed: &[u8],
    ) -> Option<Vec<u8>> {
        if self.version_of(sealed) == self.newest() {
            return None;
        }
        let plaintext = self.open(field, sealed).ok()?;
        Some(self.seal(rng, field, &plaintext))
    }
    /// Blind index of a normalised value: 16 bytes, equal for equal values of one purpose
    /// (`phone`, `id-card`, `id-card-last4`), meaningless without the key.
    #[must_use]
    pub fn index(&self, purpose: &str, normalized: &str) -> Vec<u8> {
        let parts = [purpose.as_bytes(), &[0], normalized.as_bytes()];
        self.service().hmac(MacKey::Index, &parts)[..16].to_vec()
    }
    /// The next link of the audit chain: HMAC-SM3(audit key, previous ‖ record).
    #[must_use]
    pub fn chain(&self, prev: &[u8; 32], record: &[u8]) -> [u8; 32] {
        self.service().hmac(MacKey::Audit, &[prev, record])
    }
    /// Authenticates data for one purpose: form tokens, card codes.
    #[must_use]
    pub fn mac(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        self.service()
            .hmac(MacKey::Mac, &[purpose.as_bytes(), &[0], data])
    }
    fn service(&self) -> Arc<dyn KeyService> {
        self.0.read().clone()
    }
}

/// SM3 digest (GB/T 32905), 32 bytes.
#[must_use]
pub fn sm3(data: &[u8]) -> [u8; 32] {
    Sm3::digest(data).into()
}

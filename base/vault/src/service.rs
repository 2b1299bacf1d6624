//! Who holds the keys: a file, or a certified device behind the same trait.

use crate::VaultFault;

/// Keys that authenticate; each has one use, so that a value made for one never fits another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacKey {
    /// Blind indexes.
    Index,
    /// The audit chain.
    Audit,
    /// Form tokens, card codes and the like.
    Mac,
}

impl MacKey {
    /// All of them, in the order of the key file.
    pub const ALL: [MacKey; 3] = [MacKey::Index, MacKey::Audit, MacKey::Mac];
    /// The purpose in the key file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            MacKey::Index => "index",
            MacKey::Audit => "audit",
            MacKey::Mac => "mac",
        }
    }
}

/// Holds the keys and works with them; keys never leave it, so a device can stand here.
///
/// Sealing and authenticating always answer: an adapter of a device keeps spare sessions and
/// tries again, and stops the process when the device is gone, for a house that can neither
/// seal nor authenticate must not go on writing.
pub trait KeyService: Send + Sync {
    /// Field key versions held; the greatest seals.
    fn versions(&self) -> Vec<u16>;
    /// Key check value: tells whether two holders have the same key without showing it.
    fn check_value(&self, version: u16) -> Option<[u8; 4]>;
    /// SM4-GCM under the newest key: its version, and ciphertext ‖ tag.
    fn seal(&self, nonce: &[u8; 12], bound: &[u8], plaintext: &[u8]) -> (u16, Vec<u8>);
    /// Opens ciphertext ‖ tag. Errors: no such key, or altered.
    fn open(
        &self,
        version: u16,
        nonce: &[u8; 12],
        bound: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, VaultFault>;
    /// HMAC-SM3 of the parts joined.
    fn hmac(&self, key: MacKey, parts: &[&[u8]]) -> [u8; 32];
}

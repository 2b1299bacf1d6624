//! SM4-GCM and HMAC-SM3 out of the RustCrypto parts.

use aes_gcm::aead::{Aead, KeyInit, Payload, consts::U12};
use hmac::{Hmac, Mac};
use sm3::Sm3;

/// SM4 in Galois/counter mode (RFC 8998), 12-byte nonce, 16-byte tag.
pub type Sm4Gcm = aes_gcm::AesGcm<sm4::Sm4, U12>;

/// Ciphertext ‖ tag.
pub fn seal(cipher: &Sm4Gcm, nonce: &[u8; 12], bound: &[u8], plain: &[u8]) -> Vec<u8> {
    let payload = Payload {
        msg: plain,
        aad: bound,
    };
    // Fails only beyond 64 GiB of plaintext, far above what a form may send.
    cipher
        .encrypt(&(*nonce).into(), payload)
        .expect("a field is shorter than 64 GiB")
}

/// The plaintext, or nothing when a bit of it, its nonce or its place is another.
pub fn open(cipher: &Sm4Gcm, nonce: &[u8; 12], bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    cipher
        .decrypt(
            &(*nonce).into(),
            Payload {
                msg: sealed,
                aad: bound,
            },
        )
        .ok()
}

/// SM4-GCM with this key.
pub fn cipher(key: &[u8; 16]) -> Sm4Gcm {
    Sm4Gcm::new(&(*key).into())
}

/// HMAC-SM3 with this key, ready to be cloned for each message.
pub fn keyed(key: &[u8]) -> Hmac<Sm3> {
    <Hmac<Sm3> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// HMAC-SM3 of the parts joined.
pub fn hmac(keyed: &Hmac<Sm3>, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = keyed.clone();
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

//! Passwords: Argon2id (RFC 9106) on threads of their own, a few at a time.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::{Ctx, Refusal, Rng, Slots};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What one hash costs.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// RFC 9106 allows what the machine can spare; this is OWASP's smallest advice.
    pub const USUAL: Cost = Cost {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
    /// For tests: the least that Argon2 takes.
    pub const SMALL: Cost = Cost {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
}

/// Hashes and verifies; on the shelf, so that all requests share its limit.
pub struct Passwords {
    cost: Cost,
    room: Arc<Semaphore>,
    /// Verified against when there is no account, so that both answers take as long.
    decoy: String,
}

fn argon(cost: Cost) -> Result<Argon2<'static>, Refusal> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None);
    let params = params.map_err(Refusal::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(cost: Cost, password: &str, salt: &[u8]) -> Result<String, Refusal> {
    let hash = argon(cost)?.hash_password_with_salt(password.as_bytes(), salt);
    Ok(hash.map_err(Refusal::internal)?.to_string())
}

impl Passwords {
    /// With a cost; a few hashes run at a time, so that sign-ins cannot eat the machine.
    #[must_use]
    pub fn new(cost: Cost) -> Self {
        Self {
            cost,
            room: Arc::new(Semaphore::new(2)),
            decoy: hash_now(cost, "no such account", &[0; 16]).unwrap_or_default(),
        }
    }
    /// The one on the shelf.
    #[must_use]
    pub fn of(slots: &Slots) -> Arc<Self> {
        slots.get_or(|| Self::new(Cost::USUAL))
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let permit = self.room.clone().acquire_owned().await;
        let permit = permit.map_err(Refusal::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = permit;
            work()
        });
        done.await.map_err(Refusal::internal)
    }
    /// The hash of a password, with a fresh salt.
    pub async fn hash(&self, rng: &dyn Rng, password: &str) -> Result<String, Refusal> {
        let mut salt = [0u8; 16];
        rng.fill(&mut salt);
        let (cost, password) = (self.cost, password.to_owned());
        self.apart(move || hash_now(cost, &password, &salt)).await?
    }
    /// Is this the password? Without a hash it takes as long, and is `false`.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Refusal> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.decoy).to_owned();
        let password = password.to_owned();
        let right = self.apart(move || {
            let argon = Argon2::default();
            PasswordVerifier::<str>::verify_password(&argon, password.as_bytes(), &hash).is_ok()
        });
        Ok(right.await? && known)
    }
}

/// A starting password that can be read out over the telephone: no letters that look alike.
pub(crate) fn starting(ctx: &Ctx) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789x";
    let mut bytes = [0u8; 16];
    ctx.rng.fill(&mut bytes);
    let mut out = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push('-');
        }
        out.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SeededRng;

    #[tokio::test]
    async fn right_wrong_and_nobody() {
        let passwords = Passwords::new(Cost::SMALL);
        let rng = SeededRng::new(1);
        let hash = passwords.hash(&rng, "right one").await.expect("a hash");
        assert!(hash.starts_with("$argon2id$"));
        assert_ne!(
            hash,
            passwords.hash(&rng, "right one").await.expect("a hash")
        );
        let verify = async |p, h| passwords.verify(p, h).await.expect("an answer");
        assert!(verify("right one", Some(hash.as_str())).await);
        assert!(!verify("wrong one", Some(hash.as_str())).await);
        assert!(!verify("no such account", None).await);
    }
}

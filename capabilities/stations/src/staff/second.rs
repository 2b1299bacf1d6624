//! The second factor: six digits from an authenticator (TOTP, RFC 6238), each step once.

use kernel::{Ctx, Moment, Refusal, Rng};
use totp_rs::{Builder, Secret, Totp};
use vault::{Field, Vault};

/// Length of the secret in bytes (RFC 4226 §4: 160 bits).
const SECRET_BYTES: usize = 20;

fn field(account: &str) -> Field<'_> {
    Field {
        table: "accounts",
        column: "totp_secret",
        row: account,
    }
}

/// A fresh secret, in the form that people type it (base 32).
pub(crate) fn fresh(rng: &dyn Rng) -> String {
    let mut bytes = [0u8; SECRET_BYTES];
    rng.fill(&mut bytes);
    Secret::from(bytes.to_vec()).to_base32()
}

pub(crate) fn seal(ctx: &Ctx, account: &str, secret: &str) -> Result<Vec<u8>, Refusal> {
    Ok(ctx.slot::<Vault>()?.seal(&ctx.rng, field(account), secret))
}

pub(crate) fn unseal(vault: &Vault, account: &str, sealed: &[u8]) -> Result<String, Refusal> {
    vault.open(field(account), sealed)
}

fn totp(secret: &str) -> Result<Totp, Refusal> {
    let secret = Secret::try_from_base32(secret).map_err(|_| Refusal::internal("a secret"))?;
    let built = Builder::new().with_secret(secret).build();
    built.map_err(|_| Refusal::internal("a secret of the wrong length"))
}

/// The step that the digits belong to, if it is now, or half a minute off; `None` when wrong.
pub(crate) fn step_of(secret: &str, digits: &str, now: Moment) -> Result<Option<i64>, Refusal> {
    let seconds = u64::try_from(now.millis() / 1000).unwrap_or(0);
    let step = totp(secret)?.check(digits, seconds);
    Ok(step.and_then(|s| i64::try_from(s).ok()))
}

/// What an authenticator reads from the picture.
pub(crate) fn uri(login: &str, secret: &str) -> String {
    format!("otpauth://totp/Yizhan:{login}?secret={secret}&issuer=Yizhan")
}

/// The secret in groups of four, to be typed.
pub(crate) fn spoken(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups = letters.chunks(4).map(|c| c.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// The digits of a moment, for tests.
#[cfg(test)]
pub(crate) fn digits_at(secret: &str, now: Moment) -> String {
    let seconds = u64::try_from(now.millis() / 1000).expect("after 1970");
    totp(secret)
        .expect("a secret")
        .generate(seconds)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SeededRng;

    #[test]
    fn a_code_holds_for_its_step_and_a_neighbour() {
        let secret = fresh(&SeededRng::new(7));
        assert_eq!(secret.len(), 32);
        let now = Moment::from_millis(1_795_000_000_000);
        let digits = digits_at(&secret, now);
        let at = |seconds: i64| {
            let then = Moment::from_millis(now.millis() + seconds * 1000);
            step_of(&secret, &digits, then).expect("an answer")
        };
        let step = at(0).expect("right");
        assert_eq!(step, now.millis() / 30_000);
        assert_eq!(at(29), Some(step));
        assert_eq!(at(90), None);
        assert_eq!(step_of(&secret, "abc", now).expect("an answer"), None);
        assert_eq!(spoken("ABCDEFGH"), "ABCD EFGH");
    }
}

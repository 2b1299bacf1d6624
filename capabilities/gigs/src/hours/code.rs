//! The six digits on the employer's telephone, which change every minute or so.

use kernel::{Ctx, Moment, Refusal};
use vault::Vault;

/// Seconds for which one code is shown.
///
/// # Errors
/// Internal when the parameter is missing.
pub fn seconds(ctx: &Ctx, region: &str) -> Result<i64, Refusal> {
    let seconds = reference::whole(ctx, "gigs.code_seconds", region, ctx.today())?;
    Ok(seconds.clamp(15, 3600))
}

fn digits(vault: &Vault, shift: &str, window: i64) -> String {
    let text = format!("{shift}|{window}");
    let mac = vault.mac("gig-code", text.as_bytes());
    let number = u32::from_be_bytes([mac[0], mac[1], mac[2], mac[3]]);
    format!("{:06}", number % 1_000_000)
}

fn window(now: Moment, seconds: i64) -> i64 {
    now.millis().div_euclid(seconds.max(1) * 1000)
}

/// The code of a shift now.
#[must_use]
pub fn now(vault: &Vault, shift: &str, now: Moment, seconds: i64) -> String {
    digits(vault, shift, window(now, seconds))
}

/// Is it the code of now, or the one before? The one before is let in because it takes a while to
/// type six digits.
#[must_use]
pub fn fits(vault: &Vault, shift: &str, now: Moment, seconds: i64, typed: &str) -> bool {
    let window = window(now, seconds);
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    [window, window - 1]
        .into_iter()
        .any(|w| digits(vault, shift, w) == typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_its_time_and_the_next_and_for_one_shift() {
        let vault = Vault::for_tests();
        let at = Moment::from_millis(1_795_395_600_000);
        let code = now(&vault, "shf_a", at, 60);
        assert_eq!(code.len(), 6);
        assert!(fits(&vault, "shf_a", at, 60, &code));
        assert!(fits(&vault, "shf_a", at.plus_minutes(1), 60, &code));
        assert!(!fits(&vault, "shf_a", at.plus_minutes(2), 60, &code));
        assert!(!fits(&vault, "shf_b", at, 60, &code));
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert!(fits(&vault, "shf_a", at, 60, &spaced));
        assert!(!fits(&vault, "shf_a", at, 60, ""));
    }
}

//! How often a code may be asked for, and what it is made of.

use kernel::{Moment, Refusal};

/// The windows in which codes to one number are counted, in minutes: a minute, an hour, a day.
const WINDOWS: [(i64, &str); 3] = [
    (1, "stations-code-wait-minute"),
    (60, "stations-code-wait-hour"),
    (60 * 24, "stations-code-wait-day"),
];

/// May another code go to this number? `earlier` are the moments of the codes of the last day.
///
/// # Errors
/// Too many, with a code that says how long to wait.
pub fn may_send(now: Moment, earlier: &[Moment], allowed: [usize; 3]) -> Result<(), Refusal> {
    for ((minutes, code), most) in WINDOWS.into_iter().zip(allowed) {
        let since = now.plus_minutes(-minutes);
        if earlier.iter().filter(|at| **at > since).count() >= most {
            return Err(Refusal::too_many(code));
        }
    }
    Ok(())
}

/// Six digits from a keyed digest.
#[must_use]
pub fn six_digits(digest: &[u8; 32]) -> String {
    let mut first = [0u8; 8];
    first.copy_from_slice(&digest[..8]);
    // 10^6 against 2^64: the bias is below 2^-44.
    format!("{:06}", u64::from_be_bytes(first) % 1_000_000)
}

/// Compares without telling by the time taken how much was right.
#[must_use]
pub fn same(given: &str, right: &str) -> bool {
    let (given, right) = (given.as_bytes(), right.as_bytes());
    let differing = given
        .iter()
        .zip(right)
        .fold(0u8, |acc, (a, b)| acc | (a ^ b));
    given.len() == right.len() && differing == 0
}

/// Digits as people type them: full width and spaces are understood.
#[must_use]
pub fn plain_digits(typed: &str) -> String {
    let ascii = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c if c.is_whitespace() || c == '-' => None,
        c => Some(c),
    };
    typed.chars().filter_map(ascii).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_a_minute_five_an_hour_ten_a_day() {
        let now = Moment::from_millis(1_000_000_000_000);
        let at = |minutes: &[i64]| -> Vec<Moment> {
            minutes.iter().map(|m| now.plus_minutes(-m)).collect()
        };
        let code = |list: &[i64]| may_send(now, &at(list), [1, 5, 10]).err().map(|r| r.code);
        assert_eq!(code(&[]), None);
        assert_eq!(code(&[0]), Some("stations-code-wait-minute"));
        assert_eq!(code(&[1]), None);
        assert_eq!(code(&[2, 10, 20, 30, 59]), Some("stations-code-wait-hour"));
        assert_eq!(code(&[2, 10, 20, 30, 60]), None);
        let day = [61, 100, 200, 300, 400, 500, 600, 700, 800, 900];
        assert_eq!(code(&day), Some("stations-code-wait-day"));
        assert_eq!(code(&day[..9]), None);
    }

    #[test]
    fn codes_are_six_digits_and_read_as_typed() {
        assert_eq!(six_digits(&[0; 32]), "000000");
        assert_eq!(six_digits(&[255; 32]).len(), 6);
        assert_eq!(plain_digits(" １23 4-56 "), "123456");
        assert!(same("123456", "123456"));
        assert!(!same("123456", "123457"));
        assert!(!same("", "123456"));
    }
}

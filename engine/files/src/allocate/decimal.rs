//! Decimal numbers as whole numbers of their last place, without rounding.

/// Most decimals of a weight.
pub const MOST_DECIMALS: u32 = 9;

/// A plain decimal number: `digits` / 10^`decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The digits as a whole number with their sign.
    pub digits: i64,
    /// How many of them stand behind the point; no more than are needed.
    pub decimals: u32,
}

impl Decimal {
    /// Reads digits with at most one point and perhaps a sign before them.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &[u8]) -> Result<Self, &'static str> {
        let (negative, rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let point = rest.iter().position(|b| *b == b'.');
        let (whole, part) = match point {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None => (rest, &rest[rest.len()..]),
        };
        let zeros = part.iter().rev().take_while(|b| **b == b'0').count();
        let kept = &part[..part.len() - zeros];
        if whole.is_empty() && part.is_empty() || !part.iter().all(u8::is_ascii_digit) {
            return Err("is not a plain decimal number");
        }
        let decimals = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        let mut digits = 0_i64;
        for byte in whole.iter().chain(kept) {
            if !byte.is_ascii_digit() {
                return Err("is not a plain decimal number");
            }
            let shifted = digits.checked_mul(10);
            let added = shifted.and_then(|n| n.checked_add(i64::from(byte - b'0')));
            // Too many decimals is the clearer thing to say when both are so.
            digits = match added {
                Some(sum) => sum,
                None if decimals > MOST_DECIMALS => return Err("has more than 9 decimals"),
                None => return Err("is too large"),
            };
        }
        if decimals > MOST_DECIMALS {
            return Err("has more than 9 decimals");
        }
        let digits = if negative { -digits } else { digits };
        Ok(Self { digits, decimals })
    }

    /// The same number in units of 1/10^`decimals`; `None` if it does not fit.
    #[must_use]
    pub fn in_units(self, decimals: u32) -> Option<i64> {
        let by = 10_i64.checked_pow(decimals.checked_sub(self.decimals)?)?;
        self.digits.checked_mul(by)
    }
}

/// Writes a whole number of units of 1/10^`decimals`, without needless zeros.
#[must_use]
pub fn text(units: i64, decimals: u32) -> String {
    let one = 10_u64.pow(decimals);
    let (whole, part) = (units.unsigned_abs() / one, units.unsigned_abs() % one);
    let sign = if units < 0 { "-" } else { "" };
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:0width$}", width = decimals as usize);
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::{Decimal, text};
    use proptest::prelude::*;

    #[test]
    fn what_is_no_plain_number_is_refused() {
        for wrong in [
            "", "-", ".", "+.", "NaN", "inf", "1e3", "1,5", "0x1", "1.2.3", "--1", "1 ",
        ] {
            assert!(Decimal::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(Decimal::read(b"1.0123456789").is_err());
        assert!(Decimal::read(b"99999999999999999999").is_err());
    }

    #[test]
    fn needless_zeros_and_signs_do_not_matter() {
        for same in ["1.5", "+1.50", "01.5000000000000"] {
            let read = Decimal::read(same.as_bytes());
            assert_eq!(
                read,
                Ok(Decimal {
                    digits: 15,
                    decimals: 1
                })
            );
        }
        assert_eq!(Decimal::read(b".5"), Decimal::read(b"0.5"));
        assert_eq!(Decimal::read(b"5."), Decimal::read(b"5"));
    }

    proptest! {
        #[test]
        fn read_back_as_written(units in -1_000_000_000_000_i64..1_000_000_000_000, d in 0..10_u32) {
            let read = Decimal::read(text(units, d).as_bytes());
            prop_assert_eq!(read.ok().and_then(|n| n.in_units(d)), Some(units));
        }

        #[test]
        fn no_text_makes_it_fail(text: Vec<u8>) {
            let _ = Decimal::read(&text);
        }
    }
}

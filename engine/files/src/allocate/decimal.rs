//! Decimal numbers as whole numbers of some place, rounded only where nothing else is possible.

/// Most places behind the point, or zeros before it, of a number.
const MOST_PLACES: i32 = 60;

/// A decimal number: `digits` / 10^`decimals`. Each number has one form only: the last digit is no
/// zero, and nothing is 0 with 0 decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decimal {
    /// The digits as a whole number with their sign.
    pub digits: i64,
    /// How many of them stand behind the point; below nothing = zeros that follow them.
    pub decimals: i8,
}

impl Decimal {
    /// Reads digits with at most one point, perhaps a sign before and a power of ten behind them.
    ///
    /// # Errors
    /// What is wrong with the text.
    #[allow(clippy::cast_possible_truncation)] // Within MOST_PLACES.
    pub fn read(text: &[u8]) -> Result<Self, &'static str> {
        const NONE: &str = "is not a plain decimal number";
        let (negative, rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let (mut digits, mut zeros, mut behind) = (0_i64, 0, 0);
        let (mut point, mut any, mut power) = (false, false, 0);
        for (at, &byte) in rest.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    any = true;
                    behind += i32::from(point);
                    if byte == b'0' {
                        // Zeros count only once another digit follows.
                        zeros += i32::from(digits != 0);
                        continue;
                    }
                    digits = appended(digits, zeros, byte - b'0').ok_or("has too many digits")?;
                    zeros = 0;
                }
                b'.' if !point => point = true,
                b'e' | b'E' if any => {
                    power = exponent(&rest[at + 1..]).ok_or(NONE)?;
                    break;
                }
                _ => return Err(NONE),
            }
        }
        if !any {
            return Err(NONE);
        }
        let decimals = behind - zeros - power;
        match decimals {
            _ if digits == 0 => Ok(Self::default()),
            _ if decimals < -MOST_PLACES => Err("is too large"),
            MOST_PLACES.. => Err("has too many decimals"),
            _ => Ok(Self {
                digits: if negative { -digits } else { digits },
                decimals: decimals as i8,
            }),
        }
    }

    /// The number in units of 1/10^`decimals`, rounded to the nearest; `None` if it does not fit.
    #[must_use]
    pub fn in_units(self, decimals: i8) -> Option<i64> {
        let by = i32::from(decimals) - i32::from(self.decimals);
        let ten = 10_i64.checked_pow(by.unsigned_abs());
        match ten {
            Some(ten) if by >= 0 => self.digits.checked_mul(ten),
            Some(ten) => {
                let (whole, rest) = (self.digits / ten, self.digits % ten);
                let up = rest.unsigned_abs() >= ten.unsigned_abs().div_ceil(2);
                Some(whole + i64::from(up) * self.digits.signum())
            }
            None if by < 0 || self.digits == 0 => Some(0),
            None => None,
        }
    }
}

/// Digits with zeros and a digit behind them, if 64 bits are enough.
fn appended(digits: i64, zeros: i32, digit: u8) -> Option<i64> {
    let mut digits = digits;
    if digits != 0 {
        for _ in 0..=zeros {
            digits = digits.checked_mul(10)?;
        }
    }
    digits.checked_add(i64::from(digit))
}

/// A power of ten: a whole number of few digits.
fn exponent(text: &[u8]) -> Option<i32> {
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// The finest unit in which every number is at most `most`, and no finer than any needs: decimals
/// of a unit. `largest` holds for each number of decimals, from [`MOST_PLACES`] below nothing, the
/// largest digits.
#[derive(Debug, Clone)]
pub struct Unit([u64; 2 * MOST_PLACES as usize]);

impl Unit {
    /// Of no number yet.
    pub const fn new() -> Self {
        Self([0; 2 * MOST_PLACES as usize])
    }

    #[allow(clippy::cast_sign_loss)] // Decimals are more than MOST_PLACES below nothing.
    const fn place(decimals: i8) -> usize {
        (decimals as i32 + MOST_PLACES) as usize
    }

    /// Takes a number into account.
    pub fn holds(&mut self, number: Decimal) {
        let largest = &mut self.0[Self::place(number.decimals)];
        *largest = (*largest).max(number.digits.unsigned_abs());
    }

    /// Takes the numbers of another into account.
    pub fn joined(&mut self, other: &Self) {
        for (largest, other) in self.0.iter_mut().zip(other.0) {
            *largest = (*largest).max(other);
        }
    }

    /// Decimals of the unit, and whether every number is a whole number of it.
    #[allow(clippy::cast_possible_truncation)] // Within MOST_PLACES and eighteen more.
    pub fn decimals(&self, most: u64) -> (i8, bool) {
        let needed = (-MOST_PLACES..).zip(self.0).filter(|place| place.1 > 0);
        let needed: Vec<(i32, u64)> = needed.collect();
        let finest = needed.last().map_or(0, |last| last.0).max(0);
        let fits = needed.iter().map(|&(decimals, digits)| {
            let (mut at, mut digits) = (decimals, digits);
            while at < finest && digits <= most / 10 {
                (at, digits) = (at + 1, digits * 10);
            }
            while digits > most {
                (at, digits) = (at - 1, digits.div_ceil(10));
            }
            at
        });
        let unit = fits.min().unwrap_or(0).min(finest);
        (
            unit as i8,
            unit >= needed.last().map_or(unit, |last| last.0),
        )
    }
}

/// Writes a whole number of units of 1/10^`decimals`, without needless zeros.
#[must_use]
pub fn text(units: i128, decimals: i8) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let mut digits = units.unsigned_abs().to_string();
    let Ok(behind) = usize::try_from(decimals) else {
        let zeros = if units == 0 {
            0
        } else {
            decimals.unsigned_abs()
        };
        return format!("{sign}{digits}{}", "0".repeat(zeros.into()));
    };
    if digits.len() <= behind {
        digits = format!("{digits:0>width$}", width = behind + 1);
    }
    let (whole, part) = digits.split_at(digits.len() - behind);
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Unit, text};
    use proptest::prelude::*;

    fn read(text: &str) -> Decimal {
        Decimal::read(text.as_bytes()).expect("a number")
    }

    #[test]
    fn what_is_no_plain_number_is_refused() {
        for wrong in [
            "",
            "-",
            ".",
            "+.",
            "NaN",
            "inf",
            "1,5",
            "0x1",
            "1.2.3",
            "--1",
            "1 ",
            "e3",
            "1e",
            "1e+",
            "1e3.5",
            "1e99999",
            "1e-61",
            "1e61",
            "12345678901234567891",
        ] {
            assert!(Decimal::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_number_has_one_form() {
        for same in [
            "1.5",
            "+1.50",
            "01.5000000000000000000000",
            "15e-1",
            "0.00015E4",
        ] {
            let (digits, decimals) = (15, 1);
            assert_eq!(read(same), Decimal { digits, decimals }, "{same}");
        }
        for same in ["1500", "1.5e3", "1500.000"] {
            let (digits, decimals) = (15, -2);
            assert_eq!(read(same), Decimal { digits, decimals }, "{same}");
        }
        assert_eq!(read(".5"), read("0.5"));
        assert_eq!(read("-0.000"), Decimal::default());
    }

    #[test]
    fn the_unit_is_as_fine_as_needed_and_no_finer_than_fits() {
        let unit = |numbers: &[&str]| {
            let mut unit = Unit::new();
            numbers.iter().for_each(|number| unit.holds(read(number)));
            unit.decimals(1_000_000)
        };
        assert_eq!(unit(&[]), (0, true));
        assert_eq!(unit(&["7", "300", "0"]), (0, true));
        assert_eq!(unit(&["7", "0.25"]), (2, true));
        assert_eq!(unit(&["1000000", "0.25"]), (0, false));
        assert_eq!(unit(&["100000", "0.25"]), (1, false));
        assert_eq!(unit(&["30000000", "1"]), (-2, false));
        assert_eq!(unit(&["30000000"]), (-2, true));
    }

    #[test]
    fn what_does_not_fit_the_unit_is_rounded_to_the_nearest() {
        assert_eq!(read("-0.25").in_units(1), Some(-3));
        assert_eq!(read("0.249").in_units(1), Some(2));
        assert_eq!(read("1e-50").in_units(3), Some(0));
        assert_eq!(read("1e50").in_units(3), None);
        assert_eq!(text(30, -2), "3000");
    }

    proptest! {
        #[test]
        fn read_back_as_written(units in -1_000_000_000_000_i64..1_000_000_000_000, d in 0..16_i8) {
            let read = Decimal::read(text(units.into(), d).as_bytes());
            prop_assert_eq!(read.ok().and_then(|n| n.in_units(d)), Some(units));
        }

        #[test]
        fn as_a_computer_writes_it(number in -1e6_f64..1e6) {
            let (plain, power) = (read(&format!("{number}")), read(&format!("{number:e}")));
            prop_assert_eq!(plain, power);
        }

        #[test]
        fn no_text_makes_it_fail(text: Vec<u8>, plain in "[0-9.eE+-]{0,25}") {
            let _ = (Decimal::read(&text), Decimal::read(plain.as_bytes()));
        }
    }
}

//! Made-up numbers in valid form: ID numbers of a region that does not exist, credit codes,
//! telephones of a range that no operator is known to hold.

use kernel::{Day, Sex};

/// Region prefix of every made-up ID number; no division of China has it.
pub const REGION: &str = "611099";
/// Head of every made-up mobile number. China keeps no range for fiction; 154 is one that no
/// operator is known to give out, and the demo never sends anything.
pub const MOBILE: &str = "154";

/// An ID number with its check character (GB 11643-1999) for a birth and a sex.
///
/// The running number says how many people born that day came before.
#[must_use]
pub fn id_card(birth: Day, sex: Sex, running: usize) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let odd = usize::from(sex == Sex::Male);
    let order = (running * 2 + odd) % 1000;
    let day = birth.to_string().replace('-', "");
    let head = format!("{REGION}{day}{order:03}");
    let digits = head.bytes().map(|b| u32::from(b - b'0'));
    let sum: u32 = digits.zip(WEIGHTS).map(|(d, w)| d * w).sum();
    format!("{head}{}", char::from(CHECKS[(sum % 11) as usize]))
}

/// A unified social credit code (GB 32100-2015): `kind` is its first two characters, `91` for a
/// company, `92` for the self-employed, `93` for a farmers' cooperative.
#[must_use]
pub fn uscc(kind: &str, running: usize) -> String {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let value = |b: u8| ALPHABET.iter().position(|a| *a == b).unwrap_or(0);
    let head = format!("{kind}{REGION}MA{running:07}");
    let (mut sum, mut weight) = (0, 1);
    for byte in head.bytes() {
        sum += value(byte) * weight;
        weight = weight * 3 % 31;
    }
    format!("{head}{}", char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// A mobile number; different for every `running` below a hundred million.
#[must_use]
pub fn mobile(running: usize) -> String {
    // A multiplier coprime to 10^8 scatters the numbers and keeps them apart.
    format!("{MOBILE}{:08}", running * 38_190_661 % 100_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_have_the_form_that_the_kernel_checks() {
        let birth = Day::new(1968, 2, 29).unwrap();
        let today = Day::new(2026, 11, 23).unwrap();
        for running in 0..500 {
            for sex in [Sex::Male, Sex::Female] {
                let card = kernel::check_id_card(&id_card(birth, sex, running), today).unwrap();
                assert_eq!(
                    (card.birth(), card.sex(), card.region()),
                    (birth, sex, REGION)
                );
            }
            for kind in ["91", "92", "93"] {
                assert!(kernel::check_uscc(&uscc(kind, running)).is_ok());
            }
            assert!(kernel::is_mobile(&mobile(running)));
        }
        let all: HashSet<String> = (0..100_000).map(mobile).collect();
        assert_eq!(all.len(), 100_000);
    }
}

//! Numbers that people and firms bear: checked, read, and masked for the screen. Pure.

use crate::Day;
use std::fmt;

/// Sex as the ID number tells it (GB/T 2261.1: 1 male, 2 female).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// 男: the 17th digit is odd.
    Male,
    /// 女: the 17th digit is even.
    Female,
}

impl Sex {
    /// The code of GB/T 2261.1.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Sex::Male => "1",
            Sex::Female => "2",
        }
    }
    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Sex::Male, Sex::Female]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

/// What is wrong with an ID number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    /// Not 18 characters.
    Length,
    /// A first-generation number of 15 digits; no longer valid since 2013-01-01.
    Legacy,
    /// Something that is neither a digit nor a closing X.
    Character,
    /// Digits 7–14 are no day of the calendar.
    BirthDay,
    /// The birth lies ahead.
    Future,
    /// The last character does not fit the others: a typing error.
    Checksum,
}

impl IdFault {
    /// Every fault.
    pub const ALL: [IdFault; 6] = [
        IdFault::Length,
        IdFault::Legacy,
        IdFault::Character,
        IdFault::BirthDay,
        IdFault::Future,
        IdFault::Checksum,
    ];
    /// The message's key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            IdFault::Length => "id-card-length",
            IdFault::Legacy => "id-card-legacy",
            IdFault::Character => "id-card-character",
            IdFault::BirthDay => "id-card-birth-day",
            IdFault::Future => "id-card-future",
            IdFault::Checksum => "id-card-checksum",
        }
    }
}

/// A checked citizen's ID number (公民身份号码, GB 11643-1999).
#[derive(Clone, PartialEq, Eq)]
pub struct IdCard {
    number: String,
    birth: Day,
    sex: Sex,
}

impl IdCard {
    /// The 18 characters, capital X.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }
    /// Day of birth.
    #[must_use]
    pub fn birth(&self) -> Day {
        self.birth
    }
    /// Sex.
    #[must_use]
    pub fn sex(&self) -> Sex {
        self.sex
    }
    /// Where the number was first given (GB/T 2260, six digits); never proof of residence.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.number[..6]
    }
    /// Age in full years (周岁).
    #[must_use]
    pub fn age_on(&self, day: Day) -> i32 {
        self.birth.years_until(day)
    }
}

impl fmt::Debug for IdCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdCard({})", mask_id(&self.number))
    }
}

/// Half-width capitals without spaces: what people type on any keyboard.
fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let kept = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200B}');
    kept.map(|c| half(c).to_ascii_uppercase()).collect()
}

fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Checks an ID number as typed (full width, small x and spaces are understood).
///
/// # Errors
/// The first [`IdFault`] found.
pub fn check_id_card(text: &str, today: Day) -> Result<IdCard, IdFault> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let id = plain(text);
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    match id.chars().count() {
        15 if all_digits(&id) => return Err(IdFault::Legacy),
        18 => {}
        _ => return Err(IdFault::Length),
    }
    let digits: Vec<u32> = id.chars().take(17).filter_map(|c| c.to_digit(10)).collect();
    let last = id.chars().last().unwrap_or(' ');
    if digits.len() < 17 || !(last.is_ascii_digit() || last == 'X') {
        return Err(IdFault::Character);
    }
    let (year, month, day) = (number(&id[6..10]), number(&id[10..12]), number(&id[12..14]));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else {
        return Err(IdFault::BirthDay);
    };
    let birth = Day::new(year, month, day).filter(|d| d.year() >= 1800);
    let birth = birth.ok_or(IdFault::BirthDay)?;
    if birth > today {
        return Err(IdFault::Future);
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    if CHECKS[(sum % 11) as usize] != last {
        return Err(IdFault::Checksum);
    }
    let sex = if digits[16] % 2 == 1 {
        Sex::Male
    } else {
        Sex::Female
    };
    Ok(IdCard {
        number: id,
        birth,
        sex,
    })
}

/// What is wrong with a unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsccFault {
    /// Not 18 characters.
    Length,
    /// A character outside the code's alphabet (I, O, S, V, Z are never used).
    Character,
    /// The last character does not fit the others: a typing error.
    Checksum,
}

impl UsccFault {
    /// Every fault.
    pub const ALL: [UsccFault; 3] = [UsccFault::Length, UsccFault::Character, UsccFault::Checksum];
    /// The message's key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            UsccFault::Length => "uscc-length",
            UsccFault::Character => "uscc-character",
            UsccFault::Checksum => "uscc-checksum",
        }
    }
}

/// Checks a unified social credit code (统一社会信用代码, GB 32100-2015) and gives it in capitals.
///
/// # Errors
/// The first [`UsccFault`] found.
pub fn check_uscc(text: &str) -> Result<String, UsccFault> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let code = plain(text);
    if code.chars().count() != 18 {
        return Err(UsccFault::Length);
    }
    let values: Vec<usize> = code.chars().filter_map(|c| ALPHABET.find(c)).collect();
    if values.len() < 18 {
        return Err(UsccFault::Character);
    }
    let weight = |i: usize| (0..i).fold(1usize, |w, _| w * 3 % 31);
    let sum: usize = values[..17]
        .iter()
        .enumerate()
        .map(|(i, v)| v * weight(i))
        .sum();
    if (31 - sum % 31) % 31 == values[17] {
        Ok(code)
    } else {
        Err(UsccFault::Checksum)
    }
}

/// Checks a telephone number: a mobile (11 digits from 13 to 19) or a landline with its area
/// code, which is given as `0914-1234567`. Spaces, hyphens, brackets and +86 are understood.
#[must_use]
pub fn check_phone(text: &str) -> Option<String> {
    let typed = plain(text);
    let typed = typed
        .strip_prefix("+86")
        .or_else(|| typed.strip_prefix("0086"))
        .unwrap_or(&typed);
    let dashes = ['-', '(', ')', '—', '–', '－', '（', '）'];
    let digits: String = typed.chars().filter(|c| !dashes.contains(c)).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if is_mobile(&digits) {
        return Some(digits);
    }
    // 010 and 02x take two digits after the trunk 0, every other area takes three.
    let area = if digits.starts_with("010") || digits.starts_with("02") {
        3
    } else {
        4
    };
    let (area, local) = digits.split_at_checked(area)?;
    let trunk = area.starts_with('0') && !area.starts_with("00");
    let lead = local
        .bytes()
        .next()
        .is_some_and(|b| (b'2'..=b'8').contains(&b));
    let fits = trunk && lead && (7..=8).contains(&local.len());
    fits.then(|| format!("{area}-{local}"))
}

/// Is a checked number a mobile, that can take text messages?
#[must_use]
pub fn is_mobile(phone: &str) -> bool {
    let b = phone.as_bytes();
    b.len() == 11
        && b[0] == b'1'
        && (b'3'..=b'9').contains(&b[1])
        && b.iter().all(u8::is_ascii_digit)
}

fn masked(text: &str, head: usize, tail: usize) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() <= head + tail {
        return "*".repeat(all.len());
    }
    let kept = |i: usize| i < head || i >= all.len() - tail;
    all.iter()
        .enumerate()
        .map(|(i, c)| if kept(i) { *c } else { '*' })
        .collect()
}

/// `611*************X`-like: the first three and last two characters of an ID number.
#[must_use]
pub fn mask_id(id: &str) -> String {
    masked(id, 3, 2)
}

/// `138****1234`; a landline keeps its area code and last two digits.
#[must_use]
pub fn mask_phone(phone: &str) -> String {
    match phone.split_once('-') {
        Some((area, local)) => format!("{area}-{}", masked(local, 0, 2)),
        None => masked(phone, 3, 4),
    }
}

/// `张*`: the first character of a name; how long the rest is stays unknown.
#[must_use]
pub fn mask_name(name: &str) -> String {
    name.trim()
        .chars()
        .next()
        .map_or_else(String::new, |c| format!("{c}*"))
}

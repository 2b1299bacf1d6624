//! Names and their numbers, in the order in which they were first read.

use std::collections::HashMap;

/// Names that are plain numbers below this are found without hashing.
const PLAIN: usize = 1 << 22;
/// Stands for no number.
const NONE: u32 = u32::MAX;

/// Names in the order in which they were first read.
#[derive(Debug, Default)]
pub struct Names {
    list: Vec<Box<[u8]>>,
    numbers: HashMap<Box<[u8]>, u32>,
    /// By the name itself, where it is a plain number.
    plain: Vec<u32>,
}

impl Names {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The name of a number; empty if there is none.
    pub fn name(&self, number: u32) -> &[u8] {
        self.list.get(number as usize).map_or(b"", |name| name)
    }

    /// The number of a name.
    pub fn number(&self, name: &[u8]) -> Option<u32> {
        match plain(name) {
            Some(at) => self.plain.get(at).copied().filter(|n| *n != NONE),
            None => self.numbers.get(name).copied(),
        }
    }

    /// Gives a new name the next number; `None` if there are too many.
    pub fn add(&mut self, name: &[u8]) -> Option<u32> {
        let number = u32::try_from(self.list.len()).ok().filter(|n| *n != NONE)?;
        self.list.push(name.into());
        match plain(name) {
            Some(at) => {
                if at >= self.plain.len() {
                    self.plain.resize(at + 1, NONE);
                }
                self.plain[at] = number;
            }
            None => {
                self.numbers.insert(name.into(), number);
            }
        }
        Some(number)
    }
}

/// The number that a name is, as a number is commonly written.
fn plain(name: &[u8]) -> Option<usize> {
    if name.is_empty() || name.len() > 7 || (name[0] == b'0' && name.len() > 1) {
        return None;
    }
    let number = name.iter().try_fold(0, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| usize::from(byte - b'0'))?;
        Some(number * 10 + digit)
    });
    number.filter(|number| *number < PLAIN)
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn each_name_has_its_own_number() {
        let mut names = Names::default();
        let all = [
            "7", "07", "x", "4194304", "0", "00", "9999999", "10000000", "1-",
        ];
        for (number, name) in (0..).zip(all) {
            assert_eq!(names.number(name.as_bytes()), None);
            assert_eq!(names.add(name.as_bytes()), Some(number));
        }
        for (number, name) in (0..).zip(all) {
            assert_eq!(names.number(name.as_bytes()), Some(number));
            assert_eq!(names.name(number), name.as_bytes());
        }
    }
}

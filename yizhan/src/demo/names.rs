//! Made-up names from lists of usual surnames and given names.

use super::Chance;
use kernel::Sex;

const NAMES: &str = include_str!("../../../data/names_zh.csv");

/// Surnames by weight, given names by sex.
pub struct Names {
    surnames: Vec<(&'static str, usize)>,
    male: Vec<&'static str>,
    female: Vec<&'static str>,
}

impl Names {
    /// Reads `data/names_zh.csv`.
    #[must_use]
    pub fn load() -> Self {
        let mut names = Self {
            surnames: Vec::new(),
            male: Vec::new(),
            female: Vec::new(),
        };
        for line in NAMES.lines().skip(1) {
            let mut cells = line.split(',');
            let (Some(part), Some(text)) = (cells.next(), cells.next()) else {
                continue;
            };
            let weight: f64 = cells.next().and_then(|w| w.parse().ok()).unwrap_or(0.01);
            match part {
                // Hundredths as whole numbers; the rarest still come up.
                "surname" => names.surnames.push((text, (weight * 100.0) as usize + 1)),
                "given_m" => names.male.push(text),
                "given_f" => names.female.push(text),
                _ => {}
            }
        }
        names
    }
    /// A whole name.
    #[must_use]
    pub fn person(&self, chance: &Chance, sex: Sex) -> String {
        let given = match sex {
            Sex::Male => chance.pick(&self.male),
            Sex::Female => chance.pick(&self.female),
        };
        format!("{}{given}", chance.weighted(&self.surnames))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        let names = Names::load();
        assert!(names.surnames.len() > 300);
        assert!(names.male.len() > 50 && names.female.len() > 50);
        let name = names.person(&Chance::new(1, "n"), Sex::Female);
        assert!((2..=4).contains(&name.chars().count()));
    }
}

//! Speeds by class of road and way of travelling: data with a source, given as a table.

use crate::Fault;

/// A way of travelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// On foot (步行).
    Foot,
    /// Bicycle (自行车).
    Bicycle,
    /// Electric bicycle (电动车): goes where bicycles go.
    Ebike,
    /// Motor vehicle (汽车、摩托车).
    Motor,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Foot, Self::Bicycle, Self::Ebike, Self::Motor];
    /// The name in files and addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Foot => "foot",
            Self::Bicycle => "bicycle",
            Self::Ebike => "ebike",
            Self::Motor => "motor",
        }
    }
    /// The mode of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
    /// The place in tables and the bit in masks. Foot and wheels and motors have their own rights;
    /// both kinds of bicycle share one.
    pub(crate) fn bit(self) -> u8 {
        match self {
            Self::Foot => 1,
            Self::Bicycle | Self::Ebike => 2,
            Self::Motor => 4,
        }
    }
    fn column(self) -> usize {
        match self {
            Self::Foot => 0,
            Self::Bicycle => 1,
            Self::Ebike => 2,
            Self::Motor => 3,
        }
    }
}

/// A class of road: an index into [`CLASSES`].
pub type Class = u8;

/// The values of OSM's `highway` that are read as roads, and ferries.
pub const CLASSES: [&str; 23] = [
    "motorway",
    "motorway_link",
    "trunk",
    "trunk_link",
    "primary",
    "primary_link",
    "secondary",
    "secondary_link",
    "tertiary",
    "tertiary_link",
    "unclassified",
    "residential",
    "living_street",
    "road",
    "service",
    "track",
    "path",
    "footway",
    "cycleway",
    "bridleway",
    "pedestrian",
    "steps",
    "ferry",
];

/// The class of a value of `highway`.
pub(crate) fn class(highway: &str) -> Option<Class> {
    let at = CLASSES.iter().position(|c| *c == highway)?;
    u8::try_from(at).ok()
}

/// Tenths of km/h for each class and mode; 0 where the mode does not go on the class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speeds {
    tenths: [[u16; 4]; CLASSES.len()],
}

impl Speeds {
    /// Reads `class,foot,bicycle,ebike,motor,…` in km/h; further columns (source, certainty) are
    /// for people. A class that is not named is not travelled.
    ///
    /// # Errors
    /// [`Fault::Speeds`] with the line: an unknown or repeated class, a speed that is no number
    /// between 0 and 200.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let mut tenths = [[0; 4]; CLASSES.len()];
        let mut seen = [false; CLASSES.len()];
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.flexible(true).from_reader(text.as_bytes());
        for (n, record) in reader.records().enumerate() {
            let wrong = |what: String| Fault::Speeds { line: n + 2, what };
            let record = record.map_err(|e| wrong(e.to_string()))?;
            let name = record.get(0).unwrap_or_default().trim();
            let class = class(name).ok_or_else(|| wrong(format!("no class {name:?}")))?;
            let row = &mut tenths[usize::from(class)];
            if std::mem::replace(&mut seen[usize::from(class)], true) {
                return Err(wrong(format!("{name} stands there twice")));
            }
            for (column, slot) in row.iter_mut().enumerate() {
                let cell = record.get(column + 1).unwrap_or_default().trim();
                *slot = speed(cell).ok_or_else(|| wrong(format!("{cell:?} is no speed")))?;
            }
        }
        if seen.iter().any(|s| *s) {
            Ok(Self { tenths })
        } else {
            Err(Fault::Speeds {
                line: 1,
                what: "no class of road".into(),
            })
        }
    }
    /// Tenths of km/h, 0 for no passage.
    #[must_use]
    pub fn tenths(&self, class: Class, mode: Mode) -> u16 {
        let row = self.tenths.get(usize::from(class));
        row.map_or(0, |r| r[mode.column()])
    }
}

fn speed(cell: &str) -> Option<u16> {
    if cell.is_empty() {
        return Some(0);
    }
    let kmh: f64 = cell.parse().ok()?;
    // Bounded before the cast; NaN is in no range.
    (0.0..=200.0)
        .contains(&kmh)
        .then(|| (kmh * 10.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_read_and_faults_named_by_line() {
        let speeds =
            Speeds::read("class,foot,bicycle,ebike,motor,source\nprimary,4.5,15,25,60,x\n");
        let speeds = speeds.unwrap();
        assert_eq!(speeds.tenths(class("primary").unwrap(), Mode::Foot), 45);
        assert_eq!(speeds.tenths(class("motorway").unwrap(), Mode::Motor), 0);
        for (text, line) in [
            ("class,foot\nprimary,4\nlane,4\n", 3),
            ("class,foot\nprimary,-1\n", 2),
            ("class,foot\nprimary,NaN\n", 2),
            ("class,foot\nprimary,4\nprimary,5\n", 3),
            ("", 1),
        ] {
            let Err(Fault::Speeds { line: at, .. }) = Speeds::read(text) else {
                panic!("{text}");
            };
            assert_eq!(at, line, "{text}");
        }
    }
    #[test]
    fn names_lead_back_to_modes() {
        for mode in Mode::ALL {
            assert_eq!(Mode::named(mode.name()), Some(mode));
        }
        assert_eq!(Mode::named("rocket"), None);
    }
}

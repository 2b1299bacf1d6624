//! What can be wrong with coordinates, extracts and tables of speeds.

/// Why something given could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A latitude that is no number between −90 and 90.
    #[error("latitude {0} is not between -90 and 90")]
    Latitude(String),
    /// A longitude that is no number between −180 and 180.
    #[error("longitude {0} is not between -180 and 180")]
    Longitude(String),
    /// GCJ-02 is defined for the Chinese mainland only.
    #[error("GCJ-02 is not defined at {0}, outside China")]
    OutsideChina(String),
    /// The extract is damaged or no extract at all.
    #[error("the OSM extract cannot be read at byte {at}: {what}")]
    Extract {
        /// Offset of the block in the file.
        at: usize,
        /// What was wrong there.
        what: &'static str,
    },
    /// The extract is larger than the bounds given.
    #[error("the OSM extract has more than {most} {what}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The bound.
        most: usize,
    },
    /// Nothing in the extract is a road.
    #[error("the OSM extract holds no road")]
    NoRoad,
    /// A line of the table of speeds.
    #[error("speeds, line {line}: {what}")]
    Speeds {
        /// Line of the file, the heading is 1.
        line: usize,
        /// What was wrong.
        what: String,
    },
    /// A number that must be above zero and of a sensible size.
    #[error("{what} must be a number above 0 and at most {most}")]
    Number {
        /// Which.
        what: &'static str,
        /// The largest allowed.
        most: u32,
    },
}

//! What a measurement was asked for: the long or the short version, on one database or on both.

/// The words after the name of a measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The small county and little time, for `cargo verify`.
    pub short: bool,
    /// On SQLite.
    pub sqlite: bool,
    /// On a PostgreSQL of our own.
    pub postgres: bool,
}

impl Asked {
    /// The short version on both databases.
    pub const SHORT: Self = Self {
        short: true,
        sqlite: true,
        postgres: true,
    };

    /// Reads `[--short] [--db sqlite|postgres]`.
    pub fn read(words: &[&str]) -> Result<Self, String> {
        let mut asked = Self {
            short: false,
            ..Self::SHORT
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match (*word, words.as_slice().first().copied()) {
                ("--short", _) => asked.short = true,
                ("--db", Some("sqlite")) => asked.postgres = false,
                ("--db", Some("postgres")) => asked.sqlite = false,
                _ => return Err("expected [--short] [--db sqlite|postgres]".into()),
            }
            if *word == "--db" {
                words.next();
            }
        }
        match asked.sqlite || asked.postgres {
            true => Ok(asked),
            false => Err("name one database, or none for both".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn words_are_read() {
        assert_eq!(Asked::read(&["--short"]), Ok(Asked::SHORT));
        let one = Asked::read(&["--db", "postgres", "--short"]).unwrap();
        assert!(one.short && one.postgres && !one.sqlite);
        assert!(Asked::read(&["--db"]).is_err());
        assert!(Asked::read(&["--db", "oracle"]).is_err());
        assert!(Asked::read(&["--db", "sqlite", "--db", "postgres"]).is_err());
    }
}

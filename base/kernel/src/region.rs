//! Twelve-digit division codes and the part of the county that a viewer may see.

/// A division by its 12-digit code (6 county + 3 town + 3 village; 国家统计局统计用区划代码).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Region(String);

impl Region {
    /// Reads a 12-digit code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| Self(text.to_owned()))
    }
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The six digits of the county.
    #[must_use]
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
    /// The twelve digits of the town, or `None` for the county itself.
    #[must_use]
    pub fn town(&self) -> Option<String> {
        (&self.0[6..9] != "000").then(|| format!("{}000", &self.0[..9]))
    }
    /// The leading digits that this division and all inside it share.
    #[must_use]
    pub fn prefix(&self) -> &str {
        match (&self.0[6..9], &self.0[9..12]) {
            ("000", _) => &self.0[..6],
            (_, "000") => &self.0[..9],
            _ => &self.0,
        }
    }
}

/// The part of the region tree that a viewer may see, as a range of codes.
///
/// One decision, two forms: [`Scope::covers`] for a row in hand, and
/// `region >= $lo AND region < $hi` for a list; a property test holds them equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// First code inside.
    pub lo: String,
    /// First code beyond.
    pub hi: String,
}

impl Scope {
    /// Nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            lo: "~".into(),
            hi: "~".into(),
        }
    }
    /// Everything (the system itself).
    #[must_use]
    pub fn everything() -> Self {
        Self {
            lo: String::new(),
            hi: "~".into(),
        }
    }
    /// A division with all inside it.
    #[must_use]
    pub fn of(region: &Region) -> Self {
        let prefix = region.prefix();
        // ':' follows '9' in ASCII, so prefix + ':' is the first text beyond every code inside.
        Self {
            lo: prefix.to_owned(),
            hi: format!("{prefix}:"),
        }
    }
    /// Is the division with this code inside?
    #[must_use]
    pub fn covers(&self, region: &str) -> bool {
        region >= self.lo.as_str() && region < self.hi.as_str()
    }
}

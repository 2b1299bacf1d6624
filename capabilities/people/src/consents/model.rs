//! Purposes that a person consents to, each with the version of its words. Pure.

/// What a consent is for (个人信息保护法 第十三条, 第二十三条, 第二十四条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Keep the file and find work for the person: without it there is no file.
    Service,
    /// Show name and telephone to an employer once both sides agree.
    Employers,
    /// Put jobs that fit first.
    Recommend,
    /// Send text messages about one's own matters.
    Notices,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 4] = [
        Purpose::Service,
        Purpose::Employers,
        Purpose::Recommend,
        Purpose::Notices,
    ];
    /// The names in the database and in forms.
    pub const CODES: [&str; 4] = ["service", "employers", "recommend", "notices"];

    /// The name in the database; its words are `people-purpose-…`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
    /// Version of the words people read; raised with every change of meaning, so that consent
    /// is asked again (个人信息保护法 第十四条).
    #[must_use]
    pub const fn version(self) -> i64 {
        match self {
            Purpose::Service | Purpose::Employers | Purpose::Recommend | Purpose::Notices => 1,
        }
    }
    /// Without it there is no file: it ends with the file's erasure.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(self, Purpose::Service)
    }
}

/// Ways of giving consent: on the screen, spoken at the counter, signed, by telephone, by
/// showing the card, or on a list that was signed and imported.
pub const HOWS: [&str; 6] = ["screen", "spoken", "signed", "telephone", "card", "list"];

/// The ways open to staff.
pub const STAFF_HOWS: [&str; 4] = ["spoken", "signed", "telephone", "card"];

/// A consent as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Id, `cns_…`.
    pub id: String,
    /// What for.
    pub purpose: Purpose,
    /// Version of the words.
    pub version: i64,
    /// How.
    pub how: String,
    /// When, in epoch milliseconds.
    pub given_at: i64,
    /// When it was withdrawn, in epoch milliseconds.
    pub withdrawn_at: Option<i64>,
}

impl Consent {
    /// Does it stand, for the words of today?
    #[must_use]
    pub fn stands(&self) -> bool {
        self.withdrawn_at.is_none() && self.version == self.purpose.version()
    }
}

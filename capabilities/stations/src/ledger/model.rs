//! What the ledger records of a service.

/// Kinds of service, as 人社部发〔2022〕38号 and the station model name them: advice on policy,
/// jobs recommended, training, starting a business, rights, social insurance, errands for a
/// person, waiting at the market hall, and the steps of finding work.
pub const KINDS: [&str; 17] = [
    "consult",
    "policy",
    "recommend",
    "register",
    "profile",
    "apply",
    "card",
    "slip",
    "hall",
    "employer",
    "post",
    "training",
    "startup",
    "rights",
    "insurance",
    "errand",
    "other",
];

/// The kind as the ledger knows it; what it does not know is `other`.
#[must_use]
pub fn kind_of(kind: &str) -> &'static str {
    let known = KINDS.iter().find(|k| **k == kind);
    known.copied().unwrap_or("other")
}

/// How the person came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// At the counter.
    Counter,
    /// On the telephone.
    Phone,
    /// In the village, at the person's home.
    Village,
    /// On the web.
    Online,
}

impl Channel {
    /// The names in the database.
    pub const CODES: [&'static str; 4] = ["counter", "phone", "village", "online"];
    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }
    /// Reads the name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let all = [
            Channel::Counter,
            Channel::Phone,
            Channel::Village,
            Channel::Online,
        ];
        all.into_iter().find(|c| c.code() == code)
    }
}

/// One service.
#[derive(Debug, Clone)]
pub struct Service {
    /// One of [`KINDS`]; anything else is kept as `other`.
    pub kind: &'static str,
    /// The person's or employer's record; `None` = somebody who did not give a name.
    pub subject: Option<String>,
    /// 12-digit code of where the person is from, or of the station.
    pub region: String,
    /// How the person came.
    pub channel: Channel,
    /// What came of it, in words; no names, no numbers.
    pub result: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_kinds_are_other() {
        assert_eq!(kind_of("card"), "card");
        assert_eq!(kind_of("juggle"), "other");
        for code in Channel::CODES {
            assert_eq!(Channel::parse(code).map(Channel::code), Some(code));
        }
    }
}

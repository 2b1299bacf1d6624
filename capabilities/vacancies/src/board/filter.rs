//! What a list may be narrowed and sorted by.

use super::post::Post;
use kernel::Day;
use matching::Settle;

/// How a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// First day of work, then start, then what was checked last.
    #[default]
    Soonest,
    /// Minutes by road; unknown ways last.
    Nearest,
    /// The ranking for one worker; what is ruled out comes last.
    Best,
    /// What holds more of the words searched for.
    Closest,
}

impl Order {
    /// Orders a visitor may ask for.
    pub const CODES: [&str; 3] = ["soonest", "nearest", "best"];
    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "soonest" => Some(Order::Soonest),
            "nearest" => Some(Order::Nearest),
            "best" => Some(Order::Best),
            _ => None,
        }
    }
    /// The code in addresses; the order of a search needs none.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Order::Soonest => "soonest",
            Order::Nearest => "nearest",
            Order::Best => "best",
            Order::Closest => "",
        }
    }
}

/// What narrows a list. Every part is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words searched for, as typed.
    pub q: Option<String>,
    /// Trades that the words are likely to mean, as their places in the table; looked at when
    /// no post holds all the words.
    pub meant: Vec<u16>,
    /// Code of a town.
    pub town: Option<u64>,
    /// Code of a village.
    pub village: Option<u64>,
    /// Trade, as its place in the table of trades.
    pub trade: Option<u16>,
    /// Least pay for a day, in fen; posts whose pay cannot be told by the day do not pass.
    pub pay_min_fen: Option<i64>,
    /// Settlement.
    pub settle: Option<Settle>,
    /// Kind, as its place among the codes of kinds.
    pub kind: Option<u8>,
    /// Free from this day on: work that is over by then does not pass.
    pub from: Option<Day>,
}

/// A part of a filter that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `q`.
    Words,
    /// `town`.
    Town,
    /// `village`.
    Village,
    /// `trade`.
    Trade,
    /// `pay_min`.
    Pay,
    /// `settle`.
    Settle,
    /// `kind`.
    Kind,
    /// `from`.
    From,
}

impl Part {
    /// Every part, in the order in which a list offers to leave them out.
    pub const ALL: [Part; 8] = [
        Part::Village,
        Part::Town,
        Part::Pay,
        Part::Settle,
        Part::From,
        Part::Kind,
        Part::Trade,
        Part::Words,
    ];
    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Part::Words => "q",
            Part::Town => "town",
            Part::Village => "village",
            Part::Trade => "trade",
            Part::Pay => "pay_min",
            Part::Settle => "settle",
            Part::Kind => "kind",
            Part::From => "from",
        }
    }
}

impl Filter {
    /// Does a post pass, its words aside?
    #[must_use]
    pub fn passes(&self, post: &Post, today: Day) -> bool {
        self.trade.is_none_or(|trade| post.trade.id == trade)
            && self.town.is_none_or(|town| post.town() == town)
            && self.village.is_none_or(|village| post.region == village)
            && self.settle.is_none_or(|settle| post.settle == settle)
            && self.kind.is_none_or(|kind| post.kind == kind)
            && self
                .pay_min_fen
                .is_none_or(|min| post.pay_day_fen.is_some_and(|pay| pay >= min))
            && post.stands(today)
            && self
                .from
                .is_none_or(|from| post.end.is_none_or(|end| end >= from))
    }
    /// Is this part on?
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Words => self.q.is_some(),
            Part::Town => self.town.is_some(),
            Part::Village => self.village.is_some(),
            Part::Trade => self.trade.is_some(),
            Part::Pay => self.pay_min_fen.is_some(),
            Part::Settle => self.settle.is_some(),
            Part::Kind => self.kind.is_some(),
            Part::From => self.from.is_some(),
        }
    }
    /// The same filter with one part left out.
    #[must_use]
    pub fn without(&self, part: Part) -> Self {
        let mut filter = self.clone();
        match part {
            Part::Words => (filter.q, filter.meant) = (None, Vec::new()),
            Part::Town => filter.town = None,
            Part::Village => filter.village = None,
            Part::Trade => filter.trade = None,
            Part::Pay => filter.pay_min_fen = None,
            Part::Settle => filter.settle = None,
            Part::Kind => filter.kind = None,
            Part::From => filter.from = None,
        }
        filter
    }
}

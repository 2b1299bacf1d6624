//! The parts of a score in words: the same reasons on the worker's and the employer's screen.

use crate::{Key, Part, Scored, Settle};

/// To whom a reason is said; the reason is the same, the pronoun is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// To the worker: 您做过这个活.
    Worker,
    /// To the employer or the station, of a worker: 做过这个活.
    Employer,
}

/// One reason: a message's key with its arguments.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reason {
    /// The message's key.
    pub code: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

fn settle_code(settle: Settle) -> &'static str {
    match settle {
        Settle::Day => "matching-settle-day",
        Settle::NextDay => "matching-settle-next-day",
        Settle::Week => "matching-settle-week",
        Settle::HalfMonth => "matching-settle-half-month",
        Settle::Month => "matching-settle-month",
        Settle::Done => "matching-settle-done",
    }
}

/// The key for the worker, and the key for the employer.
fn codes(part: Part) -> Option<[&'static str; 2]> {
    Some(match part {
        Part::WantedTrade => ["matching-wanted-trade", "matching-their-wanted-trade"],
        Part::SameClass => ["matching-same-class", "matching-their-same-class"],
        Part::SameGroup => ["matching-same-group", "matching-their-same-group"],
        Part::Travel(Some(_)) => ["matching-near", "matching-their-near"],
        Part::Pay { wish_met: true } => ["matching-pay-met", "matching-their-pay-met"],
        Part::Settle(settle) => [settle_code(settle); 2],
        Part::Dates(1000) => ["matching-dates-fit", "matching-their-dates-fit"],
        Part::Certs => ["matching-certs-held", "matching-their-certs-held"],
        Part::DoneTrade => ["matching-done-before", "matching-their-done-before"],
        Part::DoneEmployer => ["matching-employer-before", "matching-their-employer-before"],
        Part::Fresh(0) => ["matching-checked-today"; 2],
        Part::Fresh(_) => ["matching-checked"; 2],
        Part::Taste => ["matching-alike-choose", "matching-their-like-chosen"],
        Part::Leaning(Key::Trade(_)) => ["matching-like-chosen", "matching-their-like-chosen"],
        Part::Leaning(Key::Employer(_)) => {
            ["matching-employer-chosen", "matching-their-employer-chosen"]
        }
        Part::Leaning(Key::Place(_)) => ["matching-place-chosen", "matching-their-place-chosen"],
        Part::Leaning(Key::Settle(_)) => ["matching-settle-chosen", "matching-their-settle-chosen"],
        Part::Crowding => ["matching-few-ask"; 2],
        // What is half known is no reason, and who is put first is nobody else's business.
        Part::Travel(None) | Part::Pay { .. } | Part::Dates(_) => return None,
        Part::OtherTrade | Part::Priority => return None,
    })
}

/// The reasons of a score, weightiest first; what speaks against the pair is none.
#[must_use]
pub fn reasons(scored: &Scored, voice: Voice) -> Vec<Reason> {
    let mut parts = scored.parts.clone();
    parts.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    let mut said = Vec::new();
    let say = |(part, points): (Part, i32)| {
        if points <= 0 {
            return None;
        }
        let code = codes(part)?[usize::from(voice == Voice::Employer)];
        if said.contains(&code) {
            return None;
        }
        said.push(code);
        let args = match part {
            Part::Travel(Some(minutes)) => vec![("minutes", minutes.to_string())],
            Part::Fresh(days) if days > 0 => vec![("days", days.to_string())],
            _ => Vec::new(),
        };
        Some(Reason { code, args })
    };
    parts.into_iter().filter_map(say).collect()
}

/// A part of a score in words, whatever it counts: for whoever wants to see the whole sum. The
/// worker and the worker's station may; employers see [`reasons`] only.
#[must_use]
pub fn line(part: Part, points: i32, voice: Voice) -> Reason {
    let said = |code, args| Reason { code, args };
    match part {
        Part::Crowding if points < 0 => said("matching-line-many-ask", Vec::new()),
        Part::Leaning(_) if points < 0 => said("matching-line-not-chosen", Vec::new()),
        Part::Travel(None) => said("matching-line-way-unknown", Vec::new()),
        Part::Pay { wish_met: false } => said("matching-line-pay", Vec::new()),
        Part::Dates(share) if share < 1000 => {
            let percent = (share / 10).to_string();
            said("matching-line-dates-part", vec![("percent", percent)])
        }
        Part::OtherTrade => said("matching-line-other-trade", Vec::new()),
        Part::Priority => said("matching-line-priority", Vec::new()),
        other => {
            let one = Scored {
                total: 1,
                parts: vec![(other, 1)],
            };
            let found = reasons(&one, voice).pop();
            found.unwrap_or_else(|| said("matching-line-other-trade", Vec::new()))
        }
    }
}

//! One plan for all orders that want hands today and tomorrow: who goes where, and why.

use super::candidates::{CallUp, Candidate, Out, call_up};
use super::model::RollId;
use super::{seating, store, together};
use crate::orders::model::ShiftId;
use db::Conn;
use kernel::{Ctx, Kind, Refusal};
use people::Worker;
use stations::Station;
use std::collections::{BTreeMap, BTreeSet};

/// A shift and who is proposed for it.
#[derive(Debug, Clone)]
pub struct Part {
    /// The call-up of the shift by itself.
    pub up: CallUp,
    /// Who of its people are proposed: their places in [`CallUp::people`], in the fair order.
    pub chosen: Vec<usize>,
}

impl Part {
    /// The people who are proposed.
    pub fn people(&self) -> impl Iterator<Item = &Candidate> {
        self.chosen.iter().filter_map(|at| self.up.people.get(*at))
    }
}

/// Somebody for whom nothing is proposed.
#[derive(Debug, Clone)]
pub struct Left {
    /// Slip.
    pub slip: i64,
    /// The person.
    pub worker: Worker,
    /// Could have gone somewhere, but every such seat goes to somebody else.
    pub could: bool,
}

/// A plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Shifts that want people, soonest first.
    pub parts: Vec<Part>,
    /// Who stays, by slip.
    pub left: Vec<Left>,
}

/// Proposes who of the people waiting goes to which of the shifts that want hands. Each place is
/// one that [`call_up`] allows: the hard rules, no two shifts at once and rest in between hold.
///
/// # Errors
/// NotFound or Forbidden outside the scope; what the database says.
pub async fn propose(conn: &mut Conn, ctx: &Ctx, station: &Station) -> Result<Plan, Refusal> {
    let county = store::county(&station.region);
    let mut ups = Vec::new();
    for (_, shift) in seating::open(conn, ctx, &county).await? {
        match call_up(conn, ctx, station, &shift.id).await {
            Ok(up) => ups.push(up),
            // It began while the others were looked at.
            Err(refusal) if refusal.kind == Kind::Conflict => {}
            Err(refusal) => return Err(refusal),
        }
    }
    arrange(ups)
}

/// Lays the call-ups side by side and allots.
fn arrange(ups: Vec<CallUp>) -> Result<Plan, Refusal> {
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows: Vec<together::Row> = Vec::new();
    for (shift, up) in ups.iter().enumerate() {
        for candidate in &up.people {
            let next = rows.len();
            let at = *number.entry(candidate.entry.id.to_string()).or_insert(next);
            if at == next {
                rows.push(vec![None; ups.len()]);
            }
            rows[at][shift] = Some(candidate.points.total());
        }
    }
    let free = |up: &CallUp| u32::try_from(up.shift.free().max(0)).unwrap_or(u32::MAX);
    let free: Vec<u32> = ups.iter().map(free).collect();
    let places = together::allot(&rows, &free)?;
    let goes = |c: &Candidate| {
        let at = number.get(c.entry.id.as_str());
        at.and_then(|at| places.get(*at).copied().flatten())
    };
    let mut left: BTreeMap<i64, Left> = BTreeMap::new();
    let mut stays = |slip: i64, worker: &Worker, could: bool| {
        let known = left.entry(slip).or_insert_with(|| Left {
            slip,
            worker: worker.clone(),
            could,
        });
        known.could |= could;
    };
    let mut going = BTreeSet::new();
    for up in &ups {
        for c in &up.people {
            match goes(c) {
                Some(_) => drop(going.insert(c.entry.slip)),
                None => stays(c.entry.slip, &c.worker, true),
            }
        }
        for Out { entry, worker, .. } in &up.out {
            stays(entry.slip, worker, false);
        }
    }
    let left = left.into_values().filter(|l| !going.contains(&l.slip));
    let left = left.collect();
    let parts = ups.into_iter().enumerate().map(|(shift, up)| {
        let people = up.people.iter().enumerate();
        let chosen = people.filter(|(_, c)| goes(c) == Some(shift));
        let chosen = chosen.map(|(at, _)| at).collect();
        Part { up, chosen }
    });
    Ok(Plan {
        parts: parts.collect(),
        left,
    })
}

/// A place of a plan as a form carries it: `shift/line of the roll`.
#[must_use]
pub fn place(shift: &ShiftId, roll: &RollId) -> String {
    format!("{shift}/{roll}")
}

/// Reads what a form carried back: the people of each shift.
///
/// # Errors
/// A field fault when it is no such thing, or one person is to go to two places.
pub fn places(texts: &[String]) -> Result<Vec<(ShiftId, Vec<RollId>)>, Refusal> {
    let bad = || Refusal::field("place", "field-not-choice");
    let mut found: BTreeMap<&str, Vec<RollId>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for text in texts {
        let (shift, roll) = text.split_once('/').ok_or_else(bad)?;
        if !seen.insert(roll) {
            return Err(bad());
        }
        found.entry(shift).or_default().push(RollId::parse(roll)?);
    }
    let whole = |(shift, people)| Ok((ShiftId::parse(shift)?, people));
    found.into_iter().map(whole).collect()
}

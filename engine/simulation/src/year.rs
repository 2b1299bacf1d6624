//! A year under one way of recommending, day by day.

use crate::arms::{List, PLACE, Today};
use crate::measure::Outcome;
use crate::{Arm, Assumptions, Chance, County};

/// Somebody found work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hire {
    /// The person.
    pub person: u32,
    /// The post.
    pub post: u32,
    /// The day.
    pub day: u32,
    /// What it is worth to the person.
    pub utility: f64,
}

/// An application of today: when it came, how well it fits, who.
struct Asked {
    turn: u64,
    score: f64,
    person: u32,
    post: u32,
    utility: f64,
}

/// What is kept from day to day.
struct State {
    left: Vec<u32>,
    hired: Vec<bool>,
    fame: Vec<u32>,
    shown: Vec<f64>,
    crowd: Vec<u32>,
    hires: Vec<Hire>,
}

/// Plays a county's year under an arm.
#[must_use]
pub fn year(county: &County, arm: Arm, assume: &Assumptions) -> Outcome {
    let mut state = State {
        left: vec![0; county.posts.len()],
        hired: vec![false; county.seekers.len()],
        fame: vec![0; county.posts.len()],
        shown: vec![0.0; county.posts.len()],
        crowd: vec![0; county.posts.len()],
        hires: Vec::new(),
    };
    let mut people: Vec<u32> = Vec::new();
    let mut coming = (0u32..).zip(&county.seekers).peekable();
    for day in 0..assume.days {
        while let Some((id, _)) = coming.next_if(|(_, s)| s.from <= day) {
            people.push(id);
        }
        people.retain(|p| !state.hired[*p as usize] && county.seekers[*p as usize].to >= day);
        turn(county, day, &mut state);
        if arm == Arm::Dispatch {
            let today = Today {
                county,
                people: &people,
                left: &state.left,
                fame: &state.fame,
            };
            let best = today.assign(PLACE);
            carry_out(county, day, &people, &best.post_of, &mut state);
        } else {
            read(county, arm, day, &people, assume, &mut state);
        }
    }
    Outcome::of(county, state.hires, &state.shown, &state.crowd)
}

/// Opens the posts of the day and takes down those that have run out.
fn turn(county: &County, day: u32, state: &mut State) {
    for (left, post) in state.left.iter_mut().zip(&county.posts) {
        if post.from == day {
            *left = post.seats;
        } else if post.to < day {
            *left = 0;
        }
    }
}

/// Carries out an allocation as it is.
fn carry_out(county: &County, day: u32, people: &[u32], got: &[Option<u32>], state: &mut State) {
    for (person, post) in people.iter().zip(got) {
        let Some(post) = *post else { continue };
        let pairs = county.pairs[*person as usize].iter();
        let utility = pairs.filter(|p| p.0 == post).map(|p| p.2).sum();
        state.shown[post as usize] += 1.0;
        hire(
            Hire {
                person: *person,
                post,
                day,
                utility,
            },
            state,
        );
    }
}

/// Writes down that somebody found work.
fn hire(hire: Hire, state: &mut State) {
    state.left[hire.post as usize] -= 1;
    state.hired[hire.person as usize] = true;
    state.hires.push(hire);
}

/// Somebody who may read today: when, and what else falls out by chance.
struct Reader {
    person: u32,
    turn: u64,
    reads: bool,
    chance: Chance,
}

impl Reader {
    fn of(county: &County, person: u32, day: u32, assume: &Assumptions) -> Self {
        let mut chance = Chance::of(&[county.seed, 3, u64::from(person), u64::from(day)]);
        let (turn, reads) = (chance.bits(), chance.happens(assume.reads));
        Self {
            person,
            turn,
            reads,
            chance,
        }
    }

    /// In which of the equal parts of the day the turn falls.
    fn part(&self, parts: u32) -> u32 {
        let part = ((self.turn >> 32) * u64::from(parts)) >> 32;
        u32::try_from(part).unwrap_or_default()
    }
}

/// People read their lists and apply; employers answer in the evening.
///
/// Lists with prices are made anew several times a day, by what is known then: who has not read
/// yet, and how many seats nobody has applied for. The other ways know the morning only.
fn read(
    county: &County,
    arm: Arm,
    day: u32,
    people: &[u32],
    assume: &Assumptions,
    state: &mut State,
) {
    let parts = if arm == Arm::Priced { assume.parts } else { 1 };
    let readers = people.iter().map(|p| Reader::of(county, *p, day, assume));
    let mut readers: Vec<Reader> = readers.collect();
    let mut asked: Vec<Asked> = Vec::new();
    let mut room = state.left.clone();
    for part in 0..parts {
        // Whether somebody will come at all nobody knows: only who has come is left out.
        readers.retain(|r| !r.reads || r.part(parts) >= part);
        // Those whose part it is stand first, and only they are shown a list.
        readers.sort_by_key(|r| r.part(parts) != part);
        let now = readers.iter().take_while(|r| r.part(parts) == part).count();
        let waiting: Vec<u32> = readers.iter().map(|r| r.person).collect();
        let today = Today {
            county,
            people: &waiting,
            left: &room,
            fame: &state.fame,
        };
        let lists = today.lists(arm, now, assume);
        for (reader, list) in readers.iter_mut().zip(lists) {
            if !reader.reads {
                continue;
            }
            let seeker = &county.seekers[reader.person as usize];
            let mind = (day, &mut *state, &mut reader.chance);
            let found = choose(county, reader.person, &list, seeker.reserve, assume, mind);
            let Some((post, score, utility)) = found else {
                continue;
            };
            room[post as usize] = room[post as usize].saturating_sub(1);
            asked.push(Asked {
                turn: reader.turn,
                score,
                person: reader.person,
                post,
                utility,
            });
        }
    }
    answer(day, asked, assume, state);
}

/// Employers answer, in order of asking or of fit, as long as they have seats.
fn answer(day: u32, mut asked: Vec<Asked>, assume: &Assumptions, state: &mut State) {
    match assume.by_fit {
        true => asked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.turn.cmp(&b.turn))),
        false => asked.sort_by_key(|a| a.turn),
    }
    let mut crowd = std::collections::BTreeMap::new();
    for ask in asked {
        state.fame[ask.post as usize] += 1;
        *crowd.entry(ask.post).or_insert(0u32) += 1;
        if state.left[ask.post as usize] > 0 {
            hire(
                Hire {
                    person: ask.person,
                    post: ask.post,
                    day,
                    utility: ask.utility,
                },
                state,
            );
        }
    }
    for (post, many) in crowd {
        let most = &mut state.crowd[post as usize];
        *most = many.max(*most);
    }
}

/// Looks down a list as far as patience goes and takes the best of what was seen.
fn choose(
    county: &County,
    person: u32,
    list: &List,
    reserve: f64,
    assume: &Assumptions,
    (day, state, chance): (u32, &mut State, &mut Chance),
) -> Option<(u32, f64, f64)> {
    let mut best: Option<(f64, usize)> = None;
    for (place, (post, _, utility)) in list.iter().enumerate() {
        state.shown[*post as usize] += 1.0;
        let event = [
            county.seed,
            4,
            u64::from(person),
            u64::from(*post),
            u64::from(day),
        ];
        let felt = utility + assume.noise * Chance::of(&event).gumbel();
        if felt >= reserve && best.is_none_or(|(most, _)| felt > most) {
            best = Some((felt, place));
        }
        if !chance.happens(assume.depth) {
            break;
        }
    }
    best.map(|(_, place)| list[place])
}

//! Which kinds of work the same people choose: a table small enough to be read by a person.
//!
//! The nearness of two kinds is the cosine of who chose them (Sarwar, Karypis, Konstan and Riedl,
//! "Item-based collaborative filtering recommendation algorithms", WWW 2001). What it says of one
//! person follows from one kind that the person likes, which is named, so that the reason is the
//! number.

use std::collections::BTreeMap;

/// How near one kind is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// A kind that was chosen.
    pub from: u16,
    /// Another that the same people chose.
    pub to: u16,
    /// How many chose both.
    pub people: u32,
    /// The nearness in thousandths, rounded down: both ÷ √(those who chose one · the other).
    pub share: u16,
}

/// Learns from the kinds that each person chose; a kind named twice counts once. Pairs that fewer
/// than `least` people chose are left out, so that nobody can be told from the table. Each pair
/// stands in it both ways round, in order.
#[must_use]
pub fn learn<'a>(people: impl IntoIterator<Item = &'a [u16]>, least: u32) -> Vec<Near> {
    let mut alone: BTreeMap<u16, u64> = BTreeMap::new();
    let mut both: BTreeMap<(u16, u16), u32> = BTreeMap::new();
    for kinds in people {
        let mut kinds = kinds.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        for (n, from) in kinds.iter().enumerate() {
            *alone.entry(*from).or_default() += 1;
            for to in &kinds[n + 1..] {
                *both.entry((*from, *to)).or_default() += 1;
            }
        }
    }
    let known = both.into_iter().filter(|(_, people)| *people >= least);
    let mut found = Vec::new();
    for ((a, b), people) in known {
        let share = share(people, alone[&a], alone[&b]);
        let near = |from, to| Near {
            from,
            to,
            people,
            share,
        };
        found.extend([near(a, b), near(b, a)]);
    }
    found.sort_unstable();
    found
}

/// The cosine in thousandths, in whole numbers.
fn share(both: u32, one: u64, other: u64) -> u16 {
    let square = u128::from(both).pow(2) * 1_000_000 / (u128::from(one) * u128::from(other)).max(1);
    u16::try_from(square.isqrt()).unwrap_or(1000).min(1000)
}

/// What a person may like, by what they do like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likely {
    /// The kind.
    pub kind: u16,
    /// How much, in thousandths.
    pub points: i32,
    /// The kind they like from which it follows.
    pub from: u16,
}

/// What else a person may like: for each kind the most that follows from one of those `liked`
/// (thousandths; below nought: not wanted). Kinds of which the person has spoken or done anything
/// are left out: what they say and do themselves counts there. In the order of kinds.
#[must_use]
pub fn likely(liked: &[(u16, i32)], near: &[Near]) -> Vec<Likely> {
    let own: BTreeMap<u16, i32> = liked.iter().copied().collect();
    let mut best: BTreeMap<u16, Likely> = BTreeMap::new();
    for one in near {
        let Some(weight) = own.get(&one.from).filter(|weight| **weight > 0) else {
            continue;
        };
        let points = (*weight).min(1000) * i32::from(one.share) / 1000;
        if points == 0 || own.contains_key(&one.to) {
            continue;
        }
        let found = Likely {
            kind: one.to,
            points,
            from: one.from,
        };
        let known = best.entry(one.to).or_insert(found);
        // Of two that say as much the first, so that the reason stays the same.
        if (points, known.from) > (known.points, one.from) {
            *known = found;
        }
    }
    best.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::{learn, likely};
    use proptest::prelude::*;

    #[test]
    fn a_table_by_hand() {
        // Four lay bricks, of whom three plaster too; one plasters alone.
        let people: [&[u16]; 5] = [&[1, 2], &[2, 1, 1], &[1, 2], &[1], &[2, 3]];
        let near = learn(people, 2);
        assert_eq!(near.len(), 2, "one pair, both ways");
        let one = near[0];
        // 3 ÷ √(4 · 4)
        assert_eq!((one.from, one.to, one.people, one.share), (1, 2, 3, 750));
        let said = likely(&[(1, 800)], &near);
        assert_eq!((said[0].kind, said[0].points, said[0].from), (2, 600, 1));
        assert!(
            likely(&[(1, 800), (2, -100)], &near).is_empty(),
            "not wanted"
        );
        assert!(likely(&[(1, -800)], &near).is_empty(), "disliked");
        assert!(likely(&[], &near).is_empty());
        assert!(learn(people, 4).is_empty(), "too few to be told of");
    }

    proptest! {
        #[test]
        fn as_counted_one_by_one(
            people in prop::collection::vec(prop::collection::vec(0u16..8, 0..6), 0..40),
            least in 1u32..4,
        ) {
            let near = learn(people.iter().map(Vec::as_slice), least);
            let many = |kinds: &[u16]| {
                people.iter().filter(|row| kinds.iter().all(|k| row.contains(k))).count()
            };
            let mut told = 0;
            for from in 0u16..8 {
                for to in (0u16..8).filter(|to| *to != from) {
                    let both = many(&[from, to]);
                    let found = near.iter().find(|n| (n.from, n.to) == (from, to));
                    prop_assert_eq!(found.is_some(), both >= least as usize && both > 0);
                    if let Some(found) = found {
                        told += 1;
                        let cosine = both as f64 / ((many(&[from]) * many(&[to])) as f64).sqrt();
                        prop_assert!((f64::from(found.share) / 1000.0 - cosine).abs() <= 0.001_001);
                        prop_assert_eq!(found.people as usize, both);
                    }
                }
            }
            prop_assert_eq!(told, near.len());
        }

        #[test]
        fn the_most_that_follows_from_one(
            people in prop::collection::vec(prop::collection::vec(0u16..8, 0..6), 0..40),
            liked in prop::collection::btree_map(0u16..8, -1000i32..1500, 0..5),
        ) {
            let near = learn(people.iter().map(Vec::as_slice), 1);
            let own: Vec<(u16, i32)> = liked.iter().map(|(k, w)| (*k, *w)).collect();
            let said = likely(&own, &near);
            for kind in 0u16..8 {
                let follows = own.iter().filter(|(_, w)| *w > 0).filter_map(|(from, w)| {
                    let one = near.iter().find(|n| (n.from, n.to) == (*from, kind))?;
                    Some((*w).min(1000) * i32::from(one.share) / 1000)
                });
                let most = follows.max().filter(|m| *m > 0 && !liked.contains_key(&kind));
                let found = said.iter().find(|s| s.kind == kind);
                prop_assert_eq!(found.map(|s| s.points), most);
            }
        }
    }
}

//! Who may use a way, in which direction, and what a barrier stops: from OSM's tags.
//!
//! Follows the OSM wiki's "OSM tags for routing" pages, kept to what tells modes apart.

use crate::Mode;
use crate::speeds::{Class, class};

type Tags<'a> = [(&'a str, &'a str)];

fn value<'a>(tags: &Tags<'a>, key: &str) -> Option<&'a str> {
    tags.iter().find(|(k, _)| *k == key).map(|(_, v)| *v)
}

/// The rights asked in turn, the most particular first.
const RIGHTS: [(u8, &[&str]); 3] = [
    (1, &["foot", "access"]),
    (2, &["bicycle", "vehicle", "access"]),
    (4, &["motorcar", "motor_vehicle", "vehicle", "access"]),
];

/// What a value of an access tag says; `None` when it says nothing.
fn allowed(value: &str) -> Option<bool> {
    match value {
        "no" | "private" | "agricultural" | "forestry" | "use_sidepath" | "delivery" => Some(false),
        "yes" | "permissive" | "designated" | "official" | "destination" | "customers" => {
            Some(true)
        }
        _ => None,
    }
}

/// A way that can be travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) class: Class,
    /// Masks of [`Mode::bit`].
    pub(super) forward: u8,
    pub(super) backward: u8,
    /// Km/h signed for motor vehicles; 0 when not known.
    pub(super) limit: u8,
}

/// What may be travelled on a way, `None` when it is no road.
pub(super) fn passage(tags: &Tags) -> Option<Passage> {
    let class = match value(tags, "highway") {
        Some(highway) => class(highway)?,
        None if value(tags, "route") == Some("ferry") => class("ferry")?,
        None => return None,
    };
    if value(tags, "area") == Some("yes") {
        return None;
    }
    let name = crate::CLASSES[usize::from(class)];
    let mut open = usual(name);
    for (bit, keys) in RIGHTS {
        let said = keys.iter().find_map(|k| allowed(value(tags, k)?));
        match said {
            Some(true) => open |= bit,
            Some(false) => open &= !bit,
            None => {}
        }
    }
    let (mut forward, mut backward) = (open, open);
    let circle = matches!(value(tags, "junction"), Some("roundabout" | "circular"));
    let once = circle || matches!(name, "motorway" | "motorway_link");
    let cyclists = match value(tags, "oneway:bicycle") {
        Some("no") => 1,
        _ => 3,
    };
    // Nobody on foot heeds a one-way sign.
    match value(tags, "oneway") {
        Some("yes" | "true" | "1") => backward &= !(4 | (cyclists & 2)),
        Some("-1" | "reverse") => forward &= !(4 | (cyclists & 2)),
        Some("no" | "false" | "0") => {}
        _ if once => backward &= !(4 | (cyclists & 2)),
        _ => {}
    }
    let limit = value(tags, "maxspeed").and_then(|v| v.parse().ok());
    (forward | backward != 0).then_some(Passage {
        class,
        forward,
        backward,
        limit: limit.unwrap_or(0),
    })
}

/// Who uses a class when no tag says otherwise.
fn usual(class: &str) -> u8 {
    let (foot, bicycle, motor) = (Mode::Foot.bit(), Mode::Bicycle.bit(), Mode::Motor.bit());
    match class {
        "motorway" | "motorway_link" => motor,
        "path" | "track" => foot | bicycle | if class == "track" { motor } else { 0 },
        "footway" | "pedestrian" | "steps" | "bridleway" => foot,
        "cycleway" => foot | bicycle,
        _ => foot | bicycle | motor,
    }
}

/// The mask of modes that a node stops.
pub(super) fn stopped(tags: &Tags) -> u8 {
    let mut stops = match value(tags, "barrier") {
        Some("bollard" | "block" | "cycle_barrier" | "motorcycle_barrier" | "log") => 4,
        Some("chain" | "debris" | "jersey_barrier" | "lift_gate" | "swing_gate") => 4,
        Some("stile" | "turnstile" | "full-height_turnstile" | "kissing_gate") => 2 | 4,
        Some("wall" | "fence" | "hedge") => 1 | 2 | 4,
        _ => 0,
    };
    for (bit, keys) in RIGHTS {
        match keys.iter().find_map(|k| allowed(value(tags, k)?)) {
            Some(true) => stops &= !bit,
            Some(false) => stops |= bit,
            None => {}
        }
    }
    stops
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masks(tags: &Tags) -> Option<(u8, u8)> {
        passage(tags).map(|p| (p.forward, p.backward))
    }

    #[test]
    fn tags_give_rights() {
        assert_eq!(masks(&[("highway", "residential")]), Some((7, 7)));
        assert_eq!(masks(&[("highway", "motorway")]), Some((4, 0)));
        assert_eq!(masks(&[("highway", "steps")]), Some((1, 1)));
        assert_eq!(masks(&[("highway", "proposed")]), None);
        assert_eq!(masks(&[("waterway", "river")]), None);
        assert_eq!(masks(&[("route", "ferry")]), Some((7, 7)));
        let one = [("highway", "tertiary"), ("oneway", "yes")];
        assert_eq!(masks(&one), Some((7, 1)));
        let back = [("highway", "tertiary"), ("oneway", "-1")];
        assert_eq!(masks(&back), Some((1, 7)));
        let cyclists = [one[0], one[1], ("oneway:bicycle", "no")];
        assert_eq!(masks(&cyclists), Some((7, 3)));
        let round = [("highway", "tertiary"), ("junction", "roundabout")];
        assert_eq!(masks(&round), Some((7, 1)));
        let private = [("highway", "service"), ("access", "private")];
        assert_eq!(masks(&private), None);
        let on_foot = [("highway", "service"), ("access", "no"), ("foot", "yes")];
        assert_eq!(masks(&on_foot), Some((1, 1)));
    }
    #[test]
    fn barriers_stop_whom_they_stop() {
        assert_eq!(stopped(&[("barrier", "bollard")]), 4);
        assert_eq!(stopped(&[("barrier", "gate")]), 0);
        assert_eq!(stopped(&[("barrier", "gate"), ("access", "private")]), 7);
        assert_eq!(stopped(&[("barrier", "bollard"), ("motorcar", "yes")]), 0);
        assert_eq!(stopped(&[("barrier", "stile")]), 6);
        assert_eq!(stopped(&[("highway", "crossing")]), 0);
    }
}

//! When a session ends, and how a device is named.

use kernel::Moment;

/// The times of a session.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// When it was last used, to a few minutes.
    pub last_seen_at: Moment,
    /// When it ends whatever happens.
    pub ends_at: Moment,
}

impl Times {
    /// Does it still hold? Staff sessions end when nobody works (`idle_minutes`).
    #[must_use]
    pub fn hold(self, now: Moment, idle_minutes: Option<i64>) -> bool {
        let idle_ok = idle_minutes.is_none_or(|m| now < self.last_seen_at.plus_minutes(m));
        now < self.ends_at && idle_ok
    }
}

/// A browser as its owner would name it: `WeChat · Android`. No version, no fingerprint.
#[must_use]
pub fn device_name(agent: &str) -> String {
    let first = |list: &[(&str, &'static str)]| {
        let found = list.iter().find(|(mark, _)| agent.contains(mark));
        found.map_or("", |(_, name)| *name)
    };
    let browser = first(&[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let machine = first(&[
        ("Android", "Android"),
        ("HarmonyOS", "HarmonyOS"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, machine) {
        ("", "") => String::new(),
        ("", one) | (one, "") => one.to_owned(),
        (browser, machine) => format!("{browser} · {machine}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_on_time_or_when_idle() {
        let now = Moment::from_millis(1_000_000_000);
        let times = |seen: i64, ends: i64| Times {
            last_seen_at: now.plus_minutes(seen),
            ends_at: now.plus_minutes(ends),
        };
        assert!(times(-19, 1).hold(now, Some(20)));
        assert!(!times(-20, 1).hold(now, Some(20)));
        assert!(times(-5000, 1).hold(now, None));
        assert!(!times(0, 0).hold(now, None));
    }

    #[test]
    fn devices_are_named_plainly() {
        let agent = "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile MicroMessenger/8.0";
        assert_eq!(device_name(agent), "WeChat · Android");
        assert_eq!(device_name("curl/8"), "");
    }
}

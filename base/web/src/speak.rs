//! Days and times as people say them, and QR codes as drawings.

use kernel::{Day, Locale, Moment};
use words::Words;

/// `明天（11月24日 周二）`, `12月3日 周四`; the year only when it is not this one.
#[must_use]
pub fn spoken_day(words: &Words, locale: Locale, day: Day, today: Day) -> String {
    let weekday = words.say(locale, &format!("web-weekday-{}", day.weekday()), &[]);
    let (year, month) = (day.year().to_string(), day.month().to_string());
    let number = day.day().to_string();
    let args = [
        ("year", year.as_str()),
        ("month", month.as_str()),
        ("day", number.as_str()),
        ("weekday", weekday.as_str()),
    ];
    let key = if day.year() == today.year() {
        "web-day"
    } else {
        "web-day-with-year"
    };
    let date = words.say(locale, key, &args);
    let near = match day.epoch_days() - today.epoch_days() {
        -1 => "web-day-yesterday",
        0 => "web-day-today",
        1 => "web-day-tomorrow",
        2 => "web-day-after-tomorrow",
        _ => return date,
    };
    words.say(locale, near, &[("date", &date)])
}

/// `刚才`, `20 分钟前`, `3 小时前`, `昨天`, `5 天前`.
#[must_use]
pub fn ago(words: &Words, locale: Locale, millis: i64, now: i64) -> String {
    let minutes = (now - millis).max(0) / 60_000;
    let days = Moment::from_millis(now).day().epoch_days()
        - Moment::from_millis(millis).day().epoch_days();
    let (key, n) = match (days, minutes) {
        (_, 0..=1) => ("web-ago-now", 0),
        (0, 2..=59) => ("web-ago-minutes", minutes),
        (0, _) => ("web-ago-hours", minutes / 60),
        (1, _) => ("web-ago-yesterday", 1),
        _ => ("web-ago-days", days),
    };
    words.say(locale, key, &[("n", &n.to_string())])
}

/// A QR code as an SVG drawing with a quiet zone; `None` when the text is too long for one.
#[must_use]
pub fn qr_svg(text: &str) -> Option<String> {
    use fast_qr::convert::{Builder, svg::SvgBuilder};
    let code = fast_qr::QRBuilder::new(text).build().ok()?;
    Some(SvgBuilder::default().margin(4).to_str(&code))
}

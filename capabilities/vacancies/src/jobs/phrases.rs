//! A post in the words people use: pay, days, hours, way, freshness.

use super::model::{Card, Pay};
use kernel::{Day, Fen, Locale, Moment};
use std::cell::RefCell;
use words::Words;

/// Says things in one language on one day; what a page says often is made once.
pub struct Phrases<'a> {
    words: &'a Words,
    locale: Locale,
    today: Day,
    days: RefCell<Vec<(Day, String)>>,
}

/// `6:30`.
fn clock(minute: i64) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

impl<'a> Phrases<'a> {
    /// In this language, on this day.
    #[must_use]
    pub fn new(words: &'a Words, locale: Locale, today: Day) -> Self {
        Self {
            words,
            locale,
            today,
            days: RefCell::default(),
        }
    }
    /// A message.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.words.say(self.locale, key, args)
    }
    /// The name of a code: `settle`, `day` → 日结.
    #[must_use]
    pub fn code(&self, of: &str, code: &str) -> String {
        self.say(&format!("vacancies-jobs-{of}-{code}"), &[])
    }
    /// `明天（11月24日 周二）`.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        let mut days = self.days.borrow_mut();
        if let Some((_, said)) = days.iter().find(|(known, _)| *known == day) {
            return said.clone();
        }
        let said = web::spoken_day(self.words, self.locale, day, self.today);
        days.push((day, said.clone()));
        said
    }
    /// `180 元/天`, `180–220 元/天`, `工钱面议`.
    #[must_use]
    pub fn pay(&self, pay: &Pay) -> String {
        let (low, high) = match (pay.min_fen, pay.max_fen) {
            (None, None) => return self.say("vacancies-jobs-pay-open", &[]),
            (Some(low), high) => (low, high.unwrap_or(low)),
            (None, Some(high)) => (high, high),
        };
        let amount = if high > low {
            format!("{}–{}", Fen(low), Fen(high))
        } else {
            Fen(low).to_string()
        };
        self.say(
            &format!("vacancies-jobs-pay-{}", pay.unit),
            &[("pay", &amount)],
        )
    }
    /// `明天（11月24日 周二）6:30，每天 8 小时`.
    #[must_use]
    pub fn when(&self, card: &Card) -> String {
        let mut start = self.day(card.start_day);
        if let Some(minute) = card.start_minute {
            start.push(' ');
            start.push_str(&clock(minute));
        }
        let begun = card.start_day < self.today;
        let mut text = match card.end_day {
            Some(end) if end == card.start_day => start,
            Some(end) => {
                let key = if begun {
                    "vacancies-jobs-when-now"
                } else {
                    "vacancies-jobs-when"
                };
                self.say(key, &[("start", &start), ("end", &self.day(end))])
            }
            None if begun => self.say("vacancies-jobs-when-now-open", &[]),
            None => self.say("vacancies-jobs-when-open", &[("start", &start)]),
        };
        if let Some(minutes) = card.work_minutes {
            let hours = if minutes % 60 == 0 {
                (minutes / 60).to_string()
            } else {
                format!("{}.{}", minutes / 60, minutes % 60 * 10 / 60)
            };
            text.push_str(&self.say("vacancies-jobs-hours", &[("hours", &hours)]));
        }
        text
    }
    /// `乘车约 25 分钟`.
    #[must_use]
    pub fn way(&self, minutes: Option<u16>) -> Option<String> {
        let minutes = minutes?.to_string();
        Some(self.say("vacancies-jobs-way", &[("minutes", &minutes)]))
    }
    /// `站点昨天核实`.
    #[must_use]
    pub fn fresh(&self, checked: Option<Moment>) -> String {
        let Some(checked) = checked else {
            return self.say("vacancies-jobs-fresh-none", &[]);
        };
        match self.today.epoch_days() - checked.day().epoch_days() {
            ..=0 => self.say("vacancies-jobs-fresh-today", &[]),
            1 => self.say("vacancies-jobs-fresh-yesterday", &[]),
            days => self.say("vacancies-jobs-fresh-days", &[("days", &days.to_string())]),
        }
    }
    /// What speaks for a post to anybody, when nothing is known of who looks.
    #[must_use]
    pub fn plus(&self, card: &Card) -> Option<String> {
        let key = match (card.meals.as_str(), card.lodging.as_str()) {
            ("given", "given") => "vacancies-jobs-plus-both",
            ("given", _) => "vacancies-jobs-plus-meals",
            (_, "given") => "vacancies-jobs-plus-lodging",
            _ if card.transport == "fetched" => "vacancies-jobs-plus-fetched",
            _ if card.insurance != "none" => "vacancies-jobs-plus-insured",
            _ => return None,
        };
        Some(self.say(key, &[]))
    }
    /// A reason or a rule in words.
    #[must_use]
    pub fn reason(&self, reason: &matching::Reason) -> String {
        let args: Vec<(&str, &str)> = reason.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.say(reason.code, &args)
    }
}

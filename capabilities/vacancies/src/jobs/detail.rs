//! Everything a post says, in rows.

use super::model::{Card, Pay};
use super::phrases::Phrases;
use crate::{Insurance, PayUnit, Vacancy};
use employers::Employer;
use kernel::Fen;
use reference::Tables;

/// A post with all that is needed to say it.
pub struct Detail<'a> {
    /// The language.
    pub phrases: &'a Phrases<'a>,
    /// Names of places and trades.
    pub tables: &'a Tables,
    /// The post.
    pub post: &'a Vacancy,
    /// Who hires.
    pub employer: Option<&'a Employer>,
    card: Card,
}

/// A post as a row of a list.
pub fn card(post: &Vacancy, employer: Option<&Employer>) -> Card {
    let terms = &post.terms;
    Card {
        id: post.id.to_string(),
        no: post.no.clone(),
        title: terms.title.clone(),
        trade: terms.trade.clone(),
        kind: terms.kind.code().to_owned(),
        region: terms.region.clone(),
        start_day: terms.start_day,
        end_day: terms.end_day,
        start_minute: terms.start_minute,
        work_minutes: terms.work_minutes,
        pay: Pay {
            unit: terms.pay_unit.code().to_owned(),
            min_fen: terms.pay_min_fen,
            max_fen: terms.pay_max_fen,
            day_fen: post.pay_day_fen,
        },
        settle: terms.settle.code().to_owned(),
        meals: terms.meals.code().to_owned(),
        lodging: terms.lodging.code().to_owned(),
        transport: terms.transport.code().to_owned(),
        insurance: terms.insurance.code().to_owned(),
        headcount: terms.headcount,
        free: post.free(),
        verified_level: post.verified_level.map(|level| level.code().to_owned()),
        checked_at: post.checked_at,
        valid_until: post.valid_until,
        employer: employer.map(Employer::public_name).unwrap_or_default(),
    }
}

impl<'a> Detail<'a> {
    /// A post, who hires, and what is needed to say both.
    pub fn new(
        phrases: &'a Phrases<'a>,
        tables: &'a Tables,
        post: &'a Vacancy,
        employer: Option<&'a Employer>,
    ) -> Self {
        let card = card(post, employer);
        Self {
            phrases,
            tables,
            post,
            employer,
            card,
        }
    }
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.phrases.say(key, args)
    }
    fn trade(&self) -> &str {
        self.tables
            .trade(&self.post.terms.trade)
            .map_or("", |trade| trade.name.as_str())
    }
    /// Trade and place.
    pub fn head(&self) -> String {
        format!(
            "{} · {}",
            self.trade(),
            self.tables.name(&self.post.terms.region)
        )
    }
    /// `180 元/天 · 日结`.
    pub fn pay(&self) -> String {
        let settle = self.phrases.code("settle", &self.card.settle);
        format!("{} · {settle}", self.phrases.pay(&self.card.pay))
    }
    /// When and how long.
    pub fn when(&self) -> String {
        self.phrases.when(&self.card)
    }
    /// Who checked the post, how and when.
    pub fn checked(&self) -> String {
        let fresh = self.phrases.fresh(self.post.checked_at);
        match self.post.verified_level {
            Some(level) => format!("{fresh} · {}", self.phrases.code("level", level.code())),
            None => fresh,
        }
    }
    /// A household's door is told when both sides agree.
    fn address(&self) -> String {
        let household = |e: &Employer| e.kind == employers::Kind::Household;
        if self.employer.is_none_or(household) {
            return self.say("vacancies-jobs-address-later", &[]);
        }
        self.post.terms.address.clone()
    }
    fn who(&self) -> String {
        let Some(employer) = self.employer else {
            return String::new();
        };
        let kind = self.phrases.code("employer", employer.kind.code());
        let level = employer
            .verified_level
            .map(|level| self.phrases.code("level", level.code()));
        let level = level.map(|level| format!(" · {level}")).unwrap_or_default();
        format!("{} · {kind}{level}", employer.public_name())
    }
    fn ages(&self) -> Option<String> {
        let (min, max) = (self.post.terms.age_min, self.post.terms.age_max);
        let (low, high) = (min.map(|n| n.to_string()), max.map(|n| n.to_string()));
        match (low, high) {
            (Some(low), Some(high)) => {
                Some(self.say("vacancies-jobs-ages", &[("low", &low), ("high", &high)]))
            }
            (Some(low), None) => Some(self.say("vacancies-jobs-age-from", &[("low", &low)])),
            (None, Some(high)) => Some(self.say("vacancies-jobs-age-to", &[("high", &high)])),
            (None, None) => None,
        }
    }
    fn asked(&self) -> String {
        let terms = &self.post.terms;
        let mut parts = Vec::new();
        if !terms.conditions.is_empty() {
            parts.push(terms.conditions.clone());
        }
        parts.extend(self.ages());
        if !terms.certs.is_empty() {
            let list = terms.certs.join(" / ");
            parts.push(self.say("vacancies-jobs-certs", &[("list", &list)]));
        }
        if parts.is_empty() {
            self.say("vacancies-jobs-asks-nothing", &[])
        } else {
            parts.join(" · ")
        }
    }
    fn insurance(&self) -> String {
        let terms = &self.post.terms;
        let said = self.phrases.code("insurance", terms.insurance.code());
        if terms.insurance == Insurance::None && !terms.insurance_reason.is_empty() {
            return format!("{said} · {}", terms.insurance_reason);
        }
        said
    }
    fn paid(&self) -> String {
        let terms = &self.post.terms;
        let (settle, method) = (terms.settle.code(), terms.pay_method.code());
        let mut text = self.pay();
        if let Some(day) = self
            .post
            .pay_day_fen
            .filter(|_| terms.pay_unit != PayUnit::Day)
        {
            let by_day = self.say(
                "vacancies-jobs-pay-by-day",
                &[("pay", &Fen(day).to_string())],
            );
            text = format!("{text} · {by_day}");
        }
        let when = self.phrases.code("paid", settle);
        format!("{text} · {when} · {}", self.phrases.code("method", method))
    }
    fn place(&self, minutes: Option<u16>) -> String {
        let mut text = self.tables.name(&self.post.terms.region);
        let address = self.address();
        if !address.is_empty() {
            text = format!("{text} · {address}");
        }
        self.phrases
            .way(minutes)
            .map_or_else(|| text.clone(), |way| format!("{text} · {way}"))
    }
    fn food(&self) -> String {
        let terms = &self.post.terms;
        let meals = self.phrases.code("meals", terms.meals.code());
        format!(
            "{meals} · {}",
            self.phrases.code("lodging", terms.lodging.code())
        )
    }
    fn people(&self) -> String {
        let (free, all) = (
            self.post.free().to_string(),
            self.post.terms.headcount.to_string(),
        );
        self.say("vacancies-jobs-people", &[("free", &free), ("all", &all)])
    }
    /// Everything, a row each.
    pub fn rows(&self, minutes: Option<u16>) -> Vec<(String, String)> {
        let terms = &self.post.terms;
        let code = |of: &str, code: &str| self.phrases.code(of, code);
        let rows = [
            ("vacancies-jobs-row-where", self.place(minutes)),
            ("vacancies-jobs-row-when", self.when()),
            ("vacancies-jobs-row-pay", self.paid()),
            ("vacancies-jobs-row-people", self.people()),
            ("vacancies-jobs-row-food", self.food()),
            (
                "vacancies-jobs-row-way",
                code("transport", terms.transport.code()),
            ),
            ("vacancies-jobs-row-insurance", self.insurance()),
            (
                "vacancies-jobs-row-agreement",
                code("agreement", terms.agreement.code()),
            ),
            ("vacancies-jobs-row-asks", self.asked()),
            ("vacancies-jobs-row-who", self.who()),
            ("vacancies-jobs-row-source", self.source()),
            (
                "vacancies-jobs-row-until",
                self.phrases.day(self.post.valid_until),
            ),
        ];
        let told = rows.into_iter().filter(|(_, value)| !value.is_empty());
        told.map(|(key, value)| (self.say(key, &[]), value))
            .collect()
    }
    /// A post passed on names its source.
    fn source(&self) -> String {
        let terms = &self.post.terms;
        match terms.source {
            crate::Source::Original => String::new(),
            crate::Source::Repost => {
                let args = [
                    ("org", terms.source_org.as_str()),
                    ("url", terms.source_url.as_str()),
                ];
                self.say("vacancies-jobs-source", &args)
            }
        }
    }
}

//! Made-up posts: real titles, days and pay that could be; pay is an assumption, not a fact.

use super::{Chance, Titles};
use kernel::Day;
use reference::{Tables, Trade};
use vacancies::{
    Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift, Source, Terms,
    Transport,
};

/// Makes what posts say.
pub struct Posts<'a> {
    tables: &'a Tables,
    titles: &'a Titles,
    chance: Chance,
}

/// A range of pay in whole yuan by unit and trade group. Assumptions of the demo, above the least
/// wage; they say nothing of what is paid in Luonan.
fn range(unit: PayUnit, group: &str) -> (i64, i64) {
    match (unit, group) {
        (PayUnit::Hour, _) => (20, 32),
        (PayUnit::Day, "building") => (180, 340),
        (PayUnit::Day, "farming") => (155, 190),
        (PayUnit::Day, _) => (155, 240),
        (PayUnit::Month, "making" | "building") => (3200, 5600),
        (PayUnit::Month, _) => (2400, 4800),
        _ => (1, 12),
    }
}

fn unit_of(kind: Kind, usual: &str, chance: &Chance) -> PayUnit {
    match (kind, usual) {
        (Kind::Day, _) => PayUnit::Day,
        (Kind::PartTime, _) => PayUnit::Hour,
        (Kind::Season | Kind::PieceHome, "piece") => PayUnit::Piece,
        (Kind::Season, _) => PayUnit::Day,
        _ if chance.percent(15) => PayUnit::Day,
        _ => PayUnit::Month,
    }
}

impl<'a> Posts<'a> {
    /// Begins.
    #[must_use]
    pub fn new(seed: u64, tables: &'a Tables, titles: &'a Titles) -> Self {
        Self {
            tables,
            titles,
            chance: Chance::new(seed, "posts"),
        }
    }

    /// The chance of the posts, for whoever decides on their fate.
    #[must_use]
    pub fn chance(&self) -> &Chance {
        &self.chance
    }

    fn kind(&self, trade: &Trade, household: bool, lasting: bool) -> Kind {
        let chance = &self.chance;
        match (household, trade.usual_unit.as_str()) {
            (true, _) if lasting => Kind::PartTime,
            _ if lasting && trade.usual_unit == "day" => Kind::Short,
            (true, _) => Kind::Day,
            (_, "day") if chance.percent(70) => Kind::Day,
            (_, "hour") if chance.percent(60) => Kind::PartTime,
            (_, "piece") if trade.group == "farming" => Kind::Season,
            _ => *chance.weighted(&[(Kind::Long, 65), (Kind::Short, 35)]),
        }
    }

    fn title(&self, trade: &Trade, kind: Kind) -> String {
        let real = self.titles.of(&trade.id);
        if real.is_empty() || kind == Kind::Day {
            let term = trade
                .terms
                .first()
                .map_or(trade.name.as_str(), String::as_str);
            let named = [trade.name.as_str(), term];
            return (*self.chance.pick(&named)).to_owned();
        }
        self.chance.pick(real).clone()
    }

    /// What a post of this trade says, for work at a place that begins after a day; `lasting` =
    /// no day work.
    #[must_use]
    pub fn terms(
        &self,
        trade: &str,
        (region, day): (&str, Day),
        household: bool,
        lasting: bool,
    ) -> Option<Terms> {
        let chance = &self.chance;
        let trade = self.tables.trade(trade)?;
        let kind = self.kind(trade, household, lasting);
        let unit = unit_of(kind, &trade.usual_unit, chance);
        let (low, high) = range(unit, &trade.group);
        let step = if unit == PayUnit::Month { 100 } else { 5 };
        let least = chance.between(low, (low + high) / 2) / step.min(low) * step.min(low);
        let most = least + chance.between(0, (high - low) / 2) / step.min(low) * step.min(low);
        let brief = kind == Kind::Day;
        let start_day = day.plus_days(chance.between(if brief { 5 } else { 10 }, 26));
        let length = if brief {
            chance.between(0, 4)
        } else {
            chance.between(30, 170)
        };
        let ends = brief || matches!(kind, Kind::Short | Kind::Season);
        let settle = match (kind, unit) {
            (Kind::Day, _) => *chance.pick(&[Settle::Day, Settle::NextDay, Settle::Done]),
            (Kind::PartTime, _) => *chance.pick(&[Settle::Day, Settle::Week, Settle::HalfMonth]),
            _ => Settle::Month,
        };
        let village = self.tables.division(region)?;
        let insured = match (household, kind) {
            (true, _) => Insurance::Accident,
            (_, Kind::Long | Kind::Short) => Insurance::Social,
            _ => *chance.pick(&[Insurance::Injury, Insurance::Liability, Insurance::Accident]),
        };
        Some(Terms {
            kind,
            title: self.title(trade, kind),
            trade: trade.id.clone(),
            duties: format!("做{}的活，到了有人带着干，工具由我们出。", trade.name),
            conditions: (*chance.pick(&["", "按时到，听安排。", "做过的优先。"])).to_owned(),
            region: region.to_owned(),
            address: format!("{}{}号", village.short_name, chance.between(1, 80)),
            headcount: if household { 1 } else { chance.between(1, 20) },
            start_day,
            end_day: ends.then(|| start_day.plus_days(length)),
            start_minute: Some(chance.between(14, 17) * 30),
            work_minutes: Some(if kind == Kind::PartTime { 240 } else { 480 }),
            shift: *chance.weighted(&[(Shift::DayShift, 85), (Shift::Two, 10), (Shift::Free, 5)]),
            pay_unit: unit,
            pay_min_fen: Some(least * 100),
            pay_max_fen: (most > least).then_some(most * 100),
            settle,
            pay_method: *chance.pick(&[PayMethod::Bank, PayMethod::Wallet, PayMethod::Cash]),
            meals: *chance.pick(&[Meals::Given, Meals::Own, Meals::Own]),
            lodging: *chance.pick(&[Lodging::Own, Lodging::Own, Lodging::Given]),
            transport: *chance.pick(&[Transport::Own, Transport::Fetched]),
            insurance: insured,
            insurance_reason: String::new(),
            agreement: match (household, kind) {
                (true, _) => Agreement::Household,
                (_, Kind::PartTime) => Agreement::PartTime,
                (_, Kind::Day | Kind::Season) => Agreement::Service,
                _ => Agreement::Contract,
            },
            age_min: None,
            age_max: None,
            age_reason: String::new(),
            certs: Vec::new(),
            targets: Vec::new(),
            policy_doc: String::new(),
            source: Source::Original,
            source_org: String::new(),
            source_url: String::new(),
        })
    }
}

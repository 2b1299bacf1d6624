//! The tables in memory: what every other room asks.

use crate::find::Names;
use crate::model::{
    Division, FROM_FILE, Industry, Law, LawFact, Level, Occupation, Param, TRADE_GROUPS, Trade,
};
use crate::rows::Rows;
use crate::travel::{Matrix, Thumb, TravelEstimate};
use kernel::{Calendar, Day, Fen, Refusal};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// The tables in memory. Read-only: a new set replaces the old one on the shelf.
#[derive(Debug)]
pub struct Tables {
    pub(crate) divisions: Vec<Division>,
    pub(crate) trades: Vec<Trade>,
    occupations: Vec<Occupation>,
    industries: Vec<Industry>,
    calendar: Arc<Calendar>,
    id_regions: HashMap<String, (i64, String)>,
    params: HashMap<String, Vec<Param>>,
    laws: Vec<Law>,
    law_facts: Vec<LawFact>,
    by_code: HashMap<String, u16>,
    by_trade: HashMap<String, u16>,
    by_occupation: HashMap<String, usize>,
    by_industry: HashMap<String, usize>,
    pub(crate) names: Names,
    travel: Matrix,
    pub(crate) folded_laws: OnceLock<Vec<(usize, usize, String)>>,
}

fn index<T>(items: &[T], key: impl Fn(&T) -> &str) -> HashMap<String, usize> {
    items
        .iter()
        .enumerate()
        .map(|(i, item)| (key(item).to_owned(), i))
        .collect()
}

/// `4-02-05-01` → `4-02-05`.
fn minor_group(code: &str) -> Option<&str> {
    code.rsplit_once('-').map(|(class, _)| class)
}

fn number_trades(trades: &mut [Trade]) {
    let class = |t: &Trade| {
        t.occupation
            .as_deref()
            .and_then(minor_group)
            .map(str::to_owned)
    };
    let classes: BTreeSet<String> = trades.iter().filter_map(class).collect();
    let place = |i: Option<usize>| i.and_then(|i| u16::try_from(i + 1).ok()).unwrap_or(0);
    for trade in trades {
        let own = class(trade);
        trade.class_no = place(classes.iter().position(|c| Some(c) == own.as_ref()));
        trade.group_no = place(
            TRADE_GROUPS
                .iter()
                .position(|(code, _)| *code == trade.group),
        );
    }
}

impl Tables {
    /// The tables that came with the program, without a database; for tests and tools.
    ///
    /// # Errors
    /// Internal when a file in `data/` cannot be read.
    pub fn embedded() -> Result<Self, Refusal> {
        Self::build(crate::embedded::rows()?)
    }

    pub(crate) fn build(mut rows: Rows) -> Result<Self, Refusal> {
        number_trades(&mut rows.trades);
        let mut by_code = HashMap::new();
        for division in &rows.divisions {
            by_code.insert(division.code.clone(), division.index);
        }
        for division in &rows.divisions {
            if let Some(mca) = &division.mca_code {
                by_code.entry(mca.clone()).or_insert(division.index);
            }
        }
        let mut id_regions: HashMap<String, (i64, String)> = HashMap::new();
        for region in rows.id_regions {
            // The name in use, or else the last one that was.
            let rank = if region.ended_year == 0 {
                i64::MAX
            } else {
                region.ended_year
            };
            let known = id_regions
                .entry(region.prefix)
                .or_insert((-1, String::new()));
            if rank > known.0 {
                *known = (rank, region.name);
            }
        }
        let mut params: HashMap<String, Vec<Param>> = HashMap::new();
        for param in rows.params {
            params.entry(param.key.clone()).or_default().push(param);
        }
        let mut tables = Self {
            by_trade: rows
                .trades
                .iter()
                .map(|t| (t.id.clone(), t.index))
                .collect(),
            by_occupation: index(&rows.occupations, |o| &o.code),
            by_industry: index(&rows.industries, |i| &i.code),
            names: Names::of(&rows.divisions, &rows.trades),
            divisions: rows.divisions,
            trades: rows.trades,
            occupations: rows.occupations,
            industries: rows.industries,
            calendar: Arc::new(Calendar::new(rows.holidays)),
            id_regions,
            params,
            laws: rows.laws,
            law_facts: rows.law_facts,
            by_code,
            travel: Matrix::default(),
            folded_laws: OnceLock::new(),
        };
        tables.travel = Matrix::build(&tables.divisions, &tables.thumb()?);
        Ok(tables)
    }

    /// Rules of thumb for roads: the ones set last, whatever the day.
    fn thumb(&self) -> Result<Thumb, Refusal> {
        let far = Day::new(9999, 12, 31);
        let get = |key: &str| {
            let found = far.and_then(|day| self.param_i64(key, "", day));
            found.ok_or_else(|| Refusal::internal(format!("parameter {key} is missing")))
        };
        let small = |key| get(key).map(|n| u16::try_from(n.clamp(0, 600)).unwrap_or(600));
        Ok(Thumb {
            speed_kmh: get("travel.speed_kmh")?.max(1) as f64,
            detour: get("travel.detour_percent")?.max(100) as f64 / 100.0,
            town_minutes: small("travel.within_town_minutes")?,
            least_minutes: small("travel.least_minutes")?,
        })
    }

    /// Every division, in the order of the table.
    #[must_use]
    pub fn divisions(&self) -> &[Division] {
        &self.divisions
    }
    /// A division by its code in either system.
    #[must_use]
    pub fn division(&self, code: &str) -> Option<&Division> {
        self.divisions.get(usize::from(*self.by_code.get(code)?))
    }
    /// A division by its index.
    #[must_use]
    pub fn division_at(&self, index: u16) -> Option<&Division> {
        self.divisions.get(usize::from(index))
    }
    /// The county.
    #[must_use]
    pub fn county(&self) -> Option<&Division> {
        self.divisions.iter().find(|d| d.level == Level::County)
    }
    /// Six digits of the county's code, as rows of its tables carry it; empty when there is none.
    #[must_use]
    pub fn county_code(&self) -> &str {
        let code = self.county().and_then(|county| county.code.get(..6));
        code.unwrap_or_default()
    }
    /// Towns and subdistricts.
    pub fn towns(&self) -> impl Iterator<Item = &Division> {
        self.divisions.iter().filter(|d| d.level == Level::Town)
    }
    /// Villages and communities of a town, by its code in either system.
    #[must_use]
    pub fn villages(&self, town: &str) -> Vec<&Division> {
        let Some(town) = self.division(town) else {
            return Vec::new();
        };
        let inside = |d: &&Division| d.level == Level::Village && d.parent_code == town.code;
        self.divisions.iter().filter(inside).collect()
    }
    /// The town that a division lies in; `None` for the county.
    #[must_use]
    pub fn town_of(&self, code: &str) -> Option<&Division> {
        let division = self.division(code)?;
        match division.level {
            Level::County => None,
            Level::Town => Some(division),
            Level::Village => self.division(&division.parent_code),
        }
    }
    /// The name as people need it: `石坡镇 张河村`; the code itself when it is not known.
    #[must_use]
    pub fn name(&self, code: &str) -> String {
        let Some(division) = self.division(code) else {
            return code.to_owned();
        };
        match (division.level, self.town_of(code)) {
            (Level::Village, Some(town)) => {
                format!("{} {}", town.short_name, division.short_name)
            }
            _ => division.short_name.clone(),
        }
    }
    /// The statistics bureau's code for a code of either system.
    #[must_use]
    pub fn nbs(&self, code: &str) -> Option<&str> {
        self.division(code).map(|d| d.code.as_str())
    }
    /// The ministry's code for a code of either system, where it is known.
    #[must_use]
    pub fn mca(&self, code: &str) -> Option<&str> {
        self.division(code)?.mca_code.as_deref()
    }
    /// Minutes by road between two divisions, by their codes; an estimate.
    #[must_use]
    pub fn minutes(&self, from: &str, to: &str) -> Option<TravelEstimate> {
        self.minutes_at(self.division(from)?.index, self.division(to)?.index)
    }
    /// Minutes by road between two divisions, by their indices; an estimate.
    #[must_use]
    pub fn minutes_at(&self, from: u16, to: u16) -> Option<TravelEstimate> {
        self.travel.get(from, to)
    }

    /// Every gig trade, in the order of the table.
    #[must_use]
    pub fn trades(&self) -> &[Trade] {
        &self.trades
    }
    /// A trade by its id.
    #[must_use]
    pub fn trade(&self, id: &str) -> Option<&Trade> {
        self.trades.get(usize::from(*self.by_trade.get(id)?))
    }
    /// A trade by its index.
    #[must_use]
    pub fn trade_at(&self, index: u16) -> Option<&Trade> {
        self.trades.get(usize::from(index))
    }
    /// An occupation by its code.
    #[must_use]
    pub fn occupation(&self, code: &str) -> Option<&Occupation> {
        self.occupations.get(*self.by_occupation.get(code)?)
    }
    /// Every occupation and group of occupations.
    #[must_use]
    pub fn occupations(&self) -> &[Occupation] {
        &self.occupations
    }
    /// An industry by its code.
    #[must_use]
    pub fn industry(&self, code: &str) -> Option<&Industry> {
        self.industries.get(*self.by_industry.get(code)?)
    }
    /// Every industry and group of industries.
    #[must_use]
    pub fn industries(&self) -> &[Industry] {
        &self.industries
    }
    /// The calendar of working days.
    #[must_use]
    pub fn calendar(&self) -> Arc<Calendar> {
        self.calendar.clone()
    }
    /// The name of an ID number's six-digit prefix. To warn with, never to refuse.
    #[must_use]
    pub fn id_region(&self, prefix: &str) -> Option<&str> {
        self.id_regions.get(prefix).map(|(_, name)| name.as_str())
    }

    /// The parameter that holds on a day: what is set for the region itself, else for the town,
    /// the county, the city, the province, else everywhere; of these the one that began last.
    #[must_use]
    pub fn param(&self, key: &str, region: &str, day: Day) -> Option<&Param> {
        let all = self.params.get(key)?;
        let holds = |p: &&Param| p.valid_from <= day && p.valid_to.is_none_or(|to| day <= to);
        let mut places: Vec<String> = vec![region.to_owned()];
        for digits in [9, 6, 4, 2] {
            places.extend(region.get(..digits).map(|head| format!("{head:0<12}")));
        }
        places.push(String::new());
        places.iter().find_map(|place| {
            let here = all.iter().filter(|p| p.region == *place).filter(holds);
            // What a person set stands above what came with the program.
            here.max_by_key(|p| (p.valid_from, p.set_by != FROM_FILE, p.set_at))
        })
    }
    /// The same as a whole number.
    #[must_use]
    pub fn param_i64(&self, key: &str, region: &str, day: Day) -> Option<i64> {
        self.param(key, region, day)?.value.parse().ok()
    }
    /// The same as money.
    #[must_use]
    pub fn param_fen(&self, key: &str, region: &str, day: Day) -> Option<Fen> {
        let param = self.param(key, region, day).filter(|p| p.unit == "fen")?;
        param.value.parse().ok().map(Fen)
    }
    /// The same in thousandths, for values with decimals: 21.75 → 21750.
    #[must_use]
    pub fn param_milli(&self, key: &str, region: &str, day: Day) -> Option<i64> {
        let value = &self.param(key, region, day)?.value;
        let (whole, part) = value.split_once('.').unwrap_or((value, ""));
        let thousandths: i64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
        Some(whole.parse::<i64>().ok()? * 1000 + thousandths)
    }
    /// Every parameter row, by key, region and first day.
    #[must_use]
    pub fn params(&self) -> Vec<&Param> {
        let mut all: Vec<&Param> = self.params.values().flatten().collect();
        all.sort_by_key(|p| (&p.key, &p.region, p.valid_from, p.set_at));
        all
    }

    /// Every law.
    #[must_use]
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }
    /// A law by its id or by its short title.
    #[must_use]
    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|l| l.id == id || l.short_title == id)
    }
    /// Limits and duties found in a law, by its short title.
    #[must_use]
    pub fn law_facts(&self, short_title: &str) -> Vec<&LawFact> {
        self.law_facts
            .iter()
            .filter(|f| f.law == short_title)
            .collect()
    }
}

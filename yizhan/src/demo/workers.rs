//! Made-up workers: as old and as many men as the census says, spread over every village.

use super::{Chance, Names, numbers};
use kernel::{Day, Fen, Moment, Sex};
use people::{Channel, NewCert, NewWorker, Wishes};
use reference::{Level, Tables};

/// How a worker comes to be registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Alone, after signing in with a telephone.
    Own,
    /// At the desk of the town's station.
    Desk,
}

/// A worker to be registered.
#[derive(Debug, Clone)]
pub struct DemoWorker {
    /// When.
    pub at: Moment,
    /// By which door.
    pub door: Door,
    /// The file.
    pub new: NewWorker,
}

/// Shares of the 2020 census (`data/luonan_facts.csv`), in hundredths of a percent.
#[derive(Debug, Clone, Copy)]
struct Census {
    male: usize,
    working_age: usize,
    older: usize,
}

fn census() -> Census {
    let facts = include_str!("../../../data/luonan_facts.csv");
    let share = |topic: &str| {
        let line = facts.lines().find(|l| l.split(',').next() == Some(topic));
        let value = line.and_then(|l| l.split(',').nth(1)?.parse::<f64>().ok());
        value.map_or(5000, |percent| (percent * 100.0) as usize)
    };
    Census {
        male: share("男性占比"),
        working_age: share("15-59岁占比"),
        older: share("60岁以上占比"),
    }
}

/// Makes workers one after another.
pub struct Workers<'a> {
    tables: &'a Tables,
    names: &'a Names,
    chance: Chance,
    census: Census,
    villages: Vec<&'a str>,
    trades: Vec<(usize, usize)>,
    today: Day,
    made: usize,
}

/// How often a group's trades are wanted; an assumption of the demo.
fn wanted(group: &str) -> usize {
    match group {
        "building" | "logistics" => 6,
        "farming" | "making" | "care" => 4,
        "catering" | "town" => 3,
        _ => 1,
    }
}

impl<'a> Workers<'a> {
    /// Begins; `today` is the day on which the county is made.
    #[must_use]
    pub fn new(seed: u64, tables: &'a Tables, names: &'a Names, today: Day) -> Self {
        let villages = tables
            .divisions()
            .iter()
            .filter(|d| d.level == Level::Village);
        let trades = tables.trades().iter().enumerate();
        Self {
            tables,
            names,
            chance: Chance::new(seed, "workers"),
            census: census(),
            villages: villages.map(|d| d.code.as_str()).collect(),
            trades: trades.map(|(n, t)| (n, wanted(&t.group))).collect(),
            today,
            made: 0,
        }
    }

    /// A birth: working age or older as the census has it; nobody under 17 or over 72 looks for
    /// work here.
    fn birth(&self) -> Day {
        let ages = self.census.working_age + self.census.older;
        let older = self.chance.below(ages) < self.census.older;
        let (from, to) = if older { (60, 72) } else { (17, 59) };
        let years = self.chance.between(from, to);
        let within = self.chance.between(1, 364);
        self.today
            .plus_months(-12 * i32::try_from(years).unwrap_or(0))
            .plus_days(-within)
    }

    /// 1 to 5 wanted trades.
    fn wants(&self) -> Vec<String> {
        let mut wants: Vec<String> = Vec::new();
        for _ in 0..self.chance.between(1, 5) {
            let at = self.chance.weighted(&self.trades);
            let id = &self.tables.trades()[*at].id;
            if !wants.contains(id) {
                wants.push(id.clone());
            }
        }
        wants
    }

    fn wishes(&self, home: &str) -> Wishes {
        let chance = &self.chance;
        let trades = self.wants();
        let first = trades.first().and_then(|id| self.tables.trade(id));
        let (unit, yuan) = match first.map(|t| t.usual_unit.as_str()) {
            Some("hour") => ("hour", chance.between(19, 26)),
            Some("month") => ("month", chance.between(20, 42) * 100),
            _ => ("day", chance.between(9, 22) * 10),
        };
        let settle: &[&str] = match chance.below(4) {
            0 => &["day", "next-day"],
            1 => &["day", "week"],
            2 => &["month"],
            _ => &[],
        };
        let places = if chance.percent(25) {
            let town = self.tables.town_of(home).map(|t| t.code.clone());
            town.into_iter().collect()
        } else {
            Vec::new()
        };
        Wishes {
            trades,
            places,
            max_minutes: chance.percent(70).then(|| chance.between(3, 18) * 10),
            pay_floor: chance.percent(60).then_some(Fen(yuan * 100)),
            pay_unit: unit.to_owned(),
            settle: settle.iter().map(|s| (*s).to_owned()).collect(),
            from: None,
            to: None,
            lodging: chance.percent(8),
        }
    }

    fn certs(&self, trades: &[String]) -> Vec<NewCert> {
        let of = |name: &str| match name {
            "焊接" => Some("welder"),
            "水电" => Some("electrician"),
            "叉车" => Some("forklift"),
            "挖掘机" => Some("excavator"),
            "厨师" | "面点" => Some("health"),
            "养老护理" => Some("elderly-care"),
            _ => None,
        };
        let names = trades.iter().filter_map(|id| self.tables.trade(id));
        let kinds = names
            .filter_map(|t| of(&t.name))
            .filter(|_| self.chance.percent(50));
        let certs = kinds.map(|kind| NewCert {
            kind: kind.to_owned(),
            number: None,
            expires: None,
        });
        certs.collect()
    }

    /// The next worker, registered at `at`.
    pub fn next(&mut self, at: Moment) -> DemoWorker {
        let running = self.made;
        self.made += 1;
        let chance = &self.chance;
        let male = chance.below(10_000) < self.census.male;
        let sex = if male { Sex::Male } else { Sex::Female };
        let birth = self.birth();
        let home = *chance.pick(&self.villages);
        // An ID number is asked for only when it is needed: half have given it so far.
        let with_id = chance.percent(50);
        let older = birth.years_until(self.today) >= 58;
        let proxy = older && chance.percent(30);
        let phone = (!proxy).then(|| numbers::mobile(running));
        let door = if proxy || chance.percent(35) {
            Door::Desk
        } else {
            Door::Own
        };
        let wishes = if chance.percent(90) {
            self.wishes(home)
        } else {
            Wishes::default()
        };
        let certs = self.certs(&wishes.trades);
        let mut new = NewWorker {
            name: self.names.person(chance, sex),
            phone,
            id_no: with_id.then(|| numbers::id_card(birth, sex, running)),
            region: home.to_owned(),
            wishes,
            certs,
            channel: if proxy {
                Channel::Village
            } else {
                Channel::Sms
            },
            proxy_only: proxy,
            consent: if door == Door::Own {
                "screen"
            } else {
                "spoken"
            },
            purposes: vec!["employers", "recommend", "notices"],
            distinct: true,
            open_account: door == Door::Desk && !proxy,
        };
        if new.wishes.pay_unit.is_empty() {
            new.wishes.pay_unit = "day".to_owned();
        }
        DemoWorker { at, door, new }
    }
}

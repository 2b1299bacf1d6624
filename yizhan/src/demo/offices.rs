//! Stations of three tiers and the 72 people who keep them (`data/luonan_facts.csv`).

use super::{Chance, Hands, Names, Staff, numbers};
use kernel::{Moment, Refusal, Region, Role, Sex};
use reference::Tables;
use stations::NewStation;
use stations::staff::model::NewStaff;
use trail::Tx;

const COUNTY: &str = "611021000000";
/// The county market's floor area (facts §0.3).
const COUNTY_AREA_M2: i64 = 2000;

/// The staff by what they do.
#[derive(Debug, Default)]
pub struct Offices {
    /// Clerks of every tier.
    pub clerks: Vec<Staff>,
    /// Reviewers.
    pub reviewers: Vec<Staff>,
}

impl Offices {
    /// The clerk nearest to a division: of its village, else its town, else the county.
    pub fn clerk(&self, region: &str) -> Option<&Staff> {
        let covers = |s: &&Staff| kernel::Scope::of(&s.region).covers(region);
        let near = |s: &&Staff| s.region.prefix().len();
        self.clerks.iter().filter(covers).max_by_key(near)
    }
}

struct Maker<'a> {
    hands: &'a Hands,
    names: &'a Names,
    chance: Chance,
    at: Moment,
    count: usize,
}

impl Maker<'_> {
    /// Makes an account; the first of a role plays its persona.
    async fn staff(
        &mut self,
        tx: &mut Tx,
        role: Role,
        region: &str,
        first: bool,
    ) -> Result<Staff, Refusal> {
        self.count += 1;
        let sex = if self.chance.percent(50) {
            Sex::Male
        } else {
            Sex::Female
        };
        let ctx = self.hands.system(self.at);
        let new = NewStaff {
            login: format!("{}-{:02}", role.code(), self.count),
            name: self.names.person(&self.chance, sex),
            region: region.to_owned(),
            roles: vec![role],
        };
        let made = stations::staff::actions::create(&ctx, tx, &new).await?;
        if first {
            stations::demo::name(&ctx, tx, role.code(), &made.account).await?;
        }
        let region = Region::parse(region).ok_or_else(|| Refusal::internal("no division"))?;
        Ok(Staff {
            account: made.account,
            roles: vec![role],
            region,
        })
    }

    async fn station(
        &self,
        tx: &mut Tx,
        name: String,
        region: &str,
        area: Option<i64>,
    ) -> Result<(), Refusal> {
        let new = NewStation {
            name,
            region: region.to_owned(),
            address: String::new(),
            telephone: numbers::mobile(2_000_000 + self.count),
            hours: "08:30–17:30".to_owned(),
            area_m2: area,
        };
        stations::stations::actions::create(&self.hands.system(self.at), tx, &new).await?;
        Ok(())
    }
}

/// Makes them all. Which villages have a station is not known: the first village of each of six
/// towns stands for them.
pub async fn make(
    hands: &Hands,
    tables: &Tables,
    names: &Names,
    tx: &mut Tx,
    (seed, at): (u64, Moment),
) -> Result<Offices, Refusal> {
    let chance = Chance::new(seed, "offices");
    let mut maker = Maker {
        hands,
        names,
        chance,
        at,
        count: 0,
    };
    let mut offices = Offices::default();
    let county = tables.name(COUNTY);
    maker
        .station(
            tx,
            format!("{county}零工市场"),
            COUNTY,
            Some(COUNTY_AREA_M2),
        )
        .await?;
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
        maker.staff(tx, role, COUNTY, true).await?;
    }
    for n in 0..3 {
        let staff = maker.staff(tx, Role::Reviewer, COUNTY, n == 0).await?;
        offices.reviewers.push(staff);
    }
    for n in 0..6 {
        let staff = maker.staff(tx, Role::CountyClerk, COUNTY, n == 0).await?;
        offices.clerks.push(staff);
    }
    for (n, town) in tables.towns().enumerate() {
        let name = format!("{}就业服务站", town.short_name);
        maker.station(tx, name, &town.code, None).await?;
        for m in 0..3 {
            let staff = maker
                .staff(tx, Role::TownClerk, &town.code, n + m == 0)
                .await?;
            offices.clerks.push(staff);
        }
    }
    let villages = tables
        .towns()
        .filter_map(|t| tables.villages(&t.code).first().copied());
    for (n, village) in villages.skip(2).take(6).enumerate() {
        let name = format!("{}就业服务站", village.short_name);
        maker.station(tx, name, &village.code, None).await?;
        for m in 0..2 {
            let staff = maker
                .staff(tx, Role::VillageClerk, &village.code, n + m == 0)
                .await?;
            offices.clerks.push(staff);
        }
    }
    Ok(offices)
}

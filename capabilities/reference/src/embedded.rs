//! The tables that come with the program, read from the files in `data/`.

use crate::laws;
use crate::model::{
    Certainty, Division, FROM_FILE, IdRegion, Industry, Law, LawFact, Level, Occupation, Param,
    Trade,
};
use crate::rows::Rows;
use crate::sheet::{Record, Sheet};
use kernel::{CalendarDay, Day, Refusal};
use std::collections::{BTreeMap, HashMap};

macro_rules! data {
    ($name:literal) => {
        include_str!(concat!("../../../data/", $name))
    };
}

const DIVISIONS: &str = data!("luonan_divisions.csv");
const PLACES: &str = data!("luonan_places.csv");
const ROADS: &str = data!("luonan_town_roads.csv");
const TRADES: &str = data!("gig_job_types.csv");
const SYNONYMS: &str = data!("trade_synonyms.csv");
const OCCUPATIONS: &str = data!("occupations_csco2022.csv");
const INDUSTRIES: &str = data!("industries_gbt4754_2017.csv");
const HOLIDAYS: &str = data!("holidays_2024_2026.csv");
const ID_REGIONS: &str = data!("id_region_codes.csv");
const PARAMS: &str = data!("parameters.csv");
const WAGES: &str = data!("minimum_wage_shaanxi.csv");
const COUNTIES: &str = data!("cn_counties.csv");
const LAW_FACTS: &str = data!("law_facts.csv");

/// The kinds of table, each with the files it is made of.
pub(crate) const KINDS: [(&str, &[&str]); 9] = [
    ("divisions", &[DIVISIONS, PLACES, ROADS]),
    ("trades", &[TRADES, SYNONYMS]),
    ("occupations", &[OCCUPATIONS]),
    ("industries", &[INDUSTRIES]),
    ("holidays", &[HOLIDAYS]),
    ("id-regions", &[ID_REGIONS]),
    ("params", &[PARAMS, WAGES]),
    ("laws", &crate::texts::TEXTS),
    ("law-facts", &[LAW_FACTS]),
];

/// FNV-1a, 64 bits, in hex: tells one version of a table from the next; line ends do not count.
pub(crate) fn digest(texts: &[&str]) -> String {
    let bytes = texts
        .iter()
        .flat_map(|t| t.bytes().chain([0]))
        .filter(|b| *b != b'\r');
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Reads every file.
pub(crate) fn rows() -> Result<Rows, Refusal> {
    Ok(Rows {
        divisions: divisions()?,
        trades: trades()?,
        occupations: occupations()?,
        industries: industries()?,
        holidays: holidays(HOLIDAYS)?,
        id_regions: id_regions()?,
        params: params()?,
        laws: laws()?,
        law_facts: law_facts()?,
    })
}

fn divisions() -> Result<Vec<Division>, Refusal> {
    let places = Sheet::read(PLACES)?.by("code")?;
    let roads = Sheet::read(ROADS)?.by("code")?;
    let read = |(index, row): (u16, Record)| {
        let code = row.text("code")?;
        let place = places.get(&code);
        let road = roads.get(&code);
        let part = |name| place.and_then(|p| p.real(name));
        let certainty = place.map(|p| p.text("certainty")).transpose()?;
        Ok(Division {
            index,
            mca_code: row.opt("mca_code"),
            level: Level::parse(&row.text("level")?).ok_or_else(|| row.fault("level"))?,
            kind: row.text("kind")?,
            name: row.text("name")?,
            short_name: row.text("short_name")?,
            parent_code: row.text("parent_code")?,
            urban_rural: row.opt("urban_rural_class_2016"),
            point: part("lat_wgs84").zip(part("lon_wgs84")),
            point_certainty: certainty.unwrap_or_else(|| "none".to_owned()),
            road_km: road.and_then(|r| r.real("road_km_to_seat")),
            road_certainty: road.and_then(|r| r.opt("certainty")),
            code,
        })
    };
    (0..)
        .zip(Sheet::read(DIVISIONS)?.rows())
        .map(read)
        .collect()
}

fn split(text: &str) -> Vec<String> {
    text.split('|')
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

fn trades() -> Result<Vec<Trade>, Refusal> {
    let mut more: HashMap<String, Vec<String>> = HashMap::new();
    for row in Sheet::read(SYNONYMS)?.rows() {
        more.entry(row.text("id")?)
            .or_default()
            .push(row.text("term")?);
    }
    let read = |(index, row): (u16, Record)| {
        let id = row.text("id")?;
        let mut terms = split(&row.text("spoken_terms")?);
        terms.extend(more.remove(&id).unwrap_or_default());
        Ok(Trade {
            index,
            group: row.text("group")?,
            name: row.text("gig_type")?,
            terms,
            occupation: row.opt("csco_code"),
            usual_unit: row.text("usual_pay_unit")?,
            class_no: 0,
            group_no: 0,
            id,
        })
    };
    (0..).zip(Sheet::read(TRADES)?.rows()).map(read).collect()
}

fn occupations() -> Result<Vec<Occupation>, Refusal> {
    let read = |row: Record| {
        Ok::<_, Refusal>(Occupation {
            code: row.text("code")?,
            level: row.whole("level")?,
            name: row.text("name")?,
            parent_code: row.opt("parent_code").unwrap_or_default(),
            green: row.flag("green"),
            digital: row.flag("digital"),
            aliases: split(&row.opt("aliases").unwrap_or_default()),
        })
    };
    // The source repeats a few rows, and lists some minor groups of one occupation twice under
    // one code; the occupation is the one that posts are coded with.
    let mut by_code: BTreeMap<String, Occupation> = BTreeMap::new();
    for row in Sheet::read(OCCUPATIONS)?.rows() {
        let next = read(row)?;
        let known = by_code.get(&next.code);
        if known.is_none_or(|known| known.level < next.level) {
            by_code.insert(next.code.clone(), next);
        }
    }
    Ok(by_code.into_values().collect())
}

fn industries() -> Result<Vec<Industry>, Refusal> {
    let read = |row: Record| {
        Ok(Industry {
            code: row.text("code")?,
            level: row.whole("level")?,
            name: row.text("name")?,
            parent_code: row.opt("parent_code").unwrap_or_default(),
        })
    };
    Sheet::read(INDUSTRIES)?.rows().map(read).collect()
}

/// Reads a holiday table: `date,is_workday,name,is_statutory`; other columns are passed over.
///
/// # Errors
/// Bad input with the line and the column.
pub(crate) fn holidays(text: &str) -> Result<Vec<CalendarDay>, Refusal> {
    let bit = |row: &Record, name| match row.text(name)?.as_str() {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(row.fault(name)),
    };
    let read = |row: Record| {
        Ok(CalendarDay {
            day: row.day("date")?,
            workday: bit(&row, "is_workday")?,
            statutory: bit(&row, "is_statutory")?,
            name: row.text("name")?,
        })
    };
    Sheet::read(text)?.rows().map(read).collect()
}

fn id_regions() -> Result<Vec<IdRegion>, Refusal> {
    let read = |row: Record| {
        Ok(IdRegion {
            prefix: row.text("code")?,
            ended_year: row
                .opt("ended_year")
                .and_then(|y| y.parse().ok())
                .unwrap_or(0),
            name: row.text("name")?,
        })
    };
    Sheet::read(ID_REGIONS)?.rows().map(read).collect()
}

fn params() -> Result<Vec<Param>, Refusal> {
    let certainty = |row: &Record| {
        let known = Certainty::parse(&row.text("certainty")?);
        known.ok_or_else(|| row.fault("certainty"))
    };
    let read = |row: Record| {
        let to = row
            .opt("valid_to_day")
            .map(|_| row.day("valid_to_day"))
            .transpose()?;
        Ok(Param {
            key: row.text("key")?,
            region: row.opt("region").unwrap_or_default(),
            valid_from: row.day("valid_from_day")?,
            valid_to: to,
            value: row.text("value")?,
            unit: row.text("unit")?,
            doc: row.text("doc")?,
            certainty: certainty(&row)?,
            set_by: FROM_FILE.to_owned(),
            set_at: 0,
        })
    };
    let mut params: Vec<Param> = Sheet::read(PARAMS)?
        .rows()
        .map(read)
        .collect::<Result<_, Refusal>>()?;
    params.extend(wages()?);
    Ok(params)
}

/// Minimum wages of the counties named one by one; rows for a group of counties are left out,
/// because the source does not list them.
fn wages() -> Result<Vec<Param>, Refusal> {
    let mut codes = HashMap::new();
    for row in Sheet::read(COUNTIES)?.rows() {
        if row.text("provinceCode")? == "61" {
            codes.insert(row.text("name")?, row.text("code")?);
        }
    }
    let mut params = Vec::new();
    for row in Sheet::read(WAGES)?.rows() {
        let Some(code) = codes.get(&row.text("region")?) else {
            continue;
        };
        for (key, column) in [
            ("min_wage.month", "monthly_yuan"),
            ("min_wage.hour", "hourly_yuan"),
        ] {
            params.push(Param {
                key: key.to_owned(),
                region: format!("{code}000000"),
                valid_from: row.day("effective_from")?,
                valid_to: None,
                value: (row.whole(column)? * 100).to_string(),
                unit: "fen".to_owned(),
                doc: row.text("document")?,
                certainty: Certainty::ToConfirm,
                set_by: FROM_FILE.to_owned(),
                set_at: 0,
            });
        }
    }
    Ok(params)
}

fn laws() -> Result<Vec<Law>, Refusal> {
    let bad = |id: &str| Refusal::internal(format!("law {id} has no day"));
    let read = |((id, short, day), text): (&(&str, &str, &str), &&str)| {
        let day: Day = day.parse().map_err(|()| bad(id))?;
        Ok(laws::parse(id, short, day, text))
    };
    crate::texts::TITLES
        .iter()
        .zip(crate::texts::TEXTS.iter())
        .map(read)
        .collect()
}

fn law_facts() -> Result<Vec<LawFact>, Refusal> {
    let read = |row: Record| {
        Ok(LawFact {
            law: row.text("law")?,
            article: row.whole("article")?,
            topic: row.text("topic")?,
            value: row.opt("value").unwrap_or_default(),
            unit: row.opt("unit").unwrap_or_default(),
            quote: row.text("quote")?,
        })
    };
    Sheet::read(LAW_FACTS)?.rows().map(read).collect()
}

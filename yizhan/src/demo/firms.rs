//! Made-up employers: firms, shops and households of the trades that Luonan has.

use super::{Chance, Names, numbers};
use employers::{Class, Kind, NewEmployer};
use kernel::{Day, Sex};
use reference::{Level, Tables};

/// A line of business: how its firms are called, its industry, the trades it hires.
struct Line {
    company: &'static str,
    shop: &'static str,
    industry: &'static str,
    trades: &'static [&'static str],
}

const fn line(
    company: &'static str,
    shop: &'static str,
    industry: &'static str,
    trades: &'static [&'static str],
) -> Line {
    Line {
        company,
        shop,
        industry,
        trades,
    }
}

/// Industries of facts §10.3 and the day-labour trades of §2.4.
const LINES: &[Line] = &[
    line(
        "建筑工程有限公司",
        "装修部",
        "E47",
        &[
            "砌筑",
            "抹灰粉刷",
            "钢筋",
            "架子",
            "木工支模",
            "混凝土",
            "防水",
            "水电",
            "焊接",
            "管道",
            "挖掘机",
            "油漆涂装",
            "搬运装卸",
        ],
    ),
    line(
        "物流有限公司",
        "货运部",
        "G54",
        &["搬运装卸", "仓库分拣打包", "叉车", "货运司机", "快递"],
    ),
    line(
        "核桃食品有限公司",
        "核桃加工坊",
        "C13",
        &["核桃采收", "包装", "普工", "质检"],
    ),
    line(
        "豆制品有限公司",
        "豆腐坊",
        "C13",
        &["豆制品加工", "包装", "搬运装卸"],
    ),
    line(
        "乳业有限公司",
        "奶站",
        "C14",
        &["乳品加工", "养殖", "质检", "包装"],
    ),
    line(
        "服装有限公司",
        "裁缝店",
        "C18",
        &["缝纫", "裁剪", "质检", "包装"],
    ),
    line(
        "电子有限公司",
        "电子加工部",
        "C39",
        &["线束电子装配", "普工", "质检"],
    ),
    line(
        "草编工艺有限公司",
        "草编坊",
        "C24",
        &["草编", "刺绣", "包装"],
    ),
    line(
        "农业发展有限公司",
        "种植园",
        "A01",
        &[
            "食用菌",
            "中药材",
            "烟叶",
            "蔬菜",
            "核桃采收",
            "农机",
            "造林",
        ],
    ),
    line("养殖有限公司", "养殖场", "A03", &["养殖", "搬运装卸"]),
    line(
        "餐饮管理有限公司",
        "饭馆",
        "H62",
        &["服务员", "后厨", "厨师", "面点", "外卖配送"],
    ),
    line(
        "酒店管理有限公司",
        "旅馆",
        "H61",
        &["服务员", "保洁", "后厨", "保安门卫"],
    ),
    line(
        "商贸有限公司",
        "超市",
        "F52",
        &["收银", "导购促销", "仓库分拣打包", "直播带货", "客服"],
    ),
    line(
        "家政服务有限公司",
        "家政服务部",
        "O80",
        &[
            "家政钟点",
            "月嫂保姆",
            "保洁",
            "育婴",
            "护工陪护",
            "家电维修",
        ],
    ),
    line(
        "养老服务有限公司",
        "养老院",
        "Q85",
        &["养老护理", "护工陪护", "后厨", "保洁"],
    ),
    line(
        "物业服务有限公司",
        "保洁服务部",
        "K70",
        &["保安门卫", "保洁", "绿化", "环卫", "水电"],
    ),
    line(
        "汽车服务有限公司",
        "修理厂",
        "O81",
        &["汽修", "货运司机", "客运司机"],
    ),
];

const HOUSEHOLD: &[&str] = &[
    "家政钟点",
    "月嫂保姆",
    "护工陪护",
    "抹灰粉刷",
    "核桃采收",
    "搬运装卸",
    "砌筑",
    "代课家教",
];
const HEAD: &[&str] = &[
    "金", "宏", "瑞", "丰", "盛", "泰", "恒", "嘉", "润", "华", "新", "永", "和", "安", "益", "春",
    "明", "秦", "岭", "洛",
];
const TAIL: &[&str] = &[
    "源", "达", "兴", "隆", "顺", "康", "辉", "旺", "福", "茂", "翔", "远", "诚", "禾", "峰", "川",
    "悦", "佳", "鑫", "祥",
];

/// An employer to be registered.
#[derive(Debug, Clone)]
pub struct DemoFirm {
    /// The file.
    pub new: NewEmployer,
    /// Ids of the trades it hires.
    pub trades: Vec<String>,
}

/// Makes employers one after another.
pub struct Firms<'a> {
    tables: &'a Tables,
    names: &'a Names,
    chance: Chance,
    places: Vec<(&'a str, usize)>,
    today: Day,
    made: usize,
}

impl<'a> Firms<'a> {
    /// Begins.
    #[must_use]
    pub fn new(seed: u64, tables: &'a Tables, names: &'a Names, today: Day) -> Self {
        // Firms gather at the county seat; an assumption of the demo.
        let weight = |town: &str| match town {
            "611021001000" | "611021002000" => 12,
            _ => 1,
        };
        let villages = tables
            .divisions()
            .iter()
            .filter(|d| d.level == Level::Village);
        Self {
            tables,
            names,
            chance: Chance::new(seed, "firms"),
            places: villages
                .map(|d| (d.code.as_str(), weight(&d.parent_code)))
                .collect(),
            today,
            made: 0,
        }
    }

    fn ids(&self, names: &[&str]) -> Vec<String> {
        let trades = self.tables.trades().iter();
        trades
            .filter(|t| names.contains(&t.name.as_str()))
            .map(|t| t.id.clone())
            .collect()
    }

    /// The next employer, of a given kind or of any; key employers are companies.
    pub fn next(&mut self, key: bool, sort: Option<Kind>) -> DemoFirm {
        let running = self.made;
        self.made += 1;
        let chance = &self.chance;
        let sex = if chance.percent(60) {
            Sex::Male
        } else {
            Sex::Female
        };
        let contact = self.names.person(chance, sex);
        let place = *chance.weighted(&self.places);
        let drawn = chance.below(100);
        let sort = match (key, sort) {
            (true, _) | (_, Some(Kind::Company)) => 0,
            (_, Some(Kind::SelfEmployed)) => 45,
            (_, Some(Kind::Household)) => 99,
            (false, None) => drawn,
        };
        let line = chance.pick(LINES);
        let word = format!("{}{}", chance.pick(HEAD), chance.pick(TAIL));
        let birth = self.today.plus_days(-chance.between(24 * 365, 60 * 365));
        let (kind, name, trades, industry) = match sort {
            0..=44 => {
                // The running number keeps the names of thousands of firms apart.
                let order = ["", "一", "二", "三", "四", "五"][(running / 400).min(5)];
                let name = format!("洛南县{word}{order}{}", line.company);
                (Kind::Company, name, line.trades, line.industry)
            }
            45..=79 => {
                let town = self
                    .tables
                    .town_of(place)
                    .map_or("", |t| t.short_name.as_str());
                let name = format!("洛南县{town}{word}{}", line.shop);
                (Kind::SelfEmployed, name, line.trades, line.industry)
            }
            _ => (Kind::Household, contact.clone(), HOUSEHOLD, ""),
        };
        let uscc = match kind {
            Kind::Company => Some(numbers::uscc("91", running)),
            Kind::SelfEmployed => Some(numbers::uscc("92", running)),
            Kind::Household => None,
        };
        let id_no = uscc
            .is_none()
            .then(|| numbers::id_card(birth, sex, running));
        let village = self
            .tables
            .division(place)
            .map_or("", |d| d.short_name.as_str());
        let new = NewEmployer {
            kind,
            class: Class::SelfEmployer,
            name,
            uscc,
            id_no,
            region: place.to_owned(),
            address: format!("{village}{}号", chance.between(1, 80)),
            industry: industry.to_owned(),
            contact_name: contact,
            // Behind the workers' numbers.
            phone: numbers::mobile(1_000_000 + running),
            licence_no: String::new(),
            key,
        };
        DemoFirm {
            new,
            trades: self.ids(trades),
        }
    }
}

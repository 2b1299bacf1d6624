//! Tables of workers in and out: Chinese headings, one person a row.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{CellFault, read_row};
pub use write::write_row;

/// Headings, in the order in which they are written; read in any order.
pub const COLUMNS: [&str; 16] = [
    NAME, PHONE, ID_NO, PLACE, TRADES, PAY, PAY_UNIT, MINUTES, PLACES, SETTLE, FROM, TO, LODGING,
    CERTS, CHANNEL, PROXY,
];

pub(crate) const NAME: &str = "姓名";
pub(crate) const PHONE: &str = "手机号";
pub(crate) const ID_NO: &str = "身份证号";
pub(crate) const PLACE: &str = "住址(镇/村)";
pub(crate) const TRADES: &str = "想干的活";
pub(crate) const PAY: &str = "最低工资(元)";
/// Read like [`PAY`].
pub(crate) const PAY_BY_DAY: &str = "每天最低工资(元)";
pub(crate) const PAY_UNIT: &str = "工资单位";
pub(crate) const MINUTES: &str = "最远路程(分钟)";
pub(crate) const PLACES: &str = "想去的地方";
pub(crate) const SETTLE: &str = "结算";
pub(crate) const FROM: &str = "从哪天起";
pub(crate) const TO: &str = "到哪天止";
pub(crate) const LODGING: &str = "要包住";
pub(crate) const CERTS: &str = "证书";
pub(crate) const CHANNEL: &str = "联系方式";
pub(crate) const PROXY: &str = "站点代办";

/// How a cell says a code: the first word is written, every word is read.
pub(crate) type Spoken = (&'static str, &'static [&'static str]);

pub(crate) const PAY_UNITS: [Spoken; 3] = [
    ("day", &["天", "日", "每天"]),
    ("hour", &["小时", "时", "每小时"]),
    ("month", &["月", "每月"]),
];

pub(crate) const SETTLES: [Spoken; 6] = [
    ("day", &["日结", "当天结"]),
    ("next-day", &["次日结", "第二天结"]),
    ("week", &["周结"]),
    ("half-month", &["半月结"]),
    ("month", &["月结"]),
    ("done", &["完工结", "干完结"]),
];

pub(crate) const CHANNELS: [Spoken; 4] = [
    ("telephone", &["电话", "打电话"]),
    ("sms", &["短信"]),
    ("station", &["站点", "到站点"]),
    ("village", &["村里转告", "大喇叭", "村干部转告"]),
];

pub(crate) const CERT_KINDS: [Spoken; 14] = [
    ("electrician", &["电工操作证", "电工证"]),
    ("welder", &["焊工操作证", "焊工证"]),
    ("height", &["高处作业证", "登高证"]),
    ("refrigeration", &["制冷作业证", "制冷证"]),
    ("forklift", &["叉车证"]),
    ("crane", &["起重机械作业证", "吊车证", "塔吊证"]),
    ("boiler", &["锅炉作业证", "司炉证"]),
    ("excavator", &["挖掘机操作证", "挖掘机证", "钩机证"]),
    ("driver", &["驾驶证", "驾照"]),
    ("health", &["健康证"]),
    ("cook", &["厨师证", "中式烹调师证"]),
    ("elderly-care", &["养老护理员证", "护理员证"]),
    ("childcare", &["育婴员证", "育婴证", "月嫂证"]),
    ("security", &["保安员证", "保安证"]),
];

/// The code that a cell's word means.
pub(crate) fn code_of(list: &[Spoken], word: &str) -> Option<&'static str> {
    let folded = words::fold(word);
    let said =
        |(code, names): &&Spoken| *code == word || names.iter().any(|n| words::fold(n) == folded);
    list.iter().find(said).map(|(code, _)| *code)
}

/// The word that is written for a code.
pub(crate) fn word_of(list: &[Spoken], code: &str) -> String {
    let found = list
        .iter()
        .find(|(c, _)| *c == code)
        .and_then(|(_, names)| names.first());
    found.map_or_else(|| code.to_owned(), |w| (*w).to_owned())
}

//! Posts as rows of a spreadsheet: `import` reads what `export` writes.
//!
//! A row is a post's form with Chinese headings and words in place of codes.

use crate::posts::actions;
use crate::posts::form::{self, Typed};
use crate::posts::model::{
    Agreement, Insurance, Kind, Lodging, Meals, PayMethod, PayUnit, Settle, Shift, Source,
    TargetGroup, Transport, Vacancy,
};
use crate::posts::{queries, snapshot};
use employers::Employer;
use kernel::{Ctx, FieldFault, Refusal};
use reference::Tables;
use web::Fields;

/// Headings, in order; each stands for the field of the same place in `FIELDS`.
pub const COLUMNS: [&str; 35] = [
    "雇主",
    "类型",
    "岗位",
    "工种",
    "做什么",
    "要求",
    "所在地",
    "地址",
    "人数",
    "第一天",
    "最后一天",
    "上工时间",
    "每天小时",
    "班次",
    "工钱单位",
    "最低工钱",
    "最高工钱",
    "结算",
    "发放方式",
    "吃",
    "住",
    "交通",
    "保险",
    "没有保险的原因",
    "协议",
    "最小年龄",
    "最大年龄",
    "年龄原因",
    "证书",
    "优先人群",
    "文件号",
    "来源",
    "原发布单位",
    "原网址",
    "挂到哪天",
];

const FIELDS: [&str; 35] = [
    "employer",
    "kind",
    "title",
    "trade_said",
    "duties",
    "conditions",
    "region",
    "address",
    "headcount",
    "start_day",
    "end_day",
    "start_time",
    "hours",
    "shift",
    "pay_unit",
    "pay_min",
    "pay_max",
    "settle",
    "pay_method",
    "meals",
    "lodging",
    "transport",
    "insurance",
    "insurance_reason",
    "agreement",
    "age_min",
    "age_max",
    "age_reason",
    "certs",
    "targets",
    "policy_doc",
    "source",
    "source_org",
    "source_url",
    "valid_until",
];

/// Words of a field's codes, in the order of the codes.
type Spoken = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const SPOKEN: [Spoken; 12] = [
    (
        "kind",
        Kind::CODES,
        &[
            "日工",
            "短期",
            "长期",
            "非全日制",
            "季节工",
            "公益岗",
            "见习",
            "居家计件",
        ],
    ),
    (
        "shift",
        Shift::CODES,
        &["白班", "夜班", "两班倒", "三班倒", "弹性"],
    ),
    (
        "pay_unit",
        PayUnit::CODES,
        &["时", "天", "周", "月", "件", "单", "面积", "重量"],
    ),
    (
        "settle",
        Settle::CODES,
        &["日结", "次日结", "周结", "半月结", "月结", "完工结"],
    ),
    (
        "pay_method",
        PayMethod::CODES,
        &["银行转账", "社保卡", "微信支付宝", "现金"],
    ),
    ("meals", Meals::CODES, &["包吃", "餐补", "自理"]),
    ("lodging", Lodging::CODES, &["包住", "房补", "自理"]),
    ("transport", Transport::CODES, &["接送", "报销", "自理"]),
    (
        "insurance",
        Insurance::CODES,
        &["五险", "工伤保险", "雇主责任险", "意外险", "无"],
    ),
    (
        "agreement",
        Agreement::CODES,
        &[
            "劳动合同",
            "非全日制",
            "劳务协议",
            "家政三方合同",
            "用工协议",
        ],
    ),
    (
        "targets",
        TargetGroup::CODES,
        &[
            "脱贫人口",
            "监测对象",
            "就业困难人员",
            "残疾人",
            "退役军人",
            "高校毕业生",
            "妇女",
            "大龄",
        ],
    ),
    ("source", Source::CODES, &["自有", "转发"]),
];

/// A post that was read from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Code, name or id of the employer, as written.
    pub employer: String,
    /// The post.
    pub typed: Typed,
}

/// The code that a cell means: the code itself or its word.
fn code(field: &str, word: &str) -> Option<&'static str> {
    let (_, codes, words) = SPOKEN.iter().find(|(name, ..)| *name == field)?;
    let at = words.iter().position(|w| *w == word);
    let at = at.or_else(|| codes.iter().position(|c| *c == word))?;
    codes.get(at).copied()
}

fn word(field: &str, value: &str) -> String {
    let found = SPOKEN.iter().find(|(name, ..)| *name == field);
    let at = found
        .and_then(|(_, codes, words)| words.get(codes.iter().position(|c| *c == value)?).copied());
    at.unwrap_or(value).to_owned()
}

fn heading(field: &str) -> &str {
    let field = match field {
        "trade" => "trade_said",
        "town" | "village" => "region",
        other => other,
    };
    FIELDS
        .iter()
        .position(|f| *f == field)
        .map_or(field, |at| COLUMNS[at])
}

/// Reads a row, cells in the order of [`COLUMNS`].
///
/// # Errors
/// Field faults by heading.
pub fn read_row(ctx: &Ctx, cells: &[String]) -> Result<NewPost, Refusal> {
    let tables = reference::tables(ctx)?;
    let mut faults = Vec::new();
    let mut fault = |field: &str, code| {
        let field = heading(field).to_owned();
        faults.push(FieldFault {
            field,
            code,
            args: Vec::new(),
        });
    };
    let mut fields = Fields::default();
    let mut employer = String::new();
    for (field, cell) in FIELDS.iter().zip(cells) {
        let cell = cell.trim();
        match *field {
            _ if cell.is_empty() => {}
            "employer" => cell.clone_into(&mut employer),
            "region" => match place(&tables, cell) {
                Some(region) => fields.push("region", region),
                None => fault(field, "vacancies-place-unclear"),
            },
            "targets" => {
                for word in cell.split(['、', '，', ',']).map(str::trim) {
                    match code(field, word) {
                        Some(code) => fields.push(field, code),
                        None => fault(field, "field-not-choice"),
                    }
                }
            }
            _ if SPOKEN.iter().any(|(name, ..)| name == field) => match code(field, cell) {
                Some(code) => fields.push(field, code),
                None => fault(field, "field-not-choice"),
            },
            _ => fields.push(field, cell),
        }
    }
    if employer.is_empty() {
        fault("employer", "field-needed");
    }
    let typed = form::read(&fields, &tables).map_err(|refusal| by_heading(&refusal));
    match typed {
        Ok(typed) if faults.is_empty() => Ok(NewPost { employer, typed }),
        Ok(_) => Err(Refusal::fields(faults)),
        Err(found) => {
            // What was told of a cell already is not told again of the empty field behind it.
            let told: Vec<String> = faults.iter().map(|f| f.field.clone()).collect();
            faults.extend(found.into_iter().filter(|f| !told.contains(&f.field)));
            Err(Refusal::fields(faults))
        }
    }
}

fn by_heading(refusal: &Refusal) -> Vec<FieldFault> {
    let renamed = |f: &FieldFault| FieldFault {
        field: heading(&f.field).to_owned(),
        ..f.clone()
    };
    refusal.fields.iter().map(renamed).collect()
}

/// A place by its code, or by a name that is borne once.
fn place(tables: &Tables, text: &str) -> Option<String> {
    if let Some(found) = tables.division(text) {
        return Some(found.code.clone());
    }
    let found = tables.find_division(text);
    match found.as_slice() {
        [only] => Some(only.code.clone()),
        _ => None,
    }
}

/// Writes a row.
#[must_use]
pub fn write_row(tables: &Tables, post: &Vacancy, employer: &Employer) -> Vec<String> {
    let fields = form::fields_of(&post.terms, tables);
    let cell = |field: &&str| match *field {
        "employer" => match &employer.uscc {
            Some(code) => code.clone(),
            None => employer.id.to_string(),
        },
        "region" => tables.name(&post.terms.region),
        "valid_until" => post.valid_until.to_string(),
        "targets" => {
            let words = fields
                .all("targets")
                .into_iter()
                .map(|c| word("targets", c));
            words.collect::<Vec<_>>().join("、")
        }
        other => word(other, fields.get(other).unwrap_or_default()),
    };
    FIELDS.iter().map(cell).collect()
}

/// Brings a post in and sends it in, as its employer would: it waits for a reviewer. A post of
/// the same employer that says the same is left as it is; `false` then.
///
/// # Errors
/// A field fault on the employer's heading when it is not known; see [`crate::submit`].
pub async fn bring_in(ctx: &Ctx, tx: &mut trail::Tx, new: NewPost) -> Result<bool, Refusal> {
    // open: `create` and `submit` ask for authority on the employer's own record.
    let employer = employers::by_code_or_name(tx, &new.employer).await?;
    let employer = employer
        .ok_or_else(|| Refusal::field(heading("employer"), "vacancies-employer-unknown"))?;
    let Typed { terms, until } = new.typed;
    let likeness = snapshot::likeness(&terms);
    if queries::said_before(tx, employer.id.as_str(), &likeness).await? {
        return Ok(false);
    }
    let named = |mut refusal: Refusal| {
        refusal.fields = by_heading(&refusal);
        refusal
    };
    let post = actions::create(ctx, tx, employer.id.as_str(), terms, until).await;
    let post = post.map_err(named)?;
    actions::submit(ctx, tx, &post.id).await.map_err(named)?;
    Ok(true)
}

/// Posts that stand, in the order of their ids, after the given one: for taking them along.
///
/// # Errors
/// What the database says.
pub async fn page(conn: &mut db::Conn, after: &str, limit: i64) -> Result<Vec<Vacancy>, Refusal> {
    Ok(queries::standing(conn, after, limit).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_word_and_every_heading_its_field() {
        for (field, codes, words) in SPOKEN {
            assert_eq!(codes.len(), words.len(), "{field}");
            assert!(FIELDS.contains(&field));
            for (at, known) in codes.iter().enumerate() {
                assert_eq!(code(field, words[at]), Some(*known));
                assert_eq!(code(field, known), Some(*known));
                assert_eq!(word(field, known), words[at]);
            }
        }
        let mut headings = COLUMNS.to_vec();
        headings.sort_unstable();
        headings.dedup();
        assert_eq!(headings.len(), FIELDS.len());
    }
}

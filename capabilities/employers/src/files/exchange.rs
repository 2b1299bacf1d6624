//! Employers as rows of a spreadsheet: `import` reads what `export` writes.

use super::model::{Class, Employer, Kind, NewEmployer};
use super::queries;
use kernel::{Ctx, FieldFault, Refusal};

/// Headings, in order.
pub const COLUMNS: [&str; 12] = [
    "类型",
    "账号类别",
    "名称",
    "统一社会信用代码",
    "身份证号",
    "所在地代码",
    "地址",
    "行业代码",
    "联系人",
    "电话",
    "人力资源许可证号",
    "重点企业",
];

/// Words of the kinds, in the order of [`Kind::ALL`].
const KINDS: [&str; 3] = ["单位", "个体户", "家庭"];
/// Words of the classes, in the order of [`Class::ALL`].
const CLASSES: [&str; 3] = ["自主招聘", "公共招聘", "经营性招聘"];

fn word<T: Copy>(text: &str, words: &[&str], codes: &[&str], all: &[T]) -> Option<T> {
    let found = words.iter().position(|w| *w == text);
    let found = found.or_else(|| codes.iter().position(|c| *c == text));
    found.and_then(|at| all.get(at)).copied()
}

/// Reads a row, cells in the order of [`COLUMNS`]. A place may be a code or a name that is borne
/// once. Faults name the heading; [`super::actions::register`] checks the rest.
///
/// # Errors
/// Field faults by heading.
pub fn read_row(ctx: &Ctx, cells: &[String]) -> Result<NewEmployer, Refusal> {
    let cell = |at: usize| cells.get(at).map_or("", |c| c.trim());
    let some = |at: usize| Some(cell(at).to_owned()).filter(|t| !t.is_empty());
    let mut faults = Vec::new();
    let mut fault = |at: usize, code| {
        faults.push(FieldFault {
            field: COLUMNS[at].to_owned(),
            code,
            args: Vec::new(),
        });
    };
    let kind = word(cell(0), &KINDS, Kind::CODES, Kind::ALL);
    if kind.is_none() {
        fault(0, "field-not-choice");
    }
    let class = if cell(1).is_empty() {
        Some(Class::SelfEmployer)
    } else {
        word(cell(1), &CLASSES, Class::CODES, Class::ALL)
    };
    if class.is_none() {
        fault(1, "field-not-choice");
    }
    let region = match super::said::place(ctx, cell(5)) {
        Ok(region) => region,
        Err(code) => {
            fault(5, code);
            String::new()
        }
    };
    let key = match cell(11) {
        "是" | "yes" | "1" => true,
        "" | "否" | "no" | "0" => false,
        _ => {
            fault(11, "field-not-choice");
            false
        }
    };
    let (Some(kind), Some(class), true) = (kind, class, faults.is_empty()) else {
        return Err(Refusal::fields(faults));
    };
    let new = NewEmployer {
        kind,
        class,
        name: cell(2).to_owned(),
        uscc: some(3),
        id_no: some(4),
        region,
        address: cell(6).to_owned(),
        industry: cell(7).to_owned(),
        contact_name: cell(8).to_owned(),
        phone: cell(9).to_owned(),
        licence_no: cell(10).to_owned(),
        key,
    };
    super::actions::checked(ctx, new).map_err(by_heading)
}

/// Puts the heading in place of the field's name.
fn by_heading(mut refusal: Refusal) -> Refusal {
    for fault in &mut refusal.fields {
        let at = match fault.field.as_str() {
            "class" => 1,
            "name" => 2,
            "uscc" => 3,
            "id_no" => 4,
            "region" => 5,
            "address" => 6,
            "industry" => 7,
            "contact_name" => 8,
            "phone" => 9,
            "licence_no" => 10,
            _ => continue,
        };
        fault.field = COLUMNS[at].to_owned();
    }
    refusal
}

/// Writes a row. It holds identity and telephone in plain, so that the file can be read in
/// elsewhere: the caller asks for authority and leaves the audit line.
///
/// # Errors
/// Internal when a sealed value is spoilt.
pub fn write_row(ctx: &Ctx, employer: &Employer) -> Result<Vec<String>, Refusal> {
    Ok(vec![
        KINDS[employer.kind as usize].to_owned(),
        CLASSES[employer.class as usize].to_owned(),
        employer.name.clone(),
        employer.uscc.clone().unwrap_or_default(),
        queries::identity(ctx, employer)?.unwrap_or_default(),
        employer.region.clone(),
        employer.address.clone(),
        employer.industry.clone(),
        employer.contact_name.clone(),
        queries::telephone(ctx, employer)?,
        employer.licence_no.clone(),
        if employer.key { "是" } else { "否" }.to_owned(),
    ])
}

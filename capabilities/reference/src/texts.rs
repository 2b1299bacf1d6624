//! The official texts that come with the program, what the counter needs most first.

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../../../data/laws/", $name))
    };
}

/// Id, title as cited, day of the version; in the order of [`TEXTS`].
pub(crate) const TITLES: [(&str, &str, &str); 26] = [
    ("labour", "劳动法", "2018-12-29"),
    ("labour-contract", "劳动合同法", "2012-12-28"),
    ("migrant-wages", "保障农民工工资支付条例", "2019-12-30"),
    ("dispute-arbitration", "劳动争议调解仲裁法", "2007-12-29"),
    ("injury-insurance", "工伤保险条例", "2010-12-20"),
    ("employment-promotion", "就业促进法", "2015-04-24"),
    (
        "human-resources-market",
        "人力资源市场暂行条例",
        "2018-06-29",
    ),
    ("social-insurance", "社会保险法", "2018-12-29"),
    ("legal-aid", "法律援助法", "2021-08-20"),
    ("personal-information", "个人信息保护法", "2021-08-20"),
    ("rural-revitalization", "乡村振兴促进法", "2021-04-29"),
    (
        "paid-leave-measures",
        "企业职工带薪年休假实施办法",
        "2008-07-17",
    ),
    ("total-wages", "关于工资总额组成的规定", "1990-01-01"),
    (
        "wage-conversion",
        "关于职工全年月平均工作时间和工资折算问题的通知",
        "2025-01-01",
    ),
    ("labour-inspection", "劳动保障监察条例", "2004-11-01"),
    ("labour-contract-rules", "劳动合同法实施条例", "2008-09-18"),
    (
        "working-hours",
        "国务院关于职工工作时间的规定",
        "1995-03-25",
    ),
    ("unemployment-insurance", "失业保险条例", "1999-01-22"),
    ("women-workers", "女职工劳动保护特别规定", "2012-04-28"),
    ("wage-payment", "工资支付暂行规定", "1994-12-06"),
    (
        "dispute-interpretation-1",
        "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
        "2020-12-29",
    ),
    ("disabled-employment", "残疾人就业条例", "2007-02-25"),
    ("social-insurance-agency", "社会保险经办条例", "2023-08-16"),
    ("child-labour", "禁止使用童工规定", "2002-10-01"),
    ("vocational-education", "职业教育法", "2022-04-20"),
    ("paid-leave", "职工带薪年休假条例", "2007-12-14"),
];

/// The texts.
pub(crate) const TEXTS: [&str; 26] = [
    text!("劳动法(2018-12-29).md"),
    text!("劳动合同法(2012-12-28).md"),
    text!("保障农民工工资支付条例(2019-12-30).md"),
    text!("劳动争议调解仲裁法(2007-12-29).md"),
    text!("工伤保险条例(2010-12-20).md"),
    text!("就业促进法(2015-04-24).md"),
    text!("人力资源市场暂行条例(2018-06-29).md"),
    text!("社会保险法(2018-12-29).md"),
    text!("法律援助法(2021-08-20).md"),
    text!("个人信息保护法(2021-08-20).md"),
    text!("乡村振兴促进法(2021-04-29).md"),
    text!("企业职工带薪年休假实施办法(2008-07-17).md"),
    text!("关于工资总额组成的规定(1990-01-01).md"),
    text!("关于职工全年月平均工作时间和工资折算问题的通知(2025-01-01).md"),
    text!("劳动保障监察条例(2004-11-01).md"),
    text!("劳动合同法实施条例(2008-09-18).md"),
    text!("国务院关于职工工作时间的规定(1995-03-25).md"),
    text!("失业保险条例(1999-01-22).md"),
    text!("女职工劳动保护特别规定(2012-04-28).md"),
    text!("工资支付暂行规定(1994-12-06).md"),
    text!("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）(2020-12-29).md"),
    text!("残疾人就业条例(2007-02-25).md"),
    text!("社会保险经办条例(2023-08-16).md"),
    text!("禁止使用童工规定(2002-10-01).md"),
    text!("职业教育法(2022-04-20).md"),
    text!("职工带薪年休假条例(2007-12-14).md"),
];

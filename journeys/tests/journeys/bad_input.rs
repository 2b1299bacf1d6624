//! Whatever is sent, by whomever: a clear refusal in both languages, never a failure of ours.
//!
//! `YIZHAN_LONG=1` sends more than two thousand; a normal run a few hundred.

use crate::cast::{self, home};
use crate::doors::{Record, filled, records};
use crate::furniture::{none, refused_well};
use crate::stage::{self, Ours};
use kernel::{Locale, Rng, Role, SeededRng};
use std::collections::BTreeSet;
use testkit::{Answer, Browser, TestHouse};
use web::{Access, Method, Route};

/// What clumsy, hostile or broken programs send.
pub const NASTY: &[&str] = &[
    "",
    " ",
    "\u{3000}",
    "0",
    "-1",
    "1e999",
    "9223372036854775808",
    "99999999999999999999999",
    "-9223372036854775808",
    "0.001",
    "１２３",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "[[[[",
    "2026-02-30",
    "2026-13-01",
    "0000-00-00",
    "9999-12-31",
    "26-1-1",
    "昨天",
    "\0",
    "a\0b",
    "\u{7}",
    "\r\n\r\nSet-Cookie: a=b",
    "'",
    "\"",
    "' OR 1=1 --",
    "'; DROP TABLE workers; --",
    "%",
    "_",
    "\\",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "<script>alert(1)</script>",
    "<!--",
    "]]>",
    "${jndi:ldap://x}",
    "../../../../etc/passwd",
    "/",
    "//evil.example",
    "\\\\evil",
    "javascript:alert(1)",
    "👩‍🔧👨‍👩‍👧‍👦",
    "\u{202e}evil",
    "مرحبا",
    "e\u{301}\u{301}\u{301}",
    "\u{feff}bom",
    "\u{ffff}",
    "𠮷野家",
    "力工",
    "鋼筋工",
    "13800000000",
    "138-0000-0000",
    "+8613800000000",
    "12345678901",
    "611099195803120017",
    "61109919580312001X",
    "611021000000",
    "611021100000",
    "999999999999",
    "wrk_0123456789abcdef0123456789abcdef",
    "wrk_0123456789ABCDEF0123456789ABCDEF",
    "wrk_",
    "on",
    "1",
    "day",
    "month",
    "nearest",
    "soonest",
    "best",
    "csv",
    "xlsx",
    "pdf",
    "zh-CN",
    "en",
    "worker",
];

/// Bodies that are meant to be JSON.
const JSON: &[&str] = &[
    "",
    "{",
    "null",
    "[]",
    "0",
    "\"text\"",
    "{\"a\":1}",
    "{\"id\":null}",
    "[{},{},{}]",
    "{\"vacancy\":1e999}",
    "{\"vacancy\":[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\\u0000\"}",
    "{\"a\":1,\"a\":2}",
    "nul",
    "\u{feff}{}",
    "{\"headcount\":-1}",
];

/// Chance that can be repeated.
pub struct Chance(pub SeededRng);

impl Chance {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let mut bytes = [0u8; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % n.max(1) as u64).unwrap_or_default()
    }
    /// A text from [`NASTY`], or made of it.
    pub fn text(&mut self) -> String {
        match self.below(24) {
            0 => "长".repeat(20_000),
            1 => "9".repeat(500),
            2 => {
                let (a, b) = (self.below(NASTY.len()), self.below(NASTY.len()));
                [NASTY[a], NASTY[b]].concat()
            }
            _ => NASTY[self.below(NASTY.len())].to_owned(),
        }
    }
}

/// Every name that any form or query of the house uses.
fn names(house: &TestHouse) -> Vec<String> {
    let mut names = BTreeSet::new();
    let everybody = Role::ALL.map(|role| house.ctx(role, &["wrk_0", "emp_0"], home(role)));
    for page in &house.pages {
        for text in everybody
            .iter()
            .filter_map(|c| (page.render)(&house.house, c).ok())
            .flatten()
        {
            let found = text.split(" name=\"").skip(1);
            names.extend(found.filter_map(|r| r.split('"').next()).map(str::to_owned));
        }
    }
    let contract = yizhan::commands::docs::contract().expect("a contract");
    let contract: serde_json::Value = serde_json::from_str(&contract).expect("JSON");
    for path in contract["paths"]
        .as_object()
        .into_iter()
        .flat_map(|p| p.values())
    {
        for parameter in path["get"]["parameters"].as_array().into_iter().flatten() {
            names.extend(parameter["name"].as_str().map(str::to_owned));
        }
    }
    for schema in contract["components"]["schemas"]
        .as_object()
        .into_iter()
        .flat_map(|s| s.values())
    {
        let fields = schema["properties"].as_object().into_iter();
        names.extend(fields.flat_map(|f| f.keys()).cloned());
    }
    names.remove("_csrf");
    names.remove("viewport");
    names.into_iter().collect()
}

fn fields(chance: &mut Chance, names: &[String]) -> Vec<(String, String)> {
    let count = chance.below(names.len().min(14) + 1);
    (0..count)
        .map(|_| (names[chance.below(names.len())].clone(), chance.text()))
        .collect()
}

fn encoded(fields: &[(String, String)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(fields);
    out.finish()
}

/// A path with ids that are wrong, or well-formed and of nobody.
fn path(chance: &mut Chance, route: &Route, ours: Option<&Ours>) -> String {
    let wrong = chance.below(2) > 0;
    let text: String = chance.text().chars().take(300).collect();
    let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let text =
        ["%ff%fe", "%00", "%2e%2e%2f", &text.replace('+', "%20")][chance.below(4)].to_owned();
    let known = chance.below(2) == 0;
    filled(&route.path, |record| match (wrong, ours) {
        (true, _) if !text.is_empty() => text.clone(),
        (_, Some(ours)) if known => ours.id(record),
        _ => record.made_up().to_owned(),
    })
}

fn json_body(chance: &mut Chance, names: &[String]) -> String {
    match chance.below(4) {
        0 => JSON[chance.below(JSON.len())].to_owned(),
        1 => format!("{}{}", "[".repeat(9_000), "]".repeat(9_000)),
        _ => {
            let object = fields(chance, names).into_iter().map(|(name, text)| {
                let value = match chance.below(4) {
                    0 => serde_json::json!([text]),
                    1 => serde_json::json!(chance.below(usize::MAX)),
                    2 => serde_json::json!({ "a": text }),
                    _ => serde_json::json!(text),
                };
                (name, value)
            });
            serde_json::Value::Object(object.collect()).to_string()
        }
    }
}

async fn send(
    browser: &mut Browser,
    chance: &mut Chance,
    route: &Route,
    names: &[String],
    ours: Option<&Ours>,
) -> Answer {
    let mut path = path(chance, route, ours);
    if route.method == Method::Get {
        let query = match chance.below(5) {
            0 => "%ff=%fe&=&&a&%00=%00&q=%e5%8a".to_owned(),
            _ => encoded(&fields(chance, names)),
        };
        // A URI holds 65,535 bytes; longer ones never reach the house.
        let query: String = query.chars().take(60_000).collect();
        path = format!("{path}?{query}");
        return browser.send("GET", &path, "", Vec::new()).await;
    }
    if route.contract.is_some() {
        let body = json_body(chance, names).into_bytes();
        let kinds = ["application/json", "application/json", "text/plain", ""];
        let kind = kinds[chance.below(4)];
        return browser.send("POST", &path, kind, body).await;
    }
    let mut given = fields(chance, names);
    given.push(("_csrf".into(), browser.csrf().await));
    let form = "application/x-www-form-urlencoded";
    match chance.below(12) {
        0 => {
            browser
                .send(
                    "POST",
                    &path,
                    "multipart/form-data; boundary=x",
                    b"--x\r\n\xff".to_vec(),
                )
                .await
        }
        1 => {
            browser
                .send("POST", &path, form, b"_csrf=%ff&%00=%ff&a&&&==".to_vec())
                .await
        }
        _ => {
            browser
                .send("POST", &path, form, encoded(&given).into_bytes())
                .await
        }
    }
}

/// Who may pass this door; a stranger when anybody may.
fn who(house: &TestHouse, route: &Route, own: &[&str]) -> Vec<(Role, Browser)> {
    let may = |role: &Role| match route.access {
        Access::Open(_) => true,
        Access::Need(permission) => house.house.matrix.allows(*role, permission),
    };
    let roles = Role::ALL.into_iter().filter(may);
    roles
        .map(|role| (role, cast::actor(house, role, home(role), own)))
        .collect()
}

/// Sends so many bad requests to every door of the house, and gathers what was answered badly.
pub async fn storm(
    house: &TestHouse,
    ours: Option<&Ours>,
    requests: usize,
    seed: u64,
) -> Vec<String> {
    let made_up = [Record::Worker.made_up(), Record::Employer.made_up()];
    let own = ours.map_or(made_up, |o| [o.worker.as_str(), o.employer.as_str()]);
    let names = names(house);
    assert!(names.len() > 8, "{names:?}");
    let mut chance = Chance(SeededRng::new(seed));
    let mut faults = Vec::new();
    let mut doors: Vec<_> = house
        .routes
        .iter()
        .map(|r| (r, who(house, r, &own)))
        .collect();
    doors.retain(|(route, actors)| !actors.is_empty() && records(&route.path).is_ok());
    for n in 0..requests {
        let at = n % doors.len();
        let (route, actors) = &mut doors[at];
        let one = chance.below(actors.len());
        let (role, browser) = &mut actors[one];
        browser.language = ["zh-CN", "en"][chance.below(2)];
        let answer = send(browser, &mut chance, route, &names, ours).await;
        let (status, role) = (answer.status, role.code());
        let place: String = answer.path.chars().take(160).collect();
        let place = format!("{} {place} as {role}", route.method.name());
        if status.is_server_error() {
            faults.push(format!("{place}: {status}"));
        } else if status.is_client_error()
            && let Err(fault) = refused_well(&house.house, &answer)
        {
            faults.push(format!("{place}: {status} {fault}"));
        }
    }
    faults.sort();
    faults.dedup_by_key(|f| f.split('?').next().map(str::to_owned));
    faults
}

/// Is this the long run?
pub fn long() -> bool {
    std::env::var("YIZHAN_LONG").is_ok_and(|v| v == "1")
}

#[tokio::test]
async fn bad_input_is_refused_and_never_breaks_the_house() {
    let requests = if long() { 2_400 } else { 400 };
    for house in cast::houses().await {
        none(&storm(&house, None, requests / 2, 7).await);
        let ours = stage::ours(&house).await;
        none(&storm(&house, Some(&ours), requests / 2, 11).await);
        crate::moving::verified(&house.house.db).await;
    }
}

#[tokio::test]
async fn ten_megabytes_of_text_are_refused_by_every_form() {
    let house = cast::house().await;
    let mut faults = Vec::new();
    let text = "长".repeat(10 * 1024 * 1024 / 9);
    let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let posts = house.routes.iter().filter(|r| r.method == Method::Post);
    let step = if long() { 1 } else { 4 };
    for route in posts.step_by(step) {
        let Some((_, mut browser)) = who(&house, route, &[]).into_iter().next() else {
            continue;
        };
        let path = filled(&route.path, |r| r.made_up().to_owned());
        let (kind, body) = match route.contract {
            Some(_) => ("application/json", format!("{{\"note\":\"{text}\"}}")),
            None => {
                let csrf = browser.csrf().await;
                let body = format!("_csrf={csrf}&name={text}&note={text}");
                ("application/x-www-form-urlencoded", body)
            }
        };
        let answer = browser.send("POST", &path, kind, body.into_bytes()).await;
        let fine = answer.status.is_client_error() || answer.status.is_redirection();
        if !fine {
            faults.push(format!("{path}: {}", answer.status));
        }
    }
    none(&faults);
}

#[test]
fn the_nasty_texts_are_many_and_different() {
    let different: BTreeSet<_> = NASTY.iter().collect();
    assert_eq!(different.len(), NASTY.len());
    assert_eq!(Locale::ALL.len(), 2);
}

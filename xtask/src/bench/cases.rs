//! What is asked: pages as people open them, varied so that nothing is answered from a cache.

use super::client::{Ask, encode};
use super::session::Session;

/// Towns by code (facts §10.2).
const TOWNS: [&str; 8] = [
    "611021001000",
    "611021002000",
    "611021101000",
    "611021102000",
    "611021103000",
    "611021104000",
    "611021108000",
    "611021112000",
];
const SETTLES: [&str; 3] = ["day", "week", "month"];
/// What people type.
const WORDS: [&str; 8] = [
    "力工",
    "服务员",
    "保洁",
    "钩机",
    "包装",
    "司机",
    "缝纫",
    "导购",
];

/// Makes the n-th request.
pub type Make<'a> = Box<dyn Fn(u64) -> Ask + Sync + 'a>;

/// A case.
pub struct Case<'a> {
    /// Name in the account.
    pub name: &'static str,
    /// The n-th request.
    pub ask: Make<'a>,
    /// Does a bare handler answer it as well?
    pub bare: bool,
    /// Does Django answer it as well?
    pub django: bool,
}

fn pick<'a>(from: &[&'a str], n: u64) -> &'a str {
    from[(n % from.len() as u64) as usize]
}

/// A list with filters; in this order so that neighbouring requests differ.
pub fn filtered(n: u64) -> String {
    let town = pick(&TOWNS, n);
    let settle = pick(&SETTLES, n / 8);
    let pay = 40 + n % 60;
    match n % 3 {
        0 => format!("/jobs?town={town}&pay_min={pay}"),
        1 => format!("/jobs?settle={settle}&pay_min={pay}"),
        _ => format!("/jobs?town={town}&settle={settle}"),
    }
}

/// Every case of reading; `ids` are the shown posts.
pub fn reading<'a>(ids: &'a [String], worker: &'a Session) -> Vec<Case<'a>> {
    let job = move |n: u64| format!("/jobs/{}", ids[(n as usize * 7) % ids.len()]);
    let search = |n: u64| {
        let town = pick(&TOWNS, n / 8);
        format!("/jobs?q={}&town={town}", encode(pick(&WORDS, n)))
    };
    let recommend = move |_: u64| worker.dress(Ask::get("/my/jobs"));
    let of = |name, ask: Make<'a>, bare, django| Case {
        name,
        ask,
        bare,
        django,
    };
    vec![
        of(
            "job list with filters",
            Box::new(|n| Ask::get(filtered(n))),
            true,
            true,
        ),
        of("search", Box::new(move |n| Ask::get(search(n))), true, true),
        of("job page", Box::new(move |n| Ask::get(job(n))), true, true),
        of(
            "recommendations, signed in",
            Box::new(recommend),
            true,
            false,
        ),
    ]
}

/// Pages whose weight is told: name and path.
pub fn weighed(ids: &[String]) -> Vec<(&'static str, String)> {
    let job = ids.first().map(String::as_str).unwrap_or_default();
    vec![
        ("first page", "/".to_owned()),
        ("job list", "/jobs".to_owned()),
        (
            "job list with filters",
            format!("/jobs?town={}&settle=day", TOWNS[0]),
        ),
        ("job page", format!("/jobs/{job}")),
        ("sign in", "/sign-in".to_owned()),
        ("stations", "/stations".to_owned()),
    ]
}

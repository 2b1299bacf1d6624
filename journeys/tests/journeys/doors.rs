//! Every door tried by those who may not pass: strangers, wrong roles, neighbours.

use crate::cast;
use crate::furniture::{none, refused_well};
use axum::http::StatusCode;
use kernel::Role;
use testkit::{Answer, Browser, TestHouse};
use web::{Access, Method, Route};

/// What record a path's parameter names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// Nobody's in particular: laws, stations, published lists.
    Public,
    /// A code or a word, not a record.
    Word,
    /// A worker's file.
    Worker,
    /// An employer's file.
    Employer,
    /// A post, published or not.
    Vacancy,
    /// An application.
    Application,
    /// An order of day work that is not open yet.
    Order,
    /// A shift, to those who manage it.
    Shift,
    /// A shift that anybody may take.
    OpenShift,
    /// A worker's seat on a shift.
    Seat,
    /// A consent, request or other record in a worker's file.
    OfWorker,
    /// The machine's own: parameters, jobs, tokens, accounts, sessions.
    Machine,
}

/// The record behind each parameter, by the path that ends with it.
pub const RECORDS: &[(&str, Record)] = &[
    ("/admin/jobs/{id}", Record::Machine),
    ("/admin/parameters/{key}", Record::Machine),
    ("/admin/tokens/{id}", Record::Machine),
    ("/admin/users/{id}", Record::Machine),
    ("/api/v1/applications/{id}", Record::Application),
    ("/api/v1/day-orders/{id}", Record::Order),
    ("/api/v1/employers/{id}", Record::Employer),
    ("/api/v1/people/{id}", Record::Worker),
    ("/api/v1/seats/{id}", Record::Seat),
    ("/api/v1/stations/{id}", Record::Public),
    ("/api/v1/vacancies/{id}", Record::Vacancy),
    ("/c/{code}", Record::Word),
    ("/day/shifts/{id}", Record::OpenShift),
    ("/day/{order}", Record::Order),
    ("/demo/enter/{persona}", Record::Word),
    ("/desk/duty/{id}", Record::Machine),
    ("/desk/employers/{id}", Record::Employer),
    ("/desk/erasures/{id}", Record::OfWorker),
    ("/desk/hall/call/{shift}", Record::OpenShift),
    ("/desk/hall/calls/{id}", Record::OfWorker),
    ("/desk/hall/roll/{id}", Record::OfWorker),
    ("/desk/hall/slips/{id}", Record::OfWorker),
    ("/desk/hours/{seat}", Record::Seat),
    ("/desk/marks/{id}", Record::OfWorker),
    ("/desk/people/{id}", Record::Worker),
    ("/desk/people/{id}/edit/{part}", Record::Word),
    ("/desk/pushes/{id}", Record::OfWorker),
    ("/desk/review/{id}", Record::Vacancy),
    ("/desk/review/{id}/reports/{report}", Record::Word),
    ("/desk/stations/{id}", Record::Machine),
    ("/desk/vacancies/{id}", Record::Vacancy),
    ("/desk/wages/{id}", Record::OfWorker),
    ("/devices/{id}", Record::Machine),
    ("/hall/{station}", Record::Public),
    ("/hire/applications/{id}", Record::Application),
    ("/hire/day/seats/{seat}", Record::Seat),
    ("/hire/day/{order}", Record::Order),
    ("/hire/employers/{id}", Record::Employer),
    ("/hire/here/{shift}", Record::Shift),
    ("/hire/here/{shift}/{seat}", Record::Seat),
    ("/hire/hours/{seat}", Record::Seat),
    ("/hire/marks/{id}", Record::OfWorker),
    ("/hire/vacancies/{id}", Record::Vacancy),
    ("/hire/wages/{id}", Record::OfWorker),
    ("/jobs/{id}", Record::Vacancy),
    ("/my/applications/{id}", Record::Application),
    ("/my/day/{seat}", Record::Seat),
    ("/my/fits/{id}", Record::OfWorker),
    ("/my/hours/{seat}", Record::Seat),
    ("/my/jobs/{id}", Record::Vacancy),
    ("/my/marks/{id}", Record::OfWorker),
    ("/my/profile/{part}", Record::Word),
    ("/my/wages/{id}", Record::OfWorker),
    ("/policies/laws/{id}", Record::Public),
    ("/stations/{id}", Record::Public),
];

impl Record {
    /// A well-formed id of nobody.
    pub fn made_up(self) -> &'static str {
        match self {
            Record::Public => "nowhere",
            Record::Word => "csv",
            Record::Worker => "wrk_0123456789abcdef0123456789abcdef",
            Record::Employer => "emp_0123456789abcdef0123456789abcdef",
            Record::Vacancy => "vac_0123456789abcdef0123456789abcdef",
            Record::Application => "app_0123456789abcdef0123456789abcdef",
            Record::Order => "ord_0123456789abcdef0123456789abcdef",
            Record::Shift | Record::OpenShift => "shf_0123456789abcdef0123456789abcdef",
            Record::Seat => "sea_0123456789abcdef0123456789abcdef",
            Record::OfWorker => "req_0123456789abcdef0123456789abcdef",
            Record::Machine => "job_0123456789abcdef0123456789abcdef",
        }
    }
}

/// The parameters of a path with their records; `Err` names a parameter nobody has told us of.
pub fn records(path: &str) -> Result<Vec<(String, Record)>, String> {
    let mut found = Vec::new();
    for (at, _) in path.match_indices('{') {
        let end = path[at..].find('}').map_or(path.len(), |e| at + e + 1);
        let known = RECORDS.iter().find(|(p, _)| *p == &path[..end]);
        let (_, record) = known.ok_or_else(|| {
            let upto = &path[..end];
            format!("tell RECORDS in doors.rs what record {upto} shows")
        })?;
        found.push((path[at..end].to_owned(), *record));
    }
    Ok(found)
}

/// The path with its parameters filled.
pub fn filled(path: &str, id: impl Fn(Record) -> String) -> String {
    let mut out = path.to_owned();
    for (name, record) in records(path).unwrap_or_default() {
        out = out.replacen(&name, &id(record), 1);
    }
    out
}

fn made_up(path: &str) -> String {
    filled(path, |r| r.made_up().to_owned())
}

/// Knocks at a door: a page is asked for, a form is sent with its token, JSON for programs.
pub async fn knock(browser: &mut Browser, route: &Route, path: &str) -> Answer {
    match route.method {
        Method::Get => browser.send("GET", path, "", Vec::new()).await,
        Method::Post if route.contract.is_some() => {
            browser.post_json(path, &serde_json::json!({})).await
        }
        Method::Post => browser.post_bare(path, &[]).await,
    }
}

fn needed(route: &Route) -> Option<kernel::Permission> {
    match route.access {
        Access::Need(permission) => Some(permission),
        Access::Open(_) => None,
    }
}

#[tokio::test]
async fn every_parameter_names_a_record() {
    let house = cast::house().await;
    let paths = house.routes.iter().map(|r| records(&r.path));
    let mut faults: Vec<String> = paths.filter_map(Result::err).collect();
    faults.sort();
    faults.dedup();
    none(&faults);
}

#[tokio::test]
async fn strangers_pass_no_closed_door() {
    let house = cast::house().await;
    let mut faults = Vec::new();
    for route in &house.routes {
        let path = made_up(&route.path);
        let answer = knock(&mut house.browser(), route, &path).await;
        let (method, status) = (route.method.name(), answer.status);
        let to_sign_in = status == StatusCode::SEE_OTHER
            && answer.location().starts_with("/sign-in?next=")
            && !path.starts_with("/api/");
        let fine = match needed(route) {
            Some(_) if route.method == Method::Get => to_sign_in || status == 401,
            Some(_) => status == StatusCode::UNAUTHORIZED,
            None => !status.is_server_error(),
        };
        if !fine {
            faults.push(format!("{method} {path}: a stranger gets {status}"));
        }
        if status.is_client_error()
            && let Err(fault) = refused_well(&house.house, &answer)
        {
            faults.push(format!("{method} {path}: {status} {fault}"));
        }
    }
    none(&faults);
}

#[tokio::test]
async fn wrong_roles_pass_no_closed_door() {
    let house = cast::house().await;
    let mut faults = Vec::new();
    let mut tried = 0;
    for role in Role::ALL {
        let mut browser = cast::plain(&house, role);
        for route in &house.routes {
            let Some(permission) = needed(route) else {
                continue;
            };
            if house.house.matrix.allows(role, permission) {
                continue;
            }
            tried += 1;
            let path = made_up(&route.path);
            let answer = knock(&mut browser, route, &path).await;
            let (method, status) = (route.method.name(), answer.status);
            if !matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
                faults.push(format!("{method} {path}: {} gets {status}", role.code()));
            } else if let Err(fault) = refused_well(&house.house, &answer) {
                faults.push(format!("{method} {path}: {fault}"));
            }
        }
    }
    println!("{tried} closed doors tried");
    none(&faults);
}

#[tokio::test]
async fn right_roles_meet_no_broken_door() {
    let house = cast::house().await;
    let mut faults = Vec::new();
    for role in Role::ALL {
        let mut browser = cast::plain(&house, role);
        for route in allowed(&house, role) {
            let path = made_up(&route.path);
            let answer = knock(&mut browser, &route, &path).await;
            let (method, status) = (route.method.name(), answer.status);
            if status.is_server_error() {
                faults.push(format!("{method} {path}: {} gets {status}", role.code()));
            } else if status.is_client_error()
                && let Err(fault) = refused_well(&house.house, &answer)
            {
                faults.push(format!("{method} {path}: {} {fault}", role.code()));
            }
        }
    }
    none(&faults);
}

/// The doors that a role may pass.
pub fn allowed(house: &TestHouse, role: Role) -> Vec<Route> {
    let may = |route: &&Route| {
        needed(route).is_none_or(|permission| house.house.matrix.allows(role, permission))
    };
    house.routes.iter().filter(may).cloned().collect()
}

#[tokio::test]
async fn a_token_is_cut_to_what_it_was_given() {
    let house = cast::house().await;
    let mut browser = house.browser();
    browser.token = Some("yz_not-a-token".into());
    let answer = browser.get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let mut faults = Vec::new();
    for role in Role::ALL {
        for route in allowed(&house, role) {
            let Some(permission) = needed(&route).filter(|_| route.contract.is_some()) else {
                continue;
            };
            let path = made_up(&route.path);
            for (scope, passes) in [("none.at-all", false), (permission.0, true)] {
                let home = cast::home(role);
                browser.token = Some(format!("as.{}.{home}..{scope}", role.code()));
                let answer = knock(&mut browser, &route, &path).await;
                let refused = answer.status == StatusCode::FORBIDDEN;
                if refused == passes {
                    faults.push(format!("{path} with {scope}: {}", answer.status));
                }
            }
        }
    }
    none(&faults);
}

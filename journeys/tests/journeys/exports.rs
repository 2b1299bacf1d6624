//! Every list leaves the house as a spreadsheet: whoever may read a table may take it along.

use crate::cast::{self, actor, home};
use crate::furniture::none;
use crate::stage::{Ours, ours};
use calamine::{Reader, Xlsx};
use kernel::Role;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Cursor;
use testkit::Browser;

/// Pages whose tables are the state of a machine or the history of one value, not lists of work.
const NOT_LISTS: &[&str] = &["/admin/tokens", "/admin/jobs", "/admin/parameters/{}"];

/// Pages walked for one role at most.
const MOST: usize = 400;

/// A path with its ids and values left out: pages of one shape are visited once.
fn shape(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |part: &str| {
        let id = part.contains('_') || part.len() > 20 || part.contains('.');
        if id { "{}".to_owned() } else { part.to_owned() }
    };
    let parts: Vec<String> = path.split('/').map(part).collect();
    let mut names: Vec<&str> = query
        .split('&')
        .filter_map(|p| p.split('=').next())
        .collect();
    names.sort_unstable();
    format!("{}?{}", parts.join("/"), names.join("&"))
}

/// The addresses of a page that lead to pages of ours.
fn links(html: &str) -> BTreeSet<String> {
    let hrefs = html.split("href=\"").skip(1);
    let hrefs = hrefs.filter_map(|rest| rest.split('"').next());
    hrefs
        .filter(|h| h.starts_with('/') && !h.starts_with("//") && !h.starts_with("/assets/"))
        .map(|h| h.split('#').next().unwrap_or(h).replace("&amp;", "&"))
        .collect()
}

/// The headings and the number of rows of a workbook.
fn read(bytes: &[u8]) -> Result<(Vec<String>, usize), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let sheet = book.worksheet_range_at(0).ok_or("no sheet")?;
    let sheet = sheet.map_err(|e| e.to_string())?;
    let head = sheet.rows().next().ok_or("an empty sheet")?;
    Ok((
        head.iter().map(ToString::to_string).collect(),
        sheet.height(),
    ))
}

/// Where somebody begins to walk.
fn doors(role: Role, ours: &Ours) -> Vec<String> {
    let mut doors = vec![
        "/".to_owned(),
        "/jobs".to_owned(),
        "/reference/divisions".to_owned(),
    ];
    let own: &[&str] = match role {
        Role::Worker => &["/my", "/my/applications"],
        Role::Employer => &["/hire", "/hire/vacancies"],
        role if role.is_staff() => &["/desk", "/admin"],
        _ => &[],
    };
    doors.extend(own.iter().map(|d| (*d).to_owned()));
    if role.is_staff() {
        doors.push(format!("/desk/people/{}", ours.worker));
    }
    doors
}

#[derive(Default)]
struct Walk {
    taken: BTreeMap<String, usize>,
    faults: Vec<String>,
}

impl Walk {
    async fn take(&mut self, browser: &mut Browser, href: &str) {
        for format in ["xlsx", "csv"] {
            let href = href.replace("format=xlsx", &format!("format={format}"));
            let answer = browser.get(&href).await;
            if !answer.status.is_success() {
                self.faults.push(format!("{href}: {}", answer.status));
                continue;
            }
            if format == "csv" {
                continue;
            }
            match read(&answer.bytes) {
                Ok((head, rows)) if head.len() > 1 && head.iter().all(|h| !h.is_empty()) => {
                    self.taken.insert(shape(&href), rows);
                }
                Ok((head, _)) => self.faults.push(format!("{href}: headings {head:?}")),
                Err(why) => self.faults.push(format!("{href}: {why}")),
            }
        }
    }

    async fn walk(&mut self, role: Role, browser: &mut Browser, ours: &Ours) {
        let mut next: VecDeque<String> = doors(role, ours).into();
        let mut seen: BTreeSet<String> = next.iter().map(|d| shape(d)).collect();
        let mut walked = 0;
        while let Some(path) = next.pop_front() {
            walked += 1;
            if walked > MOST {
                self.faults
                    .push(format!("{role:?}: more than {MOST} shapes of pages"));
                return;
            }
            let page = browser.get(&path).await;
            let html = page.headers.get("content-type");
            let html = html.is_some_and(|h| h.as_bytes().starts_with(b"text/html"));
            if !page.status.is_success() || !html {
                continue;
            }
            let links = links(&page.text);
            let exports: Vec<&String> =
                links.iter().filter(|l| l.contains("format=xlsx")).collect();
            let posted = page.text.contains("value=\"xlsx\"");
            let base = shape(&path);
            let base = base.split('?').next().unwrap_or_default();
            // The list of people leaves the house by the town's or the county's hand alone.
            let kept = role == Role::VillageClerk && base == "/desk/people";
            let list = page.text.contains("<table") && !kept && !NOT_LISTS.contains(&base);
            if list && exports.is_empty() && !posted {
                self.faults.push(format!(
                    "{role:?} {path}: a table that cannot be taken along"
                ));
            }
            for export in exports {
                if seen.insert(shape(export)) {
                    self.take(browser, export).await;
                }
            }
            for link in links.into_iter().filter(|l| !l.contains("format=")) {
                if seen.insert(shape(&link)) {
                    next.push_back(link);
                }
            }
        }
    }
}

#[tokio::test]
async fn every_table_can_be_taken_along() {
    let house = cast::house().await;
    let ours = ours(&house).await;
    let mut walk = Walk::default();
    for role in Role::ALL {
        let subject = match role {
            Role::Worker => ours.worker.as_str(),
            Role::Employer => ours.employer.as_str(),
            _ => "",
        };
        let mut browser = actor(&house, role, home(role), &[subject]);
        walk.walk(role, &mut browser, &ours).await;
    }
    for (shape, rows) in &walk.taken {
        println!("{shape}: {rows} rows");
    }
    assert!(walk.taken.len() >= 8, "only {:?}", walk.taken);
    none(&walk.faults);
}

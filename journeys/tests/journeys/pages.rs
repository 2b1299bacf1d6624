//! Every page, every sample, in both languages, for every role, in both sizes of print.

use crate::cast::{self, home};
use crate::furniture::{none, whole};
use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::{Actor, Ctx, Locale, Role, Scope};
use std::collections::BTreeMap;
use std::io::Write;
use testkit::TestHouse;
use web::Who;

/// What a worker's page may weigh over the wire with the style sheet, in bytes.
const BUDGET: usize = 14 * 1024;

/// Pages that no worker sees: the desk's, the county's and employers' own.
const OFFICE: &[&str] = &["/desk", "/admin", "/hire", "/staff", "console/"];

fn everybody() -> Vec<Who> {
    let roles = Role::ALL.into_iter().map(Who::Has);
    std::iter::once(Who::Stranger).chain(roles).collect()
}

fn seen_by(house: &TestHouse, who: Who, locale: Locale, large: bool) -> Ctx {
    let mut ctx = match who {
        Who::Has(role) => house.ctx(role, &["wrk_0", "emp_0"], home(role)),
        Who::Stranger => {
            let mut ctx = house.ctx(Role::Worker, &[], cast::COUNTY);
            ctx.actor = Actor::stranger();
            ctx.scope = Scope::nothing();
            ctx
        }
    };
    ctx.locale = locale;
    ctx.ask.large = large;
    ctx.ask.path = "/a/path".into();
    ctx.ask.query = "q=%E5%8A%9B%E5%B7%A5".into();
    ctx.ask.csrf = "0".repeat(32);
    ctx
}

fn compressed(text: &[u8]) -> usize {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(text).expect("memory");
    out.finish().expect("memory").len()
}

fn is_office(template: &str) -> bool {
    let parts = template.replace("desk_", "/desk").replace("hire_", "/hire");
    OFFICE.iter().any(|o| parts.contains(o))
}

#[tokio::test]
async fn every_page_renders_for_everybody() {
    let house = cast::house().await;
    assert!(house.pages.len() > 3);
    let mut faults = Vec::new();
    for page in &house.pages {
        for who in everybody() {
            for (locale, large) in Locale::ALL
                .into_iter()
                .flat_map(|l| [(l, false), (l, true)])
            {
                let ctx = seen_by(&house, who, locale, large);
                let name = format!("{} {who:?} {} {large}", page.template, locale.tag());
                match (page.render)(&house.house, &ctx) {
                    Err(fault) => faults.push(format!("{name}: {fault}")),
                    Ok(texts) => {
                        for text in texts {
                            if let Err(fault) = whole(&text) {
                                faults.push(format!("{name}: {fault}"));
                            }
                            if !text.contains(&format!("lang=\"{}\"", locale.tag())) {
                                faults.push(format!("{name}: does not name its language"));
                            }
                        }
                    }
                }
            }
        }
    }
    faults.dedup();
    faults.truncate(40);
    none(&faults);
}

#[tokio::test]
async fn a_worker_s_page_is_light() {
    let house = cast::house().await;
    let style = compressed(web::CSS.as_bytes());
    let mut weights = BTreeMap::new();
    for page in house.pages.iter().filter(|p| !is_office(p.template)) {
        for who in [Who::Stranger, Who::Has(Role::Worker)] {
            let ctx = seen_by(&house, who, Locale::Zh, false);
            for text in (page.render)(&house.house, &ctx).unwrap_or_default() {
                let weight: &mut usize = weights.entry(page.template).or_default();
                *weight = (*weight).max(style + compressed(text.as_bytes()));
            }
        }
    }
    let heavy = weights.iter().filter(|(_, weight)| **weight > BUDGET);
    let heavy: Vec<String> = heavy.map(|(t, w)| format!("{t}: {w} bytes")).collect();
    if let Some((template, weight)) = weights.iter().max_by_key(|(_, w)| **w) {
        println!("style sheet {style} bytes; heaviest worker's page {template}: {weight} bytes");
    }
    none(&heavy);
}

#[tokio::test]
async fn every_template_file_is_a_page_with_samples_or_furniture() {
    let house = cast::house().await;
    let sampled: Vec<&str> = house.pages.iter().map(|p| p.template).collect();
    let mut faults = Vec::new();
    for room in yizhan::rooms() {
        for (name, text) in room.templates {
            let is_page = text.contains("{% extends \"ui/");
            if is_page && !sampled.contains(name) {
                faults.push(format!("{name}: no page with samples shows it"));
            }
        }
    }
    none(&faults);
}

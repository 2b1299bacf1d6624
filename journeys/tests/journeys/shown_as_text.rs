//! What people type is shown as text, wherever it turns up, and never becomes part of a page.

use crate::cast::{self, COUNTY, TOWN, VILLAGE, actor};
use crate::furniture::{none, whole};
use crate::stage::{self, id_of};
use kernel::Role;

const MARK: &str = "<b>x</b>";
const TITLE: &str = "</script><b>x</b>砌墙";

/// Pages on which what was typed turns up.
fn pages(job: &str, worker: &str) -> Vec<String> {
    let query = "q=%3Cb%3Ex%3C%2Fb%3E";
    vec![
        "/".to_owned(),
        format!("/jobs?{query}"),
        format!("/jobs/{job}"),
        format!("/jobs/{job}/slip"),
        format!("/hire/vacancies/{job}"),
        format!("/hire/vacancies/{job}/edit"),
        format!("/hire/vacancies/{job}/candidates"),
        format!("/desk/people?{query}"),
        format!("/desk/people/{worker}"),
        format!("/desk/people/{worker}/card"),
        "/desk/applications".to_owned(),
        format!("/desk/employers?{query}"),
        "/my".to_owned(),
        "/my/applications".to_owned(),
        format!("/policies?{query}"),
        format!("/admin/audit?{query}"),
    ]
}

#[tokio::test]
async fn markup_in_names_titles_and_searches_stays_text() {
    let house = cast::house().await;
    let mut boss = stage::employer(&house, 10).await;
    let words = [
        ("title", TITLE),
        ("duties", "{{ 7*7 }}<b>x</b>"),
        ("conditions", "'\"><b>x</b>"),
    ];
    let job = stage::published(&house, &mut boss, &words).await;
    let mut clerk = actor(&house, Role::VillageClerk, VILLAGE, &[]);
    let form = [
        ("name", "<b>x</b>"),
        ("phone", "19900060001"),
        ("place", "古城镇寨子村"),
        ("consent", "spoken"),
        ("channel", "telephone"),
    ];
    let worker = id_of(&clerk.post("/desk/people/new", &form).await.ok(), "wrk_");
    let apply = [
        ("vacancy", job.as_str()),
        ("consent", "spoken"),
        ("channel", "village"),
    ];
    clerk
        .post(&format!("/desk/people/{worker}/apply"), &apply)
        .await
        .ok();
    house.drain().await;
    let everybody = [
        (Role::Worker, COUNTY, worker.as_str()),
        (Role::Employer, COUNTY, boss.id.as_str()),
        (Role::TownClerk, TOWN, ""),
        (Role::CountyClerk, COUNTY, ""),
        (Role::AuditAdmin, COUNTY, ""),
    ];
    let pages = pages(&job, &worker);
    let (mut faults, mut read) = (Vec::new(), 0);
    for (role, region, subject) in everybody {
        let mut browser = actor(&house, role, region, &[subject]);
        for path in &pages {
            let answer = browser.get(path).await;
            read += usize::from(answer.status.is_success());
            if answer.text.contains(MARK) || answer.text.contains("</script><b>") {
                faults.push(format!("{path}: {} reads markup", role.code()));
            }
            if let Err(fault) = whole(&answer.text) {
                faults.push(format!("{path}: {} {fault}", role.code()));
            }
        }
    }
    assert!(read > 30, "{read} pages were read");
    none(&faults);
}

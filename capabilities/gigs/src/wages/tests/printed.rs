//! Everything that is printed: it opens, prints without the page's furniture, names the people
//! whole where the paper must, and says nothing in the language of programs.

use super::pages::{clerk, employer, worker};
use super::{TOWN, Work, houses, terms};
use testkit::{Answer, Browser};

/// The words of a page, without its tags and what is in them.
fn words(page: &Answer) -> String {
    let mut text = String::new();
    for part in page.text.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or(("", ""));
        if !tag.starts_with("script") && !tag.starts_with("style") {
            text.push_str(words);
            text.push(' ');
        }
    }
    text
}

/// The sheet of styles that the page names, which must say how it prints.
async fn printable(browser: &mut Browser, page: &Answer, names: &[&str]) {
    assert!(page.status.is_success(), "{}: {}", page.path, page.status);
    let sheet = page.text.split("href=\"").skip(1);
    let sheet = sheet.filter_map(|rest| rest.split('"').next());
    let sheet = sheet.into_iter().find(|href| href.contains(".css"));
    let sheet = sheet.expect("a sheet of styles").to_owned();
    browser.get(&sheet).await.ok().has("@media print");
    let text = words(page);
    for name in names {
        assert!(text.contains(name), "{} lacks {name}", page.path);
    }
    for room in ["gigs-", "people-", "employers-", "reference-", "field-"] {
        assert!(!text.contains(room), "{} says {room}", page.path);
    }
}

#[tokio::test]
async fn every_printed_form_of_a_days_work() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        let wage = work.due().await;
        let (mut mine, mut theirs, mut staff) = (worker(&work), employer(&work), clerk(&work));
        let agreement = format!("/my/day/{}/agreement", work.seat);
        let page = mine.get(&agreement).await;
        printable(&mut mine, &page, &["张三", "洛南县兴旺建材有限公司"]).await;
        let slip = format!("/my/wages/{}", wage.id);
        let page = mine.get(&slip).await;
        printable(&mut mine, &page, &["洛南县兴旺建材有限公司", "核桃装车"]).await;
        let paper = [
            ("from", "2026-11-01"),
            ("to", "2026-11-30"),
            ("format", "print"),
            ("full", "1"),
            ("reason", "ledger"),
        ];
        let page = theirs.post("/hire/wages", &paper).await;
        printable(&mut theirs, &page, &["张三", "13800000001"]).await;
        let card = format!("/desk/people/{}/card", work.worker);
        let page = staff.post(&card, &[]).await;
        printable(&mut staff, &page, &["张三"]).await;
    }
}

#[tokio::test]
async fn wages_as_json_stay_with_whom_they_concern() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        let wage = work.due().await;
        let (mut mine, mut theirs, mut staff) = (worker(&work), employer(&work), clerk(&work));
        for (who, path) in [
            (&mut mine, "/api/v1/my/wages"),
            (&mut theirs, "/api/v1/hire/wages"),
        ] {
            let all = format!("{path}?from=2026-11-01&to=2026-11-30");
            let found = who.get(&all).await.ok().json();
            assert_eq!(found["items"][0]["id"], wage.id.as_str());
            assert_eq!(found["items"][0]["net_fen"], 18_000);
            assert_eq!(found["cut"], false);
        }
        let other = format!("worker|wrk_{:032}|{TOWN}|acc_x", 1);
        let mut stranger = work.house.browser();
        stranger.cookie("yz_sid", &other);
        let found = stranger.get("/api/v1/my/wages").await.ok().json();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(0));
        let theirs = format!("/api/v1/hire/wages?employer={}", work.employer);
        assert!(!stranger.get(&theirs).await.status.is_success());
        assert!(
            !stranger
                .get("/api/v1/wages/overdue")
                .await
                .status
                .is_success()
        );
        work.morning(wage.due_day.plus_days(3));
        let late = staff.get("/api/v1/wages/overdue").await.ok().json();
        assert_eq!(late["items"][0]["id"], wage.id.as_str());
    }
}

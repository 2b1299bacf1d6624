//! A post dies on its date: a warning the day before, gone on the day after, back when renewed.

use crate::cast;
use crate::stage::{self, later, number};
use testkit::START;

#[tokio::test]
async fn posts_die_and_are_renewed() {
    for house in cast::houses().await {
        house.drain().await;
        let mut boss = stage::employer(&house, 2).await;
        let days = [("valid_until", "2026-11-28"), ("start_day", "2026-12-08")];
        let id = stage::published(&house, &mut boss, &days).await;
        house.browser().get("/jobs").await.ok().has("砌围墙");
        let told = || {
            house
                .sms
                .sent()
                .iter()
                .filter(|s| s.to == boss.phone)
                .count()
        };
        let before = told();
        later(&house, START.day().start(), 4, 9 * 60).await;
        assert_eq!(told(), before + 1, "told the day before");
        house.browser().get("/jobs").await.ok().has("砌围墙");
        later(&house, START.day().start(), 6, 60).await;
        let expired = "SELECT COUNT(*) AS n FROM vacancies WHERE id = $1 AND state = 'expired'";
        assert_eq!(number(&house, expired, &id).await, 1);
        house.browser().get("/jobs").await.ok().lacks("砌围墙");
        // Whoever comes by an old link hears that it is over, and cannot apply.
        let old = house.browser().get(&format!("/jobs/{id}")).await;
        let old = old.ok().has("这个活已经过期").lacks("ld+json");
        old.lacks(&format!("/jobs/{id}/apply"));
        let path = format!("/hire/vacancies/{id}");
        let page = boss.browser.get(&path).await.ok();
        assert!(
            page.text.contains("renew"),
            "the employer is offered to renew"
        );
        let renew = [
            ("move", "renew"),
            ("until", "2026-12-05"),
            ("valid_until", "2026-12-05"),
        ];
        boss.browser.post(&format!("{path}/do"), &renew).await.ok();
        house.drain().await;
        house.browser().get("/jobs").await.ok().has("砌围墙");
        crate::moving::verified(&house.house.db).await;
    }
}

//! A day at the desk: the queue, services counted by times and by heads, acting for people, and
//! looking at a number with a reason.

use crate::cast::{self, TOWN, VILLAGE, actor};
use crate::furniture::none;
use crate::stage::{self, id_of, number};
use kernel::Role;
use testkit::Browser;

async fn person(clerk: &mut Browser, name: &str, phone: &str) -> String {
    let form = [
        ("name", name),
        ("phone", phone),
        ("place", "古城镇寨子村"),
        ("consent", "spoken"),
        ("channel", "telephone"),
    ];
    let file = clerk.post("/desk/people/new", &form).await.ok().has(name);
    id_of(&file, "wrk_")
}

#[tokio::test]
async fn a_clerk_s_day() {
    for house in cast::houses().await {
        house.drain().await;
        let mut clerk = actor(&house, Role::TownClerk, TOWN, &[]);
        clerk.get("/desk").await.ok();
        let boss = stage::registered(&house, 5).await;
        clerk.get("/desk/employers").await.ok().has("古城第5建筑队");
        let first = person(&mut clerk, "赵大山", "19900010001").await;
        let second = person(&mut clerk, "钱小河", "19900010002").await;
        // The same person comes twice: two times (人次), one head (人).
        let card = format!("/desk/people/{first}/card");
        clerk.post(&card, &[]).await.ok();
        let advice = [
            ("new_kind", "consult"),
            ("new_channel", "counter"),
            ("result", "问了社保"),
        ];
        clerk.post("/desk/ledger", &advice).await.ok();
        let times = "SELECT COUNT(*) AS n FROM service_ledger WHERE subject_id = $1";
        assert_eq!(number(&house, times, &first).await, 2);
        assert_eq!(number(&house, times, &second).await, 1);
        let ledger = clerk.get("/desk/ledger").await.ok();
        // Four times, two heads, one of the times for somebody who left no name.
        ledger.has("4 人次，2 人");
        let on_behalf = "SELECT COUNT(*) AS n FROM audit_lines WHERE behalf_subject = $1";
        assert!(number(&house, on_behalf, &first).await >= 2);
        let mut far = actor(&house, Role::TownClerk, cast::OTHER_TOWN, &[]);
        far.get("/desk/ledger").await.ok().lacks("问了社保");
        far.get("/desk/people").await.ok().lacks("赵大山");
        let mut village = actor(&house, Role::VillageClerk, VILLAGE, &[]);
        village.get("/desk/people").await.ok().has("赵大山");
        none(&crate::schema::in_clear(&house.house.db, &["19900010001", &boss.phone]).await);
    }
}

#[tokio::test]
async fn a_number_is_shown_for_a_reason_and_kept_nowhere_in_clear() {
    for house in cast::houses().await {
        let mut clerk = actor(&house, Role::TownClerk, TOWN, &[]);
        let worker = person(&mut clerk, "孙二虎", "19900010003").await;
        let file = format!("/desk/people/{worker}");
        clerk
            .get(&file)
            .await
            .ok()
            .lacks("19900010003")
            .has("199****0003");
        let path = format!("{file}/reveal");
        let bare = clerk.post(&path, &[("what", "phone")]).await;
        assert!(bare.status.is_client_error(), "no number without a reason");
        let page = clerk.get(&file).await.ok();
        let mark = "name=\"reason\" value=\"";
        let at = page.text.find(mark).expect("reasons to choose from") + mark.len();
        let reason: String = page.text[at..].chars().take_while(|c| *c != '"').collect();
        let why = [
            ("what", "phone"),
            ("reason", &reason),
            ("_once", "once_reveal_0001"),
        ];
        clerk.post(&path, &why).await.ok().has("19900010003");
        let line = "SELECT COUNT(*) AS n FROM audit_lines WHERE subject = $1 \
                    AND verb LIKE '%reveal%'";
        assert_eq!(number(&house, line, &worker).await, 1);
        none(&crate::schema::in_clear(&house.house.db, &["19900010003"]).await);
        let mut auditor = actor(&house, Role::AuditAdmin, cast::COUNTY, &[]);
        auditor.get("/admin/audit").await.ok().has("reveal");
        assert_eq!(auditor.get(&file).await.status.as_u16(), 403);
    }
}

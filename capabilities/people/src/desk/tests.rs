//! The desk: a new file in half a minute, numbers masked, every look recorded.

use crate::testing::{TOWN, browser, house, person, register};
use crate::workers::model::WorkerId;
use testkit::TestHouse;

const CLERK: &str = "town-clerk||611021001000|acc_clerk";
const NEIGHBOUR: &str = "town-clerk||611021100000|acc_neighbour";
const COUNTY: &str = "county-clerk||611021000000|acc_county";

async fn one(house: &TestHouse) -> WorkerId {
    let new = person("王小明", "13800001234", TOWN);
    register(house, &house.system(), new)
        .await
        .expect("made")
        .id()
        .clone()
}

async fn lines(house: &TestHouse, subject: &str) -> Vec<trail::Line> {
    let mut conn = house.house.db.read().await.expect("a reader");
    trail::history(&mut conn, subject, None, 100)
        .await
        .expect("a history")
}

#[tokio::test]
async fn a_clerk_opens_a_file_and_the_second_time_sees_the_first() {
    let house = house().await;
    let mut desk = browser(&house, CLERK);
    desk.get("/desk/people/new").await.ok().has("登记一个人");
    let fields = [
        ("name", "王小明"),
        ("phone", "13800001234"),
        ("place", "西街社区"),
        ("words", "力工"),
        ("consent", "signed"),
        ("purpose", "employers"),
    ];
    let made = desk.post("/desk/people/new", &fields).await.ok();
    let made = made
        .has("登记好了")
        .has("138****1234")
        .lacks("13800001234")
        .has("搬运装卸");
    let id = made
        .path
        .trim_start_matches("/desk/people/")
        .split('?')
        .next()
        .unwrap_or("")
        .to_owned();
    let history = lines(&house, &id).await;
    let line = history
        .iter()
        .find(|l| l.verb == "people.register")
        .expect("a line");
    assert_eq!(line.behalf_subject, id);
    assert_eq!(line.behalf_consent, "signed");
    let ledger = {
        let mut conn = house.house.db.read().await.expect("a reader");
        let sql = "SELECT kind, behalf_consent FROM service_ledger";
        conn.one(sql, &[])
            .await
            .expect("a row")
            .get::<String>("kind")
            .expect("a kind")
    };
    assert_eq!(ledger, "register");
    let again = desk.post("/desk/people/new", &fields).await;
    assert_eq!(again.status.as_u16(), 409);
    again.has("有相像的人").has(&id).has("value=\"王小明\"");
    let mut other = fields.to_vec();
    other.push(("distinct", "1"));
    desk.post("/desk/people/new", &other)
        .await
        .ok()
        .has("登记好了");
    let mut far = fields.to_vec();
    far[2] = ("place", "石坡镇");
    far[0] = ("name", "李四");
    assert_eq!(
        desk.post("/desk/people/new", &far).await.status.as_u16(),
        422
    );
    let mut unreachable = fields.to_vec();
    unreachable.remove(1);
    let refused = desk.post("/desk/people/new", &unreachable).await;
    refused.has("勾“由站点代办”");
}

#[tokio::test]
async fn a_reveal_asks_a_reason_is_recorded_and_shows_once() {
    let house = house().await;
    let id = one(&house).await;
    let path = format!("/desk/people/{id}");
    let mut desk = browser(&house, CLERK);
    desk.get(&path)
        .await
        .ok()
        .has("138****1234")
        .lacks("13800001234");
    let refused = desk
        .post(&format!("{path}/reveal"), &[("what", "phone")])
        .await;
    refused.has("请选为什么要看").lacks("13800001234");
    let fields = [("what", "phone"), ("reason", "call")];
    desk.post(&format!("{path}/reveal"), &fields)
        .await
        .ok()
        .has("13800001234");
    desk.get(&path)
        .await
        .ok()
        .lacks("13800001234")
        .has("看了完整号码");
    let history = lines(&house, id.as_str()).await;
    let reveals: Vec<_> = history
        .iter()
        .filter(|l| l.verb == "people.reveal")
        .collect();
    assert_eq!(reveals.len(), 1);
    assert_eq!(reveals[0].detail["reason"], "call");
    assert!(
        !history
            .iter()
            .any(|l| l.detail.to_string().contains("13800001234"))
    );
    // A neighbour's clerk does not learn that the file exists; others may not at all.
    let mut neighbour = browser(&house, NEIGHBOUR);
    assert_eq!(neighbour.get(&path).await.status.as_u16(), 404);
    let reveal = neighbour.post(&format!("{path}/reveal"), &fields).await;
    assert_eq!(reveal.status.as_u16(), 404);
    for (who, status) in [
        ("worker|||acc_w", 403),
        ("reviewer||611021000000|acc_r", 403),
    ] {
        let mut other = browser(&house, who);
        assert_eq!(other.get(&path).await.status.as_u16(), status);
    }
    house.browser().get(&path).await.lacks("王小明");
}

#[tokio::test]
async fn a_card_opens_the_file_for_staff_only_and_a_new_one_ends_the_old() {
    let house = house().await;
    let id = one(&house).await;
    let path = format!("/desk/people/{id}/card");
    let mut desk = browser(&house, CLERK);
    desk.get(&path).await.ok().has("还没有服务卡");
    desk.post(&path, &[])
        .await
        .ok()
        .has("<svg")
        .has("王小明")
        .lacks("1234");
    let code = {
        let mut conn = house.house.db.read().await.expect("a reader");
        crate::desk::queries::card_of(&mut conn, &id)
            .await
            .expect("read")
            .expect("a card")
    };
    let scanned = desk.get(&format!("/c/{code}")).await.ok();
    assert_eq!(scanned.path, format!("/desk/people/{id}"));
    desk.get(&format!("/desk/people?q={code}"))
        .await
        .ok()
        .has(id.as_str());
    house
        .browser()
        .get(&format!("/c/{code}"))
        .await
        .ok()
        .has("请交给就近的站点")
        .lacks("王小明");
    assert_eq!(desk.get("/c/0000000000000000").await.status.as_u16(), 404);
    desk.post(&path, &[]).await.ok();
    assert_eq!(desk.get(&format!("/c/{code}")).await.status.as_u16(), 404);
    let mut neighbour = browser(&house, NEIGHBOUR);
    assert_eq!(
        neighbour.get(&format!("/c/{code}")).await.status.as_u16(),
        404
    );
}

#[tokio::test]
async fn a_list_goes_out_masked_marked_and_recorded() {
    let house = house().await;
    let id = one(&house).await;
    let mut desk = browser(&house, CLERK);
    desk.get("/desk/people")
        .await
        .ok()
        .has(id.as_str())
        .has("138****1234");
    desk.get("/desk/people?state=full")
        .await
        .ok()
        .has("没有找到");
    for bad in [
        "state=xyz",
        "trade=t9999",
        "place=1",
        "cursor=zz",
        "colour=red",
        "q=138000",
    ] {
        let answer = desk.get(&format!("/desk/people?{bad}")).await;
        assert_eq!(answer.status.as_u16(), 422, "{bad}");
    }
    let csv = desk
        .post_bare("/desk/people/export", &[("format", "csv"), ("q", "王")])
        .await;
    let csv = csv
        .ok()
        .has("138****1234")
        .has("acc_clerk 2026-11-23")
        .lacks("13800001234");
    assert_eq!(csv.text.lines().count(), 2);
    let history = lines(&house, "acc_clerk").await;
    assert_eq!(history[0].verb, "people.export");
    assert_eq!(history[0].detail["rows"], 1);
    let mut village = browser(&house, "village-clerk||611021001001|acc_v");
    let refused = village
        .post_bare("/desk/people/export", &[("format", "csv")])
        .await;
    assert_eq!(refused.status.as_u16(), 403);
}

#[tokio::test]
async fn staff_edit_on_the_persons_behalf() {
    let house = house().await;
    let id = one(&house).await;
    let path = format!("/desk/people/{id}/edit");
    let mut desk = browser(&house, CLERK);
    for part in crate::workers::part::PARTS {
        desk.get(&format!("{path}/{part}"))
            .await
            .ok()
            .has("替 王小明 办理");
    }
    let unasked = desk
        .post(&format!("{path}/pay"), &[("pay_floor", "180")])
        .await;
    unasked.has("请选本人怎么同意的");
    let fields = [
        ("pay_floor", "180"),
        ("pay_unit", "day"),
        ("how", "telephone"),
    ];
    desk.post(&format!("{path}/pay"), &fields)
        .await
        .ok()
        .has("180 元");
    let who = [
        ("name", "王小明"),
        ("place", "西街社区"),
        ("phone", "13900009999"),
        ("how", "card"),
    ];
    desk.post(&format!("{path}/who"), &who)
        .await
        .ok()
        .has("139****9999");
    let history = lines(&house, id.as_str()).await;
    let edits = history.iter().filter(|l| l.verb == "people.edit");
    let hows: Vec<&str> = edits.map(|l| l.behalf_consent.as_str()).collect();
    assert_eq!(hows, ["card", "telephone"]);
    let give = [("purpose", "employers"), ("do", "give"), ("how", "spoken")];
    desk.post(&format!("/desk/people/{id}/consents"), &give)
        .await
        .ok();
    let mut conn = house.house.db.read().await.expect("a reader");
    let held = crate::consents_to(&mut conn, id.as_str(), crate::Purpose::Employers).await;
    assert!(held.expect("read"));
    drop(conn);
    let mut county = browser(&house, COUNTY);
    county.get(&format!("/desk/people/{id}")).await.ok();
}

//! Rights: consent taken back as easily as given, a whole copy, an erasure that leaves nothing.

use crate::testing::{TOWN, browser, house, houses, id_number, person, register};
use db::Value;
use testkit::TestHouse;

const COUNTY: &str = "county-clerk||611021000000|acc_county";
const NAME: &str = "欧阳无忌";

async fn somebody(house: &TestHouse) -> String {
    let mut new = person(NAME, "13800001234", TOWN);
    new.id_no = Some(id_number("19700512", 12));
    new.wishes.trades = vec!["t01".into()];
    let made = register(house, &house.system(), new).await.expect("made");
    made.id().to_string()
}

/// Does the text stand anywhere in the database, in any column of any table?
async fn stands_anywhere(house: &TestHouse, tables: &[&str], wanted: &str) -> Vec<String> {
    let mut conn = house.house.db.read().await.expect("a reader");
    let mut found = Vec::new();
    for table in tables {
        for row in conn
            .all(&format!("SELECT * FROM {table}"), &[])
            .await
            .expect("rows")
        {
            for (name, value) in row.names().zip(row.values()) {
                let has = match value {
                    Value::Text(text) => text.contains(wanted),
                    Value::Bytes(bytes) => {
                        bytes.windows(wanted.len()).any(|w| w == wanted.as_bytes())
                    }
                    _ => false,
                };
                if has {
                    found.push(format!("{table}.{name}"));
                }
            }
        }
    }
    found
}

const TABLES: [&str; 12] = [
    "workers",
    "worker_wants",
    "worker_places",
    "worker_certs",
    "worker_cards",
    "consents",
    "erasures",
    "accounts",
    "account_subjects",
    "service_ledger",
    "notices",
    "audit_lines",
];

/// The person asks, takes it back, and asks again.
async fn ask(house: &TestHouse, id: &str) {
    let account = {
        let mut conn = house.house.db.read().await.expect("a reader");
        stations::account_of(&mut conn, id)
            .await
            .expect("read")
            .expect("an account")
    };
    let mut own = browser(house, &format!("worker|{id}||{account}"));
    own.get("/my/privacy").await.ok().has("办过哪些服务");
    own.post("/my/privacy/erasure", &[("do", "ask")])
        .await
        .ok()
        .has("已提出删除申请");
    own.post("/my/privacy/erasure", &[("do", "take-back")])
        .await
        .ok()
        .has("已取消");
    own.post("/my/privacy/erasure", &[("do", "ask")]).await.ok();
    let twice = own.post("/my/privacy/erasure", &[("do", "ask")]).await;
    assert_eq!(twice.status.as_u16(), 409);
}

/// The county carries it out, twice, and cannot refuse it afterwards.
async fn carry_out(house: &TestHouse) {
    let mut town = browser(house, "town-clerk||611021001000|acc_t");
    assert_eq!(town.get("/desk/erasures").await.status.as_u16(), 403);
    let mut county = browser(house, COUNTY);
    let queue = county.get("/desk/erasures").await.ok().has(NAME);
    let action = queue.find("action=\"/desk/erasures/").expect("a form");
    county
        .post(&action, &[("do", "refuse")])
        .await
        .has("请从列出的几项里选");
    county
        .post(&action, &[("do", "erase")])
        .await
        .ok()
        .has("已处理")
        .lacks(NAME);
    county.post(&action, &[("do", "erase")]).await.ok();
    let late = [("do", "refuse"), ("reason", "dispute")];
    assert_eq!(county.post(&action, &late).await.status.as_u16(), 409);
}

#[tokio::test]
async fn an_erasure_leaves_no_name_and_no_number() {
    for house in houses().await {
        let id = somebody(&house).await;
        let number = id_number("19700512", 12);
        for secret in ["13800001234", number.as_str()] {
            assert!(
                stands_anywhere(&house, &TABLES, secret).await.is_empty(),
                "{secret}"
            );
        }
        ask(&house, &id).await;
        carry_out(&house).await;
        for secret in [NAME, "13800001234", number.as_str()] {
            assert_eq!(
                stands_anywhere(&house, &TABLES, secret).await,
                [""; 0],
                "{secret}"
            );
        }
        let gone = browser(&house, COUNTY)
            .get(&format!("/desk/people/{id}"))
            .await;
        assert_eq!(gone.status.as_u16(), 404);
        let mut conn = house.house.db.read().await.expect("a reader");
        let sql = "SELECT phone, id_no, id_idx, phone_idx, region, erased_at FROM workers";
        let row = conn.one(sql, &[]).await.expect("the row stays");
        for column in ["phone", "id_no", "id_idx", "phone_idx"] {
            assert!(row.get::<Option<Vec<u8>>>(column).expect(column).is_none());
        }
        assert!(
            row.get::<Option<i64>>("erased_at")
                .expect("a moment")
                .is_some()
        );
        drop(conn);
        // The same person may come again, and gets a new file.
        let new = person(NAME, "13800001234", TOWN);
        assert!(
            register(&house, &house.system(), new)
                .await
                .expect("made")
                .is_new()
        );
    }
}

#[tokio::test]
async fn a_copy_is_whole_and_only_the_persons_own() {
    let house = house().await;
    let id = somebody(&house).await;
    let mut own = browser(&house, &format!("worker|{id}||acc_own"));
    let copy = own.get("/my/privacy/copy?format=json").await.ok().json();
    assert_eq!(copy["file"]["telephone"], "13800001234");
    assert_eq!(copy["file"]["id_number"], id_number("19700512", 12));
    assert_eq!(copy["file"]["wants"]["trades"][0], "搬运装卸");
    assert_eq!(copy["consents"][0]["purpose"], "service");
    assert_eq!(copy["history"][0]["what"], "people.register");
    own.get("/my/privacy/copy?format=print")
        .await
        .ok()
        .has(NAME);
    assert_eq!(
        own.get("/my/privacy/copy?format=doc").await.status.as_u16(),
        422
    );
    let mut county = browser(&house, COUNTY);
    assert_eq!(county.get("/my/privacy/copy").await.status.as_u16(), 403);
    let printed = county
        .post(&format!("/desk/people/{id}/copy"), &[])
        .await
        .ok();
    printed.has("13800001234");
    county
        .get(&format!("/desk/people/{id}"))
        .await
        .ok()
        .has("打印了全部资料");
}

#[tokio::test]
async fn consent_is_withdrawn_as_easily_as_given_and_the_receipt_stays() {
    let house = house().await;
    let id = somebody(&house).await;
    let mut own = browser(&house, &format!("worker|{id}||acc_own"));
    for doing in ["give", "give", "withdraw", "withdraw", "give"] {
        let fields = [("purpose", "recommend"), ("do", doing)];
        own.post("/my/privacy/consents", &fields)
            .await
            .ok()
            .has("已保存");
    }
    let mut conn = house.house.db.read().await.expect("a reader");
    let all = crate::consents::queries::of(&mut conn, &id)
        .await
        .expect("read");
    let recommend: Vec<_> = all
        .iter()
        .filter(|c| c.purpose == crate::Purpose::Recommend)
        .collect();
    assert_eq!(recommend.len(), 2);
    assert_eq!(recommend.iter().filter(|c| c.stands()).count(), 1);
    drop(conn);
    let needed = [("purpose", "service"), ("do", "withdraw")];
    let refused = own.post("/my/privacy/consents", &needed).await;
    refused.has("不能单独撤回");
    let wrong = [("purpose", "everything"), ("do", "give")];
    assert_eq!(
        own.post("/my/privacy/consents", &wrong)
            .await
            .status
            .as_u16(),
        422
    );
}

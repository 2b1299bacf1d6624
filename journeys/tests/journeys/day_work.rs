//! A man of 58 without a telephone waits at dawn: taken in at six, two half days for two
//! employers, one of whom pays late; the watchdog fires, and what happened can be proved.

use crate::cast::{self, COUNTY, TOWN, actor};
use crate::furniture::none;
use crate::stage::{self, Boss, id_number, id_of, number};
use db::params;
use kernel::{Day, Moment, Role};
use testkit::{Browser, TestHouse};

/// The day he works.
const DAY: &str = "2026-11-24";

fn at(day: i8, hour: i64, minute: i64) -> Moment {
    let start = Day::new(2026, 11, day).unwrap().start();
    start.plus_minutes(hour * 60 + minute)
}

async fn clock(house: &TestHouse, day: i8, hour: i64, minute: i64) {
    house.clock.set(at(day, hour, minute));
    house.drain().await;
}

/// An employer asks for one pair of hands on one half day.
async fn order(house: &TestHouse, boss: &mut Boss, title: &str, start: &str, pay: &str) -> String {
    let form = [
        ("employer", boss.id.as_str()),
        ("trade_said", "力工"),
        ("title", title),
        ("duties", "把装好的核桃搬上车"),
        ("town", TOWN),
        ("address", "村口"),
        ("relation", "labour"),
        ("agreement", "contract"),
        ("pay_unit", "hour"),
        ("pay", pay),
        ("settle", "day"),
        ("pay_method", "cash"),
        ("meals", "own"),
        ("transport", "own"),
        ("insurance", "accident"),
        ("days", DAY),
        ("start_time", start),
        ("hours", "4"),
        ("break", "0"),
        ("seats", "1"),
        ("do", "open"),
    ];
    let made = boss.browser.post("/hire/day/new", &form).await.ok();
    let id = id_of(&made, "ord_");
    let page = boss.browser.get(&format!("/hire/day/{id}")).await.ok();
    if !page.text.contains("shf_") {
        let open = [("do", "open")];
        boss.browser
            .post(&format!("/hire/day/{id}"), &open)
            .await
            .ok();
    }
    house.drain().await;
    let mut reader = house.house.db.read().await.unwrap();
    let sql = "SELECT id FROM gig_shifts WHERE order_id = $1";
    reader
        .one(sql, &params![id])
        .await
        .unwrap()
        .get("id")
        .unwrap()
}

async fn one(house: &TestHouse, sql: &str, key: &str) -> String {
    let mut reader = house.house.db.read().await.unwrap();
    let row = reader.one(sql, &params![key]).await.unwrap();
    row.get("v").unwrap()
}

/// Where a seat stands.
const STATE: &str = "SELECT state AS v FROM gig_seats WHERE id = $1";

/// The county's station, which keeps the hall.
async fn hall(house: &TestHouse) {
    let ctx = house.ctx(Role::CountyClerk, &[], COUNTY);
    let new = stations::NewStation {
        name: "洛南县零工市场".into(),
        region: COUNTY.into(),
        address: String::new(),
        telephone: "0914-0000000".into(),
        hours: "6:00–18:00".into(),
        area_m2: None,
    };
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let made = stations::stations::actions::create(&ctx, &mut tx, &new).await;
    made.unwrap();
    tx.commit(&ctx).await.unwrap();
}

/// Comes, works, goes; both sides say four hours.
async fn half_day(
    house: &TestHouse,
    boss: &mut Boss,
    clerk: &mut Browser,
    (seat, shift): (&str, &str),
    hour: i64,
) {
    let here = format!("/hire/here/{shift}/{seat}");
    clock(house, 24, hour, 0).await;
    boss.browser.post(&here, &[("step", "in")]).await.ok();
    clock(house, 24, hour + 4, 0).await;
    boss.browser.post(&here, &[("step", "out")]).await.ok();
    let said = [("h", "4"), ("m", "0")];
    boss.browser
        .post(&format!("/hire/hours/{seat}"), &said)
        .await
        .ok();
    let before = one(house, STATE, seat).await;
    assert_eq!(before, "checked-out", "one side alone fixes nothing");
    let said = [("h", "4"), ("m", "0"), ("consent", "spoken")];
    clerk.post(&format!("/my/hours/{seat}"), &said).await.ok();
    assert_eq!(one(house, STATE, seat).await, "pay-due");
}

/// The hall at dawn: the station stands, and the man leaves the counter with a printed card.
async fn dawn(house: &TestHouse, clerk: &mut Browser, id_no: &str) -> (String, String) {
    let form = [
        ("name", "雷老石"),
        ("id_no", id_no),
        ("place", "古城镇寨子村"),
        ("consent", "spoken"),
        ("channel", "telephone"),
        ("today", "力工"),
    ];
    let card = clerk.post("/desk/hall/new", &form).await.ok();
    let worker = id_of(&card, "wrk_");
    let roll = "SELECT id AS v FROM gig_roll WHERE worker_id = $1";
    let roll = one(house, roll, &worker).await;
    clerk.get(&format!("/desk/hall/slips/{roll}")).await.ok();
    (worker, roll)
}

/// His seats: called up for the morning at the hall, put down for the afternoon at the desk.
async fn two_seats(
    house: &TestHouse,
    clerk: &mut Browser,
    (worker, roll): (&str, &str),
    (morning, noon): (&str, &str),
) -> (String, String) {
    let call = format!("/desk/hall/call/{morning}");
    clerk.get(&call).await.ok().has("雷老石");
    clerk.post(&call, &[("roll", roll)]).await.ok();
    let of = "SELECT id AS v FROM gig_seats WHERE worker_id = $1 ORDER BY start_at DESC LIMIT 1";
    let first = one(house, of, worker).await;
    if one(house, STATE, &first).await == "claimed" {
        let yes = [("step", "confirm"), ("consent", "spoken")];
        clerk.post(&format!("/my/day/{first}"), &yes).await.ok();
    }
    assert_eq!(one(house, STATE, &first).await, "confirmed");
    let form = [
        ("shift", noon),
        ("do", "confirm"),
        ("consent", "spoken"),
        ("channel", "counter"),
    ];
    let desk = format!("/desk/people/{worker}/day");
    clerk.post(&desk, &form).await.ok();
    let second = one(house, of, worker).await;
    assert_ne!(first, second);
    (first, second)
}

/// The first pays in cash the same evening; he holds the money and says so.
async fn paid_at_once(
    house: &TestHouse,
    boss: &mut Boss,
    clerk: &mut Browser,
    (seat, wage): (&str, &str),
) {
    let net = "SELECT net_fen AS n FROM gig_wages WHERE id = $1";
    assert_eq!(number(house, net, wage).await, 10_000, "4 hours at 25 yuan");
    let told = [("step", "told"), ("how", "cash"), ("ref_no", "收条1")];
    boss.browser
        .post(&format!("/hire/wages/{wage}"), &told)
        .await
        .ok();
    assert_eq!(
        one(house, STATE, seat).await,
        "pay-due",
        "only the worker can say so"
    );
    let got = [("step", "received"), ("consent", "spoken")];
    clerk.post(&format!("/my/wages/{wage}"), &got).await.ok();
    assert_eq!(one(house, STATE, seat).await, "paid");
}

/// The second does not pay: reminder, call list, drafted report, in this order.
async fn watched(house: &TestHouse, clerk: &mut Browser, owed: &str, paid: &str) {
    let stage = "SELECT stage AS v FROM gig_wages WHERE id = $1";
    clock(house, 25, 9, 0).await;
    clerk.get("/desk/wages").await.ok().has("雷老石");
    assert_eq!(one(house, stage, owed).await, "called");
    clock(house, 26, 9, 0).await;
    clock(house, 27, 9, 0).await;
    assert_eq!(one(house, stage, owed).await, "drafted");
    assert_eq!(
        one(house, stage, paid).await,
        "quiet",
        "who paid is left in peace"
    );
    let sent = "SELECT COUNT(*) AS n FROM gig_arrears WHERE wage_id = $1 AND state = 'confirmed'";
    assert_eq!(
        number(house, sent, owed).await,
        0,
        "it goes nowhere by itself"
    );
    let report = [("step", "report"), ("consent", "spoken")];
    clerk.post(&format!("/my/wages/{owed}"), &report).await.ok();
    assert_eq!(number(house, sent, owed).await, 1);
}

/// What happened, in one file that anybody can check.
async fn proved(house: &TestHouse, clerk: &mut Browser, worker: &str) {
    let form = [
        ("from", "2026-11-23"),
        ("to", "2026-11-27"),
        ("reason", "欠薪维权"),
    ];
    let path = format!("/desk/people/{worker}/evidence");
    let file = clerk.post(&path, &form).await.ok().bytes;
    assert!(file.starts_with(b"%PDF-"));
    let mut anybody = house.browser();
    let genuine = upload(&mut anybody, &file).await;
    let mut changed = file.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let forged = upload(&mut anybody, &changed).await;
    assert_ne!(genuine, forged, "one changed bit is seen");
    assert!(
        !genuine.contains("雷老石"),
        "strangers see nothing of the man"
    );
}

#[tokio::test]
async fn two_half_days_one_late_wage_and_the_proof() {
    for house in cast::houses().await {
        clock(&house, 23, 9, 0).await;
        hall(&house).await;
        let mut early = stage::employer(&house, 71).await;
        let mut late = stage::employer(&house, 72).await;
        let morning = order(&house, &mut early, "核桃装车", "7:00", "25").await;
        let noon = order(&house, &mut late, "核桃卸车", "13:00", "25").await;
        clock(&house, 24, 6, 0).await;
        let mut clerk = actor(&house, Role::CountyClerk, COUNTY, &[]);
        let id_no = id_number("19680301", 71);
        let (worker, roll) = dawn(&house, &mut clerk, &id_no).await;
        let shifts = (morning.as_str(), noon.as_str());
        let (first, second) = two_seats(&house, &mut clerk, (&worker, &roll), shifts).await;
        half_day(&house, &mut early, &mut clerk, (&first, &morning), 7).await;
        half_day(&house, &mut late, &mut clerk, (&second, &noon), 13).await;
        let wage = "SELECT id AS v FROM gig_wages WHERE seat_id = $1";
        let paid = one(&house, wage, &first).await;
        let owed = one(&house, wage, &second).await;
        paid_at_once(&house, &mut early, &mut clerk, (&first, &paid)).await;
        watched(&house, &mut clerk, &owed, &paid).await;
        proved(&house, &mut clerk, &worker).await;
        none(&crate::schema::in_clear(&house.house.db, &[&id_no]).await);
    }
}

/// Gives a file to the public page; the words it answers with.
async fn upload(browser: &mut Browser, file: &[u8]) -> String {
    let page = browser.get("/evidence").await.ok();
    let token = "name=\"_csrf\" value=\"";
    let from = page.text.find(token).map(|at| at + token.len()).unwrap();
    let csrf = page.text[from..].split('"').next().unwrap_or_default();
    let mark = "----yizhan";
    let mut body = Vec::new();
    let field =
        format!("--{mark}\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{csrf}\r\n");
    body.extend(field.as_bytes());
    let head = format!(
        "--{mark}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    );
    body.extend(head.as_bytes());
    body.extend(file);
    body.extend(format!("\r\n--{mark}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={mark}");
    let answer = browser.send("POST", "/evidence", &kind, body).await;
    let main = answer.text.find("<main").unwrap_or_default();
    let end = answer.text.find("</main").unwrap_or(answer.text.len());
    answer.text[main..end].to_owned()
}

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

/// Comes, works, goes; both sides say four hours.
async fn half_day(
    house: &TestHouse,
    boss: &mut Boss,
    clerk: &mut Browser,
    seat: &str,
    shift: &str,
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
    let state = "SELECT state AS v FROM gig_seats WHERE id = $1";
    assert_eq!(
        one(house, state, seat).await,
        "checked-out",
        "one side alone fixes nothing"
    );
    let said = [("h", "4"), ("m", "0"), ("consent", "spoken")];
    clerk.post(&format!("/my/hours/{seat}"), &said).await.ok();
    assert_eq!(one(house, state, seat).await, "pay-due");
}

#[tokio::test]
async fn two_half_days_one_late_wage_and_the_proof() {
    for house in cast::houses().await {
        clock(&house, 23, 9, 0).await;
        let mut early = stage::employer(&house, 71).await;
        let mut late = stage::employer(&house, 72).await;
        let morning = order(&house, &mut early, "核桃装车", "7:00", "25").await;
        let noon = order(&house, &mut late, "核桃卸车", "13:00", "25").await;

        // Dawn at the hall: no telephone, first visit, a printed card at the end.
        clock(&house, 24, 6, 0).await;
        let mut clerk = actor(&house, Role::CountyClerk, COUNTY, &[]);
        let number_of_id = id_number("19680301", 71);
        let form = [
            ("name", "雷老石"),
            ("id_no", number_of_id.as_str()),
            ("place", "古城镇寨子村"),
            ("consent", "spoken"),
            ("channel", "telephone"),
            ("today", "力工"),
        ];
        let card = clerk.post("/desk/hall/new", &form).await.ok();
        let worker = id_of(&card, "wrk_");
        let roll = one(
            &house,
            "SELECT id AS v FROM gig_roll WHERE worker_id = $1",
            &worker,
        )
        .await;
        clerk.get(&format!("/desk/hall/slips/{roll}")).await.ok();

        // Called up for the morning; he stands there and says yes.
        let called = [("roll", roll.as_str())];
        clerk
            .get(&format!("/desk/hall/call/{morning}"))
            .await
            .ok()
            .has("雷老石");
        clerk
            .post(&format!("/desk/hall/call/{morning}"), &called)
            .await
            .ok();
        let mine = "SELECT id AS v FROM gig_seats WHERE worker_id = $1 AND start_at > 0 \
                    ORDER BY start_at DESC LIMIT 1";
        let first = one(&house, mine, &worker).await;
        let yes = [("step", "confirm"), ("consent", "spoken")];
        let state = "SELECT state AS v FROM gig_seats WHERE id = $1";
        if one(&house, state, &first).await == "claimed" {
            clerk.post(&format!("/my/day/{first}"), &yes).await.ok();
        }
        assert_eq!(one(&house, state, &first).await, "confirmed");
        // The afternoon he is put down for at the desk.
        let form = [
            ("shift", noon.as_str()),
            ("do", "confirm"),
            ("consent", "spoken"),
            ("channel", "counter"),
        ];
        clerk
            .post(&format!("/desk/people/{worker}/day"), &form)
            .await
            .ok();
        let second = one(&house, mine, &worker).await;
        assert_ne!(first, second);

        half_day(&house, &mut early, &mut clerk, &first, &morning, 7).await;
        half_day(&house, &mut late, &mut clerk, &second, &noon, 13).await;
        let wage = "SELECT id AS v FROM gig_wages WHERE seat_id = $1";
        let (paid, owed) = (
            one(&house, wage, &first).await,
            one(&house, wage, &second).await,
        );
        let gross = "SELECT net_fen AS n FROM gig_wages WHERE id = $1";
        assert_eq!(
            number(&house, gross, &paid).await,
            10_000,
            "4 hours at 25 yuan"
        );

        // The first pays in cash the same evening; he holds the money and says so.
        let told = [("step", "told"), ("how", "cash"), ("ref_no", "收条1")];
        early
            .browser
            .post(&format!("/hire/wages/{paid}"), &told)
            .await
            .ok();
        assert_eq!(
            one(&house, state, &first).await,
            "pay-due",
            "only the worker can say so"
        );
        let got = [("step", "received"), ("consent", "spoken")];
        clerk.post(&format!("/my/wages/{paid}"), &got).await.ok();
        assert_eq!(one(&house, state, &first).await, "paid");

        // The second does not: reminder, call list, drafted report, in this order.
        let watched = "SELECT stage AS v FROM gig_wages WHERE id = $1";
        clock(&house, 24, 23, 0).await;
        clock(&house, 25, 9, 0).await;
        let page = clerk.get("/desk/wages").await.ok();
        page.has("雷老石");
        assert_ne!(one(&house, watched, &owed).await, "drafted");
        clock(&house, 26, 9, 0).await;
        clock(&house, 27, 9, 0).await;
        assert_eq!(one(&house, watched, &owed).await, "drafted");
        let report = [("step", "report"), ("consent", "spoken")];
        clerk.post(&format!("/my/wages/{owed}"), &report).await.ok();
        assert_eq!(
            one(&house, watched, &paid).await,
            "quiet",
            "who is paid is left in peace"
        );

        // What happened, in one file that anybody can check.
        let form = [
            ("from_day", "2026-11-23"),
            ("to_day", "2026-11-27"),
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
            "nothing of the person is shown to strangers"
        );
        none(&crate::schema::in_clear(&house.house.db, &[&number_of_id]).await);
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

//! What others choose is told of nobody, felt by whoever wishes it, and gone with the wish.

use crate::preferences::model::{Event, Job, Reason};
use crate::testing::{TOWN, browser, house, houses, person, register, saw};
use crate::{Purpose, WorkerId, changes, kin};
use matching::WorkerFacts;
use testkit::TestHouse;

fn job(trade: &str) -> Job {
    Job {
        trade: trade.into(),
        employer: Some((7, "丰收合作社".into())),
        place: TOWN.into(),
        settle: "day".into(),
        pay_day_fen: Some(18_000),
        minutes: Some(20),
    }
}

async fn somebody(house: &TestHouse, n: usize, recommend: bool) -> WorkerId {
    let phone = format!("1380001{n:04}");
    let letters: Vec<char> = "甲乙丙丁戊己庚辛壬癸".chars().collect();
    let name: String = [n / 100, n / 10 % 10, n % 10]
        .map(|at| letters[at])
        .iter()
        .collect();
    let mut new = person(&format!("王{name}"), &phone, TOWN);
    new.wishes.trades = Vec::new();
    new.purposes = if recommend { vec!["recommend"] } else { vec![] };
    let made = register(house, &house.system(), new).await.expect("made");
    made.id().clone()
}

async fn learn(house: &TestHouse) {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
    kin::actions::learn(&ctx, &mut tx).await.expect("learned");
    tx.commit(&ctx).await.expect("committed");
}

async fn facts(house: &TestHouse, id: &WorkerId) -> WorkerFacts {
    let mut conn = house.house.db.read().await.expect("a reader");
    let worker = crate::worker(&mut conn, id).await.expect("read");
    crate::facts(&house.system(), &worker.expect("there")).expect("facts")
}

/// How much a person may like a trade because of others, of 127.
async fn taste(house: &TestHouse, id: &WorkerId, trade: &str) -> i8 {
    let tables = reference::tables(&house.system()).expect("tables");
    let at = tables.trade(trade).expect("a trade").index;
    let taste = facts(house, id).await.taste;
    taste.map_or(0, |taste| taste[usize::from(at)])
}

/// People who applied for both trades.
async fn pairs(house: &TestHouse, from: usize, many: usize, trades: [&str; 2]) -> Vec<WorkerId> {
    let mut all = Vec::new();
    for n in from..from + many {
        let id = somebody(house, n, true).await;
        for trade in trades {
            saw(house, &id, Event::Applied(job(trade))).await;
        }
        all.push(id);
    }
    all
}

#[tokio::test]
async fn others_choices_are_felt_from_the_first_look_and_leave_with_the_wish() {
    for house in houses().await {
        pairs(&house, 0, 10, ["t01", "t02"]).await;
        let asks = somebody(&house, 100, true).await;
        let silent = somebody(&house, 101, false).await;
        for id in [&asks, &silent] {
            saw(&house, id, Event::Applied(job("t01"))).await;
        }
        assert_eq!(taste(&house, &asks, "t02").await, 0, "nothing learned yet");
        learn(&house).await;
        let told = taste(&house, &asks, "t02").await;
        assert!(told > 0, "who applies for one may like the other");
        assert_eq!(
            taste(&house, &asks, "t01").await,
            0,
            "their own choice counts there"
        );
        assert_eq!(
            facts(&house, &silent).await.taste,
            None,
            "who does not wish it"
        );
        let newcomer = somebody(&house, 102, true).await;
        assert_eq!(facts(&house, &newcomer).await.taste, None);
        saw(&house, &newcomer, Event::Viewed(job("t01"))).await;
        assert!(
            taste(&house, &newcomer, "t02").await > 0,
            "from the first look"
        );

        let reason = Reason::Trade;
        saw(&house, &asks, Event::Refused(reason, job("t02"))).await;
        assert_eq!(taste(&house, &asks, "t02").await, 0, "turned down");

        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx).await.expect("begun");
        let off = crate::withdraw_consent(&ctx, &mut tx, &newcomer, Purpose::Recommend).await;
        off.expect("withdrawn");
        tx.commit(&ctx).await.expect("committed");
        assert_eq!(facts(&house, &newcomer).await.taste, None, "off at once");
    }
}

#[tokio::test]
async fn pairs_of_few_are_not_kept_and_pages_of_lines_count_everybody_once() {
    for house in houses().await {
        pairs(&house, 0, 9, ["t01", "t02"]).await;
        pairs(&house, 20, 12, ["t03", "t04"]).await;
        learn(&house).await;
        let mut conn = house.house.db.read().await.expect("a reader");
        let head = changes::head(&mut conn, "611021").await.expect("read");
        drop(conn);
        learn(&house).await;
        let mut conn = house.house.db.read().await.expect("a reader");
        let found = kin::queries::all(&mut conn, "611021").await.expect("read");
        let told: Vec<_> = found
            .iter()
            .map(|k| (k.trade.as_str(), k.other.as_str(), k.people, k.share))
            .collect();
        assert_eq!(told, [("t03", "t04", 12, 1000)], "nine are too few");
        let now = changes::head(&mut conn, "611021").await.expect("read");
        assert_eq!(now, head, "nothing new, nothing to take in");
        let last = changes::after(&mut conn, "611021", head - 21, 100).await;
        assert_eq!(last.expect("read").len(), 21, "everybody, when it was new");
    }
}

#[tokio::test]
async fn a_person_sees_why_and_says_no() {
    let house = house().await;
    let all = pairs(&house, 0, 12, ["t01", "t02"]).await;
    learn(&house).await;
    let signed_in = |id: &WorkerId| browser(&house, &format!("worker|{id}||acc_own"));
    let unlike = "value=\"unlike\"";
    signed_in(&all[0])
        .get("/my/preferences")
        .await
        .ok()
        .lacks(unlike);
    let one = somebody(&house, 200, true).await;
    saw(&house, &one, Event::Applied(job("t01"))).await;
    let mut own = signed_in(&one);
    own.get("/my/preferences").await.ok().has(unlike);
    let form = [("do", "unlike"), ("aspect", "trade"), ("value", "t02")];
    own.post("/my/preferences", &form).await;
    own.get("/my/preferences").await.ok().lacks(unlike);
    assert_eq!(taste(&house, &one, "t02").await, 0, "taken at their word");

    let mut county = browser(&house, "county-clerk||611021000000|acc_c");
    county.get("/desk/kin").await.ok().has("<td>12</td>");
    let mut town = browser(&house, "town-clerk||611021001000|acc_t");
    assert_eq!(
        town.get("/desk/kin").await.status,
        404,
        "only the county is told"
    );
}

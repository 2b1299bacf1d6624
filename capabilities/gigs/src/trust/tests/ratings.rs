//! Ratings: neither side reads the other's too early, and a seat ends by the clock.

use super::{TOWN, act, enter, house, houses, seat, worker};
use crate::seats::model::SeatId;
use crate::seats::state::State;
use crate::trust::model::Side;
use crate::trust::ratings::{Both, Given, both, rate};
use crate::trust::store::work;
use kernel::{Kind as Sort, Role};
use testkit::TestHouse;

fn given(yes: [bool; 3], words: &str) -> Given {
    Given {
        yes,
        words: words.to_owned(),
    }
}

async fn paid(house: &TestHouse, person: &str) -> SeatId {
    let start = house.system().now.plus_minutes(-1440);
    let made = ("pay-due", "receive", "worker");
    seat(house, ("emp_1", person), "paid", start, made).await
}

async fn read(house: &TestHouse, seat: &SeatId, side: Side) -> (State, Both) {
    let mut reader = house.house.db.read().await.unwrap();
    let state = work(&mut reader, seat).await.unwrap().state;
    let found = both(&mut reader, seat, state, side).await.unwrap();
    (state, found)
}

#[tokio::test]
async fn ratings_are_read_when_both_have_spoken() {
    for house in houses().await {
        let person = worker(&house, 1, true).await;
        let seat = paid(&house, &person).await;
        let me = house.ctx(Role::Worker, &[&person], TOWN);
        let boss = house.ctx(Role::Employer, &["emp_1"], TOWN);
        let no = given([true, false, true], " ");
        let bare = act!(house, me, rate, &seat, Side::Worker, &no).unwrap_err();
        assert_eq!(bare.fields[0].code, "gigs-trust-rate-why");
        let other = act!(house, me, rate, &seat, Side::Employer, &no).unwrap_err();
        assert_eq!(other.kind, Sort::Forbidden);
        let no = given([true, false, true], "说好装车，去了是卸砖");
        act!(house, me, rate, &seat, Side::Worker, &no).unwrap();
        let (state, found) = read(&house, &seat, Side::Employer).await;
        assert!(state == State::Paid && found.theirs.is_none() && !found.open);
        let yes = given([true; 3], "");
        act!(house, me, rate, &seat, Side::Worker, &yes).unwrap();
        act!(house, boss, rate, &seat, Side::Employer, &yes).unwrap();
        let (state, found) = read(&house, &seat, Side::Employer).await;
        assert_eq!(state, State::Rated);
        assert_eq!(found.theirs.unwrap().given, yes, "what was said last");
        let late = act!(house, me, rate, &seat, Side::Worker, &no).unwrap_err();
        assert_eq!(late.code, "gigs-trust-rate-not-now");
        house.drain().await;
        house.clock.set(house.system().now.plus_days(1));
        house.drain().await;
        let (state, found) = read(&house, &seat, Side::Worker).await;
        assert!(state == State::Closed && found.theirs.is_some());
    }
}

#[tokio::test]
async fn ratings_are_read_when_the_time_is_over() {
    for house in houses().await {
        let person = worker(&house, 1, true).await;
        let seat = paid(&house, &person).await;
        let me = house.ctx(Role::Worker, &[&person], TOWN);
        act!(
            house,
            me,
            rate,
            &seat,
            Side::Worker,
            &given([true; 3], "好")
        )
        .unwrap();
        house.clock.set(house.system().now.plus_days(6));
        house.drain().await;
        let (state, found) = read(&house, &seat, Side::Employer).await;
        assert!(state == State::Paid && found.theirs.is_none());
        house.clock.set(house.system().now.plus_days(2));
        house.drain().await;
        house.clock.set(house.system().now.plus_days(1));
        house.drain().await;
        let (state, found) = read(&house, &seat, Side::Employer).await;
        assert_eq!(state, State::Closed);
        assert!(found.theirs.is_some() && found.mine.is_none());
    }
}

#[tokio::test]
async fn both_sides_rate_in_the_browser() {
    let house = house().await;
    let person = worker(&house, 1, true).await;
    let seat = paid(&house, &person).await;
    let (mine, theirs) = (
        format!("/my/day/{seat}/rate"),
        format!("/hire/day/seats/{seat}/rate"),
    );
    let mut me = enter(&house, "worker", &person, TOWN, "acc_1");
    let mut boss = enter(&house, "employer", "emp_1", TOWN, "acc_2");
    me.get(&mine).await.ok().has("工钱按说好的给了吗");
    let no = [
        ("began-on-time", "0"),
        ("work-as-said", "1"),
        ("paid-as-said", "1"),
    ];
    let refused = me.post(&mine, &no).await;
    assert_eq!(refused.status.as_u16(), 422);
    refused.has("请写明是怎么回事");
    let said = [no[0], no[1], no[2], ("words", "等了一个小时才开工")];
    me.post(&mine, &said).await.ok().has("您已经说过了");
    boss.get(&theirs).await.ok().lacks("等了一个小时才开工");
    assert_eq!(boss.get(&mine).await.status.as_u16(), 403);
    assert_eq!(me.get(&theirs).await.status.as_u16(), 403);
    let mut stranger = enter(&house, "worker", "wrk_other", TOWN, "acc_3");
    assert_eq!(stranger.get(&mine).await.status.as_u16(), 404);
    assert_eq!(stranger.post(&mine, &said).await.status.as_u16(), 404);
    // The station writes it down for an employer who says it on the telephone.
    let mut desk = enter(&house, "town-clerk", "", TOWN, "acc_4");
    let yes = [
        ("came-on-time", "1"),
        ("did-the-work", "1"),
        ("stayed-to-end", "1"),
    ];
    let refused = desk.post(&theirs, &yes).await;
    assert_eq!(refused.status.as_u16(), 422, "how did the employer agree?");
    let fields = [yes[0], yes[1], yes[2], ("consent", "telephone")];
    desk.post(&theirs, &fields)
        .await
        .ok()
        .has("等了一个小时才开工");
    me.get(&mine).await.ok().has("站点代办");
    assert_eq!(me.post(&mine, &said).await.status.as_u16(), 409);
}

//! The way of a case: told, heard, decided by a person, appealed to another, gone in the end.

use super::{absent, act, clerk, employer, heard, houses, marks, seat, worker};
use crate::trust::actions::{answer, appeal, decide, note, told};
use crate::trust::model::{Kind, NewMark, Side, Source};
use crate::trust::state::State;
use crate::trust::{queries, seen};
use kernel::{Day, Kind as Sort, Role};
use testkit::TestHouse;

/// Lets time pass up to the morning of a day, with the jobs of every day between.
async fn on(house: &TestHouse, day: Day) {
    while house.system().today() < day {
        let next = house.system().today().plus_days(1);
        house.clock.set(next.start().plus_minutes(9 * 60));
        house.drain().await;
    }
}

async fn visible(house: &TestHouse, subject: &str) -> usize {
    let today = house.system().today();
    let mut reader = house.house.db.read().await.unwrap();
    seen(&mut reader, subject, today).await.unwrap().len()
}

#[tokio::test]
async fn a_mark_is_told_answered_decided_appealed_and_decided_by_another() {
    for house in houses().await {
        let (person, seat) = absent(&house, 1, true).await;
        heard(&house, "gig-absent-worker", &seat).await;
        let mark = marks(&house, &person).await;
        assert_eq!(mark.len(), 1, "a fact that comes twice is noted once");
        let mark = mark[0].clone();
        assert_eq!(
            (mark.kind, mark.state),
            (Kind::NoShowWorker, State::Notified)
        );
        assert_eq!(mark.evidence, "等到八点没见人");
        let today = house.system().today();
        let calendar = reference::tables(&house.system()).unwrap().calendar();
        assert_eq!(mark.answer_until, Some(calendar.add_workdays(today, 5)));
        assert_eq!(visible(&house, &person).await, 0);
        let first = clerk(&house, "acc_first");
        let early = act!(house, first, decide, &mark.id, true, "看过记录").unwrap_err();
        assert_eq!(early.code, "gigs-trust-still-answering");
        let me = house.ctx(Role::Worker, &[&person], super::TOWN);
        let other = house.ctx(Role::Worker, &["wrk_other"], super::TOWN);
        let hidden = act!(house, other, answer, &mark.id, "不是我").unwrap_err();
        assert_eq!(hidden.kind, Sort::NotFound);
        let empty = act!(house, me, answer, &mark.id, " ").unwrap_err();
        assert_eq!(empty.fields[0].code, "field-needed");
        act!(house, me, answer, &mark.id, "车坏在路上了").unwrap();
        act!(house, me, answer, &mark.id, "车坏在路上了，打过电话").unwrap();
        let forbidden = act!(house, me, decide, &mark.id, false, "我自己说不算").unwrap_err();
        assert_eq!(forbidden.kind, Sort::Forbidden);
        let machine = house.system();
        let forbidden = act!(house, machine, decide, &mark.id, true, "自动").unwrap_err();
        assert_eq!(forbidden.kind, Sort::Forbidden);
        let done = act!(house, first, decide, &mark.id, true, "查过通话，没有打").unwrap();
        assert_eq!(done.state, State::Upheld);
        assert_eq!(visible(&house, &person).await, 1);
        act!(house, me, appeal, &mark.id, "通话记录在我手机里").unwrap();
        assert_eq!(
            visible(&house, &person).await,
            0,
            "nobody sees it meanwhile"
        );
        let same = act!(house, first, decide, &mark.id, true, "还是算").unwrap_err();
        assert_eq!(same.code, "gigs-trust-same-person");
        let second = clerk(&house, "acc_second");
        let done = act!(house, second, decide, &mark.id, true, "时间对不上").unwrap();
        assert_eq!(done.state, State::UpheldFinally);
        let again = act!(house, me, appeal, &mark.id, "再看一次").unwrap_err();
        assert_eq!(again.code, "gigs-trust-not-now");
        assert_eq!(visible(&house, &person).await, 1);
        let mut reader = house.house.db.read().await.unwrap();
        let steps = queries::history(&mut reader, &mark.id).await.unwrap();
        let steps: Vec<&str> = steps.iter().map(|s| s.made.as_str()).collect();
        let way = [
            "note",
            "notify",
            "answer",
            "answer",
            "uphold",
            "appeal",
            "uphold-finally",
        ];
        assert_eq!(steps, way);
    }
}

#[tokio::test]
async fn nothing_is_seen_after_its_day_nor_kept_for_ever() {
    for house in houses().await {
        let (person, _) = absent(&house, 1, true).await;
        let mark = marks(&house, &person).await.remove(0);
        on(&house, mark.answer_until.unwrap().plus_days(1)).await;
        let judge = clerk(&house, "acc_first");
        act!(house, judge, decide, &mark.id, true, "没有说明").unwrap();
        let mut reader = house.house.db.read().await.unwrap();
        let last = seen(&mut reader, &person, mark.expires).await.unwrap();
        assert_eq!(last.len(), 1);
        let after = mark.expires.plus_days(1);
        assert!(seen(&mut reader, &person, after).await.unwrap().is_empty());
        drop(reader);
        let late = mark.expires.plus_months(13).start();
        house.clock.set(late.plus_minutes(600));
        house.drain().await;
        assert!(marks(&house, &person).await.is_empty());
    }
}

#[tokio::test]
async fn what_the_office_leaves_lying_is_dropped() {
    for house in houses().await {
        let (silent, _) = absent(&house, 1, true).await;
        let (answered, _) = absent(&house, 2, true).await;
        let (untold, _) = absent(&house, 3, false).await;
        let (appealed, _) = absent(&house, 4, true).await;
        assert_eq!(marks(&house, &untold).await[0].state, State::Noted);
        let mark = marks(&house, &answered).await.remove(0);
        let me = house.ctx(Role::Worker, &[&answered], super::TOWN);
        act!(house, me, answer, &mark.id, "病了").unwrap();
        let mark = marks(&house, &silent).await.remove(0);
        let reminder = mark.answer_until.unwrap();
        on(&house, reminder).await;
        let mut reader = house.house.db.read().await.unwrap();
        let told = stations::notices::of(&mut reader, std::slice::from_ref(&silent), 9).await;
        let keys: Vec<String> = told.unwrap().into_iter().map(|n| n.key).collect();
        assert_eq!(keys, ["gigs-trust-told-remind", "gigs-trust-told-noted"]);
        let told = stations::notices::of(&mut reader, std::slice::from_ref(&answered), 9).await;
        assert_eq!(told.unwrap().len(), 1, "whoever answered is not reminded");
        drop(reader);
        on(&house, reminder.plus_days(1)).await;
        let judge = clerk(&house, "acc_first");
        let fourth = marks(&house, &appealed).await.remove(0);
        act!(house, judge, decide, &fourth.id, true, "没有说明").unwrap();
        let me = house.ctx(Role::Worker, &[&appealed], super::TOWN);
        let fourth = act!(house, me, appeal, &fourth.id, "我去了").unwrap();
        on(
            &house,
            mark.due.unwrap().max(fourth.due.unwrap()).plus_days(1),
        )
        .await;
        for person in [&silent, &answered, &untold] {
            assert_eq!(marks(&house, person).await[0].state, State::Dropped);
        }
        let last = marks(&house, &appealed).await[0].state;
        assert_eq!(last, State::DroppedFinally);
        let mut reader = house.house.db.read().await.unwrap();
        let told = stations::notices::of(&mut reader, &[untold], 9)
            .await
            .unwrap();
        assert!(told.is_empty(), "never told, nothing to take back");
    }
}

#[tokio::test]
async fn the_days_to_answer_run_from_the_day_on_which_the_station_told() {
    for house in houses().await {
        let (person, _) = absent(&house, 1, false).await;
        let mark = marks(&house, &person).await.remove(0);
        assert_eq!(mark.answer_until, None);
        let me = house.ctx(Role::Worker, &[&person], super::TOWN);
        let own = act!(house, me, told, &mark.id, "spoken").unwrap_err();
        assert_eq!(own.kind, Sort::Forbidden);
        on(&house, house.system().today().plus_days(3)).await;
        let desk = clerk(&house, "acc_first");
        let mark = act!(house, desk, told, &mark.id, "telephone").unwrap();
        assert_eq!(mark.told, Some(house.system().today()));
        let again = act!(house, desk, told, &mark.id, "telephone").unwrap();
        assert_eq!(again.answer_until, mark.answer_until);
        let helped = desk.for_person(&person, "telephone");
        let mark = act!(house, helped, answer, &mark.id, "家里有急事").unwrap();
        let mut reader = house.house.db.read().await.unwrap();
        let steps = queries::history(&mut reader, &mark.id).await.unwrap();
        assert!(steps.last().unwrap().behalf);
    }
}

#[tokio::test]
async fn only_a_late_cancelling_of_a_word_given_is_noted() {
    for house in houses().await {
        let firm = employer(&house).await;
        let now = house.system().now;
        // Minutes to the start, from state, whose step, is it noted?
        for (n, minutes, from, party, noted) in [
            (1, 60, "confirmed", "worker", true),
            (2, 300, "confirmed", "worker", false),
            (3, 60, "claimed", "worker", false),
            (4, 60, "confirmed", "system", false),
        ] {
            let person = worker(&house, n, true).await;
            let start = now.plus_minutes(minutes);
            let made = (from, "cancel-worker", party);
            let who = (firm.as_str(), person.as_str());
            let seat = seat(&house, who, "cancelled-worker", start, made).await;
            heard(&house, "gig-cancel-worker", &seat).await;
            let found = marks(&house, &person).await;
            assert_eq!(found.len(), usize::from(noted), "{minutes} {from} {party}");
        }
        let person = worker(&house, 9, true).await;
        let who = (firm.as_str(), person.as_str());
        let made = ("confirmed", "cancel-employer", "employer");
        let start = now.plus_minutes(30);
        let late = seat(&house, who, "cancelled-employer", start, made).await;
        heard(&house, "gig-cancel-employer", &late).await;
        let made = ("confirmed", "absent-employer", "worker");
        let gone = seat(&house, who, "no-show-employer", now.plus_minutes(-60), made).await;
        heard(&house, "gig-absent-employer", &gone).await;
        let made = ("hours-confirmed", "due", "system");
        let unpaid = seat(&house, who, "pay-due", now.plus_minutes(-600), made).await;
        heard(&house, "gig-wage-late", &unpaid).await;
        let mut kinds: Vec<Kind> = marks(&house, &firm).await.iter().map(|m| m.kind).collect();
        kinds.sort();
        let all = [
            Kind::NoShowEmployer,
            Kind::LateCancelEmployer,
            Kind::LatePay,
        ];
        assert_eq!(kinds, all);
        assert!(marks(&house, &person).await.is_empty());
        // Both sides settle it: whoever was said to be away was there.
        heard(&house, "gig-settle", &gone).await;
        let found = marks(&house, &firm).await;
        let absence = found.iter().find(|m| m.kind.is_absence()).unwrap();
        assert_eq!(absence.state, State::Dropped);
    }
}

#[tokio::test]
async fn the_desk_notes_what_no_record_shows_and_an_erased_file_has_no_marks() {
    for house in houses().await {
        let firm = employer(&house).await;
        let desk = clerk(&house, "acc_first");
        let new = NewMark {
            kind: Kind::HeldId,
            side: Side::Employer,
            subject_id: firm.clone(),
            region: super::TOWN.into(),
            seat_id: None,
            source: Source::Desk,
            title: String::new(),
            evidence: "两名工人当面说的，有照片".into(),
            happened: desk.today(),
        };
        let wrong = NewMark {
            kind: Kind::NoShowWorker,
            ..new.clone()
        };
        let refused = act!(house, desk, note, wrong).unwrap_err();
        assert_eq!(refused.fields[0].code, "gigs-trust-kind-other-side");
        let ahead = NewMark {
            happened: desk.today().plus_days(1),
            ..new.clone()
        };
        let refused = act!(house, desk, note, ahead).unwrap_err();
        assert_eq!(refused.fields[0].code, "gigs-trust-day-ahead");
        let old = NewMark {
            happened: desk.today().plus_months(-30),
            ..new.clone()
        };
        let refused = act!(house, desk, note, old).unwrap_err();
        assert_eq!(refused.fields[0].code, "gigs-trust-day-long-ago");
        let village = house.ctx(Role::VillageClerk, &[], super::TOWN);
        let refused = act!(house, village, note, new.clone()).unwrap_err();
        assert_eq!(refused.kind, Sort::Forbidden);
        let made = act!(house, desk, note, new).unwrap().unwrap();
        assert_eq!(made.state, State::Notified);
        assert_eq!(made.expires, desk.today().plus_months(24));

        let (person, _) = absent(&house, 1, true).await;
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
        tx.publish("worker-erased", &person, serde_json::json!({}));
        tx.quiet("made up for a test");
        tx.commit(&ctx).await.unwrap();
        house.drain().await;
        assert!(marks(&house, &person).await.is_empty());
    }
}

//! From the code at the gate to the money in the hand.

use super::{Work, act, houses, terms};
use crate::hours::{self, How, Said};
use crate::orders::model::{PayMethod, PayUnit, Relation};
use crate::seats::model::Party;
use crate::seats::state::State as Where;
use crate::wages::model::{Kept, State};
use crate::wages::{self, queries};
use kernel::Kind;
use vault::Vault;

#[tokio::test]
async fn code_hours_wage_and_money_go_through_both_sides() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        let house = &work.house;
        let start = work.shift.start_at;
        work.set(start.plus_minutes(-180));
        let early = act!(
            house,
            work.mine(),
            hours::check_in,
            &work.seat,
            How::Code("000000"),
            start.plus_minutes(-180)
        );
        assert_eq!(early.unwrap_err().code, "gigs-hours-too-early");
        work.set(start);
        let vault = house.system().slot::<Vault>().unwrap();
        let code = hours::code::now(&vault, work.shift.id.as_str(), start, 60);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let wrong = act!(
            house,
            work.mine(),
            hours::check_in,
            &work.seat,
            How::Code(wrong),
            start
        );
        assert_eq!(wrong.unwrap_err().fields[0].code, "gigs-hours-wrong-code");
        for _ in 0..2 {
            let seat = act!(
                house,
                work.mine(),
                hours::check_in,
                &work.seat,
                How::Code(&code),
                start
            );
            assert_eq!(seat.unwrap().checked_in_at, Some(start));
        }
        let end = work.shift.end_at;
        work.set(end);
        act!(
            house,
            work.theirs(),
            hours::check_out,
            &work.seat,
            How::Employer,
            end
        )
        .unwrap();

        work.say(Party::Worker, 480).await.unwrap();
        assert_eq!(work.at().await, Where::CheckedOut);
        work.say(Party::Employer, 420).await.unwrap();
        assert_eq!(work.at().await, Where::CheckedOut);
        work.say(Party::Employer, 480).await.unwrap();
        assert_eq!(work.at().await, Where::PayDue);
        let wage = work.wage().await;
        assert_eq!(
            (wage.gross_fen, wage.net_fen, wage.revision),
            (18_000, 18_000, 1)
        );
        assert_eq!(wage.due_day, work.shift.work_day);
        the_money(&work).await;
    }
}

/// Told, denied, received in two parts: each by the side whose word it is.
async fn the_money(work: &Work) {
    let house = &work.house;
    let wage = work.wage().await;
    let bare = act!(
        house,
        work.theirs(),
        wages::pay,
        &work.seat,
        PayMethod::Bank,
        " "
    );
    assert_eq!(
        bare.unwrap_err().fields[0].code,
        "gigs-wages-voucher-needed"
    );
    act!(
        house,
        work.theirs(),
        wages::pay,
        &work.seat,
        PayMethod::Bank,
        "T0001"
    )
    .unwrap();
    assert_eq!(work.wage().await.state, State::Told);
    act!(house, work.mine(), wages::deny, &work.seat, "没有到账").unwrap();
    assert_eq!(work.wage().await.state, State::Due);
    let part = act!(house, work.mine(), wages::receive, &work.seat, 10_000).unwrap();
    assert_eq!((part.state, part.open_fen()), (State::Due, 8_000));
    assert_eq!(work.at().await, Where::PayDue);
    let not_hers = act!(house, work.theirs(), wages::receive, &work.seat, 8_000);
    assert_eq!(not_hers.unwrap_err().kind, Kind::Forbidden);
    act!(house, work.mine(), wages::receive, &work.seat, 8_000).unwrap();
    assert_eq!(work.at().await, Where::Paid);
    let again = act!(house, work.mine(), wages::receive, &work.seat, 1);
    assert_eq!(again.unwrap_err().code, "gigs-wages-already-paid");
    let mut conn = house.house.db.read().await.unwrap();
    let said = queries::history(&mut conn, &wage.id).await.unwrap();
    let said: Vec<_> = said.iter().map(|s| s.what.as_str()).collect();
    assert_eq!(said, ["computed", "told", "denied", "received", "received"]);
}

#[tokio::test]
async fn a_correction_counts_when_both_have_said_it() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        work.due().await;
        work.say(Party::Worker, 540).await.unwrap();
        assert_eq!(work.wage().await.gross_fen, 18_000);
        work.say(Party::Employer, 540).await.unwrap();
        let wage = work.wage().await;
        assert_eq!((wage.gross_fen, wage.revision), (20_250, 2));
        assert_eq!(wage.minutes, 540);
        assert_eq!(work.at().await, Where::PayDue);
        let mut conn = work.house.house.db.read().await.unwrap();
        let said = hours::history(&mut conn, &work.seat).await.unwrap();
        assert_eq!(said.len(), 4);
    }
}

#[tokio::test]
async fn a_labour_relation_is_paid_overtime_and_the_limit_is_told() {
    for house in houses().await {
        let mut terms = terms(&house);
        terms.relation = Relation::Labour;
        terms.agreement = crate::orders::model::Agreement::Contract;
        let work = Work::on(house, terms).await;
        work.worked().await;
        work.say(Party::Employer, 600).await.unwrap();
        work.say(Party::Worker, 600).await.unwrap();
        let wage = work.wage().await;
        // 18000 + 18000/480 × 120 × 150 % (劳动法 第四十四条第一项)
        assert_eq!(wage.gross_fen, 24_750);
        assert_eq!(wage.breaches, [crate::pay::Breach::OvertimeDay]);
    }
}

#[tokio::test]
async fn pieces_need_a_number_and_a_dispute_is_fixed_by_the_station() {
    for house in houses().await {
        let mut terms = terms(&house);
        (terms.pay_unit, terms.pay_fen, terms.pay_note) = (PayUnit::Piece, 35, "筐".into());
        let work = Work::on(house, terms).await;
        work.worked().await;
        let none = work.say(Party::Worker, 480).await.unwrap_err();
        assert_eq!(none.fields[0].code, "gigs-hours-units-range");
        let house = &work.house;
        let (mine, party) = (work.mine(), Party::Worker);
        act!(house, mine, hours::dispute, &work.seat, party, "少记了筐数").unwrap();
        let said = Said {
            minutes: 480,
            units_milli: 520_000,
        };
        let later = act!(house, mine, hours::say, &work.seat, party, said, "");
        assert_eq!(later.unwrap_err().code, "gigs-hours-not-now");
        let alone = act!(house, mine, hours::settle, &work.seat, said, "看了记录");
        assert_eq!(alone.unwrap_err().kind, Kind::Forbidden);
        act!(
            house,
            work.clerk(),
            hours::settle,
            &work.seat,
            said,
            "看了双方的记录"
        )
        .unwrap();
        assert_eq!(work.at().await, Where::PayDue);
        assert_eq!(work.wage().await.gross_fen, 18_200);
    }
}

#[tokio::test]
async fn damage_takes_a_fifth_at_most_and_once() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        work.due().await;
        let house = &work.house;
        let (ctx, why) = (work.theirs(), Kept::Damage);
        let more = act!(
            house,
            ctx,
            wages::keep_back,
            &work.seat,
            why,
            3_601,
            "打碎了东西"
        );
        assert_eq!(more.unwrap_err().fields[0].code, "gigs-wages-kept-too-much");
        let wage = act!(
            house,
            ctx,
            wages::keep_back,
            &work.seat,
            why,
            3_600,
            "打碎了东西"
        )
        .unwrap();
        assert_eq!((wage.net_fen, wage.kept_fen), (14_400, 3_600));
        let twice = act!(house, ctx, wages::keep_back, &work.seat, why, 1, "又打碎了");
        assert!(twice.is_err());
        act!(house, work.mine(), wages::receive, &work.seat, 14_400).unwrap();
        assert_eq!(work.at().await, Where::Paid);
    }
}

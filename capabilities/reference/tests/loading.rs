//! Tables go into either database once, and staff may change what is dated.

use kernel::{CalendarStatus, Day, Role};
use reference::{Certainty, NewParam, Tables, capability, load, load_holidays_csv, refresh};
use std::sync::Arc;
use testkit::TestHouse;

const COUNTY: &str = "611021000000";

async fn houses() -> Vec<TestHouse> {
    testkit::both(|| vec![capability()], Arc::new(web::NoGate)).await
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_twice_changes_nothing() {
    for t in houses().await {
        let ctx = t.system();
        let first = reference::tables(&ctx).expect("filled at start");
        let mut tx = trail::begin(&t.house.db, &ctx).await.expect("begins");
        assert_eq!(load(&ctx, &mut tx).await.expect("loads"), []);
        tx.commit(&ctx).await.expect("commits");
        let mut reader = t.house.db.read().await.expect("reads");
        let versions = reference::versions(&mut reader).await.expect("reads");
        assert_eq!(versions.len(), 9);
        let count = |kind: &str| versions.iter().find(|v| v.kind == kind).map(|v| v.rows);
        assert_eq!(count("divisions"), Some(264));
        assert_eq!(count("occupations"), Some(2047));
        let files = Tables::embedded().expect("reads");
        assert_eq!(first.divisions(), files.divisions());
        assert_eq!(first.trades(), files.trades());
        assert_eq!(first.laws(), files.laws());
        assert_eq!(first.params().len(), files.params().len());
        assert_eq!(first.occupations().len(), files.occupations().len());
        assert_eq!(first.id_region("612522"), files.id_region("612522"));
        let (a, b) = (day("2026-02-09"), day("2026-02-14"));
        assert_eq!(first.calendar().add_workdays(a, 5), b);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn next_years_holidays_are_loaded_when_they_are_out() {
    for t in houses().await {
        let ctx = t.ctx(Role::SystemAdmin, &[], COUNTY);
        let put = async |text: &str| {
            let mut tx = trail::begin(&t.house.db, &ctx).await?;
            let loaded = load_holidays_csv(&ctx, &mut tx, text).await?;
            tx.commit(&ctx).await?;
            refresh(&t.house.db, &ctx.slots).await?;
            Ok::<_, kernel::Refusal>(loaded.rows)
        };
        let before = reference::tables(&ctx).expect("filled").calendar();
        assert_eq!(before.status(2027), CalendarStatus::Provisional);
        let table = "date,is_workday,name,is_statutory\n2027-01-01,0,元旦,1\n";
        assert_eq!(put(table).await, Ok(1));
        assert_eq!(put(table).await, Ok(0), "the same file twice");
        let after = reference::tables(&ctx).expect("filled").calendar();
        assert_eq!(after.status(2027), CalendarStatus::Official);
        assert!(!after.is_workday(day("2027-01-01")) && after.is_statutory(day("2027-01-01")));
        assert_eq!(
            after.status(2026),
            CalendarStatus::Official,
            "other years stay"
        );
        let code = async |text: &str| put(text).await.expect_err(text).code;
        assert_eq!(code("").await, "reference-csv-empty");
        let twice = format!("{table}2027-01-01,1,元旦,0\n");
        assert_eq!(code(&twice).await, "reference-holiday-twice");
        for bad in [
            "2027-13-01,0,元旦,1",
            "2027-01-01,2,元旦,1",
            "2027-01-01,0,,1",
            "x",
            "\"x",
        ] {
            let text = format!("date,is_workday,name,is_statutory\n{bad}\n");
            assert_eq!(code(&text).await, "reference-csv-cell-wrong", "{bad}");
        }
        let clerk = t.ctx(Role::CountyClerk, &[], COUNTY);
        let mut tx = trail::begin(&t.house.db, &clerk).await.expect("begins");
        let refused = load_holidays_csv(&clerk, &mut tx, table).await;
        assert_eq!(refused.expect_err("not a clerk's").code, "not-allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_changes_from_its_day_on() {
    for t in houses().await {
        let ctx = t.ctx(Role::SystemAdmin, &[], COUNTY);
        let new = |key: &str, value: &str| NewParam {
            key: key.into(),
            region: COUNTY.into(),
            valid_from: day("2027-01-01"),
            valid_to: None,
            value: value.into(),
            doc: "测试文件".into(),
            certainty: Certainty::Source,
        };
        let set = async |new: NewParam| {
            let mut tx = trail::begin(&t.house.db, &ctx).await?;
            reference::set_param(&ctx, &mut tx, new).await?;
            tx.commit(&ctx).await?;
            refresh(&t.house.db, &ctx.slots).await
        };
        assert_eq!(set(new("min_wage.month", "205000")).await, Ok(()));
        let tables = reference::tables(&ctx).expect("filled");
        let wage = |d: &str| tables.param_i64("min_wage.month", "611021108208", day(d));
        assert_eq!(
            (wage("2026-12-31"), wage("2027-01-01")),
            (Some(195_000), Some(205_000))
        );
        let mut tx = trail::begin(&t.house.db, &t.system())
            .await
            .expect("begins");
        load(&t.system(), &mut tx).await.expect("loads");
        tx.commit(&t.system()).await.expect("commits");
        let code = async |new: NewParam| set(new).await.expect_err("refused").code;
        assert_eq!(code(new("no.such", "1")).await, "reference-param-unknown");
        assert_eq!(code(new("min_wage.month", "1.5")).await, "form-has-faults");
        assert_eq!(code(new("min_wage.month", "-1")).await, "form-has-faults");
        assert_eq!(set(new("pay.month_days", "21.75")).await, Ok(()));
        let early = NewParam {
            valid_to: Some(day("2026-01-01")),
            ..new("age.min", "16")
        };
        assert_eq!(code(early).await, "form-has-faults");
    }
}

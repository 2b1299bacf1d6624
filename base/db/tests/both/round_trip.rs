//! Whatever is written is read back the same.

use db::testing::engines;
use db::{Db, DbError, Row, Value, params};
use kernel::{Day, Fen, Moment};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::SAMPLE;

fn texts() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[\\PC\\n驿站零工人社ÀÉßœ🌾'\"%_;$1-]{0,40}").unwrap()
}

fn any_values() -> impl Strategy<Value = [Value; 4]> {
    let reals = prop_oneof![
        any::<f64>().prop_filter("NaN is refused", |real| !real.is_nan()),
        Just(f64::INFINITY),
        Just(f64::MIN_POSITIVE),
        (-1000i32..1000).prop_map(f64::from),
    ];
    let ints = prop_oneof![
        0..=i64::MAX,
        Just(0),
        Just(i64::MAX),
        Just(i64::from(u32::MAX))
    ];
    let bytes = proptest::collection::vec(any::<u8>(), 0..64);
    (
        ints.prop_map(Value::Int),
        proptest::option::of(reals).prop_map(Value::from),
        proptest::option::of(texts()).prop_map(Value::from),
        proptest::option::of(bytes).prop_map(Value::from),
    )
        .prop_map(|(int, real, text, bytes)| [int, real, text, bytes])
}

async fn write_and_read(db: &Db, values: &[Value; 4]) -> db::Result<Row> {
    let mut tx = db.begin().await?;
    let [int, real, text, bytes] = values;
    // Out of order, and one parameter twice: the number counts, not the place.
    let row = tx
        .one(
            "INSERT INTO things (photo, id, name, weight, count) VALUES ($4, 'x', $3, $2, $1)
             RETURNING count, weight, name, photo, count = $1 AS same_count",
            &params![int, real, text, bytes],
        )
        .await?;
    let again = tx
        .one("SELECT count, weight, name, photo FROM things", &params![])
        .await?;
    assert_eq!(again.values(), &row.values()[..4]);
    assert!(row.get::<bool>("same_count")?);
    Ok(again) // the transaction is dropped: nothing stays
}

#[test]
fn every_kind_of_value() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for db in runtime.block_on(engines(SAMPLE)) {
        let config = Config {
            cases: 256,
            failure_persistence: None,
            ..Config::default()
        };
        let tried = TestRunner::new(config).run(&any_values(), |values| {
            let row = runtime.block_on(write_and_read(&db, &values)).unwrap();
            prop_assert_eq!(row.values(), &values[..]);
            Ok(())
        });
        tried.unwrap_or_else(|error| panic!("{:?}: {error}", db.dialect()));
    }
}

#[tokio::test]
async fn the_types_of_the_house() {
    for db in engines(SAMPLE).await {
        let mut tx = db.begin().await.unwrap();
        let (day, moment, fen) = (
            Day::new(2026, 2, 28).unwrap(),
            Moment::from_millis(1_795_000_000_123),
            Fen(18_050),
        );
        let row = tx
            .one(
                "SELECT CAST($1 AS TEXT) AS day, CAST($2 AS BIGINT) AS at,
                    CAST($3 AS BIGINT) AS fen,
                    CAST($4 AS BIGINT) AS yes, CAST($5 AS BIGINT) AS empty,
                    CAST($6 AS DOUBLE PRECISION) AS half",
                &params![day, moment, fen, true, None::<i64>, 0.5],
            )
            .await
            .unwrap();
        assert_eq!(row.get("day"), Ok(day));
        assert_eq!(row.get("at"), Ok(moment));
        assert_eq!(row.get("fen"), Ok(fen));
        assert_eq!(row.get("yes"), Ok(true));
        assert_eq!(row.get("empty"), Ok(None::<Moment>));
        assert_eq!(row.get("half"), Ok(0.5));
        let strange = |fault: db::Result<i64>| matches!(fault, Err(DbError::Decode { .. }));
        assert!(strange(row.get("day")) && strange(row.get("empty")) && strange(row.get("none")));
        assert!(matches!(row.get::<i32>("at"), Err(DbError::Decode { .. })));
    }
}

#[tokio::test]
async fn what_only_one_database_keeps_is_refused_by_both() {
    for db in engines(SAMPLE).await {
        let mut reader = db.read().await.unwrap();
        for (sql, params) in [
            ("SELECT CAST($1 AS TEXT) AS x", params!["a\0b"]),
            (
                "SELECT CAST($1 AS DOUBLE PRECISION) AS x",
                params![f64::NAN],
            ),
        ] {
            assert!(
                matches!(reader.opt(sql, &params).await, Err(DbError::Other(_))),
                "{sql}"
            );
        }
        for wrong in [
            "SELECT CAST($1 AS TEXT) || CAST($2 AS TEXT) AS x",
            "SELECT 1 AS x",
        ] {
            let refused = reader.opt(wrong, &params!["a"]).await;
            assert!(matches!(refused, Err(DbError::Other(_))), "{wrong}");
        }
        // A name in double quotes is not a text, and LIKE minds the case.
        assert!(reader.opt("SELECT \"nothing\" AS x", &[]).await.is_err());
        let like = reader
            .one("SELECT 'ABC' LIKE 'abc' AS x", &[])
            .await
            .unwrap();
        assert_eq!(like.get("x"), Ok(false));
    }
}

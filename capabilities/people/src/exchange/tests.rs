//! Tables of workers: every fault with its column, and what is written can be read.

use crate::exchange::{COLUMNS, read_row, write_row};
use crate::testing::{house, id_number, register};

#[tokio::test]
async fn what_is_written_is_read_and_changes_nothing() {
    let house = house().await;
    let ctx = house.system();
    let tables = reference::tables(&ctx).expect("tables");
    let id = id_number("19700512", 12);
    let cells = [
        ("姓名", "王小明"),
        ("手机号", "13800001234"),
        ("身份证号", id.as_str()),
        ("住址(镇/村)", "城关街道 西街社区"),
        ("想干的活", "力工、钩机"),
        ("每天最低工资(元)", "180.5"),
        ("最远路程(分钟)", "40"),
        ("想去的地方", "石坡镇、城关街道"),
        ("结算", "日结、周结"),
        ("从哪天起", "2026/11/24"),
        ("要包住", "是"),
        ("证书", "焊工证 驾照"),
        ("联系方式", "大喇叭"),
    ];
    let new = read_row(&ctx, &tables, &cells).expect("a row");
    assert_eq!(new.wishes.trades.len(), 2);
    assert_eq!((new.certs.len(), new.wishes.places.len()), (2, 2));
    let made = register(&house, &ctx, new.clone()).await.expect("made");
    assert!(made.is_new());
    let written = {
        let mut conn = house.house.db.read().await.expect("a reader");
        let worker = crate::need_worker(&mut conn, made.id())
            .await
            .expect("there");
        write_row(&ctx, &tables, &worker).expect("a row")
    };
    let again: Vec<(&str, &str)> = COLUMNS
        .iter()
        .copied()
        .zip(written.iter().map(String::as_str))
        .collect();
    let read = read_row(&ctx, &tables, &again).expect("reads its own");
    assert_eq!(
        (&read.name, &read.region, &read.wishes),
        (&new.name, &new.region, &new.wishes)
    );
    let same = register(&house, &ctx, read).await.expect("found");
    assert_eq!(same, crate::Registered::Already(made.id().clone()));
}

#[tokio::test]
async fn every_fault_names_its_column() {
    let house = house().await;
    let ctx = house.system();
    let tables = reference::tables(&ctx).expect("tables");
    let cells = [
        ("姓名", ""),
        ("手机号", "12"),
        ("身份证号", "1"),
        ("住址(镇/村)", "杨村"),
        ("想干的活", "飞天遁地"),
        ("最低工资(元)", "很多"),
        ("最远路程(分钟)", "半天"),
        ("结算", "年结"),
        ("到哪天止", "明天"),
        ("要包住", "也许"),
        ("证书", "屠龙证"),
        ("爱好", "钓鱼"),
    ];
    let faults = read_row(&ctx, &tables, &cells).expect_err("faults");
    for (column, code) in [
        ("姓名", "people-name-bad"),
        ("手机号", "field-not-phone"),
        ("身份证号", "id-card-length"),
        ("住址(镇/村)", "people-place-many"),
        ("想干的活", "people-word-unknown"),
        ("最低工资(元)", "field-not-money"),
        ("最远路程(分钟)", "field-not-number"),
        ("结算", "people-cell-unknown"),
        ("到哪天止", "field-not-day"),
        ("要包住", "people-cell-yes-no"),
        ("证书", "people-cell-unknown"),
        ("爱好", "people-column-unknown"),
    ] {
        assert!(
            faults.iter().any(|f| f.column == column && f.code == code),
            "{column} {code}"
        );
    }
    let codes: Vec<&str> = faults.iter().map(|f| f.code).collect();
    assert!(
        codes
            .iter()
            .all(|c| house.house.words.has(kernel::Locale::En, c)),
        "{codes:?}"
    );
}

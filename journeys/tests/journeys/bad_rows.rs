//! Tables with bad cells: every fault is told in both languages, and nothing is half written.

use crate::bad_input::{Chance, long};
use crate::cast;
use crate::furniture::none;
use crate::moving::sums;
use crate::stage;
use files::sheet::Sheet;
use kernel::{Ctx, Kind as Sort, Locale, SeededRng};
use testkit::TestHouse;
use yizhan::commands::kinds::{Fault, Kind, Unnumbered};

/// A row that would do, so that one bad cell is looked at alone.
fn good(kind: Kind, order: usize) -> Vec<(&'static str, String)> {
    let phone = format!("1990005{:04}", order % 10_000);
    let of = |pairs: &[(&'static str, &str)]| {
        let owned = pairs.iter().map(|(c, t)| (*c, (*t).to_owned()));
        owned.collect::<Vec<_>>()
    };
    match kind {
        Kind::Workers => of(&[
            ("姓名", "卫小六"),
            ("手机号", &phone),
            ("住址(镇/村)", "古城镇寨子村"),
        ]),
        Kind::Employers => of(&[
            ("类型", "单位"),
            ("名称", "古城第9建筑队"),
            ("统一社会信用代码", &stage::credit_code(1_000 + order)),
            ("所在地代码", cast::TOWN),
            ("联系人", "周明"),
            ("电话", &phone),
        ]),
        Kind::Vacancies => of(&[
            ("雇主", &stage::credit_code(9)),
            ("岗位", "砌围墙"),
            ("做什么", "砌一段围墙"),
            ("所在地", cast::TOWN),
        ]),
    }
}

fn faults_of(house: &TestHouse, found: &[Fault]) -> Vec<String> {
    let mut faults = Vec::new();
    for fault in found {
        let args: Vec<(&str, &str)> = fault.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        for locale in Locale::ALL {
            let text = house.house.words.say(locale, fault.code, &args);
            if text.contains('⟦') || text.contains("{$") {
                faults.push(format!("{} {}: {text}", fault.column, fault.code));
            }
        }
    }
    faults
}

/// Writes a row that was read, and takes it back; only a clear refusal may come of it.
async fn written(house: &TestHouse, ctx: &Ctx, row: yizhan::commands::kinds::Row) -> Vec<String> {
    let mut tx = trail::begin(&house.house.db, ctx).await.unwrap();
    match row.write(ctx, &mut tx, &mut Unnumbered::new()).await {
        Ok(_) => Vec::new(),
        Err(refusal) if refusal.kind == Sort::Internal => vec![refusal.to_string()],
        Err(refusal) => faults_of(house, &Fault::of(&refusal)),
    }
}

#[tokio::test]
async fn bad_rows_are_told_cell_by_cell() {
    let rows = if long() { 2_400 } else { 600 };
    for house in cast::houses().await {
        stage::employer(&house, 9).await;
        house.drain().await;
        let ctx = house.system();
        let before = sums(&house.house.db).await;
        let mut chance = Chance(SeededRng::new(3));
        let (mut faults, mut refused) = (Vec::new(), 0);
        for n in 0..rows {
            let kind = [Kind::Workers, Kind::Employers, Kind::Vacancies][n % 3];
            let columns = kind.columns();
            let mut row = good(kind, n);
            for _ in 0..=chance.below(3) {
                let column = columns[chance.below(columns.len())];
                row.retain(|(c, _)| *c != column);
                row.push((column, chance.text()));
            }
            let mut headings: Vec<String> = row.iter().map(|(c, _)| (*c).to_owned()).collect();
            if chance.below(40) == 0 {
                headings[0] = chance.text();
            }
            let cells: Vec<String> = row.into_iter().map(|(_, text)| text).collect();
            let sheet = Sheet {
                headings,
                rows: Vec::new(),
            };
            match kind.read(&ctx, &sheet, &cells) {
                Err(found) => {
                    refused += 1;
                    faults.extend(faults_of(&house, &found));
                    assert!(!found.is_empty(), "refused without a reason");
                }
                Ok(row) => faults.extend(written(&house, &ctx, row).await),
            }
        }
        assert!(refused > rows / 3, "{refused} of {rows} rows were refused");
        assert_eq!(
            before,
            sums(&house.house.db).await,
            "nothing is half written"
        );
        faults.sort();
        faults.dedup();
        none(&faults);
    }
}

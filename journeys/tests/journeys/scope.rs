//! One decision on place, two forms: the range of a list and the answer about one row.

use crate::cast;
use db::params;
use kernel::{Ctx, Region, Scope};

fn pick(ctx: &Ctx, from: &[String]) -> String {
    let mut bytes = [0u8; 8];
    ctx.rng.fill(&mut bytes);
    let at = usize::try_from(u64::from_le_bytes(bytes) % from.len() as u64).expect("an index");
    from[at].clone()
}

#[tokio::test]
async fn the_range_of_a_list_is_the_decision_on_each_row() {
    for house in cast::houses().await {
        let ctx = house.system();
        let mut reader = house.house.db.read().await.unwrap();
        let rows = reader
            .all("SELECT code FROM divisions ORDER BY code", &[])
            .await
            .unwrap();
        let codes: Vec<String> = rows.iter().map(|r| r.get("code").unwrap()).collect();
        assert!(codes.len() > 200, "the divisions are loaded");
        let mut scopes = vec![Scope::nothing(), Scope::everything()];
        scopes.extend(["611021000000", "611021999999"].map(scope));
        scopes.extend((0..60).map(|_| scope(&pick(&ctx, &codes))));
        for scope in scopes {
            let sql = "SELECT code FROM divisions WHERE code >= $1 AND code < $2 ORDER BY code";
            let rows = reader
                .all(sql, &params![scope.lo.as_str(), scope.hi.as_str()])
                .await
                .unwrap();
            let listed: Vec<String> = rows.iter().map(|r| r.get("code").unwrap()).collect();
            let decided: Vec<String> = codes.iter().filter(|c| scope.covers(c)).cloned().collect();
            assert_eq!(listed, decided, "{scope:?}");
        }
    }
}

fn scope(code: &str) -> Scope {
    Scope::of(&Region::parse(code).expect("twelve digits"))
}

#[test]
fn a_scope_covers_its_own_and_never_its_neighbours() {
    let town = scope("611021100000");
    assert!(town.covers("611021100000") && town.covers("611021100201"));
    assert!(!town.covers("611021101000") && !town.covers("611021101201"));
    assert!(!town.covers("611021000000") && !town.covers("") && !town.covers("~"));
    let village = scope("611021100201");
    assert!(village.covers("611021100201") && !village.covers("611021100202"));
    let county = scope("611021000000");
    assert!(county.covers("611021101201") && !county.covers("611022100000"));
}

//! Every door tried with a neighbour's record: another town's, another person's, another's post.

use crate::cast::{self, COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, actor};
use crate::doors::{Record, allowed, filled, knock, records};
use crate::furniture::none;
use crate::stage::{self, ours, worker};
use kernel::Role;
use testkit::TestHouse;
use web::Method;

/// A county in another district: its staff see nothing of ours.
const OTHER_COUNTY: &str = "611022000000";

fn elsewhere(role: Role) -> &'static str {
    match role {
        Role::VillageClerk => OTHER_VILLAGE,
        Role::TownClerk => OTHER_TOWN,
        _ => OTHER_COUNTY,
    }
}

async fn lines(house: &TestHouse) -> i64 {
    stage::number(
        house,
        "SELECT COUNT(*) AS n FROM audit_lines WHERE verb <> $1",
        "",
    )
    .await
}

#[tokio::test]
async fn nobody_opens_a_neighbour_s_record() {
    let house = cast::house().await;
    let ours = ours(&house).await;
    let neighbour = worker(&house, "郑小四", "19900020002", OTHER_VILLAGE).await;
    let other_boss = stage::registered(&house, 7).await;
    let before = lines(&house).await;
    let mut faults = Vec::new();
    let mut tried = 0;
    for role in Role::ALL {
        let own = [neighbour.as_str(), other_boss.id.as_str()];
        let own: &[&str] = if role.is_staff() { &[] } else { &own };
        let mut browser = actor(&house, role, elsewhere(role), own);
        for route in allowed(&house, role) {
            let kinds = records(&route.path).unwrap_or_default();
            let private = |r: &Record| {
                use Record::{Application, Employer, Order, Seat, Shift, Vacancy, Worker};
                let post = matches!(r, Vacancy | Application | Order | Shift | Seat);
                post || matches!(r, Worker | Employer)
            };
            if !kinds.iter().any(|(_, r)| private(r)) {
                continue;
            }
            tried += 1;
            let path = filled(&route.path, |r| ours.id(r));
            let answer = knock(&mut browser, &route, &path).await;
            let status = answer.status.as_u16();
            let (method, name) = (route.method.name(), role.code());
            let told = ["吴老三", "没发出去的活", "199****0001"];
            if let Some(text) = told.iter().find(|t| answer.text.contains(**t)) {
                faults.push(format!("{method} {path}: {name} reads {text}"));
            }
            // A form that is not filled in may be refused before the record is looked at.
            let asked = route.method == Method::Post && matches!(status, 409 | 422);
            let sent_on = status == 303 && !answer.location().contains(path.as_str());
            if !matches!(status, 403 | 404) && !asked && !sent_on {
                faults.push(format!("{method} {path}: {name} gets {status}"));
            }
        }
    }
    println!("{tried} doors tried with a neighbour's record");
    faults.extend((lines(&house).await != before).then(|| "something was written".to_owned()));
    none(&faults);
}

#[tokio::test]
async fn lists_and_searches_end_at_the_border() {
    for house in cast::houses().await {
        let ours = ours(&house).await;
        let doors = [
            "/desk",
            "/desk/people",
            "/desk/people?q=19900020001",
            "/desk/employers",
        ];
        let more = [
            "/desk/applications",
            "/desk/ledger",
            "/desk/day",
            "/desk/people?q=%E5%90%B4%E8%80%81%E4%B8%89",
        ];
        for path in doors.into_iter().chain(more) {
            for (role, region) in [
                (Role::TownClerk, OTHER_TOWN),
                (Role::VillageClerk, OTHER_VILLAGE),
                (Role::CountyClerk, OTHER_COUNTY),
            ] {
                let page = actor(&house, role, region, &[]).get(path).await.ok();
                page.lacks(">吴老三<")
                    .lacks(&ours.worker)
                    .lacks("古城第6建筑队");
            }
        }
        let mut county = actor(&house, Role::CountyClerk, COUNTY, &[]);
        county.get("/desk/people").await.ok().has("吴老三");
        let mut town = actor(&house, Role::TownClerk, TOWN, &[]);
        town.get("/desk/people").await.ok().has("吴老三");
    }
}

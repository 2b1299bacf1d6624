//! People who fit a post: equal to the plain ranking, current after every change, in scope.

mod changes;
mod full;
mod pages;

use crate::applications::tests::{OTHER, TOWN, act, day_work, employer, houses, shown};
use crate::applications::viewer;
use kernel::{Ctx, Fen, Refusal, Region, Role, Scope};
use people::{Purpose, Wishes, WorkerId};
use testkit::TestHouse;
use vacancies::Vacancy;

/// Somebody with a wanted trade and a home; who wishes to be recommended jobs.
async fn someone(house: &TestHouse, n: usize, region: &str, trades: &[&str]) -> WorkerId {
    let ctx = house.system();
    let new = people::NewWorker {
        name: "张三".into(),
        phone: Some(format!("138{n:08}")),
        region: region.into(),
        consent: "list",
        distinct: true,
        purposes: vec!["recommend"],
        wishes: Wishes {
            trades: trades.iter().map(|t| (*t).to_owned()).collect(),
            pay_unit: "day".into(),
            pay_floor: (n % 3 == 1).then(|| Fen(15_000 + 100 * i64::try_from(n).unwrap_or(0))),
            max_minutes: (n % 4 == 2).then_some(240),
            from: (n % 5 == 3).then(|| ctx.today()),
            ..Wishes::default()
        },
        ..people::NewWorker::default()
    };
    let made = act!(house, ctx, people::register, new).unwrap();
    made.id().clone()
}

async fn listed(house: &TestHouse, ctx: &Ctx, post: &Vacancy) -> Result<Vec<String>, Refusal> {
    let mut conn = house.house.db.read().await.unwrap();
    let post = vacancies::vacancy(&mut conn, &post.id).await.unwrap();
    let found = super::people(ctx, &mut conn, &post.unwrap(), 50).await?;
    Ok(found.into_iter().map(|person| person.worker).collect())
}

/// The plain ranking over every file in the scope, one by one.
async fn plain(house: &TestHouse, ctx: &Ctx, post: &Vacancy) -> Vec<String> {
    let mut conn = house.house.db.read().await.unwrap();
    let tables = reference::tables(ctx).unwrap();
    let rules = vacancies::rules(&tables, ctx.today()).unwrap();
    let job = vacancies::job_facts(ctx, &tables, post);
    let out = super::queries::out_of(&mut conn, post.id.as_str())
        .await
        .unwrap();
    let files = people::workers_page(&mut conn, &ctx.scope, None, 500)
        .await
        .unwrap();
    let mut facts = Vec::new();
    for file in &files {
        let willing = viewer::personal(&mut conn, &file.id).await.unwrap();
        if willing && !out.contains(file.id.as_str()) {
            facts.push(viewer::facts(ctx, &mut conn, file).await.unwrap());
        }
    }
    let minutes = |a, b| tables.minutes_at(a, b).map(|way| way.minutes);
    let ranked = matching::rank_workers(&job, &facts, minutes, ctx.today(), &rules, 50);
    ranked.iter().map(|r| r.item.id.clone()).collect()
}

fn clerk(house: &TestHouse, role: Role, region: &str) -> Ctx {
    let mut ctx = house.ctx(role, &[], region);
    ctx.scope = Scope::of(&Region::parse(region).unwrap());
    ctx
}

#[tokio::test]
async fn the_list_is_the_plain_ranking_of_everybody_in_scope_at_any_price() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 1)).await;
        let trades: [&[&str]; 4] = [&["t01"], &["t02", "t01"], &["t03"], &[]];
        for n in 0..24 {
            let region = if n % 2 == 0 { TOWN } else { OTHER };
            let id = someone(&house, n, region, trades[n % 4]).await;
            if n % 7 == 0 {
                let ctx = house.system();
                act!(
                    house,
                    ctx,
                    people::withdraw_consent,
                    &id,
                    Purpose::Recommend
                )
                .unwrap();
            }
        }
        let county = clerk(&house, Role::CountyClerk, "611021000000");
        let town = clerk(&house, Role::TownClerk, TOWN);
        let other = clerk(&house, Role::TownClerk, OTHER);
        let free: Vec<String> = listed(&house, &county, &post).await.unwrap();
        assert_eq!(free.len(), 20, "all but four who do not wish it");
        for ctx in [&county, &town, &other] {
            let found = listed(&house, ctx, &post).await.unwrap();
            assert_eq!(found, plain(&house, ctx, &post).await);
            assert!(!found.is_empty() && found.len() <= free.len());
        }
        // Many for one place: the place has a price now, and nobody moved.
        let run = crate::market::reckon(&house.system(), &house.house.db)
            .await
            .unwrap();
        assert_eq!(
            (run.workers, run.filled_best),
            (18, 1),
            "those who want something"
        );
        assert_eq!(listed(&house, &county, &post).await.unwrap(), free);
        let board = vacancies::board(&county).unwrap();
        assert!(board.price(post.id.as_str()) > 0);
        assert_eq!(plain(&house, &county, &post).await, free);
    }
}

//! A whole county in memory: what it costs to keep, to ask and to bring up to date. Run by hand:
//! `cargo test --release -p placements --lib -- --ignored --nocapture a_whole_county`.

use super::{clerk, someone};
use crate::applications::tests::{act, day_work, employer, house, shown};
use crate::market::kept;
use db::{Conn, params};
use kernel::{Ctx, Role, Scope};
use matching::JobFacts;
use people::Change;
use std::time::Instant;
use testkit::TestHouse;

/// People who are registered; the others are made like them.
const MODELS: usize = 377;
/// Posts of a clearing.
const POSTS: usize = 3_679;
/// People like each of them.
const EACH: usize = 200;

/// Resident memory, in MiB; 0 where the system does not tell.
fn resident() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|l| l.split_whitespace().next()?.parse::<i64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

/// Makes the county full: the rows of each person again and again under other ids.
async fn multiplied(house: &TestHouse) {
    let ctx = house.system();
    let mut tx = trail::begin(&house.house.db, &ctx).await.unwrap();
    let tables = ["workers", "worker_wants", "worker_certs", "consents"];
    let mut columns = Vec::new();
    for table in tables {
        let sql = format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
        let rows = tx.all(&sql, &[]).await.unwrap();
        let names = rows.iter().map(|row| row.get::<String>("name").unwrap());
        columns.push((table, names.collect::<Vec<_>>()));
    }
    for copy in 1..EACH {
        for (table, names) in &columns {
            // The time at the front of an id begins with a nought; that of a copy does not.
            let other =
                |column: &str| format!("SUBSTR({column}, 1, 4) || $1 || SUBSTR({column}, 8)");
            let cell = |name: &String| match name.as_str() {
                "id" | "worker_id" | "subject" => other(name),
                "id_idx" | "phone_idx" => "NULL".to_owned(),
                _ => name.clone(),
            };
            let cells: Vec<String> = names.iter().map(cell).collect();
            let key = names
                .iter()
                .find(|n| ["worker_id", "subject"].contains(&n.as_str()));
            let key = key.map_or("id", String::as_str);
            let (into, from) = (names.join(", "), cells.join(", "));
            let sql = format!(
                "INSERT INTO {table} ({into}) SELECT {from} FROM {table} WHERE SUBSTR({key}, 5, 1) = '0'"
            );
            tx.execute(&sql, &params![format!("{:03x}", 0x800 + copy)])
                .await
                .unwrap();
        }
    }
    tx.quiet("a measurement");
    tx.commit(&ctx).await.unwrap();
}

#[tokio::test]
#[ignore = "measures, and takes minutes"]
async fn a_whole_county() {
    let house = house().await;
    let sys = house.system();
    let tables = reference::tables(&sys).unwrap();
    let homes: Vec<String> = tables.divisions().iter().map(|d| d.code.clone()).collect();
    let trades: Vec<String> = tables.trades().iter().map(|t| t.id.clone()).collect();
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 2)).await;
    let mut last = None;
    for n in 0..MODELS {
        let wanted = [0, 7, 13].map(|step| trades[(n * 3 + step) % trades.len()].as_str());
        let home = &homes[1 + n % (homes.len() - 1)];
        last = Some(someone(&house, n, home, &wanted[..1 + n % 3]).await);
    }
    multiplied(&house).await;
    let county = clerk(&house, Role::CountyClerk, "611021000000");
    let mut conn = house.house.db.read().await.unwrap();
    let (before, begun) = (resident(), Instant::now());
    let kept = kept::current(&sys, &mut conn).await.unwrap();
    println!(
        "{} people: {:?} to fill, {} MiB",
        kept.many(),
        begun.elapsed(),
        resident() - before
    );
    drop(kept);
    let begun = Instant::now();
    let found = crate::reverse::people(&county, &mut conn, &post, 50)
        .await
        .unwrap();
    println!("{} people of a post: {:?}", found.len(), begun.elapsed());
    let begun = Instant::now();
    let found = crate::reverse::people(&county, &mut conn, &post, 50)
        .await
        .unwrap();
    println!("{} people of a post: {:?}", found.len(), begun.elapsed());
    let job = vacancies::job_facts(&sys, &tables, &post);
    let kept = kept::current(&sys, &mut conn).await.unwrap();
    let begun = Instant::now();
    let found = kept.best(&job, &Scope::everything(), 50, |_| true).len();
    println!("{found} of them by the market alone: {:?}", begun.elapsed());
    drop(kept);
    let begun = Instant::now();
    let many = crate::reverse::queries::how_many(&sys, &mut conn, &post)
        .await
        .unwrap();
    println!("{many:?} near: {:?}", begun.elapsed());
    act!(
        house,
        sys,
        people::edit,
        &last.unwrap(),
        Change::Trades(vec!["t01".into()])
    )
    .unwrap();
    let begun = Instant::now();
    kept::current(&sys, &mut conn).await.unwrap();
    println!("one changed: {:?}", begun.elapsed());
    with_posts(&sys, &mut conn, &job).await;
}

/// A clearing's posts: as many as the demo county shows, over all trades and places.
async fn with_posts(sys: &Ctx, conn: &mut Conn, job: &JobFacts) {
    let tables = reference::tables(sys).unwrap();
    let (trades, places) = (tables.trades().len(), tables.divisions().len());
    let posts = (0..POSTS).map(|n| JobFacts {
        id: format!("vac_{n}"),
        trade: matching::TradeKey {
            id: u16::try_from(n % trades).unwrap(),
            ..job.trade
        },
        place: u16::try_from(n * 7 % places).ok(),
        employer: u64::try_from(n % 900).unwrap(),
        ..job.clone()
    });
    let posts: Vec<JobFacts> = posts.collect();
    let (before, begun) = (resident(), Instant::now());
    let kept = kept::with_jobs(sys, conn, &posts).await.unwrap();
    let more = resident() - before;
    println!(
        "{POSTS} posts: {:?} to put in, {more} MiB more",
        begun.elapsed()
    );
    let begun = Instant::now();
    kept.market().all(30, |_, _| {});
    println!("thirty best posts of everybody: {:?}", begun.elapsed());
    drop(kept);
    let begun = Instant::now();
    kept::with_jobs(sys, conn, &posts).await.unwrap();
    println!("the same posts again: {:?}", begun.elapsed());
}

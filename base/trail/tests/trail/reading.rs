//! The audit page: filters, the viewer's scope, pages without gaps.

use crate::house::{House, TOWN, houses};
use kernel::{Region, Scope};
use serde_json::json;
use trail::{Filter, Line, Place};

/// Twelve lines: two actors, three regions, moments that repeat.
async fn written() -> Vec<House> {
    let houses = houses().await;
    for house in &houses {
        for n in 0..12_i64 {
            let actor = if n % 2 == 0 { "acc_1" } else { "acc_2" };
            let mut ctx = house.ctx(actor);
            ctx.now = house.now.plus_minutes(n / 3);
            let region = ["", TOWN, "611099200000"][usize::try_from(n % 3).unwrap()];
            let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
            let verb = if n < 6 {
                "people.change"
            } else {
                "vacancies.publish"
            };
            tx.note(
                &ctx,
                verb,
                &format!("rec_{}", n % 4),
                region,
                json!({ "n": n }),
            );
            tx.commit(&ctx).await.unwrap();
        }
    }
    houses
}

async fn all(house: &House, scope: &Scope, filter: &Filter) -> Vec<Line> {
    let mut conn = house.db.read().await.unwrap();
    trail::lines(&mut conn, scope, filter, None, 100)
        .await
        .unwrap()
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    for house in written().await {
        let whole = all(&house, &Scope::everything(), &Filter::default()).await;
        assert_eq!(whole.len(), 12);
        assert!(whole.windows(2).all(|w| w[0].at >= w[1].at));
        let mut paged = Vec::new();
        let mut place: Option<Place> = None;
        loop {
            let mut conn = house.db.read().await.unwrap();
            let filter = Filter::default();
            let scope = Scope::everything();
            let page = trail::lines(&mut conn, &scope, &filter, place.as_ref(), 5)
                .await
                .unwrap();
            let Some(last) = page.last() else { break };
            place = Place::parse(&last.place().parts());
            assert!(place.is_some());
            paged.extend(page);
        }
        assert_eq!(paged, whole);
    }
}

#[tokio::test]
async fn filters_and_scope_narrow_the_list() {
    for house in written().await {
        let everything = Scope::everything();
        let by = Filter {
            actor: Some("acc_2".into()),
            ..Filter::default()
        };
        assert_eq!(all(&house, &everything, &by).await.len(), 6);
        let by = Filter {
            verb_prefix: Some("people.".into()),
            ..Filter::default()
        };
        assert_eq!(all(&house, &everything, &by).await.len(), 6);
        let by = Filter {
            subject: Some("rec_3".into()),
            ..Filter::default()
        };
        assert_eq!(all(&house, &everything, &by).await.len(), 3);
        let (from, to) = (house.now.plus_minutes(1), house.now.plus_minutes(3));
        let by = Filter {
            from: Some(from),
            to: Some(to),
            ..Filter::default()
        };
        assert_eq!(all(&house, &everything, &by).await.len(), 6);
        let town = Scope::of(&Region::parse(TOWN).unwrap());
        let inside = all(&house, &town, &Filter::default()).await;
        assert_eq!(inside.len(), 4);
        assert!(inside.iter().all(|line| line.region == TOWN));
        assert!(
            all(&house, &Scope::nothing(), &Filter::default())
                .await
                .is_empty()
        );
        let mut conn = house.db.read().await.unwrap();
        let newest = trail::history(&mut conn, "rec_3", None, 1).await.unwrap();
        assert_eq!(newest[0].detail, json!({ "n": 11 }));
    }
}

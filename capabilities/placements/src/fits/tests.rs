//! A judgement kept with an application comes out the same, to whom it belongs and nobody else.

use super::{FitId, ids_of, list, one};
use crate::applications::tests::{
    TOWN, act, applied, day_work, employer, houses, shown, willing, worker,
};
use kernel::Role;
use matching::Replay;

#[tokio::test]
async fn an_application_keeps_why_and_it_comes_out_the_same() {
    for house in houses().await {
        let firm = employer(&house).await;
        let post = shown(&house, &firm, day_work(&house, 2)).await;
        let me = willing(&house, 1).await;
        let app = applied(&house, &house.system(), &post.id, &me)
            .await
            .unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        let ids = ids_of(&mut conn, app.as_str()).await.unwrap();
        let id = FitId::parse(&ids[post.id.as_str()]).unwrap();
        let mine = house.ctx(Role::Worker, &[me.as_str()], TOWN);
        let fit = one(&mine, &mut conn, &id).await.unwrap();
        let kept = fit.kept.unwrap();
        assert_eq!(kept.replay(), Replay::Same);
        assert_eq!(kept.worker.id, me.as_str());
        assert!(kept.outcome.is_ok());
        // A neighbour does not even learn that it is there.
        let other = house.ctx(Role::Worker, &["wrk_0"], TOWN);
        let refused = one(&other, &mut conn, &id).await.unwrap_err();
        assert_eq!(refused.kind, kernel::Kind::NotFound);
        drop(conn);
        // Who does not wish to be recommended is not judged.
        let plain = worker(&house, 2).await;
        let app = applied(&house, &house.system(), &post.id, &plain)
            .await
            .unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        assert!(ids_of(&mut conn, app.as_str()).await.unwrap().is_empty());
        drop(conn);
        // An erased file leaves none behind.
        let ctx = house.system();
        let payload = serde_json::json!({ "subject": me.as_str() });
        act!(house, ctx, super::reactions::erased, &payload).unwrap();
        let mut conn = house.house.db.read().await.unwrap();
        let left = list(&ctx, &mut conn, me.as_str(), 9).await.unwrap();
        assert!(left.is_empty());
    }
}

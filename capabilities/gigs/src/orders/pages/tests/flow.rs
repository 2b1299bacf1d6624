//! The way of an order and its seats through the pages.

use super::{Believing, OTHER, TOWN, act, employer, enter, houses, opened, rooms, terms, worker};
use crate::orders::actions;
use kernel::{Locale, Role};
use serde_json::json;
use std::sync::Arc;

#[tokio::test]
async fn every_page_renders_with_every_sample_in_both_languages() {
    let house = testkit::sqlite(rooms(), Arc::new(Believing)).await;
    for sample in crate::capability().pages {
        for locale in Locale::ALL {
            for role in [Role::Worker, Role::Employer, Role::CountyClerk] {
                let mut ctx = house.ctx(role, &[], TOWN);
                ctx.locale = locale;
                let rendered = (sample.render)(&house.house, &ctx);
                assert!(rendered.is_ok(), "{}: {rendered:?}", sample.template);
            }
        }
    }
}

#[tokio::test]
async fn a_worker_claims_confirms_and_both_sides_see_each_other() {
    for house in houses().await {
        let firm = employer(&house).await;
        let (order, shift) = opened(&house, &firm, 1).await;
        let person = worker(&house, 1, TOWN).await;
        let mut me = enter(&house, "worker", person.as_str(), TOWN);
        let mut boss = enter(&house, "employer", &firm, TOWN);
        let mut stranger = house.browser();
        stranger.get("/day").await.ok().has("核桃装车").has("180");
        let page = stranger.get(&format!("/day/{order}")).await.ok();
        let page = page.has("/sign-in?as=worker").lacks("13900000000");
        assert!(page.text.len() < 14 * 1024, "{} bytes", page.text.len());
        me.get(&format!("/day/{order}"))
            .await
            .ok()
            .has("位子给您留 10 分钟");
        let page = me
            .post(&format!("/day/shifts/{shift}/claim"), &[])
            .await
            .ok();
        let page = page.has("位子留住了").lacks("13900000000");
        let mine = page.path.split('?').next().unwrap().to_owned();
        boss.get(&format!("/hire/day/{order}"))
            .await
            .ok()
            .has("张*")
            .lacks("13800000001");
        me.post(&mine, &[("step", "confirm")])
            .await
            .ok()
            .has("13900000000");
        boss.get(&format!("/hire/day/{order}"))
            .await
            .ok()
            .has("张三")
            .has("13800000001");
        me.get("/my/day").await.ok().has("说定了");
        me.get("/my/day?format=xlsx").await.ok();
        boss.get(&format!("/hire/day/{order}?format=xlsx"))
            .await
            .ok();
        let refused = me.post(&mine, &[("step", "cancel-worker")]).await;
        assert_eq!(refused.status.as_u16(), 422, "a reason is asked for");
        let reason = [("step", "cancel-worker"), ("reason", "家里有事")];
        me.post(&mine, &reason).await.ok().has("家里有事");
    }
}

#[tokio::test]
async fn a_full_shift_is_answered_with_the_line() {
    for house in houses().await {
        let firm = employer(&house).await;
        let (order, shift) = opened(&house, &firm, 1).await;
        let (first, second) = (worker(&house, 1, TOWN).await, worker(&house, 2, TOWN).await);
        let mut me = enter(&house, "worker", first.as_str(), TOWN);
        let mut late = enter(&house, "worker", second.as_str(), TOWN);
        let claim = format!("/day/shifts/{shift}/claim");
        let page = me.post(&claim, &[]).await.ok();
        let mine = page.path.split('?').next().unwrap().to_owned();
        let full = late.post(&claim, &[]).await;
        assert_eq!(full.status.as_u16(), 409);
        full.has("排队等位");
        late.get(&format!("/day/{order}"))
            .await
            .ok()
            .has("排队等位");
        let wait = format!("/day/shifts/{shift}/wait");
        let page = late.post(&wait, &[]).await.ok().has("排上队了");
        let theirs = page.path.split('?').next().unwrap().to_owned();
        me.post(&mine, &[("step", "cancel-worker")]).await.ok();
        late.get(&theirs).await.ok().has("说定了，我一定去");
    }
}

#[tokio::test]
async fn wrong_codes_neighbours_and_strangers_are_turned_away() {
    for house in houses().await {
        let firm = employer(&house).await;
        let (order, shift) = opened(&house, &firm, 2).await;
        let (one, two) = (worker(&house, 1, TOWN).await, worker(&house, 2, TOWN).await);
        let mut me = enter(&house, "worker", one.as_str(), TOWN);
        let mut neighbour = enter(&house, "worker", two.as_str(), TOWN);
        for wrong in [
            "town=1",
            "trade=x",
            "day=soon",
            "free=2",
            "cursor=zz",
            "twon=1",
        ] {
            let answer = me.get(&format!("/day?{wrong}")).await;
            assert_eq!(answer.status.as_u16(), 422, "{wrong}");
            let answer = me.get(&format!("/api/v1/day-orders?{wrong}")).await;
            assert_eq!(answer.status.as_u16(), 422, "{wrong}");
        }
        me.get("/day?trade=t02").await.ok().lacks("核桃装车");
        me.get(&format!("/day?town={TOWN}&free=1"))
            .await
            .ok()
            .has("核桃装车");
        let page = me
            .post(&format!("/day/shifts/{shift}/claim"), &[])
            .await
            .ok();
        let mine = page.path.split('?').next().unwrap().to_owned();
        assert_eq!(neighbour.get(&mine).await.status.as_u16(), 404);
        let mut elsewhere = enter(&house, "town-clerk", "", OTHER);
        for path in [
            &mine,
            &format!("/desk/people/{one}/day"),
            &format!("/hire/day/{order}"),
        ] {
            assert_eq!(elsewhere.get(path).await.status.as_u16(), 404, "{path}");
        }
        let mut stranger = house.browser();
        let sent = stranger.send("GET", "/my/day", "", Vec::new()).await;
        assert!(sent.location().starts_with("/sign-in?next="));
        let draft = act!(house, actions::create, &firm, &terms(&house, 1));
        let hidden = stranger.get(&format!("/day/{draft}")).await;
        assert_eq!(hidden.status.as_u16(), 404);
    }
}

#[tokio::test]
async fn an_employer_asks_looks_opens_revises_and_cancels() {
    for house in houses().await {
        let firm = employer(&house).await;
        let mut boss = enter(&house, "employer", &firm, TOWN);
        boss.get("/hire/day").await.ok().has("要几个零工");
        boss.get("/hire/day/new").await.ok().has("哪几天要人");
        let day = house.system().today().plus_days(1).to_string();
        let mut fields = vec![
            ("trade", "t01"),
            ("title", "核桃装车"),
            ("duties", "把装好的核桃搬上车"),
            ("town", TOWN),
            ("address", "村口"),
            ("relation", "labour"),
            ("agreement", "contract"),
            ("pay_unit", "day"),
            ("pay", "180"),
            ("settle", "day"),
            ("pay_method", "cash"),
            ("meals", "given"),
            ("transport", "own"),
            ("insurance", "accident"),
            ("start_time", "22:00"),
            ("hours", "8"),
            ("seats", "2"),
            ("do", "look"),
        ];
        let missing = boss.post("/hire/day/new", &fields).await;
        assert_eq!(missing.status.as_u16(), 422);
        assert!(
            missing.text.contains("把装好的核桃搬上车"),
            "what was typed is lost"
        );
        fields.push(("days", &day));
        let page = boss.post("/hire/day/new", &fields).await.ok();
        let page = page.has("草稿").has("第二天6:00");
        let mine = page.path.split('?').next().unwrap().to_owned();
        boss.post(&mine, &[("do", "open")])
            .await
            .ok()
            .has("正在招人");
        boss.get(&format!("{mine}/edit")).await.ok().has("22:00");
        boss.get("/hire/day").await.ok().has("核桃装车");
        boss.get("/hire/day?format=xlsx").await.ok();
        let mut desk = enter(&house, "town-clerk", "", TOWN);
        desk.get("/desk/day").await.ok().has("还差 2 个");
        desk.get("/desk/day?view=short&format=xlsx").await.ok();
        assert_eq!(desk.get("/desk/day?view=x").await.status.as_u16(), 422);
        let unsaid = boss.post(&mine, &[("do", "cancel")]).await;
        assert_eq!(unsaid.status.as_u16(), 422);
        let why = [("do", "cancel"), ("reason", "下雨")];
        boss.post(&mine, &why).await.ok().has("取消了");
    }
}

#[tokio::test]
async fn the_desk_and_a_foreman_take_seats_for_others() {
    for house in houses().await {
        let firm = employer(&house).await;
        let (_, shift) = opened(&house, &firm, 3).await;
        let (one, two) = (worker(&house, 1, TOWN).await, worker(&house, 2, TOWN).await);
        let three = worker(&house, 3, TOWN).await;
        let mut desk = enter(&house, "town-clerk", "", TOWN);
        let path = format!("/desk/people/{one}/day");
        desk.get(&path).await.ok().has("核桃装车");
        desk.get(&format!("{path}?shift={shift}"))
            .await
            .ok()
            .has("当场说定");
        let mut fields = vec![
            ("shift", shift.as_str()),
            ("channel", "counter"),
            ("do", "confirm"),
        ];
        let refused = desk.post(&path, &fields).await;
        assert_eq!(refused.status.as_u16(), 422, "consent is asked for");
        fields.push(("consent", "spoken"));
        let page = desk.post(&path, &fields).await.ok();
        let page = page.has("站点代办").has("13900000000");
        let theirs = page.path.split('?').next().unwrap().to_owned();
        let cancel = [("step", "cancel-worker"), ("reason", "病了")];
        assert_eq!(desk.post(&theirs, &cancel).await.status.as_u16(), 422);
        let agreed = [cancel[0], cancel[1], ("consent", "telephone")];
        desk.post(&theirs, &agreed).await.ok().has("病了");
        let mut foreman = enter(&house, "worker", two.as_str(), TOWN);
        let path = format!("/day/shifts/{shift}/group");
        foreman.get(&path).await.ok().has("一行一个人");
        let unknown = foreman
            .post(&path, &[("people", "王五 13800000003"), ("me", "1")])
            .await;
        assert_eq!(unknown.status.as_u16(), 422);
        unknown.has("王五 13800000003");
        let known = [("people", "张三 13800000003"), ("me", "1")];
        foreman
            .post(&path, &known)
            .await
            .ok()
            .has("每个人都要自己点头");
        let mut other = enter(&house, "worker", three.as_str(), TOWN);
        other.get("/my/day").await.ok().has("核桃装车");
    }
}

#[tokio::test]
async fn programs_walk_the_same_way() {
    for house in houses().await {
        let firm = employer(&house).await;
        let person = worker(&house, 1, TOWN).await;
        let mut boss = enter(&house, "employer", &firm, TOWN);
        let mut me = enter(&house, "worker", person.as_str(), TOWN);
        let day = house.system().today().plus_days(1).to_string();
        let order = json!({
            "title": "核桃装车", "trade": "t01", "duties": "把装好的核桃搬上车", "region": TOWN,
            "relation": "labour", "agreement": "contract", "pay_unit": "day", "pay_fen": 18_000,
            "settle": "day", "pay_method": "cash", "meals": "own", "transport": "own",
            "insurance": "accident", "open": true, "address": "村口",
            "shifts": [{"day": day, "start_time": "07:00", "minutes": 540, "break_minutes": 60,
                "seats": 2}],
        });
        let made = boss.post_json("/api/v1/day-orders", &order).await;
        assert_eq!(made.status.as_u16(), 201, "{}", made.text);
        assert_eq!(made.json()["state"], "open");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let list = me.get("/api/v1/day-orders").await.ok();
        assert_eq!(list.json()["count"], 1);
        let shift = list.json()["items"][0]["shift"]["id"].clone();
        let seat = me
            .post_json("/api/v1/seats", &json!({ "shift_id": shift }))
            .await;
        assert_eq!(seat.status.as_u16(), 201, "{}", seat.text);
        let again = me
            .post_json("/api/v1/seats", &json!({ "shift_id": shift }))
            .await;
        assert_eq!(again.json()["id"], seat.json()["id"], "one seat a person");
        let moves = format!(
            "/api/v1/seats/{}/moves",
            seat.json()["id"].as_str().unwrap()
        );
        let confirm = json!({ "step": "confirm", "party": "worker" });
        assert_eq!(
            me.post_json(&moves, &confirm).await.json()["state"],
            "confirmed"
        );
        assert_eq!(boss.post_json(&moves, &confirm).await.status.as_u16(), 403);
        let seats = boss.get("/api/v1/seats?as=employer").await.ok();
        assert_eq!(seats.json()["items"].as_array().unwrap().len(), 1);
        let bad = json!({ "step": "fly", "party": "worker" });
        assert_eq!(me.post_json(&moves, &bad).await.status.as_u16(), 422);
        let cancel = json!({ "step": "cancel", "reason": "下雨" });
        let path = format!("/api/v1/day-orders/{id}/moves");
        assert_eq!(
            boss.post_json(&path, &cancel).await.json()["state"],
            "cancelled"
        );
        let mut nobody = house.browser();
        assert_eq!(nobody.get("/api/v1/seats").await.status.as_u16(), 401);
    }
}

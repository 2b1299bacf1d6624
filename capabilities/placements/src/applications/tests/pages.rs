//! The pages: one story in the browser, and every page with every sample.

use super::{TOWN, act, day_work, employer, house, shown, worker};
use kernel::{Locale, Role};
use serde_json::json;
use testkit::{Browser, TestHouse};

fn enter(house: &TestHouse, role: &str, subject: &str) -> Browser {
    let mut browser = house.browser();
    browser.cookie("yz_sid", &format!("{role}|{subject}|{TOWN}|acc_1"));
    browser
}

#[tokio::test]
async fn every_page_renders_with_every_sample_in_both_languages() {
    let house = house().await;
    for sample in crate::capability().pages {
        for locale in Locale::ALL {
            for role in [Role::Worker, Role::CountyClerk] {
                let mut ctx = house.ctx(role, &[], TOWN);
                ctx.locale = locale;
                let rendered = (sample.render)(&house.house, &ctx);
                assert!(rendered.is_ok(), "{}: {rendered:?}", sample.template);
            }
        }
    }
}

#[tokio::test]
async fn worker_and_employer_come_to_terms_in_the_browser() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 1)).await;
    let person = worker(&house, 1).await;
    let mut me = enter(&house, "worker", person.as_str());
    let mut boss = enter(&house, "employer", &firm);
    me.get(&format!("/jobs/{}/apply", post.id))
        .await
        .ok()
        .has("180");
    let page = me.post(&format!("/jobs/{}/apply", post.id), &[]).await.ok();
    let page = page.has("报上名了").lacks("13900000000");
    let mine = page.path.split('?').next().unwrap().to_owned();
    let path = format!("/hire/vacancies/{}/candidates", post.id);
    let page = boss.get(&path).await.ok().has("张*").lacks("张三");
    let theirs = page.find("href=\"/hire/applications/").unwrap();
    boss.post(&theirs, &[("step", "view")])
        .await
        .ok()
        .has("记下了")
        .lacks("13800000001");
    boss.post(&theirs, &[("reply", "come-tomorrow")])
        .await
        .ok()
        .has("明天来试工");
    boss.post(&theirs, &[("step", "offer")]).await.ok();
    me.get(&mine)
        .await
        .ok()
        .has("我同意去")
        .lacks("13900000000");
    me.post(&mine, &[("step", "accept")])
        .await
        .ok()
        .has("13900000000")
        .has("李四");
    boss.get(&theirs).await.ok().has("张三").has("13800000001");
    me.get("/my/applications").await.ok().has("说定了");
    me.get("/my/jobs").await.ok();
    let refused = me.post(&mine, &[("step", "leave")]).await;
    assert_eq!(refused.status.as_u16(), 422);
    let gone = me
        .post(&mine, &[("step", "leave"), ("reason", "quit")])
        .await;
    gone.ok().has("不在那儿干了").lacks("13900000000");
}

#[tokio::test]
async fn the_desk_does_every_step_for_a_person_without_a_telephone() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 1)).await;
    let person = worker(&house, 1).await;
    let mut desk = enter(&house, "town-clerk", "");
    let apply = format!("/desk/people/{person}/apply");
    desk.get(&format!("{apply}?vacancy={}", post.id))
        .await
        .ok()
        .has("核桃装车");
    let refused = desk.post(&apply, &[("vacancy", post.id.as_str())]).await;
    assert_eq!(refused.status.as_u16(), 422);
    let fields = [
        ("vacancy", post.id.as_str()),
        ("consent", "spoken"),
        ("channel", "counter"),
    ];
    let page = desk
        .post(&apply, &fields)
        .await
        .ok()
        .has("替他报上名了")
        .has("站点代办");
    let theirs = page.path.split('?').next().unwrap().to_owned();
    let refused = desk.post(&theirs, &[("step", "withdraw")]).await;
    assert_eq!(refused.status.as_u16(), 422);
    let done = desk
        .post(&theirs, &[("step", "withdraw"), ("consent", "telephone")])
        .await;
    done.ok().has("已撤回");
    desk.get("/desk/applications").await.ok().has("张三");
    desk.get("/desk/applications?view=silent&format=csv")
        .await
        .ok();
    desk.get(&format!("/desk/people/{person}/applications"))
        .await
        .ok()
        .has("已撤回");
    let wrong = desk.get("/desk/applications?state=happy").await;
    assert_eq!(wrong.status.as_u16(), 422);
}

#[tokio::test]
async fn programs_walk_the_same_way() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 1)).await;
    let person = worker(&house, 1).await;
    let mut me = enter(&house, "worker", person.as_str());
    let mut boss = enter(&house, "employer", &firm);
    let body = json!({ "vacancy_id": post.id.as_str() });
    let made = me.post_json("/api/v1/applications", &body).await;
    assert_eq!(made.status.as_u16(), 201, "{}", made.text);
    let again = me.post_json("/api/v1/applications", &body).await;
    assert_eq!(again.status.as_u16(), 200);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let moves = format!("/api/v1/applications/{id}/moves");
    let offer = json!({ "step": "offer", "party": "employer" });
    assert_eq!(
        boss.post_json(&moves, &offer).await.json()["state"],
        "offered"
    );
    assert_eq!(me.post_json(&moves, &offer).await.status.as_u16(), 403);
    let accept = json!({ "step": "accept", "party": "worker" });
    assert_eq!(
        me.post_json(&moves, &accept).await.json()["state"],
        "accepted"
    );
    let list = boss.get("/api/v1/applications?as=employer").await.ok();
    assert_eq!(list.json()["items"][0]["id"], id.as_str());
    let list = me.get("/api/v1/applications?state=accepted").await.ok();
    assert_eq!(list.json()["items"].as_array().unwrap().len(), 1);
    for bad in [
        json!({ "step": "fly", "party": "worker" }),
        json!({ "party": "worker" }),
        json!({ "step": "leave", "party": "worker", "day": "soon" }),
        json!({ "step": "reject", "party": "system" }),
        json!({ "step": "offer", "reply": "full", "party": "employer" }),
    ] {
        let answer = me.post_json(&moves, &bad).await;
        assert_eq!(answer.status.as_u16(), 422, "{bad}: {}", answer.text);
    }
    let mut nobody = house.browser();
    assert_eq!(
        nobody.get("/api/v1/applications").await.status.as_u16(),
        401
    );
}

#[tokio::test]
async fn name_and_telephone_are_enough_for_day_work() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 1)).await;
    let ctx = house.system();
    let account = act!(house, ctx, stations::ensure_account, "13700000000").unwrap();
    let mut me = house.browser();
    me.cookie("yz_sid", &format!("worker||{TOWN}|{account}"));
    let path = format!("/jobs/{}/apply", post.id);
    // One tap on the job's page leads to the two questions.
    me.post(&path, &[]).await.ok().has("您的姓名");
    let missing = me
        .post(&path, &[("name", "王五"), ("phone", "13700000000")])
        .await;
    assert_eq!(missing.status.as_u16(), 422);
    assert!(missing.text.contains("王五"), "what was typed is lost");
    let fields = [("name", "王五"), ("phone", "13700000000"), ("agree", "1")];
    let made = me.post_bare(&path, &fields).await;
    assert_eq!(made.status.as_u16(), 303, "{}", made.text);
    assert!(made.location().starts_with("/my/applications/app_"));
    let mut terms = day_work(&house, 1);
    terms.kind = vacancies::Kind::Short;
    terms.title = "核桃加工".into();
    terms.end_day = Some(terms.start_day.plus_days(60));
    let other = shown(&house, &firm, terms).await;
    let mut reader = house.house.db.read().await.unwrap();
    let row = reader
        .one("SELECT worker_id FROM applications", &[])
        .await
        .unwrap();
    let worker: String = row.get("worker_id").unwrap();
    drop(reader);
    me.cookie("yz_sid", &format!("worker|{worker}|{TOWN}|{account}"));
    let more = me.post(&format!("/jobs/{}/apply", other.id), &[]).await;
    assert_eq!(more.status.as_u16(), 409);
    more.has("想干什么活");
}

#[tokio::test]
async fn silence_is_shown_to_both_sides() {
    let house = house().await;
    let firm = employer(&house).await;
    let post = shown(&house, &firm, day_work(&house, 1)).await;
    let person = worker(&house, 1).await;
    let mut me = enter(&house, "worker", person.as_str());
    let mut boss = enter(&house, "employer", &firm);
    me.post(&format!("/jobs/{}/apply", post.id), &[])
        .await
        .ok()
        .lacks("没有答复");
    house.clock.set(house.system().now.plus_days(4));
    me.get("/my/applications")
        .await
        .ok()
        .has("已经 4 天没有答复");
    let path = format!("/hire/vacancies/{}/candidates", post.id);
    let page = boss
        .get(&path)
        .await
        .ok()
        .has("等您答复很久")
        .has("等了 4 天");
    let theirs = page.find("href=\"/hire/applications/").unwrap();
    boss.post(&theirs, &[("reply", "wait")]).await.ok();
    me.get("/my/applications").await.ok().lacks("没有答复");
}

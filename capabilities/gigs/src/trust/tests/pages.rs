//! The pages: a case in the browser, and every page with every sample.

use super::{COUNTY, TOWN, absent, employer, enter, house, marks};
use kernel::{Locale, Role};

#[tokio::test]
async fn every_page_renders_with_every_sample_in_both_languages() {
    let house = house().await;
    for sample in crate::trust::samples() {
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
async fn a_case_from_the_notice_to_the_appeal_in_the_browser() {
    let house = house().await;
    let (person, _) = absent(&house, 1, true).await;
    let mark = marks(&house, &person).await.remove(0);
    let mut me = enter(&house, "worker", &person, TOWN, "acc_1");
    let mut desk = enter(&house, "county-clerk", "", COUNTY, "acc_first");
    let mut other = enter(&house, "reviewer", "", COUNTY, "acc_second");
    let mine = format!("/my/marks/{}", mark.id);
    let case = format!("/desk/marks/{}", mark.id);
    me.get("/my/marks")
        .await
        .ok()
        .has("说好了没来")
        .has("前说明情况");
    me.get(&mine)
        .await
        .ok()
        .has("当时是怎么回事")
        .has("核桃装车");
    let refused = me.post(&mine, &[("what", "answer")]).await;
    assert_eq!(refused.status.as_u16(), 422);
    let page = me
        .post(&mine, &[("what", "answer"), ("words", "车坏在路上了")])
        .await;
    page.ok().has("说明交上了").has("车坏在路上了");
    let early = me
        .post(&mine, &[("what", "appeal"), ("words", "不服")])
        .await;
    assert_eq!(early.status.as_u16(), 409);
    desk.get("/desk/marks")
        .await
        .ok()
        .has("张三")
        .has("说明了，等决定");
    desk.get("/desk").await.ok().has("诚信记录要决定");
    desk.get(&case).await.ok().has("车坏在路上了");
    let decide = format!("{case}/decide");
    let bare = desk.post(&decide, &[("stands", "1")]).await;
    assert_eq!(bare.status.as_u16(), 422);
    let yes = [("stands", "1"), ("words", "没有打过电话")];
    desk.post(&decide, &yes).await.ok().has("决定：算");
    me.get("/my/marks").await.ok().has("雇主现在能看到的");
    let page = me
        .post(&mine, &[("what", "appeal"), ("words", "我打了")])
        .await;
    page.ok().has("由另一个人再看一遍");
    desk.get(&case).await.ok().has("这次要由另一个人来看");
    assert_eq!(desk.post(&decide, &yes).await.status.as_u16(), 409);
    other.get("/desk/marks?view=appeal").await.ok().has("张三");
    let no = [("stands", "0"), ("words", "通话记录对得上")];
    other.post(&decide, &no).await.ok().has("不算");
    me.get(&mine).await.ok().has("另一个人再看过，不算");
    me.get("/my/marks").await.ok().lacks("雇主现在能看到的");
    let table = desk.get("/desk/marks?view=all&format=csv").await.ok();
    table.has("张三").has("再看后不算");
    desk.get("/desk/marks?view=all&format=xlsx").await.ok();
    let wrong = desk.get("/desk/marks?view=score").await;
    assert_eq!(wrong.status.as_u16(), 422);
}

#[tokio::test]
async fn the_desk_tells_and_helps_a_person_without_an_account() {
    let house = house().await;
    let (person, _) = absent(&house, 1, false).await;
    let mark = marks(&house, &person).await.remove(0);
    let mut desk = enter(&house, "village-clerk", "", TOWN, "acc_1");
    let case = format!("/desk/marks/{}", mark.id);
    desk.get("/desk/marks?view=tell").await.ok().has("张三");
    desk.get(&case)
        .await
        .ok()
        .has("这个人没有账号")
        .lacks("定下来");
    let told = format!("{case}/told");
    assert_eq!(desk.post(&told, &[]).await.status.as_u16(), 422);
    desk.post(&told, &[("how", "spoken")])
        .await
        .ok()
        .has("当面说的");
    let theirs = format!("/my/marks/{}", mark.id);
    let fields = [("what", "answer"), ("words", "病了起不来")];
    let refused = desk.post(&theirs, &fields).await;
    assert_eq!(refused.status.as_u16(), 422);
    let fields = [fields[0], fields[1], ("consent", "spoken")];
    desk.post(&theirs, &fields).await.ok().has("站点代办");
}

#[tokio::test]
async fn the_desk_notes_something_of_an_employer_who_answers() {
    let house = house().await;
    let firm = employer(&house).await;
    let mut desk = enter(&house, "county-clerk", "", COUNTY, "acc_first");
    desk.get("/desk/marks/new").await.ok().has("记一件事");
    let fields = [
        ("about", "没有这家单位"),
        ("kind", "held-id"),
        ("day", "2026-01-05"),
        ("evidence", "两名工人当面说的"),
    ];
    let refused = desk.post("/desk/marks/new", &fields).await;
    assert_eq!(refused.status.as_u16(), 422);
    let refused = refused.has("没有找到").has("两名工人当面说的");
    drop(refused);
    let today = house.system().today().to_string();
    let fields = [
        ("about", "洛南县兴旺建材有限公司"),
        fields[1],
        ("day", today.as_str()),
        fields[3],
    ];
    let page = desk.post("/desk/marks/new", &fields).await.ok();
    page.has("扣工人的身份证件");
    let mark = marks(&house, &firm).await.remove(0);
    let mut boss = enter(&house, "employer", &firm, TOWN, "acc_2");
    boss.get("/hire/marks").await.ok().has("扣工人的身份证件");
    let mine = format!("/hire/marks/{}", mark.id);
    let page = boss
        .post(&mine, &[("what", "answer"), ("words", "只是登记，已还")])
        .await;
    page.ok().has("只是登记，已还");
    // The same case is not found under the other side's address.
    let wrong = format!("/my/marks/{}", mark.id);
    assert_eq!(desk.get(&wrong).await.status.as_u16(), 404);
}

#[tokio::test]
async fn wrong_roles_see_nothing() {
    let house = house().await;
    let (person, _) = absent(&house, 1, true).await;
    let mark = marks(&house, &person).await.remove(0);
    let (mine, case) = (
        format!("/my/marks/{}", mark.id),
        format!("/desk/marks/{}", mark.id),
    );
    let decide = format!("{case}/decide");
    let told = format!("{case}/told");
    let yes = [("stands", "1"), ("words", "就这么定")];
    let mut stranger = house.browser();
    for path in [
        "/my/marks",
        "/hire/marks",
        "/desk/marks",
        "/desk/marks/new",
        &mine,
        &case,
    ] {
        let answer = stranger.get(path).await;
        assert!(answer.path.starts_with("/sign-in"), "{path}");
    }
    let mut neighbour = enter(&house, "worker", "wrk_other", TOWN, "acc_2");
    assert_eq!(neighbour.get(&mine).await.status.as_u16(), 404);
    let answer = [("what", "answer"), ("words", "不是我")];
    assert_eq!(neighbour.post(&mine, &answer).await.status.as_u16(), 404);
    let mut boss = enter(&house, "employer", "emp_1", TOWN, "acc_3");
    for path in ["/my/marks", "/desk/marks", &mine, &case] {
        assert_eq!(boss.get(path).await.status.as_u16(), 403, "{path}");
    }
    let mut village = enter(&house, "village-clerk", "", TOWN, "acc_4");
    village.get(&case).await.ok();
    assert_eq!(village.post(&decide, &yes).await.status.as_u16(), 403);
    assert_eq!(village.get("/desk/marks/new").await.status.as_u16(), 403);
    // Staff of another place do not learn that the case exists.
    let mut far = enter(&house, "county-clerk", "", "611022000000", "acc_5");
    assert_eq!(far.get(&case).await.status.as_u16(), 404);
    assert_eq!(far.post(&decide, &yes).await.status.as_u16(), 404);
    assert_eq!(
        far.post(&told, &[("how", "spoken")]).await.status.as_u16(),
        404
    );
    far.get("/desk/marks?view=all").await.ok().lacks("张三");
}

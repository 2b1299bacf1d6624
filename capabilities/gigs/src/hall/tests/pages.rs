//! The hall's pages: a morning in the browser, the weight of the screen, every sample.

use super::{COUNTY, TOWN, employer, hall, house, shift};
use kernel::{Locale, Role};
use testkit::{Browser, TestHouse};

fn enter(house: &TestHouse, role: &str) -> Browser {
    let mut browser = house.browser();
    browser.cookie("yz_sid", &format!("{role}||{COUNTY}|acc_1"));
    browser
}

#[tokio::test]
async fn every_page_of_the_hall_renders_with_every_sample_in_both_languages() {
    let house = house().await;
    for sample in crate::hall::samples() {
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
async fn a_man_from_the_roadside_leaves_with_a_card_and_is_called_by_number() {
    let house = house().await;
    let (at, firm) = (hall(&house).await, employer(&house).await);
    let work = shift(&house, &firm, 1).await;
    let mut desk = enter(&house, "county-clerk");
    let page = desk.post("/desk/hall", &[("q", "赵老五")]).await.ok();
    let page = page.has("第一次来的人").has("value=\"赵老五\"");
    assert!(page.path.starts_with("/desk/hall/new"));
    let refused = desk
        .post(
            "/desk/hall/new",
            &[("name", "赵老五"), ("consent", "spoken")],
        )
        .await;
    assert_eq!(refused.status.as_u16(), 422);
    let told = [
        ("name", "赵老五"),
        ("place", TOWN),
        ("words", "搬运装卸"),
        ("consent", "spoken"),
    ];
    let card = desk.post("/desk/hall/new", &told).await.ok();
    let card = card.has("赵老五").has("<svg").has("今天的号也排上了");
    assert!(card.path.contains("/card"));

    let page = desk.get("/desk/hall").await.ok().has("今天来了 1 人");
    let slip = page.find("href=\"/desk/hall/slips/").unwrap();
    desk.get(&slip)
        .await
        .ok()
        .has("1 号")
        .has("赵师傅")
        .has("<svg")
        .lacks("赵老五");
    let call = format!("/desk/hall/call/{}", work.id);
    let page = desk.get(&call).await.ok().has("赵老五").has("checked");
    let roll = page.find("value=\"rol_").unwrap();
    let page = desk.post(&call, &[("roll", &roll)]).await.ok();
    page.has("叫到了，等本人答应");

    let mut wall = house.browser();
    let path = format!("/hall/{}/screen", at.id);
    the_wall_shows_numbers_and_family_names(&mut wall, &path).await;

    let step = format!("/desk/hall/roll/{roll}");
    let page = desk.post(&step, &[("step", "came")]).await.ok();
    let page = page.has("派上活了。").has("1 人派上活了");
    let kept = page.find("href=\"/desk/hall/calls/").unwrap();
    desk.get(&kept).await.ok().has("顺序一样").lacks("赵老五");
    let table = desk.get("/desk/hall?format=csv").await.ok();
    table.has("赵老五");
    wall.language = "zh-CN";
    wall.get(&path)
        .await
        .ok()
        .lacks("赵师傅")
        .has("现在没有叫号");
    let never = wall.get("/desk/hall").await;
    never.lacks("赵老五");
}

/// Number and family name; nothing else, for nobody in particular.
async fn the_wall_shows_numbers_and_family_names(wall: &mut Browser, path: &str) {
    let screen = wall.get(path).await.ok();
    assert_eq!(screen.headers["refresh"], "20");
    screen
        .has("请 1 号，赵师傅，到窗口来")
        .has("核桃装车")
        .has("石坡街口")
        .lacks("赵老五");
    let still = wall.get(&format!("{path}?still=1")).await.ok();
    assert!(still.headers.get("refresh").is_none());
    wall.language = "en";
    wall.get(path)
        .await
        .ok()
        .has("please come to the counter")
        .lacks("师傅");
}

#[tokio::test]
async fn the_screen_weighs_little() {
    let house = house().await;
    let ctx = house.ctx(Role::Worker, &[], TOWN);
    let sample = crate::hall::samples()
        .into_iter()
        .find(|s| s.template == "gigs/hall/screen.html")
        .expect("the screen");
    let pages = (sample.render)(&house.house, &ctx).expect("renders");
    let heaviest = pages.iter().map(String::len).max().unwrap_or(0);
    // Before compression; over the wire it is a fifth of that.
    assert!(heaviest <= 14 * 1024, "{heaviest} bytes");
}

//! The pages of hours and wages, as the worker, the employer and the clerk see them.

use super::{TOWN, Work, houses, terms};
use crate::hours::code;
use testkit::Browser;
use vault::Vault;

fn visitor(work: &Work, who: &str) -> Browser {
    let mut browser = work.house.browser();
    browser.cookie("yz_sid", who);
    browser
}

pub(super) fn worker(work: &Work) -> Browser {
    visitor(work, &format!("worker|{}|{TOWN}|acc_w", work.worker))
}

pub(super) fn employer(work: &Work) -> Browser {
    visitor(work, &format!("employer|{}|{TOWN}|acc_e", work.employer))
}

pub(super) fn clerk(work: &Work) -> Browser {
    visitor(work, &format!("town-clerk||{TOWN}|acc_c"))
}

#[tokio::test]
async fn the_code_on_one_telephone_lets_another_in() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        work.set(work.shift.start_at);
        let here = format!("/hire/here/{}", work.shift.id);
        let page = employer(&work).get(&here).await.ok();
        assert!(
            page.headers.contains_key("refresh"),
            "the code renews itself"
        );
        let vault = work.house.system().slot::<Vault>().unwrap();
        let digits = code::now(&vault, work.shift.id.as_str(), work.shift.start_at, 60);
        let spaced = format!("{} {}", &digits[..3], &digits[3..]);
        page.has(&spaced).has("<svg").has("张三");

        let mut mine = worker(&work);
        mine.get(&format!("/my/here?code={digits}"))
            .await
            .ok()
            .has(&digits);
        let wrong = if digits == "000000" {
            "000001"
        } else {
            "000000"
        };
        for _ in 0..10 {
            let fields = [("code", wrong), ("step", "in")];
            let said = mine.post("/my/here", &fields).await;
            assert_eq!(said.status.as_u16(), 422);
        }
        let fields = [("code", digits.as_str()), ("step", "in")];
        let locked = mine.post("/my/here", &fields).await;
        assert_eq!(locked.status.as_u16(), 429);

        let mut theirs = employer(&work);
        let step = format!("{here}/{}", work.seat);
        theirs.post(&step, &[("step", "in")]).await.ok().has("收工");
        work.set(work.shift.end_at);
        // The clerk says how the employer's wish is known.
        let mut staff = clerk(&work);
        let bare = staff.post(&step, &[("step", "out")]).await;
        assert_eq!(bare.status.as_u16(), 422);
        let fields = [("step", "out"), ("consent", "spoken")];
        staff.post(&step, &fields).await.ok();

        let (my, hire) = (
            format!("/my/hours/{}", work.seat),
            format!("/hire/hours/{}", work.seat),
        );
        let page = mine.get(&my).await.ok();
        page.has("value=\"8\"").has("核桃装车");
        let fields = [("h", "8"), ("m", "0")];
        mine.post(&my, &fields).await.ok().has("等对方也说");
        theirs.post(&hire, &fields).await.ok().has("工钱算好了");
        let other = visitor(&work, &format!("worker|wrk_{:032}|{TOWN}|acc_x", 1))
            .get(&my)
            .await;
        assert_eq!(other.status.as_u16(), 404);
    }
}

#[tokio::test]
async fn the_wage_is_told_confirmed_and_taken_along() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        let wage = work.due().await;
        let (mut mine, mut theirs, mut staff) = (worker(&work), employer(&work), clerk(&work));
        mine.get("/my/wages")
            .await
            .ok()
            .has("180 元")
            .has("核桃装车");
        let hire = format!("/hire/wages/{}", wage.id);
        let fields = [("step", "told"), ("how", "cash"), ("ref_no", "")];
        theirs
            .post(&hire, &fields)
            .await
            .ok()
            .has("等工人确认")
            .lacks("13800000001");
        let fields = [("what", "phone"), ("reason", "")];
        let bare = theirs.post(&format!("{hire}/reveal"), &fields).await;
        assert_eq!(bare.status.as_u16(), 422);
        let fields = [("what", "phone"), ("reason", "call")];
        theirs
            .post(&format!("{hire}/reveal"), &fields)
            .await
            .ok()
            .has("13800000001");

        work.morning(wage.due_day.plus_days(3));
        staff
            .get("/desk/wages")
            .await
            .ok()
            .has("晚了 3 天")
            .lacks("13800000001");
        let call = format!("/desk/wages/{}", wage.id);
        staff
            .post(&call, &[("outcome", "promised"), ("note", "")])
            .await
            .ok()
            .has("答应付");

        the_ledger(&mut theirs).await;
        let slip = format!("/my/wages/{}", wage.id);
        mine.post(&slip, &[("step", "received")])
            .await
            .ok()
            .has("钱到手了");
        staff.get("/desk/wages").await.ok().has("没有过期的工钱");
        let mut conn = work.house.house.db.read().await.unwrap();
        let lines = trail::history(&mut conn, &work.employer, None, 50)
            .await
            .unwrap();
        let exports = lines.iter().filter(|l| l.verb == "gigs.ledger-export");
        assert_eq!(exports.count(), 4);
    }
}

#[tokio::test]
async fn a_clerk_confirms_the_money_for_a_man_without_a_telephone() {
    for house in houses().await {
        let terms = terms(&house);
        let work = Work::on(house, terms).await;
        let wage = work.due().await;
        let mut staff = clerk(&work);
        let slip = format!("/my/wages/{}", wage.id);
        staff.get(&slip).await.ok().has("您怎么知道本人愿意");
        let bare = staff.post(&slip, &[("step", "received")]).await;
        assert_eq!(bare.status.as_u16(), 422);
        let fields = [("step", "received"), ("consent", "spoken")];
        staff.post(&slip, &fields).await.ok().has("钱到手了");
    }
}

#[tokio::test]
async fn every_sample_renders_in_both_languages() {
    let house = houses().await.remove(0);
    let mut ctx = house.system();
    let mut faults = Vec::new();
    for locale in kernel::Locale::ALL {
        ctx.locale = locale;
        let own = |t: &str| t.starts_with("gigs/hours") || t.starts_with("gigs/wages");
        for page in house.pages.iter().filter(|p| own(p.template)) {
            if let Err(fault) = (page.render)(&house.house, &ctx) {
                faults.push(fault);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The ledger: masked, in full with a reason, as a table, on paper.
async fn the_ledger(theirs: &mut Browser) {
    let page = theirs
        .get("/hire/wages?from=2026-11-01&to=2026-11-30")
        .await
        .ok();
    page.has("138****0001").lacks("13800000001");
    let span = [("from", "2026-11-01"), ("to", "2026-11-30")];
    let csv = [span[0], span[1], ("format", "csv")];
    theirs
        .post("/hire/wages", &csv)
        .await
        .ok()
        .has("138****0001");
    let csv = [span[0], span[1], ("format", "csv"), ("full", "1")];
    let bare = theirs.post("/hire/wages", &csv).await;
    assert_eq!(bare.status.as_u16(), 422);
    let csv = [csv[0], csv[1], csv[2], csv[3], ("reason", "ledger")];
    theirs
        .post("/hire/wages", &csv)
        .await
        .ok()
        .has("13800000001")
        .has("用人单位名称");
    let print = [
        span[0],
        span[1],
        ("format", "print"),
        ("full", "1"),
        ("reason", "ledger"),
    ];
    theirs
        .post("/hire/wages", &print)
        .await
        .ok()
        .has("第十五条")
        .has("13800000001");
    let xlsx = [span[0], span[1], ("format", "xlsx")];
    let sheet = theirs.post("/hire/wages", &xlsx).await.ok();
    assert!(sheet.text.starts_with("PK"));
}

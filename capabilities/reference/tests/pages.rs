//! The public pages, as a browser without JavaScript sees them.

use reference::capability;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn laws_are_found_and_read_by_the_chapter() {
    let t = testkit::sqlite(vec![capability()], Arc::new(web::NoGate)).await;
    let mut b = t.browser();
    b.get("/policies")
        .await
        .ok()
        .has("中华人民共和国劳动合同法");
    b.get("/policies?q=%E6%8A%BC%E9%87%91")
        .await
        .ok()
        .has("/policies/laws/employment-promotion?chapter=");
    b.get("/policies?q=zzzz").await.ok().has("没有查到");
    b.get("/policies/laws/labour-contract")
        .await
        .ok()
        .has("第一条")
        .has("?chapter=2");
    b.get("/policies/laws/labour-contract?chapter=2")
        .await
        .ok()
        .has("第七条")
        .lacks("第一条 ");
    b.get("/policies/laws/wage-conversion?chapter=3")
        .await
        .ok()
        .has("21.75");
    for bad in [
        "no-such-law",
        "labour?chapter=99",
        "labour?chapter=0",
        "labour?chapter=x",
    ] {
        let answer = b.get(&format!("/policies/laws/{bad}")).await;
        assert_eq!(answer.status, 404, "{bad}");
    }
    for law in reference::Tables::embedded().expect("reads").laws() {
        b.get(&format!("/policies/laws/{}", law.id))
            .await
            .ok()
            .has("</html>");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn divisions_are_listed_and_taken_along() {
    let t = testkit::sqlite(vec![capability()], Arc::new(web::NoGate)).await;
    let mut b = t.browser();
    b.get("/reference/divisions")
        .await
        .ok()
        .has("石坡镇")
        .has("611021115000");
    b.get("/reference/divisions?town=611021115000")
        .await
        .ok()
        .has("双关村");
    b.get("/reference/divisions?format=csv")
        .await
        .ok()
        .has("611021117000");
    let towns = b.get("/api/v1/divisions").await.ok().json();
    assert_eq!(towns["items"].as_array().map(Vec::len), Some(16));
    let villages = b
        .get("/api/v1/divisions?town=611021116000")
        .await
        .ok()
        .json();
    assert_eq!(villages["items"][0]["parent_code"], "611021117000");
    let found = b
        .get("/api/v1/trades?q=%E9%92%A9%E6%9C%BA")
        .await
        .ok()
        .json();
    assert_eq!(found["items"][0]["name"], "挖掘机");
    assert_eq!(b.get("/api/v1/divisions?town=x").await.status, 404);
    assert_eq!(b.get("/reference/divisions?town=1").await.status, 404);
    assert_eq!(b.get("/reference/divisions?format=doc").await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_renders_in_both_languages() {
    let t = testkit::sqlite(vec![capability()], Arc::new(web::NoGate)).await;
    let mut ctx = t.system();
    for locale in kernel::Locale::ALL {
        ctx.locale = locale;
        for page in &t.pages {
            let rendered = (page.render)(&t.house, &ctx);
            assert!(rendered.is_ok(), "{}: {rendered:?}", page.template);
        }
    }
}

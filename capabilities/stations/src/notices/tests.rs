//! Notices reach those who want them, by page and by text message, and nobody else.

use crate::testing::{PHONE, house};
use kernel::{Ctx, Locale, Refusal, Role};
use testkit::TestHouse;

async fn tell(house: &TestHouse, ctx: &Ctx, subject: &str) -> Result<(), Refusal> {
    let mut tx = trail::begin(&house.house.db, ctx).await?;
    super::tell(
        ctx,
        &mut tx,
        subject,
        "stations-hours",
        &[("hours", "8:30")],
    )
    .await?;
    tx.note(ctx, "test.tell", subject, "", serde_json::json!({}));
    tx.commit(ctx).await
}

#[tokio::test]
async fn a_notice_is_sent_once_and_not_after_a_withdrawal() {
    for house in house().await {
        let ctx = house.system();
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        let account = crate::ensure_account(&ctx, &mut tx, PHONE)
            .await
            .expect("an account");
        crate::link_subject(&ctx, &mut tx, &account, "wrk_1", Role::Worker)
            .await
            .expect("ok");
        tx.commit(&ctx).await.expect("committed");

        tell(&house, &ctx, "wrk_1").await.expect("told");
        tell(&house, &ctx, "wrk_without_account")
            .await
            .expect("told on the page only");
        house.drain().await;
        house.drain().await;
        assert_eq!(house.sms.sent().len(), 1);
        assert_eq!(house.sms.sent()[0].text, "开门时间：8:30");
        assert_eq!(house.sms.sent()[0].to, PHONE);

        // Told before the withdrawal, but not sent yet: it is not sent any more.
        tell(&house, &ctx, "wrk_1").await.expect("told");
        let mut tx = trail::begin(&house.house.db, &ctx)
            .await
            .expect("a transaction");
        crate::want_sms(&ctx, &mut tx, "wrk_1", false)
            .await
            .expect("withdrawn");
        tx.commit(&ctx).await.expect("committed");
        tell(&house, &ctx, "wrk_1").await.expect("told");
        house.drain().await;
        assert_eq!(house.sms.sent().len(), 1);

        let mut reader = house.house.db.read().await.expect("a reader");
        let mine = super::of(&mut reader, &["wrk_1".into()], 10)
            .await
            .expect("notices");
        assert_eq!(mine.len(), 3);
        assert_eq!(mine[0].say(&house.house.words, Locale::En), "Open: 8:30");
        assert!(
            super::of(&mut reader, &[], 10)
                .await
                .expect("none")
                .is_empty()
        );
    }
}

//! Signing in by telephone through a browser: limits, expiry, reuse, fixation, the way back.

use crate::testing::{PHONE, code_of, house, sign_in};
use axum::http::StatusCode;

#[tokio::test]
async fn a_person_signs_in_and_out() {
    for house in house().await {
        let mut browser = house.browser();
        sign_in(&house, &mut browser, "worker", "/devices")
            .await
            .ok()
            .has("就是这台");
        let old = browser.jar("yz_sid").map(str::to_owned);
        assert!(old.is_some());
        browser.post("/sign-out", &[]).await;
        assert_eq!(browser.jar("yz_sid"), None);
        browser.cookie("yz_sid", &old.unwrap_or_default());
        let again = browser.send("GET", "/devices", "", Vec::new()).await;
        assert_eq!(
            again.status,
            StatusCode::SEE_OTHER,
            "the session is gone, not hidden"
        );
        assert_eq!(again.location(), "/sign-in?next=%2Fdevices");
    }
}

#[tokio::test]
async fn one_code_a_minute_and_five_an_hour() {
    for house in house().await {
        let mut browser = house.browser();
        for n in 0..5 {
            let sent = browser.post_bare("/sign-in", &[("phone", PHONE)]).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{n}");
            let soon = browser.post_bare("/sign-in", &[("phone", PHONE)]).await;
            assert_eq!(soon.status, StatusCode::TOO_MANY_REQUESTS);
            house.clock.set(house.house.clock.now().plus_minutes(2));
        }
        let sixth = browser.post_bare("/sign-in", &[("phone", PHONE)]).await;
        assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
        house.clock.set(house.house.clock.now().plus_minutes(60));
        let later = browser.post_bare("/sign-in", &[("phone", PHONE)]).await;
        assert_eq!(later.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn thirty_codes_an_hour_from_one_address() {
    for house in house().await {
        let mut browser = house.browser();
        for n in 0..31 {
            let phone = format!("199000001{n:02}");
            let sent = browser.post_bare("/sign-in", &[("phone", &phone)]).await;
            let expected = if n < 30 { 303 } else { 429 };
            assert_eq!(sent.status.as_u16(), expected, "{n}");
        }
    }
}

#[tokio::test]
async fn wrong_old_and_used_codes_are_refused() {
    for house in house().await {
        let mut browser = house.browser();
        let (ask, code) = code_of(&house, &mut browser, PHONE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            let fields = [("ask", ask.as_str()), ("code", wrong)];
            let answer = browser.post("/sign-in/code", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = [("ask", ask.as_str()), ("code", code.as_str())];
        let answer = browser.post("/sign-in/code", &right).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "five wrong tries are all"
        );

        house.clock.set(house.house.clock.now().plus_minutes(2));
        let (ask, code) = code_of(&house, &mut browser, PHONE).await;
        house.clock.set(house.house.clock.now().plus_minutes(5));
        let late = [("ask", ask.as_str()), ("code", code.as_str())];
        let answer = browser.post("/sign-in/code", &late).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "five minutes are over"
        );

        let (ask, code) = code_of(&house, &mut browser, PHONE).await;
        let right = [("ask", ask.as_str()), ("code", code.as_str())];
        let answer = browser.post_bare("/sign-in/code", &right).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let mut thief = house.browser();
        let answer = thief.post_bare("/sign-in/code", &right).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "used once");
    }
}

#[tokio::test]
async fn an_unknown_number_and_an_unknown_id_look_like_any_other() {
    for house in house().await {
        let mut browser = house.browser();
        sign_in(&house, &mut browser, "worker", "/devices")
            .await
            .ok();
        house.clock.set(house.house.clock.now().plus_minutes(2));
        let mut stranger = house.browser();
        let known = stranger.post("/sign-in", &[("phone", PHONE)]).await.ok();
        let unknown = stranger
            .post("/sign-in", &[("phone", "19900000099")])
            .await
            .ok();
        let plain = |page: &str, end: &str| {
            let main = page.split("<main").nth(1).unwrap_or_default();
            let main = main.replace(end, "");
            main.split("name=\"ask\"").next().unwrap_or_default().len()
        };
        assert_eq!(plain(&known.text, "0000"), plain(&unknown.text, "0099"));
        let made_up = [("ask", "cod_0"), ("code", "123456")];
        let answer = stranger.post("/sign-in/code", &made_up).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn signing_in_gives_a_new_session_id() {
    for house in house().await {
        let mut browser = house.browser();
        let planted = "ab".repeat(32);
        browser.cookie("yz_sid", &planted);
        sign_in(&house, &mut browser, "worker", "/devices")
            .await
            .ok();
        let first = browser.jar("yz_sid").map(str::to_owned).unwrap_or_default();
        assert_ne!(first, planted);
        house.clock.set(house.house.clock.now().plus_minutes(2));
        sign_in(&house, &mut browser, "employer", "/devices")
            .await
            .ok();
        let second = browser.jar("yz_sid").map(str::to_owned).unwrap_or_default();
        assert_ne!(first, second);
        let mut old = house.browser();
        old.cookie("yz_sid", &first);
        let answer = old.send("GET", "/devices", "", Vec::new()).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "the old session ended"
        );
    }
}

#[tokio::test]
async fn the_way_back_stays_at_home() {
    for house in house().await {
        for (at, next) in ["//evil.example", "https://evil.example", "/\\evil.example"]
            .into_iter()
            .enumerate()
        {
            let mut browser = house.browser();
            let phone = format!("1990000020{at}");
            let (ask, code) = code_of(&house, &mut browser, &phone).await;
            let fields = [("ask", ask.as_str()), ("code", &code), ("next", next)];
            let answer = browser.post_bare("/sign-in/code", &fields).await;
            assert_eq!(answer.location(), "/my", "{next}");
            let fields = [("back", next), ("large", "1")];
            let answer = browser.post_bare("/view", &fields).await;
            assert_eq!(answer.location(), "/", "{next}");
            assert_eq!(browser.jar("yz_large"), Some("1"));
        }
    }
}

#[tokio::test]
async fn numbers_and_codes_are_nowhere_in_plain() {
    use db::params;
    for house in house().await {
        let mut browser = house.browser();
        let (_, code) = code_of(&house, &mut browser, PHONE).await;
        let mut reader = house.house.db.read().await.expect("a reader");
        let rows = reader
            .all(
                "SELECT phone, phone_index, role FROM one_time_codes",
                &params![],
            )
            .await
            .expect("rows");
        let text = format!("{:?}", rows.iter().map(db::Row::values).collect::<Vec<_>>());
        assert!(!text.contains(PHONE) && !text.contains(&code));
        let jobs = reader
            .all("SELECT payload FROM jobs", &[])
            .await
            .expect("jobs");
        let text = format!("{:?}", jobs.iter().map(db::Row::values).collect::<Vec<_>>());
        assert!(!text.contains(PHONE) && !text.contains(&code), "{text}");
    }
}

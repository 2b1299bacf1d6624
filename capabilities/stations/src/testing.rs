//! What this room's tests share: a house with cheap passwords, and a person who signs in.

use crate::StationGate;
use crate::staff::{Cost, Passwords};
use std::sync::Arc;
use testkit::{Answer, Browser, TestHouse};

/// A number that nobody has.
pub(crate) const PHONE: &str = "19900000000";
/// Division codes of the tests: the fictional county and a town of it.
pub(crate) const COUNTY: &str = "611021000000";
pub(crate) const TOWN: &str = "611021101000";

/// A house on each database at hand.
pub(crate) async fn house() -> Vec<TestHouse> {
    built(|| vec![crate::capability()]).await
}

/// The same with the reference tables, which take a while to load.
pub(crate) async fn house_with_tables() -> Vec<TestHouse> {
    built(|| vec![reference::capability(), crate::capability()]).await
}

async fn built(rooms: impl Fn() -> Vec<capability::Capability>) -> Vec<TestHouse> {
    let houses = testkit::both(rooms, Arc::new(StationGate)).await;
    for house in &houses {
        house.house.slots.put(Passwords::new(Cost::SMALL));
    }
    houses
}

/// Asks for a code, and reads it from the message.
pub(crate) async fn code_of(
    house: &TestHouse,
    browser: &mut Browser,
    phone: &str,
) -> (String, String) {
    let sent = browser.post("/sign-in", &[("phone", phone)]).await.ok();
    let ask = sent.find("value=\"cod_").unwrap_or_default();
    house.drain().await;
    let message = house.sms.last_to(phone).expect("a message");
    let digits: String = message.text.chars().filter(char::is_ascii_digit).collect();
    (ask, digits[..6].to_owned())
}

/// Signs in by telephone and goes on to a page.
pub(crate) async fn sign_in(
    house: &TestHouse,
    browser: &mut Browser,
    role: &str,
    next: &str,
) -> Answer {
    let (ask, code) = code_of(house, browser, PHONE).await;
    let fields = [
        ("ask", ask.as_str()),
        ("code", code.as_str()),
        ("as", role),
        ("next", next),
    ];
    browser.post("/sign-in/code", &fields).await
}

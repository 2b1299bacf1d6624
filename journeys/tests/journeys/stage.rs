//! What most stories begin with: somebody signs in, is registered, posts a job.

use crate::cast::{COUNTY, TOWN, VILLAGE, actor};
use crate::doors::Record;
use db::params;
use kernel::{Moment, Role};
use testkit::{Answer, Browser, TestHouse};

/// The first id with this prefix in a text.
pub fn id_in(text: &str, prefix: &str) -> Option<String> {
    let hex = |t: &str| t.len() == 32 && t.bytes().all(|b| b.is_ascii_hexdigit());
    text.match_indices(prefix).find_map(|(at, _)| {
        let end = at + prefix.len() + 32;
        let id = text.get(at..end)?;
        hex(&id[prefix.len()..]).then(|| id.to_owned())
    })
}

/// The same, which must be there.
#[track_caller]
pub fn id_of(answer: &Answer, prefix: &str) -> String {
    let found = id_in(&answer.path, prefix).or_else(|| id_in(&answer.text, prefix));
    let main = answer.text.find("<main").unwrap_or_default();
    let text: String = answer.text[main..].chars().take(1500).collect();
    found.unwrap_or_else(|| panic!("no {prefix} at {}: {text}", answer.path))
}

/// A checked number of the fictional region 611099.
pub fn id_number(birth: &str, order: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("611099{birth}{order:03}");
    let digits = body.bytes().map(|b| u32::from(b - b'0'));
    let sum: u32 = digits.zip(WEIGHTS).map(|(d, w)| d * w).sum();
    let marks = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"];
    body + marks[(sum % 11) as usize]
}

/// A made-up credit code with its check character (GB 32100—2015).
pub fn credit_code(order: usize) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91611099MA7{order:06}");
    let value = |b: u8| ALPHABET.iter().position(|a| *a == b).unwrap_or_default();
    let mut weight = 1;
    let mut sum = 0;
    for byte in body.bytes() {
        sum += value(byte) * weight;
        weight = weight * 3 % 31;
    }
    let mark = char::from(ALPHABET[(31 - sum % 31) % 31]);
    format!("{body}{mark}")
}

/// Signs in by telephone code, as a person's browser would.
pub async fn sign_in(house: &TestHouse, phone: &str, role: &str) -> (Browser, Answer) {
    let mut browser = house.browser();
    browser.get(&format!("/sign-in?as={role}")).await.ok();
    let sent = browser
        .post("/sign-in", &[("phone", phone), ("as", role)])
        .await;
    let sent = sent.ok();
    house.drain().await;
    let sms = house
        .sms
        .last_to(phone)
        .expect("a text message with the code");
    let mut parts = sms.text.split(|c: char| !c.is_ascii_digit());
    let code = parts.rfind(|part| part.len() == 6).expect("six digits");
    let ask = id_of(&sent, "cod_");
    let fields = [("ask", ask.as_str()), ("code", code), ("as", role)];
    let home = browser.post("/sign-in/code", &fields).await;
    assert!(browser.jar("yz_sid").is_some(), "signed in: {}", home.text);
    (browser, home)
}

/// An employer that the station has verified.
pub struct Boss {
    /// Its browser.
    pub browser: Browser,
    /// Its file.
    pub id: String,
    /// Its telephone.
    pub phone: String,
}

/// Registers a company of 古城镇; the station has not seen it yet.
pub async fn registered(house: &TestHouse, order: usize) -> Boss {
    let phone = format!("1990000{order:04}");
    let (mut browser, _) = sign_in(house, &phone, "employer").await;
    let code = credit_code(order);
    let name = format!("古城第{order}建筑队");
    let form = [
        ("kind", "company"),
        ("class", "self-employer"),
        ("name", name.as_str()),
        ("uscc", &code),
        ("place", "古城镇"),
        ("contact_name", "周明"),
        ("phone", &phone),
    ];
    let file = browser.post("/hire/register", &form).await.ok();
    let id = id_of(&file, "emp_");
    Boss { browser, id, phone }
}

/// The town's clerk has seen its papers.
pub async fn verify(house: &TestHouse, employer: &str) {
    let mut clerk = actor(house, Role::TownClerk, TOWN, &[]);
    let path = format!("/desk/employers/{employer}/verify");
    let seen = [
        ("decision", "verify"),
        ("level", "papers"),
        ("reason", "看过执照原件"),
    ];
    clerk.post(&path, &seen).await.ok();
    house.drain().await;
}

/// A verified company.
pub async fn employer(house: &TestHouse, order: usize) -> Boss {
    let boss = registered(house, order).await;
    verify(house, &boss.id).await;
    boss
}

/// What a day job says; `other` replaces or adds.
pub fn job<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("kind", "day"),
        ("trade_said", "瓦工"),
        ("title", "砌围墙"),
        ("duties", "砌一段围墙，砖和灰都备好"),
        ("town", TOWN),
        ("headcount", "2"),
        ("start_day", "2026-11-24"),
        ("start_time", "7:30"),
        ("hours", "8"),
        ("pay_unit", "day"),
        ("pay_min", "220"),
        ("settle", "day"),
        ("pay_method", "cash"),
        ("meals", "given"),
        ("insurance", "accident"),
        ("agreement", "service"),
        ("conditions", "会砌砖"),
    ];
    let mut form: Vec<(&str, &str)> = usual.to_vec();
    form.retain(|(name, _)| !other.iter().any(|(n, _)| n == name));
    form.extend(other);
    form
}

/// The reviewer of the county looks at what was sent in, and publishes it.
pub async fn publish(house: &TestHouse, vacancy: &str, version: &str) {
    let mut judge = actor(house, Role::Reviewer, COUNTY, &[]);
    let path = format!("/desk/review/{vacancy}");
    judge.get(&path).await.ok();
    let verdict = [
        ("version", version),
        ("verdict", "publish"),
        ("level", "papers"),
    ];
    judge.post(&path, &verdict).await.ok();
    house.drain().await;
}

/// Posts a job and has it published; its id.
pub async fn published(house: &TestHouse, boss: &mut Boss, other: &[(&str, &str)]) -> String {
    let mut form = job(other);
    form.extend([("do", "submit"), ("employer", boss.id.as_str())]);
    let sent = boss.browser.post("/hire/vacancies/new", &form).await.ok();
    let id = id_of(&sent, "vac_");
    publish(house, &id, "1").await;
    id
}

/// Moves the clock to so many days and minutes after a moment, and lets the jobs run.
pub async fn later(house: &TestHouse, from: Moment, days: i64, minutes: i64) {
    house.clock.set(from.plus_days(days).plus_minutes(minutes));
    house.drain().await;
}

/// One number from the database.
pub async fn number(house: &TestHouse, sql: &str, key: &str) -> i64 {
    let mut reader = house.house.db.read().await.unwrap();
    let row = reader.one(sql, &params![key]).await.unwrap();
    row.get("n").unwrap()
}

/// Records of one employer and one worker of 古城镇.
pub struct Ours {
    /// The worker's file.
    pub worker: String,
    /// The employer's file.
    pub employer: String,
    /// A draft of the employer's.
    pub vacancy: String,
    /// The worker's application for another post of the employer's.
    pub application: String,
    /// An order of day work that the employer has not opened.
    pub order: String,
    /// A shift of another order of the employer's.
    pub shift: String,
    /// The worker's seat on it.
    pub seat: String,
}

impl Ours {
    /// The record of a kind.
    pub fn id(&self, record: Record) -> String {
        match record {
            Record::Worker => self.worker.clone(),
            Record::Employer => self.employer.clone(),
            Record::Vacancy => self.vacancy.clone(),
            Record::Application => self.application.clone(),
            Record::Order => self.order.clone(),
            Record::Shift | Record::OpenShift => self.shift.clone(),
            Record::Seat => self.seat.clone(),
            other => other.made_up().to_owned(),
        }
    }
}

/// A worker registered in a village.
pub async fn worker(house: &TestHouse, name: &str, phone: &str, region: &str) -> String {
    let place = if region == VILLAGE {
        "古城镇寨子村"
    } else {
        "三要镇永坪村"
    };
    let mut clerk = actor(house, Role::VillageClerk, region, &[]);
    let form = [
        ("name", name),
        ("phone", phone),
        ("place", place),
        ("consent", "spoken"),
        ("channel", "telephone"),
    ];
    id_of(&clerk.post("/desk/people/new", &form).await.ok(), "wrk_")
}

/// What an order of day work says; `other` replaces or adds.
pub fn day_work<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("trade", "t01"),
        ("title", "核桃装车"),
        ("duties", "把装好的核桃搬上车"),
        ("town", TOWN),
        ("address", "村口"),
        ("relation", "labour"),
        ("agreement", "contract"),
        ("pay_unit", "day"),
        ("pay", "220"),
        ("settle", "day"),
        ("pay_method", "cash"),
        ("meals", "given"),
        ("transport", "own"),
        ("insurance", "accident"),
        ("days", "2026-11-24"),
        ("start_time", "7:30"),
        ("hours", "8"),
        ("seats", "2"),
    ];
    let mut form: Vec<(&str, &str)> = usual.to_vec();
    form.retain(|(name, _)| !other.iter().any(|(n, _)| n == name));
    form.extend(other);
    form
}

/// A seat that the worker has said yes to at the desk: a draft order, a shift, the seat.
async fn seated(boss: &mut Boss, clerk: &mut Browser, worker: &str) -> [String; 3] {
    let employer = ("employer", boss.id.as_str());
    let form = day_work(&[("title", "没发出去的活"), employer]);
    let draft = boss.browser.post("/hire/day/new", &form).await.ok();
    let form = day_work(&[("do", "open"), employer]);
    boss.browser.post("/hire/day/new", &form).await.ok();
    let desk = format!("/desk/people/{worker}/day");
    let shift = id_of(&clerk.get(&desk).await.ok(), "shf_");
    let form = [
        ("shift", shift.as_str()),
        ("consent", "spoken"),
        ("channel", "village"),
        ("do", "confirm"),
    ];
    let taken = clerk.post(&desk, &form).await.ok();
    [id_of(&draft, "ord_"), shift, id_of(&taken, "sea_")]
}

/// Makes them.
pub async fn ours(house: &TestHouse) -> Ours {
    let mut boss = employer(house, 6).await;
    let open = published(house, &mut boss, &[]).await;
    let worker = worker(house, "吴老三", "19900020001", VILLAGE).await;
    let mut clerk = actor(house, Role::VillageClerk, VILLAGE, &[]);
    let form = [
        ("vacancy", open.as_str()),
        ("consent", "spoken"),
        ("channel", "village"),
    ];
    let applied = clerk
        .post(&format!("/desk/people/{worker}/apply"), &form)
        .await
        .ok();
    let [order, shift, seat] = seated(&mut boss, &mut clerk, &worker).await;
    // A draft: nobody but its employer and the station may know of it.
    let mut form = job(&[("title", "没发出去的活")]);
    form.push(("employer", boss.id.as_str()));
    let draft = boss.browser.post("/hire/vacancies/new", &form).await.ok();
    Ours {
        worker,
        employer: boss.id,
        vacancy: id_of(&draft, "vac_"),
        application: id_of(&applied, "app_"),
        order,
        shift,
        seat,
    }
}

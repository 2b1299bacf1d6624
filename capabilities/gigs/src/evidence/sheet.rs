//! The facts on paper: what is printed is read from the very tree that is under the digest.

use super::check::SHORT;
use super::model::Kept;
use kernel::{Ctx, Fen, Locale, Moment, Refusal};
use paper::{Attachment, Block, Column, Document};
use serde_json::Value;
use std::sync::Arc;
use words::Words;

/// Says things in the reader's language.
struct Voice {
    words: Arc<Words>,
    locale: Locale,
}

impl Voice {
    fn say(&self, key: &str) -> String {
        self.words.say(self.locale, key, &[])
    }
    fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.words.say(self.locale, key, args)
    }
    fn code(&self, list: &str, code: &Value) -> String {
        let code = text(code);
        let key = format!("gigs-evidence-{list}-{code}");
        if code.is_empty() {
            String::new()
        } else if self.words.has(self.locale, &key) {
            self.say(&key)
        } else {
            code
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn moment(value: &Value) -> String {
    value
        .as_i64()
        .map_or(String::new(), |ms| Moment::from_millis(ms).local())
}

fn yuan(value: &Value) -> String {
    value
        .as_i64()
        .map_or(String::new(), |fen| Fen(fen).to_string())
}

/// A digest in groups of four, so that it can be compared by eye.
fn grouped(digest: &str) -> String {
    let chars: Vec<char> = digest.chars().collect();
    let groups: Vec<String> = chars.chunks(4).map(|c| c.iter().collect()).collect();
    groups.join(" ")
}

/// The document of a package; `bytes` are the facts as digested, and travel inside.
pub(super) fn document(
    ctx: &Ctx,
    kept: &Kept,
    facts: &Value,
    bytes: Vec<u8>,
    house: &str,
) -> Result<Document, Refusal> {
    let voice = Voice {
        words: ctx.slot::<Words>()?,
        locale: ctx.locale,
    };
    let title = voice.say("gigs-evidence-title");
    let mut blocks = vec![
        Block::Title(title.clone()),
        Block::Text(voice.say("gigs-evidence-pdf-about")),
    ];
    blocks.extend(head(&voice, kept, facts, house));
    blocks.extend(orders(&voice, facts));
    for (at, seat) in list(&facts["seats"]).iter().enumerate() {
        blocks.extend(one_seat(&voice, at + 1, seat, facts));
    }
    blocks.extend(notices(&voice, facts));
    blocks.push(Block::Rule);
    blocks.push(Block::Small(voice.say("gigs-evidence-pdf-means")));
    let foot = voice.with("gigs-evidence-pdf-foot", &[("no", &kept.no)]);
    Ok(Document {
        title: format!("{title} {}", kept.no),
        language: ctx.locale.tag(),
        foot,
        made_at: kept.made_at,
        blocks,
        attachments: vec![Attachment {
            name: "evidence.json".to_owned(),
            media: "application/json",
            description: voice.say("gigs-evidence-pdf-attached"),
            bytes,
        }],
    })
}

fn head(voice: &Voice, kept: &Kept, facts: &Value, house: &str) -> Vec<Block> {
    let row = |key: &str, value: String| (voice.say(key), value);
    let period = format!("{} — {}", kept.from_day, kept.to_day);
    let rows = vec![
        row("gigs-evidence-no", kept.no.clone()),
        row("gigs-evidence-worker", text(&facts["worker"]["name"])),
        row("gigs-evidence-file-no", kept.worker_id.clone()),
        row("gigs-evidence-period", period),
        row("gigs-evidence-seats", kept.seats.to_string()),
        row("gigs-evidence-made-at", kept.made_at.local()),
        row("gigs-evidence-digest", grouped(&kept.digest)),
    ];
    let short = &kept.digest[..SHORT];
    let content = format!("{house}/evidence?no={}&digest={short}", kept.no);
    let caption = voice.with("gigs-evidence-pdf-check", &[("house", house)]);
    vec![Block::Rows(rows), Block::Qr { content, caption }]
}

fn orders(voice: &Voice, facts: &Value) -> Vec<Block> {
    let mut out = Vec::new();
    for order in list(&facts["orders"]) {
        let terms = &order["terms"];
        let no = text(&order["no"]);
        let version = text(&order["version"]);
        let args = [("no", no.as_str()), ("version", version.as_str())];
        out.push(Block::Heading(voice.with("gigs-evidence-pdf-order", &args)));
        let row = |key: &str, value: String| (voice.say(key), value);
        let pay = format!(
            "{} {} {}",
            yuan(&terms["pay_fen"]),
            voice.code("unit", &terms["pay_unit"]),
            text(&terms["pay_note"])
        );
        out.push(Block::Rows(vec![
            row("gigs-evidence-employer", text(&order["employer"]["name"])),
            row("gigs-evidence-job", text(&terms["title"])),
            row("gigs-evidence-duties", text(&terms["duties"])),
            row("gigs-evidence-where", text(&terms["address"])),
            row("gigs-evidence-pay", pay),
            row(
                "gigs-evidence-settle",
                voice.code("settle", &terms["settle"]),
            ),
            row(
                "gigs-evidence-insured",
                voice.code("insurance", &terms["insurance"]),
            ),
            row("gigs-evidence-shown-at", moment(&order["made_at"])),
            row("gigs-evidence-audit", text(&order["audit"])),
            row(
                "gigs-evidence-version-digest",
                grouped(&text(&order["digest"])),
            ),
        ]));
    }
    out
}

fn one_seat(voice: &Voice, n: usize, seat: &Value, facts: &Value) -> Vec<Block> {
    let named = |o: &&Value| o["id"] == seat["order"];
    let order = list(&facts["orders"]).iter().find(named);
    let job = order.map_or(String::new(), |o| text(&o["terms"]["title"]));
    let (n, day) = (n.to_string(), text(&seat["day"]));
    let args = [
        ("n", n.as_str()),
        ("day", day.as_str()),
        ("job", job.as_str()),
    ];
    let row = |key: &str, value: String| (voice.say(key), value);
    let time = format!(
        "{} — {}",
        moment(&seat["start_at"]),
        moment(&seat["end_at"])
    );
    let mut out = vec![
        Block::Heading(voice.with("gigs-evidence-pdf-seat", &args)),
        Block::Rows(vec![
            row("gigs-evidence-file-no", text(&seat["id"])),
            row("gigs-evidence-time", time),
            row("gigs-evidence-in", moment(&seat["checked_in_at"])),
            row("gigs-evidence-out", moment(&seat["checked_out_at"])),
            row("gigs-evidence-now", voice.code("state", &seat["state"])),
        ]),
    ];
    out.extend(steps(voice, seat));
    out.extend(covers(voice, seat));
    out.extend(super::money::printed(seat, &|key| voice.say(key)));
    out
}

fn steps(voice: &Voice, seat: &Value) -> Option<Block> {
    let who = |m: &Value| {
        let party = voice.code("party", &m["party"]);
        let actor = text(&m["actor"]);
        if m["behalf"].is_null() {
            format!("{party}（{actor}）")
        } else {
            voice.with("gigs-evidence-for", &[("party", &party), ("actor", &actor)])
        }
    };
    // What a person said. The figures of a step stand in their own lines; all of it is in the
    // attached facts.
    let said = |m: &Value| match &m["note"] {
        Value::Object(note) => {
            let words = ["reason", "note", "words"]
                .iter()
                .filter_map(|key| note.get(*key));
            words.map(text).collect::<Vec<String>>().join("; ")
        }
        other => text(other),
    };
    let line = |m: &Value| {
        let what = voice.code("move", &m["move"]);
        let said = said(m);
        let what = if said.is_empty() {
            what
        } else {
            format!("{what}\n{said}")
        };
        vec![moment(&m["at"]), what, who(m), text(&m["audit"])]
    };
    let rows: Vec<Vec<String>> = list(&seat["moves"]).iter().map(line).collect();
    let column = |key: &str, share| Column::new(voice.say(key), share);
    let columns = vec![
        column("gigs-evidence-when", 5),
        column("gigs-evidence-what", 8),
        column("gigs-evidence-who", 9),
        column("gigs-evidence-audit", 4),
    ];
    (!rows.is_empty()).then_some(Block::Table { columns, rows })
}

fn covers(voice: &Voice, seat: &Value) -> Option<Block> {
    let line = |c: &Value| {
        vec![
            voice.code("cover", &c["kind"]),
            voice.code("payer", &c["payer"]),
            format!("{} {}", text(&c["insurer"]), text(&c["policy_no"])),
            text(&c["audit"]),
        ]
    };
    let rows: Vec<Vec<String>> = list(&seat["cover"]).iter().map(line).collect();
    let column = |key: &str, share| Column::new(voice.say(key), share);
    let columns = vec![
        column("gigs-evidence-insured", 5),
        column("gigs-evidence-payer", 4),
        column("gigs-evidence-policy", 8),
        column("gigs-evidence-audit", 4),
    ];
    (!rows.is_empty()).then_some(Block::Table { columns, rows })
}

fn notices(voice: &Voice, facts: &Value) -> Vec<Block> {
    let line = |n: &Value| vec![moment(&n["at"]), text(&n["text"]), text(&n["audit"])];
    let rows: Vec<Vec<String>> = list(&facts["notices"]).iter().map(line).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let column = |key: &str, share| Column::new(voice.say(key), share);
    let columns = vec![
        column("gigs-evidence-when", 5),
        column("gigs-evidence-told", 17),
        column("gigs-evidence-audit", 4),
    ];
    let heading = Block::Heading(voice.say("gigs-evidence-pdf-notices"));
    vec![heading, Block::Table { columns, rows }]
}

//! Each rule finds the fault that is planted for it, and nothing in a clean tree.

use super::{Tree, faults};
use std::path::{Path, PathBuf};

/// A small tree on disk that breaks no rule; removed when dropped.
struct House(PathBuf);

impl House {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("tidy-{name}-{}", std::process::id()));
        let house = Self(dir);
        let room = "capabilities/gigs";
        house.put(&format!("{room}/src/lib.rs"), "//! Day work.\n");
        house.put(
            &format!("{room}/src/orders/model.rs"),
            "//! An order.\nuse kernel::Day;\n",
        );
        house.put(
            &format!("{room}/messages/zh-CN.ftl"),
            "gigs-title = 零活 { $n }\n",
        );
        house.put(
            &format!("{room}/messages/en.ftl"),
            "gigs-title = Gigs { $n }\n",
        );
        house.put(
            &format!("{room}/templates/list.html"),
            "<h1>{{ t(\"gigs-title\", n=1) }}</h1>\n",
        );
        house.put(
            &format!("{room}/migrations/20261123_1700_orders.sql"),
            "CREATE TABLE orders (\n  id TEXT PRIMARY KEY,\n  begins_at BIGINT NOT NULL\n);\n",
        );
        house.put(
            &format!("{room}/Cargo.toml"),
            "[dependencies]\nkernel.workspace = true\n",
        );
        house.put("base/kernel/Cargo.toml", "[package]\nname = \"kernel\"\n");
        house.put("xtask/doors.txt", "kernel:\ngigs: kernel\n");
        house
    }
    fn put(&self, path: &str, text: &str) {
        let file = self.0.join(path);
        let dir = file.parent().unwrap_or(Path::new("/"));
        std::fs::create_dir_all(dir).unwrap();
        std::fs::write(file, text).unwrap();
    }
    fn rules(&self) -> Vec<&'static str> {
        let mut rules: Vec<_> = faults(&Tree::read(&self.0))
            .iter()
            .map(|f| f.rule)
            .collect();
        rules.dedup();
        rules
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Plants one file and expects exactly one rule to be broken by it.
fn planted(rule: &'static str, path: &str, text: &str) {
    let house = House::new(rule);
    assert_eq!(house.rules(), Vec::<&str>::new(), "the clean tree");
    house.put(path, text);
    assert_eq!(house.rules(), [rule], "{path}");
}

const ORDERS: &str = "capabilities/gigs/src/orders";

#[test]
fn models_are_pure() {
    planted(
        "pure-model",
        &format!("{ORDERS}/state.rs"),
        "//! S.\nuse db::Conn;\n",
    );
}

#[test]
fn actions_ask_first() {
    let action = "//! A.\npub async fn take(ctx: &Ctx) -> Reply {\n    store::put(ctx)\n}\n";
    planted("actions-ask", &format!("{ORDERS}/actions.rs"), action);
}

#[test]
fn an_open_action_says_why() {
    let house = House::new("open");
    let action = "//! A.\npub fn see(ctx: &Ctx) -> Reply {\n    // open: all may\n    x()\n}\n";
    house.put(&format!("{ORDERS}/actions.rs"), action);
    assert!(house.rules().is_empty());
}

#[test]
fn sql_has_its_place_and_its_words() {
    let sql = "//! P.\nconst GET: &str = \"SELECT id FROM orders\";\n";
    planted("sql-place", &format!("{ORDERS}/pages.rs"), sql);
    let sql = "//! S.\nconst GET: &str = \"SELECT id FROM orders WHERE id ILIKE $1\";\n";
    planted("portable-sql", &format!("{ORDERS}/store.rs"), sql);
    let sql = "//! S.\nfn f() { match d { Dialect::Sqlite => 1 } }\n";
    planted("dialect", &format!("{ORDERS}/store.rs"), sql);
    let migration = "capabilities/gigs/migrations/20261123_1800_more.sql";
    planted(
        "column-type",
        migration,
        "CREATE TABLE pay (\n  due_fen TEXT NOT NULL\n);\n",
    );
    planted(
        "table-owner",
        migration,
        "CREATE TABLE orders (\n  id TEXT\n);\n",
    );
}

#[test]
fn tables_are_asked_through_their_owner() {
    let sql = "//! S.\nconst GET: &str = \"SELECT id FROM orders\";\n";
    planted("table-owner", "yizhan/src/store.rs", sql);
}

#[test]
fn sizes_and_openings() {
    planted("opening", "yizhan/src/lib.rs", "fn main() {}\n");
    planted(
        "file-size",
        "yizhan/src/lib.rs",
        &format!("//! Long.\n{}", "\n".repeat(400)),
    );
    planted(
        "line-width",
        "yizhan/src/lib.rs",
        &format!("//! Wide.\n// {}\n", "村".repeat(98)),
    );
    let body = "    x();\n".repeat(70);
    planted(
        "fn-size",
        "yizhan/src/lib.rs",
        &format!("//! F.\nfn f() {{\n{body}}}\n"),
    );
}

#[test]
fn names_say_something() {
    planted("vague-name", "yizhan/src/utils.rs", "//! U.\n");
    planted(
        "unfinished",
        "yizhan/src/lib.rs",
        &format!("//! L.\n// {}\n", concat!("TO", "DO")),
    );
}

#[test]
fn catalogues_agree_and_are_used() {
    let zh = "capabilities/gigs/messages/zh-CN.ftl";
    planted("messages", zh, "gigs-title = 零活\n");
    planted(
        "messages",
        "capabilities/gigs/messages/en.ftl",
        "other = x\n",
    );
    let house = House::new("unused");
    house.put(zh, "gigs-title = 零活 { $n }\ngigs-more = 更多\n");
    house.put(
        "capabilities/gigs/messages/en.ftl",
        "gigs-title = G { $n }\ngigs-more = More\n",
    );
    assert_eq!(house.rules(), ["message-unused"]);
    house.put(
        &format!("{ORDERS}/pages.rs"),
        "//! P.\nfn f() { say(format!(\"gigs-{x}\")) }\n",
    );
    assert!(house.rules().is_empty());
}

#[test]
fn what_is_said_exists() {
    let page = "capabilities/gigs/templates/show.html";
    planted("message-unknown", page, "{{ t('gigs-nothing') }}\n");
    let code = "//! A.\nfn f() { Err(Refusal::field(\"name\", \"gigs-wrong\")) }\n";
    planted("message-unknown", &format!("{ORDERS}/pages.rs"), code);
    let code = "//! A.\nfn f() { Err(Refusal::bad(\n    \"gigs-wrong\",\n)) }\n";
    planted("message-unknown", &format!("{ORDERS}/pages.rs"), code);
}

#[test]
fn doors_lead_down() {
    let cargo = "[dependencies]\ngigs.workspace = true\n";
    planted("doors", "base/kernel/Cargo.toml", cargo);
    planted("doors", "xtask/doors.txt", "gigs: kernel\nkernel:\n");
    planted("doors", "base/db/Cargo.toml", "");
}

#[test]
fn exceptions_must_be_needed() {
    let house = House::new("exceptions");
    house.put("yizhan/src/utils.rs", "//! U.\n");
    house.put(
        "xtask/exceptions.txt",
        "vague-name yizhan/src/utils.rs because\n",
    );
    assert!(house.rules().is_empty());
    house.put(
        "xtask/exceptions.txt",
        "file-size yizhan/src/utils.rs because\n",
    );
    assert_eq!(house.rules(), ["vague-name", "exceptions"]);
}

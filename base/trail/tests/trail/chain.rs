//! A whole trail verifies; a changed, cut, moved or shortened one does not.

use crate::house::{House, houses};
use trail::{Fault, What, anchor_text, chain_of, verify_anchors};

const SUBJECT: &str = "wrk_1";

fn chain() -> String {
    chain_of(crate::house::TOWN, SUBJECT)
}

fn fault(seq: i64, what: What) -> Fault {
    Fault {
        chain: chain(),
        seq,
        what,
    }
}

/// Ten lines of one chain, besides others.
async fn written() -> Vec<House> {
    let houses = houses().await;
    for house in &houses {
        for n in 0..10 {
            house.line(SUBJECT, &format!("people.change-{n}")).await;
        }
        for n in 2..8 {
            let other = format!("emp_{n}");
            if chain_of(crate::house::TOWN, &other) != chain() {
                house.line(&other, "employers.change").await;
            }
        }
    }
    houses
}

#[tokio::test]
async fn a_whole_trail_verifies() {
    for house in written().await {
        let mut conn = house.db.read().await.unwrap();
        let mut heard = 0;
        let report = trail::verify(&mut conn, &house.vault, |n| heard = n)
            .await
            .unwrap();
        assert_eq!(report.faults, []);
        assert_eq!(
            i64::try_from(report.lines),
            Ok(house.count("audit_lines").await)
        );
        assert_eq!(
            i64::try_from(report.chains),
            Ok(house.count("audit_heads").await)
        );
        assert_eq!(heard, report.lines);
    }
}

#[tokio::test]
async fn writers_of_one_chain_queue_and_the_chain_stays_whole() {
    for house in houses().await {
        let house = std::sync::Arc::new(house);
        let mut set = tokio::task::JoinSet::new();
        for n in 0..40 {
            let house = std::sync::Arc::clone(&house);
            set.spawn(async move {
                let ctx = house.ctx("acc_1");
                let mut tx = trail::begin(&house.db, &ctx).await.unwrap();
                // Two chains in either order: no two writers may wait for each other.
                for subject in if n % 2 == 0 {
                    ["wrk_1", "wrk_2"]
                } else {
                    ["wrk_2", "wrk_1"]
                } {
                    let detail = serde_json::json!({ "n": n });
                    tx.note(&ctx, "people.change", subject, crate::house::TOWN, detail);
                }
                tx.commit(&ctx).await.unwrap();
            });
        }
        set.join_all().await;
        assert_eq!(house.faults().await, []);
        assert_eq!(house.count("audit_lines").await, 80);
    }
}

#[tokio::test]
async fn every_changed_column_is_found() {
    let texts = [
        "actor_kind",
        "actor",
        "behalf_subject",
        "behalf_consent",
        "verb",
        "subject",
    ];
    let more = ["region", "detail", "request", "chain"];
    for house in written().await {
        let at = format!("WHERE chain = '{}' AND seq = 5", chain());
        let mut conn = house.db.begin().await.unwrap();
        for column in texts.iter().chain(&more) {
            let sql = format!("UPDATE audit_lines SET {column} = {column} || 'x' {at}");
            assert_eq!(conn.execute(&sql, &[]).await.unwrap(), 1);
            let found = trail::verify(&mut conn, &house.vault, |_| {})
                .await
                .unwrap()
                .faults;
            assert!(!found.is_empty(), "{column}");
            if *column != "chain" {
                assert_eq!(found, [fault(5, What::Changed)], "{column}");
            }
            drop(conn);
            conn = house.db.begin().await.unwrap();
        }
        for change in [
            "noted_at = noted_at - 1",
            "seq = seq + 1000",
            "prev = hash",
            "hash = prev",
        ] {
            let sql = format!("UPDATE audit_lines SET {change} {at}");
            assert_eq!(conn.execute(&sql, &[]).await.unwrap(), 1);
            let found = trail::verify(&mut conn, &house.vault, |_| {})
                .await
                .unwrap()
                .faults;
            assert!(
                found.iter().any(|f| f.chain == chain() && f.seq == 5),
                "{change}"
            );
            drop(conn);
            conn = house.db.begin().await.unwrap();
        }
        drop(conn);
        assert_eq!(house.faults().await, [], "nothing of this was committed");
    }
}

#[tokio::test]
async fn a_removed_line_is_found() {
    for house in written().await {
        for seq in 1..=10 {
            let mut tx = house.db.begin().await.unwrap();
            let sql = format!(
                "DELETE FROM audit_lines WHERE chain = '{}' AND seq = {seq}",
                chain()
            );
            tx.execute(&sql, &[]).await.unwrap();
            let found = trail::verify(&mut tx, &house.vault, |_| {})
                .await
                .unwrap()
                .faults;
            let what = if seq == 10 {
                What::HeadMismatch
            } else {
                What::Missing
            };
            assert_eq!(found, [fault(seq, what)]);
        }
    }
}

#[tokio::test]
async fn swapped_lines_are_found() {
    for house in written().await {
        let set = |from: i64, to: i64| {
            let at = format!("WHERE chain = '{}' AND seq = {from}", chain());
            format!("UPDATE audit_lines SET seq = {to} {at}")
        };
        house
            .tamper(&[&set(4, 999), &set(5, 4), &set(999, 5)])
            .await;
        let found = house.faults().await;
        let moved = [4, 5, 6].map(|seq| fault(seq, What::Reordered));
        assert_eq!(found, moved);
    }
}

#[tokio::test]
async fn lines_renumbered_over_a_gap_are_found() {
    for house in written().await {
        let at = format!("WHERE chain = '{}'", chain());
        house
            .tamper(&[
                &format!("DELETE FROM audit_lines {at} AND seq = 3"),
                &format!("UPDATE audit_lines SET seq = seq + 1000 {at} AND seq > 3"),
                &format!("UPDATE audit_lines SET seq = seq - 1001 {at} AND seq > 3"),
                &format!("UPDATE audit_heads SET seq = 9 {at}"),
            ])
            .await;
        assert_eq!(house.faults().await, [fault(3, What::Reordered)]);
    }
}

#[tokio::test]
async fn a_head_that_is_changed_or_gone_is_found() {
    for house in written().await {
        for change in ["UPDATE audit_heads SET seq = 9", "DELETE FROM audit_heads"] {
            let mut tx = house.db.begin().await.unwrap();
            tx.execute(&format!("{change} WHERE chain = '{}'", chain()), &[])
                .await
                .unwrap();
            let found = trail::verify(&mut tx, &house.vault, |_| {})
                .await
                .unwrap()
                .faults;
            assert!(
                found.contains(&fault(10, What::HeadMismatch)),
                "{change}: {found:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_cut_tail_is_found_by_its_anchor() {
    for house in written().await {
        let ends = trail::anchors(&mut house.db.read().await.unwrap())
            .await
            .unwrap();
        let text = anchor_text(house.now.day(), &ends);
        let whole = verify_anchors(&mut house.db.read().await.unwrap(), &text)
            .await
            .unwrap();
        assert_eq!(whole, []);
        // The last three lines go, and the head is moved back with a hash that fits.
        let chain = chain();
        let at = format!("WHERE chain = '{chain}'");
        let hash = "(SELECT l.hash FROM audit_lines AS l WHERE l.chain = audit_heads.chain";
        house
            .tamper(&[
                &format!("DELETE FROM audit_lines {at} AND seq > 7"),
                &format!("UPDATE audit_heads SET seq = 7, hash = {hash} AND l.seq = 7) {at}"),
            ])
            .await;
        assert_eq!(
            house.faults().await,
            [],
            "inside the database nothing is wrong"
        );
        let found = verify_anchors(&mut house.db.read().await.unwrap(), &text)
            .await
            .unwrap();
        assert_eq!(found, [fault(10, What::Missing)]);
        // New lines in the place of the old ones do not help.
        for _ in 0..3 {
            house.line(SUBJECT, "people.forged").await;
        }
        let found = verify_anchors(&mut house.db.read().await.unwrap(), &text)
            .await
            .unwrap();
        assert_eq!(found, [fault(10, What::Changed)]);
    }
}

#[tokio::test]
async fn an_anchor_file_that_cannot_be_read_is_a_fault() {
    for house in houses().await {
        let mut conn = house.db.read().await.unwrap();
        let found = verify_anchors(&mut conn, "\n2026-11-23 611099/00 x y\nnonsense\n").await;
        let unreadable = |seq| Fault {
            chain: String::new(),
            seq,
            what: What::Unreadable,
        };
        assert_eq!(found.unwrap(), [unreadable(2), unreadable(3)]);
    }
}

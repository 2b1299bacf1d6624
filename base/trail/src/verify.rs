//! Finds what was changed, removed or moved in the audit trail.

use crate::line::GENESIS;
use crate::queries::{self, Anchor, Link};
use crate::store::hex;
use db::{Conn, DbError};
use kernel::Day;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use vault::Vault;

/// Lines read at a time.
const PAGE: u32 = 1000;

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Its content does not fit its hash, or its hash is not the one that was anchored.
    Changed,
    /// It should be there and is not.
    Missing,
    /// It is whole, but does not follow the line before it.
    Reordered,
    /// The chain does not end where its head says.
    HeadMismatch,
    /// A line of the anchor file cannot be read; `seq` is its number there.
    Unreadable,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Fault {
    /// In which chain.
    pub chain: String,
    /// At which line; for a gap, the first missing one.
    pub seq: i64,
    /// What is wrong.
    pub what: What,
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct VerifyReport {
    /// Lines read.
    pub lines: u64,
    /// Chains read.
    pub chains: u64,
    /// Faults, chain by chain; empty when the trail is whole.
    pub faults: Vec<Fault>,
}

/// The chain being read.
struct Walk {
    chain: String,
    seq: i64,
    stored: [u8; 32],
    computed: [u8; 32],
    head: Option<Anchor>,
    head_met: bool,
}

impl Walk {
    fn new(chain: &str, head: Option<Anchor>) -> Self {
        let head_met = head.as_ref().is_some_and(|h| h.seq == 0);
        let chain = chain.to_owned();
        Self {
            chain,
            seq: 0,
            stored: GENESIS,
            computed: GENESIS,
            head,
            head_met,
        }
    }

    fn step(&mut self, link: &Link, vault: &Vault, faults: &mut Vec<Fault>) {
        let mut fault = |seq, what| {
            faults.push(Fault {
                chain: self.chain.clone(),
                seq,
                what,
            })
        };
        let gap = link.seq != self.seq + 1;
        if gap {
            fault(self.seq + 1, What::Missing);
        }
        let computed = vault.chain(&link.prev, &link.draft.record());
        if computed != link.hash {
            fault(link.seq, What::Changed);
        } else if !gap && link.prev != self.stored && link.prev != self.computed {
            fault(link.seq, What::Reordered);
        }
        (self.seq, self.stored, self.computed) = (link.seq, link.hash, computed);
        if let Some(head) = self.head.as_ref().filter(|h| h.seq == link.seq) {
            self.head_met = true;
            if head.hash != link.hash {
                fault(link.seq, What::HeadMismatch);
            }
        }
    }

    /// The chain may have grown since its head was read: only a head that is still behind the
    /// last line is at fault.
    async fn finish(self, conn: &mut Conn, faults: &mut Vec<Fault>) -> Result<(), DbError> {
        let known = self.head.as_ref().map_or(0, |h| h.seq);
        let behind = if self.seq > known {
            let fresh = queries::head(conn, &self.chain).await?;
            fresh.is_none_or(|h| h.seq < self.seq)
        } else {
            false
        };
        if behind || (!self.head_met && self.head.is_some()) {
            let seq = known.max(self.seq);
            faults.push(Fault {
                chain: self.chain,
                seq,
                what: What::HeadMismatch,
            });
        }
        Ok(())
    }
}

/// Reads the whole trail and recomputes every hash; `progress` hears the lines read so far.
///
/// It may run while others write. A tail cut together with its head is found only by
/// [`verify_anchors`].
///
/// # Errors
/// What the database says.
pub async fn verify(
    conn: &mut Conn,
    vault: &Vault,
    mut progress: impl FnMut(u64) + Send,
) -> Result<VerifyReport, DbError> {
    let heads = queries::anchors(conn).await?;
    let mut heads: BTreeMap<String, Anchor> =
        heads.into_iter().map(|a| (a.chain.clone(), a)).collect();
    let mut report = VerifyReport::default();
    let mut walk: Option<Walk> = None;
    let mut last = (String::new(), 0);
    loop {
        let page = queries::links(conn, (&last.0, last.1), PAGE).await?;
        for link in &page {
            if walk.as_ref().is_none_or(|w| w.chain != link.draft.chain) {
                if let Some(done) = walk.take() {
                    done.finish(conn, &mut report.faults).await?;
                }
                report.chains += 1;
                walk = Some(Walk::new(
                    &link.draft.chain,
                    heads.remove(&link.draft.chain),
                ));
            }
            if let Some(walk) = &mut walk {
                walk.step(link, vault, &mut report.faults);
            }
            report.lines += 1;
        }
        progress(report.lines);
        match page.last() {
            Some(link) => last = (link.draft.chain.clone(), link.seq),
            None => break,
        }
    }
    if let Some(done) = walk {
        done.finish(conn, &mut report.faults).await?;
    }
    for (chain, head) in heads {
        if head.seq > 0 {
            report.faults.push(Fault {
                chain,
                seq: head.seq,
                what: What::HeadMismatch,
            });
        }
    }
    report.faults.sort();
    Ok(report)
}

/// The day's anchors as lines of the file kept outside the database:
/// day, chain, last line, its hash in hexadecimal.
#[must_use]
pub fn anchor_text(day: Day, anchors: &[Anchor]) -> String {
    anchors.iter().fold(String::new(), |mut text, a| {
        let _ = writeln!(text, "{day} {} {} {}", a.chain, a.seq, hex(&a.hash));
        text
    })
}

/// Compares the trail with the anchor file: finds cut tails and rewritten chains.
///
/// # Errors
/// What the database says.
pub async fn verify_anchors(conn: &mut Conn, text: &str) -> Result<Vec<Fault>, DbError> {
    let mut faults = Vec::new();
    for (number, line) in (1_i64..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let parts: Vec<&str> = line.split_ascii_whitespace().collect();
        let read = match parts[..] {
            [_, chain, seq, hash] => seq.parse::<i64>().ok().map(|seq| (chain, seq, hash)),
            _ => None,
        };
        let Some((chain, seq, hash)) = read else {
            faults.push(Fault {
                chain: String::new(),
                seq: number,
                what: What::Unreadable,
            });
            continue;
        };
        let what = match queries::hash_at(conn, chain, seq).await? {
            _ if seq == 0 => continue,
            None => What::Missing,
            Some(found) if hex(&found) != hash => What::Changed,
            Some(_) => continue,
        };
        faults.push(Fault {
            chain: chain.to_owned(),
            seq,
            what,
        });
    }
    faults.sort();
    faults.dedup();
    Ok(faults)
}

//! SQL of the sequence of changes.

use db::params;
use trail::Tx;

const COUNT: &str = "INSERT INTO worker_change_heads (county, seq) \
    SELECT county, 1 FROM workers WHERE id = $1 \
    ON CONFLICT (county) DO UPDATE SET seq = worker_change_heads.seq + 1";

const MARK: &str = "INSERT INTO worker_changes (county, worker_id, seq) \
    SELECT h.county, w.id, h.seq FROM workers w JOIN worker_change_heads h \
    ON h.county = w.county WHERE w.id = $1 \
    ON CONFLICT (county, worker_id) DO UPDATE SET seq = excluded.seq";

/// Puts a person at the end of the sequence of the person's county. Written at the commit, where
/// the county's row stays locked until all is there: places are seen in order, and a reader that
/// asks for "later than" misses none.
pub fn changed(tx: &mut Tx, worker: &str) {
    tx.last(COUNT, params![worker].to_vec());
    tx.last(MARK, params![worker].to_vec());
}

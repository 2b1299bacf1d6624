//! Where the next stations should be: most people covered, or fewest minutes for all.

use anyhow::Result;
use roads::coverage::Village;
use roads::{Matrix, UNREACHED};
use solve::covering::{Covering, Median, covering, median};

/// Suggested sites, numbers of rows of the times, by both aims.
pub struct Next {
    /// For the most people within the time.
    pub covering: Covering,
    /// For the fewest minutes of all people to their nearest station.
    pub median: Median,
}

/// At most `k` further sites; the first `open` rows are stations already. In the median no way
/// counts for more than `beyond` minutes; minutes are rounded up. Villages without a place do not
/// count.
///
/// # Errors
/// Amounts too large to be exact.
pub fn next(
    times: &Matrix,
    villages: &[Village],
    open: usize,
    within_ms: u32,
    beyond: u32,
    k: usize,
) -> Result<Next> {
    let counted = |v: &Village| if v.placed { v.people } else { 0 };
    let people: Vec<u64> = villages.iter().map(counted).collect();
    let rows = u32::try_from(times.rows())?;
    let columns = u32::try_from(times.columns())?;
    let ms = |row: u32, column: u32| {
        times
            .get(row as usize, column as usize)
            .unwrap_or(UNREACHED)
    };
    let covers = |row: u32| {
        (0..columns)
            .filter(move |c| ms(row, *c) <= within_ms)
            .collect()
    };
    let covers: Vec<Vec<u32>> = (0..rows).map(covers).collect();
    let minutes = |column: u32| {
        let far = (0..rows).map(|row| (row, ms(row, column)));
        let far = far.filter(|(_, ms)| *ms < UNREACHED);
        far.map(|(row, ms)| (row, ms.div_ceil(60_000))).collect()
    };
    let minutes: Vec<Vec<(u32, u32)>> = (0..columns).map(minutes).collect();
    let open: Vec<u32> = (0..u32::try_from(open)?).collect();
    Ok(Next {
        covering: covering(&covers, &people, &open, k)?,
        median: median(times.rows(), &minutes, beyond, &people, &open, k)?,
    })
}

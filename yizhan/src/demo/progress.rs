//! How far the work has come: a bar with an estimate on a terminal, plain lines elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// Progress of one piece of work.
pub struct Progress {
    bar: Option<ProgressBar>,
    what: &'static str,
    total: u64,
    done: u64,
    told: u64,
}

impl Progress {
    /// Begins.
    #[must_use]
    pub fn new(what: &'static str, total: usize) -> Self {
        let total = total as u64;
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(total);
            let form = "{msg:<28} {wide_bar} {human_pos}/{human_len} {elapsed} (eta {eta})";
            if let Ok(style) = ProgressStyle::with_template(form) {
                bar.set_style(style);
            }
            bar.set_message(what);
            bar
        });
        if bar.is_none() {
            eprintln!("{what}: {total}");
        }
        Self {
            bar,
            what,
            total,
            done: 0,
            told: 0,
        }
    }
    /// So many more are done.
    pub fn add(&mut self, count: usize) {
        self.done += count as u64;
        match &self.bar {
            Some(bar) => bar.inc(count as u64),
            // A line for every tenth, so that a log stays short.
            None => {
                let tenth = self.done * 10 / self.total.max(1);
                if tenth > self.told {
                    self.told = tenth;
                    eprintln!("{}: {} of {}", self.what, self.done, self.total);
                }
            }
        }
    }
    /// Ends.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish();
        }
    }
}

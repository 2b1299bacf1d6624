//! A judgement of one pair, kept with all that it was made of, so that it can be made again.

use crate::{JobFacts, Rules, Scored, Veto, WorkerFacts, hard, score};
use kernel::Day;
use serde::{Deserialize, Serialize};

/// The arithmetic of [`hard`] and [`score`]. Whoever changes what they answer raises it: what
/// an older one judged is then told apart from what was altered.
pub const VERSION: u32 = 1;

/// A judgement with all that it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The arithmetic that judged.
    pub version: u32,
    /// The worker, as known then.
    pub worker: WorkerFacts,
    /// The job, as it stood then.
    pub job: JobFacts,
    /// Minutes by road from home to work, if known.
    pub minutes: Option<u16>,
    /// The day.
    pub today: Day,
    /// The dated parameters.
    pub rules: Rules,
    /// What came out: the score with its parts, or the rule that stood against it.
    pub outcome: Result<Scored, Veto>,
}

/// What making a judgement again shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// The same comes out.
    Same,
    /// Something else comes out: what was kept was altered.
    Differs,
    /// Another arithmetic judged; this one cannot tell.
    OtherVersion,
}

fn outcome(
    worker: &WorkerFacts,
    job: &JobFacts,
    minutes: Option<u16>,
    today: Day,
    rules: &Rules,
) -> Result<Scored, Veto> {
    hard(worker, job, minutes, today, rules)?;
    Ok(score(worker, job, minutes, today, rules))
}

impl Kept {
    /// Judges a pair and keeps what it was made of.
    #[must_use]
    pub fn judge(
        worker: WorkerFacts,
        job: JobFacts,
        minutes: Option<u16>,
        today: Day,
        rules: Rules,
    ) -> Self {
        let outcome = outcome(&worker, &job, minutes, today, &rules);
        Self {
            version: VERSION,
            worker,
            job,
            minutes,
            today,
            rules,
            outcome,
        }
    }
    /// Makes the judgement again from what was kept.
    #[must_use]
    pub fn replay(&self) -> Replay {
        if self.version != VERSION {
            return Replay::OtherVersion;
        }
        let again = outcome(
            &self.worker,
            &self.job,
            self.minutes,
            self.today,
            &self.rules,
        );
        if again == self.outcome {
            Replay::Same
        } else {
            Replay::Differs
        }
    }
}

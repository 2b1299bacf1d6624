//! What a kept judgement holds.

use kernel::{Moment, codes, id_kind};

id_kind!(
    /// Id of a kept judgement.
    FitId,
    "fit"
);

codes!(
    /// What followed from a judgement.
    Occasion {
        /// The person applied.
        Apply = "apply",
        /// The person was told of the job.
        Push = "push",
    }
);

/// A judgement that had an effect.
#[derive(Debug, Clone)]
pub struct KeptFit {
    /// Id.
    pub id: FitId,
    /// Whose.
    pub worker_id: String,
    /// The post.
    pub vacancy_id: String,
    /// What followed.
    pub occasion: Occasion,
    /// The application or push.
    pub record_id: String,
    /// When.
    pub kept_at: Moment,
    /// The judgement; `None` when an older arithmetic made it that this one cannot read.
    pub kept: Option<matching::Kept>,
}

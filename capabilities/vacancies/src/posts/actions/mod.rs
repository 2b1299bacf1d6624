//! What people do with posts; each file a stage of a post's life.

mod places;
mod review;
mod stand;
mod upkeep;
mod write;

pub use places::{give_back, take_place};
pub use review::{Decision, Verdict, decide, take_down};
pub use stand::{pause, renew, resume, withdraw};
pub use upkeep::{archive, expire, stop_unverified, warn};
pub use write::{create, revise, submit};

use super::model::{Vacancy, VacancyId};
use super::state::{Move, Outcome, State, step};
use super::{snapshot, store};
use kernel::{Ctx, Refusal};
use serde_json::json;

/// A post as it was read, and as it is to become.
pub(super) struct Change {
    seen: (State, i64),
    /// The post, to be changed in place.
    pub post: Vacancy,
}

/// Reads the post that an action is about.
pub(super) async fn load(tx: &mut trail::Tx, id: &VacancyId) -> Result<Change, Refusal> {
    let post = store::by_id(tx, id).await?;
    let post = post.ok_or_else(|| Refusal::not_found("record-unknown"))?;
    Ok(Change {
        seen: (post.state, post.version),
        post,
    })
}

impl Change {
    /// Makes a move; `false` = it was made before.
    pub(super) fn step(&mut self, with: Move) -> Result<bool, Refusal> {
        match step(self.post.state, with)? {
            Outcome::Already => Ok(false),
            Outcome::Changed(to) => {
                self.post.state = to;
                Ok(true)
            }
        }
    }
    /// Writes the post with its line in the trail; what the county shows is counted on.
    pub(super) async fn save(
        mut self,
        ctx: &Ctx,
        tx: &mut trail::Tx,
        verb: &str,
        detail: serde_json::Value,
    ) -> Result<Vacancy, Refusal> {
        self.post.updated_at = ctx.now;
        let likeness = snapshot::likeness(&self.post.terms);
        if !store::save(tx, &self.post, &likeness, self.seen).await? {
            return Err(Refusal::retry());
        }
        if self.seen.0 == State::Published || self.post.state == State::Published {
            let seq = store::next_change(tx, &self.post.county).await?;
            store::mark_changed(tx, self.post.id.as_str(), seq).await?;
            self.post.board_seq = seq;
        }
        let post = self.post;
        let mut said = json!({ "state": post.state.code(), "version": post.version });
        if let (Some(said), Some(more)) = (said.as_object_mut(), detail.as_object()) {
            said.extend(more.clone());
        }
        tx.note(ctx, verb, post.id.as_str(), &post.terms.region, said);
        let fact = match (self.seen.0, post.state) {
            (State::Published, State::Published) => Some("vacancy-changed"),
            (_, State::Published) => Some("vacancy-published"),
            (from, to) if to.is_closed() && !from.is_closed() => Some("vacancy-closed"),
            (State::Published, _) => Some("vacancy-stopped"),
            _ => None,
        };
        if let Some(topic) = fact {
            let data = json!({ "state": post.state.code(), "version": post.version,
                "employer": post.employer_id });
            tx.publish(topic, post.id.as_str(), data);
        }
        Ok(post)
    }
}

//! What a seat holds, and the codes it is written with.

use super::state::State;
use crate::orders::model::{OrderId, ShiftId};
use kernel::{Day, Moment, codes, id_kind};

id_kind!(
    /// Id of a seat.
    SeatId, "sea"
);

codes!(
    /// How the worker came to the seat.
    Channel {
        /// On the web.
        Online = "online",
        /// At the counter.
        Counter = "counter",
        /// On the telephone.
        Phone = "phone",
        /// In the village.
        Village = "village",
        /// Called up at the market hall.
        Hall = "hall",
        /// By a program.
        Api = "api",
    }
);

codes!(
    /// Whose step it is.
    Party {
        /// The worker, or the station for the worker.
        Worker = "worker",
        /// The employer, or the station for the employer.
        Employer = "employer",
        /// Yizhan itself.
        System = "system",
    }
);

/// A seat: one person on one shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Id.
    pub id: SeatId,
    /// Order's id.
    pub order_id: OrderId,
    /// The order's version that the worker agreed to.
    pub order_version: i64,
    /// Shift's id.
    pub shift_id: ShiftId,
    /// Employer's id.
    pub employer_id: String,
    /// Worker's id.
    pub worker_id: String,
    /// Division of the workplace.
    pub region: String,
    /// Division where the worker lives.
    pub worker_region: String,
    /// State.
    pub state: State,
    /// How the worker came.
    pub channel: Channel,
    /// Who put the worker down, when it was the foreman of a group.
    pub foreman_id: Option<String>,
    /// The day on which the shift begins.
    pub work_day: Day,
    /// When the shift begins.
    pub start_at: Moment,
    /// When the shift ends.
    pub end_at: Moment,
    /// Since when the worker waits for a seat.
    pub waiting_at: Option<Moment>,
    /// When the seat was taken.
    pub claimed_at: Option<Moment>,
    /// Until when an unconfirmed seat is kept.
    pub locked_until: Option<Moment>,
    /// When the worker said yes.
    pub confirmed_at: Option<Moment>,
    /// When work began.
    pub checked_in_at: Option<Moment>,
    /// When work ended.
    pub checked_out_at: Option<Moment>,
    /// Number of the last step.
    pub seq: i64,
}

/// A step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Number, from 1.
    pub seq: i64,
    /// From.
    pub from: State,
    /// To.
    pub to: State,
    /// Code of the move.
    pub made: String,
    /// Whose step it was.
    pub party: Party,
    /// Who took it.
    pub actor: String,
    /// For whom, when a station took it for somebody.
    pub behalf: Option<String>,
    /// What was said with it (a reason, a way), a JSON object.
    pub note: String,
    /// When.
    pub moved_at: Moment,
}

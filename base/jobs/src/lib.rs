//! Durable queue, schedule and reactions to published facts.

//! The county's own desk: parameters, audit trail, jobs, health.

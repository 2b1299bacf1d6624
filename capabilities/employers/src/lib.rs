//! Employers: registered, verified, verified again.

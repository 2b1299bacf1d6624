//! A house for tests: temporary databases, a frozen clock, a cookie client.

//! The plug: what a room brings to the application.

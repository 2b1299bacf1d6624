//! Ports to the world: SMS and files; each a trait, a real adapter and a fake.

//! What every write leaves behind: its audit line, its published fact, its answer.

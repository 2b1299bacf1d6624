//! Road graphs from OpenStreetMap extracts, travel times over them, and the two Chinese datums.

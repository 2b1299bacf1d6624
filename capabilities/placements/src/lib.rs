//! Applications: apply, invite, offer, start, stay.

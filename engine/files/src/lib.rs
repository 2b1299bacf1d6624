//! The engine on files, without the server: `yizhan match`, `allocate` and their kin.

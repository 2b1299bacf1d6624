//! Nothing but tests: our solvers beside HiGHS, which is built from C++ and takes minutes.

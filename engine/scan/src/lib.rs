//! Kernels over columns of small integers: the widest the machine has, and a plain one.

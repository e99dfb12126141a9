//! House rules as tests: each failure says why.

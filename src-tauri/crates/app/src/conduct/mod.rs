//! Conduct: cases, from the report to the day from which nobody is named any more.
//!
//! **Invariants:** who is named, and every word of a case, is sealed in the transaction that writes it and shown only while
//! private notes are open; each look at a case is in its log; a case is counted among incidents by its dates alone.

pub(crate) mod cases;
pub(crate) mod expunge;
pub(crate) mod file;
pub(crate) mod flags;
pub(crate) mod today;
pub(crate) mod transparency;

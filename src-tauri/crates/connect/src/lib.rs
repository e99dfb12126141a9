//! Remote communities and their archives: the only code that knows a vendor's formats, and (from the next version on)
//! the network.
//!
//! **Invariants:** every community is one folder, and none imports another; what leaves a folder are records in domain
//! words; nothing here knows SQL.

pub mod archive;
pub mod slack;

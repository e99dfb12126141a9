//! Real communities played again, month by month, against the connectors. For people with samples at hand; no test needs
//! them.

pub mod discourse;
pub mod months;
pub mod slack;
pub mod windows;

//! What metrics are computed from, read out of the rollups: days of accounts and first answers of conversations.
//!
//! The metrics themselves are pure functions in [`kith_domain::metrics`].

mod answers;
mod behind;
mod facts;
mod network;
mod openings;
mod packs;
mod people;
mod referrals;
mod said;
mod scoring;
mod space_packs;
mod tones;
mod windows;

pub use self::{
    behind::MemberName,
    facts::Slice,
    network::{Network, NetworkEdge, NetworkNode},
    people::Excluded,
    tones::ToneRow,
    windows::StoredWindow,
};
pub(crate) use self::{openings::Opening, space_packs::stretch_of};

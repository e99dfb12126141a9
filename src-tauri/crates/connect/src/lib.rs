//! Remote communities and their archives: the only code that knows a vendor's formats, and the network.
//!
//! **Invariants:** every community is one folder, and none imports another; what leaves a folder are records in domain
//! words; nothing here knows SQL; a secret is sent to the host it belongs to and to nobody else, and is in no error.

pub mod archive;
mod connector;
pub mod discourse;
mod error;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub mod http;
pub mod ics;
pub mod slack;
pub mod table;
mod websocket;

pub use connector::{
    Connector, Coverage, Depth, Hidden, Identity, Intent, Known, Page, Progress, Pull, Receipt, ReviewAction,
    ReviewItem, Scope, Wish,
};
pub use error::{Error, Result};
pub use secrecy::{ExposeSecret, SecretString};

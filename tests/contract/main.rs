//! The same questions to every connector, each with its own fake program on the loopback interface.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod discourse;
mod slack;

//! The same questions to every connector, each with its own fake program on the loopback interface.

mod discourse;

//! Named cases, a made-up community that knows the truth, and what holds for any accounts.

mod cases;
mod chance;
mod joins;
mod people;
mod profiles;
mod properties;
mod quality;
mod world;

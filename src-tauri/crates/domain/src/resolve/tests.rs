//! Named cases, a made-up community that knows the truth, and what holds for any accounts.

mod cases;
mod joins;
mod people;
mod properties;
mod quality;
mod world;

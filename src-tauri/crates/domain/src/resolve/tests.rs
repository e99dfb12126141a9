//! Named cases, and what holds for any accounts. How often it is right is measured in `tests/labelled`.

mod cases;
mod joins;
mod properties;

pub(super) use properties::account;

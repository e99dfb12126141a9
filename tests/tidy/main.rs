//! House rules as tests: each failure says what is wrong and why the rule is there.

mod commands;
mod dependencies;
mod guide;
mod migrations;
mod shell;
mod sql;
mod texts;
mod tree;

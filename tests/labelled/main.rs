//! Who is who, asked of made-up communities that know the truth.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed")]

mod quality;

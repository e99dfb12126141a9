//! Reports: from templates, with the manager's own words, as PDF, page, table and workbook.
//!
//! **Invariants:** what is in a report is decided in `build`; what is in a file in its own module; a private note is in none.

mod build;
mod csv;
mod drawing;
#[cfg(test)]
mod examples;
mod html;
mod numbers;
mod pdf;
mod period;
mod template;
mod value;
mod xlsx;

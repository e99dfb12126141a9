//! What a report says, what it leaves out, and what it does not tell.

use super::*;
use crate::reports::{
    csv,
    examples::{report, report_of, words},
    html, pdf,
    template::TEMPLATES,
    xlsx,
};

#[test]
fn look() {
    for template in TEMPLATES {
        let report = report(template.id, "Orchard Community", words());
        let folder = std::env::var("OUT").unwrap_or_default();
        let write = |ending: &str, bytes: Vec<u8>| {
            let mut file = std::fs::File::create(format!("{folder}/{}.{ending}", template.id)).unwrap();
            std::io::Write::write_all(&mut file, &bytes).unwrap();
        };
        let begun = std::time::Instant::now();
        write("pdf", pdf::render(&report).unwrap());
        eprintln!("{:?}", begun.elapsed());
        write("html", html::render(&report));
        write("csv", csv::render(&report));
        write("xlsx", xlsx::render(&report).unwrap());
    }
}

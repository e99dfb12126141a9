//! Badges and tickets as a page to be printed by a browser, which has letters of every script.
//!
//! **Invariants:** whatever somebody wrote is text on it; the page loads nothing; it says the same as the PDF of [`super::pdf::badges`].

use std::fmt::Write as _;

use super::{
    html::escaped,
    pdf::badges::{Badges, Sheet},
};
use crate::qr;

const STYLE: &str = include_str!("badges.css");

/// The page.
pub(crate) fn render(badges: &Badges) -> Vec<u8> {
    let mut out = String::with_capacity(badges.all.len() * 8_192 + 4_096);
    let (sheet, per_sheet) = (
        match badges.sheet {
            Sheet::A4 => "a4",
            Sheet::Letter => "letter",
        },
        if badges.tickets { 4 } else { 8 },
    );
    let form = if badges.tickets { "tickets" } else { "badges" };
    let size = if sheet == "a4" { "A4" } else { "letter" };
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}@page {{ size: {size}; margin: 0 }}\n</style>\n</head>\n<body>\n",
        escaped(&badges.title)
    );
    for chunk in badges.all.chunks(per_sheet) {
        let _ = writeln!(out, "<section class=\"{form} {sheet}\">");
        for badge in chunk {
            // A browser does not make a name smaller by itself; the longest word decides.
            let longest = badge.name.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            let fit = match (longest, badge.name.chars().count()) {
                (..=11, ..=22) => "large",
                (..=18, ..=40) => "middle",
                (..=26, _) => "small",
                _ => "least",
            };
            let over = if badges.tickets { &badges.community } else { &badges.title };
            let _ = writeln!(out, "<article>\n<p class=\"over\" dir=\"auto\">{}</p>", escaped(over));
            if badges.tickets {
                let _ = writeln!(out, "<p class=\"what\" dir=\"auto\">{}</p>", escaped(&badges.title));
                for line in &badges.lines {
                    let _ = writeln!(out, "<p class=\"line\" dir=\"auto\">{}</p>", escaped(line));
                }
            }
            let _ = writeln!(out, "<h2 class=\"{fit}\" dir=\"auto\">{}</h2>", escaped(&badge.name));
            let _ = writeln!(out, "<p class=\"under\" dir=\"auto\">{}</p>", escaped(&badge.under));
            if let Some(squares) = qr::squares(&badge.code) {
                let side = squares.len() + 2 * qr::QUIET;
                let path: String = qr::runs(&squares)
                    .into_iter()
                    .map(|(x, y, length)| format!("M{} {}h{length}v1h-{length}z", x + qr::QUIET, y + qr::QUIET))
                    .collect();
                let _ = writeln!(
                    out,
                    "<svg viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"Code\" shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>"
                );
            }
            out.push_str("</article>\n");
        }
        out.push_str("</section>\n");
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::pdf::badges::Badge;

    #[test]
    fn names_are_text_in_every_script() {
        let badge = |name: &str| Badge { name: name.to_owned(), under: "<b>".into(), code: "x".into() };
        let badges = Badges {
            community: "Pear people".into(),
            title: "Pears".into(),
            lines: vec!["Town hall".into()],
            tickets: true,
            sheet: Sheet::Letter,
            all: ["محمد", "李小龙", "<script>alert(1)</script>", "Wolfeschlegelsteinhausenbergerdorff", "Ada"]
                .map(badge)
                .into(),
            made_on: "2026-11-22".into(),
            id: "tickets/1".into(),
        };
        let page = String::from_utf8(render(&badges)).unwrap();
        assert!(page.contains("محمد") && page.contains("&lt;script&gt;") && !page.contains("<script>"));
        assert_eq!((page.matches("<section").count(), page.matches("<path").count()), (2, 5));
        assert!(page.contains("size: letter") && page.contains("class=\"least\""));
    }
}

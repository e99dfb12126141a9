//! A plain table as a page that needs nothing else: what [`super::pdf::plain`] prints, to read in a browser.
//!
//! **Invariant:** whatever somebody wrote is text on it.

use std::fmt::Write as _;

use super::{html::escaped, pdf::plain::Plain};

const STYLE: &str = include_str!("report.css");

/// The page.
pub(crate) fn render(plain: &Plain) -> Vec<u8> {
    let mut out = String::with_capacity(1 << 14);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<p class=\"over\" dir=\"auto\">{}</p>\n<h1 dir=\"auto\">{title}</h1>\n",
        escaped(&plain.community),
        title = escaped(&plain.title),
    );
    for line in &plain.under {
        let _ = writeln!(out, "<p class=\"soft\" dir=\"auto\">{}</p>", escaped(line));
    }
    out.push_str("</header>\n<main>\n<section>\n<table>\n<thead><tr>");
    for (heading, _) in &plain.columns {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(heading));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &plain.rows {
        out.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let cell = escaped(cell).replace('\n', "<br>");
            let tag = if place == 0 { "th scope=\"row\"" } else { "td" };
            let end = if place == 0 { "th" } else { "td" };
            let _ = write!(out, "<{tag} dir=\"auto\">{cell}</{end}>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
    for (heading, paragraphs) in &plain.after {
        let _ = writeln!(out, "<section>\n<h2>{}</h2>", escaped(heading));
        for paragraph in paragraphs {
            let _ = writeln!(out, "<p class=\"words\" dir=\"auto\">{}</p>", escaped(paragraph).replace('\n', "<br>"));
        }
        out.push_str("</section>\n");
    }
    let _ = write!(out, "</main>\n<footer>Made on {} with Kith.</footer>\n</body>\n</html>\n", escaped(&plain.made_on));
    out.into_bytes()
}

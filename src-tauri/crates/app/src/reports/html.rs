//! A report as a page that needs nothing else: no script, nothing to fetch, to read and to print.
//!
//! **Invariant:** whatever somebody wrote is text on it.

use std::fmt::Write as _;

use super::{
    drawing::{self, Anchor, Drawing, Ink, Mark},
    value::{Figure, Report, Section, Tone, paragraphs},
};

pub(super) const STYLE: &str = include_str!("report.css");

/// The page.
pub(super) fn render(report: &Report) -> Vec<u8> {
    let mut out = String::with_capacity(1 << 16);
    let title = format!("{}, {}: {}", report.community, report.title, report.label);
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<p class=\"over\" dir=\"auto\">{}</p>\n<h1>{}: {}</h1>\n<p class=\"soft\">{} (days of {})</p>\n</header>\n<main>\n",
        escaped(&title),
        escaped(&report.community),
        escaped(&report.title),
        escaped(&report.label),
        escaped(&report.days.label),
        escaped(&report.zone),
    );
    if report.unfinished {
        out.push_str("<p class=\"flag\">This period is not over: its numbers will change.</p>\n");
    }
    prose(&mut out, &report.words.introduction);
    let mut sections = report.sections.iter();
    if let Some(first) = sections.next() {
        section(&mut out, first, report);
    }
    stories(&mut out, report);
    for part in sections {
        section(&mut out, part, report);
    }
    if !paragraphs(&report.words.outlook).is_empty() {
        out.push_str("<section>\n<h2>Outlook</h2>\n");
        prose(&mut out, &report.words.outlook);
        out.push_str("</section>\n");
    }
    ending(&mut out, report);
    let _ = write!(
        out,
        "</main>\n<footer>Made on {} with Kith, from definitions that are printed above.</footer>\n</body>\n</html>\n",
        escaped(&report.made_on)
    );
    out.into_bytes()
}

fn prose(out: &mut String, text: &str) {
    for paragraph in paragraphs(text) {
        let _ = writeln!(out, "<p class=\"words\" dir=\"auto\">{}</p>", escaped(&paragraph).replace('\n', "<br>"));
    }
}

fn stories(out: &mut String, report: &Report) {
    if report.words.stories.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Stories</h2>\n");
    for story in &report.words.stories {
        out.push_str("<article>\n");
        if !story.heading.is_empty() {
            let _ = writeln!(out, "<h3 dir=\"auto\">{}</h3>", escaped(&story.heading));
        }
        prose(out, &story.text);
        out.push_str("</article>\n");
    }
    out.push_str("</section>\n");
}

fn section(out: &mut String, section: &Section, report: &Report) {
    let _ = writeln!(out, "<section id=\"{}\">\n<h2>{}</h2>", escaped(&section.id), escaped(&section.title));
    if !section.about.is_empty() {
        let _ = writeln!(out, "<p class=\"soft\">{}</p>", escaped(&section.about));
    }
    if section.tiles {
        tiles(out, section);
    } else {
        table(out, section, report);
    }
    let charts: Vec<&Figure> = section.figures.iter().filter(|figure| figure.chart).collect();
    if !charts.is_empty() {
        out.push_str("<div class=\"charts\">\n");
        for figure in charts {
            let _ = writeln!(out, "<figure>\n<figcaption>{}</figcaption>", escaped(&figure.title));
            svg(out, &drawing::chart(figure, 320.0, 150.0));
            out.push_str("</figure>\n");
        }
        out.push_str("</div>\n");
    }
    out.push_str("</section>\n");
}

fn tiles(out: &mut String, section: &Section) {
    out.push_str("<dl class=\"tiles\">\n");
    for figure in &section.figures {
        let (change, rest) = under(figure);
        let _ = writeln!(
            out,
            "<div><dt>{}</dt><dd class=\"value\">{}</dd><dd class=\"{}\">{}</dd><dd class=\"soft\">{}</dd></div>",
            escaped(&figure.title),
            escaped(&figure.now.text),
            class(figure.tone),
            escaped(&change),
            escaped(&rest),
        );
    }
    out.push_str("</dl>\n");
}

fn table(out: &mut String, section: &Section, report: &Report) {
    let _ = writeln!(
        out,
        "<table>\n<thead><tr><th scope=\"col\">Measure</th><th scope=\"col\">{}</th><th scope=\"col\">Before</th>\
         <th scope=\"col\">Change</th><th scope=\"col\">Remarks</th></tr></thead>\n<tbody>",
        escaped(heading(report)),
    );
    for figure in &section.figures {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"{}\">{}</td><td class=\"soft\">{}</td></tr>",
            escaped(&figure.title),
            escaped(&figure.now.text),
            escaped(&figure.before.text),
            class(figure.tone),
            escaped(&judged(figure)),
            escaped(&figure.remark),
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn ending(out: &mut String, report: &Report) {
    out.push_str("<section id=\"counted\">\n<h2>How this was counted</h2>\n<ul>\n");
    for note in &report.notes {
        let _ = writeln!(out, "<li>{}</li>", escaped(note));
    }
    out.push_str("</ul>\n<h3>Left out</h3>\n<ul>\n");
    for left in &report.left_out {
        let _ = writeln!(out, "<li>{}</li>", escaped(&left.text));
    }
    out.push_str("</ul>\n");
    if !report.not_kept.is_empty() {
        let _ = writeln!(out, "<h3>Not recorded here</h3>\n<p>{}</p>", escaped(&report.not_kept.join(", ")));
    }
    out.push_str("<h3>Definitions</h3>\n<dl class=\"definitions\">\n");
    for counted in &report.definitions {
        let _ = writeln!(
            out,
            "<dt>{}</dt><dd>{} <span class=\"soft\">{}, version {}</span></dd>",
            escaped(&counted.title),
            escaped(&counted.definition),
            escaped(&counted.id),
            counted.version,
        );
    }
    out.push_str("</dl>\n</section>\n");
}

/// A change with what it means: colour alone says nothing.
pub(super) fn judged(figure: &Figure) -> String {
    match figure.tone {
        Tone::Better => format!("{}, better", figure.change),
        Tone::Worse => format!("{}, worse", figure.change),
        Tone::Neutral => figure.change.clone(),
    }
}

/// The lines under a large number: how it changed, and what it is to be read with.
pub(super) fn under(figure: &Figure) -> (String, String) {
    let before = format!("before {}", figure.before.text);
    let rest = if figure.remark.is_empty() { before } else { format!("{before}, {}", figure.remark) };
    (if figure.delta.is_some() { judged(figure) } else { String::new() }, rest)
}

/// What heads the column of a period: `Week 20`, `May 2024`.
pub(super) fn heading(report: &Report) -> &str {
    report.label.split_once(" of ").map_or(report.label.as_str(), |(week, _)| week)
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Better => "better",
        Tone::Worse => "worse",
        Tone::Neutral => "same",
    }
}

fn colour(ink: Ink) -> String {
    let (red, green, blue) = ink.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn svg(out: &mut String, drawing: &Drawing) {
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
        drawing.width,
        drawing.height,
        escaped(&drawing.words)
    );
    for mark in &drawing.marks {
        let _ = match mark {
            Mark::Box { x, y, width, height, ink, hollow } => {
                let paint = if *hollow {
                    format!("fill=\"#fff\" stroke=\"{}\"", colour(*ink))
                } else {
                    format!("fill=\"{}\"", colour(*ink))
                };
                write!(out, "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" {paint}/>")
            }
            Mark::Boxes { boxes, ink } => {
                let path: String = boxes
                    .iter()
                    .map(|[x, y, width, height]| format!("M{x:.2} {y:.2}h{width:.2}v{height:.2}h-{width:.2}z"))
                    .collect();
                write!(out, "<path d=\"{path}\" fill=\"{}\"/>", colour(*ink))
            }
            Mark::Line { points, width, ink } => {
                let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect();
                write!(
                    out,
                    "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"/>",
                    points.join(" "),
                    colour(*ink)
                )
            }
            Mark::Word { x, y, text, size, bold, anchor, ink } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let weight = if *bold { " font-weight=\"700\"" } else { "" };
                write!(
                    out,
                    "<text x=\"{x:.2}\" y=\"{y:.2}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{}\"{weight}>{}</text>",
                    colour(*ink),
                    escaped(text)
                )
            }
        };
    }
    out.push_str("</svg>\n");
}

/// Text in HTML, and in an attribute of it.
pub(super) fn escaped(text: &str) -> String {
    crate::exports::escaped(text)
}

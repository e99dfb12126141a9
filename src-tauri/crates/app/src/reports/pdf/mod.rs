//! A report as a PDF: real text in fonts of its own, tagged for screen readers (PDF/UA-1), fit for archives (PDF/A-2a).
//!
//! **Invariants:** a pure function of the report; nothing is fetched and no font of the machine is used; no name, in
//! whatever script, keeps it from being made.

pub(crate) mod badges;
mod draw;
mod flow;
mod fonts;
mod paper;
mod parts;
pub(crate) mod plain;

pub(super) use self::paper::{certificate, paper};
use self::{
    draw::About,
    flow::{Flow, HEIGHT, Kind, Look, MARGIN, WIDTH},
    fonts::Fonts,
};
use super::{
    drawing::{Anchor, Ink, Mark},
    html,
    value::{Figure, Report, Section, paragraphs},
};

const BODY: Look = Look::plain(9.6);
const SMALL: Look = Look::soft(8.2);

/// The file.
///
/// # Errors
/// In words; only a fault in this program leads there.
pub(super) fn render(report: &Report) -> Result<Vec<u8>, String> {
    let fonts = Fonts::new().ok_or("the fonts cannot be read")?;
    let mut flow = Flow::new(&fonts);
    top(&mut flow, report);
    for paragraph in paragraphs(&report.words.introduction) {
        flow.paragraph(None, &paragraph, BODY, 6.0);
    }
    let mut sections = report.sections.iter();
    if let Some(first) = sections.next() {
        section(&mut flow, first, report);
    }
    stories(&mut flow, report);
    for part in sections {
        section(&mut flow, part, report);
    }
    let outlook = paragraphs(&report.words.outlook);
    if !outlook.is_empty() {
        let node = begin(&mut flow, "Outlook", 40.0);
        for paragraph in outlook {
            flow.paragraph(Some(node), &paragraph, BODY, 6.0);
        }
    }
    ending(&mut flow, report);
    edges(&mut flow, report);
    let mut made = report.made_on.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let mut next = || made.next().unwrap_or(1);
    let made = (next(), u8::try_from(next()).unwrap_or(1), u8::try_from(next()).unwrap_or(1));
    let title = format!("{}, {}: {}", report.community, report.title, report.label);
    let id = format!("{}/{}/{}", report.community, report.template, report.period);
    draw::draw(&flow, About { title, community: report.community.clone(), made, id })
}

fn top(flow: &mut Flow<'_>, report: &Report) {
    let over = Look { ink: Ink::Accent, ..Look::bold(11.0) };
    flow.paragraph(None, &report.community, over, 2.0);
    flow.heading(None, 1, &format!("{}: {}", report.title, report.label), Look::bold(22.0), 40.0);
    let days = format!("{} (days of {})", report.days.label, report.zone);
    flow.paragraph(None, &days, Look::soft(9.6), 10.0);
    if report.unfinished {
        let flag = Look { ink: Ink::Bad, ..Look::bold(9.6) };
        flow.paragraph(None, "This period is not over: its numbers will change.", flag, 8.0);
    }
}

/// A part with its heading.
fn begin(flow: &mut Flow<'_>, title: &str, then: f32) -> usize {
    flow.y += 8.0;
    let node = flow.node(None, Kind::Section);
    flow.need(34.0 + then);
    flow.rule(Ink::Accent, 1.2);
    flow.y += 5.0;
    flow.heading(Some(node), 2, title, Look::bold(13.5), then);
    flow.y += 3.0;
    node
}

fn section(flow: &mut Flow<'_>, section: &Section, report: &Report) {
    let node = begin(flow, &section.title, 96.0);
    if !section.about.is_empty() {
        flow.paragraph(Some(node), &section.about, Look::soft(9.0), 4.0);
    }
    if section.tiles {
        parts::tiles(flow, node, &section.figures);
    } else {
        parts::table(flow, node, &section.figures, html::heading(report));
    }
    let charts: Vec<&Figure> = section.figures.iter().filter(|figure| figure.chart).collect();
    parts::charts(flow, node, &charts);
}

fn stories(flow: &mut Flow<'_>, report: &Report) {
    if report.words.stories.is_empty() {
        return;
    }
    let node = begin(flow, "Stories", 60.0);
    for story in &report.words.stories {
        if !story.heading.is_empty() {
            flow.heading(Some(node), 3, &story.heading, Look::bold(10.6), 30.0);
        }
        for paragraph in paragraphs(&story.text) {
            flow.paragraph(Some(node), &paragraph, BODY, 5.0);
        }
        flow.y += 4.0;
    }
}

fn ending(flow: &mut Flow<'_>, report: &Report) {
    let node = begin(flow, "How this was counted", 60.0);
    list(flow, node, report.notes.iter().map(String::as_str));
    flow.heading(Some(node), 3, "Left out", Look::bold(10.0), 30.0);
    list(flow, node, report.left_out.iter().map(|left| left.text.as_str()));
    if !report.not_kept.is_empty() {
        flow.heading(Some(node), 3, "Not recorded here", Look::bold(10.0), 20.0);
        flow.paragraph(Some(node), &report.not_kept.join(", "), SMALL, 6.0);
    }
    flow.heading(Some(node), 3, "Definitions", Look::bold(10.0), 40.0);
    for counted in &report.definitions {
        let text = format!("{}: {} ({}, version {})", counted.title, counted.definition, counted.id, counted.version);
        flow.paragraph(Some(node), &text, SMALL, 3.0);
    }
    flow.paragraph(Some(node), &format!("Made on {} with Kith.", report.made_on), SMALL, 0.0);
}

fn list<'a>(flow: &mut Flow<'_>, parent: usize, lines: impl Iterator<Item = &'a str>) {
    let list = flow.node(Some(parent), Kind::List);
    for line in lines {
        let item = flow.node(Some(list), Kind::Item);
        let body = flow.node(Some(item), Kind::ItemBody);
        flow.need(SMALL.leading());
        let (x, y) = (MARGIN, flow.y + 4.6);
        flow.put(None, vec![Mark::Box { x, y, width: 2.6, height: 2.6, ink: Ink::Soft, hollow: false }]);
        flow.prose(body, line, MARGIN + 9.0, flow::ROOM - 9.0, SMALL);
        flow.y += 1.5;
    }
    flow.y += 6.0;
}

/// What stands at the foot of every page.
fn edges(flow: &mut Flow<'_>, report: &Report) {
    let pages = flow.pages.len();
    let left = format!("{}: {}, {}", report.community, report.title, report.label);
    let room = flow::ROOM - 80.0;
    let left = flow.fonts.lines(&left, 7.6, false, room).into_iter().next().unwrap_or_default();
    let word = |x: f32, text: String, anchor: Anchor| Mark::Word {
        x,
        y: HEIGHT - 36.0,
        text,
        size: 7.6,
        bold: false,
        anchor,
        ink: Ink::Soft,
    };
    for (page, number) in flow.pages.iter_mut().zip(1..) {
        page.push(flow::Piece {
            node: None,
            marks: vec![
                Mark::Line {
                    points: vec![(MARGIN, HEIGHT - 48.0), (WIDTH - MARGIN, HEIGHT - 48.0)],
                    width: 0.5,
                    ink: Ink::Line,
                },
                word(MARGIN, left.clone(), Anchor::Start),
                word(WIDTH - MARGIN, format!("Page {number} of {pages}"), Anchor::End),
            ],
        });
    }
}

#[cfg(test)]
mod tests;

//! A plain table as a PDF: a title, a line below it, rows over as many pages as they need.
//!
//! **Invariants:** as for reports: real text, tagged, the same table the same bytes; a row is never cut by the end of a page,
//! and a table that goes on says its headings again.

use super::{
    draw::{self, About},
    flow::{Flow, HEIGHT, Kind, Look, MARGIN, Piece, ROOM, WIDTH},
    fonts::Fonts,
};
use crate::reports::drawing::{Anchor, Ink, Mark};

const GAP: f32 = 8.0;
const BODY: Look = Look::plain(9.0);

/// A table to be printed.
#[derive(Debug, Clone)]
pub(crate) struct Plain {
    /// Whose it is.
    pub(crate) community: String,
    /// What it is.
    pub(crate) title: String,
    /// More about it: one line each.
    pub(crate) under: Vec<String>,
    /// Headings, and the share of the width each column has.
    pub(crate) columns: Vec<(String, f32)>,
    /// Rows; of each the first cell is its heading.
    pub(crate) rows: Vec<Vec<String>>,
    /// What follows the table: headings with their paragraphs.
    pub(crate) after: Vec<(String, Vec<String>)>,
    /// The day it is made: `2026-11-22`.
    pub(crate) made_on: String,
    /// What it is known by.
    pub(crate) id: String,
}

/// Where a column begins and how wide it is.
fn laid(columns: &[(String, f32)]) -> Vec<(f32, f32)> {
    let sum: f32 = columns.iter().map(|(_, share)| share).sum::<f32>().max(0.01);
    let gaps = GAP * f32::from(u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0));
    let mut x = MARGIN;
    let mut found = Vec::new();
    for (_, share) in columns {
        let width = (ROOM - gaps) * share / sum;
        found.push((x, width));
        x += width + GAP;
    }
    found
}

/// The file.
///
/// # Errors
/// In words; only a fault in this program leads there.
pub(crate) fn render(plain: &Plain) -> Result<Vec<u8>, String> {
    let fonts = Fonts::new().ok_or("the fonts cannot be read")?;
    let mut flow = Flow::new(&fonts);
    flow.paragraph(None, &plain.community, Look { ink: Ink::Accent, ..Look::bold(11.0) }, 2.0);
    flow.heading(None, 1, &plain.title, Look::bold(20.0), 40.0);
    for line in &plain.under {
        flow.paragraph(None, line, Look::soft(9.6), 2.0);
    }
    flow.y += 8.0;
    let places = laid(&plain.columns);
    let table = flow.node(None, Kind::Table);
    let head = flow.node(Some(table), Kind::Head);
    let body = flow.node(Some(table), Kind::Body);
    let first = flow.node(Some(head), Kind::Row);
    headings(&mut flow, Some(first), plain, &places);
    for cells in &plain.rows {
        let lines: Vec<Vec<String>> = cells
            .iter()
            .zip(&places)
            .map(|(text, (_, width))| {
                let paragraphs = text.lines().filter(|line| !line.trim().is_empty());
                let lines: Vec<String> =
                    paragraphs.flat_map(|line| flow.fonts.lines(line, BODY.size, false, *width)).collect();
                if lines.is_empty() { vec![String::new()] } else { lines }
            })
            .collect();
        let most = lines.iter().map(Vec::len).max().unwrap_or(1);
        // A row that no page has room for loses its end, rather than running over the edge.
        let most = u16::try_from(most).unwrap_or(u16::MAX).min(48);
        let height = f32::from(most) * BODY.leading() + 7.0;
        if flow.need(height) {
            headings(&mut flow, None, plain, &places);
        }
        let row = flow.node(Some(body), Kind::Row);
        let top = flow.y + 3.5;
        for (index, (lines, (x, _))) in lines.iter().zip(&places).enumerate() {
            let cell = flow.node(Some(row), if index == 0 { Kind::RowHead } else { Kind::Cell });
            let look = if index == 0 { Look { bold: true, ..BODY } } else { BODY };
            let shown = lines.get(..usize::from(most)).unwrap_or(lines);
            flow.lines_at(cell, shown, *x, top, look, Anchor::Start);
        }
        flow.y += height;
        flow.rule(Ink::Line, 0.5);
    }
    for (heading, paragraphs) in &plain.after {
        flow.y += 14.0;
        flow.heading(None, 2, heading, Look::bold(13.0), 40.0);
        flow.y += 3.0;
        for paragraph in paragraphs {
            for line in paragraph.lines().filter(|line| !line.trim().is_empty()) {
                flow.paragraph(None, line, BODY, 2.0);
            }
            flow.y += 3.0;
        }
    }
    edges(&mut flow, plain);
    let mut made = plain.made_on.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let mut next = || made.next().unwrap_or(1);
    let made = (next(), u8::try_from(next()).unwrap_or(1), u8::try_from(next()).unwrap_or(1));
    let about = About { title: plain.title.clone(), community: plain.community.clone(), made, id: plain.id.clone() };
    draw::draw(&flow, about)
}

/// Headings; said again on a further page they are decoration.
fn headings(flow: &mut Flow<'_>, row: Option<usize>, plain: &Plain, places: &[(f32, f32)]) {
    let look = Look { bold: true, ..Look::soft(7.8) };
    let top = flow.y + 2.0;
    for ((text, _), (x, width)) in plain.columns.iter().zip(places) {
        let text = flow.fonts.lines(text, look.size, look.bold, *width).into_iter().next().unwrap_or_default();
        if let Some(row) = row {
            let cell = flow.node(Some(row), Kind::ColumnHead);
            flow.lines_at(cell, &[text], *x, top, look, Anchor::Start);
        } else {
            let y = top + look.size;
            let mark =
                Mark::Word { x: *x, y, text, size: look.size, bold: look.bold, anchor: Anchor::Start, ink: look.ink };
            flow.put(None, vec![mark]);
        }
    }
    flow.y += look.leading() + 4.0;
    flow.rule(Ink::Soft, 0.8);
}

/// What stands at the foot of every page.
fn edges(flow: &mut Flow<'_>, plain: &Plain) {
    let pages = flow.pages.len();
    let left = flow.fonts.lines(&plain.title, 7.6, false, ROOM - 80.0).into_iter().next().unwrap_or_default();
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
        let marks = vec![
            word(MARGIN, left.clone(), Anchor::Start),
            word(WIDTH - MARGIN, format!("Page {number} of {pages}"), Anchor::End),
        ];
        page.push(Piece { node: None, marks });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_words_make_a_file_and_the_same_words_the_same() {
        let row = |number: usize| {
            vec![
                format!("18:{:02}", number % 60),
                "Begrüßung 李小龙 مرحبا \u{1f350} and a name that is far too long for its column, again and again"
                    .to_owned(),
                String::new(),
            ]
        };
        let plain = Plain {
            community: "Pears".into(),
            title: "Pears by night".into(),
            under: vec!["Thu 26 Nov 2026".into()],
            columns: vec![("When".into(), 1.0), ("What".into(), 3.0), ("Backup".into(), 2.0)],
            rows: (0..120).map(row).chain([vec!["x".into(), "long ".repeat(4_000), "y".into()]]).collect(),
            after: vec![("Lessons".into(), vec!["One\n\ntwo".into(), "long ".repeat(2_000)])],
            made_on: "2026-11-22".into(),
            id: "run/1".into(),
        };
        let file = render(&plain).unwrap();
        assert!(file.starts_with(b"%PDF-") && file.len() > 10_000);
        assert_eq!(file, render(&plain).unwrap());
        assert!(render(&Plain { rows: Vec::new(), columns: Vec::new(), ..plain }).is_ok());
    }
}

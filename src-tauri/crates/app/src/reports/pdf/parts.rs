//! Tiles, tables and charts on pages.
//!
//! **Invariant:** a row, a tile or a chart is never cut by the end of a page; a table that goes on says its headings again.

use super::flow::{Flow, Kind, Look, MARGIN, ROOM, WIDTH};
use crate::reports::{
    drawing::{self, Anchor, Ink, Mark},
    html::{judged, under},
    value::{Figure, Tone},
};

const GAP: f32 = 9.0;
const ACROSS: u16 = 4;
const PAD: f32 = 8.0;

const fn ink(tone: Tone) -> Ink {
    match tone {
        Tone::Better => Ink::Good,
        Tone::Worse => Ink::Bad,
        Tone::Neutral => Ink::Soft,
    }
}

fn count(lines: &[String]) -> f32 {
    f32::from(u16::try_from(lines.len()).unwrap_or(1))
}

/// Large numbers, four beside each other.
pub(super) fn tiles(flow: &mut Flow<'_>, parent: usize, figures: &[Figure]) {
    let list = flow.node(Some(parent), Kind::List);
    let width = (ROOM - GAP * f32::from(ACROSS - 1)) / f32::from(ACROSS);
    let room = width - 2.0 * PAD;
    for row in figures.chunks(usize::from(ACROSS)) {
        let laid: Vec<[(Vec<String>, Look); 4]> = row
            .iter()
            .map(|figure| {
                let text = |text: &str, look: Look| (flow.fonts.lines(text, look.size, look.bold, room), look);
                let look = Look { ink: ink(figure.tone), ..Look::soft(7.6) };
                let (change, rest) = under(figure);
                [
                    text(&figure.title, Look::soft(8.0)),
                    text(&figure.now.text, Look::bold(if figure.now.text.len() > 9 { 13.0 } else { 18.0 })),
                    text(&change, look),
                    text(&rest, Look::soft(7.2)),
                ]
            })
            .collect();
        // Numbers stand on one line, whatever their names need.
        let names = laid.iter().map(|[name, ..]| count(&name.0) * name.1.leading()).fold(0.0, f32::max);
        let rest = |parts: &[(Vec<String>, Look); 4]| -> f32 {
            parts.iter().skip(2).map(|(lines, look)| count(lines) * look.leading()).sum()
        };
        let value = Look::bold(18.0).leading();
        let height = names + value + laid.iter().map(rest).fold(0.0, f32::max) + 2.0 * PAD + 2.0;
        flow.need(height);
        let top = flow.y;
        let mut x = MARGIN;
        for [name, number, change, remark] in laid {
            flow.put(None, vec![Mark::Box { x, y: top, width, height, ink: Ink::Ground, hollow: false }]);
            let item = flow.node(Some(list), Kind::Item);
            let body = flow.node(Some(item), Kind::ItemBody);
            let mut y = top + PAD;
            for (index, (lines, look)) in [name, number, change, remark].into_iter().enumerate() {
                if lines.iter().any(|line| !line.is_empty()) {
                    let part = flow.node(Some(body), Kind::Paragraph);
                    flow.lines_at(part, &lines, x + PAD, y, look, Anchor::Start);
                }
                y += match index {
                    0 => names,
                    1 => value,
                    _ => count(&lines) * look.leading(),
                };
            }
            x += width + GAP;
        }
        flow.y = top + height + GAP;
    }
    flow.y += 4.0;
}

/// Where columns begin, how wide they are, and to which side they keep.
const COLUMNS: [(f32, f32, Anchor); 5] = [
    (0.0, 160.0, Anchor::Start),
    (164.0, 58.0, Anchor::End),
    (226.0, 58.0, Anchor::End),
    (288.0, 80.0, Anchor::End),
    (380.0, ROOM - 380.0, Anchor::Start),
];
const SIZE: f32 = 8.6;

/// Numbers beside those before.
pub(super) fn table(flow: &mut Flow<'_>, parent: usize, figures: &[Figure], label: &str) {
    let table = flow.node(Some(parent), Kind::Table);
    let head = flow.node(Some(table), Kind::Head);
    let body = flow.node(Some(table), Kind::Body);
    let headings = ["Measure", label, "Before", "Change", "Remarks"].map(str::to_owned);
    flow.need(60.0);
    let own = flow.node(Some(head), Kind::Row);
    heading_row(flow, Some(own), &headings);
    for figure in figures {
        let cells = [
            figure.title.clone(),
            figure.now.text.clone(),
            figure.before.text.clone(),
            judged(figure),
            figure.remark.clone(),
        ];
        let looks = [
            Look::plain(SIZE),
            Look::bold(SIZE),
            Look::plain(SIZE),
            Look { ink: ink(figure.tone), ..Look::plain(SIZE) },
            Look::soft(7.6),
        ];
        let laid: Vec<Vec<String>> = cells
            .iter()
            .zip(looks)
            .zip(COLUMNS)
            .map(|((text, look), (_, width, _))| flow.fonts.lines(text, look.size, look.bold, width))
            .collect();
        let height = laid.iter().map(|lines| count(lines)).fold(1.0, f32::max) * Look::plain(SIZE).leading() + 6.0;
        if flow.need(height) {
            heading_row(flow, None, &headings);
        }
        let row = flow.node(Some(body), Kind::Row);
        let top = flow.y + 3.0;
        for (index, ((lines, look), (x, width, anchor))) in laid.iter().zip(looks).zip(COLUMNS).enumerate() {
            let cell = flow.node(Some(row), if index == 0 { Kind::RowHead } else { Kind::Cell });
            let x = MARGIN + x + if anchor == Anchor::End { width } else { 0.0 };
            flow.lines_at(cell, lines, x, top, look, anchor);
        }
        flow.y += height;
        flow.rule(Ink::Line, 0.5);
    }
    flow.y += 10.0;
}

/// Headings; said again on a further page they are decoration.
fn heading_row(flow: &mut Flow<'_>, row: Option<usize>, headings: &[String]) {
    let look = Look { bold: true, ..Look::soft(7.6) };
    let top = flow.y + 2.0;
    for (text, (x, width, anchor)) in headings.iter().zip(COLUMNS) {
        let x = MARGIN + x + if anchor == Anchor::End { width } else { 0.0 };
        let text = flow.fonts.lines(text, look.size, look.bold, width).into_iter().next().unwrap_or_default();
        if let Some(row) = row {
            let cell = flow.node(Some(row), Kind::ColumnHead);
            flow.lines_at(cell, &[text], x, top, look, anchor);
        } else {
            let y = top + look.size;
            let mark = Mark::Word { x, y, text, size: look.size, bold: look.bold, anchor, ink: look.ink };
            flow.put(None, vec![mark]);
        }
    }
    flow.y += look.leading() + 4.0;
    flow.rule(Ink::Soft, 0.8);
}

/// Charts, two beside each other.
pub(super) fn charts(flow: &mut Flow<'_>, parent: usize, figures: &[&Figure]) {
    const HEIGHT: f32 = 104.0;
    let name = Look::bold(SIZE);
    let gap = 18.0;
    for row in figures.chunks(2) {
        let width = if row.len() == 1 { ROOM } else { (ROOM - gap) / 2.0 };
        let height = name.leading() + 4.0 + HEIGHT;
        flow.need(height);
        let top = flow.y;
        for (figure, x) in row.iter().zip([MARGIN, WIDTH - MARGIN - width]) {
            let drawing = drawing::chart(figure, width, HEIGHT);
            let node = flow.node(Some(parent), Kind::Figure(drawing.words));
            let marks = drawing.marks.into_iter().map(|mark| moved(mark, x, top + name.leading() + 4.0)).collect();
            flow.put(Some(node), marks);
            let caption = flow.node(Some(node), Kind::Caption);
            let text = flow.fonts.lines(&figure.title, name.size, true, width).into_iter().next().unwrap_or_default();
            flow.lines_at(caption, &[text], x, top, name, Anchor::Start);
        }
        flow.y = top + height + 10.0;
    }
}

fn moved(mark: Mark, right: f32, down: f32) -> Mark {
    match mark {
        Mark::Box { x, y, width, height, ink, hollow } => {
            Mark::Box { x: x + right, y: y + down, width, height, ink, hollow }
        }
        Mark::Boxes { boxes, ink } => {
            let moved = |[x, y, width, height]: [f32; 4]| [x + right, y + down, width, height];
            Mark::Boxes { boxes: boxes.into_iter().map(moved).collect(), ink }
        }
        Mark::Line { points, width, ink } => {
            Mark::Line { points: points.into_iter().map(|(x, y)| (x + right, y + down)).collect(), width, ink }
        }
        Mark::Word { x, y, text, size, bold, anchor, ink } => {
            Mark::Word { x: x + right, y: y + down, text, size, bold, anchor, ink }
        }
    }
}

//! Plain papers and certificates on pages.
//!
//! **Invariant:** a row is never cut by the end of a page.

use super::{
    BODY,
    draw::{self, About},
    flow::{Flow, HEIGHT, Kind, Look, MARGIN, ROOM, WIDTH},
    fonts::Fonts,
};
use crate::reports::{
    drawing::{Anchor, Ink, Mark},
    paper::{Certificate, Paper, PaperRow},
    value::paragraphs,
};

/// Where columns begin, how wide they are, and to which side they keep.
const COLUMNS: [(f32, f32, Anchor); 3] =
    [(0.0, 190.0, Anchor::Start), (194.0, 90.0, Anchor::End), (298.0, ROOM - 298.0, Anchor::Start)];
const SIZE: f32 = 9.2;

fn about(title: String, community: &str, made_on: &str) -> About {
    let mut made = made_on.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let mut next = || made.next().unwrap_or(1);
    let made = (next(), u8::try_from(next()).unwrap_or(1), u8::try_from(next()).unwrap_or(1));
    let id = format!("{community}/{title}/{made_on}");
    About { title, community: community.to_owned(), made, id }
}

/// The file.
pub(in crate::reports) fn paper(paper: &Paper) -> Result<Vec<u8>, String> {
    let fonts = Fonts::new().ok_or("the fonts cannot be read")?;
    let mut flow = Flow::new(&fonts);
    flow.paragraph(None, &paper.community, Look { ink: Ink::Accent, ..Look::bold(11.0) }, 2.0);
    flow.heading(None, 1, &paper.title, Look::bold(22.0), 40.0);
    flow.paragraph(None, &paper.about, Look::soft(9.6), 10.0);
    for part in &paper.parts {
        let node = super::begin(&mut flow, &part.title, 60.0);
        table(&mut flow, node, &part.rows);
        for words in part.words.iter().flat_map(|words| paragraphs(words)) {
            flow.paragraph(Some(node), &words, BODY, 6.0);
        }
    }
    flow.y += 8.0;
    flow.paragraph(None, &format!("Made on {} with Kith.", paper.made_on), Look::soft(8.2), 0.0);
    draw::draw(&flow, about(paper.title.clone(), &paper.community, &paper.made_on))
}

fn table(flow: &mut Flow<'_>, parent: usize, rows: &[PaperRow]) {
    if rows.is_empty() {
        return;
    }
    let table = flow.node(Some(parent), Kind::Table);
    let head = flow.node(Some(table), Kind::Head);
    let body = flow.node(Some(table), Kind::Body);
    let own = flow.node(Some(head), Kind::Row);
    let small = Look { bold: true, ..Look::soft(7.6) };
    row(
        flow,
        own,
        &["Measure", "Number", "Remarks"],
        [small; 3],
        [Kind::ColumnHead, Kind::ColumnHead, Kind::ColumnHead],
    );
    for one in rows {
        let node = flow.node(Some(body), Kind::Row);
        let looks = [Look::plain(SIZE), Look::bold(SIZE), Look::soft(8.0)];
        row(flow, node, &[&one.label, &one.value, &one.remark], looks, [Kind::RowHead, Kind::Cell, Kind::Cell]);
    }
    flow.y += 8.0;
}

fn row(flow: &mut Flow<'_>, row: usize, cells: &[&str; 3], looks: [Look; 3], kinds: [Kind; 3]) {
    let laid: Vec<Vec<String>> = cells
        .iter()
        .zip(looks)
        .zip(COLUMNS)
        .map(|((text, look), (_, width, _))| flow.fonts.lines(text, look.size, look.bold, width))
        .collect();
    let lines = laid.iter().map(Vec::len).max().unwrap_or(1);
    let height = f32::from(u16::try_from(lines).unwrap_or(1)) * Look::plain(SIZE).leading() + 6.0;
    flow.need(height);
    let top = flow.y + 3.0;
    for (((lines, look), (x, width, anchor)), kind) in laid.iter().zip(looks).zip(COLUMNS).zip(kinds) {
        let cell = flow.node(Some(row), kind);
        let x = MARGIN + x + if anchor == Anchor::End { width } else { 0.0 };
        flow.lines_at(cell, lines, x, top, look, anchor);
    }
    flow.y += height;
    flow.rule(Ink::Line, 0.5);
}

/// A certificate: one page with a frame.
pub(in crate::reports) fn certificate(one: &Certificate) -> Result<Vec<u8>, String> {
    let fonts = Fonts::new().ok_or("the fonts cannot be read")?;
    let mut flow = Flow::new(&fonts);
    let (width, height) = (WIDTH - 64.0, HEIGHT - 64.0);
    flow.put(None, vec![Mark::Box { x: 32.0, y: 32.0, width, height, ink: Ink::Accent, hollow: true }]);
    flow.y = 210.0;
    flow.paragraph(None, &one.community, Look { ink: Ink::Accent, ..Look::bold(13.0) }, 14.0);
    flow.heading(None, 1, "Certificate", Look::bold(34.0), 40.0);
    flow.y += 36.0;
    flow.paragraph(None, &one.name, Look::bold(22.0), 10.0);
    for words in &one.words {
        flow.paragraph(None, words, Look::plain(13.0), 8.0);
    }
    flow.y += 90.0;
    let y = flow.y;
    flow.put(None, vec![Mark::Line { points: vec![(MARGIN, y), (MARGIN + 200.0, y)], width: 0.8, ink: Ink::Soft }]);
    flow.y += 6.0;
    flow.paragraph(None, &format!("{}, {}", one.community, one.made_on), Look::soft(9.6), 0.0);
    draw::draw(&flow, about(format!("Certificate: {}", one.name), &one.community, &one.made_on))
}

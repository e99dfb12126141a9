//! Pages that fill from top to bottom: marks with the part of the document they belong to.
//!
//! **Invariants:** marks are put down in reading order; what belongs to no part is decoration; a part holds marks or parts.

use super::fonts::Fonts;
use crate::reports::drawing::{Anchor, Ink, Mark};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
/// A4, in points.
pub(super) const HEIGHT: f32 = 841.89;
/// Space at the sides.
pub(super) const MARGIN: f32 = 56.0;
/// The room between the sides.
pub(super) const ROOM: f32 = WIDTH - 2.0 * MARGIN;
const TOP: f32 = 62.0;
const BOTTOM: f32 = HEIGHT - 64.0;

/// What a part of the document is, for those who have it read to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Section,
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    ItemBody,
    Table,
    Head,
    Body,
    Row,
    ColumnHead,
    RowHead,
    Cell,
    /// With what it shows, in words.
    Figure(String),
    Caption,
}

/// A part of the document.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) children: Vec<usize>,
}

/// Marks of one part on one page; of none, they are decoration.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) node: Option<usize>,
    pub(super) marks: Vec<Mark>,
}

/// A heading, for the outline.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) level: u16,
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) ink: Ink,
}

impl Look {
    pub(super) const fn plain(size: f32) -> Self {
        Self { size, bold: false, ink: Ink::Text }
    }

    pub(super) const fn soft(size: f32) -> Self {
        Self { size, bold: false, ink: Ink::Soft }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self { size, bold: true, ink: Ink::Text }
    }

    /// From one line to the next.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.38
    }
}

/// The document while it grows.
pub(super) struct Flow<'a> {
    pub(super) fonts: &'a Fonts,
    /// How wide and high a page is: A4, unless somebody lays it out by hand.
    pub(super) sheet: (f32, f32),
    pub(super) pages: Vec<Vec<Piece>>,
    pub(super) nodes: Vec<Node>,
    pub(super) roots: Vec<usize>,
    pub(super) places: Vec<Place>,
    /// Where the next thing begins, from the top.
    pub(super) y: f32,
}

impl<'a> Flow<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            sheet: (WIDTH, HEIGHT),
            pages: vec![Vec::new()],
            nodes: Vec::new(),
            roots: Vec::new(),
            places: Vec::new(),
            y: TOP,
        }
    }

    /// Adds a part.
    pub(super) fn node(&mut self, parent: Option<usize>, kind: Kind) -> usize {
        let id = self.nodes.len();
        self.nodes.push(Node { kind, children: Vec::new() });
        match parent.and_then(|parent| self.nodes.get_mut(parent)) {
            Some(parent) => parent.children.push(id),
            None => self.roots.push(id),
        }
        id
    }

    /// Puts marks on the page.
    pub(super) fn put(&mut self, node: Option<usize>, marks: Vec<Mark>) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Piece { node, marks });
        }
    }

    /// Goes on to a new page where there is no room for so much; answers whether it did.
    pub(super) fn need(&mut self, height: f32) -> bool {
        if self.y + height <= BOTTOM || self.y <= TOP {
            return false;
        }
        self.pages.push(Vec::new());
        self.y = TOP;
        true
    }

    /// Lines at a place of the page: nothing moves.
    pub(super) fn lines_at(&mut self, node: usize, lines: &[String], x: f32, top: f32, look: Look, anchor: Anchor) {
        let mut y = top + look.size;
        for (index, line) in lines.iter().enumerate() {
            // The space where a line was broken: for those who copy or hear the text.
            let text = if index + 1 < lines.len() { format!("{line} ") } else { line.clone() };
            let x = if anchor == Anchor::End {
                x + if index + 1 < lines.len() { self.width(" ", look) } else { 0.0 }
            } else {
                x
            };
            // An empty cell is a cell: without anything in it the row would be told as a shorter one.
            let text = if text.is_empty() { " ".to_owned() } else { text };
            let mark = Mark::Word { x, y, text, size: look.size, bold: look.bold, anchor, ink: look.ink };
            self.put(Some(node), vec![mark]);
            y += look.leading();
        }
    }

    /// A paragraph over the whole width, over pages where it must.
    pub(super) fn paragraph(&mut self, parent: Option<usize>, text: &str, look: Look, after: f32) {
        let node = self.node(parent, Kind::Paragraph);
        self.prose(node, text, MARGIN, ROOM, look);
        self.y += after;
    }

    /// Lines of a text that may go on with the next page.
    pub(super) fn prose(&mut self, node: usize, text: &str, x: f32, room: f32, look: Look) {
        let lines = self.fonts.lines(text, look.size, look.bold, room);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            // No line of a paragraph stands alone on its page.
            let together = if index == 0 && count > 1 { 2.0 } else { 1.0 };
            self.need(look.leading() * together);
            let last = index + 1 == count;
            let text = if last { line } else { format!("{line} ") };
            let y = self.y + look.size;
            self.put(
                Some(node),
                vec![Mark::Word { x, y, text, size: look.size, bold: look.bold, anchor: Anchor::Start, ink: look.ink }],
            );
            self.y += look.leading();
        }
    }

    /// A heading, on the page of what it heads: `then` is how much of that must fit below.
    pub(super) fn heading(&mut self, parent: Option<usize>, level: u16, text: &str, look: Look, then: f32) {
        let lines = self.fonts.lines(text, look.size, look.bold, ROOM);
        let height = look.leading() * f32::from(u16::try_from(lines.len()).unwrap_or(1));
        self.need(height + then);
        let written = self.fonts.written(text);
        self.places.push(Place { level, text: written.clone(), page: self.pages.len() - 1, y: self.y });
        let node = self.node(parent, Kind::Heading(level, written));
        self.lines_at(node, &lines, MARGIN, self.y, look, Anchor::Start);
        self.y += height;
    }

    /// A line across the page.
    pub(super) fn rule(&mut self, ink: Ink, width: f32) {
        let y = self.y;
        self.put(None, vec![Mark::Line { points: vec![(MARGIN, y), (WIDTH - MARGIN, y)], width, ink }]);
    }

    /// How wide a text is.
    pub(super) fn width(&self, text: &str, look: Look) -> f32 {
        self.fonts.face(look.bold).width(text, look.size)
    }
}

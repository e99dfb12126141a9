//! Badges and tickets on sheets that are cut: a name, what it is for, and a code that a scanner reads.
//!
//! **Invariants:** as for reports: real text, tagged, the same sheet the same bytes; nothing leaves its field: a long name is
//! written smaller, then on two lines, then cut; a code keeps the light edge that scanners need.

use super::{
    draw::{self, About},
    flow::{Flow, Kind, Look, Piece, Place},
    fonts::Fonts,
};
use crate::{
    qr,
    reports::drawing::{Anchor, Ink, Mark},
};

/// Space at the edge of a sheet that no printer reaches, in points.
const EDGE: f32 = 30.0;
/// Space within a field.
const PAD: f32 = 14.0;

/// How large a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Sheet {
    const fn points(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// What is printed on one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Badge {
    /// Who.
    pub(crate) name: String,
    /// Below the name: a company, a kind of ticket.
    pub(crate) under: String,
    /// What a scanner reads.
    pub(crate) code: String,
}

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Badges {
    /// Whose event it is.
    pub(crate) community: String,
    /// What it is called.
    pub(crate) title: String,
    /// When and where, a line each; on tickets only.
    pub(crate) lines: Vec<String>,
    /// Tickets, four to a sheet; else badges, eight to a sheet.
    pub(crate) tickets: bool,
    /// How large a sheet is.
    pub(crate) sheet: Sheet,
    /// One field each.
    pub(crate) all: Vec<Badge>,
    /// The day it is made: `2026-11-22`.
    pub(crate) made_on: String,
    /// What it is known by.
    pub(crate) id: String,
}

/// A place on a sheet.
#[derive(Debug, Clone, Copy)]
struct Field {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// The file.
///
/// # Errors
/// In words; only a fault in this program leads there.
pub(crate) fn render(badges: &Badges) -> Result<Vec<u8>, String> {
    let fonts = Fonts::new().ok_or("the fonts cannot be read")?;
    let (width, height) = badges.sheet.points();
    let mut flow = Flow::new(&fonts);
    flow.sheet = (width, height);
    let (across, down): (u16, u16) = if badges.tickets { (1, 4) } else { (2, 4) };
    let field = ((width - 2.0 * EDGE) / f32::from(across), (height - 2.0 * EDGE) / f32::from(down));
    let per_sheet = usize::from(across * down);
    for (number, chunk) in badges.all.chunks(per_sheet).enumerate() {
        if number > 0 {
            flow.pages.push(Vec::new());
        }
        for (badge, place) in chunk.iter().zip(0_u16..) {
            let at = Field {
                x: EDGE + f32::from(place % across) * field.0,
                y: EDGE + f32::from(place / across) * field.1,
                width: field.0,
                height: field.1,
            };
            cut(&mut flow, at);
            if badges.tickets { ticket(&mut flow, badges, badge, at) } else { one(&mut flow, badges, badge, at) }
        }
    }
    let mut made = badges.made_on.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let mut next = || made.next().unwrap_or(1);
    let made = (next(), u8::try_from(next()).unwrap_or(1), u8::try_from(next()).unwrap_or(1));
    let about = About { title: badges.title.clone(), community: badges.community.clone(), made, id: badges.id.clone() };
    draw::draw(&flow, about)
}

/// Where to cut: fine lines around the field.
fn cut(flow: &mut Flow<'_>, at: Field) {
    let (right, below) = (at.x + at.width, at.y + at.height);
    let points = vec![(at.x, at.y), (right, at.y), (right, below), (at.x, below), (at.x, at.y)];
    flow.put(None, vec![Mark::Line { points, width: 0.4, ink: Ink::Line }]);
}

fn one(flow: &mut Flow<'_>, badges: &Badges, badge: &Badge, at: Field) {
    let inner = at.width - 2.0 * PAD;
    let small = Look { ink: Ink::Accent, ..Look::bold(8.5) };
    let title = short(flow, &badges.title, small, inner);
    said(flow, Kind::Paragraph, &[title], at.x + PAD, at.y + PAD, small);
    let code = 70.0;
    let square = Field { x: at.x + at.width - PAD - code, y: at.y + at.height - PAD - code, width: code, height: code };
    let top = at.y + PAD + 20.0;
    let (lines, look) = fitted(flow, &badge.name, inner, 30.0, square.y - top);
    let below = name(flow, badge, &lines, (at.x + PAD, top), look);
    let plain = Look::soft(11.0);
    // The line below goes beside the code where the name took the room above it.
    let room = if below + plain.leading() > square.y { square.x - at.x - PAD - 6.0 } else { inner };
    let below = below.min(at.y + at.height - PAD - 2.0 * plain.leading());
    let mut lines = flow.fonts.lines(&badge.under, plain.size, plain.bold, room);
    lines.truncate(2);
    said(flow, Kind::Paragraph, &lines, at.x + PAD, below, plain);
    squares(flow, badge, square);
}

fn ticket(flow: &mut Flow<'_>, badges: &Badges, badge: &Badge, at: Field) {
    let code = at.height - 2.0 * PAD - 16.0;
    let square = Field { x: at.x + at.width - PAD - code, y: at.y + PAD, width: code, height: code };
    let inner = square.x - at.x - 2.0 * PAD;
    let x = at.x + PAD;
    let (over, head, small) = (Look { ink: Ink::Accent, ..Look::bold(8.5) }, Look::bold(14.0), Look::soft(9.5));
    let mut y = at.y + PAD;
    let community = short(flow, &badges.community, over, inner);
    said(flow, Kind::Paragraph, &[community], x, y, over);
    y += over.leading() + 3.0;
    let mut title = flow.fonts.lines(&badges.title, head.size, head.bold, inner);
    title.truncate(2);
    y = said(flow, Kind::Paragraph, &title, x, y, head) + 2.0;
    for line in badges.lines.iter().take(3) {
        let line = short(flow, line, small, inner);
        y = said(flow, Kind::Paragraph, &[line], x, y, small);
    }
    y += 8.0;
    let (lines, look) = fitted(flow, &badge.name, inner, 20.0, at.y + at.height - PAD - small.leading() - y);
    let below = name(flow, badge, &lines, (x, y), look);
    let under = short(flow, &badge.under, small, inner);
    said(flow, Kind::Paragraph, &[under], x, below, small);
    squares(flow, badge, square);
    let spoken = Look::soft(6.5);
    let code = short(flow, &badge.code, spoken, square.width);
    said(flow, Kind::Paragraph, &[code], square.x, square.y + square.height + 3.0, spoken);
}

/// The name as a heading, and in the outline; answers where it ends.
fn name(flow: &mut Flow<'_>, badge: &Badge, lines: &[String], (x, y): (f32, f32), look: Look) -> f32 {
    let written = flow.fonts.written(&badge.name);
    let page = flow.pages.len() - 1;
    flow.places.push(Place { level: 1, text: written.clone(), page, y });
    said(flow, Kind::Heading(1, written), lines, x, y, look)
}

/// Lines of one part of the document; answers where they end.
fn said(flow: &mut Flow<'_>, kind: Kind, lines: &[String], x: f32, y: f32, look: Look) -> f32 {
    if lines.iter().all(|line| line.trim().is_empty()) {
        return y;
    }
    let node = flow.node(None, kind);
    flow.lines_at(node, lines, x, y, look, Anchor::Start);
    y + look.leading() * f32::from(u16::try_from(lines.len()).unwrap_or(1))
}

/// As much of a text as one line has room for.
fn short(flow: &Flow<'_>, text: &str, look: Look, room: f32) -> String {
    let written = flow.fonts.written(text);
    if flow.width(&written, look) <= room {
        return written;
    }
    let mut kept = String::new();
    for letter in written.chars() {
        kept.push(letter);
        if flow.width(&kept, look) + flow.width("…", look) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// A name in at most two lines, as large as its room allows.
fn fitted(flow: &Flow<'_>, text: &str, room: f32, largest: f32, height: f32) -> (Vec<String>, Look) {
    const SMALLEST: f32 = 10.0;
    let mut size = largest;
    loop {
        let look = Look::bold(size);
        let lines = flow.fonts.lines(text, size, true, room);
        let most = if look.leading() * 2.0 <= height { 2 } else { 1 };
        let whole = flow.fonts.written(text).split(' ').all(|word| flow.width(word, look) <= room);
        if lines.len() <= most && whole {
            return (lines, look);
        }
        if size <= SMALLEST {
            let rest = lines.get(most - 1..).unwrap_or_default().join(" ");
            let mut kept: Vec<String> = lines.into_iter().take(most - 1).collect();
            kept.push(short(flow, &rest, look, room));
            return (kept, look);
        }
        size -= 1.0;
    }
}

/// The code with its light edge, in a square; nothing where no code can hold what it has to say.
fn squares(flow: &mut Flow<'_>, badge: &Badge, at: Field) {
    let Some(squares) = qr::squares(&badge.code) else { return };
    let count = |many: usize| f32::from(u16::try_from(many).unwrap_or(1));
    let side = at.width / count(squares.len() + 2 * qr::QUIET);
    let edge = side * count(qr::QUIET);
    let boxes = qr::runs(&squares)
        .into_iter()
        .map(|(x, y, length)| {
            [at.x + edge + count(x) * side, at.y + edge + count(y) * side, count(length) * side, side]
        })
        .collect();
    let words = flow.fonts.written(&format!("Code of {}", badge.name));
    let node = flow.node(None, Kind::Figure(words));
    if let Some(page) = flow.pages.last_mut() {
        page.push(Piece { node: Some(node), marks: vec![Mark::Boxes { boxes, ink: Ink::Text }] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn badges(tickets: bool, sheet: Sheet, names: &[&str]) -> Badges {
        let badge = |name: &&str| Badge {
            name: (*name).to_owned(),
            under: "Allotment Ltd, speaker".into(),
            code: format!("https://example.org/check-in/{}", name.len()),
        };
        Badges {
            community: "Pear people".into(),
            title: "Pears by night, with a title that is too long for a badge, and longer".into(),
            lines: vec!["Thursday, 26 November 2026, 18:30".into(), "Town hall".into()],
            tickets,
            sheet,
            all: names.iter().map(badge).collect(),
            made_on: "2026-11-22".into(),
            id: "badges/1".into(),
        }
    }

    const NAMES: [&str; 9] = [
        "Ada Łovelace",
        "محمد بن راشد",
        "李小龙",
        "🎉",
        "",
        "Wolfeschlegelsteinhausenbergerdorff-Wolfeschlegelsteinhausenbergerdorff",
        "María del Carmen Fernández de la Vega y Álvarez de Toledo, marquesa",
        "O",
        "Дмитрий",
    ];

    #[test]
    fn any_names_make_sheets_and_the_same_names_the_same() {
        for tickets in [false, true] {
            for sheet in [Sheet::A4, Sheet::Letter] {
                let all = badges(tickets, sheet, &NAMES);
                let file = render(&all).unwrap();
                assert!(file.starts_with(b"%PDF-"));
                assert_eq!(file, render(&all).unwrap());
            }
        }
        assert!(render(&badges(false, Sheet::A4, &[])).is_ok());
    }

    #[test]
    fn nothing_leaves_its_field() {
        let fonts = Fonts::new().unwrap();
        let flow = Flow::new(&fonts);
        for name in NAMES {
            let (lines, look) = fitted(&flow, name, 180.0, 30.0, 90.0);
            assert!(lines.len() <= 2 && lines.iter().all(|line| flow.width(line, look) <= 180.01), "{name}: {lines:?}");
        }
        let (one, look) = fitted(&flow, "Ada", 180.0, 30.0, 90.0);
        assert_eq!((one.as_slice(), look.size), (["Ada".to_owned()].as_slice(), 30.0));
    }
}

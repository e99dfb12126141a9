//! From pages of marks to the bytes of a tagged PDF.
//!
//! **Invariants:** every mark belongs to a part of the document or is decoration; the same pages are the same bytes.

use std::num::NonZeroU16;

use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node as Leaf, SpanTag, TableHeaderScope, Tag,
        TagGroup, TagKind, TagTree,
    },
};

use super::{
    flow::{Flow, Kind, Piece},
    fonts::Fonts,
};
use crate::reports::drawing::{Anchor, Ink, Mark};

/// What the file says of itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) community: String,
    /// The day it was made: year, month, day.
    pub(super) made: (u16, u8, u8),
    /// What it is known by.
    pub(super) id: String,
}

/// Draws pages.
pub(super) fn draw(flow: &Flow<'_>, about: About) -> Result<Vec<u8>, String> {
    let wrong = |error: &dyn std::fmt::Debug| format!("{error:?}");
    // For archives and for screen readers: both are checked while the file is written.
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| wrong(&error))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() });
    let (year, month, day) = about.made;
    document.set_metadata(
        Metadata::new()
            .title(about.title)
            .authors(vec![about.community])
            .creator("Kith".to_owned())
            .producer("Kith".to_owned())
            .language("en".to_owned())
            .document_id(about.id)
            .creation_date(DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0).utc_offset_hour(0)),
    );
    let mut leaves: Vec<Vec<Identifier>> = flow.nodes.iter().map(|_| Vec::new()).collect();
    for pieces in &flow.pages {
        let settings = PageSettings::from_wh(flow.sheet.0, flow.sheet.1).ok_or("a page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for piece in pieces {
            let known = piece.node.and_then(|node| Some((flow.nodes.get(node)?, leaves.get_mut(node)?)));
            let Some((node, leaves)) = known else {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                marks(&mut surface, flow.fonts, piece);
                surface.end_tagged();
                continue;
            };
            let tag = match node.kind {
                Kind::Figure(_) => ContentTag::Other,
                _ => ContentTag::Span(SpanTag::empty()),
            };
            leaves.push(surface.start_tagged(tag));
            marks(&mut surface, flow.fonts, piece);
            surface.end_tagged();
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(flow));
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    for root in &flow.roots {
        tree.push(group(flow, &leaves, *root));
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|error| wrong(&error))
}

/// A part with what belongs to it. Parts are few levels deep.
fn group(flow: &Flow<'_>, leaves: &[Vec<Identifier>], id: usize) -> Leaf {
    let Some(node) = flow.nodes.get(id) else { return TagGroup::new(Tag::P).into() };
    let mut group = TagGroup::new(tag(&node.kind));
    for leaf in leaves.get(id).into_iter().flatten() {
        group.push(*leaf);
    }
    for child in &node.children {
        group.push(self::group(flow, leaves, *child));
    }
    group.into()
}

fn tag(kind: &Kind) -> TagKind {
    match kind {
        Kind::Section => Tag::Section.into(),
        Kind::Heading(level, title) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::List => Tag::L(ListNumbering::None).into(),
        Kind::Item => Tag::LI.into(),
        Kind::ItemBody => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Head => Tag::THead.into(),
        Kind::Body => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Figure(words) => Tag::Figure(Some(words.clone())).into(),
        Kind::Caption => Tag::Caption.into(),
    }
}

fn outline(flow: &Flow<'_>) -> Outline {
    let mut outline = Outline::new();
    for place in flow.places.iter().filter(|place| place.level <= 2) {
        let at = XyzDestination::new(place.page, Point::from_xy(0.0, (place.y - 12.0).max(0.0)));
        outline.push_child(OutlineNode::new(place.text.clone(), at));
    }
    outline
}

fn marks(surface: &mut Surface<'_>, fonts: &Fonts, piece: &Piece) {
    for mark in &piece.marks {
        match mark {
            Mark::Box { x, y, width, height, ink, hollow } => {
                let inset = if *hollow { 0.4 } else { 0.0 };
                let room = Rect::from_xywh(
                    x + inset,
                    y + inset,
                    (width - 2.0 * inset).max(0.1),
                    (height - 2.0 * inset).max(0.1),
                );
                let Some(path) = room.and_then(rectangle) else { continue };
                if *hollow {
                    surface.set_fill(Some(fill(255, 255, 255)));
                    surface.set_stroke(Some(stroke(*ink, 0.8)));
                } else {
                    let (red, green, blue) = ink.rgb();
                    surface.set_fill(Some(fill(red, green, blue)));
                    surface.set_stroke(None);
                }
                surface.draw_path(&path);
            }
            Mark::Boxes { boxes, ink } => {
                // One path, so that no fine line is seen between two of them.
                let mut builder = PathBuilder::new();
                for [x, y, width, height] in boxes {
                    if let Some(room) = Rect::from_xywh(*x, *y, *width, *height) {
                        builder.push_rect(room);
                    }
                }
                let Some(path) = builder.finish() else { continue };
                let (red, green, blue) = ink.rgb();
                surface.set_fill(Some(fill(red, green, blue)));
                surface.set_stroke(None);
                surface.draw_path(&path);
            }
            Mark::Line { points, width, ink } => {
                let mut builder = PathBuilder::new();
                for (index, (x, y)) in points.iter().enumerate() {
                    if index == 0 {
                        builder.move_to(*x, *y);
                    } else {
                        builder.line_to(*x, *y);
                    }
                }
                let Some(path) = builder.finish() else { continue };
                surface.set_fill(None);
                surface.set_stroke(Some(stroke(*ink, *width)));
                surface.draw_path(&path);
            }
            Mark::Word { x, y, text, size, bold, anchor, ink } => {
                let face = fonts.face(*bold);
                let text = fonts.written(text);
                let width = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => face.width(&text, *size) / 2.0,
                    Anchor::End => face.width(&text, *size),
                };
                let (red, green, blue) = ink.rgb();
                surface.set_fill(Some(fill(red, green, blue)));
                surface.set_stroke(None);
                let glyphs = face.glyphs(&text);
                surface.draw_glyphs(Point::from_xy(x - width, *y), &glyphs, face.font.clone(), &text, *size, false);
            }
        }
    }
}

fn rectangle(room: Rect) -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.push_rect(room);
    builder.finish()
}

fn fill(red: u8, green: u8, blue: u8) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn stroke(ink: Ink, width: f32) -> Stroke {
    let (red, green, blue) = ink.rgb();
    Stroke { paint: rgb::Color::new(red, green, blue).into(), width, ..Stroke::default() }
}

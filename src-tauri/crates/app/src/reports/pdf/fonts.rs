//! The letters of a PDF: which glyph stands for a character, how wide a line is, where it breaks.
//!
//! **Invariant:** every character becomes glyphs that the font has: what it does not have is written in Latin letters, or as
//! a box, so no name can keep a report from being made.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// A weight of the font.
pub(super) struct Face {
    pub(super) font: Font,
    glyphs: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    em: f32,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let font = Font::new(bytes.into(), 0)?;
        let read = FontRef::new(bytes).ok()?;
        let em = font.units_per_em();
        Some(Self {
            font,
            glyphs: read.charmap(),
            widths: read.glyph_metrics(Size::unscaled(), LocationRef::default()),
            em,
        })
    }

    fn has(&self, c: char) -> bool {
        self.glyphs.map(c).is_some()
    }

    /// The width of a text at a size.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().filter_map(|c| self.advance(c)).sum::<f32>() * size
    }

    /// In parts of the size.
    fn advance(&self, c: char) -> Option<f32> {
        Some(self.widths.advance_width(self.glyphs.map(c)?)? / self.em)
    }

    /// The glyphs of a text that [`Fonts::written`] made.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        text.char_indices()
            .filter_map(|(at, c)| {
                let glyph = self.glyphs.map(c)?;
                let advance = self.advance(c)?;
                Some(KrillaGlyph::new(
                    GlyphId::new(glyph.to_u32()),
                    advance,
                    0.0,
                    0.0,
                    0.0,
                    at..at + c.len_utf8(),
                    None,
                ))
            })
            .collect()
    }
}

/// Both weights.
pub(super) struct Fonts {
    regular: Face,
    bold: Face,
}

impl Fonts {
    /// Nothing when the fonts in this program cannot be read.
    pub(super) fn new() -> Option<Self> {
        Some(Self { regular: Face::new(REGULAR)?, bold: Face::new(BOLD)? })
    }

    pub(super) const fn face(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }

    /// A text in characters that both weights have.
    pub(super) fn written(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        // Composed: a letter and its accent are one glyph.
        for c in unicode_normalization::UnicodeNormalization::nfc(text) {
            self.write(&mut out, c);
        }
        out
    }

    fn write(&self, out: &mut String, c: char) {
        let has = |c: char| self.regular.has(c) && self.bold.has(c);
        match c {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            // Marks that nobody sees: joiners, directions, variants.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ad}' => {}
            c if c.is_control() => {}
            c if c == ' ' || has(c) => out.push(c),
            '\u{2212}' => out.push('–'),
            // The one letter of Arabic that would be lost: a vowel, in most names.
            'ا' | 'آ' => out.push('a'),
            c => {
                let latin = any_ascii::any_ascii_char(c);
                if latin.is_empty() {
                    out.push('?');
                } else {
                    out.push_str(latin);
                }
            }
        }
    }

    /// A text in lines no wider than `room`; a word that is wider is cut.
    pub(super) fn lines(&self, text: &str, size: f32, bold: bool, room: f32) -> Vec<String> {
        let face = self.face(bold);
        let mut lines = Vec::new();
        for own in text.split('\n') {
            let own = self.written(own);
            let mut line = String::new();
            let mut wide = 0.0;
            let space = face.width(" ", size);
            for word in own.split(' ').filter(|word| !word.is_empty()) {
                let width = face.width(word, size);
                if !line.is_empty() && wide + space + width > room {
                    lines.push(std::mem::take(&mut line));
                    wide = 0.0;
                }
                if !line.is_empty() {
                    line.push(' ');
                    wide += space;
                }
                if wide + width <= room {
                    line.push_str(word);
                    wide += width;
                    continue;
                }
                for c in word.chars() {
                    let step = face.advance(c).unwrap_or(0.0) * size;
                    if !line.is_empty() && wide + step > room {
                        lines.push(std::mem::take(&mut line));
                        wide = 0.0;
                    }
                    line.push(c);
                    wide += step;
                }
            }
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_glyphs() {
        let fonts = Fonts::new().unwrap();
        let text = "Ada Łovelace Ελένη Дмитрий 李小龙 محمد 🎉 ≥ − \u{200d}e\u{301} \u{e000}\u{7f}";
        let written = fonts.written(text);
        for bold in [false, true] {
            assert_eq!(fonts.face(bold).glyphs(&written).len(), written.chars().count(), "{written}");
        }
        assert!(written.starts_with("Ada Łovelace Ελένη Дмитрий Li"), "{written}");
        assert!(written.contains("é") && written.contains('–') && written.ends_with('?'), "{written}");
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        let fonts = Fonts::new().unwrap();
        let text = format!("A sentence of several words and {} then more", "unbroken".repeat(40));
        for bold in [false, true] {
            let lines = fonts.lines(&text, 10.0, bold, 120.0);
            assert!(lines.iter().all(|line| fonts.face(bold).width(line, 10.0) <= 120.01), "{lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""), "nothing is lost");
        }
        assert_eq!(fonts.lines("a\nb", 10.0, false, 100.0), ["a", "b"]);
    }
}

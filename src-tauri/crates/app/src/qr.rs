//! QR codes: text as dark and light squares. The only place that knows the encoder.
//!
//! **Invariants:** what a scanner reads out of the squares is the text, letter by letter; a text that no code can hold has none.

use fast_qr::{ECL, QRBuilder};

/// A longer text makes squares too small for a badge, in bytes.
pub(crate) const LONGEST: usize = 500;
/// Light squares that have to be around a code.
pub(crate) const QUIET: usize = 4;

/// Rows of squares, dark is true, without the light edge around them; nothing for a text that is empty or too long.
pub(crate) fn squares(text: &str) -> Option<Vec<Vec<bool>>> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    // A seventh of it may be hidden by a finger or a crease.
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let row = |y: usize| {
        let cells = code.data.chunks_exact(code.size).nth(y)?;
        Some(cells.iter().map(|module| module.value()).collect())
    };
    (0..code.size).map(row).collect()
}

/// Dark stretches of rows: column, row, length.
pub(crate) fn runs(squares: &[Vec<bool>]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for (y, row) in squares.iter().enumerate() {
        let mut from = None;
        for (x, dark) in row.iter().copied().chain(std::iter::once(false)).enumerate() {
            match (from, dark) {
                (None, true) => from = Some(x),
                (Some(start), false) => {
                    found.push((start, y, x - start));
                    from = None;
                }
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What an independent reader makes of dark stretches, as they are printed.
    pub(crate) fn read_back(text: &str) -> String {
        const SCALE: usize = 5;
        let squares = squares(text).unwrap();
        let side = (squares.len() + 2 * QUIET) * SCALE;
        let mut dark = vec![false; side * side];
        for (x, y, length) in runs(&squares) {
            for row in 0..SCALE {
                let from = ((y + QUIET) * SCALE + row) * side + (x + QUIET) * SCALE;
                dark[from..from + length * SCALE].fill(true);
            }
        }
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark[y * side + x] { 0 } else { 255 });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn another_reader_reads_the_same() {
        for text in [
            "1",
            "01997c3e-7b1a-7cc2-9a1b-0123456789ab",
            "https://lu.ma/check-in/evt-abc?pk=g-XYZ123_-~",
            "名前 محمد Ünï",
            &"x".repeat(LONGEST),
        ] {
            assert_eq!(read_back(text), text);
        }
        assert!(squares("").is_none() && squares(&"x".repeat(LONGEST + 1)).is_none());
    }
}

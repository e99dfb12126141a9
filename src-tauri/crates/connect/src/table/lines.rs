//! Lines of a text file in any of the encodings that people's programs write.
//!
//! **Invariants:** memory is bounded by the longest line that is read, and that by [`LONGEST`]; bytes that are no text in
//! the chosen encoding are told with their line and never replaced in silence.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A longer line is no row of a table.
pub(super) const LONGEST: usize = 1 << 20;
/// How much is read at once.
const BUFFER: usize = 1 << 18;
/// What UTF-16 that is no text becomes: no encoding that is read has this byte in valid text.
const NO_TEXT: u8 = 0xFF;

/// One line without its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub(super) number: u64,
    pub(super) text: String,
    /// Why it is no text, where it is none.
    pub(super) wrong: Option<&'static str>,
}

/// What the bytes of a file say about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looks {
    pub(super) encoding: &'static Encoding,
    /// No line feed, but carriage returns: lines end with these.
    pub(super) returns: bool,
    /// Of all bytes: the same for the same file.
    pub(super) fingerprint: u64,
}

/// Reads all bytes once, to see how they are written.
pub(super) fn look(path: &Path, wanted: Option<&'static Encoding>) -> io::Result<Looks> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; BUFFER];
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut utf8, mut sensed) = (Utf8::default(), None);
    let (mut feeds, mut returns, mut fed) = (false, false, 0_usize);
    loop {
        let length = file.read(&mut buffer)?;
        let bytes = buffer.get(..length).unwrap_or_default();
        if bytes.is_empty() {
            break;
        }
        hash.update(bytes);
        if fed == 0 {
            sensed = mark(bytes).or_else(|| wide(bytes));
        }
        feeds |= memchr::memchr(b'\n', bytes).is_some();
        returns |= memchr::memchr(b'\r', bytes).is_some();
        utf8.feed(bytes);
        // What a few megabytes do not tell, more of them do not tell either.
        if fed < 16 * BUFFER && !bytes.is_ascii() {
            detector.feed(bytes, false);
        }
        fed = fed.saturating_add(length);
    }
    detector.feed(&[], true);
    let encoding = wanted.or(sensed).unwrap_or_else(|| {
        if utf8.is_likely() {
            return UTF_8;
        }
        let guess = detector.guess(None, Utf8Detection::Deny);
        if guess == UTF_8 { WINDOWS_1252 } else { guess }
    });
    Ok(Looks { encoding, returns: returns && !feeds, fingerprint: hash.digest() })
}

/// The encoding that a byte order mark names.
fn mark(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
}

/// UTF-16 without a mark: every other byte of mostly Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4_096) & !1).unwrap_or_default();
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if half == 0 {
        None
    } else if odd * 10 >= half * 4 && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 4 && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Counts what fits UTF-8 and what does not, over the borders of buffers.
#[derive(Debug, Default)]
struct Utf8 {
    rest: Vec<u8>,
    good: u64,
    bad: u64,
}

impl Utf8 {
    fn feed(&mut self, bytes: &[u8]) {
        if self.rest.is_empty() && bytes.is_ascii() {
            return;
        }
        let joined: Vec<u8>;
        let mut left = if self.rest.is_empty() {
            bytes
        } else {
            joined = [std::mem::take(&mut self.rest).as_slice(), bytes].concat();
            joined.as_slice()
        };
        while !left.is_empty() {
            match std::str::from_utf8(left) {
                Ok(text) => {
                    self.good += wide_characters(text);
                    return;
                }
                Err(error) => {
                    let (fits, rest) = left.split_at(error.valid_up_to());
                    self.good += wide_characters(std::str::from_utf8(fits).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        self.rest = rest.to_vec();
                        return;
                    };
                    self.bad += 1;
                    left = rest.get(length..).unwrap_or_default();
                }
            }
        }
    }

    /// Whether the file is UTF-8, a few broken places aside.
    const fn is_likely(&self) -> bool {
        self.bad == 0 || self.good > 10 * self.bad
    }
}

fn wide_characters(text: &str) -> u64 {
    if text.is_ascii() { 0 } else { text.chars().filter(|character| !character.is_ascii()).count() as u64 }
}

/// Reads lines one after the other.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    encoding: &'static Encoding,
    end: u8,
    number: u64,
    bytes: Vec<u8>,
}

impl Lines {
    pub(super) fn open(path: &Path, looks: &Looks) -> io::Result<Self> {
        Ok(Self::over(BufReader::with_capacity(BUFFER, File::open(path)?), looks.encoding, looks.returns))
    }

    fn over(reader: impl BufRead + Send + 'static, encoding: &'static Encoding, returns: bool) -> Self {
        let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
        let reader: Box<dyn BufRead + Send> = if is_wide {
            Box::new(BufReader::with_capacity(BUFFER, Narrow::new(reader, encoding == UTF_16LE)))
        } else {
            Box::new(reader)
        };
        let encoding = if is_wide { UTF_8 } else { encoding };
        Self { reader, encoding, end: if returns { b'\r' } else { b'\n' }, number: 0, bytes: Vec::new() }
    }

    /// The next line into `line`; nothing at the end.
    pub(super) fn next(&mut self, line: &mut Line) -> io::Result<bool> {
        self.bytes.clear();
        let (mut found, mut too_long) = (false, false);
        loop {
            let piece = match self.reader.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if piece.is_empty() {
                break;
            }
            found = true;
            let end = memchr::memchr(self.end, piece);
            let text = piece.get(..end.unwrap_or(piece.len())).unwrap_or_default();
            let room = LONGEST - self.bytes.len().min(LONGEST);
            too_long |= text.len() > room;
            self.bytes.extend_from_slice(text.get(..text.len().min(room)).unwrap_or_default());
            let used = end.map_or(piece.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !found {
            return Ok(false);
        }
        if self.bytes.last() == Some(&b'\r') {
            self.bytes.pop();
        }
        self.number += 1;
        line.number = self.number;
        let mut bytes = self.bytes.as_slice();
        if self.number == 1 && self.encoding == UTF_8 {
            bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        }
        let (text, wrong) = self.encoding.decode_without_bom_handling(bytes);
        line.text.clear();
        line.text.push_str(&text);
        line.wrong = if too_long {
            Some("the line is longer than a million characters")
        } else if wrong {
            Some("it has characters that cannot be read in this encoding")
        } else if text.contains('\0') {
            Some("it has characters that are no text")
        } else {
            None
        };
        Ok(true)
    }
}

/// UTF-16 as UTF-8.
struct Narrow<R> {
    reader: R,
    little: bool,
    /// A half of a pair that waits for the other.
    high: Option<u16>,
    odd: Option<u8>,
    out: Vec<u8>,
    at: usize,
    begun: bool,
}

impl<R: Read> Narrow<R> {
    const fn new(reader: R, little: bool) -> Self {
        Self { reader, little, high: None, odd: None, out: Vec::new(), at: 0, begun: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        let mut buffer = [0; 8_192];
        let length = self.reader.read(&mut buffer)?;
        if length == 0 {
            if self.high.take().is_some() || self.odd.take().is_some() {
                self.out.push(NO_TEXT);
            }
            return Ok(());
        }
        let mut bytes = self.odd.take().into_iter().chain(buffer.iter().take(length).copied());
        while let Some(first) = bytes.next() {
            let Some(second) = bytes.next() else {
                self.odd = Some(first);
                break;
            };
            let unit =
                if self.little { u16::from_le_bytes([first, second]) } else { u16::from_be_bytes([first, second]) };
            let is_mark = !self.begun && unit == 0xFEFF;
            self.begun = true;
            if !is_mark {
                Self::push(&mut self.out, &mut self.high, unit);
            }
        }
        Ok(())
    }

    fn push(out: &mut Vec<u8>, high: &mut Option<u16>, unit: u16) {
        let units = [high.take(), Some(unit)];
        if units.first() == Some(&None) && (0xD800..0xDC00).contains(&unit) {
            *high = Some(unit);
            return;
        }
        for character in char::decode_utf16(units.into_iter().flatten()) {
            match character {
                Ok(character) => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(_) => out.push(NO_TEXT),
            }
        }
    }
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.out.len() {
            self.fill()?;
            // One odd byte is no end.
            if self.out.is_empty() && self.odd.is_none() && self.high.is_none() {
                return Ok(0);
            }
        }
        let ready = self.out.get(self.at..).unwrap_or_default();
        let length = ready.len().min(into.len());
        for (to, from) in into.iter_mut().zip(ready) {
            *to = *from;
        }
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &'static [u8], encoding: &'static Encoding) -> Vec<Line> {
        let mut lines = Lines::over(bytes, encoding, false);
        let mut all = Vec::new();
        let mut line = Line::default();
        while lines.next(&mut line).unwrap() {
            all.push(line.clone());
        }
        all
    }

    #[test]
    fn an_unpaired_half_is_told_with_its_line() {
        let lines = read(b"\xFF\xFEa\0\n\0\x3D\xD8b\0\n\0\x3D\xD8\x00\xDE\n\0c", UTF_16LE);
        let wrong: Vec<bool> = lines.iter().map(|line| line.wrong.is_some()).collect();
        assert_eq!(wrong, [false, true, false, true], "{lines:?}");
        assert_eq!((lines[0].text.as_str(), lines[2].text.as_str()), ("a", "😀"));
    }

    #[test]
    fn a_broken_byte_spoils_its_line_only() {
        let lines = read(b"a\r\nb\xE4\r\n\xC3\xA4", UTF_8);
        assert_eq!((lines[0].text.as_str(), lines[2].text.as_str()), ("a", "ä"));
        assert!(lines[0].wrong.is_none() && lines[1].wrong.is_some() && lines[2].wrong.is_none());
    }
}

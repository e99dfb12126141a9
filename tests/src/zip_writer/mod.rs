//! A small zip writer that can also write archives no honest program would: for exports, and for hostile ones.
//!
//! **Invariants:** what an [`Entry`] does not ask to be wrong is right, zip64 included; entries are written as they come
//! and nothing but the directory (about 100 bytes an entry) stays in memory.

mod headers;

use std::io::{self, Write};

use headers::{Truth, low, put};
use libdeflater::{CompressionLvl, Compressor};

const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const LOCATOR_64: u32 = 0x0706_4b50;
/// From here on, 32 bits do not hold a number.
const FULL_32: u64 = 0xffff_ffff;

/// What one of the two headers of an entry says instead of the truth.
#[derive(Debug, Clone, Default)]
pub struct Lies {
    /// Another checksum.
    pub crc: Option<u32>,
    /// Another length when unpacked.
    pub size: Option<u64>,
    /// Another length when packed.
    pub packed: Option<u64>,
    /// Another method (0 stored, 8 deflate, 12 bzip2, 14 LZMA …).
    pub method: Option<u16>,
    /// Other flags (1 = encrypted, 8 = descriptor, 0x800 = the name is UTF-8).
    pub flags: Option<u16>,
    /// Another name.
    pub name: Option<Vec<u8>>,
    /// Another place of the local header (central directory only).
    pub offset: Option<u64>,
}

/// One file of an archive and everything about it that can be odd.
#[derive(Debug, Clone)]
pub struct Entry {
    name: Vec<u8>,
    utf8: bool,
    level: i32,
    mode: Option<u32>,
    descriptor: bool,
    local: Lies,
    central: Lies,
}

impl Entry {
    /// An honest deflated file. The name is taken as it is: `../`, `\`, NUL, anything.
    pub fn new(name: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            utf8: true,
            level: 6,
            mode: None,
            descriptor: false,
            local: Lies::default(),
            central: Lies::default(),
        }
    }

    /// Without the flag that says the name is UTF-8, as Slack writes its exports.
    #[must_use]
    pub fn without_utf8_flag(mut self) -> Self {
        self.utf8 = false;
        self
    }

    /// Stored, not deflated.
    #[must_use]
    pub fn stored(self) -> Self {
        self.level(0)
    }

    /// Deflated at a level of 1 to 12; 0 stores.
    #[must_use]
    pub fn level(mut self, level: i32) -> Self {
        self.level = level;
        self
    }

    /// With a Unix mode: `0o120_777` is a symbolic link whose target is the content, `0o040_755` a folder.
    #[must_use]
    pub fn mode(mut self, mode: u32) -> Self {
        self.mode = Some(mode);
        self
    }

    /// With lengths and checksum behind the content, as programs write that cannot seek.
    #[must_use]
    pub fn descriptor(mut self) -> Self {
        self.descriptor = true;
        self
    }

    /// With lies in the header before the content.
    #[must_use]
    pub fn local(mut self, lies: Lies) -> Self {
        self.local = lies;
        self
    }

    /// With lies in the directory at the end.
    #[must_use]
    pub fn central(mut self, lies: Lies) -> Self {
        self.central = lies;
        self
    }

    fn flags(&self) -> u16 {
        (if self.utf8 { 0x800 } else { 0 }) | (if self.descriptor { 8 } else { 0 })
    }
}

/// Writes an archive to anything, front to back.
pub struct ZipWriter<W: Write> {
    out: W,
    offset: u64,
    directory: Vec<u8>,
    count: u64,
    packed: Vec<u8>,
    compressor: Option<(i32, Compressor)>,
}

impl<W: Write> ZipWriter<W> {
    /// An empty archive.
    pub fn new(out: W) -> Self {
        Self { out, offset: 0, directory: Vec::new(), count: 0, packed: Vec::new(), compressor: None }
    }

    /// Adds a file with its whole content. The same name may be added again.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn add(&mut self, entry: &Entry, content: &[u8]) -> io::Result<()> {
        let deflated = entry.level > 0 && self.deflate(content, entry.level)?;
        let packed = std::mem::take(&mut self.packed);
        let body: &[u8] = if deflated { &packed } else { content };
        let truth = Truth {
            crc: libdeflater::crc32(content),
            size: content.len() as u64,
            packed: body.len() as u64,
            method: if deflated { 8 } else { 0 },
            offset: self.offset,
        };
        let mut head = Vec::with_capacity(64 + entry.name.len());
        truth.local(entry, &mut head);
        self.write(&head)?;
        self.write(body)?;
        if entry.descriptor {
            let mut tail = Vec::with_capacity(24);
            truth.descriptor(&mut tail);
            self.write(&tail)?;
        }
        truth.central(entry, &mut self.directory);
        self.count += 1;
        self.packed = packed;
        Ok(())
    }

    /// Adds bytes that belong to no entry.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn junk(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)
    }

    /// Writes the directory and gives the output back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        let (at, size) = (self.offset, self.directory.len() as u64);
        let directory = std::mem::take(&mut self.directory);
        self.write(&directory)?;
        let mut end = Vec::with_capacity(98);
        if at >= FULL_32 || size >= FULL_32 || self.count >= 0xffff {
            put(&mut end, &[&END_64.to_le_bytes(), &44u64.to_le_bytes(), &[45, 3, 45, 0], &[0; 8]]);
            for number in [self.count, self.count, size, at] {
                end.extend(number.to_le_bytes());
            }
            put(&mut end, &[&LOCATOR_64.to_le_bytes(), &[0; 4], &self.offset.to_le_bytes(), &1u32.to_le_bytes()]);
        }
        let count = u16::try_from(self.count).unwrap_or(u16::MAX).to_le_bytes();
        put(&mut end, &[&END.to_le_bytes(), &[0; 4], &count, &count]);
        put(&mut end, &[&low(size).to_le_bytes(), &low(at).to_le_bytes(), &[0; 2]]);
        self.write(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.offset += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    fn deflate(&mut self, content: &[u8], level: i32) -> io::Result<bool> {
        if self.compressor.as_ref().is_none_or(|(made, _)| *made != level) {
            let level_ = CompressionLvl::new(level).map_err(|_| io::Error::other("no such level"))?;
            self.compressor = Some((level, Compressor::new(level_)));
        }
        let Some((_, compressor)) = &mut self.compressor else {
            return Ok(false);
        };
        self.packed.resize(compressor.deflate_compress_bound(content.len()), 0);
        let packed = compressor.deflate_compress(content, &mut self.packed).map_err(io::Error::other)?;
        self.packed.truncate(packed);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(entry: &Entry, content: &[u8]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Vec::new());
        zip.add(entry, content).unwrap();
        zip.finish().unwrap()
    }

    fn number(bytes: &[u8], at: usize) -> u32 {
        u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
    }

    #[test]
    fn an_honest_entry_says_the_same_in_both_headers() {
        let bytes = archive(&Entry::new("a.txt").stored(), b"hello");
        let central = number(&bytes, bytes.len() - 6) as usize;
        assert_eq!(bytes[14..26], bytes[central + 16..central + 28], "checksum and lengths");
        assert_eq!(number(&bytes, 18), 5);
        assert_eq!(&bytes[35..40], b"hello");
    }

    #[test]
    fn lies_are_told_where_they_were_asked_for() {
        let lie = Lies { size: Some(7), crc: Some(9), ..Lies::default() };
        let bytes = archive(&Entry::new("a").stored().central(lie), b"hello");
        let central = number(&bytes, bytes.len() - 6) as usize;
        assert_eq!(number(&bytes, central + 24), 7);
        assert_eq!(number(&bytes, central + 16), 9);
        assert_eq!(number(&bytes, 22), 5, "the other header stays honest");
    }

    #[test]
    fn more_entries_than_16_bits_hold_need_zip64() {
        let mut zip = ZipWriter::new(Vec::new());
        for _ in 0..70_000 {
            zip.add(&Entry::new("x").stored(), b"").unwrap();
        }
        let bytes = zip.finish().unwrap();
        let end = bytes.len() - 22;
        assert_eq!(number(&bytes, end), END);
        assert_eq!(number(&bytes, end - 20), LOCATOR_64);
        let end_64 = number(&bytes, end - 12) as usize;
        assert_eq!(number(&bytes, end_64), END_64);
        assert_eq!(number(&bytes, end_64 + 32), 70_000);
    }
}

//! Reads zip archives from strangers, a file at a time, from 300,000 files on.
//!
//! A general zip library keeps several hundred bytes and two strings for each file; an export of ten years has 360,000
//! files, so only what is needed to find one again is kept here (about 60 bytes each). Formats: stored and deflated
//! files, zip64, data descriptors (PKWARE APPNOTE 6.3.9, sections 4.3 to 4.5).
//!
//! **Invariants:** nothing is ever written to disk; an archive with one hostile name, size or overlap is refused as a
//! whole before anything of it is used; memory for a file never exceeds the size its directory promised, and that is
//! checked against limits first.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
};

use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::xxh3_64;

use super::Refused;

/// No single file may unpack to more.
const LARGEST_FILE: u64 = 1 << 30;
/// Deflate reaches 1,032 : 1; JSON of real exports 4 to 30 : 1.
const LARGEST_RATIO: u64 = 200;
/// Below this size a ratio says nothing.
const RATIO_FROM: u64 = 4 << 20;
/// A directory of more files than this is not an export.
const MOST_FILES: u64 = 20_000_000;

/// A file in the archive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    offset: u64,
    packed: u64,
    size: u64,
    crc: u32,
    deflated: bool,
    name_start: u32,
    name_end: u32,
}

/// An archive that was found to be safe to read.
#[derive(Debug)]
pub(super) struct Zip {
    file: File,
    names: String,
    entries: Vec<Entry>,
    fingerprint: String,
    inflate: Inflate,
    packed: Vec<u8>,
}

struct Inflate(libdeflater::Decompressor);

impl std::fmt::Debug for Inflate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Inflate")
    }
}

impl Zip {
    /// Reads the directory and refuses what is hostile.
    pub(super) fn open(mut file: File) -> Result<Self, Refused> {
        let length = file.seek(SeekFrom::End(0))?;
        let end = find_end(&mut file, length)?;
        if end.files > MOST_FILES || end.offset.checked_add(end.size).is_none_or(|finish| finish > length) {
            return Err(Refused::Damaged("its directory does not fit into it"));
        }
        file.seek(SeekFrom::Start(end.offset))?;
        let mut reader = BufReader::with_capacity(1 << 16, (&mut file).take(end.size));
        let mut digest = Sha256::new();
        let mut zip = Directory::default();
        for _ in 0..end.files {
            zip.read_entry(&mut reader, &mut digest, length)?;
        }
        drop(reader);
        if zip.used > length {
            return Err(Refused::Hostile("files in it overlap each other".into()));
        }
        digest.update(length.to_le_bytes());
        let fingerprint = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            file,
            names: zip.names,
            entries: zip.entries,
            fingerprint,
            inflate: Inflate(libdeflater::Decompressor::new()),
            packed: Vec::new(),
        })
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn size(&self, index: usize) -> u64 {
        self.entries.get(index).map_or(0, |entry| entry.size)
    }

    pub(super) fn name(&self, index: usize) -> &str {
        let range = self.entries.get(index).map(|entry| entry.name_start as usize..entry.name_end as usize);
        range.and_then(|range| self.names.get(range)).unwrap_or_default()
    }

    /// SHA-256 of the directory and the length: the same archive has the same one.
    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Unpacks a file into `out`.
    pub(super) fn read(&mut self, index: usize, out: &mut Vec<u8>) -> Result<(), Refused> {
        let entry = *self.entries.get(index).ok_or(Refused::Damaged("a file in it is missing"))?;
        let mut header = [0; 30];
        self.file.seek(SeekFrom::Start(entry.offset))?;
        self.file.read_exact(&mut header)?;
        if number(&header, 0, 4) != 0x0403_4b50 {
            return Err(Refused::Damaged("a file in it does not begin where its directory says"));
        }
        let streamed = number(&header, 6, 2) & 8 != 0;
        let (packed, size) = (number(&header, 18, 4), number(&header, 22, 4));
        let says = |here: u64, directory: u64| here == directory || here == 0xFFFF_FFFF;
        let agrees = says(packed, entry.packed) && says(size, entry.size);
        if !(streamed || agrees) {
            return Err(Refused::Hostile(format!("{} has two different sizes", self.name(index))));
        }
        let skip = number(&header, 26, 2) + number(&header, 28, 2);
        self.file.seek(SeekFrom::Current(i64::try_from(skip).unwrap_or(0)))?;
        let size = usize::try_from(entry.size).map_err(|_| Refused::Damaged("a file in it is too large"))?;
        out.clear();
        if !entry.deflated {
            out.reserve(size);
            (&mut self.file).take(entry.size).read_to_end(out)?;
            return if out.len() == size { checked(out, entry) } else { Err(Refused::Damaged("it is cut off")) };
        }
        self.packed.clear();
        (&mut self.file).take(entry.packed).read_to_end(&mut self.packed)?;
        out.resize(size, 0);
        let written = self.inflate.0.deflate_decompress(&self.packed, out).map_err(|error| match error {
            libdeflater::DecompressionError::InsufficientSpace => {
                Refused::Hostile(format!("{} is larger than its directory says", self.name(index)))
            }
            libdeflater::DecompressionError::BadData => Refused::Damaged("a file in it cannot be unpacked"),
        })?;
        if written != size {
            return Err(Refused::Hostile(format!("{} is smaller than its directory says", self.name(index))));
        }
        checked(out, entry)
    }
}

/// A wrong letter in a text would look like any other, so every file is compared with its checksum.
fn checked(out: &[u8], entry: Entry) -> Result<(), Refused> {
    if libdeflater::crc32(out) == entry.crc { Ok(()) } else { Err(Refused::Damaged("a file in it is damaged")) }
}

/// Where the directory is.
struct End {
    files: u64,
    size: u64,
    offset: u64,
}

fn find_end(file: &mut File, length: u64) -> Result<End, Refused> {
    let tail_length = length.min(65_557);
    file.seek(SeekFrom::Start(length - tail_length))?;
    let mut tail = Vec::new();
    file.take(tail_length).read_to_end(&mut tail)?;
    let found = tail.windows(22).rposition(|window| number(window, 0, 4) == 0x0605_4b50);
    let at = found.ok_or(Refused::NotAnArchive)?;
    let record = tail.get(at..).unwrap_or_default();
    let mut end = End { files: number(record, 10, 2), size: number(record, 12, 4), offset: number(record, 16, 4) };
    if number(record, 4, 2) != 0 && number(record, 4, 2) != 0xFFFF {
        return Err(Refused::Damaged("it is one part of an archive in several parts"));
    }
    if end.files == 0xFFFF || end.size == 0xFFFF_FFFF || end.offset == 0xFFFF_FFFF {
        let locator = at.checked_sub(20).and_then(|at| tail.get(at..)).unwrap_or_default();
        if number(locator, 0, 4) == 0x0706_4b50 {
            let mut large = [0; 56];
            file.seek(SeekFrom::Start(number(locator, 8, 8)))?;
            file.read_exact(&mut large)?;
            if number(&large, 0, 4) != 0x0606_4b50 {
                return Err(Refused::Damaged("its directory cannot be found"));
            }
            end = End { files: number(&large, 32, 8), size: number(&large, 40, 8), offset: number(&large, 48, 8) };
        }
    }
    Ok(end)
}

#[derive(Default)]
struct Directory {
    names: String,
    entries: Vec<Entry>,
    seen: FxHashSet<u64>,
    used: u64,
}

impl Directory {
    fn read_entry(&mut self, reader: &mut impl Read, digest: &mut Sha256, length: u64) -> Result<(), Refused> {
        let mut header = [0; 46];
        reader.read_exact(&mut header)?;
        digest.update(header);
        if number(&header, 0, 4) != 0x0201_4b50 {
            return Err(Refused::Damaged("its directory is damaged"));
        }
        let mut take = |size: u64| -> Result<Vec<u8>, Refused> {
            let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
            reader.read_exact(&mut bytes)?;
            digest.update(&bytes);
            Ok(bytes)
        };
        let name = take(number(&header, 28, 2))?;
        let extra = take(number(&header, 30, 2))?;
        take(number(&header, 32, 2))?;
        let name = decode_name(&name);
        check_name(&name, number(&header, 38, 4), number(&header, 4, 2) >> 8)?;
        if !self.seen.insert(xxh3_64(name.to_lowercase().as_bytes())) {
            return Err(Refused::Hostile(format!("it has {name} twice")));
        }
        let (mut packed, mut size, mut offset) =
            (number(&header, 20, 4), number(&header, 24, 4), number(&header, 42, 4));
        read_large(&extra, &mut [&mut size, &mut packed, &mut offset]);
        let method = number(&header, 10, 2);
        if number(&header, 8, 2) & 1 != 0 {
            return Err(Refused::Unsupported(format!("{name} is encrypted")));
        }
        if method != 0 && method != 8 {
            return Err(Refused::Unsupported(format!(
                "{name} is packed in a way that is not supported (method {method})"
            )));
        }
        if size > LARGEST_FILE
            || (size > RATIO_FROM && size / packed.max(1) > LARGEST_RATIO)
            || (method == 0 && size != packed)
        {
            return Err(Refused::Hostile(format!("{name} claims to unpack to {} MB", size >> 20)));
        }
        let occupied = 30 + name.len() as u64 + packed;
        if offset.checked_add(packed).is_none_or(|finish| finish > length) {
            return Err(Refused::Damaged("it is cut off"));
        }
        self.used = self.used.saturating_add(occupied);
        let name_start = u32::try_from(self.names.len()).map_err(|_| Refused::Damaged("its names are too long"))?;
        self.names.push_str(&name);
        let name_end = u32::try_from(self.names.len()).map_err(|_| Refused::Damaged("its names are too long"))?;
        let crc = u32::try_from(number(&header, 16, 4)).unwrap_or(0);
        self.entries.push(Entry { offset, packed, size, crc, deflated: method == 8, name_start, name_end });
        Ok(())
    }
}

/// Sizes beyond 4 GiB stand in an extra field, each only when its short form is full.
fn read_large(extra: &[u8], values: &mut [&mut u64; 3]) {
    let mut rest = extra;
    while rest.len() >= 4 {
        let (id, size) = (number(rest, 0, 2), usize::try_from(number(rest, 2, 2)).unwrap_or(0));
        let body = rest.get(4..4 + size).unwrap_or_default();
        if id == 1 {
            let mut at = 0;
            for value in values.iter_mut() {
                if **value == 0xFFFF_FFFF && body.len() >= at + 8 {
                    **value = number(body, at, 8);
                    at += 8;
                }
            }
        }
        rest = rest.get(4 + size..).unwrap_or_default();
    }
}

/// Slack writes UTF-8 without saying so, so the flag is not asked. What is not UTF-8 stays recognisable and unique.
fn decode_name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => bytes.utf8_chunks().fold(String::new(), |mut name, chunk| {
            name.push_str(chunk.valid());
            for byte in chunk.invalid() {
                name.push_str(&format!("%{byte:02X}"));
            }
            name
        }),
    }
}

/// Refuses names that would leave the folder an archive is unpacked into, although nothing here unpacks to disk: who
/// writes such names does not mean well.
fn check_name(name: &str, attributes: u64, made_by: u64) -> Result<(), Refused> {
    let symlink = made_by == 3 && (attributes >> 16) & 0o170_000 == 0o120_000;
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let reason = if symlink {
        "a symbolic link"
    } else if name.starts_with('/') || name.starts_with('\\') || drive {
        "an absolute name"
    } else if name.split(['/', '\\']).any(|part| part == "..") {
        "a name that points outside"
    } else if name.contains('\\') || name.contains('\0') || name.is_empty() {
        "a name no export has"
    } else {
        return Ok(());
    };
    Err(Refused::Hostile(format!("it has {reason}: {}", name.escape_debug())))
}

fn number(bytes: &[u8], at: usize, size: usize) -> u64 {
    let part = bytes.get(at..at + size).unwrap_or_default();
    part.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

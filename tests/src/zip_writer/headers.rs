//! The headers of an entry: the truth, and over it what an [`Entry`] lies.

use super::{Entry, FULL_32, Lies};

const LOCAL: u32 = 0x0403_4b50;
const DESCRIPTOR: u32 = 0x0807_4b50;
const CENTRAL: u32 = 0x0201_4b50;
/// 2026-01-02 03:04:06 as DOS writes it: archives are equal byte for byte whenever they are made.
const TIME_AND_DATE: u32 = 0x5c22_1883;

/// What is so.
pub(super) struct Truth {
    pub(super) crc: u32,
    pub(super) size: u64,
    pub(super) packed: u64,
    pub(super) method: u16,
    pub(super) offset: u64,
}

impl Truth {
    pub(super) fn local(&self, entry: &Entry, out: &mut Vec<u8>) {
        let lies = &entry.local;
        let shown = |truth: u64| if entry.descriptor { 0 } else { truth };
        let crc = lies.crc.unwrap_or(if entry.descriptor { 0 } else { self.crc });
        let (size, packed) = (lies.size.unwrap_or(shown(self.size)), lies.packed.unwrap_or(shown(self.packed)));
        let large = size >= FULL_32 || packed >= FULL_32;
        let name = lies.name.as_ref().unwrap_or(&entry.name);
        put(out, &[&LOCAL.to_le_bytes(), &(if large { 45u16 } else { 20 }).to_le_bytes()]);
        self.shared(entry, lies, crc, out);
        let (short_packed, short_size) = if large { (u32::MAX, u32::MAX) } else { (low(packed), low(size)) };
        put(out, &[&short_packed.to_le_bytes(), &short_size.to_le_bytes()]);
        put(out, &[&short(name.len()), &(if large { 20u16 } else { 0 }).to_le_bytes(), name]);
        if large {
            put(out, &[&[1, 0, 16, 0], &size.to_le_bytes(), &packed.to_le_bytes()]);
        }
    }

    pub(super) fn descriptor(&self, out: &mut Vec<u8>) {
        put(out, &[&DESCRIPTOR.to_le_bytes(), &self.crc.to_le_bytes()]);
        if self.size >= FULL_32 || self.packed >= FULL_32 {
            put(out, &[&self.packed.to_le_bytes(), &self.size.to_le_bytes()]);
        } else {
            put(out, &[&low(self.packed).to_le_bytes(), &low(self.size).to_le_bytes()]);
        }
    }

    pub(super) fn central(&self, entry: &Entry, out: &mut Vec<u8>) {
        let lies = &entry.central;
        let crc = lies.crc.unwrap_or(self.crc);
        let (size, packed) = (lies.size.unwrap_or(self.size), lies.packed.unwrap_or(self.packed));
        let offset = lies.offset.unwrap_or(self.offset);
        let name = lies.name.as_ref().unwrap_or(&entry.name);
        let mut extra = Vec::new();
        for number in [size, packed, offset] {
            if number >= FULL_32 {
                extra.extend(number.to_le_bytes());
            }
        }
        if !extra.is_empty() {
            extra.splice(0..0, [1, 0].into_iter().chain(short(extra.len())));
        }
        // "Made on Unix" is what makes readers look at the mode.
        put(out, &[&CENTRAL.to_le_bytes(), &[45, if entry.mode.is_some() { 3 } else { 0 }]]);
        put(out, &[&(if extra.is_empty() { 20u16 } else { 45 }).to_le_bytes()]);
        self.shared(entry, lies, crc, out);
        put(out, &[&low(packed).to_le_bytes(), &low(size).to_le_bytes()]);
        put(out, &[&short(name.len()), &short(extra.len()), &[0; 6]]);
        put(out, &[&(entry.mode.unwrap_or(0) << 16).to_le_bytes(), &low(offset).to_le_bytes(), name, &extra]);
    }

    fn shared(&self, entry: &Entry, lies: &Lies, crc: u32, out: &mut Vec<u8>) {
        let flags = lies.flags.unwrap_or_else(|| entry.flags());
        let method = lies.method.unwrap_or(self.method);
        put(out, &[&flags.to_le_bytes(), &method.to_le_bytes(), &TIME_AND_DATE.to_le_bytes(), &crc.to_le_bytes()]);
    }
}

pub(super) fn put(out: &mut Vec<u8>, parts: &[&[u8]]) {
    for part in parts {
        out.extend_from_slice(part);
    }
}

pub(super) fn low(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}

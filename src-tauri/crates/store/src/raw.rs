//! The source's own JSON, kept so that a better reading of it needs no network.
//!
//! Records are packed 64 to a block and compressed together: neighbours of one channel repeat each other. A record's
//! place is `block * 64 + slot`.
//!
//! **Invariant:** unpacking a place gives back the very bytes that were packed, or nothing when they were forgotten.

use kith_domain::record::Batch;
use rustc_hash::FxHashMap;

use crate::error::{Error, Result};

/// Records in one block.
pub const SLOTS: usize = 64;
/// Level 1 packs at over 400 MB/s and this JSON to a sixth; level 3 saves a tenth more for twice the work.
const LEVEL: i32 = 1;
/// A block never unpacks to more: 64 records of at most a few hundred kB.
const LARGEST: usize = 256 << 20;

/// The blocks of a batch, made off the writer's thread.
#[derive(Debug, Default)]
pub struct Packed {
    /// Compressed blocks, in order.
    pub blocks: Vec<Vec<u8>>,
    /// For each account of the batch its place, counted from the first of these blocks.
    pub accounts: Vec<Option<u32>>,
    /// For each activity of the batch its place, counted from the first of these blocks.
    pub activities: Vec<Option<u32>>,
}

/// Packs a batch's JSON; with `keep` off there are no blocks and no places.
///
/// # Errors
/// When the compressor fails, which it only does for want of memory.
pub fn pack(batch: &Batch, keep: bool) -> Result<Packed> {
    let mut packed = Packed {
        blocks: Vec::new(),
        accounts: vec![None; batch.accounts.len()],
        activities: vec![None; batch.activities.len()],
    };
    if !keep {
        return Ok(packed);
    }
    let mut packer = Packer::new()?;
    for (account, place) in batch.accounts.iter().zip(&mut packed.accounts) {
        if let Some(raw) = &account.raw {
            *place = Some(packer.add(raw.as_bytes(), &mut packed.blocks)?);
        }
    }
    packer.close(&mut packed.blocks)?;
    // Neighbours in a channel share people, and shared people compress well.
    let mut spaces: FxHashMap<&str, u32> = FxHashMap::default();
    let mut order: Vec<(u32, i64, usize)> = Vec::with_capacity(batch.activities.len());
    for (index, activity) in batch.activities.iter().enumerate() {
        let next = u32::try_from(spaces.len()).unwrap_or(u32::MAX);
        order.push((*spaces.entry(&activity.space).or_insert(next), activity.remote, index));
    }
    order.sort_unstable();
    for (_, _, index) in order {
        let range = batch.activities.get(index).map(|activity| activity.raw.clone());
        let bytes = range.and_then(|range| batch.raw.get(range)).unwrap_or_default();
        if let (false, Some(place)) = (bytes.is_empty(), packed.activities.get_mut(index)) {
            *place = Some(packer.add(bytes, &mut packed.blocks)?);
        }
    }
    packer.close(&mut packed.blocks)?;
    Ok(packed)
}

/// A block that was unpacked.
#[derive(Debug)]
pub struct Opened {
    bytes: Vec<u8>,
    records: Vec<std::ops::Range<usize>>,
}

impl Opened {
    /// Unpacks a block.
    ///
    /// # Errors
    /// When the block is damaged.
    pub fn new(block: &[u8]) -> Result<Self> {
        let damaged = || Error::Invalid("a block of kept JSON is damaged".into());
        let bytes = zstd::bulk::decompress(block, capacity(block).ok_or_else(damaged)?).map_err(|_| damaged())?;
        let number =
            |at: usize| -> Option<usize> { Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize) };
        let count = number(0).filter(|count| *count <= SLOTS).ok_or_else(damaged)?;
        let mut start = 4 + 4 * count;
        let mut records = Vec::with_capacity(count);
        for index in 0..count {
            let end = start + number(4 + 4 * index).ok_or_else(damaged)?;
            records.push(start..end);
            start = end;
        }
        if start > bytes.len() {
            return Err(damaged());
        }
        Ok(Self { bytes, records })
    }

    /// One of its records; `None` when it was forgotten or is not there.
    pub fn record(&self, slot: usize) -> Option<String> {
        let record = self.bytes.get(self.records.get(slot)?.clone()).filter(|record| !record.is_empty())?;
        Some(String::from_utf8_lossy(record).into_owned())
    }
}

/// The block without some of its records: what its author took away does not stay in the archive. Nothing when no record
/// is left.
///
/// # Errors
/// When the block is damaged.
pub fn forget(block: &[u8], slots: &[usize]) -> Result<Option<Vec<u8>>> {
    let opened = Opened::new(block)?;
    let mut packer = Packer::new()?;
    let mut blocks = Vec::with_capacity(1);
    let mut empty = true;
    for (index, record) in opened.records.iter().enumerate() {
        let kept = opened.bytes.get(record.clone()).filter(|_| !slots.contains(&index)).unwrap_or_default();
        empty &= kept.is_empty();
        packer.add(kept, &mut blocks)?;
    }
    packer.close(&mut blocks)?;
    Ok(blocks.into_iter().next().filter(|_| !empty))
}

/// What became of a block.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Rewritten {
    /// Nothing changed.
    Same,
    /// No record is left.
    Empty,
    /// The block, anew.
    Changed(Vec<u8>),
}

/// The block with records changed as `change` says: nothing for one that stays, no bytes for one that goes.
///
/// # Errors
/// When the block is damaged.
pub(crate) fn rewrite(block: &[u8], mut change: impl FnMut(usize, &[u8]) -> Option<Vec<u8>>) -> Result<Rewritten> {
    let opened = Opened::new(block)?;
    let mut records: Vec<std::borrow::Cow<'_, [u8]>> = Vec::with_capacity(opened.records.len());
    let mut changed = false;
    for (slot, record) in opened.records.iter().enumerate() {
        let record = opened.bytes.get(record.clone()).unwrap_or_default();
        let new = if record.is_empty() { None } else { change(slot, record) };
        changed |= new.is_some();
        records.push(new.map_or(record.into(), Into::into));
    }
    if !changed {
        return Ok(Rewritten::Same);
    }
    if records.iter().all(|record| record.is_empty()) {
        return Ok(Rewritten::Empty);
    }
    let mut packer = Packer::new()?;
    let mut blocks = Vec::with_capacity(1);
    for record in &records {
        packer.add(record, &mut blocks)?;
    }
    packer.close(&mut blocks)?;
    Ok(blocks.into_iter().next().map_or(Rewritten::Empty, Rewritten::Changed))
}

/// How much room a block needs: its compressor wrote it into the frame.
fn capacity(block: &[u8]) -> Option<usize> {
    let size = zstd::zstd_safe::get_frame_content_size(block).ok().flatten()?;
    usize::try_from(size).ok().filter(|size| *size <= LARGEST)
}

struct Packer<'a> {
    compressor: zstd::bulk::Compressor<'static>,
    records: Vec<&'a [u8]>,
    /// A block before and after it is compressed: used again for the next.
    whole: Vec<u8>,
    compressed: Vec<u8>,
    blocks_before: u32,
}

impl<'a> Packer<'a> {
    fn new() -> Result<Self> {
        let compressor =
            zstd::bulk::Compressor::new(LEVEL).map_err(|source| Error::Io { what: "starting to compress", source })?;
        let (whole, compressed) = (Vec::new(), Vec::new());
        Ok(Self { compressor, records: Vec::with_capacity(SLOTS), whole, compressed, blocks_before: 0 })
    }

    fn add(&mut self, record: &'a [u8], blocks: &mut Vec<Vec<u8>>) -> Result<u32> {
        let slot = u32::try_from(self.records.len()).unwrap_or(0);
        let place = self.blocks_before * 64 + slot;
        self.records.push(record);
        if self.records.len() == SLOTS {
            self.close(blocks)?;
        }
        Ok(place)
    }

    fn close(&mut self, blocks: &mut Vec<Vec<u8>>) -> Result<()> {
        if self.records.is_empty() {
            return Ok(());
        }
        self.whole.clear();
        self.whole.extend_from_slice(&u32::try_from(self.records.len()).unwrap_or(0).to_le_bytes());
        for record in &self.records {
            let length =
                u32::try_from(record.len()).map_err(|_| Error::Invalid("a record is larger than 4 GiB".into()))?;
            self.whole.extend_from_slice(&length.to_le_bytes());
        }
        for record in self.records.drain(..) {
            self.whole.extend_from_slice(record);
        }
        self.compressed.clear();
        self.compressed.reserve(zstd::zstd_safe::compress_bound(self.whole.len()));
        self.compressor
            .compress_to_buffer(&self.whole, &mut self.compressed)
            .map_err(|source| Error::Io { what: "compressing", source })?;
        blocks.push(self.compressed.as_slice().to_vec());
        self.blocks_before += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kith_domain::record::{AccountRecord, ActivityKind, ActivityRecord};

    use super::*;

    fn activity(space: &str, remote: i64, raw: std::ops::Range<usize>) -> ActivityRecord {
        ActivityRecord {
            space: space.into(),
            remote,
            thread: None,
            thread_at: None,
            topic: None,
            kind: ActivityKind::Post,
            author: None,
            by_app: false,
            broadcast: false,
            occurred_at: remote,
            edited_at: None,
            gone: false,
            title: None,
            text: String::new(),
            words: None,
            reactions: vec![],
            files: vec![],
            raw,
            state: 0,
        }
    }

    fn at(packed: &Packed, place: u32) -> Option<String> {
        Opened::new(&packed.blocks[place as usize / SLOTS]).unwrap().record(place as usize % SLOTS)
    }

    #[test]
    fn every_record_comes_back_as_it_was() {
        let mut batch = Batch::default();
        for number in 0..200 {
            let start = batch.raw.len();
            batch.raw.extend_from_slice(format!("{{\"n\":{number}}}").as_bytes());
            let end = batch.raw.len();
            let range = if number % 10 == 3 { 0..0 } else { start..end };
            batch.activities.push(activity(if number % 2 == 0 { "b" } else { "a" }, number, range));
        }
        batch.accounts.push(AccountRecord { raw: Some("{\"id\":\"U1\"}".into()), ..AccountRecord::default() });
        let packed = pack(&batch, true).unwrap();
        assert_eq!(at(&packed, packed.accounts[0].unwrap()).as_deref(), Some("{\"id\":\"U1\"}"));
        for (number, place) in packed.activities.iter().enumerate() {
            let expected = (number % 10 != 3).then(|| format!("{{\"n\":{number}}}"));
            assert_eq!(place.and_then(|place| at(&packed, place)), expected, "record {number}");
        }
        assert!(pack(&batch, false).unwrap().blocks.is_empty(), "raw JSON is kept only when it is wanted");
    }

    #[test]
    fn forgetting_takes_one_record_and_leaves_its_neighbours() {
        let batch = Batch {
            raw: b"{\"a\":1}{\"secret\":2}{\"c\":3}".to_vec(),
            activities: vec![activity("a", 1, 0..7), activity("a", 2, 7..19), activity("a", 3, 19..26)],
            ..Batch::default()
        };
        let packed = pack(&batch, true).unwrap();
        let block = forget(&packed.blocks[0], &[1]).unwrap().unwrap();
        assert_eq!(Opened::new(&block).unwrap().record(0).as_deref(), Some("{\"a\":1}"));
        assert_eq!(Opened::new(&block).unwrap().record(1), None);
        assert_eq!(Opened::new(&block).unwrap().record(2).as_deref(), Some("{\"c\":3}"));
        assert_eq!(forget(&block, &[0, 2]).unwrap(), None, "an empty block is no block");
    }

    #[test]
    fn a_damaged_block_is_an_error_and_no_panic() {
        assert!(Opened::new(b"rubbish").is_err());
        assert!(Opened::new(&[]).is_err());
        let lying = zstd::bulk::compress(&[255, 0, 0, 0, 1], 1).unwrap();
        assert!(Opened::new(&lying).is_err());
    }
}

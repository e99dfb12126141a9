//! Power cuts, replayed: what a disk may hold when the power went at any moment of a record.
//!
//! **Invariants:** content that was synced is there; names are there as far as their folder was synced, and those after
//! it in their order, because file systems keep a journal of them; of what was written and not synced, whatever the
//! [`Loss`] says is there.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

use super::log::{self, Change};

/// Bytes that a disk writes at once: less of a write may be there, but never less of one of these.
const SECTOR: usize = 512;

/// What becomes of what was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// All of it is there.
    Nothing,
    /// None of it is there.
    Everything,
    /// Any part of it is there, in sectors.
    Some,
}

/// What is there after a power cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterCut {
    /// Files by their paths below the folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the program had said is done.
    pub done: Vec<String>,
}

/// A file: what is on the disk, and changes since, as their numbers in the record.
#[derive(Default)]
struct Inode {
    durable: Vec<u8>,
    pending: Vec<usize>,
}

/// A change of a name; without an inode the name goes.
type Naming = (String, Option<usize>);

/// A record of what a program did below a folder.
pub struct Record<'a> {
    bytes: &'a [u8],
    changes: Vec<Change>,
    inodes: Vec<Inode>,
    /// By the system's numbers, which are used again.
    by_number: BTreeMap<u64, usize>,
    names: BTreeMap<String, usize>,
    durable_names: BTreeMap<String, usize>,
    pending_names: Vec<Naming>,
    done: Vec<String>,
    /// A disk that says that something is on it, and it is not.
    lies: bool,
}

impl<'a> Record<'a> {
    /// Reads a record of a program that began with the files below `folder` (which are there as they were then).
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn new(folder: &Path, numbers: &BTreeMap<String, u64>, bytes: &'a [u8], lies: bool) -> io::Result<Self> {
        let mut record = Self {
            bytes,
            changes: log::read(bytes),
            inodes: Vec::new(),
            by_number: BTreeMap::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            pending_names: Vec::new(),
            done: Vec::new(),
            lies,
        };
        for (path, number) in numbers {
            record.inodes.push(Inode { durable: std::fs::read(folder.join(path))?, pending: Vec::new() });
            record.by_number.insert(*number, record.inodes.len() - 1);
            record.names.insert(path.clone(), record.inodes.len() - 1);
        }
        record.durable_names.clone_from(&record.names);
        Ok(record)
    }

    /// How many changes there are.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Cuts the power so often, spread by chance, and shows what is there each time.
    pub fn cut(mut self, cuts: u64, loss: Loss, mut chance: impl FnMut(u64) -> u64, mut look: impl FnMut(&AfterCut)) {
        let many = u64::try_from(self.changes.len()).unwrap_or(u64::MAX);
        let moments: Vec<usize> = (0..cuts).filter_map(|_| usize::try_from(chance(many) + 1).ok()).collect();
        let wanted: BTreeSet<usize> = moments.iter().copied().collect();
        let changes = std::mem::take(&mut self.changes);
        for (at, change) in changes.iter().enumerate() {
            self.happen(&changes, at, change);
            if wanted.contains(&(at + 1)) {
                for _ in moments.iter().filter(|moment| **moment == at + 1) {
                    look(&self.after(&changes, loss, &mut chance));
                }
            }
        }
    }

    fn happen(&mut self, changes: &[Change], at: usize, change: &Change) {
        match change {
            Change::Opened { inode, path } => {
                let known = self.by_number.get(inode).copied();
                if known.is_none() || self.names.get(path) != known.as_ref() {
                    self.inodes.push(Inode::default());
                    self.by_number.insert(*inode, self.inodes.len() - 1);
                    self.name(path, Some(self.inodes.len() - 1));
                }
            }
            Change::Wrote { inode, .. } | Change::Cut { inode, .. } => {
                let known = self.by_number.get(inode).copied();
                if let Some(inode) = known.and_then(|known| self.inodes.get_mut(known)) {
                    inode.pending.push(at);
                }
            }
            Change::Synced { inode } if !self.lies => {
                let known = self.by_number.get(inode).copied();
                if let Some(inode) = known.and_then(|known| self.inodes.get_mut(known)) {
                    for one in std::mem::take(&mut inode.pending) {
                        apply(&mut inode.durable, changes.get(one), self.bytes, |_| true);
                    }
                }
            }
            Change::FolderSynced { path } if !self.lies => {
                let is_in = |name: &str| name.rsplit_once('/').map_or("", |(folder, _)| folder) == path;
                for (name, inode) in std::mem::take(&mut self.pending_names) {
                    if is_in(&name) {
                        set(&mut self.durable_names, name, inode);
                    } else {
                        self.pending_names.push((name, inode));
                    }
                }
            }
            Change::Synced { .. } | Change::FolderSynced { .. } => {}
            Change::Removed { path } => self.name(path, None),
            Change::Linked { from, to } => self.name(to, self.names.get(from).copied()),
            Change::Renamed { from, to } => {
                let inode = self.names.get(from).copied();
                self.name(from, None);
                self.name(to, inode);
            }
            Change::Acknowledged { words } => self.done.extend(words.lines().map(str::to_owned)),
        }
    }

    fn name(&mut self, path: &str, inode: Option<usize>) {
        if path.is_empty() {
            return;
        }
        set(&mut self.names, path.to_owned(), inode);
        self.pending_names.push((path.to_owned(), inode));
    }

    fn after(&self, changes: &[Change], loss: Loss, chance: &mut impl FnMut(u64) -> u64) -> AfterCut {
        let mut names = self.durable_names.clone();
        let waiting = u64::try_from(self.pending_names.len()).unwrap_or(0);
        let kept = match loss {
            Loss::Nothing => waiting,
            Loss::Everything => 0,
            Loss::Some => chance(waiting + 1),
        };
        for (name, inode) in self.pending_names.iter().take(usize::try_from(kept).unwrap_or(0)) {
            set(&mut names, name.clone(), *inode);
        }
        let mut files = BTreeMap::new();
        for (name, inode) in names {
            let Some(inode) = self.inodes.get(inode) else { continue };
            let mut content = inode.durable.clone();
            for one in &inode.pending {
                match loss {
                    Loss::Nothing => apply(&mut content, changes.get(*one), self.bytes, |_| true),
                    Loss::Everything => {}
                    Loss::Some => match chance(3) {
                        0 => {}
                        1 => apply(&mut content, changes.get(*one), self.bytes, |_| true),
                        _ => apply(&mut content, changes.get(*one), self.bytes, |_| chance(2) == 0),
                    },
                }
            }
            files.insert(name, content);
        }
        AfterCut { files, done: self.done.clone() }
    }
}

fn set(names: &mut BTreeMap<String, usize>, name: String, inode: Option<usize>) {
    match inode {
        Some(inode) => drop(names.insert(name, inode)),
        None => drop(names.remove(&name)),
    }
}

/// Does a change to content, sector by sector as far as each is kept.
fn apply(content: &mut Vec<u8>, change: Option<&Change>, bytes: &[u8], mut is_kept: impl FnMut(usize) -> bool) {
    match change {
        Some(Change::Cut { length, .. }) if is_kept(0) => content.resize(*length, 0),
        Some(Change::Wrote { offset, bytes: range, .. }) => {
            let end = offset + range.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            let mut done = 0;
            while done < range.len() {
                let at = offset + done;
                let many = (SECTOR - at % SECTOR).min(range.len() - done);
                let from = bytes.get(range.start + done..range.start + done + many);
                if let (true, Some(to), Some(from)) = (is_kept(done), content.get_mut(at..at + many), from) {
                    to.copy_from_slice(from);
                }
                done += many;
            }
        }
        _ => {}
    }
}

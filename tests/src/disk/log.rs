//! What a watched disk recorded: one change after the other.

use std::ops::Range;

/// A change of a file, of a name, or a word of the program that something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// A file was opened that may have been made by that.
    Opened { inode: u64, path: String },
    /// Bytes were written; `bytes` is their place in the record.
    Wrote { inode: u64, offset: usize, bytes: Range<usize> },
    /// A file was cut or lengthened.
    Cut { inode: u64, length: usize },
    /// A file's content is on the disk.
    Synced { inode: u64 },
    /// A folder's names are on the disk.
    FolderSynced { path: String },
    /// A name went.
    Removed { path: String },
    /// A file got another name; an empty one is outside of the folder.
    Renamed { from: String, to: String },
    /// A file got one name more.
    Linked { from: String, to: String },
    /// The program said that something is done.
    Acknowledged { words: String },
}

/// Bytes before those of a change: a letter and three numbers.
const HEAD: usize = 25;

/// Reads a record; a change at its end that is not whole is left out.
pub(super) fn read(bytes: &[u8]) -> Vec<Change> {
    let number = |at: usize| {
        let eight = bytes.get(at..at + 8)?;
        Some(u64::from_le_bytes(eight.try_into().ok()?))
    };
    let (mut changes, mut at) = (Vec::new(), 0);
    while let (Some(letter), Some(inode), Some(offset), Some(length)) =
        (bytes.get(at), number(at + 1), number(at + 9), number(at + 17))
    {
        let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let range = at + HEAD..(at + HEAD).saturating_add(place(length));
        let Some(content) = bytes.get(range.clone()) else { break };
        at = range.end;
        let text = || String::from_utf8_lossy(content).into_owned();
        let two = || {
            let both = text();
            let (from, to) = both.split_once('\0').unwrap_or((&both, ""));
            (from.to_owned(), to.to_owned())
        };
        changes.push(match letter {
            b'O' => Change::Opened { inode, path: text() },
            b'W' => Change::Wrote { inode, offset: place(offset), bytes: range },
            b'T' => Change::Cut { inode, length: place(offset) },
            b'S' => Change::Synced { inode },
            b'D' => Change::FolderSynced { path: text() },
            b'U' => Change::Removed { path: text() },
            b'R' => {
                let (from, to) = two();
                Change::Renamed { from, to }
            }
            b'L' => {
                let (from, to) = two();
                Change::Linked { from, to }
            }
            b'A' => Change::Acknowledged { words: text() },
            _ => break,
        });
    }
    changes
}

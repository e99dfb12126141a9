//! What an import reads, piece by piece.

use kith_connect::slack::export::{Reader, SpaceCount};
use kith_domain::record::Batch;

use crate::ApiError;

/// What is stored in one transaction.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    /// Which of the import's sources it belongs to.
    pub(crate) source: usize,
    /// The records.
    pub(crate) batch: Batch,
    /// How many of which space.
    pub(crate) spaces: Vec<SpaceCount>,
    /// Files read so far; nothing when this is no end of a file.
    pub(crate) files_done: Option<u32>,
}

/// Something that is read piece by piece.
pub(crate) trait Feed: Send {
    /// The next piece; nothing at the end.
    fn next(&mut self) -> Result<Option<Piece>, ApiError>;

    /// How many records it will bring, roughly.
    fn rough_size(&self) -> u64 {
        0
    }

    /// Where the source's pages are, once it is known.
    fn address(&self) -> Option<String> {
        None
    }
}

/// A Slack export: people, then channels, then days.
pub(super) struct Slack {
    reader: Reader,
    stage: Stage,
}

#[derive(PartialEq, Eq)]
enum Stage {
    People,
    Spaces,
    Days,
}

impl Slack {
    pub(super) fn new(reader: Reader) -> Self {
        Self { reader, stage: Stage::People }
    }
}

impl Feed for Slack {
    fn next(&mut self) -> Result<Option<Piece>, ApiError> {
        if self.stage == Stage::People {
            if let Some(accounts) = self.reader.next_people()? {
                return Ok(Some(Piece { batch: Batch { accounts, ..Batch::default() }, ..Piece::default() }));
            }
            self.stage = Stage::Spaces;
        }
        if self.stage == Stage::Spaces {
            self.stage = Stage::Days;
            let spaces = self.reader.spaces().to_vec();
            return Ok(Some(Piece { batch: Batch { spaces, ..Batch::default() }, ..Piece::default() }));
        }
        let portion = self.reader.next_portion()?;
        Ok(portion.map(|portion| Piece {
            source: 0,
            batch: portion.batch,
            spaces: portion.spaces,
            files_done: u32::try_from(portion.files_done).ok(),
        }))
    }

    fn rough_size(&self) -> u64 {
        // A message of a present export has about 1.5 kB of JSON.
        self.reader.bytes() / 1_500
    }

    fn address(&self) -> Option<String> {
        self.reader.address().map(str::to_owned)
    }
}

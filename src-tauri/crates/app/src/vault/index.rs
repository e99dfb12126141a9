//! Words of sealed notes, for searching: in memory, while notes are open.
//!
//! **Invariants:** never on disk; wiped when it is dropped; an entry is known by the nonce of what was sealed, so that no
//! change, and no change that was taken back, is searched by what a note said before.

use std::collections::HashMap;

use kith_store::{Hit, NoteState, Read, has_all, words};
use zeroize::Zeroizing;

use super::{opened, seal::NotesKey};

/// Folded words by nonce.
#[derive(Default)]
pub(super) struct Index {
    words: HashMap<Vec<u8>, Zeroizing<String>>,
}

impl Index {
    /// Notes that have every term, in the order of the file.
    pub(super) fn find(
        &mut self,
        key: &NotesKey,
        read: &Read<'_>,
        terms: &[String],
        limit: usize,
    ) -> kith_store::Result<Vec<Hit>> {
        let rows = read.sealed_notes()?;
        let mut known = std::mem::take(&mut self.words);
        let mut found = Vec::new();
        for (id, nonce) in rows {
            let folded = match known.remove(&nonce) {
                Some(folded) => folded,
                None => match opened(key, &read.note(&id)?) {
                    Some(Ok(text)) => Zeroizing::new(words::fold(&text)),
                    _ => continue,
                },
            };
            if found.len() < limit && has_all(&folded, terms) {
                let (mut note, member) = read.note_and_member(&id)?;
                if let Some(Ok(text)) = opened(key, &note) {
                    note.text = text.as_str().to_owned();
                    note.state = NoteState::Shown;
                    found.push(Hit::Note { note: Box::new(note), member });
                }
            }
            self.words.insert(nonce, folded);
        }
        Ok(found)
    }
}

//! Feedback that is merged and parted, against sets of people in memory.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::record::{AccountRecord, Batch};
use proptest::prelude::*;

use super::{import, store};
use crate::{NewMatter, Sheet, Step, Store};

const PIECES: usize = 4;
const PEOPLE: usize = 5;

#[derive(Debug, Clone)]
enum Change {
    Vote(usize, usize),
    Unvote(usize, usize),
    Merge(usize, usize),
    Part(usize),
    Undo,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (0..PIECES, 0..PEOPLE).prop_map(|(piece, person)| Change::Vote(piece, person)),
        1 => (0..PIECES, 0..PEOPLE).prop_map(|(piece, person)| Change::Unvote(piece, person)),
        3 => (0..PIECES, 0..PIECES).prop_map(|(into, from)| Change::Merge(into, from)),
        2 => (0..PIECES).prop_map(Change::Part),
        2 => Just(Change::Undo),
    ]
}

/// Who said each piece, and into which it is merged.
#[derive(Debug, Clone, Default, PartialEq)]
struct Plain {
    said: BTreeMap<usize, BTreeSet<usize>>,
    merged: BTreeMap<usize, usize>,
}

impl Plain {
    fn group(&self, piece: usize) -> Vec<usize> {
        (0..PIECES).filter(|one| *one == piece || self.merged.get(one) == Some(&piece)).collect()
    }

    fn votes(&self, piece: usize) -> Option<u32> {
        if self.merged.contains_key(&piece) {
            return None;
        }
        let people: BTreeSet<usize> =
            self.group(piece).iter().flat_map(|one| self.said.get(one).into_iter().flatten().copied()).collect();
        Some(u32::try_from(people.len()).unwrap())
    }

    fn does(&mut self, change: &Change) -> bool {
        let before = self.clone();
        match change {
            Change::Vote(piece, person) if self.votes(*piece).is_some() => {
                let known =
                    self.group(*piece).iter().any(|one| self.said.get(one).is_some_and(|said| said.contains(person)));
                if !known {
                    self.said.entry(*piece).or_default().insert(*person);
                }
            }
            Change::Unvote(piece, person) if self.votes(*piece).is_some() => {
                for one in self.group(*piece) {
                    self.said.entry(one).or_default().remove(person);
                }
            }
            Change::Merge(into, from) if into != from && self.votes(*into).is_some() && self.votes(*from).is_some() => {
                for one in self.group(*from) {
                    self.merged.insert(one, *into);
                }
            }
            Change::Part(piece) => {
                self.merged.remove(piece);
            }
            _ => {}
        }
        let same = |said: &BTreeMap<usize, BTreeSet<usize>>| -> Vec<(usize, usize)> {
            said.iter().flat_map(|(piece, people)| people.iter().map(|person| (*piece, *person))).collect()
        };
        same(&before.said) != same(&self.said) || before.merged != self.merged
    }
}

fn people(store: &Store) -> Vec<String> {
    let accounts = (0..PEOPLE).map(|person| AccountRecord {
        remote: format!("U{person}"),
        name: format!("Person {person}"),
        ..AccountRecord::default()
    });
    import(store, 1, 1, &[Batch { accounts: accounts.collect(), ..Batch::default() }], true).unwrap();
    store
        .read_now(|read| {
            let mut statement = read.connection.prepare("SELECT uid FROM identity ORDER BY remote")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn votes_add_up_without_doubles(changes in proptest::collection::vec(change(), 1..30)) {
        let (_folder, store) = store();
        let uids = people(&store);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for piece in 0..PIECES {
            let new = NewMatter {
                sheet: Sheet::Feedback, label: format!("Piece {piece}"), member: None, activity: None, area: String::new(), kind: None,
                voters: 0, note: String::new(), steps: vec![Step { step: "new".into(), moment: format!("2024-05-0{}", piece + 1) }],
            };
            let new = new.checked().unwrap();
            store.write_now(|write| write.add_matter(&format!("m{piece}"), &new, 1)).unwrap();
        }
        let mut plain = Plain::default();
        let mut past: Vec<Plain> = Vec::new();
        for change in changes {
            let before = plain.clone();
            let changed = plain.does(&change);
            let (uids, wanted) = (uids.clone(), change.clone());
            let done = runtime.block_on(async {
                match wanted {
                    Change::Undo => store.undo().await.map(|label| label.is_some()),
                    other => store.act("Change", move |write| match other {
                        Change::Vote(piece, person) => write.vote_feedback(&format!("m{piece}"), &uids[person], true, 2),
                        Change::Unvote(piece, person) => write.vote_feedback(&format!("m{piece}"), &uids[person], false, 2),
                        Change::Merge(into, from) => write.merge_feedback(&format!("m{into}"), &format!("m{from}"), 2),
                        Change::Part(piece) => write.part_feedback(&format!("m{piece}"), 2),
                        Change::Undo => Ok(()),
                    }).await.map(|()| true),
                }
            });
            if matches!(change, Change::Undo) {
                prop_assert_eq!(done.unwrap(), !past.is_empty());
                plain = past.pop().unwrap_or_default();
            } else {
                prop_assert!(done.is_ok() || !changed, "{:?} {:?}", change, done);
                if changed {
                    past.push(before);
                }
            }
            let found = store.read_now(|read| read.feedback(&crate::FeedbackQuery::default(), 0, 9)).unwrap();
            let found: BTreeMap<String, (u32, u32)> = found.into_iter().map(|row| (row.id, (row.votes, row.merged))).collect();
            let expected: BTreeMap<String, (u32, u32)> = (0..PIECES)
                .filter_map(|piece| Some((format!("m{piece}"), (plain.votes(piece)?, u32::try_from(plain.group(piece).len() - 1).unwrap()))))
                .collect();
            prop_assert_eq!(&found, &expected);
            // The page of one piece tells the same as the list.
            for (id, (votes, _)) in &found {
                let (_, people, _) = store.read_now(|read| read.feedback_of(id)).unwrap();
                prop_assert_eq!(people.len(), usize::try_from(*votes).unwrap());
            }
        }
    }
}

//! What was made of many rows and is asked for again and again: kept in memory until something changes that it is made of.
//!
//! **Invariants:** what is remembered was made after the changes that it stands for; a committed write of one of its topics
//! makes it forgotten before whoever wrote hears of it. Nothing here outlives the open file.

use std::{
    any::Any,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{Read, Store, error::Result, topic::Topic};

/// So many things are remembered; the one that was made first goes.
const MOST: usize = 8;

/// What is remembered, and how often each topic changed.
pub(crate) struct Remembered {
    revisions: [AtomicU64; Topic::ALL.len()],
    things: Mutex<Vec<Thing>>,
}

struct Thing {
    what: String,
    revision: u64,
    made: Arc<dyn Any + Send + Sync>,
}

impl Remembered {
    pub(crate) fn new() -> Self {
        Self { revisions: std::array::from_fn(|_| AtomicU64::new(0)), things: Mutex::default() }
    }

    /// These topics changed.
    pub(crate) fn changed<'t>(&self, topics: impl Iterator<Item = &'t Topic>) {
        for topic in topics {
            if let Some(revision) = self.revisions.get(*topic as usize) {
                revision.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    /// A number that grows whenever one of these topics changes.
    fn revision(&self, topics: &[Topic]) -> u64 {
        let of = |topic: &Topic| self.revisions.get(*topic as usize).map_or(0, |known| known.load(Ordering::SeqCst));
        topics.iter().map(of).sum()
    }
}

impl Store {
    /// What was made under this name, or else made now: `what` says all that it depends on beside the topics.
    ///
    /// # Errors
    /// Those of `make`.
    pub async fn remembered<T: Send + Sync + 'static>(
        &self,
        what: String,
        topics: &'static [Topic],
        make: impl FnOnce(&Read<'_>) -> Result<T> + Send + 'static,
    ) -> Result<Arc<T>> {
        let memory = self.memory();
        let revision = memory.revision(topics);
        let known = {
            let things = memory.things.lock().unwrap_or_else(PoisonError::into_inner);
            let known = things.iter().find(|thing| thing.what == what && thing.revision == revision);
            known.map(|thing| Arc::clone(&thing.made))
        };
        if let Some(made) = known.and_then(|made| made.downcast::<T>().ok()) {
            return Ok(made);
        }
        let made = Arc::new(self.read(make).await?);
        let mut things = memory.things.lock().unwrap_or_else(PoisonError::into_inner);
        things.retain(|thing| thing.what != what);
        if things.len() >= MOST {
            things.remove(0);
        }
        things.push(Thing { what, revision, made: Arc::clone(&made) as Arc<dyn Any + Send + Sync> });
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::store;

    #[test]
    fn remembered_until_a_topic_of_it_changes() {
        let (_folder, store) = store();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let made = Arc::new(AtomicU64::new(0));
        let ask = |what: &str| {
            let made = Arc::clone(&made);
            let make = move |_: &Read<'_>| Ok(made.fetch_add(1, Ordering::SeqCst) + 1);
            *runtime.block_on(store.remembered(what.to_owned(), &[Topic::Activity], make)).unwrap()
        };
        let touch = |topic| {
            store.write_now(|write| {
                write.touch(topic);
                Ok(())
            })
        };
        assert_eq!((ask("a"), ask("a"), ask("b")), (1, 1, 2));
        touch(Topic::Desk).unwrap();
        assert_eq!(ask("a"), 1, "that is no part of it");
        touch(Topic::Activity).unwrap();
        assert_eq!((ask("a"), ask("b")), (3, 4));
    }
}

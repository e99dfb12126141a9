//! Steps that can be taken back, and announcements.

use kith_domain::record::{AccountRecord, Batch};

use super::{import, store};
use crate::{Store, Topic, error::Error};

fn with_ada() -> (tempfile::TempDir, Store, String) {
    let (folder, store) = store();
    let account = AccountRecord { remote: "U1".into(), name: "Ada".into(), ..AccountRecord::default() };
    import(&store, 1, 1, &[Batch { accounts: vec![account], ..Batch::default() }], true).unwrap();
    let filter = crate::MemberFilter::default();
    let page = store.read_now(|read| read.members(&filter, 0, crate::MemberSort::Name, false, None, 1)).unwrap();
    (folder, store, page.rows[0].id.clone())
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn plain(text: &str) -> crate::NoteDraft {
    crate::NoteDraft { text: text.into(), ..crate::NoteDraft::default() }
}

fn texts(store: &Store, member: &str) -> Vec<String> {
    store.read_now(|read| Ok(read.member(member)?.notes.into_iter().map(|note| note.text).collect())).unwrap()
}

#[test]
fn a_step_is_not_taken_back_over_what_changed_since() {
    let (_folder, store, ada) = with_ada();
    block_on(async {
        let member = ada.clone();
        store.act("Add note", move |write| write.add_note("n1", Some(&member), &plain("first"), 10)).await.unwrap();
        store.act("Change note", |write| write.change_note("n1", 1, &plain("second"), 11)).await.unwrap();
        // Outside of any step, as another machine's change will come.
        store.write_now(|write| write.change_note("n1", 2, &plain("third"), 12)).unwrap();
        assert!(matches!(store.undo().await, Err(Error::Conflict)));
        assert_eq!(texts(&store, &ada), ["third"], "a conflict changes nothing");
        assert!(matches!(store.undo().await, Err(Error::Conflict)), "nor does the step before it");
        assert_eq!(texts(&store, &ada), ["third"]);
        assert_eq!(store.undo().await.unwrap(), None, "steps that cannot be taken back are forgotten");
    });
}

#[test]
fn a_step_of_several_rows_is_taken_back_whole() {
    let (_folder, store, ada) = with_ada();
    block_on(async {
        let member = ada.clone();
        store
            .act("Add notes", move |write| {
                write.add_note("n1", Some(&member), &plain("it's \"quoted\""), 10)?;
                write.add_note("n2", Some(&member), &plain("two\nlines"), 11)?;
                write.change_note("n1", 1, &plain("changed at once"), 12)
            })
            .await
            .unwrap();
        store.act("Remove note", |write| write.remove_note("n2", 13)).await.unwrap();
        assert_eq!(store.undo().await.unwrap(), Some("Remove note"));
        assert_eq!(texts(&store, &ada), ["two\nlines", "changed at once"]);
        assert_eq!(store.undo().await.unwrap(), Some("Add notes"));
        assert_eq!(texts(&store, &ada), [""; 0]);
    });
}

#[test]
fn only_the_newest_fifty_steps_are_remembered() {
    let (_folder, store, ada) = with_ada();
    block_on(async {
        for number in 0..55 {
            let member = ada.clone();
            store
                .act("Add note", move |write| write.add_note(&format!("n{number}"), Some(&member), &plain("x"), number))
                .await
                .unwrap();
        }
        let mut taken_back = 0;
        while store.undo().await.unwrap().is_some() {
            taken_back += 1;
        }
        assert_eq!(taken_back, 50);
        assert_eq!(texts(&store, &ada).len(), 5);
    });
}

#[test]
fn a_write_is_announced_when_it_is_committed_and_only_then() {
    let (_folder, store, ada) = with_ada();
    let mut changes = store.changes();
    let failed = store.write_now(|write| {
        write.add_note("n1", Some(&ada), &plain("x"), 1)?;
        Err::<(), _>(Error::Conflict)
    });
    assert!(failed.is_err());
    assert!(changes.try_recv().is_err(), "a write that was rolled back is silent");
    assert_eq!(texts(&store, &ada), [""; 0], "and left nothing");
    store.write_now(|write| write.add_note("n1", Some(&ada), &plain("x"), 1)).unwrap();
    assert_eq!(changes.try_recv().unwrap(), [Topic::Notes]);
    store.read_now(|read| read.stats()).unwrap();
    assert!(changes.try_recv().is_err(), "reading is silent");
    block_on(async {
        store.act("Remove note", |write| write.remove_note("n1", 2)).await.unwrap();
        assert_eq!(changes.try_recv().unwrap(), [Topic::Notes]);
        store.undo().await.unwrap();
        assert_eq!(changes.try_recv().unwrap(), [Topic::Notes], "taking back is a change as well");
    });
}

#[test]
fn a_panic_in_a_write_leaves_the_store_in_order() {
    let (_folder, store, ada) = with_ada();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Result<(), Error> = store.write_now(|write| {
            write.add_note("n1", Some(&ada), &plain("x"), 1)?;
            panic!("in the midst of it")
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(texts(&store, &ada), [""; 0]);
    store.write_now(|write| write.add_note("n1", Some(&ada), &plain("x"), 1)).unwrap();
    assert_eq!(texts(&store, &ada), ["x"]);
}

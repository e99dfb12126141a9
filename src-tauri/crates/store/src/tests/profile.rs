//! Edits stand over what sources say, and give way when they are given up.

use kith_domain::record::{AccountRecord, Batch};

use super::{begin, import, store};
use crate::{
    Agreement, Answer, Channel, Consent, Contact, Error, FieldChange, FieldValue, MemberFilter, MemberKind, MemberSort,
    Profile, Store, ingest::Origin, raw,
};

fn account(remote: &str, name: &str) -> AccountRecord {
    AccountRecord {
        remote: remote.into(),
        name: name.into(),
        title: Some("Gardener".into()),
        ..AccountRecord::default()
    }
}

fn people(accounts: Vec<AccountRecord>) -> Batch {
    Batch { accounts, ..Batch::default() }
}

fn id_of(store: &Store, remote: &str) -> String {
    let found = store.read_now(|read| {
        Ok(read.connection.query_row("SELECT uid FROM identity WHERE remote = ?1", [remote], |row| row.get(0))?)
    });
    found.unwrap()
}

fn change(field: &str, value: FieldValue) -> FieldChange {
    FieldChange { field: field.into(), value: Some(value), reset: false }
}

fn text(field: &str, value: &str) -> FieldChange {
    change(field, FieldValue::Text(value.into()))
}

fn reset(field: &str) -> FieldChange {
    FieldChange { field: field.into(), value: None, reset: true }
}

fn edit(store: &Store, id: &str, changes: Vec<FieldChange>) -> Result<(), Error> {
    store.write_now(|write| write.edit_member(id, changes, 50))
}

fn profile(store: &Store, id: &str) -> Profile {
    store.read_now(|read| Ok(read.member(id)?.profile)).unwrap()
}

fn names(store: &Store, filter: &MemberFilter) -> Vec<String> {
    let page = store.read_now(|read| read.members(filter, 0, MemberSort::Name, false, None, 10)).unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

fn found(store: &Store, typed: &str) -> Vec<String> {
    store.read_now(|read| read.find_members(typed, 10)).unwrap().into_iter().map(|row| row.name).collect()
}

fn in_order(store: &Store) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let report = runtime.block_on(store.check()).unwrap();
    assert!(report.ok, "{:?}", report.checks.iter().filter(|check| !check.ok).collect::<Vec<_>>());
}

#[test]
fn an_edit_outlives_the_source_which_is_followed_again_as_it_is_then() {
    let (_folder, store) = store();
    import(&store, 1, 1, &[people(vec![account("U1", "ada")])], true).unwrap();
    let ada = id_of(&store, "U1");
    edit(&store, &ada, vec![text("name", "Ada Lovelace"), text("title", "Countess")]).unwrap();
    assert_eq!(found(&store, "lovel"), ["Ada Lovelace"]);
    let later = AccountRecord { title: Some("Author".into()), ..account("U1", "ada2") };
    import(&store, 2, 2, &[people(vec![later])], true).unwrap();
    let now = profile(&store, &ada);
    assert_eq!(now.name.value.as_deref(), Some("Ada Lovelace"));
    assert_eq!((now.name.source.as_deref(), now.name.kept), (Some("ada2"), true));
    assert_eq!(now.title.value.as_deref(), Some("Countess"));
    assert_eq!(names(&store, &MemberFilter::default()), ["Ada Lovelace"]);
    let row = store.read_now(|read| read.find_members("countess", 1)).unwrap().remove(0);
    assert_eq!(row.title.as_deref(), Some("Countess"), "the list says what the page says");
    edit(&store, &ada, vec![reset("name"), reset("title")]).unwrap();
    let now = profile(&store, &ada);
    assert_eq!((now.name.value.as_deref(), now.name.kept), (Some("ada2"), false));
    assert_eq!(now.title.value.as_deref(), Some("Author"));
    assert_eq!(now.title.from.as_deref(), Some("Allotment"));
    assert_eq!(found(&store, "lovel"), [""; 0]);
    in_order(&store);
}

#[test]
fn what_a_profile_says_in_fields_of_its_own_is_found_in_ours() {
    let (_folder, store) = store();
    let fields = [("City", "Bremen"), ("Company", "Acme"), ("Site", "https://x.example")];
    let ada = AccountRecord {
        phone: Some("+49 421 5550".into()),
        fields: Some(fields.map(|(label, value)| (label.to_owned(), value.to_owned())).to_vec()),
        ..account("U1", "Ada")
    };
    import(&store, 1, 1, &[people(vec![ada])], true).unwrap();
    // A newer list that does not tell of them leaves them as they are.
    import(&store, 2, 2, &[people(vec![account("U1", "Ada L.")])], true).unwrap();
    let now = profile(&store, &id_of(&store, "U1"));
    assert_eq!(now.phone.value.as_deref(), Some("+49 421 5550"));
    assert_eq!(now.location.value.as_deref(), Some("Bremen"));
    assert_eq!((now.company.value.as_deref(), now.company.from.as_deref()), (Some("Acme"), Some("Allotment")));
    assert_eq!(now.links.value, ["https://x.example/"]);
    assert_eq!(now.name.value.as_deref(), Some("Ada L."));
}

#[test]
fn a_field_may_be_known_to_be_empty_but_a_name_may_not() {
    let (_folder, store) = store();
    import(&store, 1, 1, &[people(vec![account("U1", "Ada")])], true).unwrap();
    let ada = id_of(&store, "U1");
    let nothing = |field: &str| FieldChange { field: field.into(), value: None, reset: false };
    edit(&store, &ada, vec![nothing("title")]).unwrap();
    let now = profile(&store, &ada);
    assert_eq!((now.title.value, now.title.source.as_deref(), now.title.kept), (None, Some("Gardener"), true));
    let row = store.read_now(|read| read.find_members("ada", 1)).unwrap().remove(0);
    assert_eq!(row.title, None);
    for wrong in [
        nothing("name"),
        text("name", "  "),
        nothing("mark"),
        text("shoe", "44"),
        text("roles", "one"),
        text("custom:x", "y"),
    ] {
        let field = wrong.field.clone();
        match edit(&store, &ada, vec![text("bio", "new"), wrong]) {
            Err(Error::Field { field: at, .. }) => assert_eq!(at, field),
            other => panic!("{other:?}"),
        }
        assert_eq!(profile(&store, &ada).bio.value, None, "a refused step changes nothing");
    }
}

#[test]
fn every_shape_is_given_back_as_it_was_written() {
    let (_folder, store) = store();
    import(&store, 1, 1, &[people(vec![account("U1", "Ada")])], true).unwrap();
    let ada = id_of(&store, "U1");
    let agreed = Agreement { answer: Answer::Yes, on: Some("2026-01-04".into()), how: Some("at the meetup".into()) };
    let consent = Consent { newsletter: agreed, ..Consent::default() };
    let contact = Contact { channel: Some(Channel::Phone), language: Some("Plattdüütsch".into()), never: false };
    edit(
        &store,
        &ada,
        vec![
            change("skills", FieldValue::List(vec!["Rust".into(), "rust".into(), "Soil".into()])),
            change("links", FieldValue::List(vec!["example.org".into()])),
            change("consent", FieldValue::Consent(consent.clone())),
            change("contact", FieldValue::Contact(contact.clone())),
        ],
    )
    .unwrap();
    let now = profile(&store, &ada);
    assert_eq!(now.skills.value, ["Rust", "Soil"]);
    assert_eq!(now.links.value, ["https://example.org/"]);
    assert_eq!((now.consent.value, now.contact.value), (consent, contact));
}

#[test]
fn marks_choose_who_is_in_the_list_and_in_the_numbers() {
    let (_folder, store) = store();
    let robot = AccountRecord { is_bot: true, ..account("U3", "Robot") };
    import(&store, 1, 1, &[people(vec![account("U1", "Ada"), account("U2", "Bruno"), robot])], true).unwrap();
    let (ada, bruno, robot) = (id_of(&store, "U1"), id_of(&store, "U2"), id_of(&store, "U3"));
    edit(&store, &ada, vec![text("mark", "team")]).unwrap();
    edit(&store, &bruno, vec![text("mark", "bot")]).unwrap();
    edit(&store, &robot, vec![text("mark", "person")]).unwrap();
    let of = |kind, without_team| names(&store, &MemberFilter { kind, without_team, ..MemberFilter::default() });
    assert_eq!(of(MemberKind::People, false), ["Ada", "Robot"]);
    assert_eq!(of(MemberKind::People, true), ["Robot"]);
    assert_eq!(of(MemberKind::Team, false), ["Ada"]);
    assert_eq!(of(MemberKind::Bots, false), ["Bruno"]);
    in_order(&store);
}

#[test]
fn what_was_written_outlives_its_source() {
    let (_folder, store) = store();
    import(&store, 1, 1, &[people(vec![account("U1", "ada")])], true).unwrap();
    let ada = id_of(&store, "U1");
    edit(&store, &ada, vec![text("name", "Ada Lovelace"), text("mark", "team")]).unwrap();
    store
        .write_now(|write| {
            let (source, zone) = (1, write.read().zone()?);
            let origin = Origin {
                source,
                source_uid: kith_domain::id::source_id("slack", "T1"),
                import: Some(1),
                live: false,
                as_of: 1,
                zone,
            };
            write.set_import_state(1, "cancelled", None, Some(3))?;
            let mut session = write.begin(origin)?;
            write.remove_piece(&mut session, 1, 0)?;
            write.remove_leftovers(source)
        })
        .unwrap();
    assert_eq!(names(&store, &MemberFilter::default()), [""; 0]);
    import(&store, 2, 1, &[people(vec![account("U1", "ada")])], true).unwrap();
    assert_eq!(names(&store, &MemberFilter { kind: MemberKind::Team, ..MemberFilter::default() }), ["Ada Lovelace"]);
    in_order(&store);
}

#[test]
fn a_mark_that_changes_while_an_import_runs_is_in_its_numbers_at_the_end() {
    let (_folder, store) = store();
    let message = |day: i64, number: i64| {
        let mut batch = super::history::one_post(0, number, super::history::FROM + day * kith_domain::time::DAY);
        batch.accounts = vec![account("U0", "Ada")];
        batch
    };
    import(&store, 1, 1, &[message(0, 1)], true).unwrap();
    let ada = id_of(&store, "U0");
    // The second import is about another week only.
    let batch = message(30, 2);
    let uid = kith_domain::id::source_id("slack", "T1");
    let mut session = store
        .write_now(|write| {
            begin(write, 2, 2, 1)?;
            let zone = write.read().zone()?;
            write.begin(Origin { source: 1, source_uid: uid, import: Some(2), live: false, as_of: 2, zone })
        })
        .unwrap();
    let packed = raw::pack(&batch, true).unwrap();
    store.write_now(|write| write.ingest(&mut session, &batch, &packed)).unwrap();
    edit(&store, &ada, vec![text("mark", "bot")]).unwrap();
    store
        .write_now(|write| {
            write.finish(&mut session)?;
            write.set_import_state(2, "done", None, Some(3))
        })
        .unwrap();
    in_order(&store);
}

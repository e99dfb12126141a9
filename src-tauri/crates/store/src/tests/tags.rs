//! Tags, organisations and fields of a community's own stay with people whatever becomes of their accounts.

use kith_domain::record::{AccountRecord, Batch};

use super::{import, store};
use crate::{CustomKind, Error, FieldChange, FieldValue, Member, MemberFilter, MemberSort, NewAffiliation, Store};

fn crowd(many: usize) -> (tempfile::TempDir, Store, Vec<String>) {
    let (folder, store) = store();
    let accounts = (0..many).map(|number| AccountRecord {
        remote: format!("U{number}"),
        name: format!("Person {number:03}"),
        ..AccountRecord::default()
    });
    import(&store, 1, 1, &[Batch { accounts: accounts.collect(), ..Batch::default() }], true).unwrap();
    let page =
        store.read_now(|read| read.members(&MemberFilter::default(), 0, MemberSort::Name, false, None, 500)).unwrap();
    (folder, store, page.rows.into_iter().map(|row| row.id).collect())
}

fn member(store: &Store, id: &str) -> Member {
    store.read_now(|read| read.member(id)).unwrap()
}

fn tags(store: &Store, id: &str) -> Vec<String> {
    member(store, id).tags.into_iter().map(|tag| tag.name).collect()
}

fn counts(store: &Store) -> Vec<(String, u32)> {
    store.read_now(|read| read.tags()).unwrap().into_iter().map(|tag| (tag.name, tag.members)).collect()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

#[test]
fn tags_go_with_accounts_and_are_counted_by_people() {
    let (_folder, store, ids) = crowd(3);
    store
        .write_now(|write| {
            write.create_tag("t1", "Speaker", 3, 1)?;
            write.create_tag("t2", "Élan", 9, 1)?;
            assert_eq!(write.tag_members("t1", &ids[..2], 2)?, 2);
            assert_eq!(write.tag_members("t1", &ids, 3)?, 1, "who has it is not tagged twice");
            write.tag_members("t2", &ids[1..2], 3)
        })
        .unwrap();
    assert_eq!(counts(&store), [("Élan".into(), 1), ("Speaker".into(), 3)]);
    let keys = store.read_now(|read| read.members_with_tag("t1")).unwrap();
    store.write_now(|write| write.merge(&ids[0], &ids[1], None, 4)).unwrap();
    assert_eq!(tags(&store, &ids[0]), ["Élan", "Speaker"]);
    assert_eq!(counts(&store), [("Élan".into(), 1), ("Speaker".into(), 2)]);
    assert_eq!(store.read_now(|read| read.members_with_tag("t1")).unwrap().len(), keys.len() - 1);
    let page =
        store.read_now(|read| read.members(&MemberFilter::default(), 0, MemberSort::Name, false, None, 5)).unwrap();
    assert_eq!(page.rows[0].tags.iter().map(|tag| &*tag.name).collect::<Vec<_>>(), ["Élan", "Speaker"]);
    store.write_now(|write| write.split(&ids[1], 5)).unwrap();
    assert_eq!(
        (tags(&store, &ids[0]), tags(&store, &ids[1])),
        (vec!["Speaker".into()], vec!["Élan".into(), "Speaker".into()])
    );
    store.write_now(|write| write.merge(&ids[0], &ids[1], None, 6)).unwrap();
    store.write_now(|write| write.untag_members("t1", &ids[..1])).unwrap();
    assert_eq!(tags(&store, &ids[1]), ["Élan"], "taken from the person, whichever account had it");
}

#[test]
fn tags_are_unlike_and_come_back_with_undo() {
    let (_folder, store, ids) = crowd(2);
    let refused =
        |result: Result<crate::Tag, Error>| matches!(result, Err(Error::Field { ref field, .. }) if field == "name");
    store.write_now(|write| write.create_tag("t1", "Élan", 0, 1)).unwrap();
    assert!(refused(store.write_now(|write| write.create_tag("t2", " ELAN ", 0, 1))));
    assert!(refused(store.write_now(|write| write.create_tag("t2", "  ", 0, 1))));
    assert_eq!(store.write_now(|write| write.change_tag("t1", "élan", 2, 2)).unwrap().colour, 2);
    let both = ids.clone();
    block_on(async {
        store.act("Tag members", move |write| write.tag_members("t1", &both, 3)).await.unwrap();
        store.act("Remove tag", |write| write.remove_tag("t1", 4)).await.unwrap();
        assert_eq!(tags(&store, &ids[0]), [""; 0]);
        store.write_now(|write| write.create_tag("t3", "Elan", 0, 5)).unwrap();
        assert!(matches!(store.undo().await, Err(Error::Conflict)), "its word is taken meanwhile");
        assert_eq!(tags(&store, &ids[0]), [""; 0]);
        store.write_now(|write| write.remove_tag("t3", 6)).unwrap();
    });
    assert!(matches!(store.write_now(|write| write.tag_members("t3", &ids, 7)), Err(Error::NotFound(_))));
}

#[test]
fn organisations_have_roles_and_dates() {
    let (_folder, store, ids) = crowd(2);
    let at = |name: &str, from: &str, until: &str| NewAffiliation {
        organisation: name.into(),
        role: Some("Gardener".into()),
        from_on: Some(from.into()),
        until_on: Some(until.into()),
    };
    store
        .write_now(|write| {
            write.add_affiliation(("a1", "o1"), &ids[0], at("Botanical Garden", "2019", "2023-05"), 1)?;
            write.add_affiliation(("a2", "o2"), &ids[0], at("Seed Bank", "2023-06", ""), 1)?;
            write.add_affiliation(("a3", "o3"), &ids[1], at("botanical garden", "2020-01-31", ""), 1)
        })
        .unwrap();
    let of = |id: &str| {
        let places = member(&store, id).affiliations;
        places.into_iter().map(|place| (place.organisation, place.until_on)).collect::<Vec<_>>()
    };
    assert_eq!(of(&ids[0]), [("Seed Bank".into(), None), ("Botanical Garden".into(), Some("2023-05".into()))]);
    let found = store.read_now(|read| read.organisations("garden", 5)).unwrap();
    assert_eq!(found.iter().map(|one| (&*one.name, one.members)).collect::<Vec<_>>(), [("Botanical Garden", 2)]);
    let wrong = store.write_now(|write| write.change_affiliation("a1", "o4", at("Elsewhere", "2024", "2023-12"), 2));
    assert!(matches!(wrong, Err(Error::Field { ref field, .. }) if field == "until_on"), "{wrong:?}");
    assert_eq!(store.read_now(|read| read.organisations("else", 5)).unwrap(), []);
    store.write_now(|write| write.merge(&ids[0], &ids[1], None, 3)).unwrap();
    assert_eq!(of(&ids[0]).len(), 3);
    store.write_now(|write| write.remove_affiliation("a3")).unwrap();
    assert_eq!(of(&ids[1]).len(), 2);
}

#[test]
fn a_field_of_a_communitys_own_holds_what_its_kind_allows() {
    let (_folder, store, ids) = crowd(1);
    let sizes: Vec<String> = ["S", " M ", "S"].map(str::to_owned).to_vec();
    store
        .write_now(|write| {
            write.create_field("f1", "Size", CustomKind::Choice, &sizes, 1)?;
            write.create_field("f2", "Since", CustomKind::Date, &[], 1)?;
            write.create_field("f3", "Speaks", CustomKind::YesNo, &[], 1)?;
            write.create_field("f4", "Badge", CustomKind::Number, &[], 1)?;
            write.move_field("f4", true, 1)
        })
        .unwrap();
    let set = |field: &str, value: FieldValue| {
        let change = FieldChange { field: format!("custom:{field}"), value: Some(value), reset: false };
        store.write_now(|write| write.edit_member(&ids[0], vec![change], 2))
    };
    let text = |text: &str| FieldValue::Text(text.into());
    set("f1", text("M")).unwrap();
    set("f2", text("2024-02-29")).unwrap();
    set("f3", FieldValue::Flag(false)).unwrap();
    set("f4", FieldValue::Number(7.into())).unwrap();
    for (field, wrong) in
        [("f1", text("XXL")), ("f2", text("2023-02-29")), ("f3", text("yes")), ("f4", text("7")), ("f9", text("x"))]
    {
        assert!(matches!(set(field, wrong), Err(Error::Field { .. })), "{field}");
    }
    let shown = |store: &Store| {
        let fields = member(store, &ids[0]).profile.custom;
        fields.into_iter().map(|field| (field.name, field.value)).collect::<Vec<_>>()
    };
    let all = [
        ("Size".to_owned(), Some(text("M"))),
        ("Since".into(), Some(text("2024-02-29"))),
        ("Badge".into(), Some(FieldValue::Number(7.into()))),
        ("Speaks".into(), Some(FieldValue::Flag(false))),
    ];
    assert_eq!(shown(&store), all);
    block_on(async {
        store.act("Remove field", |write| write.remove_field("f1", 3)).await.unwrap();
        assert_eq!(shown(&store), all[1..]);
        store.undo().await.unwrap();
        assert_eq!(shown(&store), all);
    });
    assert!(matches!(
        store.write_now(|write| write.create_field("f5", "One", CustomKind::Choice, &sizes[..1], 4)),
        Err(Error::Field { .. })
    ));
}

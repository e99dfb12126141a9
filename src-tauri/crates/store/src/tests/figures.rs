//! Numbers and matters that are kept by hand.

use std::collections::BTreeMap;

use kith_domain::record::{AccountRecord, Batch};
use proptest::prelude::*;

use super::{import, store};
use crate::{Error, FigureKind, NewFigure, NewMatter, Put, Sheet, Step, Store, exports::TABLES};

fn figure(kind: FigureKind, period: &str, label: &str, amount: &str) -> NewFigure {
    NewFigure {
        kind,
        period: period.into(),
        label: label.into(),
        amount: amount.into(),
        currency: None,
        note: String::new(),
    }
}

fn matter(sheet: Sheet, label: &str, steps: &[(&str, &str)]) -> NewMatter {
    NewMatter {
        sheet,
        label: label.into(),
        member: None,
        activity: None,
        area: String::new(),
        kind: None,
        voters: 0,
        note: String::new(),
        steps: steps.iter().map(|(step, moment)| Step { step: (*step).into(), moment: (*moment).into() }).collect(),
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn put(store: &Store, id: &str, new: &NewFigure) -> Put {
    store.write_now(|write| write.keep_figure(id, &new.checked(&write.read().currency()?)?, 1)).unwrap()
}

#[test]
fn a_number_is_kept_once_however_often_it_comes() {
    let (_folder, store) = store();
    assert_eq!(put(&store, "a", &figure(FigureKind::Tickets, "2024-05", "", "120")), Put::New);
    assert_eq!(put(&store, "b", &figure(FigureKind::Tickets, "2024-05-01..2024-05-31", "", "120")), Put::Same);
    assert_eq!(put(&store, "c", &figure(FigureKind::Tickets, "2024-05", "", "130")), Put::Changed);
    assert_eq!(put(&store, "d", &figure(FigureKind::Tickets, "2024-05", "chat", "30")), Put::New);
    let found = store.read_now(|read| read.figures(FigureKind::Tickets, 0, 10)).unwrap();
    let rows: Vec<_> =
        found.iter().map(|row| (row.id.as_str(), row.period.as_str(), row.label.as_str(), row.value)).collect();
    assert_eq!(rows, [("a", "2024-05", "", 130), ("d", "2024-05", "chat", 30)]);
}

#[test]
fn money_is_of_the_communitys_currency() {
    let (_folder, store) = store();
    put(&store, "a", &figure(FigureKind::RevenueMembers, "2024-05", "", "1,234.50"));
    store.write_now(|write| write.set_currency("jpy")).unwrap();
    put(&store, "b", &figure(FigureKind::RevenueMembers, "2024-06", "", "5000"));
    let found = store.read_now(|read| read.figures(FigureKind::RevenueMembers, 0, 10)).unwrap();
    let rows: Vec<_> = found.iter().map(|row| (row.value, row.amount.as_str(), row.currency.as_deref())).collect();
    assert_eq!(rows, [(5_000, "5000", Some("JPY")), (123_450, "1234.50", Some("USD"))]);
    let counted = store.read_now(|read| read.dated(FigureKind::RevenueMembers)).unwrap();
    assert_eq!(counted.iter().map(|one| one.value).collect::<Vec<_>>(), [5_000], "dollars and yen are not added up");
}

#[test]
fn what_cannot_be_meant_is_told_by_field() {
    let field = |new: &NewFigure| match new.checked("EUR") {
        Err(Error::Field { field, .. }) => field,
        other => format!("{other:?}"),
    };
    assert_eq!(field(&figure(FigureKind::Tickets, "May", "", "1")), "period");
    assert_eq!(field(&figure(FigureKind::Tickets, "2024-05", "", "1.5")), "amount");
    assert_eq!(field(&figure(FigureKind::Tickets, "2024-05", "", "-1")), "amount");
    assert!(figure(FigureKind::RevenueOthers, "2024-05", "", "-1.5").checked("EUR").is_ok(), "refunds");
    let step = |new: &NewMatter| match new.checked() {
        Err(Error::Field { field, .. }) => field,
        other => format!("{other:?}"),
    };
    assert_eq!(step(&matter(Sheet::Feedback, "", &[("new", "2024-05-01")])), "label");
    assert_eq!(step(&matter(Sheet::Feedback, "x", &[])), "step:new");
    assert_eq!(step(&matter(Sheet::Feedback, "x", &[("new", "2024-05-02"), ("told", "2024-05-01")])), "step:told");
    assert_eq!(step(&matter(Sheet::Feedback, "x", &[("new", "2024-05-02"), ("ripe", "2024-05-03")])), "step:ripe");
    assert_eq!(step(&matter(Sheet::Lead, "x", &[])), "step:subscriber");
    assert_eq!(step(&matter(Sheet::Invitation, "no address", &[("sent", "2024-05-01")])), "label");
    let named =
        NewMatter { member: Some("x".into()), ..matter(Sheet::Incident, "7", &[("received", "2024-05-01 10:00")]) };
    assert_eq!(step(&named), "member");
    // The day alone may hold any moment of it.
    assert!(
        matter(Sheet::Incident, "7", &[("received", "2024-05-01 10:00"), ("acknowledged", "2024-05-01")])
            .checked()
            .is_ok()
    );
}

#[test]
fn a_matter_goes_through_its_steps_and_back() {
    let (_folder, store) = store();
    block_on(async {
        let first = matter(Sheet::Feedback, "Ripe pears", &[("new", "2024-05-01")]).checked().unwrap();
        store.act("Add", move |write| write.add_matter("a", &first, 1)).await.unwrap();
        let next = [("new", "2024-05-01"), ("shipped", "2024-05-03"), ("passed_on", "2024-05-02")];
        let next = matter(Sheet::Feedback, "Ripe pears", &next).checked().unwrap();
        store.act("Change", move |write| write.change_matter("a", &next, 2)).await.unwrap();
        let state =
            || store.read_now(|read| read.matters(Sheet::Feedback, 0, 9)).unwrap().first().map(|one| one.state.clone());
        assert_eq!(state().as_deref(), Some("shipped"));
        store.act("Remove", |write| write.remove_matter("a", 3)).await.unwrap();
        assert_eq!(state(), None);
        store.undo().await.unwrap();
        store.undo().await.unwrap();
        assert_eq!(state().as_deref(), Some("new"));
        store.redo().await.unwrap();
        assert_eq!(state().as_deref(), Some("shipped"));
        let again = matter(Sheet::Feedback, "RIPE  pears".replace("  ", " ").as_str(), &[("new", "2024-05-09")])
            .checked()
            .unwrap();
        let twice = store.write_now(|write| write.add_matter("b", &again, 4));
        assert!(matches!(twice, Err(Error::Field { field, .. }) if field == "label"));
    });
}

#[test]
fn an_invitation_is_accepted_by_joining_with_its_address() {
    let (_folder, store) = store();
    let account = |remote: &str, joined| AccountRecord {
        remote: remote.into(),
        name: remote.into(),
        email: Some(format!("{}@example.org", remote.to_lowercase())),
        joined_at: joined,
        ..AccountRecord::default()
    };
    let day = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
    let accounts =
        vec![account("Ada", Some(day("2024-05-10T12:00:00Z"))), account("Ben", Some(day("2024-04-10T12:00:00Z")))];
    import(&store, 1, 1, &[Batch { accounts, ..Batch::default() }], true).unwrap();
    for (id, address) in [("a", "Ada@example.org"), ("b", "ben@example.org"), ("c", "cem@example.org")] {
        let new = matter(Sheet::Invitation, address, &[("sent", "2024-05-01")]).checked().unwrap();
        store.write_now(|write| write.keep_matter(id, &new, 1)).unwrap();
    }
    let found = store.read_now(|read| read.stepped(Sheet::Invitation)).unwrap();
    let accepted: Vec<bool> = found.iter().map(|one| one.steps.contains_key("accepted")).collect();
    assert_eq!(accepted, [true, false, false], "Ben was there before he was invited");
    assert!(found[0].member.is_some() && found[2].member.is_none());
}

#[test]
fn what_an_incident_says_stays_here() {
    let (_folder, store) = store();
    let new = NewMatter {
        note: "canary note".into(),
        kind: Some("banned".into()),
        ..matter(Sheet::Incident, "canary number", &[("received", "2024-05-01")])
    };
    store.write_now(|write| write.keep_matter("a", &new.checked()?, 1)).unwrap();
    struct Kept(String);
    impl crate::exports::Rows for Kept {
        fn columns(&mut self, _: &[String]) -> crate::Result<()> {
            Ok(())
        }
        fn row(&mut self, values: Vec<serde_json::Value>) -> crate::Result<()> {
            self.0 += &serde_json::Value::from(values).to_string();
            Ok(())
        }
    }
    let mut all = Kept(String::new());
    store.read_now(|read| TABLES.iter().try_for_each(|table| read.export_table(table, &mut all).map(|_| ()))).unwrap();
    assert!(all.0.contains("banned") && !all.0.contains("canary"), "{}", all.0);
}

#[test]
fn factors_are_the_published_ones_until_somebody_sets_them() {
    let (_folder, store) = store();
    block_on(async {
        let cost =
            || store.read_now(|read| Ok((read.deflection_factors()?.ticket_cost, read.factors()?[0].own))).unwrap();
        assert_eq!(cost(), (3_500.0, false));
        store.act("Set", |write| write.set_factor("ticket_cost", "12.5", "our support", 1)).await.unwrap();
        assert_eq!(cost(), (1_250.0, true));
        store.act("Reset", |write| write.reset_factor("ticket_cost")).await.unwrap();
        assert_eq!(cost(), (3_500.0, false));
        store.undo().await.unwrap();
        assert_eq!(cost(), (1_250.0, true));
        for (id, value, source) in
            [("found_share", "1.5", "x"), ("found_share", "0.5", " "), ("found_share", "many", "x")]
        {
            assert!(store.write_now(|write| write.set_factor(id, value, source, 1)).is_err(), "{id} {value} {source}");
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    // Any order of keeping, changing, removing and taking back: as a map with its older states would have it.
    #[test]
    fn numbers_are_as_a_map_would_have_them(steps in prop::collection::vec((0_u8..6, 0_u8..3, 0_i64..4), 1..25)) {
        let (_folder, store) = store();
        let mut map: BTreeMap<u8, i64> = BTreeMap::new();
        let mut past: Vec<BTreeMap<u8, i64>> = Vec::new();
        let mut future: Vec<BTreeMap<u8, i64>> = Vec::new();
        for (number, (what, label, value)) in steps.into_iter().enumerate() {
            match what {
                0..=2 => {
                    let new = figure(FigureKind::Views, "2024-05", &format!("page {label}"), &value.to_string()).checked("EUR").unwrap();
                    let put = block_on(store.act("Keep", move |write| write.keep_figure(&format!("f{number}"), &new, 1))).unwrap();
                    let expected = match map.get(&label) {
                        None => Put::New,
                        Some(old) if *old == value => Put::Same,
                        Some(_) => Put::Changed,
                    };
                    prop_assert_eq!(put, expected);
                    if put != Put::Same {
                        past.push(map.clone());
                        future.clear();
                        map.insert(label, value);
                    }
                }
                3 => {
                    let found = store.read_now(|read| read.figures(FigureKind::Views, 0, 9)).unwrap();
                    if let Some(row) = found.into_iter().find(|row| row.label == format!("page {label}")) {
                        block_on(store.act("Remove", move |write| write.remove_figure(&row.id, 2))).unwrap();
                        past.push(map.clone());
                        future.clear();
                        map.remove(&label);
                    }
                }
                4 => {
                    let undone = block_on(store.undo()).unwrap();
                    prop_assert_eq!(undone.is_some(), !past.is_empty());
                    if let Some(before) = past.pop() {
                        future.push(std::mem::replace(&mut map, before));
                    }
                }
                _ => {
                    let redone = block_on(store.redo()).unwrap();
                    prop_assert_eq!(redone.is_some(), !future.is_empty());
                    if let Some(after) = future.pop() {
                        past.push(std::mem::replace(&mut map, after));
                    }
                }
            }
            let found = store.read_now(|read| read.figures(FigureKind::Views, 0, 9)).unwrap();
            let found: Vec<(String, i64)> = found.into_iter().map(|row| (row.label, row.value)).collect();
            let expected: Vec<(String, i64)> = map.iter().map(|(label, value)| (format!("page {label}"), *value)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

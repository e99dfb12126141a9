//! Members are what was decided about their accounts, whatever else happens.

use proptest::prelude::*;

use std::collections::BTreeMap;

use super::{
    counts::check,
    history::{Told, batch, said as wrote, told},
    import, store,
    weeks::weeks,
};
use crate::{Error, FieldChange, FieldValue, Store};

#[derive(Debug, Clone)]
enum Deed {
    Merge(usize, usize),
    Split(usize),
    Refuse(usize, usize),
    Edit(usize, bool, Option<u8>),
    Sync(Vec<Told>),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..4_usize, 0..4_usize).prop_map(|(a, b)| Deed::Merge(a, b)),
        2 => (0..4_usize).prop_map(Deed::Split),
        1 => (0..4_usize, 0..4_usize).prop_map(|(a, b)| Deed::Refuse(a, b)),
        3 => (0..4_usize, any::<bool>(), prop::option::of(0..3_u8)).prop_map(|(who, mark, what)| Deed::Edit(who, mark, what)),
        2 => prop::collection::vec(told(), 1..8).prop_map(Deed::Sync),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

/// Who is one person, as a person would write it down: for each account the number of its group.
#[derive(Debug, Clone, Default, PartialEq)]
struct Model {
    groups: Vec<(String, usize)>,
    next: usize,
    /// What was written in a field of an account, and when.
    edits: BTreeMap<(String, &'static str), (String, i64)>,
}

impl Model {
    fn meet(&mut self, accounts: &[String]) {
        for account in accounts {
            if !self.groups.iter().any(|(known, _)| known == account) {
                self.groups.push((account.clone(), self.next));
                self.next += 1;
            }
        }
    }

    fn group(&self, account: &str) -> usize {
        self.groups.iter().find(|(known, _)| known == account).unwrap().1
    }

    fn together(&self, account: &str) -> Vec<&String> {
        let group = self.group(account);
        self.groups.iter().filter(|(_, other)| *other == group).map(|(account, _)| account).collect()
    }

    /// What is written in a field of the member with this anchor: there, or else the newest of its other accounts.
    fn edit(&self, anchor: &str, field: &'static str) -> Option<&str> {
        let of = |account: &str| self.edits.get(&(account.to_owned(), field));
        let newest = self.together(anchor).into_iter().filter_map(|account| of(account)).max_by_key(|(_, at)| *at);
        of(anchor).or(newest).map(|(value, _)| value.as_str())
    }

    fn size(&self, group: usize) -> usize {
        self.groups.iter().filter(|(_, other)| *other == group).count()
    }

    /// Sets of accounts, in order.
    fn sets(&self) -> Vec<Vec<String>> {
        let mut sets: Vec<Vec<String>> = (0..self.next)
            .map(|group| {
                let mut set: Vec<String> = self
                    .groups
                    .iter()
                    .filter(|(_, other)| *other == group)
                    .map(|(account, _)| account.clone())
                    .collect();
                set.sort();
                set
            })
            .filter(|set| !set.is_empty())
            .collect();
        sets.sort();
        sets
    }
}

fn accounts(store: &Store) -> Vec<String> {
    let read = store.read_now(|read| {
        let mut statement = read.connection.prepare("SELECT uid FROM identity ORDER BY id")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?)
    });
    read.unwrap()
}

fn members(store: &Store) -> Vec<Vec<String>> {
    let read = store.read_now(|read| {
        let mut statement = read.connection.prepare(
            "SELECT group_concat(uid, ' ') FROM (SELECT m.id, i.uid FROM member m JOIN person p ON p.member_id = m.id
               JOIN identity i ON i.id = p.identity_id ORDER BY m.id, i.uid) GROUP BY id",
        )?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?)
    });
    let mut sets: Vec<Vec<String>> =
        read.unwrap().iter().map(|set| set.split(' ').map(str::to_owned).collect()).collect();
    sets.sort();
    sets
}

/// Anchor, name, bot, team of each member.
fn shown(store: &Store) -> Vec<(String, String, bool, bool)> {
    let read = store.read_now(|read| {
        let mut statement = read.connection.prepare(
            "SELECT i.uid, m.name, m.is_bot, m.is_team FROM member m JOIN identity i ON i.id = m.id ORDER BY 1",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    read.unwrap()
}

/// What sources say of each account: name, bot.
fn said(store: &Store) -> BTreeMap<String, (String, bool)> {
    let read = store.read_now(|read| {
        let mut statement = read.connection.prepare("SELECT uid, name, is_bot FROM identity")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    });
    read.unwrap()
}

#[test]
fn who_answered_their_own_question_with_another_account_did_not_answer_it() {
    let (_folder, store) = store();
    // The one opened two conversations and wrote much more; the other answered in the first, and opened one themselves.
    let mut told: Vec<Told> = (0..6).map(|number| wrote(0, number, None)).collect();
    told.extend([wrote(1, 6, Some(0)), wrote(3, 7, Some(1)), wrote(1, 8, None), wrote(0, 9, Some(8))]);
    import(&store, 1, 1, &[batch(&told)], true).unwrap();
    check(&store);
    let answered = |store: &Store| -> i64 {
        let count = "SELECT count(*) FROM thread WHERE answered_by IS NOT NULL";
        store.read_now(|read| Ok(read.connection.query_row(count, [], |row| row.get(0))?)).unwrap()
    };
    assert_eq!(answered(&store), 3);
    let uid = |remote: &str| -> String {
        let of = "SELECT uid FROM identity WHERE remote = ?1";
        store.read_now(|read| Ok(read.connection.query_row(of, [remote], |row| row.get(0))?)).unwrap()
    };
    let (one, other) = (uid("U0"), uid("U1"));
    store.write_now(|write| write.merge(&one, &other, None, 2)).unwrap();
    check(&store);
    assert_eq!(answered(&store), 1, "only somebody else answered");
    store.write_now(|write| write.split(&other, 3)).unwrap();
    check(&store);
    assert_eq!(answered(&store), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn members_are_what_was_decided(begun in prop::collection::vec(told(), 4..12), deeds in prop::collection::vec(deed(), 1..16)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (_folder, store) = store();
        import(&store, 1, 1, &[batch(&begun)], true).unwrap();
        let mut model = Model::default();
        model.meet(&accounts(&store));
        let mut imports = 1;
        let (mut past, mut future) = (Vec::<Model>::new(), Vec::<Model>::new());
        for (at, deed) in (2_i64..).zip(&deeds) {
            let known = accounts(&store);
            let one = |pick: usize| known[pick % known.len()].clone();
            let before = model.clone();
            let mut is_step = false;
            match deed {
                Deed::Merge(a, b) => {
                    let (a, b) = (one(*a), one(*b));
                    let (into, from) = (model.group(&a), model.group(&b));
                    is_step = into != from;
                    model.groups.iter_mut().filter(|(_, group)| *group == from).for_each(|(_, group)| *group = into);
                    runtime.block_on(store.act("Merge", move |write| write.merge(&a, &b, None, at))).unwrap();
                }
                Deed::Split(account) => {
                    let account = one(*account);
                    let group = model.group(&account);
                    let alone = model.size(group) == 1;
                    let own = account.clone();
                    let done = runtime.block_on(store.act("Split", move |write| write.split(&own, at)));
                    if alone {
                        prop_assert!(matches!(done, Err(Error::Conflict)));
                    } else {
                        done.unwrap();
                        is_step = true;
                        let next = model.next;
                        model.next += 1;
                        model.groups.iter_mut().filter(|(known, _)| *known == account).for_each(|(_, group)| *group = next);
                    }
                }
                Deed::Refuse(a, b) => {
                    let (a, b) = (one(*a), one(*b));
                    let same = model.group(&a) == model.group(&b);
                    let is_new = !same && !told_apart(&store, &a, &b);
                    let done = runtime.block_on(store.act("Refuse", move |write| write.refuse(&a, &b, at)));
                    prop_assert_eq!(done.is_err(), same);
                    is_step = is_new;
                }
                Deed::Edit(account, mark, what) => {
                    let account = one(*account);
                    let field = if *mark { "mark" } else { "name" };
                    let value = what.map(|what| match (mark, what) {
                        (true, what) => ["person", "team", "bot"][usize::from(what)].to_owned(),
                        (false, what) => format!("Somebody {what}"),
                    });
                    let anchor = store.read_now(|read| read.uid_of(read.member_key(&account)?)).unwrap();
                    match &value {
                        Some(value) => {
                            let entry = model.edits.entry((anchor, field)).or_default();
                            if entry.0 != *value {
                                *entry = (value.clone(), at);
                            }
                        }
                        None => {
                            let all: Vec<String> = model.together(&account).into_iter().cloned().collect();
                            model.edits.retain(|(account, known), _| *known != field || !all.contains(account));
                        }
                    }
                    is_step = model.edits != before.edits;
                    let change = FieldChange { field: field.into(), reset: value.is_none(), value: value.map(FieldValue::Text) };
                    runtime.block_on(store.act("Edit", move |write| write.edit_member(&account, vec![change], at))).unwrap();
                }
                Deed::Sync(told) => {
                    imports += 1;
                    import(&store, imports, at, &[batch(told)], true).unwrap();
                    model.meet(&accounts(&store));
                    past.iter_mut().chain(&mut future).for_each(|model| model.meet(&accounts(&store)));
                }
                Deed::Undo => {
                    let done = runtime.block_on(store.undo()).unwrap();
                    prop_assert_eq!(done.is_some(), !past.is_empty());
                    if let Some(earlier) = past.pop() {
                        future.push(std::mem::replace(&mut model, earlier));
                    }
                }
                Deed::Redo => {
                    let done = runtime.block_on(store.redo()).unwrap();
                    prop_assert_eq!(done.is_some(), !future.is_empty());
                    if let Some(later) = future.pop() {
                        past.push(std::mem::replace(&mut model, later));
                    }
                }
            }
            if is_step {
                past.push(before);
                future.clear();
            }
            prop_assert_eq!(members(&store), model.sets(), "after {:?}", deed);
            let said = said(&store);
            for (anchor, name, is_bot, is_team) in shown(&store) {
                prop_assert_eq!(&name, model.edit(&anchor, "name").unwrap_or(&said[&anchor].0), "name after {:?}", deed);
                let mark = model.edit(&anchor, "mark");
                let bots = model.together(&anchor).into_iter().all(|account| said[account].1);
                prop_assert_eq!(is_bot, mark.map_or(bots, |mark| mark == "bot"), "bot after {:?}", deed);
                prop_assert_eq!(is_team, mark == Some("team"), "team after {:?}", deed);
            }
            check(&store);
            let kept = weeks(&store);
            store.write_now(|write| write.recount_all_weeks()).unwrap();
            prop_assert_eq!(kept, weeks(&store), "weeks after {:?}", deed);
        }
    }
}

fn told_apart(store: &Store, a: &str, b: &str) -> bool {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let found = store.read_now(|read| {
        Ok(read.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM not_same WHERE a = ?1 AND b = ?2)",
            [low, high],
            |row| row.get(0),
        )?)
    });
    found.unwrap()
}

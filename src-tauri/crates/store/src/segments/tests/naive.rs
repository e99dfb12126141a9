//! A plain reading of rules: what is known of everybody, row by row.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rusqlite::params;

use super::{
    super::{Comparison, LevelName, Rule},
    DAY, OTHER, TAG,
    meetings::{self, Meetings},
};
use crate::{Read, Store};

pub(super) fn condition() -> impl Strategy<Value = Rule> {
    let days = prop_oneof![Just(1_u32), Just(2), Just(5), Just(40), Just(400)];
    let level = prop_oneof![
        Just(LevelName::None),
        Just(LevelName::Exploring),
        Just(LevelName::Participating),
        Just(LevelName::Contributing),
    ];
    let how = prop_oneof![Just(Comparison::Equals), Just(Comparison::Contains), Just(Comparison::AtLeast)];
    prop_oneof![
        Just(Rule::Tag { tag: TAG.to_owned() }),
        prop::collection::vec(level, 1..3).prop_map(|levels| Rule::Level { levels }),
        (0..3_usize, prop::option::of(days.clone()))
            .prop_map(|(space, days)| Rule::Space { space: format!("C{space}"), days }),
        (1..4_u32, days.clone()).prop_map(|(at_least, days)| Rule::Wrote { at_least, days }),
        days.clone().prop_map(|days| Rule::Seen { days }),
        days.clone().prop_map(|days| Rule::Quiet { days }),
        days.prop_map(|days| Rule::New { days }),
        (how, prop_oneof![Just("gardener"), Just("GARD"), Just("7")]).prop_map(|(how, value)| Rule::Field {
            field: "title".to_owned(),
            how,
            value: Some(value.to_owned())
        }),
        meetings::condition(),
        Just(Rule::Bot),
        Just(Rule::Segment { segment: OTHER.to_owned() }),
    ]
}

pub(super) fn rule() -> impl Strategy<Value = Rule> {
    condition().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|rules| Rule::All { rules }),
            prop::collection::vec(inner.clone(), 0..3).prop_map(|rules| Rule::Any { rules }),
            inner.prop_map(|rule| Rule::Not { rule: Box::new(rule) }),
        ]
    })
}

/// What is known of a member, read row by row.
#[derive(Debug, Default)]
pub(super) struct Known {
    uid: String,
    /// Space and time of each message that is there.
    written: Vec<(String, bool, i64)>,
    spaces: BTreeSet<String>,
    tags: BTreeSet<String>,
    title: Option<String>,
    joined_at: Option<i64>,
    last_at: Option<i64>,
    pub(super) is_bot: bool,
}

pub(super) fn known(read: &Read<'_>) -> BTreeMap<i64, Known> {
    let mut all: BTreeMap<i64, Known> = BTreeMap::new();
    let mut statement = read
        .connection
        .prepare("SELECT m.id, i.uid, m.joined_at, m.last_at, m.is_bot FROM member m JOIN identity i ON i.id = m.id")
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let one = all.entry(row.get(0).unwrap()).or_default();
        (one.uid, one.joined_at) = (row.get(1).unwrap(), row.get(2).unwrap());
        (one.last_at, one.is_bot) = (row.get(3).unwrap(), row.get(4).unwrap());
    }
    let mut each = |sql: &str, take: &mut dyn FnMut(&mut Known, &rusqlite::Row<'_>)| {
        let mut statement = read.connection.prepare(sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            take(all.get_mut(&row.get::<_, i64>(0).unwrap()).unwrap(), row);
        }
    };
    each(
        "SELECT p.member_id, s.remote, s.kind = 'channel', a.occurred_at FROM activity a JOIN person p USING (identity_id)
           JOIN space s ON s.id = a.space_id WHERE a.kind <= 2 AND a.gone_at IS NULL",
        &mut |one, row| one.written.push((row.get(1).unwrap(), row.get(2).unwrap(), row.get(3).unwrap())),
    );
    each(
        "SELECT p.member_id, s.remote FROM membership m JOIN person p USING (identity_id) JOIN space s ON s.id = m.space_id",
        &mut |one, row| {
            one.spaces.insert(row.get(1).unwrap());
        },
    );
    each(
        "SELECT p.member_id, g.tag FROM tagging g JOIN identity i ON i.uid = g.identity JOIN person p ON p.identity_id = i.id",
        &mut |one, row| {
            one.tags.insert(row.get(1).unwrap());
        },
    );
    each(
        "SELECT p.member_id, json_extract(f.value, '$') FROM profile f JOIN identity i ON i.uid = f.identity
           JOIN person p ON p.identity_id = i.id WHERE f.field = 'title' AND i.id = p.member_id",
        &mut |one, row| one.title = row.get(1).unwrap(),
    );
    all
}

/// Whether a rule chooses somebody, read as it is written. Days are days of UTC, the zone of these tests.
pub(super) fn chooses(
    rule: &Rule,
    (key, one): (i64, &Known),
    told: (&Rule, &Meetings),
    read: &Read<'_>,
    now: i64,
) -> bool {
    if let Some(chosen) = told.1.choose(rule, key, now) {
        return chosen;
    }
    let today = now.div_euclid(DAY);
    let within = |at: i64, days: u32| at.div_euclid(DAY) > today - i64::from(days) && at <= now;
    let to_day = |at: i64, days: u32| at.div_euclid(DAY) > today - i64::from(days) && at.div_euclid(DAY) <= today;
    match rule {
        Rule::All { rules } => rules.iter().all(|rule| chooses(rule, (key, one), told, read, now)),
        Rule::Any { rules } => rules.iter().any(|rule| chooses(rule, (key, one), told, read, now)),
        Rule::Not { rule } => !chooses(rule, (key, one), told, read, now),
        Rule::Segment { .. } => chooses(told.0, (key, one), told, read, now),
        Rule::Tag { tag } => one.tags.contains(tag),
        Rule::Level { levels } => {
            let level = read.level(&one.uid, now).unwrap().level.map(|level| level.level);
            levels.iter().any(|wanted| match wanted {
                LevelName::None => level.is_none(),
                name => serde_json::to_value(name).unwrap().as_str() == level.as_deref(),
            })
        }
        Rule::Space { space, days: None } => one.spaces.iter().any(|here| read.space_uid(here) == *space),
        Rule::Space { space, days: Some(days) } => {
            let here = |name: &str| read.space_uid(name) == *space;
            one.written.iter().any(|(name, _, at)| here(name) && at.div_euclid(DAY) > today - i64::from(*days))
        }
        Rule::Wrote { at_least, days } => {
            one.written.iter().filter(|(_, public, at)| *public && to_day(*at, *days)).count() >= *at_least as usize
        }
        Rule::Seen { days } => one.last_at.is_some_and(|at| within(at, *days)),
        Rule::Quiet { days } => one.last_at.is_some_and(|at| at.div_euclid(DAY) <= today - i64::from(*days)),
        Rule::New { days } => one.joined_at.is_some_and(|at| within(at, *days)),
        Rule::Field { how, value, .. } => one.title.as_deref().is_some_and(|title| {
            let (title, value) = (title.to_lowercase(), value.clone().unwrap().to_lowercase());
            match how {
                Comparison::Equals => title == value,
                Comparison::Contains => title.contains(&value),
                _ => matches!((title.parse::<i64>(), value.parse::<i64>()), (Ok(title), Ok(value)) if title >= value),
            }
        }),
        Rule::Bot => one.is_bot,
        _ => unreachable!("not made by these tests"),
    }
}

impl Read<'_> {
    /// The uid of the space with this name at its source.
    fn space_uid(&self, remote: &str) -> String {
        self.connection.query_row("SELECT uid FROM space WHERE remote = ?1", [remote], |row| row.get(0)).unwrap()
    }
}

/// A rule with the spaces' uids in place of their names at the source.
pub(super) fn named(rule: &Rule, read: &Read<'_>) -> Rule {
    let all = |rules: &[Rule]| rules.iter().map(|rule| named(rule, read)).collect();
    match rule {
        Rule::All { rules } => Rule::All { rules: all(rules) },
        Rule::Any { rules } => Rule::Any { rules: all(rules) },
        Rule::Not { rule } => Rule::Not { rule: Box::new(named(rule, read)) },
        Rule::Space { space, days } => Rule::Space { space: read.space_uid(space), days: *days },
        other => other.clone(),
    }
}

pub(super) fn tagged(store: &Store, members: &[i64], titles: &[(i64, &str)]) {
    store
        .write_now(|write| {
            write.connection.execute(
                "INSERT INTO tag (id, name, name_key, created_at, updated_at) VALUES (?1, 'Speaker', 'speaker', 1, 1)",
                [TAG],
            )?;
            for member in members {
                write.connection.execute(
                    "INSERT INTO tagging (id, tag, identity, created_at) SELECT ?1 || ' ' || uid, ?1, uid, 1 FROM identity WHERE id = ?2",
                    params![TAG, member],
                )?;
            }
            for (member, title) in titles {
                write.connection.execute(
                    "INSERT INTO profile (id, identity, field, value, updated_at)
                     SELECT uid || ' title', uid, 'title', json_quote(?1), 1 FROM identity WHERE id = ?2",
                    params![title, member],
                )?;
            }
            Ok(())
        })
        .unwrap();
}

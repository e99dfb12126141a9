//! What holds for any accounts, however strange.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::resolve::{Account, NotSame, Reason, automatic, bulk, suggest};

/// Few words, so that accounts meet; and any text at all.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["", "Ana Lima", "Лима Ана", "ana-lima", "Bob Smith (he/him)", "Robert Smith", "アナ", "田中太郎", "lima"]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[\\PC]{0,12}",
        1 => "[a-zäßшあ'’.,|()@ -]{0,20}",
    ]
}

fn mail() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![
        4 => prop::sample::select(vec!["ana@x.org", " ANA@X.org", "ana+1@gmail.com", "a.na@gmail.com", "info@x.org", "bob@x.org"]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-b.+@ ]{0,8}",
    ])
}

pub(in crate::resolve) fn account() -> impl Strategy<Value = Account> {
    let link = prop::option::of(prop_oneof![
        Just("https://github.com/ana-lima".to_owned()),
        Just("https://f.org/u/ana".to_owned()),
        any::<String>()
    ]);
    let zone = prop::option::of(
        prop::sample::select(vec!["Europe/Berlin", "Asia/Tokyo", "Nowhere", ""]).prop_map(str::to_owned),
    );
    (
        (text(), prop::option::of(text()), prop::option::of(text()), mail(), prop::option::of(text())),
        (link.clone(), link, zone),
        (1..4_i64, 0..12_i64, any::<(bool, bool, bool)>()),
    )
        .prop_map(
            |(
                (name, real_name, handle, email, company),
                (page, link, zone),
                (source, member, (verified, bot, face)),
            )| Account {
                key: 0,
                source,
                member,
                name,
                real_name,
                handle,
                email,
                verified,
                avatar: face.then(|| "face".to_owned()),
                company,
                zone,
                page,
                links: link.into_iter().collect(),
                bot: bot && verified,
            },
        )
}

fn accounts() -> impl Strategy<Value = Vec<Account>> {
    prop::collection::vec(account(), 0..14).prop_map(|mut accounts| {
        for (key, account) in (1_i64..).zip(&mut accounts) {
            account.key = key;
            account.member += 100;
        }
        accounts
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn order_changes_nothing(accounts in accounts(), apart in prop::collection::vec((1..14_i64, 1..14_i64), 0..4), turn in 0..14_usize) {
        let not_same = NotSame::new(apart);
        let mut turned = accounts.clone();
        turned.reverse();
        let middle = turn.min(turned.len());
        turned.rotate_left(middle);
        let found = suggest(&accounts, &not_same);
        prop_assert_eq!(&found, &suggest(&turned, &not_same));
        prop_assert_eq!(automatic(&accounts, &not_same), automatic(&turned, &not_same));
        let mut mixed = found.clone();
        mixed.reverse();
        prop_assert_eq!(bulk(&accounts, &found, &not_same, 0), bulk(&turned, &mixed, &not_same, 0));
    }

    #[test]
    fn suggestions_keep_their_promises(accounts in accounts(), apart in prop::collection::vec((1..14_i64, 1..14_i64), 0..4)) {
        let not_same = NotSame::new(apart.clone());
        let of: BTreeMap<i64, &Account> = accounts.iter().map(|account| (account.key, account)).collect();
        for found in suggest(&accounts, &not_same) {
            let (a, b) = (of[&found.a], of[&found.b]);
            prop_assert!(found.a < found.b && a.member != b.member && !a.bot && !b.bot);
            prop_assert!(!found.reasons.is_empty() && found.reasons.iter().any(|reason| !reason.is_against()));
            prop_assert_eq!(found.same_source, found.reasons.contains(&Reason::SameSource));
            let members = |key: &i64| of.get(key).map(|account| account.member);
            for (x, y) in &apart {
                let told = [members(x), members(y)];
                prop_assert!(told != [Some(a.member), Some(b.member)] && told != [Some(b.member), Some(a.member)]);
            }
        }
    }

    #[test]
    fn automatic_needs_the_same_verified_address(accounts in accounts(), apart in prop::collection::vec((1..14_i64, 1..14_i64), 0..4)) {
        let not_same = NotSame::new(apart);
        let of: BTreeMap<i64, &Account> = accounts.iter().map(|account| (account.key, account)).collect();
        for group in automatic(&accounts, &not_same) {
            prop_assert!(group.keys.len() > 1 && !group.address.starts_with("info@"));
            for key in &group.keys {
                let account = of[key];
                prop_assert!(account.verified && !account.bot);
                let address = account.email.as_deref().unwrap().trim().to_lowercase();
                prop_assert_eq!(&address, &group.address);
                prop_assert!(group.keys.iter().all(|other| other == key || (of[other].source != account.source && !not_same.has(*key, *other))));
            }
        }
    }
}

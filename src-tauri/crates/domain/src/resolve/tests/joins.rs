//! What is joined by itself, and what accepting many suggestions would join.

use super::cases::account;
use crate::resolve::{Account, Bulk, NotSame, Suggestion, automatic, bulk};

fn at(key: i64, source: i64, email: &str) -> Account {
    Account { email: Some(email.into()), verified: true, ..account(key, source, "") }
}

fn joined(accounts: &[Account]) -> Vec<Vec<i64>> {
    automatic(accounts, &NotSame::default()).into_iter().map(|group| group.keys).collect()
}

#[test]
fn equal_verified_addresses_join() {
    let accounts = [at(3, 3, "ana@x.org"), at(1, 1, " Ana@X.org "), at(2, 2, "bob@x.org")];
    let found = automatic(&accounts, &NotSame::default());
    assert_eq!((found[0].address.as_str(), found[0].keys.as_slice()), ("ana@x.org", [1, 3].as_slice()));
    assert_eq!(found.len(), 1);
}

#[test]
fn nothing_else_does() {
    let unverified = Account { verified: false, ..at(2, 2, "ana@x.org") };
    let bot = Account { bot: true, ..at(2, 2, "ana@x.org") };
    for (why, a, b) in [
        ("not verified", at(1, 1, "ana@x.org"), unverified),
        ("a bot", at(1, 1, "ana@x.org"), bot),
        ("dots", at(1, 1, "ana.lima@gmail.com"), at(2, 2, "analima@gmail.com")),
        ("a tag", at(1, 1, "ana+x@x.org"), at(2, 2, "ana@x.org")),
        ("a task", at(1, 1, "support@x.org"), at(2, 2, "support@x.org")),
        ("a task with a tag", at(1, 1, "no-reply+7@x.org"), at(2, 2, "no-reply+7@x.org")),
        ("one source", at(1, 1, "ana@x.org"), at(2, 1, "ana@x.org")),
        ("no address", at(1, 1, "ana"), at(2, 2, "ana")),
    ] {
        assert_eq!(joined(&[a, b]), Vec::<Vec<i64>>::new(), "{why}");
    }
}

#[test]
fn a_mailbox_that_several_read_joins_nobody() {
    assert_eq!(joined(&[at(1, 1, "lab@x.org"), at(2, 1, "lab@x.org"), at(3, 2, "lab@x.org")]), Vec::<Vec<i64>>::new());
    let couple = [
        Account { name: "Ana Lima".into(), ..at(1, 1, "lima@x.org") },
        Account { name: "Pedro Lima".into(), ..at(2, 2, "lima@x.org") },
    ];
    assert_eq!(joined(&couple), Vec::<Vec<i64>>::new());
    let married = [
        Account { name: "Ana Lima".into(), ..at(1, 1, "lima@x.org") },
        Account { name: "Ana Souza".into(), ..at(2, 2, "lima@x.org") },
    ];
    assert_eq!(joined(&married), [[1, 2]]);
}

#[test]
fn a_group_with_two_who_were_told_apart_is_left_alone() {
    let accounts = [at(1, 1, "ana@x.org"), at(2, 2, "ana@x.org"), at(3, 3, "ana@x.org")];
    assert_eq!(automatic(&accounts, &NotSame::new([(2, 1)])), []);
    // Told apart by way of another account of the same member.
    let other = Account { member: 1, ..account(4, 4, "") };
    let accounts = [accounts[0].clone(), accounts[1].clone(), other];
    assert_eq!(automatic(&accounts, &NotSame::new([(4, 2)])), []);
    assert_eq!(automatic(&accounts, &NotSame::default()).len(), 1);
}

#[test]
fn members_with_accounts_at_one_source_are_left_alone() {
    let second = Account { member: 1, ..account(3, 2, "") };
    assert_eq!(joined(&[at(1, 1, "ana@x.org"), at(2, 2, "ana@x.org"), second]), Vec::<Vec<i64>>::new());
    // Two accounts of one source that a person joined are no clash of this group.
    let known = Account { member: 1, ..account(3, 1, "") };
    assert_eq!(joined(&[at(1, 1, "ana@x.org"), at(2, 2, "ana@x.org"), known]), [[1, 2]]);
}

fn suggestion(a: i64, b: i64, confidence: u8) -> Suggestion {
    Suggestion { a, b, confidence, reasons: Vec::new(), same_source: false }
}

#[test]
fn many_at_once_join_along_chains() {
    let accounts = [account(1, 1, ""), account(2, 2, ""), account(3, 3, ""), account(4, 4, ""), account(5, 1, "")];
    let suggestions = [suggestion(2, 3, 80), suggestion(1, 2, 95), suggestion(4, 5, 70)];
    assert_eq!(
        bulk(&accounts, &suggestions, &NotSame::default(), 75),
        Bulk { groups: vec![vec![1, 2, 3]], left: Vec::new() }
    );
}

#[test]
fn a_chain_to_two_accounts_of_one_source_is_left_to_a_person() {
    let accounts = [account(1, 1, ""), account(2, 2, ""), account(3, 2, ""), account(4, 3, "")];
    // Equally likely: neither is chosen, and the weaker way around is closed.
    let tied = [suggestion(1, 2, 90), suggestion(1, 3, 90), suggestion(1, 4, 80), suggestion(2, 4, 80)];
    assert_eq!(
        bulk(&accounts, &tied, &NotSame::default(), 60),
        Bulk { groups: Vec::new(), left: vec![(1, 2), (1, 3), (1, 4), (2, 4)] }
    );
    // The likelier comes first.
    let ranked = [suggestion(1, 3, 85), suggestion(1, 2, 95)];
    assert_eq!(
        bulk(&accounts, &ranked, &NotSame::default(), 60),
        Bulk { groups: vec![vec![1, 2]], left: vec![(1, 3)] }
    );
}

#[test]
fn a_chain_brings_nobody_together_who_was_told_apart() {
    let accounts = [account(1, 1, ""), account(2, 2, ""), account(3, 3, "")];
    let suggestions = [suggestion(1, 2, 90), suggestion(2, 3, 80)];
    assert_eq!(
        bulk(&accounts, &suggestions, &NotSame::new([(1, 3)]), 60),
        Bulk { groups: vec![vec![1, 2]], left: vec![(2, 3)] }
    );
}

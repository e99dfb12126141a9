//! One case for each kind of clue, for and against.

use crate::resolve::{Account, Alias, AliasMatch, NameMatch, NotSame, Reason, Suggestion, suggest};

/// Strangers enough that names and handles mean something.
pub(super) fn strangers() -> Vec<Account> {
    let given =
        ["Ines", "Omar", "Petra", "Quentin", "Rosa", "Silas", "Tamar", "Ulla", "Viktor", "Wanda", "Xenia", "Yannick"];
    let family = [
        "Abendroth",
        "Bergstrom",
        "Castellan",
        "Dragomir",
        "Eskelund",
        "Fonseca",
        "Grabowski",
        "Hollander",
        "Iturbe",
        "Jankov",
        "Kipling",
    ];
    let mut accounts = Vec::new();
    for (i, given) in given.iter().enumerate() {
        for (j, family) in family.iter().enumerate() {
            let key = 1000 + (i * family.len() + j) as i64;
            accounts.push(Account {
                key,
                member: key,
                source: 1 + (i + j) as i64 % 2,
                name: format!("{given} {family}{}", ["", "s", "en", "o", "a"][(i * 7 + j * 3) % 5]),
                handle: Some(format!("h{key}q")),
                zone: Some(["Europe/Berlin", "America/New_York", "Asia/Tokyo"][(i + 2 * j) % 3].to_owned()),
                ..Account::default()
            });
        }
    }
    accounts
}

pub(super) fn account(key: i64, source: i64, name: &str) -> Account {
    Account { key, member: key, source, name: name.into(), ..Account::default() }
}

fn with(own: &[Account]) -> Vec<Account> {
    own.iter().cloned().chain(strangers()).collect()
}

/// What is suggested for two accounts among strangers.
fn pair(a: Account, b: Account) -> Option<Suggestion> {
    let accounts =
        with(&[Account { key: 1, member: 1, source: 1, ..a }, Account { key: 2, member: 2, source: 2, ..b }]);
    suggest(&accounts, &NotSame::default()).into_iter().find(|found| (found.a, found.b) == (1, 2))
}

fn named(name: &str) -> Account {
    Account { name: name.into(), ..Account::default() }
}

fn called(handle: &str) -> Account {
    Account { handle: Some(handle.into()), ..Account::default() }
}

#[test]
fn names_agree_in_many_ways() {
    let cases = [
        ("Ana Mirandela", "ana mirandela", NameMatch::Same),
        ("Ana Mirandela (she/her)", "Ana Mirandela | Acme 🌻", NameMatch::Same),
        ("Dr. Ana Mirandela, PhD", "Ana Mirandela @ Acme", NameMatch::Same),
        ("Mirandela, Ana", "Ana Mirandela", NameMatch::Same),
        ("Ana Mirandela", "Ana de Mirandela", NameMatch::Same),
        ("Hanako Aizawa", "AIZAWA Hanako", NameMatch::Order),
        ("Bob Oldenkamp", "Robert Oldenkamp", NameMatch::Nickname),
        ("Саша Воробейчик", "Aleksandr Vorobeychik", NameMatch::Nickname),
        ("Юлия Воробейчик", "Julia Vorobeichik", NameMatch::Script),
        ("Γιώργος Καλαμάτας", "Giorgos Kalamatas", NameMatch::Script),
        ("あいざわ しょうた", "Shota Aizawa", NameMatch::Script),
        ("Jörg Köppelmann", "Joerg Koeppelmann", NameMatch::Spelling),
        ("Zoë Brontë", "Zoe Bronte", NameMatch::Same),
        ("Ana Maria Mirandela", "Ana Mirandela", NameMatch::Part),
    ];
    for (a, b, how) in cases {
        let found = pair(named(a), named(b)).unwrap_or_else(|| panic!("{a} / {b}"));
        assert_eq!(found.reasons, [Reason::Name { a: a.into(), b: b.into(), how }]);
    }
}

#[test]
fn a_slip_of_the_keys_is_a_reason_beside_another() {
    let here = |name: &str| Account { zone: Some("Asia/Tokyo".into()), ..named(name) };
    let (a, b) = ("Bartholomew Oldenkamp", "Bartholomew Oldenkmap");
    let found = pair(here(a), here(b)).unwrap();
    assert_eq!(found.reasons[0], Reason::Name { a: a.into(), b: b.into(), how: NameMatch::Typo });
    assert_eq!(pair(named(a), named(b)), None, "by itself it may be a relative, or chance");
}

#[test]
fn names_of_two_people_are_no_reason() {
    for (a, b) in [
        ("Ana Mirandela", "Pedro Mirandela"),
        ("Ana Mirandela", "Ana Oldenkamp"),
        ("Daniel Mirandela", "Daniela Mirandela"),
        ("Ana", "Ana"),
        ("", ""),
        ("she/her", "she/her"),
        ("Support Team", "Support Team"),
        ("🌻", "🌻"),
    ] {
        assert_eq!(pair(named(a), named(b)), None, "{a} / {b}");
    }
}

#[test]
fn a_rare_handle_is_a_reason_and_a_common_one_is_none() {
    let found = pair(called("stargazerling"), called("Star_Gazerling")).unwrap();
    let alias = |text: &str| Alias::Handle(text.into());
    assert_eq!(
        found.reasons,
        [Reason::Alias { a: alias("stargazerling"), b: alias("Star_Gazerling"), how: AliasMatch::Same }]
    );
    for common in ["ana", "bob", "admin", "support", "dev", "x"] {
        assert_eq!(pair(called(common), called(common)), None, "{common}");
    }
    let digits = pair(called("stargazerling"), called("stargazerling7")).unwrap();
    assert!(matches!(digits.reasons.as_slice(), [Reason::Alias { how: AliasMatch::Digits, .. }]));
    let near = pair(
        Account { zone: Some("Asia/Tokyo".into()), ..called("stargazerling") },
        Account { zone: Some("Asia/Tokyo".into()), ..called("stargazreling") },
    );
    assert!(matches!(near.unwrap().reasons.first(), Some(Reason::Alias { how: AliasMatch::Near, .. })));
}

#[test]
fn addresses_that_are_not_joined_by_themselves_are_suggested() {
    let at = |email: &str, verified| Account { email: Some(email.into()), verified, ..Account::default() };
    let same = pair(at("ana@x.org", true), at(" ANA@x.org", false)).unwrap();
    assert_eq!(same.reasons, [Reason::Address { address: "ana@x.org".into(), verified: false }]);
    let gmail = pair(at("ana.lima+kith@gmail.com", true), at("analima@gmail.com", true)).unwrap();
    assert!(matches!(gmail.reasons.first(), Some(Reason::Mailbox { .. })));
    assert_eq!(pair(at("info@x.org", true), at("info@x.org", true)), None);
    let local = pair(at("stargazerling@x.org", true), called("stargazerling")).unwrap();
    assert!(matches!(local.reasons.as_slice(), [Reason::Alias { a: Alias::Address(_), b: Alias::Handle(_), .. }]));
}

#[test]
fn profiles_lead_to_each_other() {
    let face = Account { avatar: Some("f00d".into()), ..Account::default() };
    assert_eq!(pair(face.clone(), face).unwrap().reasons, [Reason::Avatar]);
    let link = |link: &str| Account { links: vec![link.into()], ..Account::default() };
    let own = pair(link("https://github.com/qwxz"), link("http://www.github.com/qwxz/")).unwrap();
    assert!(own.reasons.contains(&Reason::Link { link: "github.com/qwxz".into() }));
    let to = pair(
        link("https://forum.example.org/u/qwxz"),
        Account { page: Some("https://forum.example.org/u/qwxz".into()), ..Account::default() },
    );
    assert_eq!(to.unwrap().reasons, [Reason::LinksTo { page: "forum.example.org/u/qwxz".into() }]);
    let made = pair(called("ana.mirandela"), named("Ana Mirandela")).unwrap();
    assert!(matches!(made.reasons.as_slice(), [Reason::AliasOfName { .. }]));
}

#[test]
fn what_is_shared_by_many_is_nobodys() {
    let mut accounts = strangers();
    for (place, account) in accounts.iter_mut().enumerate().take(20) {
        account.avatar = Some("default".into());
        account.links = vec!["https://acme.example".into()];
        account.email = Some("lab@university.example".into());
        account.verified = true;
        account.company = Some("Acme".into());
        account.handle = Some(format!("user{place}"));
    }
    assert_eq!(suggest(&accounts, &NotSame::default()), []);
}

#[test]
fn where_and_for_whom_they_work_tips_the_scales() {
    let typo = |name: &str, zone: &str, company: &str| Account {
        zone: Some(zone.into()),
        company: Some(company.into()),
        ..named(name)
    };
    let bare = |zone: &str, company: &str, other: &str| {
        pair(typo("Bob Oldenkamp", zone, company), typo("Robert Oldenkamp", other, "Acme Inc."))
            .map_or(0, |found| found.confidence)
    };
    let (with, without, against) = (
        bare("Asia/Tokyo", "ACME", "Asia/Tokyo"),
        bare("Asia/Tokyo", "Other", "Asia/Seoul"),
        bare("Asia/Tokyo", "Other", "America/New_York"),
    );
    assert!(with > without && without > against, "{with} {without} {against}");
}

#[test]
fn what_is_absent_says_nothing() {
    // A short form leaves room for more and for less confidence.
    let (bob, robert) = (named("Bob Oldenkamp"), named("Robert Oldenkamp"));
    let bare = pair(bob.clone(), robert.clone()).unwrap();
    assert!((60..99).contains(&bare.confidence), "{bare:?}");
    let told = Account {
        handle: Some("stargazerling".into()),
        email: Some("bob@x.org".into()),
        verified: true,
        avatar: Some("face".into()),
        company: Some("Acme".into()),
        zone: Some("Asia/Tokyo".into()),
        page: Some("https://forum.example.org/u/7".into()),
        links: vec!["https://github.com/qwxz".into()],
        ..bob.clone()
    };
    assert_eq!(pair(told, robert.clone()).unwrap(), bare, "one tells it, the other does not");
    let broken = |name: Account| Account {
        real_name: Some(" ".into()),
        handle: Some("7".into()),
        email: Some("broken".into()),
        verified: true,
        avatar: Some(String::new()),
        company: Some(" - ".into()),
        zone: Some("Nowhere/Else".into()),
        page: Some("7".into()),
        links: vec!["7".into()],
        ..name
    };
    assert_eq!(pair(broken(bob), broken(robert)).unwrap(), bare, "both say what says nothing");
}

#[test]
fn contradictions_lower_it() {
    let one = |name: &str, email: &str| Account {
        email: Some(email.into()),
        verified: true,
        ..Account { handle: Some("stargazerling".into()), ..named(name) }
    };
    let agree = pair(one("", "a@x.org"), one("", "b@y.org")).unwrap();
    assert!(agree.reasons.iter().any(|reason| matches!(reason, Reason::OtherAddresses { .. }) && reason.is_against()));
    let apart = pair(one("Ana Mirandela", "a@x.org"), one("Bob Oldenkamp", "b@y.org"));
    assert!(apart.is_none_or(|found| found.confidence < agree.confidence.min(90)));
}

#[test]
fn a_name_that_several_carry_is_weak_and_says_so() {
    let find = |own: &[Account], b: i64| {
        suggest(&with(own), &NotSame::default()).into_iter().find(|found| (found.a, found.b) == (1, b))
    };
    let others = |found: &Suggestion| {
        found.reasons.iter().find_map(|reason| if let Reason::Others { count } = reason { Some(*count) } else { None })
    };
    let at_work =
        |key, source| Account { company: Some("Acme".into()), ..account(key, source, "Zbigniew Tadeusz Oldenkamp") };
    let here = |account: Account| Account { zone: Some("Asia/Tokyo".into()), ..account };
    let mut own = vec![here(at_work(1, 1)), here(at_work(2, 2))];
    let alone = find(&own, 2).unwrap();
    assert!(alone.confidence > 90 && others(&alone).is_none(), "{alone:?}");
    // Where they live tips the scales, and the other is told of.
    own.push(at_work(3, 2));
    let one_of_two = find(&own, 2).unwrap();
    assert!(one_of_two.confidence < 90 && others(&one_of_two) == Some(1), "{one_of_two:?}");
    assert_eq!(find(&own, 3), None);
    // One of three that nothing tells apart is nobody.
    own.push(at_work(4, 2));
    own[0].zone = None;
    assert_eq!(suggest(&with(&own), &NotSame::default()).iter().filter(|found| !found.same_source).count(), 0);
    // What fits one alone brings it back, and the others are no rivals any more.
    own[0].handle = Some("stargazerling".into());
    own[3].handle = Some("stargazerling".into());
    let found = find(&own, 4).unwrap();
    assert!(found.confidence > 90 && others(&found).is_none(), "{found:?}");
}

#[test]
fn two_accounts_at_one_source_carry_a_warning() {
    let own = [
        Account { email: Some("ana@x.org".into()), verified: true, ..account(1, 1, "Ana Mirandela") },
        Account { email: Some("ana@x.org".into()), verified: true, ..account(2, 1, "Ana Mirandela") },
    ];
    let found = suggest(&with(&own), &NotSame::default());
    assert_eq!(found.len(), 1);
    assert!(found[0].same_source && found[0].reasons.contains(&Reason::SameSource));
    assert!(found[0].confidence < 90, "however alike, a person looks at them: {found:?}");
}

#[test]
fn not_the_same_is_remembered_for_the_members_and_not_only_the_accounts() {
    let mut own = [account(1, 1, "Ana Mirandela"), account(2, 2, "Ana Mirandela"), account(3, 3, "Ana Mirandela")];
    own[2].member = 2;
    let accounts = with(&own);
    let all = suggest(&accounts, &NotSame::default());
    assert_eq!(all.len(), 1, "one suggestion for two members: {all:?}");
    assert_eq!(suggest(&accounts, &NotSame::new([(3, 1)])), []);
}

#[test]
fn a_bot_is_nobody() {
    assert_eq!(pair(Account { bot: true, ..called("stargazerling") }, called("stargazerling")), None);
}

//! A made-up community that knows who is who.
//!
//! Four sources: two Slack workspaces and two forums, of each kind one that shows addresses. People have habits (a handle of
//! their own or one made of their name, one address or two, a script) and break them: slips, short names, pseudonyms, empty
//! profiles. Among them are namesakes, families, couples with one mailbox, tasks with an address, shared mailboxes and bots.
//!
//! **Invariant:** the same seed gives the same community.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "it is made up by rules that hold, and a mistake in it should stop whoever uses it"
)]

mod chance;
mod people;
mod profiles;
mod score;

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::resolve::Account;

use self::chance::{Chance, invented, plain, start, syllables};
use self::people::{CULTURES, Culture, FullName};
use self::profiles::account;
pub use self::score::Score;

/// The community, and the truth about it.
pub struct World {
    /// Its accounts.
    pub accounts: Vec<Account>,
    /// Whose account it is.
    pub person: BTreeMap<i64, usize>,
    /// What each account shows of its person; two that share nothing cannot be told to be one.
    shows: BTreeMap<i64, BTreeSet<String>>,
}

impl World {
    /// Pairs of accounts of one person that are not one member already.
    pub fn pairs(&self) -> BTreeSet<(i64, i64)> {
        let mut of: BTreeMap<usize, Vec<&Account>> = BTreeMap::new();
        for account in &self.accounts {
            of.entry(self.person[&account.key]).or_default().push(account);
        }
        let mut pairs = BTreeSet::new();
        for own in of.values() {
            for (place, a) in own.iter().enumerate() {
                pairs.extend(
                    own[place + 1..]
                        .iter()
                        .filter(|b| a.member != b.member)
                        .map(|b| (a.key.min(b.key), a.key.max(b.key))),
                );
            }
        }
        pairs
    }

    /// Leaves only the accounts at these sources.
    pub fn keep(&mut self, sources: &[i64]) {
        self.accounts.retain(|account| sources.contains(&account.source));
    }

    /// Whether two accounts are one person's.
    pub fn is_one(&self, a: i64, b: i64) -> bool {
        self.person[&a] == self.person[&b]
    }

    /// Whether two accounts of one person share a full name, a handle, an address, a picture or a link, in whatever spelling.
    pub fn share(&self, a: i64, b: i64) -> bool {
        !self.shows[&a].is_disjoint(&self.shows[&b])
    }
}

/// Somebody, and what they go by.
#[derive(Clone)]
struct Person {
    name: FullName,
    culture: usize,
    zone: &'static str,
    company: usize,
    /// Their own word for themselves, or made of their name.
    handle: String,
    home: String,
    work: Option<String>,
    link: Option<String>,
}

const SLACKS: [i64; 2] = [1, 2];
const SOURCES: [i64; 4] = [1, 2, 3, 4];
/// Where addresses are shown.
const OPEN: [i64; 2] = [1, 3];
/// Employers: so many, and one more for so many people.
const COMPANIES: (usize, usize) = (90, 25);

/// A community of about so many people.
pub fn world(seed: u64, people: usize) -> World {
    let mut chance = Chance::new(seed);
    let mut made = Made {
        world: World { accounts: Vec::new(), person: BTreeMap::new(), shows: BTreeMap::new() },
        persons: 0,
        handles: BTreeSet::new(),
        mailboxes: BTreeSet::new(),
    };
    let mut known: Vec<Person> = Vec::new();
    while known.len() < people {
        let mut person = person(&mut chance, known.len(), people);
        made.own_mailboxes(&mut person, &mut chance);
        if let Some(other) = known.last().cloned() {
            // Beyond those that common names bring about by themselves. What makes them (a clan, a town) does not grow with
            // the community.
            if chance.mille(if known.len() < 3000 { 15 } else { 3 }) {
                // A namesake, as often as not from around the corner.
                let namesake = chance.one(&known).clone();
                person.name = namesake.name;
                person.culture = namesake.culture;
                person.zone = if chance.percent(50) { namesake.zone } else { person.zone };
            } else if chance.mille(25) {
                // Family: the surname, the place; some share a mailbox.
                person.culture = other.culture;
                person.name = CULTURES[other.culture].name(&mut chance);
                person.name.family = other.name.family.clone();
                person.name.native.1.clone_from(&other.name.native.1);
                person.zone = other.zone;
                if chance.percent(15) {
                    person.home = other.home.clone();
                    person.work = None;
                }
            }
        }
        made.join(&person, &mut chance);
        known.push(person);
    }
    for number in 0..people / 60 {
        made.bot(number, &mut chance);
    }
    for number in 0..people / 120 {
        made.task(number, &mut chance);
    }
    for number in 0..people / 500 {
        made.shared_mailbox(number, &mut chance);
    }
    made.world
}

fn person(chance: &mut Chance, number: usize, people: usize) -> Person {
    let total: u64 = CULTURES.iter().map(|culture| culture.weight).sum();
    let mut at = chance.next() % total;
    let culture = CULTURES
        .iter()
        .position(|culture| {
            at < culture.weight || {
                at -= culture.weight;
                false
            }
        })
        .unwrap();
    let of: &Culture = &CULTURES[culture];
    let name = of.name(chance);
    let (given, family) = (plain(&name.given[0]), plain(&name.family[0]));
    let company = chance.skewed(COMPANIES.0 + people / COMPANIES.1);
    let handle = match chance.below(10) {
        0..=3 => invented(chance),
        4 => syllables(chance),
        5 => format!("{given}{family}"),
        6 => format!("{}{family}", start(&given, 1)),
        7 => format!("{given}.{family}"),
        8 => format!("{given}{}", 1970 + chance.below(40)),
        _ => format!("{}{}", plain(name.short.first().unwrap_or(&name.given[0])), start(&family, 3)),
    };
    let local = match chance.below(4) {
        0 => format!("{given}.{family}"),
        1 => format!("{}{family}{}", start(&given, 1), chance.below(100)),
        2 => handle.clone(),
        _ => format!("{given}{}", chance.below(3000)),
    };
    let host =
        ["gmail.com", "gmail.com", "gmail.com", "outlook.com", "proton.me", "yahoo.com", "gmx.de"][chance.below(7)];
    Person {
        zone: of.zones[chance.below(of.zones.len())],
        culture,
        company,
        home: format!("{local}@{host}"),
        work: chance.percent(55).then(|| format!("{given}.{family}@company{company}.example")),
        link: chance.percent(30).then(|| {
            if chance.percent(50) {
                format!("https://github.com/{handle}")
            } else {
                format!("https://{}{number}.example.net/", plain(&family))
            }
        }),
        handle,
        name,
    }
}

struct Made {
    world: World,
    persons: usize,
    /// Handles, by source: each is given away once.
    handles: BTreeSet<(i64, String)>,
    /// Mailboxes, as Gmail counts them.
    mailboxes: BTreeSet<String>,
}

impl Made {
    /// Addresses that nobody has yet.
    fn own_mailboxes(&mut self, person: &mut Person, chance: &mut Chance) {
        for address in std::iter::once(&mut person.home).chain(&mut person.work) {
            while !self.mailboxes.insert(address.replace('.', "")) {
                *address = address.replacen('@', &format!("{}@", chance.below(90)), 1);
            }
        }
    }

    fn add(&mut self, mut account: Account, mut shows: BTreeSet<String>, chance: &mut Chance) -> i64 {
        if let Some(handle) = &mut account.handle {
            while !self.handles.insert((account.source, plain(handle))) {
                // Taken: a number, or something else altogether.
                if chance.percent(60) {
                    handle.push_str(&format!("{}", chance.below(100)));
                } else {
                    *handle = invented(chance);
                    shows.retain(|shown| !shown.starts_with("handle"));
                }
            }
        }
        let key = self.world.accounts.len() as i64 + 1;
        account.key = key;
        account.member = if account.member == 0 { key } else { account.member };
        self.world.person.insert(key, self.persons);
        self.world.shows.insert(key, shows);
        self.world.accounts.push(account);
        key
    }

    fn join(&mut self, person: &Person, chance: &mut Chance) {
        self.persons += 1;
        let count = match chance.below(100) {
            0..=54 => 1,
            55..=82 => 2,
            83..=94 => 3,
            _ => 4,
        };
        let mut sources: Vec<i64> = Vec::new();
        while sources.len() < count {
            let source = *chance.one(&SOURCES);
            if !sources.contains(&source) || (chance.percent(2) && sources.len() < 4) {
                sources.push(source);
            }
        }
        let linked = count > 2 && chance.percent(10);
        let mut first = 0;
        for (place, source) in sources.into_iter().enumerate() {
            let (mut account, shows) = account(person, source, chance);
            account.member = if linked && place == 1 { first } else { 0 };
            let key = self.add(account, shows, chance);
            first = if place == 0 { key } else { first };
        }
    }

    fn bot(&mut self, number: usize, chance: &mut Chance) {
        let name = ["Polly", "GitHub", "Standup Bot", "Ana Lima", "Zapier"][number % 5];
        for source in SLACKS {
            self.persons += 1;
            let email = chance.percent(50).then(|| "bot@company1.example".to_owned());
            self.add(
                Account {
                    source,
                    name: name.into(),
                    handle: Some(plain(name)),
                    email,
                    verified: true,
                    bot: true,
                    ..Account::default()
                },
                BTreeSet::new(),
                chance,
            );
        }
    }

    /// A task's accounts: an address at several sources, and whoever is on duty behind it.
    fn task(&mut self, number: usize, chance: &mut Chance) {
        let task = *chance.one(&["info", "support", "admin", "community", "hello", "events", "no-reply", "press"]);
        for source in SOURCES {
            if chance.percent(70) {
                self.persons += 1;
                let name = if chance.percent(50) { format!("{task} team") } else { format!("Company {number}") };
                let email = OPEN.contains(&source).then(|| format!("{task}@company{number}.example"));
                self.add(
                    Account {
                        source,
                        name,
                        handle: Some(task.into()),
                        verified: email.is_some(),
                        email,
                        ..Account::default()
                    },
                    BTreeSet::new(),
                    chance,
                );
            }
        }
    }

    /// A mailbox whose name does not tell that several read it.
    fn shared_mailbox(&mut self, number: usize, chance: &mut Chance) {
        for _ in 0..3 + chance.below(4) {
            self.persons += 1;
            let of = person(chance, number, 0);
            let source = *chance.one(&OPEN);
            let (mut account, _) = account(&of, source, chance);
            account.email = Some(format!("lab{number}@university.example.org"));
            account.verified = true;
            self.add(account, BTreeSet::new(), chance);
        }
    }
}

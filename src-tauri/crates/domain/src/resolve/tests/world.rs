//! A made-up community that knows who is who.
//!
//! Four sources: two Slack workspaces and two forums, of each kind one that shows addresses. People have habits (a handle of
//! their own or one made of their name, one address or two, a script) and break them: slips, short names, pseudonyms, empty
//! profiles. Among them are namesakes, families, couples with one mailbox, tasks with an address, shared mailboxes and bots.
//!
//! **Invariant:** the same seed gives the same community.

use std::collections::{BTreeMap, BTreeSet};

use super::people::{CULTURES, Culture, FullName};
use crate::resolve::Account;

/// Chance that can be repeated (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(super) fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// Of a thousand.
    pub(super) fn mille(&mut self, mille: u64) -> bool {
        self.next() % 1000 < mille
    }

    /// Small numbers far more often than large ones, as names are.
    pub(super) fn skewed(&mut self, end: usize) -> usize {
        let unit = (self.next() % 1_000_000) as f64 / 1e6;
        ((unit * unit.sqrt().sqrt() * end as f64) as usize).min(end - 1)
    }

    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The community, and the truth about it.
pub(super) struct World {
    pub(super) accounts: Vec<Account>,
    /// Whose account it is.
    pub(super) person: BTreeMap<i64, usize>,
    /// What each account shows of its person; two that share nothing cannot be told to be one.
    shows: BTreeMap<i64, BTreeSet<String>>,
}

impl World {
    /// Pairs of accounts of one person that are not one member already.
    pub(super) fn pairs(&self) -> BTreeSet<(i64, i64)> {
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

    pub(super) fn is_one(&self, a: i64, b: i64) -> bool {
        self.person[&a] == self.person[&b]
    }

    /// Whether two accounts of one person share a full name, a handle, an address, a picture or a link, in whatever spelling.
    pub(super) fn share(&self, a: i64, b: i64) -> bool {
        !self.shows[&a].is_disjoint(&self.shows[&b])
    }
}

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
const COMPANIES: usize = 90;
const FIRST: &[&str] = &[
    "star", "pixel", "night", "code", "cyber", "moon", "rusty", "tiny", "silent", "byte", "cloud", "lazy", "wild",
    "zen", "iron", "blue", "hyper", "dark", "micro", "salty", "neon", "quantum", "velvet", "frosty", "amber",
    "crimson", "turbo", "mellow", "lunar", "solar", "misty", "brave", "grumpy", "sleepy", "electric", "paper",
    "copper", "jade", "royal", "swift",
];
const SECOND: &[&str] = &[
    "gazer", "fox", "owl", "wizard", "panda", "ninja", "raven", "smith", "cat", "monk", "pilot", "hacker", "walker",
    "otter", "crab", "bear", "nerd", "turtle", "knight", "drake", "badger", "comet", "tea", "noodle", "falcon", "lynx",
    "penguin", "robot", "sailor", "coder", "yak", "moose", "heron", "viper", "pirate", "potato", "dragon", "ghost",
    "surfer", "whale",
];

/// A community of about so many people.
pub(super) fn world(seed: u64, people: usize) -> World {
    let mut chance = Chance::new(seed);
    let mut made = Made {
        world: World { accounts: Vec::new(), person: BTreeMap::new(), shows: BTreeMap::new() },
        persons: 0,
        handles: BTreeSet::new(),
        mailboxes: BTreeSet::new(),
    };
    let mut known: Vec<Person> = Vec::new();
    while known.len() < people {
        let mut person = person(&mut chance, known.len());
        made.own_mailboxes(&mut person, &mut chance);
        if let Some(other) = known.last().cloned() {
            if chance.mille(15) {
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

fn person(chance: &mut Chance, number: usize) -> Person {
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
    let company = chance.skewed(COMPANIES);
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

/// A word that says nothing about a name. There are many; some are taken twice all the same.
fn invented(chance: &mut Chance) -> String {
    let (first, second) = (chance.one(FIRST), chance.one(SECOND));
    match chance.below(10) {
        0 => format!("{first}{second}"),
        1..=5 => format!("{first}{second}{}", chance.below(100)),
        6 | 7 => format!("{second}{}", syllables(chance)),
        _ => format!("{first}{}{second}", chance.one(&["the", "of", "x", "and", "is"])),
    }
}

fn syllables(chance: &mut Chance) -> String {
    let count = 2 + chance.below(2);
    (0..count)
        .map(|_| {
            format!(
                "{}{}",
                chance.one(&["b", "d", "k", "l", "m", "n", "r", "s", "t", "v", "z"]),
                chance.one(&["a", "e", "i", "o", "u"])
            )
        })
        .collect()
}

/// In small ASCII letters: a habit of people, written out for the letters used here.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'á' | 'ã' | 'ä' => Some('a'),
            'é' | 'ê' => Some('e'),
            'í' => Some('i'),
            'ó' | 'ö' => Some('o'),
            'ú' | 'ü' => Some('u'),
            letter => letter.is_ascii_alphanumeric().then_some(letter),
        })
        .collect()
}

/// The first letters of a plain name.
fn start(plain: &str, letters: usize) -> &str {
    plain.get(..letters).unwrap_or(plain)
}

fn slip(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_owned();
    }
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = *chance.one(&['a', 'e', 'i', 'n', 'r', 's', 't', 'o']),
    }
    letters.into_iter().collect()
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
            let of = person(chance, number);
            let source = *chance.one(&OPEN);
            let (mut account, _) = account(&of, source, chance);
            account.email = Some(format!("lab{number}@university.example.org"));
            account.verified = true;
            self.add(account, BTreeSet::new(), chance);
        }
    }
}

/// An account of a person, and what it shows of them.
fn account(person: &Person, source: i64, chance: &mut Chance) -> (Account, BTreeSet<String>) {
    let slack = SLACKS.contains(&source);
    let mut shows = BTreeSet::new();
    let mut account = Account { source, ..Account::default() };
    if chance.percent(WEAK) {
        // A pseudonym, or nothing at all.
        account.handle = Some(if chance.percent(50) { invented(chance) } else { syllables(chance) });
        account.name = if chance.percent(50) { String::new() } else { account.handle.clone().unwrap() };
        account.zone = (slack && chance.percent(60)).then(|| person.zone.to_owned());
        return (account, shows);
    }
    let (given, family) = spelled(person, chance);
    let full = if CULTURES[person.culture].family_first && chance.percent(40) {
        format!("{family} {given}")
    } else {
        format!("{given} {family}")
    };
    let full = decorated(&if chance.percent(3) { slip(&full, chance) } else { full }, person, chance);
    account.name = match chance.below(100) {
        0..=64 => {
            shows.insert("name".into());
            full.clone()
        }
        65..=76 => given.clone(),
        77..=84 => person.handle.clone(),
        85..=90 if family.is_ascii() => format!("{given} {}.", family.chars().next().unwrap()),
        _ => String::new(),
    };
    if slack && chance.percent(85) {
        account.real_name = Some(full);
        shows.insert("name".into());
    }
    let (first, last) = (plain(&person.name.given[0]), plain(&person.name.family[0]));
    let handle = match chance.below(100) {
        0..=57 => person.handle.clone(),
        58..=70 => format!("{first}.{last}"),
        71..=78 => format!("{}{last}", start(&first, 1)),
        79..=86 => first.clone(),
        87..=92 => format!("{}{}", person.handle, chance.below(10)),
        _ => invented(chance),
    };
    let handle = if slack { handle } else { handle.replace('.', ["_", "", "."][chance.below(3)]) };
    let bare = plain(&handle).trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    if bare != first {
        shows.insert(format!("handle {bare}"));
    }
    if plain(&handle) == format!("{first}{last}") {
        shows.insert("name".into());
    }
    account.handle = Some(handle);
    if OPEN.contains(&source) && chance.percent(92) {
        let mail = match (chance.below(100), &person.work) {
            (0..=29, Some(work)) => work.clone(),
            (0..=84, _) => person.home.clone(),
            (85..=89, _) => person.home.replace('@', "+lists@"),
            (90..=94, _) => person.home.to_uppercase(),
            _ => format!("{}@mailbox{}.example", syllables(chance), chance.below(50)),
        };
        shows.insert(format!("mail {}", mail.to_lowercase().replace("+lists", "")));
        account.email = Some(mail);
        account.verified = chance.percent(96);
    }
    account.zone = chance.percent(if slack { 92 } else { 20 }).then(|| {
        if chance.percent(94) {
            person.zone.into()
        } else {
            (*chance.one(&["Europe/Paris", "Asia/Singapore", "America/Denver"])).into()
        }
    });
    account.company = chance
        .percent(if slack { 15 } else { 25 })
        .then(|| format!("Company{}{}", person.company, chance.one(&["", " Inc.", " GmbH"])));
    account.avatar = match chance.below(100) {
        0..=19 => {
            shows.insert("avatar".into());
            Some(format!("face {} {}", person.home, person.handle))
        }
        20..=39 => Some(format!("other {} {source}", chance.next())),
        40..=59 => Some(format!("default {}", chance.below(12))),
        _ => None,
    };
    if let Some(link) = person.link.as_ref().filter(|_| chance.percent(if slack { 10 } else { 50 })) {
        shows.insert("link".into());
        account.links.push(link.clone());
    }
    if chance.percent(10) {
        account.links.push(format!("https://company{}.example", person.company));
    }
    account.page = (!slack).then(|| format!("https://forum{source}.example.org/u/{}", account.handle.clone().unwrap()));
    (account, shows)
}

/// How many accounts of a hundred tell nothing about whose they are.
const WEAK: u64 = 2;

/// Given name and surname as this person writes them here: by habit, or short, in another spelling or script.
fn spelled(person: &Person, chance: &mut Chance) -> (String, String) {
    let name = &person.name;
    if !name.native.0.is_empty() && chance.percent(25) {
        return name.native.clone();
    }
    let given = match chance.below(10) {
        0 | 1 if !name.short.is_empty() => chance.one(&name.short).clone(),
        2 => chance.one(&name.given).clone(),
        _ => name.given[0].clone(),
    };
    (given, if chance.percent(80) { name.family[0].clone() } else { chance.one(&name.family).clone() })
}

/// What people hang onto their names.
fn decorated(name: &str, person: &Person, chance: &mut Chance) -> String {
    match chance.below(100) {
        0..=2 => format!("{name} (she/her)"),
        3..=5 => format!("{name} 🌻"),
        6..=8 => format!("{name} | Company{}", person.company),
        9 => format!("Dr. {name}"),
        10 => format!("{name}, PhD"),
        11 => name.to_uppercase(),
        12 | 13 => name.to_lowercase(),
        14 => format!("{name} @ Company{}", person.company),
        15 => name.split_once(' ').map_or_else(|| name.to_owned(), |(given, family)| format!("{family}, {given}")),
        _ => name.to_owned(),
    }
}

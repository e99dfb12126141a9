//! Who says what kind of thing when, to whom.
//!
//! **Invariants:** an answer comes after the message that opened its conversation; whoever does something is there at
//! that moment; nothing lies after the end.

use kith_domain::time::DAY;

use super::{
    calendar::{Calendar, DAYS},
    chance::Chance,
    crowd::Crowd,
    people::{Person, Stay, TEAM, bot, upto},
    phrases::Phrases,
    plan::{Plan, Post, Role, Subject},
    reactions,
    spaces::{Space, Who},
};

/// Plans one place.
pub(super) struct Planner<'a> {
    pub(super) people: &'a [Person],
    pub(super) calendar: &'a Calendar,
    phrases: &'a Phrases,
    pub(super) crowd: Crowd,
    pub(super) team: Crowd,
    pub(super) forum: bool,
    pub(super) chance: Chance,
    pub(super) plan: Plan,
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        seed: u64,
        people: &'a [Person],
        calendar: &'a Calendar,
        phrases: &'a Phrases,
        forum: bool,
    ) -> Self {
        let stay = |person: &Person| if forum { person.forum } else { person.chat };
        let crowd = Crowd::new(people, |_, person| Some((stay(person)?, person.weight)));
        let team = Crowd::new(people, |number, person| Some((stay(person)?, 1.0)).filter(|_| number < TEAM));
        let chance = Chance::part(seed, 0xbeef + u64::from(forum));
        Self { people, calendar, phrases, crowd, team, forum, chance, plan: Plan::default() }
    }

    /// The stay of somebody in this place.
    pub(super) fn stay(&self, number: u32) -> Option<Stay> {
        let person = self.people.get(number as usize)?;
        if self.forum { person.forum } else { person.chat }
    }

    /// Plans all spaces and puts everything in order of time.
    pub(super) fn run(mut self, spaces: &[Space]) -> Plan {
        let sizes: Vec<f64> =
            (0..DAYS).map(|day| (self.crowd.size(self.calendar.start(0, day)) as f64).powf(0.8)).collect();
        let busy = upto(|day| sizes.get(day).copied().unwrap_or(0.0) * self.calendar.mood(day));
        for (number, space) in spaces.iter().enumerate() {
            let speakers = match space.who {
                Who::Speakers(language) => Crowd::new(self.people, |_, person| {
                    let stay = if self.forum { person.forum } else { person.chat };
                    Some((stay?, person.weight)).filter(|_| person.language == language)
                }),
                _ => Crowd::new(&[], |_, _| None),
            };
            for _ in 0..space.threads {
                self.conversation(number, space, &speakers, &busy);
            }
        }
        if !self.forum {
            self.arrivals(spaces);
        }
        self.plan.posts.sort_by_key(|post| (post.at, post.space, post.author));
        self.plan
    }

    fn conversation(&mut self, number: usize, space: &Space, speakers: &Crowd, busy: &[f64]) {
        let edge = |day: usize| day.checked_sub(1).and_then(|day| busy.get(day)).copied().unwrap_or(0.0);
        let (low, high) = (edge(space.days.0), edge(space.days.1.min(DAYS)));
        let drawn = low + self.chance.unit() * (high - low);
        let day = busy.partition_point(|upto| *upto <= drawn).min(DAYS - 1);
        let noon = self.calendar.start(0, day) + DAY / 2;
        let mut section = self.chance.pick(&space.about);
        if section == "help" {
            section = self.chance.pick(self.phrases.areas());
        }
        let is_question = self.phrases.areas().contains(&section);
        let speaks = matches!(space.who, Who::Speakers(_));
        let opener = match space.who {
            Who::Bot => Some(bot(0)),
            Who::Team => self.team.someone(noon, &mut self.chance),
            Who::Speakers(_) => speakers.someone(noon, &mut self.chance),
            Who::All if is_question && self.chance.often(0.45) => self.crowd.newcomer(noon, 4, &mut self.chance),
            Who::All => self.crowd.someone(noon, &mut self.chance),
        };
        let Some(opener) = opener else { return };
        let zone = self.people.get(opener as usize).map_or(0, |person| person.zone);
        let at = self.calendar.moment(zone, day, &mut self.chance);
        let topic = self.chance.below(self.phrases.talks(section).len());
        let replies = self.phrases.talks(section).get(topic).map_or(0, |talk| talk.replies.len());
        let subject = Subject { section, topic, seed: self.chance.next(), day };
        let role = if is_question { Role::Question } else { Role::Open };
        let Some(mut talk) = self.open(number, opener, at, role, subject) else {
            return;
        };
        match () {
            () if is_question => self.answers(&mut talk, replies),
            () if matches!(space.who, Who::Bot) => {}
            () => self.talk(&mut talk, replies, speaks.then_some(speakers), section == "social"),
        }
    }

    /// Opens a conversation, if its opener is there at that moment.
    pub(super) fn open(&mut self, space: usize, author: u32, at: i64, role: Role, subject: Subject) -> Option<Talking> {
        let talk = u32::try_from(self.plan.subjects.len()).ok()?;
        self.plan.subjects.push(subject);
        let talking = Talking { number: talk, space, opener: author, opened: at, last: at, to: author };
        self.say(&talking, author, at, role, false).then_some(talking)
    }

    /// Somebody says something; `false` when it cannot be, because they are not there or the years are over.
    pub(super) fn say(&mut self, talk: &Talking, author: u32, at: i64, role: Role, loose: bool) -> bool {
        if !self.stay(author).is_some_and(|stay| stay.from < at && at < stay.until) || at >= self.calendar.until {
            return false;
        }
        let reactions = reactions::to(self, author, at, role);
        let seed = self.chance.next();
        let post =
            Post { at, author, to: talk.to, space: talk.space, talk: Some(talk.number), loose, role, seed, reactions };
        self.plan.posts.push(post);
        true
    }

    /// Somebody says something after a while, when they are awake.
    pub(super) fn reply(&mut self, talk: &mut Talking, who: Option<u32>, minutes: f64, role: Role) -> Option<u32> {
        let earliest = talk.last + 20_000 + (minutes * 60_000.0) as i64;
        let who = who.or_else(|| {
            // Nobody helps themselves, if there is anybody else.
            let mut draws = (0..4).map(|_| self.crowd.someone(earliest, &mut self.chance));
            draws.find(|who| *who != Some(talk.opener)).flatten()
        })?;
        let zone = self.people.get(who as usize).map_or(0, |person| person.zone);
        let at = self.calendar.when_awake(zone, earliest, &mut self.chance);
        self.say(talk, who, at, role, false).then(|| {
            talk.last = at;
            talk.to = who;
            who
        })
    }

    /// One more thing that is in no conversation.
    pub(super) fn happening(&mut self, space: usize, author: u32, at: i64, role: Role) {
        if at < self.calendar.until {
            let seed = self.chance.next();
            let post =
                Post { at, author, to: author, space, talk: None, loose: false, role, seed, reactions: Vec::new() };
            self.plan.posts.push(post);
        }
    }
}

/// A conversation as it goes on.
#[derive(Debug)]
pub(super) struct Talking {
    pub(super) number: u32,
    pub(super) space: usize,
    pub(super) opener: u32,
    pub(super) opened: i64,
    pub(super) last: i64,
    pub(super) to: u32,
}

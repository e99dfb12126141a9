//! What happens in three years, without the words: who says what kind of thing when, to whom.
//!
//! **Invariants:** an answer comes after the message that opened its conversation; whoever does something is there at
//! that moment; nothing lies after the end.

use kith_domain::time::DAY;

use super::{
    calendar::{Calendar, DAYS, LAUNCH},
    chance::Chance,
    crowd::Crowd,
    people::{Person, Stay, TEAM, bot, upto},
    phrases::Phrases,
    reactions,
    spaces::{Space, Who},
};

/// What kind of thing somebody says or does.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Question,
    Answer(u8),
    Same,
    Clarify,
    Info,
    Thanks,
    Welcome,
    Late,
    /// Opens a conversation that is no question.
    Open,
    /// One of the replies that belong to the conversation.
    Reply(u8),
    /// Small talk.
    #[default]
    Chat,
    Intro,
    Greet,
    Join,
    Leave,
    Topic,
}

/// One thing that happens.
#[derive(Debug, Default)]
pub(super) struct Post {
    pub(super) at: i64,
    pub(super) author: u32,
    pub(super) to: u32,
    pub(super) space: usize,
    /// The conversation it is part of, if it is.
    pub(super) talk: Option<u32>,
    /// Stands alone in the space although it continues a conversation.
    pub(super) loose: bool,
    pub(super) role: Role,
    pub(super) seed: u64,
    pub(super) reactions: Vec<(&'static str, Vec<u32>)>,
}

/// What a conversation is about.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) section: &'static str,
    pub(super) topic: usize,
    pub(super) seed: u64,
    pub(super) day: usize,
}

/// Everything that happens in one place.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) posts: Vec<Post>,
    pub(super) subjects: Vec<Subject>,
}

/// Plans one place.
pub(super) struct Planner<'a> {
    pub(super) people: &'a [Person],
    pub(super) calendar: &'a Calendar,
    phrases: &'a Phrases,
    pub(super) crowd: Crowd,
    team: Crowd,
    forum: bool,
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

    /// Whether it is the forum that is planned.
    pub(super) fn is_forum(&self) -> bool {
        self.forum
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
        let mut section = self.chance.pick(space.about);
        if section == "help" {
            section = self.chance.pick(self.phrases.areas());
        }
        let is_question = self.phrases.areas().contains(&section);
        let speaks = matches!(space.who, Who::Speakers(_));
        let opener = match space.who {
            Who::Bot(number) => Some(bot(number)),
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
        let Some(mut talk) = self.open(number, opener, at, role, subject) else { return };
        match () {
            () if is_question => self.answers(&mut talk, replies),
            () if matches!(space.who, Who::Bot(_)) => {}
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
        let post = Post { at, author, to: talk.to, space: talk.space, talk: Some(talk.number), loose, role, seed, reactions };
        self.plan.posts.push(post);
        true
    }

    /// Somebody says something after a while, when they are awake.
    fn reply(&mut self, talk: &mut Talking, who: Option<u32>, minutes: f64, role: Role) -> Option<u32> {
        let earliest = talk.last + 20_000 + (minutes * 60_000.0) as i64;
        let who = who.or_else(|| self.crowd.someone(earliest, &mut self.chance))?;
        let zone = self.people.get(who as usize).map_or(0, |person| person.zone);
        let at = self.calendar.when_awake(zone, earliest, &mut self.chance);
        self.say(talk, who, at, role, false).then(|| {
            talk.last = at;
            talk.to = who;
            who
        })
    }

    fn answers(&mut self, talk: &mut Talking, replies: usize) {
        // Some are never answered, in the first year fewer of them.
        let unanswered = if talk.opened < self.calendar.start(0, LAUNCH) { 0.08 } else { 0.16 };
        if self.chance.often(unanswered) {
            if self.chance.often(0.2) {
                self.reply(talk, None, 600.0, Role::Same);
            }
            return;
        }
        let first = self.chance.spread(if self.forum { 260.0 } else { 45.0 }, 2.0).min(30_000.0);
        let quick = |chance: &mut Chance| chance.spread(25.0, 1.2);
        let opener = Some(talk.opener);
        if self.chance.often(0.18) {
            talk.to = talk.opener;
            let asked = self.reply(talk, None, first, Role::Clarify);
            let pause = quick(&mut self.chance);
            self.reply(talk, opener, pause, Role::Info);
            talk.to = asked.unwrap_or(talk.opener);
        } else if self.chance.often(0.15) {
            self.reply(talk, None, first, Role::Same);
        }
        talk.to = talk.opener;
        let mut helper = self.reply(talk, None, first, Role::Answer(0));
        if replies > 1 && self.chance.often(0.42) {
            let pause = self.chance.spread(120.0, 1.6);
            talk.to = talk.opener;
            helper = self.reply(talk, None, pause, Role::Answer(1)).or(helper);
        }
        if self.chance.often(0.62) {
            let pause = self.chance.spread(90.0, 1.5);
            talk.to = helper.unwrap_or(talk.opener);
            self.reply(talk, opener, pause, Role::Thanks);
            if self.chance.often(0.4) {
                let pause = quick(&mut self.chance);
                talk.to = talk.opener;
                self.reply(talk, helper, pause, Role::Welcome);
            }
        }
        if self.chance.often(0.035) {
            let pause = 1_440.0 * (20.0 + self.chance.wait(150.0));
            talk.to = talk.opener;
            self.reply(talk, None, pause, Role::Late);
        }
    }

    fn talk(&mut self, talk: &mut Talking, replies: usize, speakers: Option<&Crowd>, small: bool) {
        if self.chance.often(0.13) {
            return;
        }
        let first = self.chance.below(replies.min(2));
        for number in first..replies {
            if self.chance.often(0.24) {
                continue;
            }
            let pause = self.chance.spread(if self.forum { 300.0 } else { 40.0 }, 1.4).min(20_000.0);
            let who = match speakers {
                Some(speakers) => match speakers.someone(talk.last + 1, &mut self.chance) {
                    Some(who) => Some(who),
                    None => return,
                },
                None => None,
            };
            self.reply(talk, who, pause, Role::Reply(u8::try_from(number).unwrap_or(0)));
            if small && self.chance.often(0.3) {
                let pause = self.chance.spread(12.0, 1.0);
                self.reply(talk, None, pause, Role::Chat);
            }
        }
        if small && !self.forum && self.chance.often(0.25) {
            self.loosen(talk.number);
        }
    }

    /// Not everybody answers in the thread: here they just went on talking.
    fn loosen(&mut self, talk: u32) {
        for post in self.plan.posts.iter_mut().rev().take_while(|post| post.talk == Some(talk)) {
            post.loose = !matches!(post.role, Role::Open);
        }
    }

    /// One more thing that is in no conversation.
    pub(super) fn happening(&mut self, space: usize, author: u32, at: i64, role: Role) {
        if at < self.calendar.until {
            let seed = self.chance.next();
            let post = Post { at, author, to: author, space, talk: None, loose: false, role, seed, reactions: Vec::new() };
            self.plan.posts.push(post);
        }
    }

    /// Whoever greets a newcomer: the team, or somebody who is awake.
    pub(super) fn greet(&mut self, talk: &mut Talking) {
        let most = 1 + self.chance.below(3);
        for _ in 0..most {
            let pause = self.chance.spread(70.0, 1.3);
            let team = self.chance.often(0.35).then(|| self.team.someone(talk.last + 1, &mut self.chance)).flatten();
            talk.to = talk.opener;
            self.reply(talk, team, pause, Role::Greet);
        }
    }
}

/// A conversation as it goes on.
#[derive(Debug)]
pub(super) struct Talking {
    number: u32,
    space: usize,
    opener: u32,
    opened: i64,
    last: i64,
    to: u32,
}

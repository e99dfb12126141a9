//! How a conversation goes on once it is open: help, small talk, a welcome.

use super::{
    calendar::LAUNCH,
    chance::Chance,
    crowd::Crowd,
    plan::Role,
    planner::{Planner, Talking},
};

impl Planner<'_> {
    /// Answers to a question: none, one or several, questions back, thanks.
    pub(super) fn answers(&mut self, talk: &mut Talking, replies: usize) {
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

    /// What others say to that.
    pub(super) fn talk(&mut self, talk: &mut Talking, replies: usize, speakers: Option<&Crowd>, small: bool) {
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

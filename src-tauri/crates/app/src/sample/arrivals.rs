//! How people come into the chat: they join channels, say hello, are greeted; some leave a channel again.

use kith_domain::time::{DAY, HOUR};

use super::{
    people::TEAM,
    plan::{Role, Subject},
    planner::Planner,
    spaces::{INTRODUCTIONS, Space, Who},
};

impl Planner<'_> {
    pub(super) fn arrivals(&mut self, spaces: &[Space]) {
        for number in 0..self.people.len() as u32 {
            let Some(person) = self.people.get(number as usize) else {
                continue;
            };
            let Some(stay) = self.stay(number).filter(|_| !person.is_bot) else {
                continue;
            };
            let (language, zone, writes) = (person.language, person.zone, person.weight > 0.0);
            self.happening(0, number, stay.from, Role::Join);
            for (space, place) in spaces.iter().enumerate().skip(1) {
                let share = match place.who {
                    Who::Speakers(spoken) if spoken == language => 0.6,
                    Who::Speakers(_) => 0.004,
                    _ if (number as usize) < TEAM => 0.9,
                    Who::Team => 0.25,
                    _ => 0.07,
                };
                let opens = self.calendar.start(0, place.days.0);
                let closes = self.calendar.start(0, place.days.1.min(super::calendar::DAYS));
                let at = stay.from.max(opens) + (self.chance.wait(3.0) * DAY as f64) as i64 + 1_000;
                if !self.chance.often(share) || at >= stay.until || at >= closes {
                    continue;
                }
                self.happening(space, number, at, Role::Join);
                let leaves = at + (self.chance.wait(200.0) * DAY as f64) as i64 + DAY;
                if self.chance.often(0.04) && leaves < stay.until {
                    self.happening(space, number, leaves, Role::Leave);
                }
            }
            if writes && self.chance.often(0.72) {
                let soon = stay.from + (self.chance.wait(20.0) * HOUR as f64) as i64 + 90_000;
                let at = self.calendar.when_awake(zone, soon, &mut self.chance);
                let day = self.calendar.local(zone, at).0;
                let subject = Subject { section: "intro", topic: 0, seed: self.chance.next(), day };
                if let Some(mut talk) = self.open(INTRODUCTIONS, number, at, Role::Intro, subject) {
                    self.greet(&mut talk);
                }
            }
        }
        // Now and then the team writes a new line above a channel.
        for space in 0..spaces.len() {
            for quarter in 0..10 {
                let at = self.calendar.start(0, 60 + quarter * 100) + (space as i64 + 9) * HOUR;
                if self.chance.often(0.25) && spaces.get(space).is_some_and(|place| place.days.0 < 60 + quarter * 100) {
                    let author = self.chance.below(5) as u32;
                    self.happening(space, author, at, Role::Topic);
                }
            }
        }
    }
}

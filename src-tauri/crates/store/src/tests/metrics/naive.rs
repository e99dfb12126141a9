//! Every metric a second time, from the rows themselves and without any cleverness: one pass over all messages for each
//! question, the calendar asked for each of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike};
use chrono_tz::Tz;
use kith_domain::{
    levels::{self, Level},
    tone::{self, Tone},
};

use crate::{Read, error::Result};

/// A message as its row has it.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) member: Option<i64>,
    pub(super) at: i64,
    pub(super) is_post: bool,
    pub(super) id: i64,
    pub(super) root: Option<i64>,
    pub(super) text: String,
}

#[derive(Debug)]
pub(super) struct Naive {
    zone: Tz,
    last_day: NaiveDate,
    bots: BTreeSet<i64>,
    team: BTreeSet<i64>,
    joined: BTreeMap<i64, Option<i64>>,
    /// In public, not taken away.
    messages: Vec<Message>,
    /// Who gave one on what: member, when that was written.
    reactions: Vec<(i64, i64)>,
    /// Messages by those who count: member, day, place in `messages`.
    written: Vec<(i64, NaiveDate, usize)>,
    /// Who was active on which day.
    active: BTreeSet<(NaiveDate, i64)>,
    /// Who wrote each message, also one that was taken away since.
    openers: BTreeMap<i64, i64>,
    /// The day of each member's first message.
    first: BTreeMap<i64, NaiveDate>,
}

impl Naive {
    pub(super) fn read(read: &Read<'_>, now: i64) -> Result<Self> {
        let members: Vec<(i64, bool, bool, Option<i64>)> = read
            .connection
            .prepare("SELECT id, is_bot, is_team, joined_at FROM member")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let public = "(SELECT id FROM space WHERE kind IN ('channel', 'category'))";
        let messages = read
            .connection
            .prepare(&format!(
                "SELECT p.member_id, a.occurred_at, a.kind, a.id, a.thread_id, a.text FROM activity a LEFT JOIN person p USING (identity_id)
                 WHERE a.kind <= 2 AND a.gone_at IS NULL AND a.space_id IN {public} ORDER BY a.occurred_at, a.id"
            ))?
            .query_map([], |row| {
                Ok(Message {
                    member: row.get(0)?,
                    at: row.get(1)?,
                    is_post: row.get::<_, i64>(2)? == 1,
                    id: row.get(3)?,
                    root: row.get(4)?,
                    text: row.get(5)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        let reactions = read
            .connection
            .prepare(&format!(
                "SELECT p.member_id, a.occurred_at FROM reaction r JOIN person p USING (identity_id) JOIN activity a ON a.id = r.activity_id
                 WHERE a.space_id IN {public}"
            ))?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let openers = read
            .connection
            .prepare("SELECT a.id, p.member_id FROM activity a JOIN person p USING (identity_id)")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let zone = read.zone()?;
        let mut naive = Self {
            zone,
            last_day: kith_domain::time::day_with_number(i64::from(read.last_day(now)?)),
            bots: members.iter().filter(|(_, bot, ..)| *bot).map(|(id, ..)| *id).collect(),
            team: members.iter().filter(|(_, _, team, _)| *team).map(|(id, ..)| *id).collect(),
            joined: members.iter().map(|(id, _, _, joined)| (*id, *joined)).collect(),
            messages,
            reactions,
            written: Vec::new(),
            active: BTreeSet::new(),
            openers,
            first: BTreeMap::new(),
        };
        for (place, one) in naive.messages.iter().enumerate() {
            let (Some(member), day) = (one.member, naive.day(one.at)) else { continue };
            let first = naive.first.entry(member).or_insert(day);
            *first = (*first).min(day);
            if naive.counts(member) {
                naive.written.push((member, day, place));
                naive.active.insert((day, member));
            }
        }
        for (member, at) in &naive.reactions {
            if naive.counts(*member) {
                naive.active.insert((naive.day(*at), *member));
            }
        }
        Ok(naive)
    }

    fn day(&self, at: i64) -> NaiveDate {
        DateTime::from_timestamp_millis(at).unwrap().with_timezone(&self.zone).date_naive()
    }

    fn counts(&self, member: i64) -> bool {
        !self.bots.contains(&member) && !self.team.contains(&member)
    }

    /// Messages by those who count, with the day.
    fn written(&self) -> impl Iterator<Item = (i64, NaiveDate, &Message)> {
        self.written.iter().map(|(member, day, place)| (*member, *day, &self.messages[*place]))
    }

    fn active_between(&self, start: NaiveDate, end: NaiveDate) -> BTreeSet<i64> {
        self.active.iter().filter(|(day, _)| *day >= start && *day < end).map(|(_, member)| *member).collect()
    }

    fn written_between(&self, start: NaiveDate, end: NaiveDate) -> BTreeMap<i64, u64> {
        let mut counts = BTreeMap::new();
        for (member, day, _) in self.written() {
            if day >= start && day < end {
                *counts.entry(member).or_default() += 1;
            }
        }
        counts
    }

    fn first(&self, member: i64) -> Option<NaiveDate> {
        self.first.get(&member).copied()
    }

    fn joined(&self, member: i64) -> Option<NaiveDate> {
        self.joined.get(&member).copied().flatten().map(|at| self.day(at))
    }

    fn people(&self) -> Vec<i64> {
        self.joined.keys().copied().filter(|member| self.counts(*member)).collect()
    }

    /// Conversations opened in the window: the message, and its first answer that counts with who gave it.
    fn opened(&self, start: NaiveDate, end: NaiveDate) -> Vec<(i64, &Message, Option<&Message>)> {
        let posts = self.written().filter(|(_, day, one)| one.is_post && *day >= start && *day < end);
        posts
            .map(|(member, _, post)| {
                let answer = self.messages.iter().find(|one| {
                    !one.is_post
                        && one.root == Some(post.id)
                        && one.at > post.at
                        && one.member.is_some_and(|other| other != member && !self.bots.contains(&other))
                });
                (member, post, answer)
            })
            .collect()
    }

    fn hours(&self, start: NaiveDate, end: NaiveDate, which: impl Fn(i64, &Message, &Message) -> bool) -> Vec<f64> {
        let opened = self.opened(start, end);
        let answered = opened.into_iter().filter_map(|(member, post, answer)| Some((member, post, answer?)));
        let mut hours: Vec<f64> = answered
            .filter(|(member, post, answer)| which(*member, post, answer))
            .map(|(_, post, answer)| (answer.at - post.at) as f64 / 3_600_000.0)
            .collect();
        hours.sort_by(f64::total_cmp);
        hours
    }

    /// Working hours between two instants, minute by minute.
    fn working(&self, from: i64, to: i64) -> f64 {
        let mut at = from;
        let mut found = 0;
        while at < to {
            let step = (60_000 - at.rem_euclid(60_000)).min(to - at);
            let wall = DateTime::from_timestamp_millis(at).unwrap().with_timezone(&self.zone);
            if wall.weekday().number_from_monday() <= 5 && (9..17).contains(&wall.hour()) {
                found += step;
            }
            at += step;
        }
        found as f64 / 3_600_000.0
    }

    fn lost(&self, start: NaiveDate, end: NaiveDate) -> BTreeSet<i64> {
        let end = end.min(after(self.last_day, 1));
        let start = start.min(before(end, 30));
        let here = self.written_between(start, end);
        let regulars = self.written_between(before(start, 90), start).into_iter().filter(|(_, count)| *count >= 4);
        regulars.map(|(member, _)| member).filter(|member| !here.contains_key(member)).collect()
    }

    fn reactivated(&self, start: NaiveDate, end: NaiveDate) -> u64 {
        let mut found = 0;
        for member in self.people() {
            let days: BTreeSet<NaiveDate> =
                self.written().filter(|(other, ..)| *other == member).map(|(_, day, _)| day).collect();
            let Some(back) = days.iter().find(|day| **day >= start && **day < end) else { continue };
            if let Some(last) = days.iter().rev().find(|day| *day < back) {
                found += u64::from((*back - *last).num_days() >= 90);
            }
        }
        found
    }

    fn levels(&self, end: NaiveDate) -> Vec<Level> {
        let today = before(end, 1);
        let mut days: BTreeMap<i64, Vec<NaiveDate>> = BTreeMap::new();
        for (member, day, _) in self.written() {
            days.entry(member).or_default().push(day);
        }
        days.values().filter_map(|days| levels::standing(days, today)).map(|standing| standing.level).collect()
    }

    fn at_risk(&self, end: NaiveDate) -> u64 {
        let from = before(end, 180);
        let mut found = 0;
        for member in self.people() {
            let days: Vec<NaiveDate> = self
                .active
                .iter()
                .filter(|(day, other)| *other == member && *day >= from && *day < end)
                .map(|(day, _)| *day)
                .collect();
            if days.len() < 5 {
                continue;
            }
            let mut gaps: Vec<f64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days() as f64).collect();
            gaps.sort_by(f64::total_cmp);
            let gap = middle(&gaps).unwrap();
            let silent = (before(end, 1) - *days.last().unwrap()).num_days() as f64;
            found += u64::from(silent > 4.0 * gap && silent <= (8.0 * gap).max(90.0));
        }
        found
    }

    /// A metric in a window, and its number of cases where that is worth a second look; nothing for no value.
    #[expect(clippy::too_many_lines, reason = "one line for each metric, in one place to read")]
    pub(super) fn value(&self, id: &str, start: NaiveDate, end: NaiveDate, previous: NaiveDate) -> Option<f64> {
        let known = end.min(after(self.last_day, 1));
        let share =
            |part: usize, whole: usize, least: usize| (whole >= least).then(|| part as f64 * 100.0 / whole as f64);
        let here = self.written_between(start, end);
        let mut counts: Vec<u64> = here.values().copied().collect();
        counts.sort_by(|a, b| b.cmp(a));
        let all: u64 = counts.iter().sum();
        let top = |many: usize| counts.iter().take(many).sum::<u64>() as f64 * 100.0 / all as f64;
        let median_of = |hours: Vec<f64>| if hours.len() < 5 { None } else { middle(&hours) };
        let posts = || self.written().filter(|(_, day, _)| *day >= start && *day < end);
        let opened = self.opened(start, end);
        let answered = opened.iter().filter(|(.., answer)| answer.is_some()).count();
        let first_in = |from: NaiveDate, to: NaiveDate| -> Vec<i64> {
            self.people()
                .into_iter()
                .filter(|who| self.first(*who).is_some_and(|day| day >= from && day < to))
                .collect()
        };
        let joiners: Vec<i64> = self
            .people()
            .into_iter()
            .filter(|who| self.joined(*who).is_some_and(|day| day >= start && day < end))
            .collect();
        let (now, then) = (self.active_between(start, end), self.active_between(previous, start));
        match id {
            "active_members.day" => {
                let active = self.active.iter().filter(|(day, _)| *day >= start && *day < known).count();
                Some(active as f64 / (known - start).num_days().max(1) as f64)
            }
            "active_members.week" => Some(self.active_between(before(known, 7), known).len() as f64),
            "active_members.month" => Some(self.active_between(before(known, 28), known).len() as f64),
            "stickiness" => {
                let people = self.active_between(before(known, 28), known).len();
                let days = self.active.iter().filter(|(day, _)| *day >= before(known, 28) && *day < known).count();
                (people >= 20).then(|| days as f64 / 28.0 / people as f64 * 100.0)
            }
            "posts" => Some(posts().filter(|(.., one)| one.is_post).count() as f64),
            "comments" => Some(posts().filter(|(.., one)| !one.is_post).count() as f64),
            "reactions" => Some(
                self.reactions
                    .iter()
                    .filter(|(who, at)| self.counts(*who) && self.day(*at) >= start && self.day(*at) < end)
                    .count() as f64,
            ),
            "posts_per_member" => (!here.is_empty()).then(|| all as f64 / here.len() as f64),
            "likes_per_post" => (all > 0).then(|| self.value("reactions", start, end, previous).unwrap() / all as f64),
            "participation_rate" => {
                let members = self.people().into_iter().filter(|who| {
                    self.joined(*who).is_some_and(|day| day < end) || self.first(*who).is_some_and(|day| day < end)
                });
                share(here.len(), members.count(), 20)
            }
            "response_rate" => {
                let old = before(self.last_day, 7).clamp(start, end);
                let old = self.opened(start, old);
                let in_time = old
                    .iter()
                    .filter(|(_, post, answer)| answer.is_some_and(|answer| answer.at - post.at <= 7 * 86_400_000));
                share(in_time.count(), old.len(), 20)
            }
            "first_response.median" => median_of(self.hours(start, end, |_, _, _| true)),
            "first_response.p90" => {
                let hours = self.hours(start, end, |_, _, _| true);
                let at = (hours.len().max(1) - 1) as f64 * 0.9;
                let (low, high) = (at.floor() as usize, at.ceil() as usize);
                (hours.len() >= 5).then(|| hours[low] + (hours[high] - hours[low]) * (at - at.floor()))
            }
            "first_response.censored_median" => {
                let mut hours = self.hours(start, end, |_, _, _| true);
                hours.resize(opened.len(), f64::INFINITY);
                if hours.len() < 5 { None } else { middle(&hours).filter(|hours| hours.is_finite()) }
            }
            "first_response.business_median" => {
                let mut hours: Vec<f64> =
                    opened.iter().filter_map(|(_, post, answer)| Some(self.working(post.at, (*answer)?.at))).collect();
                hours.sort_by(f64::total_cmp);
                median_of(hours)
            }
            "first_response.team_median" => {
                median_of(self.hours(start, end, |_, _, one| self.team.contains(&one.member.unwrap())))
            }
            "first_response.peer_median" => {
                median_of(self.hours(start, end, |_, _, one| !self.team.contains(&one.member.unwrap())))
            }
            "first_response.newcomer_median" => {
                let mut seen = BTreeSet::new();
                let mut hours: Vec<f64> = Vec::new();
                for (member, post, answer) in &opened {
                    if let Some(answer) = answer
                        && self.first(*member) == Some(self.day(post.at))
                        && seen.insert(*member)
                    {
                        hours.push((answer.at - post.at) as f64 / 3_600_000.0);
                    }
                }
                hours.sort_by(f64::total_cmp);
                median_of(hours)
            }
            "unanswered" => Some((opened.len() - answered) as f64),
            "peer_answer_share" => {
                let peers = opened
                    .iter()
                    .filter(|(.., answer)| answer.is_some_and(|one| !self.team.contains(&one.member.unwrap())));
                share(peers.count(), answered, 20)
            }
            "signups" => self.people().iter().any(|who| self.joined(*who).is_some()).then_some(joiners.len() as f64),
            "first_contributions" => Some(first_in(start, end).len() as f64),
            "activation_rate" => {
                let old: Vec<&i64> =
                    joiners.iter().filter(|who| after(self.joined(**who).unwrap(), 14) < self.last_day).collect();
                let activated = old.iter().filter(|who| {
                    self.first(***who).is_some_and(|first| first <= after(self.joined(***who).unwrap(), 14))
                });
                share(activated.count(), old.len(), 20)
            }
            "second_post_rate" => {
                let old: Vec<i64> = first_in(start, end)
                    .into_iter()
                    .filter(|who| after(self.first(*who).unwrap(), 30) < self.last_day)
                    .collect();
                let again = old.iter().filter(|who| {
                    let first = self.first(**who).unwrap();
                    self.written_between(first, after(first, 31)).get(who).is_some_and(|count| *count >= 2)
                });
                share(again.count(), old.len(), 20)
            }
            "reactivated" => Some(self.reactivated(start, end) as f64),
            "net_change" => Some(
                first_in(start, end).len() as f64 + self.reactivated(start, end) as f64
                    - self.lost(start, end).len() as f64,
            ),
            "retention" => share(now.intersection(&then).count(), then.len(), 20),
            "churn" => share(then.difference(&now).count(), then.len(), 20),
            "returning_rate" => {
                let wrote = self.written_between(previous, start);
                share(here.keys().filter(|who| wrote.contains_key(who)).count(), here.len(), 20)
            }
            "lost_regulars" => Some(self.lost(start, end).len() as f64),
            "at_risk" => Some(self.at_risk(known) as f64),
            "gini" => {
                let n = counts.len() as f64;
                let mut spread = 0.0;
                for a in &counts {
                    for b in &counts {
                        spread += (*a as f64 - *b as f64).abs();
                    }
                }
                (counts.len() >= 2).then(|| spread / (2.0 * n * all as f64))
            }
            "absence_factor" => (1..=counts.len()).find(|many| top(*many) >= 50.0).map(|many| many as f64),
            "top1_share" => (counts.len() >= 20).then(|| top((counts.len() as f64 * 0.01).ceil() as usize)),
            "top10_share" => (counts.len() >= 20).then(|| top(10)),
            "core" => (1..=counts.len())
                .find(|many| counts.iter().take(*many).sum::<u64>() * 100 >= all * 80)
                .map(|many| many as f64),
            "newcomer_voice_share" => {
                let new = here.keys().filter(|who| {
                    let wrote = posts().filter(|(other, ..)| other == *who).map(|(_, day, _)| day).min().unwrap();
                    let since = self.joined(**who).into_iter().chain(self.first(**who)).min().unwrap();
                    (wrote - since).num_days() < 90
                });
                share(new.count(), here.len(), 20)
            }
            "solo_thread_rate" => {
                let solo = opened.iter().filter(|(_, post, _)| self.voices(post.id) < 2);
                share(solo.count(), opened.len(), 20)
            }
            "thread_people" => {
                let mut people: Vec<f64> = opened
                    .iter()
                    .filter(|(_, post, _)| self.replies(post.id) > 0)
                    .map(|(_, post, _)| self.voices(post.id) as f64)
                    .collect();
                people.sort_by(f64::total_cmp);
                median_of(people)
            }
            "thread_depth" => {
                let depths: Vec<usize> =
                    opened.iter().map(|(_, post, _)| self.replies(post.id)).filter(|many| *many > 0).collect();
                (depths.len() >= 5)
                    .then(|| depths.iter().map(|many| many + 1).sum::<usize>() as f64 / depths.len() as f64)
            }
            "level.exploring" => Some(self.levels(known).iter().filter(|one| **one == Level::Exploring).count() as f64),
            "level.participating" => {
                Some(self.levels(known).iter().filter(|one| **one == Level::Participating).count() as f64)
            }
            "level.contributing" => {
                Some(self.levels(known).iter().filter(|one| **one == Level::Contributing).count() as f64)
            }
            "level.leading" => Some(self.levels(known).iter().filter(|one| **one == Level::Leading).count() as f64),
            "gravity" => {
                let weight = |level: &Level| [1.0_f64, 4.0, 7.0, 10.0][*level as usize].powi(2);
                let (now, then) = (self.levels(known), self.levels(start));
                let commitment = |levels: &[Level]| levels.iter().map(weight).sum::<f64>();
                (!now.is_empty()).then(|| (commitment(&now) - commitment(&then)) / now.len() as f64)
            }
            "sentiment" => {
                let (mut good, mut bad, mut scored) = (0.0, 0.0, 0.0);
                for sound in posts().filter_map(|(.., one)| tone::tone(&one.text)) {
                    good += f64::from(sound == Tone::Positive);
                    bad += f64::from(sound == Tone::Negative);
                    scored += 1.0;
                }
                (scored >= 20.0 && scored * 4.0 >= posts().count() as f64).then(|| (good - bad) * 100.0 / scored)
            }
            "sentiment.positive" | "sentiment.neutral" | "sentiment.negative" => {
                let sounds: Vec<Tone> = posts().filter_map(|(.., one)| tone::tone(&one.text)).collect();
                let alike = sounds.iter().filter(|sound| id.ends_with(sound.word())).count();
                share(alike, sounds.len(), 20).filter(|_| sounds.len() * 4 >= posts().count())
            }
            "sentiment.scored_share" => {
                share(posts().filter(|(.., one)| tone::tone(&one.text).is_some()).count(), posts().count(), 20)
            }
            "median_words" => {
                let mut all: Vec<f64> = posts().filter_map(|(.., one)| tone::words(&one.text)).map(f64::from).collect();
                all.sort_by(f64::total_cmp);
                if all.len() * 4 < posts().count() { None } else { median_of(all) }
            }
            "network_density" => {
                let mut talked: BTreeSet<(i64, i64)> = BTreeSet::new();
                for (from, _, one) in posts() {
                    if let Some(to) = one.root.and_then(|root| self.openers.get(&root)) {
                        talked.insert((from, *to));
                    }
                }
                let who: Vec<i64> = here.keys().copied().collect();
                let (mut pairs, mut tied) = (0.0, 0.0);
                for (place, a) in who.iter().enumerate() {
                    for b in who.iter().take(place) {
                        pairs += 1.0;
                        tied += f64::from(talked.contains(&(*a, *b)) || talked.contains(&(*b, *a)));
                    }
                }
                (who.len() >= 5).then(|| tied / pairs)
            }
            other => panic!("{other} has no second implementation"),
        }
    }

    /// Members, no bots, who wrote in a conversation.
    fn voices(&self, root: i64) -> usize {
        let here = self.messages.iter().filter(|one| one.id == root || one.root == Some(root));
        here.filter_map(|one| one.member).filter(|who| !self.bots.contains(who)).collect::<BTreeSet<_>>().len()
    }

    fn replies(&self, root: i64) -> usize {
        self.messages.iter().filter(|one| one.root == Some(root) && !one.is_post).count()
    }
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day - Days::new(days)
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day + Days::new(days)
}

fn middle(sorted: &[f64]) -> Option<f64> {
    let n = sorted.len();
    if n == 0 { None } else { Some((sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0) }
}

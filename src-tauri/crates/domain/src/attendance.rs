//! Who attended an event, at the door or online; what they thought of it; and what they did afterwards.
//!
//! **Invariants:** somebody online is there for the union of their stays, never for their sum; a person is counted once,
//! however many lists they are in; those who are compared were as active before as those who came, and nothing is said of
//! too few.

use std::collections::BTreeMap;

/// Fewer answers than this say nothing.
pub const FEWEST_ANSWERS: u32 = 10;
/// Fewer people than this say nothing of an effect.
pub const FEWEST_PEOPLE: u32 = 5;
/// Days before and after an event that are compared.
pub const DAYS: i64 = 28;

/// Milliseconds that somebody was there: the union of stays.
pub fn dwell(stays: &[(i64, i64)]) -> i64 {
    let mut sorted: Vec<(i64, i64)> = stays.iter().copied().filter(|(from, until)| from < until).collect();
    sorted.sort_unstable();
    let (mut sum, mut over) = (0_i64, i64::MIN);
    for (from, until) in sorted {
        let from = from.max(over);
        if until > from {
            sum = sum.saturating_add(until - from);
            over = until;
        }
    }
    sum
}

/// What a list or a door says of somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Whoever is meant: the same word for the same person.
    pub person: String,
    /// They said that they come, and did not call it off.
    pub expected: bool,
    /// When they came through the door.
    pub door_at: Option<i64>,
    /// When they were online, from and until.
    pub stays: Vec<(i64, i64)>,
    /// They were online, for how long is not known.
    pub online: bool,
}

/// How somebody attended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Through the door.
    Door,
    /// Online.
    Online,
    /// Both.
    Both,
    /// They were expected, and did not.
    Missed,
    /// They were online for too short a time.
    Short,
}

/// Somebody, counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attended {
    /// Whoever is meant.
    pub person: String,
    /// They said that they come.
    pub expected: bool,
    /// How they attended.
    pub how: How,
    /// Minutes online, where that is known.
    pub minutes: Option<i64>,
}

impl Attended {
    /// Whether they were there.
    pub fn was_there(&self) -> bool {
        matches!(self.how, How::Door | How::Online | How::Both)
    }
}

/// Everybody once, by person; online one attends from so many minutes on. Who was not expected and did not come is left out.
pub fn attendance(seen: &[Seen], least_minutes: i64) -> Vec<Attended> {
    let mut people: BTreeMap<&str, Seen> = BTreeMap::new();
    for one in seen {
        let all = people.entry(&one.person).or_default();
        all.expected |= one.expected;
        all.door_at = [all.door_at, one.door_at].into_iter().flatten().min();
        all.online |= one.online;
        all.stays.extend(&one.stays);
    }
    let made = people.into_iter().filter_map(|(person, all)| {
        let minutes = (!all.stays.is_empty()).then(|| dwell(&all.stays) / 60_000);
        let online = minutes.map_or(all.online, |minutes| minutes >= least_minutes);
        let how = match (all.door_at.is_some(), online) {
            (true, true) => How::Both,
            (true, false) => How::Door,
            (false, true) => How::Online,
            (false, false) if minutes.is_some() => How::Short,
            (false, false) if all.expected => How::Missed,
            (false, false) => return None,
        };
        Some(Attended { person: person.to_owned(), expected: all.expected, how, minutes })
    });
    made.collect()
}

/// Answers from 0 to 10, summed up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Promoters {
    /// Answers.
    pub answers: u32,
    /// 9 and 10.
    pub promoters: u32,
    /// 0 to 6.
    pub detractors: u32,
    /// From -100 to 100; nothing of too few answers.
    pub score: Option<f64>,
}

/// The net promoter score: the share of 9 and 10 less the share of 0 to 6.
pub fn promoters(scores: &[u8]) -> Promoters {
    let count = |which: &dyn Fn(u8) -> bool| {
        u32::try_from(scores.iter().filter(|score| which(**score)).count()).unwrap_or(u32::MAX)
    };
    let (answers, promoters, detractors) =
        (count(&|score| score <= 10), count(&|score| score == 9 || score == 10), count(&|score| score <= 6));
    let share = |part: u32| f64::from(part) * 100.0 / f64::from(answers);
    let score = (answers >= FEWEST_ANSWERS).then(|| share(promoters) - share(detractors));
    Promoters { answers, promoters, detractors, score }
}

/// Active days of somebody before and after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Active {
    /// Days on which they did something, of the days before.
    pub before: u32,
    /// The same of as many days after.
    pub after: u32,
    /// Whether they attended.
    pub came: bool,
}

/// What those who came did more than others who were as active before. It is no proof: who comes may differ in other ways.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Those who came and have somebody to be compared with.
    pub people: u32,
    /// Those they are compared with.
    pub others: u32,
    /// Those who came and have nobody to be compared with.
    pub unmatched: u32,
    /// By how many active days those who came changed, on average.
    pub came: f64,
    /// By how many those would have who did not come and were as active before.
    pub stayed: f64,
    /// The difference: active days in four weeks.
    pub effect: f64,
}

/// The difference in differences; nothing of too few. Each who came is compared with the average of all who did not, and
/// were active on as many days before.
pub fn effect(people: &[Active]) -> Option<Effect> {
    let mut alike: BTreeMap<u32, (u32, i64)> = BTreeMap::new();
    let change = |one: &Active| i64::from(one.after) - i64::from(one.before);
    for one in people.iter().filter(|one| !one.came) {
        let (count, sum) = alike.entry(one.before).or_default();
        *count += 1;
        *sum += change(one);
    }
    let (mut matched, mut unmatched, mut came, mut stayed) = (0_u32, 0_u32, 0_i64, 0.0_f64);
    let mut used: BTreeMap<u32, u32> = BTreeMap::new();
    for one in people.iter().filter(|one| one.came) {
        match alike.get(&one.before) {
            Some((count, sum)) => {
                matched += 1;
                came += change(one);
                // A sum of days of so many people is far below what is exact.
                stayed += *sum as f64 / f64::from(*count);
                used.insert(one.before, *count);
            }
            None => unmatched += 1,
        }
    }
    let others: u32 = used.values().sum();
    if matched < FEWEST_PEOPLE || others < FEWEST_PEOPLE {
        return None;
    }
    let (came, stayed) = (came as f64 / f64::from(matched), stayed / f64::from(matched));
    Some(Effect { people: matched, others, unmatched, came, stayed, effect: came - stayed })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: i64 = 60_000;

    fn seen(person: &str, expected: bool, door_at: Option<i64>, stays: &[(i64, i64)]) -> Seen {
        let stays = stays.iter().map(|(from, until)| (from * MINUTE, until * MINUTE)).collect();
        Seen { person: person.into(), expected, door_at, stays, online: false }
    }

    #[test]
    fn a_person_is_counted_once_however_many_lists_they_are_in() {
        let found = attendance(
            &[
                seen("ada", true, Some(5), &[]),
                seen("ada", false, None, &[(0, 8), (4, 12)]),
                seen("bob", true, None, &[(0, 5), (20, 24)]),
                seen("cy", true, None, &[]),
                seen("di", false, None, &[]),
                seen("ed", false, None, &[(0, 5), (5, 10)]),
                Seen { online: true, ..seen("fay", false, None, &[]) },
            ],
            10,
        );
        let told: Vec<(&str, How, Option<i64>)> =
            found.iter().map(|one| (one.person.as_str(), one.how, one.minutes)).collect();
        assert_eq!(
            told,
            [
                ("ada", How::Both, Some(12)),
                ("bob", How::Short, Some(9)),
                ("cy", How::Missed, None),
                ("ed", How::Online, Some(10)),
                ("fay", How::Online, None)
            ]
        );
        assert!(found[0].expected && !found[3].expected);
    }

    #[test]
    fn promoters_less_detractors_and_of_too_few_nothing() {
        let scores = [10, 10, 9, 9, 9, 8, 7, 6, 0, 10];
        let found = promoters(&scores);
        assert_eq!((found.answers, found.promoters, found.detractors, found.score), (10, 6, 2, Some(40.0)));
        assert_eq!(promoters(&scores[..9]).score, None);
        assert_eq!(promoters(&[]).score, None);
    }

    #[test]
    fn an_effect_is_what_others_as_active_did_not_do() {
        let one = |before, after, came| Active { before, after, came };
        let mut people = vec![one(2, 6, true); 5];
        people.extend(vec![one(2, 3, false); 5]);
        // Nobody is like this one, and these are like nobody.
        people.push(one(20, 28, true));
        people.extend(vec![one(10, 0, false); 50]);
        let found = effect(&people).unwrap();
        assert_eq!((found.people, found.others, found.unmatched), (5, 5, 1));
        assert!(
            (found.came - 4.0).abs() < 1e-9 && (found.stayed - 1.0).abs() < 1e-9 && (found.effect - 3.0).abs() < 1e-9
        );
        assert_eq!(effect(&people[1..]), None, "four are too few");
        assert_eq!(effect(&[]), None);
    }

    proptest! {
        /// The slow way: every minute.
        #[test]
        fn a_dwell_is_every_minute_once(stays in proptest::collection::vec((0_i64..50, 0_i64..50), 0..8)) {
            let slow = (0..50).filter(|minute| stays.iter().any(|(from, until)| (*from..*until).contains(minute))).count();
            prop_assert_eq!(dwell(&stays), i64::try_from(slow).unwrap());
        }

        /// The slow way: each who came beside everybody who is like them.
        #[test]
        fn an_effect_is_the_average_over_pairs(people in proptest::collection::vec((0_u32..4, 0_u32..28, any::<bool>()), 0..60)) {
            let people: Vec<Active> = people.into_iter().map(|(before, after, came)| Active { before, after, came }).collect();
            let others = |one: &Active| people.iter().filter(|other| !other.came && other.before == one.before).copied().collect::<Vec<_>>();
            let mut sum = 0.0;
            let mut matched = Vec::new();
            for one in people.iter().filter(|one| one.came && !others(one).is_empty()) {
                let like = others(one);
                let mean = |list: &[Active]| list.iter().map(|one| f64::from(one.after) - f64::from(one.before)).sum::<f64>() / f64::from(u32::try_from(list.len()).unwrap());
                sum += mean(&[*one]) - mean(&like);
                matched.push(one.before);
            }
            let used = people.iter().filter(|one| !one.came && matched.contains(&one.before)).count();
            match effect(&people) {
                None => prop_assert!(matched.len() < 5 || used < 5),
                Some(found) => {
                    prop_assert_eq!((found.people as usize, found.others as usize), (matched.len(), used));
                    prop_assert!((found.effect - sum / f64::from(found.people)).abs() < 1e-9);
                }
            }
        }
    }
}

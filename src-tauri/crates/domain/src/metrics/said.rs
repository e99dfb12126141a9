//! What is counted from the messages themselves: how they sound, how long they are, and who answers whom.
//!
//! These facts cost a look at every message, so they are only loaded for the days asked for, and kept apart from all other
//! metrics. What nobody can score is told: `n` is what was scored, and the part `of` is all there was.
//!
//! **Invariants:** `said` is ordered by day, with at most one entry for a day; a pair is in `ties` once a day, the smaller
//! index first; nobody has a tone of their own here.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Behind, Definition, Direction, FEWEST_OF_MEDIAN, FEWEST_OF_PERCENT, Frame, Group, Reason, Unit, Value,
    figures::{float, len},
};
use crate::tone::Tone;

/// What was said on a day by those who count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// The day's number.
    pub day: i32,
    /// Messages by tone, in the order of [`Tone::ALL`].
    pub tones: [u32; 3],
    /// Messages without a tone.
    pub unscored: u32,
    /// Of those with one, how many had theirs from a person.
    pub corrected: u32,
    /// How many messages have how many words, by words.
    pub lengths: Vec<(u32, u32)>,
    /// Messages whose words cannot be counted.
    pub uncounted: u32,
    /// Who wrote, ascending.
    pub writers: Vec<u32>,
    /// Who answered in a conversation of whom, whichever way: ascending.
    pub ties: Vec<(u32, u32)>,
}

/// Of so many messages at least one must be readable: a number about fewer says nothing of the community.
const ONE_OF: u64 = 4;

/// A value of `n` readable messages of all; nothing where too few of them are.
fn readable(value: impl FnOnce() -> Option<f64>, n: u64, others: u64) -> Value {
    let made = match value() {
        None => Value::none(if others > 0 { Reason::Language } else { Reason::NoCases }),
        Some(_) if n * ONE_OF < n + others => Value { n, ..Value::none(Reason::Language) },
        Some(value) => Value::of(value, n),
    };
    made.with("of", float(n + others))
}

/// Which messages are behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Messages {
    /// Those with any tone.
    Scored,
    /// Those with this one.
    Toned(Tone),
    /// Those without one.
    Unscored,
    /// Those whose words can be counted.
    Counted,
}

/// Whether a metric looks at the messages themselves.
pub fn reads_messages(definition: &Definition) -> bool {
    METRICS.iter().any(|one| one.id == definition.id)
}

fn days<'a>(frame: &Frame<'a>) -> &'a [Said] {
    let all = &frame.facts.said;
    let from = all.partition_point(|day| day.day < frame.window.start);
    let to = all.partition_point(|day| day.day < frame.window.end);
    all.get(from..to.max(from)).unwrap_or_default()
}

/// Messages by tone, those without one, and those corrected.
fn toned(frame: &Frame<'_>) -> ([u64; 3], u64, u64) {
    let (mut tones, mut unscored, mut corrected) = ([0; 3], 0, 0);
    for day in days(frame) {
        for (sum, count) in tones.iter_mut().zip(day.tones) {
            *sum += u64::from(count);
        }
        unscored += u64::from(day.unscored);
        corrected += u64::from(day.corrected);
    }
    (tones, unscored, corrected)
}

/// A number made of tones, with what was scored of how many.
fn of_tones(frame: &Frame<'_>, value: impl Fn([u64; 3], u64) -> f64) -> Value {
    let (tones, unscored, corrected) = toned(frame);
    let scored: u64 = tones.iter().sum();
    let made = readable(|| (scored > 0).then(|| value(tones, scored)), scored, unscored);
    let made = Tone::ALL.into_iter().zip(tones).fold(made, |made, (tone, count)| made.with(tone.word(), float(count)));
    if corrected > 0 { made.with("corrected", float(corrected)) } else { made }
}

fn share(frame: &Frame<'_>, tone: Tone) -> Value {
    of_tones(frame, |tones, scored| float(tones.get(tone as usize).copied().unwrap_or(0)) * 100.0 / float(scored))
}

fn behind(frame: &Frame<'_>, part: Option<&str>, otherwise: Messages) -> Behind {
    let wanted = match part {
        Some("unscored") => Messages::Unscored,
        Some(word) => Tone::find(word).map_or(otherwise, Messages::Toned),
        None => otherwise,
    };
    let days = days(frame);
    let total = days.iter().map(|day| match wanted {
        Messages::Scored => day.tones.iter().map(|count| u64::from(*count)).sum(),
        Messages::Toned(tone) => u64::from(day.tones.get(tone as usize).copied().unwrap_or(0)),
        Messages::Unscored => u64::from(day.unscored),
        Messages::Counted => day.lengths.iter().map(|(_, count)| u64::from(*count)).sum(),
    });
    Behind::Messages { wanted, total: total.sum() }
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "sentiment",
        version: 2,
        title: "Mood, net",
        text: "Of the messages of the window that could be scored, the share that sounds positive minus the share that sounds \
               negative, in points. Scored are English messages, by a list of words (VADER; a compound score of 0.05 is \
               positive, −0.05 negative), on this machine; all others, and those too short to tell their language, are left \
               out and told as such; where they are more than three of four there is no number. Code, quotations and addresses are left out. Irony is not understood: read it as a \
               trend, never as what somebody meant. What somebody set by hand counts as it was set. n is the messages scored.",
        group: Group::Quality,
        unit: Unit::Number,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            of_tones(frame, |[_, positive, negative], scored| {
                (float(positive) - float(negative)) * 100.0 / float(scored)
            })
        },
        behind: |frame, part| behind(frame, part, Messages::Scored),
    },
    Definition {
        id: "sentiment.positive",
        version: 2,
        title: "Positive messages",
        text: "Of the messages of the window that could be scored, those that sound positive. See Mood, net.",
        group: Group::Quality,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| share(frame, Tone::Positive),
        behind: |frame, part| behind(frame, part, Messages::Toned(Tone::Positive)),
    },
    Definition {
        id: "sentiment.neutral",
        version: 2,
        title: "Neutral messages",
        text: "Of the messages of the window that could be scored, those that sound neither positive nor negative. See Mood, \
               net.",
        group: Group::Quality,
        unit: Unit::Percent,
        direction: Direction::Neutral,
        least: FEWEST_OF_PERCENT,
        compute: |frame| share(frame, Tone::Neutral),
        behind: |frame, part| behind(frame, part, Messages::Toned(Tone::Neutral)),
    },
    Definition {
        id: "sentiment.negative",
        version: 2,
        title: "Negative messages",
        text: "Of the messages of the window that could be scored, those that sound negative. See Mood, net.",
        group: Group::Quality,
        unit: Unit::Percent,
        direction: Direction::Down,
        least: FEWEST_OF_PERCENT,
        compute: |frame| share(frame, Tone::Negative),
        behind: |frame, part| behind(frame, part, Messages::Toned(Tone::Negative)),
    },
    Definition {
        id: "sentiment.scored_share",
        version: 1,
        title: "Messages whose mood was scored",
        text: "Of all messages of the window, those that could be scored: in English, and long enough to tell. The others are \
               in no number about mood.",
        group: Group::Quality,
        unit: Unit::Percent,
        direction: Direction::Neutral,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            let (tones, unscored, _) = toned(frame);
            let scored: u64 = tones.iter().sum();
            Value::share(scored, scored + unscored)
        },
        behind: |frame, part| behind(frame, part, Messages::Unscored),
    },
    Definition {
        id: "median_words",
        version: 1,
        title: "Words in a message, median",
        text: "The median number of words of the messages of the window: of posts and answers by members who count, without \
               code, quotations, addresses and mentions. Messages mostly in a script that puts no spaces between words \
               (Chinese, Japanese, Thai …) are left out and told as such; where they are more than three of four there is no number. n is the messages counted.",
        group: Group::Quality,
        unit: Unit::Number,
        direction: Direction::Neutral,
        least: FEWEST_OF_MEDIAN,
        compute: |frame| {
            let mut lengths: BTreeMap<u32, u64> = BTreeMap::new();
            for (words, count) in days(frame).iter().flat_map(|day| &day.lengths) {
                *lengths.entry(*words).or_default() += u64::from(*count);
            }
            let uncounted: u64 = days(frame).iter().map(|day| u64::from(day.uncounted)).sum();
            let n: u64 = lengths.values().sum();
            readable(|| middle(&lengths, n), n, uncounted)
        },
        behind: |frame, part| behind(frame, part, Messages::Counted),
    },
    Definition {
        id: "network_density",
        version: 1,
        title: "Density of the network of answers",
        text: "Of all pairs of members who wrote in the window, the share who talked with each other: one of the two answered \
               in a conversation that the other one opened, even if the message that opened it was taken away since. 1 when everybody talked with everybody; it falls as a community \
               grows. n is the members who wrote.",
        group: Group::Participation,
        unit: Unit::Number,
        direction: Direction::Neutral,
        least: FEWEST_OF_MEDIAN,
        compute: |frame| {
            let writers: BTreeSet<u32> = days(frame).iter().flat_map(|day| day.writers.iter().copied()).collect();
            let pairs = float(len(&ties(frame)));
            match writers.len() as u64 {
                0 => Value::none(Reason::NoCases),
                1 => Value { n: 1, ..Value::none(Reason::TooFew) },
                n => Value::of(pairs / (float(n) * (float(n) - 1.0) / 2.0), n).with("ties", pairs),
            }
        },
        behind: |frame, _| {
            let mut people: BTreeMap<u32, f64> = BTreeMap::new();
            for (a, b) in ties(frame) {
                *people.entry(a).or_default() += 1.0;
                *people.entry(b).or_default() += 1.0;
            }
            Behind::People(people.into_iter().collect())
        },
    },
];

/// Pairs who both wrote in the window and talked with each other in it.
fn ties(frame: &Frame<'_>) -> Vec<(u32, u32)> {
    let writers: BTreeSet<u32> = days(frame).iter().flat_map(|day| day.writers.iter().copied()).collect();
    let mut all: Vec<(u32, u32)> = days(frame).iter().flat_map(|day| day.ties.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    // Somebody may be answered who was silent in the window.
    all.retain(|(a, b)| writers.contains(a) && writers.contains(b));
    all
}

/// The median of values by how often each is there.
fn middle(counts: &BTreeMap<u32, u64>, n: u64) -> Option<f64> {
    let at = |wanted: u64| {
        let mut seen = 0;
        counts.iter().find_map(|(value, count)| {
            seen += count;
            (seen > wanted).then(|| f64::from(*value))
        })
    };
    Some(f64::midpoint(at(n.checked_sub(1)? / 2)?, at(n / 2)?))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::facts, *};
    use crate::metrics::{Every, Facts, Window, compute, find};

    fn value(facts: &Facts, id: &str) -> Value {
        compute(find(id).unwrap(), &Frame::new(facts, Window { start: 100, end: 107 }, Every::Whole))
    }

    fn part(value: &Value, name: &str) -> Option<f64> {
        value.parts.iter().find(|(part, _)| part == name).map(|(_, value)| *value)
    }

    #[test]
    fn mood_is_the_share_of_pleased_minus_displeased() {
        let mut facts = facts(3);
        // Of a day before and a day after nothing counts.
        for (day, tones) in [(99, [0, 50, 0]), (100, [10, 12, 2]), (106, [8, 4, 4]), (107, [0, 0, 50])] {
            facts.said.push(Said { day, tones, unscored: 5, corrected: 1, ..Said::default() });
        }
        let net = value(&facts, "sentiment");
        assert_eq!(
            (net.value, net.n, part(&net, "of"), part(&net, "corrected")),
            (Some(25.0), 40, Some(50.0), Some(2.0))
        );
        let shares = ["positive", "neutral", "negative"].map(|tone| value(&facts, &format!("sentiment.{tone}")).value);
        assert_eq!(shares, [Some(40.0), Some(45.0), Some(15.0)]);
        assert_eq!(value(&facts, "sentiment.scored_share").value, Some(80.0));
    }

    #[test]
    fn what_cannot_be_scored_is_no_nought() {
        let mut facts = facts(3);
        assert_eq!(value(&facts, "sentiment").reason, Some(Reason::NoCases));
        facts.said.push(Said { day: 103, unscored: 300, uncounted: 300, ..Said::default() });
        for id in ["sentiment", "sentiment.positive", "median_words"] {
            let found = value(&facts, id);
            assert_eq!(
                (found.value, found.reason, part(&found, "of")),
                (None, Some(Reason::Language), Some(300.0)),
                "{id}"
            );
        }
        assert_eq!(value(&facts, "sentiment.scored_share").value, Some(0.0));
        // Of four hundred messages, 99 are too few to speak for all, and 100 are not.
        facts.said.push(Said { day: 104, tones: [99, 0, 0], lengths: vec![(3, 99)], ..Said::default() });
        for id in ["sentiment", "sentiment.neutral", "median_words"] {
            let found = value(&facts, id);
            assert_eq!((found.value, found.reason, found.n), (None, Some(Reason::Language), 99), "{id}");
        }
        facts.said.push(Said { day: 105, tones: [1, 0, 0], lengths: vec![(3, 1)], ..Said::default() });
        assert_eq!((value(&facts, "sentiment").value, value(&facts, "median_words").value), (Some(0.0), Some(3.0)));
        facts.said = vec![Said { day: 104, tones: [19, 0, 0], ..Said::default() }];
        assert_eq!(value(&facts, "sentiment").reason, Some(Reason::TooFew));
    }

    #[test]
    fn words_have_a_median_over_days() {
        let mut facts = facts(3);
        facts.said.push(Said { day: 100, lengths: vec![(1, 1), (2, 1), (100, 1)], ..Said::default() });
        facts.said.push(Said { day: 101, lengths: vec![(2, 1), (7, 2)], uncounted: 4, ..Said::default() });
        // 1 2 2 7 7 100
        let found = value(&facts, "median_words");
        assert_eq!((found.value, found.n, part(&found, "of")), (Some(4.5), 6, Some(10.0)));
    }

    #[test]
    fn density_is_ties_of_all_pairs() {
        let mut facts = facts(9);
        facts.said.push(Said { day: 100, writers: vec![0, 1, 2], ties: vec![(0, 1), (0, 8)], ..Said::default() });
        facts.said.push(Said {
            day: 101,
            writers: vec![0, 3, 4],
            ties: vec![(0, 1), (0, 3), (3, 4)],
            ..Said::default()
        });
        // Five wrote, so ten pairs; the ninth person was answered and wrote nothing.
        let found = value(&facts, "network_density");
        assert_eq!((found.value, found.n), (Some(0.3), 5));
        let behind = (find("network_density").unwrap().behind)(
            &Frame::new(&facts, Window { start: 100, end: 107 }, Every::Whole),
            None,
        );
        assert_eq!(behind, Behind::People(vec![(0, 2.0), (1, 1.0), (3, 2.0), (4, 1.0)]));
    }
}

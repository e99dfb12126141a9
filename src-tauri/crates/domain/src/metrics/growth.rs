//! Who comes, and takes the first steps.

use super::{
    Behind, Definition, Direction, FEWEST_OF_PERCENT, Frame, Group, Person, Reason, Unit, Value,
    figures::{float, len},
    retention::lost_regulars,
};

/// Days within which somebody who joined is to write.
const ACTIVATED_WITHIN: i32 = 14;
/// Days within which a second message is to follow the first.
const SECOND_WITHIN: i32 = 30;
/// Days of silence after which somebody has come back.
pub(super) const SILENCE: i32 = 90;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "signups",
        version: 1,
        title: "New members",
        text: "Members whose first account, on any source, was made in the window; where a source does not tell, the day on \
               which they first joined a space. Members of whom neither is known are not in it.",
        group: Group::Growth,
        unit: Unit::People,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            if frame.facts.people.iter().all(|person| person.joined.is_none()) {
                return Value::none(Reason::NotKept);
            }
            Value::count(len(&frame.facts.joined(frame.window)))
        },
        behind: |frame, _| {
            Behind::People(frame.facts.joined(frame.window).into_iter().map(|index| (index, 1.0)).collect())
        },
    },
    Definition {
        id: "first_contributions",
        version: 1,
        title: "First contributions",
        text: "Members who wrote their first message ever in a public space within the window.",
        group: Group::Growth,
        unit: Unit::People,
        direction: Direction::Up,
        least: 0,
        compute: |frame| Value::count(len(&newcomers(frame))),
        behind: |frame, _| Behind::People(newcomers(frame).into_iter().map(|index| (index, 1.0)).collect()),
    },
    Definition {
        id: "activation_rate",
        version: 1,
        title: "Activation rate",
        text: "Of the members who joined in the window at least 14 days ago, those who wrote their first message in public \
               within 14 days. Those who joined later are told apart as too young.",
        group: Group::Growth,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: activation,
        behind: |frame, part| {
            let wanted = part != Some("not_activated");
            let all = old_enough(frame).0;
            Behind::People(
                all.into_iter().filter(|(_, one)| is_activated(one) == wanted).map(|(index, _)| (index, 1.0)).collect(),
            )
        },
    },
    Definition {
        id: "second_post_rate",
        version: 1,
        title: "Came back for a second message",
        text: "Of the members whose first public message lies in the window and at least 30 days back, those who wrote a \
               second one within 30 days.",
        group: Group::Growth,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            let (all, again) = second(frame);
            Value::share(len(&again), len(&all))
        },
        behind: |frame, _| Behind::People(second(frame).1.into_iter().map(|index| (index, 1.0)).collect()),
    },
    Definition {
        id: "reactivated",
        version: 1,
        title: "Reactivated members",
        text: "Members who wrote in the window after at least 90 days without a message, and had written before.",
        group: Group::Growth,
        unit: Unit::People,
        direction: Direction::Up,
        least: 0,
        compute: |frame| Value::count(len(reactivated(frame))),
        behind: |frame, _| Behind::People(reactivated(frame).iter().map(|index| (*index, 1.0)).collect()),
    },
    Definition {
        id: "net_change",
        version: 1,
        title: "Net change of active members",
        text: "First contributions plus reactivated members, minus lost regulars.",
        group: Group::Growth,
        unit: Unit::People,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            let (new, back, lost) = (len(&newcomers(frame)), len(reactivated(frame)), len(lost_regulars(frame)));
            Value::of(float(new) + float(back) - float(lost), new + back + lost)
                .with("new", float(new))
                .with("reactivated", float(back))
                .with("lost", float(lost))
        },
        behind: |frame, _| {
            let came = newcomers(frame).into_iter().chain(reactivated(frame).iter().copied()).map(|index| (index, 1.0));
            Behind::People(came.chain(lost_regulars(frame).iter().map(|index| (*index, -1.0))).collect())
        },
    },
];

/// The people with these places.
fn those<'f>(frame: &Frame<'f>, places: Vec<u32>) -> impl Iterator<Item = (u32, &'f Person)> {
    let people = &frame.facts.people;
    places.into_iter().filter_map(|index| Some((index, people.get(index as usize)?)))
}

fn newcomers(frame: &Frame<'_>) -> Vec<u32> {
    frame.facts.first_written(frame.window)
}

/// Who joined long enough ago to tell, and how many did not.
fn old_enough<'f>(frame: &Frame<'f>) -> (Vec<(u32, &'f Person)>, u64) {
    let all = frame.facts.joined(frame.window);
    let before = all.len();
    let old: Vec<_> = those(frame, all)
        .filter(|(_, person)| person.joined.is_some_and(|day| day + ACTIVATED_WITHIN < frame.facts.last_day))
        .collect();
    let young = u64::try_from(before - old.len()).unwrap_or(0);
    (old, young)
}

fn is_activated(person: &Person) -> bool {
    person.joined.zip(person.first).is_some_and(|(joined, first)| first - joined <= ACTIVATED_WITHIN)
}

fn activation(frame: &Frame<'_>) -> Value {
    let (old, young) = old_enough(frame);
    let activated = old.iter().filter(|(_, person)| is_activated(person)).count() as u64;
    let value = Value::share(activated, len(&old)).with("young", float(young));
    if old.is_empty() && young > 0 { Value { reason: Some(Reason::NotYet), ..value } } else { value }
}

/// Whose first message lies in the window and long enough back, and those of them who wrote again.
fn second(frame: &Frame<'_>) -> (Vec<u32>, Vec<u32>) {
    let old: Vec<(u32, i32)> = those(frame, newcomers(frame))
        .filter_map(|(index, person)| Some((index, person.first?)))
        .filter(|(_, first)| first + SECOND_WITHIN < frame.facts.last_day)
        .collect();
    // Until which day each of them is looked at.
    let mut until = vec![i32::MIN; frame.facts.people.len()];
    for (index, first) in &old {
        if let Some(until) = until.get_mut(*index as usize) {
            *until = first + SECOND_WITHIN;
        }
    }
    let mut written = vec![0_u8; frame.facts.people.len()];
    for day in frame.days(frame.window.start, frame.window.end + SECOND_WITHIN) {
        let index = day.person as usize;
        if until.get(index).is_some_and(|until| day.day <= *until)
            && let Some(count) = written.get_mut(index)
        {
            *count = count.saturating_add(u8::try_from(day.written()).unwrap_or(u8::MAX));
        }
    }
    let again = old.iter().map(|(index, _)| *index);
    let again = again.filter(|index| written.get(*index as usize).is_some_and(|count| *count >= 2)).collect();
    (old.into_iter().map(|(index, _)| index).collect(), again)
}

fn reactivated<'f>(frame: &'f Frame<'_>) -> &'f [u32] {
    frame.reactivated.get_or_init(|| {
        let before = frame.written_before();
        let back = frame.here().iter().filter(|sum| {
            let first = frame.facts.people.get(sum.person as usize).and_then(|person| person.first);
            let last = before.get(sum.person as usize).copied().unwrap_or(i32::MIN);
            sum.written() > 0
                && sum.first_written.saturating_sub(last) >= SILENCE
                && first.is_some_and(|first| sum.first_written - first >= SILENCE)
        });
        back.map(|sum| sum.person).collect()
    })
}

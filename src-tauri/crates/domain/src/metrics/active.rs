//! Who takes part, and how much.

use super::{
    Behind, Definition, Direction, FEWEST_OF_PERCENT, Frame, Group, Reason, Unit, Value,
    figures::{float, len},
    frame::people,
};

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "active_members.day",
        version: 1,
        title: "Active members a day",
        text: "Members who wrote a post or an answer or gave a reaction in a public space on a day: the mean over the days \
               of the window that have begun. Bots never count, the team only when it is included; a person with several \
               accounts counts once. A reaction counts on the day of what it was given to where the source does not tell \
               when it was given.",
        group: Group::Engagement,
        unit: Unit::People,
        direction: Direction::Up,
        least: 0,
        compute: daily,
        behind: active_people,
    },
    Definition {
        id: "active_members.week",
        version: 1,
        title: "Active members a week",
        text: "Members who wrote or reacted in public on any of the seven days that end with the window's last day.",
        group: Group::Engagement,
        unit: Unit::People,
        direction: Direction::Up,
        least: 0,
        compute: |frame| Value::count(frame.course().presence(7).0),
        behind: |frame, _| people(frame.sums(frame.end() - 7, frame.end()).iter(), |sum| u64::from(sum.days)),
    },
    Definition {
        id: "active_members.month",
        version: 1,
        title: "Active members a month",
        text: "Members who wrote or reacted in public on any of the 28 days that end with the window's last day: whole weeks, \
               so that no month has more weekends than another.",
        group: Group::Engagement,
        unit: Unit::People,
        direction: Direction::Up,
        least: 0,
        compute: |frame| Value::count(frame.present().0),
        behind: |frame, _| people(month(frame).iter(), |sum| u64::from(sum.days)),
    },
    Definition {
        id: "stickiness",
        version: 1,
        title: "Stickiness",
        text: "The mean number of active members a day over the 28 days that end with the window's last day, divided by the \
               members active on any of them. n is the latter.",
        group: Group::Engagement,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: stickiness,
        behind: |frame, _| people(month(frame).iter(), |sum| u64::from(sum.days)),
    },
    Definition {
        id: "posts",
        version: 1,
        title: "Posts",
        text: "Messages that open a conversation in a public space, by members who count. An edited message is one; what was \
               taken away is none.",
        group: Group::Engagement,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| Value::count(frame.here().iter().map(|sum| u64::from(sum.posts)).sum()),
        behind: |frame, _| people(frame.here().iter(), |sum| u64::from(sum.posts)),
    },
    Definition {
        id: "comments",
        version: 1,
        title: "Answers",
        text: "Messages that answer within a conversation in a public space, by members who count.",
        group: Group::Engagement,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| Value::count(frame.here().iter().map(|sum| u64::from(sum.replies)).sum()),
        behind: |frame, _| people(frame.here().iter(), |sum| u64::from(sum.replies)),
    },
    Definition {
        id: "reactions",
        version: 1,
        title: "Reactions",
        text: "Reactions and likes that members who count gave in public spaces and did not take back. They lie on the day of \
               what they were given to where the source does not tell theirs. Never added to posts or answers.",
        group: Group::Engagement,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| Value::count(frame.here().iter().map(|sum| u64::from(sum.reactions)).sum()),
        behind: |frame, _| people(frame.here().iter(), |sum| u64::from(sum.reactions)),
    },
    Definition {
        id: "posts_per_member",
        version: 1,
        title: "Messages per contributor",
        text: "Posts and answers of the window, divided by the members who wrote any. n is the latter.",
        group: Group::Engagement,
        unit: Unit::Number,
        direction: Direction::Up,
        least: 1,
        compute: per_member,
        behind: |frame, _| people(frame.here().iter(), super::Tally::written),
    },
    Definition {
        id: "participation_rate",
        version: 1,
        title: "Participation rate",
        text: "Members who wrote in the window, divided by all members who had joined or written before its end.",
        group: Group::Engagement,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: participation,
        behind: |frame, _| people(frame.here().iter(), super::Tally::written),
    },
];

/// What each person did in the 28 days that end with the window.
fn month(frame: &Frame<'_>) -> Vec<super::Tally> {
    frame.sums(frame.end() - 28, frame.end())
}

fn active_people(frame: &Frame<'_>, _: Option<&str>) -> Behind {
    people(frame.here().iter(), |sum| u64::from(sum.days))
}

fn daily(frame: &Frame<'_>) -> Value {
    let days = frame.end() - frame.window.start;
    let mut last = 0;
    let mut all = 0;
    for day in frame.days(frame.window.start, frame.end()) {
        if day.written() + day.reactions > 0 {
            all += 1;
            last += u64::from(day.day == frame.end() - 1);
        }
    }
    Value::of(float(all) / f64::from(days.max(1)), len(frame.here())).with("last_day", float(last))
}

fn stickiness(frame: &Frame<'_>) -> Value {
    let (people, days) = frame.present();
    if people == 0 {
        return Value::none(Reason::NoCases);
    }
    let mean = float(days) / 28.0;
    Value::of(mean / float(people) * 100.0, people).with("mean_day", mean)
}

fn per_member(frame: &Frame<'_>) -> Value {
    let written: u64 = frame.here().iter().map(super::Tally::written).sum();
    let n = frame.here().iter().filter(|sum| sum.written() > 0).count() as u64;
    if n == 0 {
        return Value::none(Reason::NoCases);
    }
    Value::of(float(written) / float(n), n)
}

fn participation(frame: &Frame<'_>) -> Value {
    let members = frame.facts.members(frame.window.end);
    let wrote = frame.here().iter().filter(|sum| sum.written() > 0).count() as u64;
    Value::share(wrote, members)
}

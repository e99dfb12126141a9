//! Invitations: who was asked to join, did, and then took part.

use super::{
    Definition, Direction, FEWEST_OF_PERCENT, Frame, Group, Unit, Value,
    figures::float,
    kept::{behind, either, instants, matters, person},
    steps::{Matter, accepted, entered},
};
use crate::time::{self, DAY, day_number};

/// Days to accept.
const TO_ACCEPT: i64 = 30;
/// Days to write for the first time, after that.
const TO_WRITE: i64 = 14;

fn all<'a>(frame: &Frame<'a>) -> Result<&'a [Matter], Value> {
    matters(frame, |kept| &kept.invitations)
}

/// Whether whoever accepted wrote for the first time soon after.
fn is_activated(frame: &Frame<'_>, one: &Matter) -> bool {
    let sent = one.at("sent").unwrap_or_default();
    let Some(at) = one.at("accepted").filter(|at| *at <= sent + TO_ACCEPT * DAY) else { return false };
    let first = one.member.and_then(|key| person(frame, key));
    let first = first.and_then(|place| frame.facts.people.get(place as usize)?.first);
    let day = day_number(time::day_of(at, frame.facts.zone));
    first.is_some_and(|first| (day..=day + TO_WRITE).contains(&i64::from(first)))
}

pub(super) const METRICS: &[Definition] = &[Definition {
    id: "invitation_conversion",
    version: 1,
    title: "Invitations accepted",
    text: "Of the invitations sent in the window, 30 days ago or earlier, and not bounced, those accepted within 30 days: whoever \
           joined with the invited address, or was marked so under Figures. An address that is invited again is one invitation. \
           Parts: how many of them wrote for the first time within 14 days of accepting, and how many invitations are too young.",
    group: Group::Growth,
    unit: Unit::Percent,
    direction: Direction::Up,
    least: FEWEST_OF_PERCENT,
    compute: |frame| {
        either(all(frame).map(|all| {
            let window = instants(frame);
            let (share, young) = accepted(all, window, frame.facts.now, TO_ACCEPT);
            let activated = entered(all, "sent", window).filter(|one| is_activated(frame, one)).count() as u64;
            Value::share(share.some, share.all).with("activated", float(activated)).with("young", float(young))
        }))
    },
    behind: |frame, _| {
        let sent = entered(all(frame).unwrap_or_default(), "sent", instants(frame));
        behind(frame, sent.filter(|one| one.at("accepted").is_some()))
    },
}];

//! Support deflection: what answers of the community may have saved, as a range and never as one number.
//!
//! Each way of counting is somebody's, and each of its factors a number that the community can change and that a report
//! prints with its source.
//!
//! **Invariants:** money is whole minor units; a factor is a share from 0 to 1 or a count, never negative.

use super::{
    Behind, Conversation, Definition, Direction, FEWEST_OF_PERCENT, Frame, Group, Reason, Unit, Value,
    kept::{either, sum},
};

/// Whether a conversation was resolved here: it is marked solved, or somebody outside of the team answered first.
fn is_resolved(one: &Conversation) -> bool {
    one.solved == Some(true) || one.answer.is_some_and(|answer| !answer.by_team)
}

/// Whether it has a solution, and somebody outside of the team answered first.
fn is_accepted(one: &Conversation) -> bool {
    one.solved == Some(true) && one.answer.is_some_and(|answer| !answer.by_team)
}

fn counted(frame: &Frame<'_>) -> Counted {
    let many = |is: fn(&Conversation) -> bool| frame.conversations().iter().filter(|one| is(one)).count() as u64;
    let known = |kind| sum(frame, kind, frame.window).ok().map(i64::unsigned_abs);
    Counted {
        resolved: many(is_resolved),
        accepted: many(is_accepted),
        answer_views: known("answer_views"),
        visits: known("visits"),
    }
}

fn behind(frame: &Frame<'_>, is: fn(&Conversation) -> bool) -> Behind {
    let cost = frame.facts.kept.factors.ticket_cost;
    Behind::Conversations(frame.conversations().iter().filter(|one| is(one)).map(|one| (one.id, cost)).collect())
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "resolved_share",
        version: 1,
        title: "Resolved in the community",
        text: "Of all that members asked in the window and that was resolved here, together with the tickets that support got \
               in it (kept under Figures), the share that was resolved here: marked solved, or first answered by somebody who \
               is not of the team.",
        group: Group::Value,
        unit: Unit::Percent,
        direction: Direction::Up,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            either(sum(frame, "tickets", frame.window).map(|tickets| {
                let resolved = counted(frame).resolved;
                Value::share(resolved, resolved + tickets.unsigned_abs())
            }))
        },
        behind: |frame, _| behind(frame, is_resolved),
    },
    Definition {
        id: "deflection.low",
        version: 1,
        title: "Support deflected, at least",
        text: "Conversations opened in the window by members that are marked solved, or were first answered by somebody who is \
               not of the team, × the cost of a ticket (a factor under Figures). What was counted and nothing else: the low end \
               of the range. Tickets are not matched with who asked. n is the conversations.",
        group: Group::Value,
        unit: Unit::Money,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            let (counted, factors) = (counted(frame), &frame.facts.kept.factors);
            Value::of(counted.low(factors), counted.resolved).with("ticket_cost", factors.ticket_cost)
        },
        behind: |frame, _| behind(frame, is_resolved),
    },
    Definition {
        id: "deflection.direct",
        version: 1,
        title: "Support deflected, accepted answers",
        text: "Topics opened in the window with an accepted answer, and first answered by somebody who is not of the team, × the \
               cost of a ticket (Vanilla's direct deflection). Only forums that mark solutions tell it.",
        group: Group::Value,
        unit: Unit::Money,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            if frame.conversations().iter().all(|one| one.solved.is_none()) {
                return Value::none(Reason::NotKept);
            }
            let (counted, factors) = (counted(frame), &frame.facts.kept.factors);
            Value::of(counted.direct(factors), counted.accepted).with("ticket_cost", factors.ticket_cost)
        },
        behind: |frame, _| behind(frame, is_accepted),
    },
    Definition {
        id: "deflection.indirect",
        version: 1,
        title: "Support deflected, readers of answers",
        text: "Views of accepted answers in the window (kept under Figures) × the share of readers who would have asked × the \
               cost of a ticket (FeverBee's indirect deflection). An estimate: change its factors under Figures. n is the views.",
        group: Group::Value,
        unit: Unit::Money,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            let factors = &frame.facts.kept.factors;
            either(sum(frame, "answer_views", frame.window).map(|views| {
                let value = counted(frame).indirect(factors).unwrap_or_default();
                Value::of(value, views.unsigned_abs())
                    .with("ticket_cost", factors.ticket_cost)
                    .with("answer_share", factors.answer_share)
            }))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "deflection.khoros",
        version: 1,
        title: "Support deflected, visits",
        text: "Visits in the window (kept under Figures) × the share that looks for support × the share of these that finds it × \
               the share of these who would otherwise have contacted support × the cost of a ticket (Khoros). An estimate, and \
               the high end of the range: change its factors under Figures. n is the visits.",
        group: Group::Value,
        unit: Unit::Money,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            let factors = &frame.facts.kept.factors;
            either(sum(frame, "visits", frame.window).map(|visits| {
                let value = counted(frame).khoros(factors).unwrap_or_default();
                Value::of(value, visits.unsigned_abs())
                    .with("ticket_cost", factors.ticket_cost)
                    .with("seeking_share", factors.seeking_share)
                    .with("found_share", factors.found_share)
                    .with("contact_share", factors.contact_share)
            }))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
];

/// A factor of a way of counting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factor {
    /// Its id.
    pub id: &'static str,
    /// What it is until somebody changes it.
    pub value: f64,
    /// From where that is.
    pub source: &'static str,
    /// The most it can be: 1 for a share.
    pub most: f64,
}

const fn share(id: &'static str, value: f64, source: &'static str) -> Factor {
    Factor { id, value, source, most: 1.0 }
}

const KHOROS: &str = "Khoros, community.khoros.com m-p/541266: the simple form, 0.5 × 0.4 × 0.4 × $35";
const FEVERBEE: &str =
    "FeverBee, feverbee.com: 5 % of those who read an accepted answer would have asked; be conservative";

/// All factors, in the order in which they are shown.
pub const FACTORS: [Factor; 5] = [
    Factor { id: "ticket_cost", value: 35.0, source: KHOROS, most: 1_000_000.0 },
    share("answer_share", 0.05, FEVERBEE),
    share("seeking_share", 0.5, KHOROS),
    share("found_share", 0.4, KHOROS),
    share("contact_share", 0.4, KHOROS),
];

/// The factors of a community.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Factors {
    /// What answering a ticket costs, in minor units.
    pub ticket_cost: f64,
    /// Of those who read an accepted answer, those who would have opened a ticket.
    pub answer_share: f64,
    /// Of all visits, those that look for support.
    pub seeking_share: f64,
    /// Of these, those that find it.
    pub found_share: f64,
    /// Of these, those who would otherwise have contacted support.
    pub contact_share: f64,
}

/// What was counted in a window; nothing where nobody kept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Conversations opened by members that are marked solved or were answered by another member.
    pub resolved: u64,
    /// Of these, those with an accepted answer.
    pub accepted: u64,
    /// Views of accepted answers.
    pub answer_views: Option<u64>,
    /// Visits.
    pub visits: Option<u64>,
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
const fn number(count: u64) -> f64 {
    count as f64
}

impl Counted {
    /// Conversations that were resolved here × what a ticket costs: what was counted and nothing else.
    pub fn low(&self, factors: &Factors) -> f64 {
        (number(self.resolved) * factors.ticket_cost).round()
    }

    /// Questions with an accepted answer by another member × what a ticket costs (Vanilla's direct deflection).
    pub fn direct(&self, factors: &Factors) -> f64 {
        (number(self.accepted) * factors.ticket_cost).round()
    }

    /// Views of accepted answers × the share of readers who would have asked × what a ticket costs (FeverBee's indirect
    /// deflection).
    pub fn indirect(&self, factors: &Factors) -> Option<f64> {
        self.answer_views.map(|views| (number(views) * factors.answer_share * factors.ticket_cost).round())
    }

    /// Visits × looking for support × finding it × who would otherwise have contacted support × what a ticket costs
    /// (Khoros).
    pub fn khoros(&self, factors: &Factors) -> Option<f64> {
        let shares = factors.seeking_share * factors.found_share * factors.contact_share;
        self.visits.map(|visits| (number(visits) * shares * factors.ticket_cost).round())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLE: Factors =
        Factors { ticket_cost: 3_500.0, answer_share: 0.05, seeking_share: 0.5, found_share: 0.4, contact_share: 0.4 };

    #[test]
    fn the_forms_that_were_published() {
        let counted = Counted { resolved: 12, accepted: 5, answer_views: Some(1_000), visits: Some(1_000) };
        assert_eq!(counted.low(&SIMPLE), 42_000.0);
        assert_eq!(counted.direct(&SIMPLE), 17_500.0);
        // 1,000 views × 0.05 × $35.
        assert_eq!(counted.indirect(&SIMPLE), Some(175_000.0));
        // 1,000 visits × 0.5 × 0.4 × 0.4 × $35 = $2,800.
        assert_eq!(counted.khoros(&SIMPLE), Some(280_000.0));
    }

    #[test]
    fn what_nobody_kept_has_no_value() {
        let counted = Counted { resolved: 12, ..Counted::default() };
        assert_eq!((counted.indirect(&SIMPLE), counted.khoros(&SIMPLE)), (None, None));
    }

    #[test]
    fn the_factors_are_those_of_their_sources() {
        let by = |id: &str| FACTORS.iter().find(|factor| factor.id == id).unwrap().value;
        let visit = by("seeking_share") * by("found_share") * by("contact_share") * by("ticket_cost");
        assert!((visit - 2.8).abs() < 1e-9, "{visit}");
        for factor in FACTORS {
            assert!(!factor.source.is_empty() && (0.0..=factor.most).contains(&factor.value), "{}", factor.id);
        }
    }
}

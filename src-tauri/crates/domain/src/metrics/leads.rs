//! Qualified leads: members or companies that a person marked, never anybody by itself.
//!
//! **Invariant:** a stage counts on the day it was entered first, whatever came later.

use super::{
    Definition, Direction, Frame, Group, Unit, Value,
    figures::float,
    kept::{behind, either, instants, matters, person},
    steps::Matter,
};
use crate::time::{self, day_number};

/// Days before a stage in which anything a member did counts as influence.
const INFLUENCE: i64 = 90;
/// HubSpot's stages.
const STAGES: [&str; 8] =
    ["subscriber", "lead", "marketing_lead", "sales_lead", "opportunity", "customer", "evangelist", "other"];

fn all<'a>(frame: &Frame<'a>) -> Result<&'a [Matter], Value> {
    matters(frame, |kept| &kept.leads)
}

/// Those that entered any stage in the window, with the first day they did.
fn entered<'a>(frame: &Frame<'a>) -> Vec<(&'a Matter, i64)> {
    let (from, until) = instants(frame);
    let within = |one: &'a Matter| one.steps.values().copied().filter(|at| (from..until).contains(at)).min();
    all(frame).unwrap_or_default().iter().filter_map(|one| Some((one, within(one)?))).collect()
}

fn is_sourced(one: &Matter) -> bool {
    one.kind.as_deref() == Some("community")
}

/// Whether the member did anything here in the days before a stage.
fn is_influenced(frame: &Frame<'_>, one: &Matter, at: i64) -> bool {
    let Some(person) = one.member.and_then(|key| person(frame, key)) else { return false };
    let day = day_number(time::day_of(at, frame.facts.zone));
    let number = |day: i64| i32::try_from(day).unwrap_or(i32::MAX);
    frame.was_there(person, number(day - INFLUENCE), number(day))
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "leads.entered",
        version: 1,
        title: "Leads that came further",
        text: "Leads (members or companies that a person marked under Figures) that entered any stage for the first time in the \
               window. Parts: how many entered each of HubSpot's stages.",
        group: Group::Value,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            either(all(frame).map(|all| {
                let mut value = Value::count(entered(frame).len() as u64);
                for stage in STAGES {
                    let many = super::steps::entered(all, stage, instants(frame)).count();
                    value = value.with(stage, float(many as u64));
                }
                value
            }))
        },
        behind: |frame, _| behind(frame, entered(frame).into_iter().map(|(one, _)| one)),
    },
    Definition {
        id: "leads.sourced",
        version: 1,
        title: "Leads sourced here",
        text: "Of the leads that entered any stage in the window, those whose first known touch was the community, as it was \
               said when they were marked. Part: of how many.",
        group: Group::Value,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            either(all(frame).map(|_| {
                let entered = entered(frame);
                let sourced = entered.iter().filter(|(one, _)| is_sourced(one)).count() as u64;
                Value::count(sourced).with("whole", float(entered.len() as u64))
            }))
        },
        behind: |frame, _| {
            let entered = entered(frame);
            behind(frame, entered.into_iter().map(|(one, _)| one).filter(|one| is_sourced(one)))
        },
    },
    Definition {
        id: "leads.influenced",
        version: 1,
        title: "Leads influenced here",
        text: "Of the leads that entered any stage in the window, those whose member wrote or reacted in public in the 90 days \
               before. Parts: of how many, and how many of these have no member.",
        group: Group::Value,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| {
            either(all(frame).map(|_| {
                let entered = entered(frame);
                let influenced = entered.iter().filter(|(one, at)| is_influenced(frame, one, *at)).count() as u64;
                let unknown = entered.iter().filter(|(one, _)| one.member.is_none()).count() as u64;
                Value::count(influenced).with("whole", float(entered.len() as u64)).with("unknown", float(unknown))
            }))
        },
        behind: |frame, _| {
            let entered = entered(frame).into_iter().filter(|(one, at)| is_influenced(frame, one, *at));
            behind(frame, entered.map(|(one, _)| one))
        },
    },
];

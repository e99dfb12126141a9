//! Plans to begin an event with: those that Kith comes with, and those that were kept of an event.

use chrono::TimeDelta;
use kith_domain::{
    events,
    figures::{amount, digits},
    run_of_show::PlanCue,
};
use rusqlite::{OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Event, EventForm, EventKind, needed};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A plan to begin an event with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventTemplate {
    /// Its id: of one that Kith comes with, the kind's word.
    pub id: String,
    /// What it is called; of one that Kith comes with, nothing.
    pub name: Option<String>,
    /// What sort of event.
    pub kind: EventKind,
    /// What it brings along.
    pub plan: EventTemplateBody,
}

/// What a plan brings along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct EventTemplateBody {
    /// Where people are.
    pub form: EventForm,
    /// How long it takes.
    pub minutes: u32,
    /// Seats.
    pub capacity: Option<u32>,
    /// The place, in words.
    pub place: String,
    /// What the public reads.
    pub text: String,
    /// What is to be done.
    pub tasks: Vec<TemplateTask>,
    /// What costs money, and how much was planned: `120.00`, in the currency of the event it was kept of.
    pub costs: Vec<(String, String)>,
    /// What happens when, on the day.
    #[serde(default)]
    pub cues: Vec<TemplateCue>,
}

/// A line of a run of show, in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct TemplateCue {
    /// Minutes from the event's beginning.
    pub offset: i64,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// What.
    pub title: String,
    /// Who.
    pub owner: String,
    /// What tells everybody that it begins.
    pub cue: String,
    /// Where, unless it is where the event is.
    pub place: String,
    /// What is done if it does not work.
    pub backup: String,
}

/// Something to do, in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct TemplateTask {
    /// Days from the event's first day.
    pub offset: i64,
    /// What.
    pub title: String,
    /// Who.
    pub owner: String,
}

fn shipped() -> Vec<EventTemplate> {
    let task = |task: &events::PlanTask| TemplateTask {
        offset: task.offset,
        title: task.title.to_owned(),
        owner: task.owner.to_owned(),
    };
    let cue = |cue: &PlanCue| TemplateCue {
        offset: cue.offset,
        minutes: cue.minutes,
        title: cue.title.to_owned(),
        owner: cue.owner.to_owned(),
        cue: cue.cue.to_owned(),
        place: String::new(),
        backup: cue.backup.to_owned(),
    };
    let made = |plan: &events::Plan| EventTemplate {
        id: plan.kind.to_owned(),
        name: None,
        kind: EventKind::parse(plan.kind),
        plan: EventTemplateBody {
            form: EventForm::parse(plan.form),
            minutes: plan.minutes,
            capacity: None,
            place: String::new(),
            text: String::new(),
            tasks: plan.tasks.iter().map(task).collect(),
            costs: plan.costs.iter().map(|label| ((*label).to_owned(), String::new())).collect(),
            cues: plan.cues.iter().map(cue).collect(),
        },
    };
    events::PLANS.iter().map(made).collect()
}

impl Read<'_> {
    /// All plans: one's own first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_templates(&self) -> Result<Vec<EventTemplate>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, kind, plan FROM event_template WHERE deleted_at IS NULL ORDER BY name, id",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let plan: String = row.get(3)?;
            // A plan that a newer Kith wrote is passed over.
            if let Ok(plan) = serde_json::from_str(&plan) {
                let kind = EventKind::parse(&row.get::<_, String>(2)?);
                found.push(EventTemplate { id: row.get(0)?, name: row.get(1)?, kind, plan });
            }
        }
        found.extend(shipped());
        Ok(found)
    }
}

impl Write<'_> {
    /// Gives an event the tasks and the budget of a plan; `new_id` makes ids.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such plan or event.
    pub fn follow_template(&self, event: &str, template: &str, new_id: &dyn Fn() -> String, now: i64) -> Result<()> {
        let read = self.read();
        let event = read.event(event)?;
        let found = read.event_templates()?.into_iter().find(|one| one.id == template);
        let found = found.ok_or(Error::NotFound("template"))?;
        for task in &found.plan.tasks {
            self.put_event_task(&event.id, &new_id(), &task.title, task.offset, &task.owner, now)?;
        }
        let places = digits(&event.currency);
        for (label, planned) in &found.plan.costs {
            let planned = amount(planned, places).unwrap_or(0);
            self.put_event_cost(&event.id, &new_id(), label, [planned, 0, 0], now)?;
        }
        found.plan.cues.iter().try_for_each(|cue| self.put_cue(&event.id, &new_id(), cue, now))
    }

    /// Keeps an event's plan under a name; over the one that has it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event; [`Error::Field`] when the name cannot be one.
    pub fn keep_template(&self, id: &str, event: &str, name: &str, now: i64) -> Result<()> {
        let name = needed(name, "name")?;
        let read = self.read();
        let event: Event = read.event(event)?;
        let task = |task: super::EventTask| TemplateTask { offset: task.offset, title: task.title, owner: task.owner };
        let mut tasks: Vec<TemplateTask> = read.event_tasks(&event, now)?.into_iter().map(task).collect();
        tasks.sort_by_key(|task| task.offset);
        let (costs, _) = read.event_costs(&event, 0)?;
        let minutes = events::minute(&event.starts)
            .and_then(|starts| Ok(events::minute(&event.ends)? - starts))
            .map_or(60, |length: TimeDelta| length.num_minutes());
        let plan = EventTemplateBody {
            form: event.form,
            minutes: u32::try_from(minutes).unwrap_or(60),
            capacity: event.capacity,
            place: event.place.clone(),
            text: event.text.clone(),
            tasks,
            costs: costs.into_iter().map(|cost| (cost.label, cost.planned)).collect(),
            cues: read.template_cues(&event.id)?,
        };
        let plan = serde_json::to_string(&plan).map_err(|error| Error::Invalid(error.to_string()))?;
        let known: Option<String> = self
            .connection
            .prepare_cached("SELECT id FROM event_template WHERE name = ?1 AND deleted_at IS NULL")?
            .query_row([&name], |row| row.get(0))
            .optional()?;
        self.connection
            .prepare_cached(
                "INSERT INTO event_template (id, name, kind, plan, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                 ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, plan = excluded.plan, updated_at = excluded.updated_at",
            )?
            .execute(params![known.as_deref().unwrap_or(id), name, event.kind.word(), plan, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Takes one of one's own plans away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_template(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE event_template SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "template")
    }
}

//! Takes back what a person did, and does it again.
//!
//! TEMP triggers on the authored tables log, for each row that changes, the row as it was and as it became. Undoing a
//! step puts the old rows back, newest change first, in one transaction.
//!
//! While a step is taken back the triggers log what does it again. What is derived from authored rows (who is one person)
//! follows in the same transaction.
//!
//! **Invariants:** a step is taken back only when every row is still as the step left it; otherwise nothing happens and
//! the caller is told. Whoever does something new gives up what was taken back before. The history is in memory and ends
//! with the program.

use std::collections::{BTreeSet, VecDeque};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    error::{Error, Result},
    topic::Topic,
};

/// Authored tables whose rows can be taken back, and their keys.
pub(crate) const TABLES: &[(&str, &str)] = &[
    ("note", "id"),
    ("setting", "key"),
    ("intent", "id"),
    ("identity_link", "identity"),
    ("not_same", "pair"),
    ("profile", "id"),
    ("custom_field", "id"),
    ("tag", "id"),
    ("tagging", "id"),
    ("organisation", "id"),
    ("affiliation", "id"),
    ("segment", "id"),
    ("import_profile", "id"),
    ("space_choice", "space"),
    ("report_text", "id"),
    ("report_schedule", "template"),
    ("figure", "id"),
    ("matter", "id"),
    ("matter_step", "id"),
    ("factor", "id"),
    ("attention", "activity"),
    ("greeting", "identity"),
    ("lapse_pause", "identity"),
    ("saved_text", "id"),
    ("watch", "id"),
    ("introduction_choice", "identity"),
    ("introduction_round", "id"),
    ("introduction_group", "id"),
    ("introduction_member", "id"),
    ("kudos", "id"),
    ("gift", "id"),
    ("birthday", "identity"),
    ("celebrated", "id"),
    ("advocate", "id"),
    ("advocate_step", "id"),
    ("content_campaign", "id"),
    ("content_template", "id"),
    ("content_post", "id"),
    ("content_find", "id"),
    ("matter_voter", "id"),
    ("matter_told", "id"),
    ("conduct_case", "id"),
    // Check-ins are taken back at the door, by a mark that other laptops understand.
    ("event", "id"),
    ("event_task", "id"),
    ("event_part", "id"),
    ("event_cost", "id"),
    ("event_template", "id"),
    ("event_cue", "id"),
    ("event_message", "id"),
    ("event_stay", "id"),
    ("event_score", "id"),
    ("event_lesson", "id"),
    ("guest", "id"),
    ("event_session", "id"),
    ("event_visit", "id"),
    ("programme", "id"),
    ("programme_template", "id"),
    ("mentoring_round", "id"),
    ("mentoring_application", "id"),
    ("mentoring_wish", "id"),
    ("mentorship", "id"),
    ("mentoring_session", "id"),
    ("mentoring_item", "id"),
    ("mentoring_goal", "id"),
    ("mentoring_progress", "id"),
    ("mentoring_between", "id"),
    ("mentoring_feedback", "id"),
    ("handover_peer", "key"),
    ("holiday", "id"),
    ("event_series", "id"),
    ("strategy_version", "id"),
    ("strategy_entry", "id"),
    ("strategy_tick", "item"),
    ("goal_value", "id"),
    ("message_tone", "message"),
    ("health_band", "measure"),
];
/// How many steps are remembered.
const STEPS: usize = 50;

/// The steps that can be taken back.
#[derive(Debug)]
pub struct History {
    /// What can be taken back, newest last.
    steps: VecDeque<Step>,
    /// What was taken back and can be done again, newest last.
    undone: Vec<Step>,
}

/// One thing a person did.
#[derive(Debug)]
pub struct Step {
    label: &'static str,
    topics: BTreeSet<Topic>,
    /// Statements that take it back, newest first. Each changes exactly one row, or the row is not as expected.
    statements: Vec<String>,
}

impl History {
    /// Prepares a connection: its changes to authored tables are logged from now on.
    pub(crate) fn new(connection: &Connection) -> Result<Self> {
        connection.execute_batch("CREATE TEMP TABLE undo_log (number INTEGER PRIMARY KEY, statement TEXT NOT NULL)")?;
        for (table, key) in TABLES {
            let columns = columns(connection, table)?;
            connection.execute_batch(&triggers(table, key, &columns))?;
        }
        // Whose links or fields changed: members follow from them.
        connection.execute_batch(
            "CREATE TEMP TABLE relinked (identity TEXT NOT NULL);
             CREATE TEMP TRIGGER relinked_insert AFTER INSERT ON main.identity_link BEGIN
               INSERT INTO relinked VALUES (new.identity), (new.anchor); END;
             CREATE TEMP TRIGGER relinked_update AFTER UPDATE ON main.identity_link BEGIN
               INSERT INTO relinked VALUES (new.identity), (new.anchor), (old.anchor); END;
             CREATE TEMP TRIGGER relinked_delete AFTER DELETE ON main.identity_link BEGIN
               INSERT INTO relinked VALUES (old.identity), (old.anchor); END;
             CREATE TEMP TRIGGER profiled_insert AFTER INSERT ON main.profile BEGIN
               INSERT INTO relinked VALUES (new.identity); END;
             CREATE TEMP TRIGGER profiled_update AFTER UPDATE ON main.profile BEGIN
               INSERT INTO relinked VALUES (new.identity); END;
             CREATE TEMP TRIGGER profiled_delete AFTER DELETE ON main.profile BEGIN
               INSERT INTO relinked VALUES (old.identity); END;",
        )?;
        Ok(Self { steps: VecDeque::new(), undone: Vec::new() })
    }

    /// Forgets what was logged outside any step.
    pub(crate) fn begin(&mut self, connection: &Connection) -> Result<()> {
        connection.execute("DELETE FROM undo_log", [])?;
        Ok(())
    }

    /// The step that was logged since [`History::begin`]. Within the same transaction.
    pub(crate) fn taken(connection: &Connection, label: &'static str, topics: BTreeSet<Topic>) -> Result<Step> {
        let mut log = connection.prepare("SELECT statement FROM undo_log ORDER BY number DESC")?;
        let statements = log.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        connection.execute("DELETE FROM undo_log", [])?;
        Ok(Step { label, topics, statements })
    }

    pub(crate) fn push(&mut self, step: Step) {
        if step.statements.is_empty() {
            return;
        }
        self.undone.clear();
        self.keep(step);
    }

    fn keep(&mut self, step: Step) {
        if self.steps.len() == STEPS {
            self.steps.pop_front();
        }
        self.steps.push_back(step);
    }

    /// Gives up every step: what they would put back is gone for good.
    pub(crate) fn forget(&mut self, connection: &Connection) -> Result<()> {
        self.steps.clear();
        self.undone.clear();
        connection.execute_batch("DELETE FROM undo_log; DELETE FROM relinked;")?;
        Ok(())
    }

    /// Labels of what can be taken back and of what can be done again, newest first.
    pub(crate) fn labels(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let undone = self.undone.iter().rev().map(|step| step.label).collect();
        (self.steps.iter().rev().map(|step| step.label).collect(), undone)
    }

    /// Takes the newest step back.
    pub(crate) fn undo(&mut self, connection: &mut Connection) -> Result<Option<(&'static str, BTreeSet<Topic>)>> {
        let Some(step) = self.steps.pop_back() else { return Ok(None) };
        let (label, topics) = (step.label, step.topics.clone());
        self.undone.push(run(connection, step)?);
        Ok(Some((label, topics)))
    }

    /// Does again what was taken back last.
    pub(crate) fn redo(&mut self, connection: &mut Connection) -> Result<Option<(&'static str, BTreeSet<Topic>)>> {
        let Some(step) = self.undone.pop() else { return Ok(None) };
        let (label, topics) = (step.label, step.topics.clone());
        let step = run(connection, step)?;
        self.keep(step);
        Ok(Some((label, topics)))
    }
}

/// Runs a step's statements; gives the step that takes that back.
fn run(connection: &mut Connection, step: Step) -> Result<Step> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let zone = crate::Read { connection: &transaction }.zone()?;
    transaction.execute_batch("DELETE FROM undo_log; DELETE FROM relinked;")?;
    for statement in &step.statements {
        let changed = transaction.execute(statement, []).or_else(|error| match error.sqlite_error_code() {
            // Something that must be unique was given to another meanwhile.
            Some(rusqlite::ErrorCode::ConstraintViolation) => Ok(0),
            _ => Err(error),
        })?;
        if changed != 1 {
            // Dropping the transaction rolls it back.
            return Err(Error::Conflict);
        }
    }
    let back = History::taken(&transaction, step.label, step.topics)?;
    let relinked: Vec<String> = transaction
        .prepare("SELECT DISTINCT identity FROM relinked ORDER BY 1")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    transaction.execute("DELETE FROM relinked", [])?;
    let write = crate::Write { connection: &transaction, touched: std::cell::RefCell::default() };
    if !relinked.is_empty() {
        write.settle_links(&relinked)?;
        write.settle_edits(&relinked)?;
    }
    let now = write.read().zone()?;
    if now != zone {
        write.recount_days(now)?;
    }
    // Hours, or what is expected of a space, may be other ones now.
    write.forget_all_windows()?;
    transaction.commit()?;
    Ok(back)
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Columns that hold words: ids of accounts are among them.
pub(crate) fn text_columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'")?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Triggers that write the statement which takes a change back. It names the whole row it expects to find.
fn triggers(table: &str, key: &str, columns: &[String]) -> String {
    let quoted = |row: &str, join: &str, each: &dyn Fn(&str, String) -> String| -> String {
        columns.iter().map(|column| each(column, format!("quote({row}.{column})"))).collect::<Vec<_>>().join(join)
    };
    let expected = quoted("new", " || ' AND ' || ", &|column, value| format!("'{column} IS ' || {value}"));
    let assigned = quoted("old", " || ', ' || ", &|column, value| format!("'{column} = ' || {value}"));
    let values = quoted("old", " || ', ' || ", &|_, value| value);
    let names = columns.join(", ");
    format!(
        "CREATE TEMP TRIGGER undo_insert_{table} AFTER INSERT ON main.{table} BEGIN
           INSERT INTO undo_log (statement) VALUES ('DELETE FROM {table} WHERE ' || {expected}); END;
         CREATE TEMP TRIGGER undo_update_{table} AFTER UPDATE ON main.{table} BEGIN
           INSERT INTO undo_log (statement) VALUES ('UPDATE {table} SET ' || {assigned} || ' WHERE ' || {expected}); END;
         CREATE TEMP TRIGGER undo_delete_{table} AFTER DELETE ON main.{table} BEGIN
           INSERT INTO undo_log (statement)
             SELECT 'INSERT INTO {table} ({names}) SELECT ' || {values} || ' WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {key} = ' || quote(old.{key}) || ')'; END;"
    )
}

//! Members are told what became of what they said: who, when, how.

use kith_domain::time;
use rusqlite::params;

use crate::{Write, error::Result, topic::Topic};

impl Write<'_> {
    /// Notes that people were told, by a message in the outbox or by hand. When everybody who is known by name was, and it
    /// was shipped or declined, the loop is closed.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such feedback.
    pub fn tell_feedback(&self, id: &str, people: &[(String, Option<String>)], now: i64) -> Result<()> {
        let (row, _, _) = self.read().feedback_of(id)?;
        for (uid, intent) in people {
            self.connection.execute(
                "INSERT INTO matter_told (id, matter, identity, intent, told_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET intent = excluded.intent, told_at = excluded.told_at",
                params![format!("{id} {uid}"), id, uid, intent, now],
            )?;
        }
        let known = self.read().feedback_people(id)?;
        let decided = row.steps.iter().any(|step| matches!(step.step.as_str(), "shipped" | "declined"));
        let open = !row.steps.iter().any(|step| step.step == "told");
        if decided && open && !known.is_empty() && known.iter().all(super::FeedbackPerson::knows) {
            let today = time::day_of(now, self.read().zone()?).to_string();
            // Nobody is told before it was decided, whatever day was typed for that.
            let moment =
                row.steps.iter().map(|step| step.moment.get(..10).unwrap_or_default()).max().unwrap_or_default();
            self.connection.execute(
                "INSERT INTO matter_step (id, matter, step, moment) VALUES (?1, ?2, 'told', ?3)",
                params![format!("{id} told"), id, today.as_str().max(moment)],
            )?;
        }
        // Metrics that were kept know by this that something changed.
        self.connection.execute("UPDATE matter SET updated_at = ?2 WHERE id = ?1", params![id, now])?;
        self.touch(Topic::Figures);
        Ok(())
    }
}

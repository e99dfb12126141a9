//! Feedback that was said twice becomes one, and two again.

use rusqlite::params;

use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

impl Read<'_> {
    fn is_feedback(&self, id: &str) -> Result<()> {
        let there: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM matter WHERE id = ?1 AND sheet = 'feedback' AND deleted_at IS NULL)",
            [id],
            |row| row.get(0),
        )?;
        if there { Ok(()) } else { Err(Error::NotFound("feedback")) }
    }
}

impl Write<'_> {
    /// Reads `from`, and what was merged into it, as a part of `into`. It was said when the first of them was.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of them is not here; [`Error::Field`] when they are the same.
    pub fn merge_feedback(&self, into: &str, from: &str, now: i64) -> Result<()> {
        let read = self.read();
        read.is_feedback(into)?;
        read.is_feedback(from)?;
        if into == from {
            return Err(super::at("from")("choose another one"));
        }
        let begun = |id: &str| -> Result<Option<String>> {
            Ok(read.steps_of(id)?.into_iter().find(|step| step.step == "new").map(|step| step.moment))
        };
        if let (Some(here), Some(there)) = (begun(into)?, begun(from)?)
            && there < here
        {
            self.connection.execute(
                "UPDATE matter_step SET moment = ?2 WHERE matter = ?1 AND step = 'new'",
                params![into, there],
            )?;
        }
        self.connection.execute(
            "UPDATE matter SET merged_into = ?1, updated_at = ?3 WHERE merged_into = ?2",
            params![into, from, now],
        )?;
        self.connection.execute(
            "UPDATE matter SET merged_into = ?1, deleted_at = ?3, updated_at = ?3 WHERE id = ?2",
            params![into, from, now],
        )?;
        self.touch(Topic::Figures);
        Ok(())
    }

    /// Makes a merged piece one of its own again.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not merged; [`Error::Field`] when another says the same by now.
    pub fn part_feedback(&self, id: &str, now: i64) -> Result<()> {
        let taken: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM matter m JOIN matter o ON o.sheet = m.sheet AND o.label_key = m.label_key
               WHERE m.id = ?1 AND o.deleted_at IS NULL)",
            [id],
            |row| row.get(0),
        )?;
        if taken {
            return Err(super::at("id")("this is here already"));
        }
        let changed = self.connection.execute(
            "UPDATE matter SET merged_into = NULL, deleted_at = NULL, updated_at = ?2 WHERE id = ?1 AND merged_into IS NOT NULL",
            params![id, now],
        )?;
        if changed == 0 {
            return Err(Error::NotFound("feedback"));
        }
        self.touch(Topic::Figures);
        Ok(())
    }

    /// Says that a member said the same, or that they did not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such feedback or member.
    pub fn vote_feedback(&self, id: &str, member: &str, voted: bool, now: i64) -> Result<()> {
        let read = self.read();
        read.is_feedback(id)?;
        let key = read.member_key(member)?;
        if voted {
            if read.feedback_people(id)?.iter().any(|person| read.uid_of(key).is_ok_and(|uid| uid == person.id)) {
                return Ok(());
            }
            let uid = read.uid_of(key)?;
            self.connection.execute(
                "INSERT INTO matter_voter (id, matter, identity, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING",
                params![format!("{id} {uid}"), id, uid, now],
            )?;
        } else {
            for uid in read.account_uids(key)? {
                self.connection.execute(
                    "DELETE FROM matter_voter WHERE identity = ?2 AND matter IN (SELECT id FROM matter WHERE id = ?1 OR merged_into = ?1)",
                    params![id, uid],
                )?;
            }
        }
        self.touch(Topic::Figures);
        Ok(())
    }
}

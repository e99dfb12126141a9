//! Accounts, and the member each of them is until somebody links it.

use kith_domain::{id, profile, record::AccountRecord};
use rusqlite::{OptionalExtension, Row, params};

use super::Session;
use crate::{Write, error::Result, words};

/// What a row holds and a newer state may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    handle: Option<String>,
    name: String,
    real_name: Option<String>,
    title: Option<String>,
    pronouns: Option<String>,
    email: Option<String>,
    zone: Option<String>,
    is_bot: bool,
    is_guest: bool,
    is_admin: bool,
    has_left: bool,
    missing: bool,
    joined_at: Option<i64>,
    trust: Option<u8>,
    standing: i64,
    fields: Option<String>,
    phone: Option<String>,
    location: Option<String>,
    company: Option<String>,
    links: Option<String>,
}

const COLUMNS: &str = "handle, name, real_name, title, pronouns, email, zone, is_bot, is_guest, is_admin, has_left, missing, joined_at, trust, standing, fields, phone, location, company, links";

impl State {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            handle: row.get(0)?,
            name: row.get(1)?,
            real_name: row.get(2)?,
            title: row.get(3)?,
            pronouns: row.get(4)?,
            email: row.get(5)?,
            zone: row.get(6)?,
            is_bot: row.get(7)?,
            is_guest: row.get(8)?,
            is_admin: row.get(9)?,
            has_left: row.get(10)?,
            missing: row.get(11)?,
            joined_at: row.get(12)?,
            trust: row.get(13)?,
            standing: row.get(14)?,
            fields: row.get(15)?,
            phone: row.get(16)?,
            location: row.get(17)?,
            company: row.get(18)?,
            links: row.get(19)?,
        })
    }

    pub(super) fn of(record: &AccountRecord) -> Self {
        let said = profile::said_in(record.fields.as_deref().unwrap_or_default());
        Self {
            handle: record.handle.clone(),
            name: record.name.clone(),
            real_name: record.real_name.clone(),
            title: record.title.clone(),
            pronouns: record.pronouns.clone(),
            email: record.email.clone(),
            zone: record.zone.clone(),
            is_bot: record.is_bot,
            is_guest: record.is_guest,
            is_admin: record.is_admin,
            has_left: record.left,
            missing: record.missing,
            joined_at: record.joined_at,
            trust: record.trust,
            standing: record.standing.number(),
            fields: record.fields.as_ref().and_then(|fields| serde_json::to_string(fields).ok()),
            phone: record.phone.clone().or(said.phone),
            location: said.location,
            company: said.company,
            links: (!said.links.is_empty()).then(|| serde_json::to_string(&said.links).ok()).flatten(),
        }
    }

    /// Fills what is not known yet from a state that is not newer.
    fn filled_from(mut self, other: Self) -> Self {
        self.handle = self.handle.or(other.handle);
        self.real_name = self.real_name.or(other.real_name);
        self.title = self.title.or(other.title);
        self.pronouns = self.pronouns.or(other.pronouns);
        self.email = self.email.or(other.email);
        self.zone = self.zone.or(other.zone);
        self.joined_at = self.joined_at.or(other.joined_at);
        self.trust = self.trust.or(other.trust);
        self.fields = self.fields.or(other.fields);
        self.phone = self.phone.or(other.phone);
        self.location = self.location.or(other.location);
        self.company = self.company.or(other.company);
        self.links = self.links.or(other.links);
        self
    }
}

impl Write<'_> {
    pub(super) fn ingest_account(
        &self,
        session: &mut Session,
        record: &AccountRecord,
        raw: Option<i64>,
    ) -> Result<i64> {
        let incoming = State::of(record);
        // A list of people without dates is as old as its archive.
        let age = if record.missing {
            0
        } else if record.changed_at > 0 {
            record.changed_at
        } else {
            session.origin.as_of
        };
        let found = match session.identities.get(&record.remote) {
            None => None,
            Some(id) => self
                .connection
                .prepare_cached(&format!("SELECT {COLUMNS}, id, changed_at FROM identity WHERE id = ?1"))?
                .query_row([id], |row| Ok((State::read(row)?, row.get::<_, i64>(20)?, row.get::<_, i64>(21)?)))
                .optional()?,
        };
        let Some((here, id, changed_at)) = found else {
            session.uses(raw);
            let id = self.insert_account(session, record, &incoming, age, raw)?;
            session.identities.insert(record.remote.clone(), id);
            session.accounts_changed |= incoming.email.is_some();
            return Ok(id);
        };
        let better = match (here.missing, incoming.missing) {
            (true, false) => incoming.filled_from(here.clone()),
            // A glimpse of somebody in a message says less than the list of people, and one without a name says nothing.
            (false, true) => here.clone(),
            (true, true) if incoming.name == record.remote => here.clone().filled_from(incoming),
            _ if age >= changed_at => incoming.filled_from(here.clone()),
            _ => here.clone().filled_from(incoming),
        };
        if better.joined_at != here.joined_at {
            self.forget_all_windows()?;
        }
        if better != here {
            session.accounts_changed |= better.email != here.email || better.name != here.name;
            session.uses(raw);
            if better.is_bot == here.is_bot {
                self.update_account(id, &better, age.max(changed_at), raw)?;
            } else {
                self.turn_account(id, |write| write.update_account(id, &better, age.max(changed_at), raw))?;
            }
        } else if age > changed_at {
            // Newer and the same: what an archive between the two ages says is history.
            self.connection.prepare_cached("UPDATE identity SET changed_at = ?2 WHERE id = ?1")?.execute([id, age])?;
        }
        Ok(id)
    }

    /// Changes whether an account is a bot's: numbers that leave bots out follow.
    fn turn_account(&self, account: i64, change: impl FnOnce(&Self) -> Result<()>) -> Result<()> {
        let member: i64 = self
            .connection
            .prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?
            .query_row([account], |row| row.get(0))?;
        self.turn(member, change)?;
        self.doubt_answers_of(member)
    }

    pub(super) fn insert_account(
        &self,
        session: &Session,
        record: &AccountRecord,
        state: &State,
        age: i64,
        raw: Option<i64>,
    ) -> Result<i64> {
        let uid = id::account_id(session.origin.source_uid, &record.remote).to_string();
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO identity (uid, source_id, remote, changed_at, raw, {COLUMNS})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,
                   ?25)"
            ))?
            .execute(params![
                uid,
                session.origin.source,
                record.remote,
                age,
                raw,
                state.handle,
                state.name,
                state.real_name,
                state.title,
                state.pronouns,
                state.email,
                state.zone,
                state.is_bot,
                state.is_guest,
                state.is_admin,
                state.has_left,
                state.missing,
                state.joined_at,
                state.trust,
                state.standing,
                state.fields,
                state.phone,
                state.location,
                state.company,
                state.links
            ])?;
        let id = self.connection.last_insert_rowid();
        if let Some(joined_at) = state.joined_at {
            let day = kith_domain::time::day_of(joined_at, session.origin.zone);
            self.forget_windows(kith_domain::time::day_number(day))?;
        }
        self.connection.prepare_cached("INSERT INTO person (identity_id, member_id) VALUES (?1, ?1)")?.execute([id])?;
        self.connection
            .prepare_cached(
                "INSERT INTO member (id, name, name_key, is_bot, has_left, joined_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                id,
                state.name,
                words::fold(&state.name),
                state.is_bot,
                state.has_left,
                state.joined_at
            ])?;
        self.index_account(id, state)?;
        if session.has_edits {
            // As with links: what was written about it outlives it.
            self.settle_member(id)?;
        }
        if session.has_links {
            // Somebody linked it before, in an archive that was taken back or before the source came again.
            self.settle_links(&[uid])?;
        }
        Ok(id)
    }

    fn update_account(&self, id: i64, state: &State, age: i64, raw: Option<i64>) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE identity SET changed_at = ?2, raw = coalesce(?3, raw), handle = ?4, name = ?5, real_name = ?6, title = ?7,
                   pronouns = ?8, email = ?9, zone = ?10, is_bot = ?11, is_guest = ?12, is_admin = ?13, has_left = ?14,
                   missing = ?15, joined_at = ?16, trust = ?17, standing = ?18, fields = ?19, phone = ?20, location = ?21,
                   company = ?22, links = ?23
                 WHERE id = ?1",
            )?
            .execute(params![
                id, age, raw, state.handle, state.name, state.real_name, state.title, state.pronouns, state.email, state.zone,
                state.is_bot, state.is_guest, state.is_admin, state.has_left, state.missing, state.joined_at,
                state.trust, state.standing, state.fields, state.phone, state.location, state.company, state.links
            ])?;
        let member: i64 = self
            .connection
            .prepare_cached("SELECT member_id FROM person WHERE identity_id = ?1")?
            .query_row([id], |row| row.get(0))?;
        self.settle_member(member)
    }

    /// The words by which an account is found that is a member by itself.
    fn index_account(&self, id: i64, state: &State) -> Result<()> {
        let mut text = String::new();
        let parts = [
            Some(&state.name),
            state.real_name.as_ref(),
            state.handle.as_ref(),
            state.email.as_ref(),
            state.title.as_ref(),
        ];
        for part in parts.into_iter().flatten() {
            words::index(part, &mut text);
            text.push(' ');
        }
        self.connection
            .prepare_cached("INSERT INTO member_fts (rowid, text) VALUES (?1, ?2)")?
            .execute(params![id, text])?;
        Ok(())
    }
}

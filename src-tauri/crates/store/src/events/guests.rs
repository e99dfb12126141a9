//! Guests of an event: whoever was asked, wants to come, waits or came.
//!
//! **Invariants:** a guest may be no member; what they answered and what they need is in an export only where somebody
//! asks for it in so many words; an offer
//! of a seat that ran out is expired, whatever was written; seats are offered in the order of waiting.

use kith_domain::{
    door::{search_bones, search_words},
    profile, waitlist,
};
use rusqlite::{OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{at, line, needed};
use crate::{
    Among, Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// Most characters of what somebody needs.
const LONGEST_NEEDS: usize = 2_000;
/// People who may come along with one.
const MOST_ALONG: u32 = 99;

/// How it stands with a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum GuestState {
    /// Was asked and has not answered.
    Invited,
    /// Wants to come; somebody decides.
    Pending,
    /// Comes.
    Going,
    /// Does not come: said so, or was told so.
    Declined,
    /// Waits for a seat.
    Waiting,
    /// Was offered a seat.
    Offered,
    /// Did not answer the offer in time.
    Expired,
    /// Was coming, and is not any more.
    Cancelled,
}

impl GuestState {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Invited,
        Self::Pending,
        Self::Going,
        Self::Declined,
        Self::Waiting,
        Self::Offered,
        Self::Expired,
        Self::Cancelled,
    ];

    /// The word in the file. An offer that ran out is an offer there.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Pending => "pending",
            Self::Going => "going",
            Self::Declined => "declined",
            Self::Waiting => "waiting",
            Self::Offered | Self::Expired => "offered",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GuestAnswer {
    /// What was asked.
    pub question: String,
    /// What they said.
    pub answer: String,
}

/// A guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Guest {
    /// Its id.
    pub id: String,
    /// Who; nothing for somebody who was erased.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// The member: the id of an account.
    pub member: Option<String>,
    /// How it stands.
    pub state: GuestState,
    /// Since when they wait, UTC milliseconds.
    pub queued_at: Option<i64>,
    /// Until when an offer holds, UTC milliseconds.
    pub offered_until: Option<i64>,
    /// People who come along.
    pub plus: u32,
    /// The kind of ticket.
    pub ticket: String,
    /// What a scanner reads.
    pub code: Option<String>,
    /// What they answered.
    pub answers: Vec<GuestAnswer>,
    /// Access and diet.
    pub needs: String,
    /// When they signed up, UTC milliseconds.
    pub registered_at: Option<i64>,
    /// How they came into the list: `hand`, `walk_in`, `luma`.
    pub origin: String,
    /// When they came in, UTC milliseconds.
    pub came_at: Option<i64>,
}

/// A guest as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewGuest {
    /// Who; may be empty where a member is given.
    #[serde(default)]
    pub name: String,
    /// Address.
    #[serde(default)]
    pub email: String,
    /// The member: the id of an account.
    #[serde(default)]
    pub member: Option<String>,
    /// How it stands.
    pub state: GuestState,
    /// People who come along.
    #[serde(default)]
    pub plus: u32,
    /// The kind of ticket.
    #[serde(default)]
    pub ticket: String,
    /// What a scanner reads.
    #[serde(default)]
    pub code: String,
    /// Access and diet.
    #[serde(default)]
    pub needs: String,
}

/// A guest that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedGuest {
    pub(super) new: NewGuest,
    pub(super) email: Option<String>,
    pub(super) code: Option<String>,
}

/// How many guests there are, with those who come along.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct GuestCounts {
    /// Asked.
    pub invited: u32,
    /// Somebody decides.
    pub pending: u32,
    /// Coming, with those who come along.
    pub going: u32,
    /// Not coming.
    pub declined: u32,
    /// Waiting.
    pub waiting: u32,
    /// Offered a seat, with those who come along: these seats are kept.
    pub offered: u32,
    /// Did not answer an offer.
    pub expired: u32,
    /// Not any more.
    pub cancelled: u32,
}

/// Which guests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuestFilter {
    /// Beginnings of words of name or address.
    pub text: String,
    /// In which state.
    pub state: Option<GuestState>,
    /// Among whom; guests that are no members only where everybody is looked at.
    pub among: Among,
}

impl NewGuest {
    /// What was typed, understood.
    ///
    /// # Errors
    /// [`Error::Field`] when something cannot be meant so.
    pub fn checked(&self) -> Result<CheckedGuest> {
        let email = line(&self.email, "email")?.to_lowercase();
        if !email.is_empty() && !profile::is_address(&email) {
            return Err(at("email")("write an e-mail address"));
        }
        if self.plus > MOST_ALONG {
            return Err(at("plus")("at most 99 may come along"));
        }
        let name = if self.member.is_some() { line(&self.name, "name")? } else { needed(&self.name, "name")? };
        let needs = profile::words(&self.needs, LONGEST_NEEDS, true).map_err(at("needs"))?.unwrap_or_default();
        let some = |text: String| (!text.is_empty()).then_some(text);
        let (ticket, code) = (line(&self.ticket, "ticket")?, some(line(&self.code, "code")?));
        Ok(CheckedGuest { new: Self { name, needs, ticket, ..self.clone() }, email: some(email), code })
    }
}

/// What one searches a guest by.
pub(super) fn search_text(name: &str, email: Option<&str>) -> String {
    let words = search_words(name);
    match email {
        Some(email) => format!("{words} {email}"),
        None => words,
    }
}

pub(super) const GUEST: &str = concat!(
    "g.id, coalesce(nullif(g.name, ''), ''), g.email, g.identity, g.state, g.queued_at, g.offered_until, g.plus, g.ticket,
   g.code, g.answers, g.needs, g.registered_at, g.origin,
   (SELECT min(c.at) FROM check_in c WHERE ",
    theirs!(),
    ")"
);

pub(super) fn guest_of(row: &Row<'_>, now: i64) -> rusqlite::Result<Guest> {
    let offered_until: Option<i64> = row.get(6)?;
    let mut state = GuestState::parse(&row.get::<_, String>(4)?).unwrap_or(GuestState::Invited);
    if state == GuestState::Offered && offered_until.is_some_and(|until| until <= now) {
        state = GuestState::Expired;
    }
    let answers: Vec<(String, String)> = serde_json::from_str(&row.get::<_, String>(10)?).unwrap_or_default();
    Ok(Guest {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        member: row.get(3)?,
        state,
        queued_at: row.get(5)?,
        offered_until,
        plus: row.get(7)?,
        ticket: row.get(8)?,
        code: row.get(9)?,
        answers: answers.into_iter().map(|(question, answer)| GuestAnswer { question, answer }).collect(),
        needs: row.get(11)?,
        registered_at: row.get(12)?,
        origin: row.get(13)?,
        came_at: row.get(14)?,
    })
}

/// What each word that was typed has to be found by, one way or the other: at the beginning of a word, or anywhere where words
/// have no spaces; or by its consonants alone.
pub(super) fn needles(text: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for word in text.split_whitespace().take(8) {
        if word.contains('@') {
            found.push((word.to_lowercase(), None));
            continue;
        }
        for part in search_words(word).split_whitespace().take(3) {
            let beginning = if word.is_ascii() { format!(" {part}") } else { part.to_owned() };
            found.push((beginning, search_bones(word)));
        }
    }
    found
}

/// The condition for `needles`, whose values begin with number `first`: two for each.
pub(super) fn found_by(needles: usize, first: usize) -> String {
    let one = |place: usize| {
        let (letters, bones) = (first + 2 * place, first + 2 * place + 1);
        format!(" AND (instr(g.search, ?{letters}) > 0 OR instr(g.search, ?{bones}) > 0)")
    };
    (0..needles).map(one).collect()
}

impl Read<'_> {
    /// How many guests an event has, `among` these.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn guest_counts(&self, event: &str, among: &Among, now: i64) -> Result<GuestCounts> {
        let mut statement = self.connection.prepare_cached(
            "SELECT state, count(*), sum(1 + plus), state = 'offered' AND offered_until <= ?2 FROM guest g
             WHERE event = ?1 AND deleted_at IS NULL AND (?3 IS NULL OR EXISTS (SELECT 1 FROM identity i
               JOIN person p ON p.identity_id = i.id WHERE i.uid = g.identity AND p.member_id IN (SELECT value FROM json_each(?3))))
             GROUP BY 1, 4",
        )?;
        let mut rows = statement.query(params![event, now, among.json()])?;
        let mut counts = GuestCounts::default();
        while let Some(row) = rows.next()? {
            let (guests, heads): (u32, u32) = (row.get(1)?, row.get(2)?);
            match GuestState::parse(&row.get::<_, String>(0)?) {
                Some(GuestState::Invited) => counts.invited = guests,
                Some(GuestState::Pending) => counts.pending = guests,
                Some(GuestState::Going) => counts.going = heads,
                Some(GuestState::Declined) => counts.declined = guests,
                Some(GuestState::Waiting) => counts.waiting = guests,
                Some(_) if row.get::<_, Option<bool>>(3)?.unwrap_or(false) => counts.expired = guests,
                Some(GuestState::Offered) => counts.offered = heads,
                Some(_) => counts.cancelled = guests,
                None => {}
            }
        }
        Ok(counts)
    }

    /// Guests of an event: those who wait in the order of waiting, others by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn guests(&self, event: &str, filter: &GuestFilter, now: i64, skip: u32, limit: u32) -> Result<Vec<Guest>> {
        let (state, late) = match filter.state {
            Some(GuestState::Expired) => ("offered", Some(true)),
            Some(GuestState::Offered) => ("offered", Some(false)),
            Some(state) => (state.word(), None),
            None => ("", None),
        };
        let needles = needles(&filter.text);
        let order = if filter.state == Some(GuestState::Waiting) { "g.queued_at, g.id" } else { "g.search, g.id" };
        let mut sql = format!(
            "SELECT {GUEST} FROM guest g WHERE g.event = ?1 AND g.deleted_at IS NULL AND (?2 = '' OR g.state = ?2)
               AND (?3 IS NULL OR (g.offered_until <= ?4) = ?3)
               AND (?7 IS NULL OR EXISTS (SELECT 1 FROM identity i JOIN person p ON p.identity_id = i.id
                 WHERE i.uid = g.identity AND p.member_id IN (SELECT value FROM json_each(?7))))"
        );
        let among = filter.among.json();
        sql.push_str(&found_by(needles.len(), 8));
        sql.push_str(&format!(" ORDER BY {order} LIMIT ?6 OFFSET ?5"));
        let mut values: Vec<&dyn rusqlite::ToSql> = vec![&event, &state, &late, &now, &skip, &limit, &among];
        values.extend(needles.iter().flat_map(|(letters, bones)| [letters as &dyn rusqlite::ToSql, bones]));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values.as_slice(), |row| guest_of(row, now))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A guest, and the event.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn guest(&self, id: &str, now: i64) -> Result<(Guest, String)> {
        let sql = format!("SELECT {GUEST}, g.event FROM guest g WHERE g.id = ?1 AND g.deleted_at IS NULL");
        let found =
            self.connection.prepare_cached(&sql)?.query_row([id], |row| Ok((guest_of(row, now)?, row.get(15)?)));
        found.optional()?.ok_or(Error::NotFound("guest"))
    }
}

impl Write<'_> {
    /// Adds a guest with `id`, or changes the one that has it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event or member; [`Error::Field`] when a member's name is not known.
    pub fn keep_guest(&self, event: &str, id: &str, guest: &CheckedGuest, origin: &str, now: i64) -> Result<()> {
        let read = self.read();
        let event = read.event(event)?;
        let CheckedGuest { new, email, code } = guest;
        let (mut name, mut identity) = (new.name.clone(), None);
        if let Some(uid) = &new.member {
            let key = read.member_key(uid)?;
            identity = Some(read.uid_of(key)?);
            if name.is_empty() {
                name = read.member_name(key)?;
            }
        }
        let taken: Option<String> = match code {
            Some(code) => self
                .connection
                .prepare_cached(
                    "SELECT id FROM guest WHERE event = ?1 AND code = ?2 AND id <> ?3 AND deleted_at IS NULL",
                )?
                .query_row(params![event.id, code, id], |row| row.get(0))
                .optional()?,
            None => None,
        };
        if taken.is_some() {
            return Err(at("code")("another guest has this code"));
        }
        self.connection
            .prepare_cached(
                "INSERT INTO guest (id, event, origin, identity, name, email, search, state, plus, ticket, code, needs, registered_at, moves,
                   created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, iif(?14 = 'invited', json_array(json_array(?13, ?14)), '[]'), ?13, ?13)
                 ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, name = excluded.name, email = excluded.email,
                   search = excluded.search, plus = excluded.plus, ticket = excluded.ticket, code = excluded.code,
                   needs = excluded.needs, updated_at = excluded.updated_at WHERE event = excluded.event",
            )?
            .execute(params![
                id,
                event.id,
                origin,
                identity,
                name,
                email,
                search_text(&name, email.as_deref()),
                GuestState::Invited.word(),
                new.plus,
                new.ticket,
                code,
                new.needs,
                now,
                // Any other state is written where the guest is moved there.
                new.state.word()
            ])?;
        self.set_guest_state(id, new.state, now)
    }

    /// Changes how it stands with a guest.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn set_guest_state(&self, id: &str, state: GuestState, now: i64) -> Result<()> {
        let read = self.read();
        let (guest, event) = read.guest(id, now)?;
        if guest.state == state {
            self.touch(Topic::Events);
            return Ok(());
        }
        let queued = match state {
            // Whoever let an offer pass begins to wait anew, at the end.
            GuestState::Waiting => Some(now),
            GuestState::Offered | GuestState::Expired => guest.queued_at,
            _ => None,
        };
        let until = match state {
            GuestState::Offered => Some(waitlist::holds_until(now, read.event(&event)?.start_at)),
            GuestState::Expired => Some(now),
            _ => None,
        };
        self.connection
            .prepare_cached(
                "UPDATE guest SET state = ?2, queued_at = ?3, offered_until = ?4, updated_at = ?5,
                   moves = iif(state = ?2, moves, json_insert(moves, '$[#]', json_array(?5, ?2))) WHERE id = ?1",
            )?
            .execute(params![id, state.word(), queued, until, now])?;
        self.touch(Topic::Events);
        Ok(())
    }

    /// Offers the seats that are free to those who waited longest; answers what was done.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event; [`Error::Field`] when its seats are not limited.
    pub fn offer_seats(&self, event: &str, now: i64) -> Result<waitlist::Moves> {
        let read = self.read();
        let event = read.event(event)?;
        let seats = event.capacity.ok_or_else(|| at("capacity")("say how many seats there are first"))?;
        let filter = |state| GuestFilter { state: Some(state), ..GuestFilter::default() };
        let guests = |state| read.guests(&event.id, &filter(state), now, 0, u32::MAX);
        let waiting: Vec<waitlist::Waiting> = guests(GuestState::Waiting)?
            .into_iter()
            .map(|guest| waitlist::Waiting {
                guest: guest.id,
                since: guest.queued_at.unwrap_or(now),
                seats: 1 + guest.plus,
            })
            .collect();
        let offered: Vec<waitlist::Offered> = guests(GuestState::Offered)?
            .into_iter()
            .chain(guests(GuestState::Expired)?)
            .map(|guest| waitlist::Offered {
                guest: guest.id,
                until: guest.offered_until.unwrap_or(i64::MAX),
                seats: 1 + guest.plus,
            })
            .collect();
        let moves = waitlist::offer(
            seats,
            read.guest_counts(&event.id, &Among::EVERYBODY, now)?.going,
            &offered,
            &waiting,
            now,
        );
        for guest in &moves.offered {
            self.set_guest_state(guest, GuestState::Offered, now)?;
        }
        Ok(moves)
    }

    /// Takes a guest away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_guest(&self, id: &str, now: i64) -> Result<()> {
        let sql = "UPDATE guest SET deleted_at = ?2, updated_at = ?2 WHERE id = ?1 AND deleted_at IS NULL";
        self.strike(sql, id, now, "guest")
    }
}

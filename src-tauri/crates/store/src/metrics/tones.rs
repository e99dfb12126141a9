//! How messages sound, one by one: those behind a number, and what somebody set by hand.
//!
//! **Invariants:** what somebody set wins over what was scored; it is found again by the number that the message has at its
//! source, so reading the source anew keeps it; no more than a page of messages is scored beyond those that are passed over.

use std::ops::Range;

use chrono_tz::Tz;
use kith_domain::{
    metrics::Messages,
    time::DayNumbers,
    tone::{self, Tone},
};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::{Slice, facts::key_range, said::is_counted};
use crate::{
    Read, Write,
    error::{Error, Result},
    topic::Topic,
};

/// A message behind a number.
#[derive(Debug, Clone, PartialEq)]
pub struct ToneRow {
    /// Its key.
    pub id: i64,
    /// How it counts.
    pub tone: Option<Tone>,
    /// Somebody set that by hand.
    pub own: bool,
    /// Its words, where they can be counted.
    pub words: Option<u32>,
}

/// A message whose tone somebody set.
pub(super) struct OwnTone {
    pub(super) id: i64,
    pub(super) day: i32,
    pub(super) scored: Option<Tone>,
    pub(super) tone: Tone,
}

impl Read<'_> {
    /// What somebody set of messages of some days, by accounts and in spaces that count.
    pub(super) fn own_tones(
        &self,
        days: &Range<i32>,
        zone: Tz,
        counts: impl Fn(i64, i64) -> bool,
    ) -> Result<Vec<OwnTone>> {
        let mut statement = self.connection.prepare_cached("SELECT message, tone FROM message_tone")?;
        let mut find = self.connection.prepare_cached(
            "SELECT a.id, a.identity_id, a.space_id, a.occurred_at, a.text FROM space s JOIN activity a ON a.realm_id = s.id
             WHERE s.uid = ?1 AND a.remote = ?2 AND a.kind <= 2 AND a.gone_at IS NULL AND a.identity_id IS NOT NULL",
        )?;
        let mut numbers = DayNumbers::new(zone);
        let mut found = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (message, word): (String, String) = (row.get(0)?, row.get(1)?);
            let (Some((realm, remote)), Some(tone)) = (message.split_once(' '), Tone::find(&word)) else { continue };
            let Ok(remote) = remote.parse::<i64>() else { continue };
            let here: Option<(i64, i64, i64, i64, String)> = find
                .query_row(params![realm, remote], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                })
                .optional()?;
            let Some((id, account, space, at, text)) = here else { continue };
            let day = i32::try_from(numbers.of(at)).unwrap_or(i32::MAX);
            if days.contains(&day) && counts(account, space) {
                found.push(OwnTone { id, day, scored: tone::tone(&text), tone });
            }
        }
        Ok(found)
    }

    /// The messages of some days behind a number, newest first: those after the first `skip`, at most `limit`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such source, space or segment.
    pub fn toned(
        &self,
        slice: &Slice,
        days: &Range<i32>,
        wanted: Messages,
        now: i64,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<ToneRow>> {
        let zone = self.zone()?;
        let people = self.metric_people(slice, zone, now)?;
        let places = self.places()?;
        let only = slice.space.as_deref().map(|uid| self.space_key(uid)).transpose()?;
        let counts = |account: i64, space: i64| people.of(account).is_some() && is_counted(&places, only, space);
        let own: FxHashMap<i64, Tone> =
            self.own_tones(days, zone, counts)?.into_iter().map(|own| (own.id, own.tone)).collect();
        let keys = key_range(days, zone);
        let mut statement = self.connection.prepare_cached(
            "SELECT id, identity_id, space_id, text FROM activity
             WHERE id >= ?1 AND id < ?2 AND kind <= 2 AND gone_at IS NULL AND identity_id IS NOT NULL ORDER BY id DESC",
        )?;
        let mut rows = statement.query([keys.start, keys.end])?;
        let (mut passed, mut page) = (0, Vec::new());
        while let (true, Some(row)) = (page.len() < limit, rows.next()?) {
            if !counts(row.get(1)?, row.get(2)?) {
                continue;
            }
            let id: i64 = row.get(0)?;
            let text: String = row.get(3)?;
            let by_hand = own.get(&id).copied();
            let row = match wanted {
                Messages::Counted => ToneRow { id, tone: None, own: false, words: tone::words(&text) },
                _ => ToneRow { id, tone: by_hand.or_else(|| tone::tone(&text)), own: by_hand.is_some(), words: None },
            };
            let is_wanted = match wanted {
                Messages::Scored => row.tone.is_some(),
                Messages::Toned(tone) => row.tone == Some(tone),
                Messages::Unscored => row.tone.is_none(),
                Messages::Counted => row.words.is_some(),
            };
            if is_wanted {
                if passed >= skip {
                    page.push(row);
                }
                passed += 1;
            }
        }
        Ok(page)
    }
}

impl Write<'_> {
    /// Sets how a message sounds; nothing leaves it to be scored again.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message.
    pub fn set_tone(&self, id: i64, tone: Option<Tone>, now: i64) -> Result<()> {
        let message: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT s.uid || ' ' || a.remote FROM activity a JOIN space s ON s.id = a.realm_id
                 WHERE a.id = ?1 AND a.kind <= 2 AND a.gone_at IS NULL",
            )?
            .query_row([id], |row| row.get(0))
            .optional()?;
        let message = message.ok_or(Error::NotFound("message"))?;
        match tone {
            Some(tone) => self.connection.execute(
                "INSERT INTO message_tone (message, tone, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)
                 ON CONFLICT (message) DO UPDATE SET tone = excluded.tone, updated_at = excluded.updated_at",
                params![message, tone.word(), now],
            )?,
            None => self.connection.execute("DELETE FROM message_tone WHERE message = ?1", [message])?,
        };
        self.touch(Topic::Activity);
        Ok(())
    }
}

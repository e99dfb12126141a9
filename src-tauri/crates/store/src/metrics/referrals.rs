//! Where members came from, as a form, a table or an invitation said it, or as their first account lets it be guessed.
//!
//! **Invariant:** of several accounts the one that was made first says it; what was written here about an account wins over
//! what its source says.

use kith_domain::metrics::{Referral, asks_referral};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Read, error::Result};

/// Letters of an answer that are told.
const LONGEST: usize = 60;

impl Read<'_> {
    /// From where each member came, by the member's key; nothing of those of whom not even a community is known.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn referrals(&self) -> Result<FxHashMap<i64, Referral>> {
        let own = self.written_referrals()?;
        let invited: FxHashSet<String> = self
            .connection
            .prepare_cached(
                "SELECT identity FROM matter WHERE sheet = 'invitation' AND identity IS NOT NULL AND deleted_at IS NULL",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT p.member_id, i.uid, i.fields, s.name, s.kind <> 'table'
             FROM identity i JOIN person p ON p.identity_id = i.id JOIN source s ON s.id = i.source_id
             ORDER BY p.member_id, i.joined_at IS NULL, i.joined_at, i.id",
        )?;
        let mut rows = statement.query([])?;
        let mut found: FxHashMap<i64, Referral> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let member: i64 = row.get(0)?;
            if matches!(found.get(&member), Some(Referral::Known(_))) {
                continue;
            }
            let uid: String = row.get(1)?;
            let said = own.get(&uid).cloned().or_else(|| {
                let fields = row.get_ref(2).ok()?.as_str().ok()?;
                // Most profiles have no such field: they are not read.
                asks_referral(fields)
                    .then(|| serde_json::from_str::<Vec<(String, String)>>(fields).ok())??
                    .into_iter()
                    .find(|(label, value)| asks_referral(label) && !value.trim().is_empty())
                    .map(|(_, value)| value)
            });
            let known = said.map(|said| said.trim().chars().take(LONGEST).collect());
            match known.or_else(|| invited.contains(&uid).then(|| "Invitation".to_owned())) {
                Some(known) => {
                    found.insert(member, Referral::Known(known));
                }
                None if row.get(4)? => {
                    let source: String = row.get(3)?;
                    found.entry(member).or_insert(Referral::Inferred(source));
                }
                None => {}
            }
        }
        Ok(found)
    }

    /// What was written here in own fields that ask for it, by account.
    fn written_referrals(&self) -> Result<FxHashMap<String, String>> {
        let mut fields =
            self.connection.prepare_cached("SELECT id, name FROM custom_field WHERE deleted_at IS NULL")?;
        let fields: Vec<(String, String)> =
            fields.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let mut values = self.connection.prepare_cached("SELECT identity, value FROM profile WHERE field = ?1")?;
        let mut found = FxHashMap::default();
        for (id, _) in fields.iter().filter(|(_, name)| asks_referral(name)) {
            let mut rows = values.query([format!("custom:{id}")])?;
            while let Some(row) = rows.next()? {
                let value: String = row.get(1)?;
                let text = serde_json::from_str::<Option<String>>(&value).ok().flatten();
                if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                    found.insert(row.get(0)?, text);
                }
            }
        }
        Ok(found)
    }
}

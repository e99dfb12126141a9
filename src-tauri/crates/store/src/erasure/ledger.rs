//! Who was erased, as fingerprints: enough to know them again, and too little to say who they are.
//!
//! **Invariant:** a fingerprint is a salted hash of an account's id or of an address; neither the id nor the address can
//! be had from it without trying all there are, and without the file's own salt that helps nowhere else.

use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Read, Write, error::Result};

/// What a fingerprint is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Account,
    Address,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Address => "address",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Account, Self::Address].into_iter().find(|kind| kind.word() == word)
    }
}

/// The ledger as it is kept beside the file as well.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLines {
    /// What the fingerprints are salted with.
    pub salt: String,
    /// Kind and fingerprint.
    pub erased: Vec<(String, String)>,
}

/// The ledger, read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ledger {
    salt: String,
    prints: FxHashSet<String>,
}

impl Ledger {
    /// Whether an account was erased.
    pub(crate) fn account(&self, uid: &str) -> bool {
        self.prints.contains(&fingerprint(&self.salt, Kind::Account, uid))
    }

    /// Whether somebody with this address was erased.
    pub(crate) fn address(&self, address: &str) -> bool {
        self.prints.contains(&fingerprint(&self.salt, Kind::Address, address))
    }

    /// Remembers one more account.
    pub(crate) fn add_account(&mut self, uid: &str) {
        let print = fingerprint(&self.salt, Kind::Account, uid);
        self.prints.insert(print);
    }

    pub(crate) fn salt(&self) -> &str {
        &self.salt
    }
}

fn fingerprint(salt: &str, kind: Kind, value: &str) -> String {
    let value = match kind {
        Kind::Account => value.to_owned(),
        // Addresses differ by case and by nothing else.
        Kind::Address => value.trim().to_lowercase(),
    };
    let mut hash = Sha256::new();
    hash.update(salt.as_bytes());
    hash.update([0]);
    hash.update(kind.word().as_bytes());
    hash.update([0]);
    hash.update(value.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Read<'_> {
    /// Who was erased; nothing when nobody was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn ledger(&self) -> Result<Option<Ledger>> {
        let Some(salt) = self.erasure_salt()? else { return Ok(None) };
        let mut statement = self.connection.prepare("SELECT fingerprint FROM erasure")?;
        let prints: FxHashSet<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok((!prints.is_empty()).then_some(Ledger { salt, prints }))
    }

    /// Whether an account of a source, or somebody with its address, was erased.
    pub(crate) fn is_erased(&self, source: Option<i64>, remote: &str, address: Option<&str>) -> Result<bool> {
        let Some(salt) = self.erasure_salt()? else { return Ok(false) };
        let mut prints: Vec<String> =
            address.map(|address| fingerprint(&salt, Kind::Address, address)).into_iter().collect();
        if let Some(source) = source {
            let uid: String =
                self.connection.query_row("SELECT uid FROM source WHERE id = ?1", [source], |row| row.get(0))?;
            if let Ok(uid) = uid.parse() {
                let account = kith_domain::id::account_id(uid, remote).to_string();
                prints.push(fingerprint(&salt, Kind::Account, &account));
            }
        }
        let mut known = self.connection.prepare_cached("SELECT 1 FROM erasure WHERE fingerprint = ?1")?;
        for print in prints {
            if known.exists([print])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn erasure_salt(&self) -> Result<Option<String>> {
        Ok(self
            .connection
            .query_row("SELECT value ->> '$' FROM setting WHERE key = 'erasure_salt'", [], |row| row.get(0))
            .optional()?)
    }

    /// The ledger's salt and its lines of kind and fingerprint, to be kept beside the file as well: an older copy that is
    /// put in its place does not have them. Nothing when nobody was erased.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ledger_lines(&self) -> Result<Option<LedgerLines>> {
        let Some(salt) = self.erasure_salt()? else { return Ok(None) };
        let mut statement = self.connection.prepare("SELECT kind, fingerprint FROM erasure ORDER BY fingerprint")?;
        let lines: Vec<(String, String)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok((!lines.is_empty()).then_some(LedgerLines { salt, erased: lines }))
    }
}

impl Write<'_> {
    pub(crate) fn add_to_ledger(&self, salt: &str, kind: Kind, value: &str, now: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO erasure (fingerprint, kind, erased_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![fingerprint(salt, kind, value), kind.word(), now],
        )?;
        Ok(())
    }
}

//! The folder of choice for a second copy: choosing it, and how it is doing.
//!
//! **Invariants:** what goes there is sealed by a passphrase unless somebody said that it shall not be; the passphrase is in
//! the place for secrets and nowhere else; a folder that is not there is told and no failure.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BackupRow, BackupState, OfCommunity, Place,
    copies::{self, secret_name},
    in_background,
    marks::Marks,
    place,
};
use crate::{ApiError, App, SecretString, SecretsError, commands::Nothing};

/// The shortest passphrase, in characters.
const SHORTEST: usize = 8;

/// Where a second copy shall lie.
#[derive(Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct BackUpElsewhere {
    /// Whether there shall be one.
    pub(crate) on: bool,
    /// The folder, for a host that cannot ask.
    #[serde(default)]
    pub(crate) path: Option<String>,
    /// Whether everybody who has the folder may read it: without it, copies are sealed.
    #[serde(default)]
    pub(crate) plain: bool,
    /// What copies are sealed with; without it the one that is known already.
    #[serde(default)]
    pub(crate) passphrase: Option<String>,
    /// Whether the folder stays the one it is.
    #[serde(default)]
    pub(crate) stay: bool,
}

/// How the folder of choice is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ElsewhereState {
    /// None was chosen.
    None,
    /// It has the newest backup.
    Fine,
    /// It is there; the newest backup will be copied.
    Behind,
    /// It is not there: a drive that is not plugged in.
    Missing,
    /// The keyring does not have the passphrase any more: somebody has to type it.
    Asks,
}

/// The folder of choice for a second copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Elsewhere {
    /// How it is doing.
    pub(crate) state: ElsewhereState,
    /// The folder that was chosen.
    pub(crate) folder: Option<String>,
    /// Whether what is copied there is sealed.
    pub(crate) sealed: bool,
    /// When the newest copy in it was made, UTC milliseconds.
    pub(crate) newest_at: Option<i64>,
    /// How many copies in it can be read by whoever has the folder, although copies are to be sealed.
    pub(crate) readable: u32,
    /// What kept the last copy from being made.
    pub(crate) trouble: Option<String>,
}

pub(crate) async fn choose(app: &App, args: BackUpElsewhere) -> Result<Nothing, ApiError> {
    let place = place(app, OfCommunity::default().community.as_deref())?;
    let passphrase = args.passphrase.filter(|text| !text.is_empty());
    if passphrase.as_ref().is_some_and(|text| text.chars().count() < SHORTEST) {
        return Err(ApiError::invalid("passphrase", "a passphrase has at least 8 characters"));
    }
    let passphrase = passphrase.map(SecretString::from);
    let sealed = args.on && !args.plain;
    let is_new = passphrase.is_some();
    let before = if sealed { keep(app, &place, passphrase).await? } else { None };
    let chosen = match (args.on, args.stay) {
        (false, _) => None,
        (true, true) => place.marks().elsewhere.map(PathBuf::from),
        (true, false) => match picked(app, args.path.as_deref()).await {
            Ok(Some(picked)) => Some(picked),
            given_up => {
                // Nothing was chosen: copies stay sealed with what they were sealed with.
                if sealed && is_new {
                    put_back(app, &place, before).await?;
                }
                return given_up.map(|_| Nothing::default());
            }
        },
    };
    let app = app.clone();
    in_background(move || {
        let folder = chosen.map(|folder| folder.display().to_string());
        Marks::change(&place.folder(), |marks| {
            if marks.elsewhere != folder {
                marks.copied_at = None;
                marks.copies.clear();
            }
            marks.sealed = sealed && folder.is_some();
            marks.kept_back = None;
            marks.elsewhere = folder;
        })?;
        if !sealed {
            // Whoever goes back to a sealed copy types it.
            let _ = app.env().secrets.remove(&secret_name(&place));
        }
        let copied = copies::copy(&app, &place);
        app.announce(&[kith_store::Topic::Backups]);
        copied
    })
    .await?;
    Ok(Nothing::default())
}

/// Puts the passphrase of before in the place of one that was given up.
async fn put_back(app: &App, place: &Place, before: Option<SecretString>) -> Result<(), ApiError> {
    let (secrets, name) = (app.env().secrets.clone(), secret_name(place));
    in_background(move || match before {
        Some(before) => Ok(secrets.set(&name, &before)?),
        None => Ok(secrets.remove(&name)?),
    })
    .await
}

/// Keeps a new passphrase; without one there must be one already. Answers the one of before.
async fn keep(app: &App, place: &Place, passphrase: Option<SecretString>) -> Result<Option<SecretString>, ApiError> {
    let (secrets, name) = (app.env().secrets.clone(), secret_name(place));
    in_background(move || {
        let before = secrets.get(&name);
        let kept = match &passphrase {
            Some(passphrase) => before.and_then(|before| secrets.set(&name, passphrase).map(|()| (true, before))),
            None => before.map(|before| (before.is_some(), before)),
        };
        match kept {
            Ok((true, before)) => Ok(before),
            Ok((false, _)) => Err(ApiError::invalid("passphrase", "choose a passphrase for the copies")),
            Err(SecretsError::NoKeyring) => {
                Err(ApiError { field: Some("keyring".into()), ..ApiError::from(SecretsError::NoKeyring) })
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// The folder: the desktop asks for it, or a host that cannot ask was given it.
async fn picked(app: &App, path: Option<&str>) -> Result<Option<PathBuf>, ApiError> {
    let picked = match path {
        Some(path) => Some(crate::exports::place::given(app, path)?),
        None => {
            let desktop = app.env().desktop.clone();
            if !desktop.can_pick() {
                return Err(ApiError::invalid("path", "this host cannot ask for a folder: say where to"));
            }
            tokio::task::spawn_blocking(move || desktop.pick_folder()).await.ok().flatten()
        }
    };
    match picked {
        Some(folder) if !folder.is_dir() => {
            Err(ApiError::invalid("path", format!("there is no folder {}", folder.display())))
        }
        picked => Ok(picked),
    }
}

/// How the folder is doing, beside the backups that there are.
pub(super) fn told(place: &Place, marks: &Marks, backups: &[BackupRow]) -> Elsewhere {
    let Some(chosen) = marks.elsewhere.clone() else {
        let state = ElsewhereState::None;
        return Elsewhere { state, folder: None, sealed: false, newest_at: None, readable: 0, trouble: None };
    };
    let newest = backups.iter().find(|row| row.state == BackupState::Whole).map(|row| row.name.as_str());
    let there = copies::list(&Path::new(&chosen).join(&place.id), marks);
    let has = |name: &str| there.iter().any(|one| one.good && one.of == name && one.is_sealed == marks.sealed);
    let state = if !Path::new(&chosen).is_dir() {
        ElsewhereState::Missing
    } else if newest.is_none_or(has) {
        ElsewhereState::Fine
    } else if marks.kept_back.as_ref().is_some_and(|one| one.asks) {
        ElsewhereState::Asks
    } else {
        ElsewhereState::Behind
    };
    let readable = there.iter().filter(|one| marks.sealed && !one.is_sealed).count();
    Elsewhere {
        state,
        sealed: marks.sealed,
        // What was there when it was seen last, while the drive is away.
        newest_at: there.iter().find(|one| one.good).map(|one| one.at).or(marks.copied_at),
        readable: u32::try_from(readable).unwrap_or(u32::MAX),
        trouble: marks.kept_back.as_ref().filter(|_| state == ElsewhereState::Behind).map(|one| one.why.clone()),
        folder: Some(chosen),
    }
}

//! Profiles: the ready-made ones, and those that were remembered.

use kith_connect::table::{Mapping, Use, known_profiles};
use kith_store::Store;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::StartTable;
use crate::{ApiError, App, Code, commands::Nothing};

/// How a kind of table is read.
pub(super) struct Profile {
    id: String,
    name: String,
    ready_made: bool,
    /// The source's own identity.
    pub(super) remote: String,
    pub(super) mapping: Mapping,
}

/// A profile, as screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ProfileView {
    /// UUIDv7, or the word of a ready-made one.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
    /// It comes with Kith.
    pub(crate) ready_made: bool,
}

/// All profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Profiles {
    /// The remembered ones by name, then the ready-made ones.
    pub(crate) profiles: Vec<ProfileView>,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileId {
    /// Its id.
    pub(crate) id: String,
}

impl Profile {
    pub(super) fn view(&self) -> ProfileView {
        ProfileView { id: self.id.clone(), name: self.name.clone(), ready_made: self.ready_made }
    }
}

pub(super) fn all(store: &Store) -> Result<Vec<Profile>, ApiError> {
    let mut all: Vec<Profile> = store
        .read_now(|read| read.import_profiles())?
        .into_iter()
        .filter_map(|row| {
            let mapping = serde_json::from_str(&row.mapping).ok()?;
            Some(Profile { remote: row.id.clone(), id: row.id, name: row.name, ready_made: false, mapping })
        })
        .collect();
    all.extend(known_profiles().iter().map(|known| Profile {
        id: known.profile.to_owned(),
        name: known.name.to_owned(),
        ready_made: true,
        remote: known.id.to_owned(),
        mapping: known.mapping(),
    }));
    Ok(all)
}

/// By id, or by name without case.
pub(super) fn find<'a>(all: &'a [Profile], wanted: &str) -> Result<&'a Profile, ApiError> {
    let by_name = |profile: &&Profile| profile.name.to_lowercase() == wanted.to_lowercase();
    all.iter()
        .find(|profile| profile.id == wanted)
        .or_else(|| all.iter().find(by_name))
        .ok_or_else(|| ApiError::new(Code::NotFound, format!("there is no profile {wanted}")))
}

/// The profile that a heading belongs to: a remembered one whose columns are all there, else a ready-made one.
pub(super) fn fitting<'a>(all: &'a [Profile], headers: &[String]) -> Option<&'a Profile> {
    let used = |profile: &Profile| profile.mapping.columns.iter().filter(|column| column.field != Use::Ignore).count();
    let remembered =
        all.iter().filter(|profile| !profile.ready_made && used(profile) > 0 && profile.mapping.covers(headers));
    remembered.max_by_key(|profile| used(profile)).or_else(|| {
        let known = kith_connect::table::recognised(headers)?;
        all.iter().find(|profile| profile.ready_made && profile.id == known.profile)
    })
}

/// The source that rows of an import belong to.
pub(super) struct Chosen {
    pub(super) remote: String,
    pub(super) name: String,
}

/// The profile an import goes by; a changed or new mapping is remembered.
pub(super) fn choose(store: &Store, args: &StartTable, new_id: &str, now: i64) -> Result<Chosen, ApiError> {
    let all = all(store)?;
    let name = args.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let found = args.profile.as_deref().map(|id| find(&all, id)).transpose()?;
    if let Some(found) = found.filter(|found| found.ready_made) {
        return Ok(Chosen { remote: found.remote.clone(), name: found.name.clone() });
    }
    let id = found.map_or(new_id, |found| &found.id);
    let name = name.or_else(|| found.map(|found| found.name.as_str())).ok_or_else(|| {
        ApiError::invalid("name", "give this kind of table a name, so that its next file is known again")
    })?;
    if found.is_none() && all.iter().any(|profile| profile.name.to_lowercase() == name.to_lowercase()) {
        return Err(ApiError::invalid("name", "there is a profile with this name: choose it, or another name"));
    }
    let mapping = serde_json::to_string(&args.mapping).unwrap_or_default();
    store.write_now(|write| write.save_import_profile(id, name, &mapping, now))?;
    Ok(Chosen { remote: id.to_owned(), name: name.to_owned() })
}

pub(crate) async fn profiles(app: &App, _: Nothing) -> Result<Profiles, ApiError> {
    let store = app.store()?;
    super::in_background(move || Ok(Profiles { profiles: all(&store)?.iter().map(Profile::view).collect() })).await
}

pub(crate) async fn forget(app: &App, args: ProfileId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Forget a profile", move |write| write.remove_import_profile(&args.id, now)).await?;
    Ok(Nothing::default())
}

//! Communities: one file each, in a folder of its own; one is open at a time.
//!
//! **Invariants:** what a community is called stands in its own file and nowhere else, so a folder that is copied or moved
//! keeps its name; a file that cannot be opened is left as it is and listed by its folder.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use kith_store::{Settings, Store, Topic, WorkingHours};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, Code, Opened, commands::Nothing, settings};

/// The file in a community's folder.
const FILE: &str = "kith.db";
/// How long work on a file waits for whoever still reads it: all were told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// A community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Community {
    /// Its id, which is its folder's name.
    pub(crate) id: String,
    /// What it is called; empty when its file cannot be read.
    pub(crate) name: String,
    /// IANA zone.
    pub(crate) zone: String,
    /// When its team works.
    pub(crate) hours: WorkingHours,
    /// When it was opened last, UTC milliseconds.
    pub(crate) opened_at: Option<i64>,
    /// Size of its file.
    pub(crate) bytes: i64,
    /// Whether it is the one that is open.
    pub(crate) open: bool,
}

/// All communities of this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Communities {
    /// Those opened last first.
    pub(crate) communities: Vec<Community>,
    /// Where they are.
    pub(crate) folder: String,
}

/// A new community.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateCommunity {
    /// What it is called.
    pub(crate) name: String,
    /// IANA zone.
    pub(crate) zone: String,
    /// When its team works.
    pub(crate) hours: WorkingHours,
}

/// Which community to open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenCommunity {
    /// Its id.
    pub(crate) id: String,
}

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Communities, ApiError> {
    let app = app.clone();
    let folder = app.env().folder.display().to_string();
    let communities = tokio::task::spawn_blocking(move || app.communities()).await;
    Ok(Communities { communities: communities.unwrap_or_default(), folder })
}

pub(crate) async fn create(app: &App, args: CreateCommunity) -> Result<Community, ApiError> {
    let wanted = Settings {
        name: settings::checked_name(&args.name)?,
        zone: settings::checked_zone(&args.zone)?,
        hours: settings::checked_hours(&args.hours)?,
        theme: kith_store::Theme::default(),
        keep_raw: true,
        quiet: kith_store::QuietHours::default(),
        currency: String::new(),
    };
    let id = app.new_id();
    app.open_community(&id).await?;
    let now = app.now();
    app.store()?
        .write(move |write| {
            write.set_settings(&wanted)?;
            write.set_opened_at(now)
        })
        .await?;
    app.announce(&[Topic::Communities, Topic::Settings]);
    app.community(&id)
}

pub(crate) async fn open(app: &App, args: OpenCommunity) -> Result<Community, ApiError> {
    if !kith_store::backups::is_here(&app.file_of(&args.id)?) {
        return Err(ApiError::new(Code::NotFound, "there is no such community any more"));
    }
    app.open_community(&args.id).await?;
    app.announce(&Topic::ALL);
    app.community(&args.id)
}

impl App {
    /// Opens the community that was open last, if there is one.
    pub(crate) fn open_last(&self) {
        let last = self.communities().into_iter().next();
        if let Some(community) = last {
            let result = self.file_of(&community.id).and_then(|file| self.open_file(&community.id, &file));
            if let Err(error) = result {
                *self.opened() = Opened::Failed { id: community.id, error };
            }
        }
    }

    async fn open_community(&self, id: &str) -> Result<(), ApiError> {
        let file = self.file_of(id)?;
        if matches!(&*self.opened(), Opened::Community { id: open, .. } if open == id) {
            return Ok(());
        }
        self.jobs().stop_all().await;
        let (app, id) = (self.clone(), id.to_owned());
        let result = tokio::task::spawn_blocking(move || app.open_file(&id, &file)).await;
        result.unwrap_or_else(|_| Err(ApiError::new(Code::Bug, "opening a community failed in a way it should not")))
    }

    /// The community that was open last.
    pub(crate) fn last_id(&self) -> Option<String> {
        self.communities().into_iter().next().map(|community| community.id)
    }

    /// Closes a community, for work on its file.
    pub(crate) async fn close_community(&self, id: &str) -> Result<(), ApiError> {
        let before = std::mem::replace(&mut *self.opened(), Opened::Nothing);
        match before {
            Opened::Community { id: open, store } if open == id => {
                self.lock_notes();
                close_file(store, PATIENCE).await;
            }
            other => *self.opened() = other,
        }
        Ok(())
    }

    /// Closes a community and opens it anew: another file may have taken the place of the one that was open.
    pub(crate) async fn open_again(&self, id: &str) -> Result<(), ApiError> {
        let file = self.file_of(id)?;
        let before = std::mem::replace(&mut *self.opened(), Opened::Nothing);
        match before {
            Opened::Community { id: open, store } if open != id => {
                // Another one is open: it stays so.
                *self.opened() = Opened::Community { id: open, store };
                return Ok(());
            }
            Opened::Community { store, .. } => {
                self.lock_notes();
                store.interrupt();
                let _ = store.released(PATIENCE).await;
            }
            _ => {}
        }
        let (app, own) = (self.clone(), id.to_owned());
        let opened = tokio::task::spawn_blocking(move || app.open_file(&own, &file)).await;
        let result = opened
            .unwrap_or_else(|_| Err(ApiError::new(Code::Bug, "opening a community failed in a way it should not")));
        if let Err(error) = &result {
            *self.opened() = Opened::Failed { id: id.to_owned(), error: error.clone() };
        }
        self.announce(&Topic::ALL);
        result
    }

    fn open_file(&self, id: &str, file: &Path) -> Result<(), ApiError> {
        let now = self.now();
        let store = Store::open(file, &stamp(now))?;
        crate::erasing::erase_again(&store, now)?;
        store.write_now(|write| write.set_opened_at(now))?;
        self.forward_changes(&store);
        let now = self.now();
        let _ = store.write_now(|write| write.settle_syncs(now));
        crate::imports::tidy(self, &store);
        self.lock_notes();
        if store.was_cut_off() {
            crate::backups::look_after_crash(self, &store);
        }
        let before = std::mem::replace(&mut *self.opened(), Opened::Community { id: id.to_owned(), store });
        if let Opened::Community { store, .. } = before {
            store.settle();
        }
        Ok(())
    }

    fn forward_changes(&self, store: &Store) {
        let mut from = store.changes();
        let to = self.inner.changes.clone();
        tokio::spawn(async move {
            use tokio::sync::broadcast::error::RecvError;
            loop {
                match from.recv().await {
                    Ok(topics) => drop(to.send(topics.into_iter().map(Topic::word).collect())),
                    // Some were missed: then everything may have changed.
                    Err(RecvError::Lagged(_)) => drop(to.send(Topic::ALL.map(Topic::word).to_vec())),
                    Err(RecvError::Closed) => break,
                }
            }
        });
    }

    fn community(&self, id: &str) -> Result<Community, ApiError> {
        let found = self.communities().into_iter().find(|community| community.id == id);
        found.ok_or_else(|| ApiError::new(Code::NotFound, "there is no such community any more"))
    }

    fn communities(&self) -> Vec<Community> {
        let folders = std::fs::read_dir(self.env().folder.join("communities"));
        let mut communities: Vec<Community> = folders
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter_map(|id| self.describe(id))
            .collect();
        communities.sort_by_key(|community| (std::cmp::Reverse(community.opened_at), community.id.clone()));
        communities
    }

    fn describe(&self, id: String) -> Option<Community> {
        let file = self.file_of(&id).ok().filter(|file| kith_store::backups::is_here(file))?;
        let open = match &*self.opened() {
            Opened::Community { id: open, store } if *open == id => Some(store.clone()),
            _ => None,
        };
        let is_open = open.is_some();
        let found = match open {
            Some(store) => store.read_now(|read| Ok((read.settings()?, read.opened_at()?))),
            None => kith_store::peek(&file),
        };
        let (settings, opened_at) = found.unwrap_or_else(|_| (unreadable(), None));
        let bytes = std::fs::metadata(&file).map_or(0, |data| i64::try_from(data.len()).unwrap_or(i64::MAX));
        Some(Community {
            id,
            name: settings.name,
            zone: settings.zone,
            hours: settings.hours,
            opened_at,
            bytes,
            open: is_open,
        })
    }

    /// A community's file. Its id comes from outside, so it must be an id and not a path.
    pub(crate) fn file_of(&self, id: &str) -> Result<PathBuf, ApiError> {
        let id: uuid::Uuid = id.parse().map_err(|_| ApiError::invalid("id", "that is not the id of a community"))?;
        Ok(self.env().folder.join("communities").join(id.to_string()).join(FILE))
    }
}

fn unreadable() -> Settings {
    Settings {
        name: String::new(),
        zone: "UTC".into(),
        hours: WorkingHours::default(),
        theme: kith_store::Theme::default(),
        keep_raw: true,
        quiet: kith_store::QuietHours::default(),
        currency: String::new(),
    }
}

/// A time as part of a file's name: `20261122T093000Z`.
pub(crate) fn stamp(now: i64) -> String {
    chrono::DateTime::from_timestamp_millis(now).unwrap_or_default().format("%Y%m%dT%H%M%SZ").to_string()
}

/// Stops whatever runs on a file, and closes it: when this is done, another process may open it, unless somebody who does
/// not listen held it for longer than `patience`.
pub(crate) async fn close_file(store: Store, patience: Duration) {
    store.interrupt();
    let settling = store.clone();
    let _ = tokio::task::spawn_blocking(move || settling.settle()).await;
    let _ = store.released(patience).await;
}

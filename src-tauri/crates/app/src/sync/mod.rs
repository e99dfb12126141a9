//! Connected sources: connecting them, reading them, and what a person decides about them.
//!
//! **Invariants:** a key goes from the form to the keyring and nowhere else; reading is the default and writing is asked
//! for; trouble in the background is a state of the source, not an interruption.

mod hint;
mod known;
mod open;
pub(crate) mod remove;
pub(crate) mod retention;
mod run;
mod schedule;
pub(crate) mod signing;
mod views;

use std::sync::Arc;

use kith_connect::{Depth, http::Meter};
use kith_store::{SyncChange, SyncRow};
use uuid::Uuid;

pub(crate) use self::run::stoppable;
pub(crate) use self::schedule::Syncs;
pub(crate) use self::views::{
    AnswerRemovals, ChangeSource, ConnectSource, HintSource, PauseSource, SecretsView, SourceId, Sources, SyncNow,
    UnlockSecrets,
};
use self::views::{KeptIdentity, Source, SourceKind, SourceSettings, connection};
use crate::{ApiError, App, Code, SecretString, commands::Nothing};

/// Minutes between runs, unless a person chooses otherwise.
const EVERY: u32 = 15;

pub(crate) async fn list(app: &App, _: Nothing) -> Result<Sources, ApiError> {
    let store = app.store()?;
    let (sources, syncs) = store.read(|read| Ok((read.sources()?, read.syncs()?))).await?;
    let sources = sources
        .into_iter()
        .map(|source| {
            let sync = syncs.iter().find(|sync| sync.uid.to_string() == source.id);
            Source {
                address: sync.and_then(|sync| sync.address.clone()),
                connection: sync.map(|sync| connection(sync, app.syncs().hints.view(app, sync))),
                id: source.id,
                name: source.name,
                kind: source.kind,
                messages: source.messages,
                accounts: source.members,
                first_at: source.first_at,
                last_at: source.last_at,
            }
        })
        .collect();
    Ok(Sources { sources, secrets: secrets(app, Nothing::default()).await?.state })
}

pub(crate) async fn connect(app: &App, args: ConnectSource) -> Result<SourceId, ApiError> {
    let store = app.store()?;
    let mut settings = checked(args.kind.word(), args.settings)?;
    if let (SourceKind::Slack, Some(address)) = (args.kind, &settings.address) {
        let typed = kith_connect::http::base(address).map_err(address_error)?;
        let base = kith_connect::slack::live::base_of(typed, &open::network(app)).await.map_err(address_error)?;
        settings.address = Some(base.to_string());
    }
    let secret = Some(args.secret.trim()).filter(|secret| !secret.is_empty()).map(SecretString::from);
    let again = match &args.source {
        Some(id) => Some(row(app, id).await?),
        None => None,
    };
    let meter = Arc::new(Meter::default());
    let expected = again.as_ref().map(|row| row.remote.as_str());
    let mut connector = open::connect(app, args.kind, &settings, secret.clone(), expected, false, "", &meter)?;
    let identity = connector.probe().await?;
    if expected.is_some_and(|expected| expected != identity.remote) {
        return Err(ApiError::new(Code::Conflict, "this key belongs to another community than the one that is here"));
    }
    let uid = match &again {
        Some(row) => row.uid,
        None => kith_domain::id::source_id(args.kind.word(), &identity.remote),
    };
    if let Some(secret) = secret {
        let (secrets, name) = (Arc::clone(&app.env().secrets), run::secret_name(app, uid));
        in_background(move || Ok(secrets.set(&name, &secret)?)).await?;
    }
    // Another key does not end the listening; a new source begins without it.
    let before = store.read(move |read| read.sync(uid)).await.ok();
    settings.hint = before.is_some_and(|row| kept_settings(&row).hint);
    let now = app.now();
    let name = settings.name.clone().unwrap_or_else(|| identity.name.clone());
    let chosen = serde_json::to_string(&settings).unwrap_or_default();
    let kept = serde_json::to_string(&KeptIdentity::from(identity.clone())).unwrap_or_default();
    store
        .write(move |write| {
            let source = write.ensure_source(uid, args.kind.word(), &identity.remote, &name, now)?;
            write.name_source(source, &name, identity.address.as_deref())?;
            write.connect(source, &chosen, &kept, EVERY, now)
        })
        .await?;
    // Whoever listened did so at the address of before.
    app.syncs().hints.stop(&run::secret_name(app, uid));
    app.syncs().wake();
    Ok(SourceId { id: uid.to_string() })
}

pub(crate) async fn change(app: &App, args: ChangeSource) -> Result<Nothing, ApiError> {
    let row = row(app, &args.id).await?;
    let before = kept_settings(&row);
    let kept = SourceSettings { address: before.address.clone(), hint: before.hint, ..args.settings };
    let settings = checked(&row.kind, kept)?;
    if args.every < 5 {
        return Err(ApiError::invalid("every", "not more often than every 5 minutes"));
    }
    let more = (settings.private && !before.private)
        || (settings.direct && !before.direct)
        || (settings.emails && !before.emails);
    let change = SyncChange {
        settings: serde_json::to_string(&settings).ok(),
        every: Some(args.every),
        // What was left out before is read from the beginning.
        checkpoint: more.then_some(None),
        next_run_at: Some(Some(app.now())),
        ..SyncChange::default()
    };
    app.store()?.write(move |write| write.change_sync(row.source, &change)).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn sync(app: &App, args: SyncNow) -> Result<Nothing, ApiError> {
    let row = row(app, &args.id).await?;
    let store = app.store()?;
    crate::backups::back::check_confirmed(&store)?;
    let depth = if args.full || row.last_full_at.is_none() { Depth::Full } else { Depth::Quick };
    schedule::begin(app, &store, row, Some(depth))?;
    Ok(Nothing::default())
}

pub(crate) async fn stop(app: &App, args: SourceId) -> Result<Nothing, ApiError> {
    let row = row(app, &args.id).await?;
    app.syncs().stop(row.uid);
    app.syncs().none_left(Some(row.uid)).await;
    Ok(Nothing::default())
}

pub(crate) async fn pause(app: &App, args: PauseSource) -> Result<Nothing, ApiError> {
    let row = row(app, &args.id).await?;
    let change = SyncChange {
        state: Some(if args.paused { "paused" } else { "idle" }),
        next_run_at: Some((!args.paused).then(|| app.now())),
        error: Some(None),
        ..SyncChange::default()
    };
    app.store()?.write(move |write| write.change_sync(row.source, &change)).await?;
    if args.paused {
        app.syncs().stop(row.uid);
    }
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn answer(app: &App, args: AnswerRemovals) -> Result<Nothing, ApiError> {
    let row = row(app, &args.id).await?;
    if row.state != "asking" {
        return Err(ApiError::new(Code::Conflict, "nothing is asked about this source any more"));
    }
    let change = SyncChange {
        state: Some("idle"),
        removals: Some(if args.follow { "allow" } else { "keep" }),
        error: Some(None),
        next_run_at: Some(Some(app.now())),
        ..SyncChange::default()
    };
    app.store()?.write(move |write| write.change_sync(row.source, &change)).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn disconnect(app: &App, args: SourceId) -> Result<Nothing, ApiError> {
    let row = row(app, &args.id).await?;
    app.syncs().stop(row.uid);
    app.syncs().none_left(Some(row.uid)).await;
    let (secrets, name) = (Arc::clone(&app.env().secrets), run::secret_name(app, row.uid));
    app.syncs().hints.stop(&name);
    in_background(move || {
        secrets.remove(&hint::token_name(&name))?;
        Ok(secrets.remove(&name)?)
    })
    .await?;
    app.store()?.write(move |write| write.disconnect(row.source)).await?;
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn hint(app: &App, args: HintSource) -> Result<Nothing, ApiError> {
    let row = row(app, &args.id).await?;
    if row.kind != "slack" {
        return Err(ApiError::invalid("token", "only a Slack workspace tells when something happened"));
    }
    let token = args.token.map(|token| SecretString::from(token.trim()));
    if let Some(token) = &token {
        kith_connect::slack::live::check_app(token)
            .map_err(|error| ApiError { field: Some("token".into()), ..ApiError::from(error) })?;
    }
    let (secrets, name, on) = (Arc::clone(&app.env().secrets), run::secret_name(app, row.uid), token.is_some());
    let kept = hint::token_name(&name);
    in_background(move || match token {
        Some(token) => Ok(secrets.set(&kept, &token)?),
        None => Ok(secrets.remove(&kept)?),
    })
    .await?;
    let settings = SourceSettings { hint: on, ..kept_settings(&row) };
    let change = SyncChange { settings: serde_json::to_string(&settings).ok(), ..SyncChange::default() };
    app.store()?.write(move |write| write.change_sync(row.source, &change)).await?;
    // Whoever listened did so with another token, or should no more.
    app.syncs().hints.stop(&name);
    app.syncs().wake();
    Ok(Nothing::default())
}

pub(crate) async fn secrets(app: &App, _: Nothing) -> Result<SecretsView, ApiError> {
    let secrets = Arc::clone(&app.env().secrets);
    in_background(move || Ok(SecretsView { state: secrets.state() })).await
}

pub(crate) async fn unlock(app: &App, args: UnlockSecrets) -> Result<SecretsView, ApiError> {
    let secrets = Arc::clone(&app.env().secrets);
    if args.passphrase.chars().count() < 8 {
        return Err(ApiError::invalid("passphrase", "a passphrase has at least 8 characters"));
    }
    let view = in_background(move || {
        secrets.unlock(&SecretString::from(args.passphrase))?;
        Ok(SecretsView { state: secrets.state() })
    })
    .await?;
    app.announce(&[kith_store::Topic::Sources]);
    // Those that waited for the keyring begin again.
    app.syncs().hints.stop_all();
    app.syncs().wake();
    Ok(view)
}

/// Whether a person wants to write at a source, and whether its key may.
pub(crate) fn may_write(row: &SyncRow) -> (bool, bool) {
    let settings = kept_settings(row);
    let identity: KeptIdentity = serde_json::from_str(&row.identity).unwrap_or_default();
    (settings.write, identity.can_write)
}

/// What a person chose, as the row keeps it.
fn kept_settings(row: &SyncRow) -> SourceSettings {
    serde_json::from_str(&row.settings).unwrap_or_default()
}

async fn row(app: &App, id: &str) -> Result<SyncRow, ApiError> {
    let missing = || ApiError::new(Code::NotFound, "there is no such connected source any more");
    let uid: Uuid = id.parse().map_err(|_| missing())?;
    app.store()?.read(move |read| read.sync(uid)).await.map_err(|error| match error {
        kith_store::Error::NotFound(_) => missing(),
        error => error.into(),
    })
}

fn checked(kind: &str, mut settings: SourceSettings) -> Result<SourceSettings, ApiError> {
    let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    settings.name = filled(settings.name);
    settings.user = filled(settings.user);
    settings.address = match filled(settings.address) {
        Some(address) => Some(kith_connect::http::base(&address).map_err(address_error)?.to_string()),
        None if kind == "discourse" => return Err(ApiError::invalid("address", "give the forum's address")),
        None => None,
    };
    Ok(settings)
}

fn address_error(error: kith_connect::Error) -> ApiError {
    ApiError { field: Some("address".into()), ..ApiError::from(error) }
}

async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(ApiError::new(Code::Bug, "the keyring could not be asked")))
}

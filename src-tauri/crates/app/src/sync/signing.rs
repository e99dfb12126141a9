//! Signing in with a browser: Slack by OAuth with PKCE, Discourse by a user API key.
//!
//! **Invariants:** what is secret on the way (verifier, private key) lives in memory and ends with the program; the person's
//! own browser is opened, never a window of ours.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use kith_connect::{
    discourse::{device, key},
    http::{Http, Meter, Network},
    slack::{self, callback, oauth},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::task::AbortHandle;
use ts_rs::TS;

use super::views::{ConnectSource, SourceId, SourceKind, SourceSettings};
use crate::{ApiError, App, Code, ExposeSecret, SecretString, commands::Nothing};

/// What the Slack app that a person makes shall be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WishManifest {
    /// Write as well as read.
    #[serde(default)]
    pub(crate) write: bool,
    /// Read private channels too.
    #[serde(default)]
    pub(crate) private: bool,
    /// Read direct messages too.
    #[serde(default)]
    pub(crate) direct: bool,
}

/// The description of a Slack app, to copy into Slack's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct Manifest {
    /// JSON.
    pub(crate) text: String,
    /// Scopes in it.
    pub(crate) scopes: Vec<String>,
}

/// Signing in at Slack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInSlack {
    /// The id of the person's own Slack app.
    pub(crate) client_id: String,
    /// What a person chooses.
    #[serde(default)]
    pub(crate) settings: SourceSettings,
}

/// Signing in at a forum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInDiscourse {
    /// What a person chooses; the address is needed.
    pub(crate) settings: SourceSettings,
    /// The key shall be copied from the forum's page, also where a code would do.
    #[serde(default)]
    pub(crate) paste: bool,
}

/// A signing in that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SignIn {
    /// Its id.
    pub(crate) id: String,
    /// The page to open, when the browser did not open by itself.
    pub(crate) address: String,
    /// The code to type on that page: [`SignInState`] then tells how it ends, and nothing has to be copied.
    pub(crate) code: Option<String>,
}

/// A signing in by its id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInId {
    /// Its id.
    pub(crate) id: String,
}

/// Where a signing in stands that goes on by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct SignInState {
    /// The source, once it is connected.
    pub(crate) source: Option<SourceId>,
    /// Why it came to nothing.
    pub(crate) error: Option<ApiError>,
}

/// What a forum's page shows after a person agreed.
#[derive(Clone, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FinishSignIn {
    /// The signing in.
    pub(crate) id: String,
    /// The text from the page.
    pub(crate) payload: String,
}

/// Signings in that were begun, by their id.
#[derive(Default)]
pub(crate) struct Signings {
    forums: Mutex<HashMap<String, Forum>>,
    waiting: Mutex<HashMap<String, AbortHandle>>,
    ended: Mutex<HashMap<String, SignInState>>,
}

/// How long a browser may stay away.
const PATIENCE: Duration = Duration::from_secs(600);

struct Forum {
    asking: key::Asking,
    settings: SourceSettings,
}

pub(crate) async fn manifest(_app: &App, args: WishManifest) -> Result<Manifest, ApiError> {
    let scopes = slack::live::scopes(args.write, args.direct).into_iter().map(str::to_owned).collect();
    Ok(Manifest { text: slack::live::manifest(args.write, args.direct, &[]), scopes })
}

pub(crate) async fn slack(app: &App, args: SignInSlack) -> Result<SignIn, ApiError> {
    let settings = super::checked("slack", args.settings)?;
    let client = args.client_id.trim().to_owned();
    if client.is_empty() {
        return Err(ApiError::invalid("client_id", "give the client id of your Slack app"));
    }
    let api = match &settings.address {
        Some(address) => kith_connect::http::base(address).map_err(super::address_error)?,
        None => slack::live::Settings::default().api,
    };
    let is_government = api.host_str().is_some_and(|host| host.ends_with("slack-gov.com"));
    let page = if is_government { oauth::AUTHORIZE_GOV } else { oauth::AUTHORIZE };
    // One at a time: an earlier one that nobody finished gives its port back.
    for (_, task) in app.syncs().signings.waiting().drain() {
        task.abort();
    }
    tokio::task::yield_now().await;
    let busy = |error: kith_connect::Error| ApiError::new(Code::Conflict, error.to_string());
    let callback = callback::Callback::open(&callback::PORTS).await.map_err(busy)?;
    let (verifier, state, redirect) = (oauth::fresh_verifier()?, oauth::fresh_verifier()?, callback.redirect());
    let scopes = slack::live::scopes(settings.write, settings.direct);
    let challenge = oauth::challenge(&verifier);
    let address =
        oauth::authorize_url(page, &client, &scopes, &redirect, state.expose_secret(), &challenge)?.to_string();
    let id = app.new_id();
    let begun = Begun { api, client, verifier, state, redirect, settings };
    let waiting = app.clone();
    go_on(app, &id, async move {
        // Slack's code is good for ten minutes; somebody who went away begins again.
        let late = || Err(ApiError::new(Code::Invalid, "nobody agreed in time: begin again"));
        tokio::time::timeout(PATIENCE, finish(&waiting, callback, begun)).await.unwrap_or_else(|_| late())
    });
    // Without a desktop the address is shown and not opened.
    let _ = app.env().desktop.open(&address);
    Ok(SignIn { id, address, code: None })
}

/// Lets a signing in go on by itself, and remembers how it ends.
fn go_on(app: &App, id: &str, work: impl Future<Output = Result<SourceId, ApiError>> + Send + 'static) {
    let task = {
        let (app, id) = (app.clone(), id.to_owned());
        tokio::spawn(async move {
            let state = match work.await {
                Ok(source) => SignInState { source: Some(source), error: None },
                Err(error) => SignInState { source: None, error: Some(error) },
            };
            app.syncs().signings.ended().insert(id, state);
        })
    };
    app.syncs().signings.waiting().insert(id.to_owned(), task.abort_handle());
}

/// What is needed when the browser comes back.
struct Begun {
    api: url::Url,
    client: String,
    verifier: SecretString,
    state: SecretString,
    redirect: String,
    settings: SourceSettings,
}

async fn finish(app: &App, callback: callback::Callback, begun: Begun) -> Result<SourceId, ApiError> {
    let code = callback.code(begun.state.expose_secret()).await?;
    let network =
        Network { waits: Arc::clone(&app.env().waits), limits: app.env().limits, meter: Arc::new(Meter::default()) };
    let http = Http::new(&begun.api, &network)?;
    let tokens = oauth::exchange(&http, &begun.api, &begun.client, &code, &begun.verifier, &begun.redirect).await?;
    let secret = match (&tokens.refresh, tokens.expires_at) {
        (Some(refresh), Some(until)) => slack::live::rotating(&tokens.access, refresh, until, &begun.client),
        _ => tokens.access,
    };
    let secret = secret.expose_secret().to_owned();
    super::connect(app, ConnectSource { kind: SourceKind::Slack, secret, settings: begun.settings, source: None }).await
}

pub(crate) async fn state(app: &App, args: SignInId) -> Result<SignInState, ApiError> {
    let signings = &app.syncs().signings;
    if let Some(state) = signings.ended().get(&args.id) {
        return Ok(state.clone());
    }
    if !signings.waiting().contains_key(&args.id) {
        return Err(ApiError::new(Code::NotFound, "this sign-in was not begun here: begin again"));
    }
    Ok(SignInState { source: None, error: None })
}

pub(crate) async fn cancel(app: &App, args: SignInId) -> Result<Nothing, ApiError> {
    if let Some(task) = app.syncs().signings.waiting().remove(&args.id) {
        task.abort();
    }
    app.syncs().signings.forums().remove(&args.id);
    Ok(Nothing::default())
}

pub(crate) async fn discourse(app: &App, args: SignInDiscourse) -> Result<SignIn, ApiError> {
    let mut settings = super::checked("discourse", args.settings)?;
    let base =
        kith_connect::http::base(settings.address.as_deref().unwrap_or_default()).map_err(super::address_error)?;
    let (id, client_id) = (app.new_id(), app.new_id());
    settings.client_id = Some(client_id.clone());
    let access = if settings.write { key::Access::Write } else { key::Access::Read };
    // Making a pair of keys takes a moment.
    let asked = base.clone();
    let asking = super::in_background(move || Ok(key::ask(&asked, "Kith", &client_id, access, None)?)).await?;
    // A forum that cannot say whether it knows codes is asked the old way, which its own page explains.
    let network = super::open::network(app);
    if !args.paste && device::is_offered(&base, &network).await.unwrap_or(false) {
        let device = device::begin(asking, &base, &network).await?;
        let (address, code) = (device.page().to_string(), device.user_code().to_owned());
        let waiting = app.clone();
        go_on(app, &id, async move { finish_device(&waiting, device, &base, settings).await });
        let _ = app.env().desktop.open(&address);
        return Ok(SignIn { id, address, code: Some(code) });
    }
    let address = asking.url().to_string();
    app.syncs().signings.forums().insert(id.clone(), Forum { asking, settings });
    // Without a desktop the address is shown and not opened.
    let _ = app.env().desktop.open(&address);
    Ok(SignIn { id, address, code: None })
}

async fn finish_device(
    app: &App,
    device: device::Device,
    base: &url::Url,
    settings: SourceSettings,
) -> Result<SourceId, ApiError> {
    let network = super::open::network(app);
    let granted = device.granted(&network).await?;
    let secret = granted.key.expose_secret().to_owned();
    let wish = ConnectSource { kind: SourceKind::Discourse, secret, settings, source: None };
    let connected = super::connect(app, wish).await;
    if connected.is_err() {
        // Nobody has this key now: the forum may forget it.
        let _ = key::revoke(base, &granted.key, &network).await;
    }
    connected
}

pub(crate) async fn discourse_finish(app: &App, args: FinishSignIn) -> Result<SourceId, ApiError> {
    let (granted, settings) = {
        let forums = app.syncs().signings.forums();
        let forum = forums
            .get(&args.id)
            .ok_or_else(|| ApiError::new(Code::NotFound, "this sign-in was not begun here: begin again"))?;
        let granted = forum
            .asking
            .unlock(&args.payload)
            .map_err(|error| ApiError { field: Some("payload".into()), ..ApiError::from(error) })?;
        (granted, forum.settings.clone())
    };
    let wish = ConnectSource {
        kind: SourceKind::Discourse,
        secret: granted.key.expose_secret().to_owned(),
        settings,
        source: None,
    };
    let source = super::connect(app, wish).await?;
    app.syncs().signings.forums().remove(&args.id);
    Ok(source)
}

impl Signings {
    fn forums(&self) -> MutexGuard<'_, HashMap<String, Forum>> {
        self.forums.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, AbortHandle>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ended(&self) -> MutexGuard<'_, HashMap<String, SignInState>> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

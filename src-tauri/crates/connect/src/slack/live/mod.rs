//! Slack over its Web API: a walk that finds what is new, changed and gone, with as few requests as Slack allows.
//!
//! A run asks who answers, reads the lists of people, channels and groups, and then every channel's own messages, newest
//! first: those are few, and each says how many answers its thread has and when the last one came. Only threads of which
//! that changed are read. What stands in the store within the stretch that a page covers, and is not on the page, was
//! taken away.
//!
//! **Invariants:** nothing is stored of another workspace than the one whose rows are here; what a plan or a rule of
//! retention hides is never taken for deleted; a channel that cannot be read stops no other, and nothing of it is
//! declared gone; changes of answers that leave no trace on their thread (edits, reactions) are seen while the thread is
//! younger than [`messages::LATELY`], once a day and whenever the workspace went on (with [`Depth::Full`](crate::Depth::Full)).

pub(super) mod call;
pub(super) mod errors;
mod gather;
mod listen;
mod lists;
mod manifest;
mod messages;
mod pace;
mod page;
mod people;
mod push;
mod spaces;
mod state;
mod tails;
mod threads;
mod token;

use std::sync::Arc;

use async_trait::async_trait;
use kith_domain::record::{AccountRecord, Batch};
use rustc_hash::FxHashSet;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use self::{
    call::Api,
    lists::{Label, Who},
    messages::Open,
    spaces::Listed,
    state::{State, Step},
    threads::Debt,
};
pub use self::{
    listen::{Heard, Listening, check_app, listen},
    manifest::{DIRECT, READ, WRITE, manifest, scopes},
    token::{TokenKind, check, rotating},
};
use crate::{
    connector::{Connector, Coverage, Hidden, Identity, Intent, Page, Progress, Pull, Receipt},
    error::{Error, Result},
    http::{Http, Method, Network, Request},
};

/// Slack's Web API.
pub const API: &str = "https://slack.com/api/";
/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// Keeps a renewed key; called before the key is used.
pub type OnRefresh = Arc<dyn Fn(SecretString) + Send + Sync>;

/// What a person chose for a source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The base of the Web API.
    pub api: Url,
    /// The workspace that has to answer.
    pub team: Option<String>,
    /// Private channels are read too.
    pub private: bool,
    /// Conversations of two and of several are read too.
    pub direct: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { api: api_of_slack(), team: None, private: false, direct: false }
    }
}

#[expect(clippy::expect_used, reason = "the constant is an address, and a test reads it")]
fn api_of_slack() -> Url {
    Url::parse(API).expect("an address")
}

/// The base that a person means who typed only a host: Slack's methods lie below `/api/` there. A host of another kind is
/// asked once, without any key, whether it has them at its root.
///
/// # Errors
/// When the address cannot be used.
pub async fn base_of(typed: Url, network: &Network) -> Result<Url> {
    if typed.path() != "/" {
        return Ok(typed);
    }
    let below = typed.join("api/").map_err(|_| Error::Invalid("that is no web address".into()))?;
    let is_slack = typed.host_str().is_some_and(|host| host.ends_with("slack.com") || host.ends_with("slack-gov.com"));
    if is_slack {
        return Ok(below);
    }
    let url = typed.join("auth.test").map_err(|_| Error::Invalid("that is no web address".into()))?;
    let asked = Http::new(&typed, network)?
        .send(Request { method: Method::Get, url, secrets: &[], headers: &[], body: None })
        .await?;
    Ok(if asked.status == 404 { below } else { typed })
}

/// A workspace.
pub struct Slack {
    api: Api,
    settings: Settings,
    kind: TokenKind,
    run: Option<Run>,
    /// The number of the last page that was handed out.
    last: Option<u64>,
}

/// What a run has in memory; all of it can be read again.
struct Run {
    who: Who,
    /// Accounts that the list of people has, and authors that were dealt with.
    people: FxHashSet<String>,
    /// How many people the list has.
    count: u64,
    /// Where the list of people goes on.
    cursor: Option<String>,
    limit: u32,
    /// People whose profile is to be read.
    profiles: Vec<AccountRecord>,
    labels: Option<Vec<Label>>,
    /// Authors who were asked for; they go out with the next page, whatever becomes of the one they were found on.
    found: Vec<AccountRecord>,
    channels: Vec<Listed>,
    /// The page whose threads are being read.
    open: Option<Open>,
    /// It goes on where another program's run was cut off.
    resumed: bool,
    /// The channel that is being read, how far it had gone on when its threads were last read again, and from which number
    /// on they are read again now.
    newest: Option<(String, i64, Option<i64>)>,
    /// Young threads without news in channels that did not go on, by channel, and how far the workspace went on. When it
    /// did, they are read again at the end.
    again: Vec<(String, Vec<Debt>)>,
    went_on: Option<i64>,
}

impl Run {
    fn new(who: Who, resumed: bool) -> Self {
        Self {
            who,
            people: FxHashSet::default(),
            count: 0,
            cursor: None,
            limit: 1_000,
            profiles: Vec::new(),
            labels: None,
            found: Vec::new(),
            channels: Vec::new(),
            open: None,
            resumed,
            newest: None,
            again: Vec::new(),
            went_on: None,
        }
    }

    fn newest_of(&self, channel: &str) -> Option<i64> {
        self.newest.as_ref().filter(|(of, ..)| of == channel).map(|(_, newest, _)| *newest)
    }
}

/// Opens a workspace with a token, or with what [`rotating`] gave.
///
/// # Errors
/// When the token or the address cannot be used.
pub fn open(
    settings: Settings,
    secret: &SecretString,
    network: &Network,
    on_refresh: Option<OnRefresh>,
) -> Result<Box<dyn Connector>> {
    // Names of methods follow the base: it has to end with a slash.
    let base = crate::http::base(settings.api.as_str())?;
    let http = Http::new(&base, network)?;
    let keys = token::Keys::read(secret)?;
    let kind = match token::check(&keys.access) {
        Ok(TokenKind::App) => {
            return Err(Error::Invalid(
                "that is an app-level token: it reads no messages, use one that begins with xoxp-".into(),
            ));
        }
        Ok(kind) => kind,
        // Other programs that speak Slack's language have tokens of their own.
        Err(_) if !call::is_slack(&base) && token::is_foreign(&keys.access) => TokenKind::User,
        Err(error) => return Err(error),
    };
    let api = Api::new(http, base, keys, on_refresh);
    Ok(Box::new(Slack { api, settings, kind, run: None, last: None }))
}

#[async_trait]
impl Connector for Slack {
    async fn probe(&mut self) -> Result<Identity> {
        let who = self.identify(None).await?;
        let scopes = who.scopes.clone().unwrap_or_default();
        let has = |scope: &str| scopes.iter().any(|own| own == scope);
        let wanted = |scope: &str| self.settings.private || !scope.starts_with("groups:");
        let missing = READ
            .iter()
            .filter(|(scope, _)| who.scopes.is_some() && wanted(scope) && !has(scope))
            .map(|(scope, what)| ((*scope).to_owned(), (*what).to_owned()))
            .collect();
        Ok(Identity {
            remote: who.team_id,
            name: who.team.unwrap_or_default(),
            address: who.url.map(|url| url.trim_end_matches('/').to_owned()),
            account: who.user,
            account_remote: who.user_id,
            missing,
            can_write: has("chat:write"),
            scopes,
        })
    }

    async fn pull(&mut self, pull: Pull<'_>) -> Result<Page> {
        let mut state = State::read(pull.checkpoint)?;
        if self.last != Some(state.number) {
            self.run = None;
        }
        // Only a page that is handed out is what memory belongs to.
        let mut batch = self.step(&pull, &mut state).await?;
        if let Some(run) = &mut self.run {
            batch.accounts.append(&mut run.found);
        }
        state.number += 1;
        self.last = Some(state.number);
        let done = state.step == Step::Start;
        let coverage = done.then(|| self.coverage(&state));
        let progress = Some(self.progress(&state));
        let checkpoint = if done {
            self.run = None;
            state.next_run().write()?
        } else {
            state.write()?
        };
        Ok(Page { batch, checkpoint, done, progress, coverage })
    }

    async fn push(&mut self, intent: &Intent) -> Result<Receipt> {
        self.send(intent).await
    }
}

impl Slack {
    /// Asks who answers; an error when it is another workspace than expected.
    async fn identify(&self, stored: Option<&str>) -> Result<Who> {
        let who = self.api.who().await?;
        let expected = self.settings.team.as_deref().or(stored).filter(|team| !team.is_empty());
        if who.team_id.is_empty() {
            return Err(Error::Remote("it did not say which workspace it is".into()));
        }
        if expected.is_some_and(|team| team != who.team_id) {
            return Err(Error::Different(format!(
                "this token belongs to the workspace {}, not to the one that is here",
                who.team.as_deref().unwrap_or(&who.team_id)
            )));
        }
        Ok(who)
    }

    async fn step(&mut self, pull: &Pull<'_>, state: &mut State) -> Result<Batch> {
        if self.run.is_none() || state.step == Step::Start {
            let who = self.identify(Some(&state.team)).await?;
            let mut run = Run::new(who, state.step != Step::Start);
            if state.step == Step::Start {
                state.team.clone_from(&run.who.team_id);
                state.pin = pull.now;
                state.thorough = pull.depth == crate::Depth::Full && pull.now - state.threads_at >= DAY;
                state.step = Step::People;
            }
            self.resume(&mut run, state).await?;
            self.run = Some(run);
        }
        match state.step {
            Step::Start | Step::People => self.read_people(state).await,
            Step::Spaces => self.read_spaces(state).await,
            Step::Groups => self.read_groups(state).await,
            Step::Members => self.read_members(pull, state).await,
            Step::Messages => self.read_messages(pull, state).await,
            Step::Tails => self.read_tails(pull, state).await,
            Step::Profiles => self.read_profiles(state).await,
        }
    }

    /// Brings back into memory what earlier pages of a run had there.
    async fn resume(&self, run: &mut Run, state: &State) -> Result<()> {
        if state.capped {
            self.api.cap();
        }
        if !matches!(state.step, Step::Start | Step::People) {
            loop {
                let mut unused = Vec::new();
                if self.people_page(run, state, &mut unused).await? {
                    break;
                }
            }
            if state.step != Step::Spaces {
                run.channels = self.list_spaces(&run.who, &mut State::new()).await?.0;
            }
        }
        Ok(())
    }

    fn coverage(&self, state: &State) -> Coverage {
        let mut hidden = Vec::new();
        hidden.extend(state.limited.then_some(Hidden::Plan));
        hidden.extend(state.capped.then_some(Hidden::Capped));
        let channels = self.run.as_ref().map(|run| run.channels.as_slice()).unwrap_or_default();
        for (id, why) in &state.hidden {
            let name =
                channels.iter().find(|listed| listed.space.remote == *id).map(|listed| listed.space.name.clone());
            hidden.push(Hidden::Space { name: name.unwrap_or_else(|| id.clone()), why: why.clone() });
        }
        for (scope, what) in &state.scopes {
            hidden.push(Hidden::Scope { scope: scope.clone(), what: what.clone() });
        }
        Coverage {
            from: state.from,
            through: Some(state.pin),
            messages: None,
            people: self.run.as_ref().map(|run| run.count),
            hidden,
        }
    }

    fn progress(&self, state: &State) -> Progress {
        let stage = match state.step {
            Step::People | Step::Profiles => "people",
            Step::Spaces | Step::Groups | Step::Members => "spaces",
            Step::Messages => "messages",
            Step::Start | Step::Tails => "check",
        };
        let mut progress = Progress { stage, what: None, done: 0, of: None, requests_left: None };
        if let (Some(run), Step::Messages) = (&self.run, state.step) {
            let of = run.channels.len();
            let done = match &state.walk {
                Some(walk) => run.channels.iter().position(|listed| listed.space.remote == walk.channel).unwrap_or(0),
                None => run
                    .channels
                    .iter()
                    .filter(|listed| state.after.as_deref().is_some_and(|after| listed.space.remote.as_str() <= after))
                    .count(),
            };
            progress.what = state.walk.as_ref().and(run.channels.get(done)).map(|listed| listed.space.name.clone());
            progress.done = done as u64;
            progress.of = Some(of as u64);
            let threads = run.open.as_ref().map_or(0, Open::left);
            progress.requests_left = Some((of - done.min(of) + threads) as u64);
        }
        progress
    }
}

//! The people of a workspace, its groups, and authors whom its list does not have.
//!
//! Facts: the list has deactivated people and bots, but not people of other workspaces with whom a channel is shared;
//! there is no way to ask only for changes; it does not carry the workspace's own profile fields; groups are part of paid
//! plans.
//!
//! **Invariant:** for an author who is in no list Slack is asked once a week, not once a run.

use kith_domain::record::{AccountRecord, Batch, GroupKind, GroupRecord};
use serde_json::Value;

use super::{
    DAY, Run, Slack,
    call::Failure,
    errors,
    lists::{Label, entries, next_cursor, part},
    state::{State, Step},
};
use crate::{
    error::{Error, Result},
    slack::people::{account_of, read_user, seconds},
};

/// So many profiles are read for one page.
const PROFILES: usize = 50;
/// After so many days a stranger is asked for again.
const AGAIN: i64 = 7;
/// So many strangers are remembered.
const STRANGERS: usize = 2_000;

impl Slack {
    pub(super) async fn read_people(&mut self, state: &mut State) -> Result<Batch> {
        let mut batch = Batch::default();
        let Some(mut run) = self.run.take() else { return Err(Error::Local("no run".into())) };
        // A run that was cut off here reads the whole list at once: page by page it would begin again each time.
        let at_once = run.resumed;
        let ended = loop {
            match self.people_page(&mut run, state, &mut batch.accounts).await {
                Ok(ended) if ended || !at_once => break Ok(ended),
                Ok(_) => {}
                Err(error) => break Err(error),
            }
        };
        self.run = Some(run);
        if ended? {
            state.step = Step::Spaces;
        }
        Ok(batch)
    }

    /// Reads a page of the list; says whether it was the last.
    pub(super) async fn people_page(
        &self,
        run: &mut Run,
        state: &State,
        accounts: &mut Vec<AccountRecord>,
    ) -> Result<bool> {
        let body = loop {
            match self.api.users(run.cursor.as_deref(), run.limit).await {
                Ok(told) => break told.body,
                Err(Failure::Slack { code, .. })
                    if matches!(code.as_str(), "limit_required" | "invalid_limit") && run.limit > 200 =>
                {
                    run.limit = 200;
                }
                Err(Failure::Other(Error::Remote(why))) if why == "status 500" && run.limit > 200 => run.limit = 200,
                // It was tried only twice, in case the page was too large; now it is insisted on.
                Err(Failure::Other(Error::Remote(_) | Error::Unreachable { .. })) if run.limit > 200 => {
                    break self.insist(run).await?;
                }
                Err(Failure::Slack { code, .. }) if code == "invalid_cursor" && run.cursor.is_some() => {
                    run.cursor = None;
                }
                Err(failure) => return Err(failure.into()),
            }
        };
        let mut raws = Vec::new();
        entries(&body, "members", |raw| raws.extend(raw.map(str::to_owned)))?;
        for raw in raws {
            let Some(user) = read_user(&raw) else { continue };
            let fields =
                part(&raw, &["profile", "fields"]).filter(|fields| fields.starts_with('{') && fields.len() > 2);
            let mut account = account_of(user, raw);
            if let Some(fields) = fields {
                account.fields = Some(self.named(run, &fields).await?);
            }
            if run.people.insert(account.remote.clone()) {
                run.count += 1;
                let after = (account.changed_at, account.remote.clone());
                let is_person = !account.is_bot && !account.left && account.fields.is_none();
                if is_person && state.profiles.as_ref().is_none_or(|done| after > *done) {
                    run.profiles.push(account.clone());
                }
            }
            accounts.push(account);
        }
        run.cursor = next_cursor(&body);
        Ok(run.cursor.is_none())
    }

    /// A page of the list, tried as often as anything else.
    async fn insist(&self, run: &Run) -> Result<String> {
        let limit = run.limit.to_string();
        let mut query = vec![("limit", limit.as_str())];
        query.extend(run.cursor.as_deref().map(|cursor| ("cursor", cursor)));
        Ok(self.api.get("users.list", &query).await?.body)
    }

    pub(super) async fn read_groups(&mut self, state: &mut State) -> Result<Batch> {
        let mut batch = Batch::default();
        match self.api.groups().await {
            Ok(groups) => {
                batch.groups = groups
                    .into_iter()
                    .map(|group| GroupRecord {
                        name: group.name.or(group.handle).unwrap_or_else(|| group.id.clone()),
                        remote: group.id,
                        kind: GroupKind::Group,
                        purpose: group.description.filter(|purpose| !purpose.is_empty()),
                        archived: group.date_delete.unwrap_or(0) > 0,
                        members: group.users,
                    })
                    .collect();
            }
            Err(Failure::Slack { code, needed }) => match errors::of(&code, needed.as_deref()) {
                error @ Error::SignedOut(_) => return Err(error),
                _ if code == "missing_scope" => {
                    state.scopes.insert("usergroups:read".into(), "user groups".into());
                }
                // Not part of the plan, or of this kind of Slack: nothing is missing.
                _ => {}
            },
            Err(Failure::Other(error)) => return Err(error),
        }
        state.step = Step::Members;
        Ok(batch)
    }

    /// Authors whom the list of people does not have: asked for once, and remembered.
    pub(super) async fn strangers(&self, run: &mut Run, authors: Vec<AccountRecord>, state: &mut State) -> Result<()> {
        let today = state.pin.div_euclid(DAY);
        for mut author in authors {
            if run.people.contains(&author.remote) {
                continue;
            }
            let asked = state.strangers.get(&author.remote).is_some_and(|day| today - day < AGAIN);
            let is_named_program = author.is_bot && author.name != author.remote;
            if asked || is_named_program || author.remote == "USLACKBOT" {
                if !asked {
                    run.found.push(author.clone());
                }
                run.people.insert(author.remote);
                continue;
            }
            let found = if author.remote.starts_with('B') {
                self.api.bot(&author.remote).await.map(|bot| {
                    author.name = bot.name.filter(|name| !name.is_empty()).unwrap_or_else(|| author.remote.clone());
                    author.is_bot = true;
                    author.left = bot.deleted.unwrap_or(false);
                    author.missing = false;
                    #[expect(clippy::cast_precision_loss, reason = "seconds are far below where it loses any")]
                    let changed = seconds(bot.updated.map(|at| at as f64));
                    author.changed_at = changed.unwrap_or(0);
                    author.clone()
                })
            } else {
                self.api.user(&author.remote).await.map(|raw| {
                    let found = raw.and_then(|raw| Some(account_of(read_user(&raw)?, raw)));
                    found.filter(|found| found.remote == author.remote).unwrap_or_else(|| author.clone())
                })
            };
            match found {
                Ok(account) => run.found.push(account),
                Err(Failure::Slack { code, needed }) => match errors::of(&code, needed.as_deref()) {
                    error @ Error::SignedOut(_) => return Err(error),
                    _ => run.found.push(author.clone()),
                },
                Err(Failure::Other(error)) => return Err(error),
            }
            if state.strangers.len() >= STRANGERS {
                state.strangers.retain(|_, day| *day == today);
            }
            state.strangers.insert(author.remote.clone(), today);
            run.people.insert(author.remote);
        }
        Ok(())
    }

    /// The workspace's own profile fields, of people who changed since they were last read.
    pub(super) async fn read_profiles(&mut self, state: &mut State) -> Result<Batch> {
        let mut batch = Batch::default();
        let Some(mut run) = self.run.take() else { return Err(Error::Local("no run".into())) };
        let outcome = self.profiles(&mut run, state, &mut batch).await;
        self.run = Some(run);
        outcome?;
        Ok(batch)
    }

    async fn profiles(&self, run: &mut Run, state: &mut State, batch: &mut Batch) -> Result<()> {
        run.profiles.sort_by(|a, b| a.changed_at.cmp(&b.changed_at).then_with(|| a.remote.cmp(&b.remote)));
        let last = run.profiles.last().map(|account| (account.changed_at, account.remote.clone()));
        if run.profiles.is_empty() || self.labels(run, Some(state)).await?.is_empty() {
            if last.is_some() {
                state.profiles = last;
            }
            state.step = Step::Start;
            return Ok(());
        }
        let mut read = 0;
        for account in run.profiles.iter().take(PROFILES) {
            let profile = match self.api.profile(&account.remote).await {
                Ok(profile) => profile,
                Err(Failure::Slack { code, needed }) => match errors::of(&code, needed.as_deref()) {
                    error @ Error::SignedOut(_) => return Err(error),
                    _ => None,
                },
                // What was read so far is worth keeping.
                Err(Failure::Other(_)) if read > 0 => break,
                Err(Failure::Other(error)) => return Err(error),
            };
            let labels = run.labels.as_deref().unwrap_or_default();
            let fields = profile.and_then(|profile| part(&profile, &["fields"])).map(|raw| fields_of(&raw, labels));
            batch.accounts.push(AccountRecord { fields, ..account.clone() });
            state.profiles = Some((account.changed_at, account.remote.clone()));
            read += 1;
        }
        run.profiles.drain(..read);
        if run.profiles.is_empty() {
            state.step = Step::Start;
        }
        Ok(())
    }

    /// Fields of a profile with their labels.
    async fn named(&self, run: &mut Run, fields: &str) -> Result<Vec<(String, String)>> {
        self.labels(run, None).await?;
        Ok(fields_of(fields, run.labels.as_deref().unwrap_or_default()))
    }

    /// Labels of the workspace's own profile fields; asked for once a run.
    async fn labels<'a>(&self, run: &'a mut Run, state: Option<&mut State>) -> Result<&'a [Label]> {
        if run.labels.is_none() {
            let labels = match self.api.labels().await {
                Ok(labels) => labels,
                Err(Failure::Slack { code, needed }) => match errors::of(&code, needed.as_deref()) {
                    error @ Error::SignedOut(_) => return Err(error),
                    _ => {
                        if let (Some(state), "missing_scope") = (state, code.as_str()) {
                            state
                                .scopes
                                .insert("users.profile:read".into(), "the workspace's own profile fields".into());
                        }
                        Vec::new()
                    }
                },
                Err(Failure::Other(error)) => return Err(error),
            };
            run.labels = Some(labels);
        }
        Ok(run.labels.as_deref().unwrap_or_default())
    }
}

/// Labels and values, in the workspace's order. Fields may be null, a list or an object.
fn fields_of(raw: &str, labels: &[Label]) -> Vec<(String, String)> {
    let Ok(Value::Object(fields)) = serde_json::from_str(raw) else { return Vec::new() };
    labels
        .iter()
        .filter_map(|label| {
            let field = fields.get(&label.id)?;
            let text =
                |key: &str| field.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
            let value = text("value")?;
            let value = text("alt").map_or_else(|| value.to_owned(), |alt| format!("{alt} ({value})"));
            let name = if label.label.is_empty() { &label.id } else { &label.label };
            Some((name.clone(), value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_take_the_names_and_order_of_the_workspace() {
        let label = |id: &str, label: &str| Label { id: id.into(), label: label.into(), ordering: 0 };
        let labels = [label("Xf2", "Company"), label("Xf1", "Site")];
        let raw =
            r#"{"Xf1":{"value":"https://x.example","alt":"mine"},"Xf2":{"value":"Acme","alt":""},"Xf3":{"value":"?"}}"#;
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(fields_of(raw, &labels), [pair("Company", "Acme"), pair("Site", "mine (https://x.example)")]);
        assert!(fields_of("[]", &labels).is_empty() && fields_of("null", &labels).is_empty());
    }
}

//! From a source's row and its key to a connector.

use std::sync::Arc;

use kith_connect::{
    Connector, Error, discourse,
    http::{Meter, Network},
    slack,
};
use kith_store::SyncRow;

use super::{
    run::secret_name,
    views::{SourceKind, SourceSettings},
};
use crate::{ApiError, App, Code, SecretString, Secrets, SecretsError};

/// Why there is no connector.
pub(super) enum Failed {
    /// The keyring.
    Here(ApiError),
    /// What the connector says of the settings or the key.
    Source(Error),
}

impl From<SecretsError> for ApiError {
    fn from(error: SecretsError) -> Self {
        let code = match &error {
            SecretsError::Locked | SecretsError::NoKeyring => Code::KeychainLocked,
            SecretsError::WrongPassphrase => Code::Invalid,
            SecretsError::Failed(_) => Code::Remote,
        };
        Self::new(code, error.to_string())
    }
}

/// Opens a connected source.
pub(super) async fn connector(
    app: &App,
    row: &SyncRow,
    settings: &SourceSettings,
    meter: &Arc<Meter>,
) -> Result<Box<dyn Connector>, Failed> {
    let kind = if row.kind == "discourse" { SourceKind::Discourse } else { SourceKind::Slack };
    let secrets = Arc::clone(&app.env().secrets);
    let name = secret_name(app, row.uid);
    let secret = tokio::task::spawn_blocking({
        let name = name.clone();
        move || secrets.get(&name)
    })
    .await
    .unwrap_or_else(|_| Err(SecretsError::Failed("it did not answer".into())))
    .map_err(|error| Failed::Here(error.into()))?;
    // Who liked what is a quiet second pass: never in the way of the first reading of everything.
    let likes = row.last_full_at.is_some();
    connect(app, kind, settings, secret, Some(&row.remote), likes, &name, meter).map_err(Failed::Source)
}

/// A network whose cost nobody asks for.
pub(super) fn network(app: &App) -> Network {
    let env = app.env();
    Network { waits: Arc::clone(&env.waits), limits: env.limits, meter: Arc::new(Meter::default()) }
}

/// Opens a community with a key.
#[expect(clippy::too_many_arguments, reason = "each is one thing that a connector needs to know")]
pub(super) fn connect(
    app: &App,
    kind: SourceKind,
    settings: &SourceSettings,
    secret: Option<SecretString>,
    expected: Option<&str>,
    likes: bool,
    name: &str,
    meter: &Arc<Meter>,
) -> kith_connect::Result<Box<dyn Connector>> {
    let env = app.env();
    let network = Network { waits: Arc::clone(&env.waits), limits: env.limits, meter: Arc::clone(meter) };
    let address = settings.address.as_deref().map(kith_connect::http::base).transpose()?;
    match kind {
        SourceKind::Slack => {
            let secret =
                secret.ok_or_else(|| Error::SignedOut("the token is missing: connect the workspace again".into()))?;
            let chosen = slack::live::Settings {
                api: address.unwrap_or_else(|| slack::live::Settings::default().api),
                team: expected.map(str::to_owned),
                private: settings.private,
                direct: settings.direct,
            };
            slack::live::open(chosen, &secret, &network, Some(keeper(Arc::clone(&env.secrets), name.to_owned())))
        }
        SourceKind::Discourse => {
            let url = address.ok_or_else(|| Error::Invalid("the forum's address is missing".into()))?;
            let chosen = discourse::Settings {
                user: settings.user.clone(),
                client_id: settings.client_id.clone(),
                messages: settings.direct,
                emails: settings.emails,
                site: expected.map(str::to_owned),
                likes,
                ..discourse::Settings::new(url)
            };
            discourse::open(chosen, secret, &network)
        }
    }
}

/// Keeps a renewed key before it is used: the one before it is void from then on.
fn keeper(secrets: Arc<dyn Secrets>, name: String) -> slack::live::OnRefresh {
    Arc::new(move |secret: SecretString| {
        if name.is_empty() {
            return;
        }
        let (secrets, name) = (Arc::clone(&secrets), name.clone());
        // A keyring may take its time; it must be done before the key is used all the same.
        tokio::task::block_in_place(move || {
            let _ = secrets.set(&name, &secret);
        });
    })
}

//! From a source's row and its key to a connector.

use std::sync::Arc;

use kith_connect::{
    Connector, Error,
    http::{Meter, Network},
};
use kith_store::SyncRow;

use super::{
    run::secret_name,
    views::{SourceKind, SourceSettings},
};
use crate::{ApiError, App, Code, SecretString, SecretsError};

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
    connect(app, kind, settings, secret, Some(&row.remote), &name, meter).map_err(Failed::Source)
}

/// Opens a community with a key.
pub(super) fn connect(
    app: &App,
    kind: SourceKind,
    settings: &SourceSettings,
    secret: Option<SecretString>,
    expected: Option<&str>,
    name: &str,
    meter: &Arc<Meter>,
) -> kith_connect::Result<Box<dyn Connector>> {
    let env = app.env();
    let network = Network { waits: Arc::clone(&env.waits), limits: env.limits, meter: Arc::clone(meter) };
    let _ = (kind, settings, secret, expected, name, network);
    Err(Error::Invalid("not wired yet".into()))
}

//! What connectors may ask of the store.

use async_trait::async_trait;
use kith_connect::{Error, Known, Scope};
use kith_domain::record::Mark;
use kith_store::Store;

pub(super) struct StoreKnows {
    pub(super) store: Store,
    pub(super) source: i64,
}

fn local(error: &kith_store::Error) -> Error {
    match error {
        kith_store::Error::Interrupted => Error::Stopped,
        _ => Error::Local("what is here could not be read".into()),
    }
}

#[async_trait]
impl Known for StoreKnows {
    async fn marks(&self, space: &str, numbers: &[i64]) -> kith_connect::Result<Vec<Option<Mark>>> {
        let (source, space, numbers) = (self.source, space.to_owned(), numbers.to_vec());
        self.store.read(move |read| read.marks(source, &space, &numbers)).await.map_err(|error| local(&error))
    }

    async fn living(&self, realm: &str, scope: Scope) -> kith_connect::Result<Vec<i64>> {
        let (source, realm) = (self.source, realm.to_owned());
        self.store
            .read(move |read| match scope {
                Scope::Top { from, until } => read.living_top(source, &realm, from, until),
                Scope::All { from, until } => read.living_all(source, &realm, from, until),
                Scope::Thread(root) => read.living_thread(source, &realm, root),
                Scope::Topic(topic) => read.living_topic(source, &realm, topic),
            })
            .await
            .map_err(|error| local(&error))
    }

    async fn answers(&self, realm: &str, roots: &[i64]) -> kith_connect::Result<Vec<Vec<i64>>> {
        let (source, realm, roots) = (self.source, realm.to_owned(), roots.to_vec());
        self.store
            .read(move |read| roots.iter().map(|root| read.living_thread(source, &realm, *root)).collect())
            .await
            .map_err(|error| local(&error))
    }
}

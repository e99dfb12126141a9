//! The day from which nobody is named: cases lose their words and their key by themselves.
//!
//! **Invariants:** no key is needed for it, so it happens while notes are locked; what was taken out is neither in the log of
//! the file nor among what can be undone. Copies of the file made before have the case still, sealed.

use std::time::Duration;

use kith_domain::time;

use super::cases::CaseId;
use crate::{ApiError, App, commands::Nothing};

/// How often it is looked whether a day has come.
const LOOK: Duration = Duration::from_secs(60);

pub(crate) async fn now(app: &App, args: CaseId) -> Result<Nothing, ApiError> {
    // Whoever may decide this has the key.
    app.open_notes_key().await?;
    take_out(app, vec![args.id]).await?;
    Ok(Nothing::default())
}

async fn take_out(app: &App, cases: Vec<String>) -> Result<(), ApiError> {
    let (store, now) = (app.store()?, app.now());
    let cases: Vec<(String, String)> = cases.into_iter().map(|id| (id, app.new_id())).collect();
    store.write(move |write| cases.iter().try_for_each(|(id, entry)| write.expunge_case(id, entry, now))).await?;
    let shredded = tokio::task::spawn_blocking(move || store.shred()).await;
    shredded
        .map_err(|_| ApiError::new(crate::Code::Bug, "emptying the file's log failed in a way it should not"))??;
    Ok(())
}

impl App {
    /// Expunges cases when their day has come, until the program ends. Hosts that live long call it once.
    pub fn keep_expunging(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            loop {
                // Without a community there is nothing to do; what failed is tried again.
                let _ = app.expunge_due().await;
                tokio::time::sleep(LOOK).await;
            }
        });
    }

    /// Expunges the closed cases whose day has come; answers how many.
    ///
    /// # Errors
    /// When the community's file cannot be written.
    pub async fn expunge_due(&self) -> Result<u32, ApiError> {
        let (store, now) = (self.store()?, self.now());
        let due = store
            .read(move |read| {
                let today = time::day_of(now, read.zone()?).to_string();
                read.cases_to_expunge(&today)
            })
            .await?;
        let many = u32::try_from(due.len()).unwrap_or(u32::MAX);
        if many > 0 {
            take_out(self, due).await?;
        }
        Ok(many)
    }
}

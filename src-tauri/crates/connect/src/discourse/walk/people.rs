//! Who is there: the administrators' list, or the public one, which ends after eleven pages.

use super::{
    super::{Discourse, checkpoint::Step, normalise, wire},
    Turn,
};
use crate::{Error, Result};

/// People on one page of the administrators' list.
const PAGE: usize = 100;
/// The last page of the public list [trap 7].
const LAST: u32 = 10;

impl Discourse {
    /// All, oldest first; a quick walk reads from the newest until it meets somebody it knows.
    pub(super) async fn people(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let full = turn.run.full;
        let mut query = vec![("order", "created".to_owned()), ("page", (turn.run.page + 1).to_string())];
        // Given at all, `asc` means ascending.
        if full {
            query.push(("asc", "true".into()));
        }
        // Staff see in their log that addresses were read: once for each full walk is enough.
        let with_email = full && self.settings.emails;
        if with_email {
            query.push(("show_emails", "true".into()));
        }
        let listed = self.client.get("the list of people", &["admin", "users", "list", "active.json"], &query).await;
        let listed = match listed {
            Err(Error::NotFound(_) | Error::Forbidden { .. }) => {
                turn.go(if full { Step::Directory } else { Step::Posts });
                return Ok(());
            }
            other => other?,
        };
        let rows = wire::list(&listed);
        let mut highest = turn.run.account_top.max(turn.state.high_account);
        let mut fresh = false;
        for (position, value) in rows.iter().enumerate() {
            match normalise::person(value, with_email) {
                Some(person) => {
                    let id = wire::number(&value["id"]).unwrap_or(0);
                    fresh |= id > turn.state.high_account;
                    highest = highest.max(id);
                    turn.batch.accounts.push(person);
                }
                None => turn.batch.unreadable.push(normalise::unreadable(
                    "admin/users",
                    position,
                    value,
                    "somebody without a number",
                )),
            }
        }
        turn.run.done += rows.len() as u64;
        turn.of = turn.state.counts.1.filter(|_| full);
        if rows.len() < PAGE || (!full && !fresh) {
            turn.state.high_account = highest;
            turn.go(if full { Step::Topics } else { Step::Posts });
        } else {
            turn.run.account_top = highest;
            turn.run.page += 1;
        }
        Ok(())
    }

    /// The public list: those who did most, five hundred and fifty at most.
    pub(super) async fn directory(&mut self, turn: &mut Turn<'_>) -> Result<()> {
        let query =
            [("period", "all".to_owned()), ("order", "post_count".to_owned()), ("page", turn.run.page.to_string())];
        let listed = self.optional("the list of people", &["directory_items.json"], &query).await?;
        let rows = wire::list(wire::at(&listed, &["directory_items"]));
        for row in rows {
            let Some(mut person) = normalise::person(&row["user"], false) else { continue };
            // It does not say who moderates.
            person.fields = None;
            turn.batch.accounts.push(person);
        }
        turn.run.done += rows.len() as u64;
        let total = wire::number(wire::at(&listed, &["meta", "total_rows_directory_items"]))
            .and_then(|of| u64::try_from(of).ok());
        turn.of = total;
        match rows.is_empty() || turn.run.page >= LAST || total.is_none_or(|of| turn.run.done >= of) {
            true => turn.go(Step::Topics),
            false => turn.run.page += 1,
        }
        Ok(())
    }
}

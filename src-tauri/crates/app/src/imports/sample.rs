//! The sample community, taken in as any other archive.

use std::collections::HashMap;

use kith_connect::slack::export::SpaceCount;
use kith_domain::time;

use super::{Feed, ImportId, Piece, in_background, start_sample};
use crate::{ApiError, App, commands::Nothing, sample};

/// What it is called.
const NAME: &str = "Trellis, a sample community";

pub(crate) async fn start(app: &App, _: Nothing) -> Result<ImportId, ApiError> {
    let store = app.store()?;
    app.jobs().check_free()?;
    let (app, now) = (app.clone(), app.now());
    in_background(move || {
        let zone = store.read_now(|read| read.settings())?.zone;
        // It ends with the last whole hour, so that nothing lies in the future.
        let until = now - now.rem_euclid(time::HOUR);
        let feeds = vec![sample::chat(until, &zone), sample::forum(until, &zone)];
        let files = feeds.iter().map(|feed| feed.activities().div_ceil(sample::BATCH)).sum::<usize>();
        let feed = Sample { feeds, source: 0, names: HashMap::new(), done: 0 };
        let sources =
            [("sample_chat", "trellis-chat", "Trellis chat"), ("sample_forum", "trellis-forum", "Trellis forum")];
        start_sample(&app, &store, NAME, u32::try_from(files).unwrap_or(u32::MAX), &sources, feed)
    })
    .await
}

struct Sample {
    feeds: Vec<sample::Feed>,
    source: usize,
    names: HashMap<String, String>,
    done: u32,
}

impl Feed for Sample {
    fn next(&mut self) -> Result<Option<Piece>, ApiError> {
        while let Some(feed) = self.feeds.get_mut(self.source) {
            let Some(batch) = feed.next() else {
                self.source += 1;
                self.names.clear();
                continue;
            };
            self.names.extend(batch.spaces.iter().map(|space| (space.remote.clone(), space.name.clone())));
            let mut counts: HashMap<&str, u32> = HashMap::new();
            for activity in &batch.activities {
                *counts.entry(activity.space.as_str()).or_insert(0) += 1;
            }
            let spaces = counts
                .into_iter()
                .map(|(remote, records)| SpaceCount {
                    remote: remote.to_owned(),
                    name: self.names.get(remote).cloned().unwrap_or_else(|| remote.to_owned()),
                    files: 1,
                    records,
                    quarantined: 0,
                })
                .collect();
            self.done += u32::from(!batch.activities.is_empty());
            return Ok(Some(Piece { source: self.source, spaces, batch, files_done: Some(self.done) }));
        }
        Ok(None)
    }
}

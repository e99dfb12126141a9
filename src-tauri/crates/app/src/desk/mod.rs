//! The desk: the lists that a community manager goes through every morning.
//!
//! **Invariants:** every list works on what is here, network or not; what is decided can be undone; nobody is greeted twice.

mod people;
mod queue;
mod texts;
mod today;

pub(crate) use self::{
    people::{
        AskLapsing, AskNewcomers, Greet, Greetings, Lapsing, Newcomers, PauseLapse, greet, lapsing, newcomers, pause,
    },
    queue::{AskUnanswered, Claim, Close, PutOff, Unanswered, claim, close, put_off, unanswered},
    texts::{FillText, FilledText, SaveText, SavedTexts, TextId, fill, list, remove, save},
    today::{Enough, News, SinceThen, enough, news, workload},
};
use crate::{ApiError, App};

/// A time in words, as "tomorrow" or "in two weeks", UTC milliseconds.
async fn until(app: &App, words: &str) -> Result<i64, ApiError> {
    let (now, zone) = (app.now(), app.store()?.read(|read| read.zone()).await?);
    let found =
        kith_domain::when::only(words, now, zone).map_err(|doubt| ApiError::invalid("until", doubt.why.to_string()))?;
    if found.at <= now {
        return Err(ApiError::invalid("until", "choose a time that is yet to come"));
    }
    Ok(found.at)
}

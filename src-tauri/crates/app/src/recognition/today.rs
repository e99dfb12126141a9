//! What is due today: celebrations of today and tomorrow, groups to ask whether they met, advocates whose day is over.

use kith_store::{Advocate, Among, Celebration, CelebrationKind, IntroductionGroup};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing};

/// Rows that are shown.
const ROWS: usize = 8;

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum RecognitionDue {
    /// Somebody is celebrated today or tomorrow.
    Celebrate {
        /// Whom, and for what.
        celebration: Celebration,
    },
    /// Did they meet?
    Met {
        /// Whom to ask.
        group: IntroductionGroup,
    },
    /// The day of an advocate is over.
    Advocate {
        /// Who.
        advocate: Advocate,
    },
}

/// What is due today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RecognitionToday {
    /// At most eight.
    pub(crate) rows: Vec<RecognitionDue>,
    /// How many more there are.
    pub(crate) more: u32,
}

pub(crate) async fn today(app: &App, _: Nothing) -> Result<RecognitionToday, ApiError> {
    let now = app.now();
    let read = move |read: &kith_store::Read<'_>| {
        // First messages are greeted with the newcomers.
        let due = |one: &Celebration| {
            !one.done
                && match one.kind {
                    CelebrationKind::FirstPost => false,
                    CelebrationKind::Answers | CelebrationKind::Messages => one.in_days >= -1,
                    _ => (0..=1).contains(&one.in_days),
                }
        };
        let celebrations: Vec<Celebration> =
            read.celebrations(&Among::EVERYBODY, now)?.into_iter().filter(due).collect();
        let (groups, asked) = read.introductions_due(now, 8)?;
        let (late, overdue) = read.advocates_overdue(now, ROWS)?;
        let all = u32::try_from(celebrations.len()).unwrap_or(u32::MAX).saturating_add(asked).saturating_add(overdue);
        // Nobody is crowded out: each kind has its part of the rows.
        let mut rows: Vec<RecognitionDue> =
            late.into_iter().take(2).map(|advocate| RecognitionDue::Advocate { advocate }).collect();
        rows.extend(groups.into_iter().take(3).map(|group| RecognitionDue::Met { group }));
        let left = ROWS - rows.len();
        let celebrated =
            celebrations.into_iter().take(left).map(|celebration| RecognitionDue::Celebrate { celebration });
        rows.splice(0..0, celebrated);
        let more = all.saturating_sub(u32::try_from(rows.len()).unwrap_or(0));
        Ok(RecognitionToday { rows, more })
    };
    Ok(app.store()?.read(read).await?)
}

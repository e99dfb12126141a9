//! What a committed write changed, coarsely: a screen asks again when one of its topics is announced.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// A subject that reads depend on and writes change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, TS)]
pub enum Topic {
    /// People and their accounts.
    Members,
    /// Messages, threads, spaces.
    Activity,
    /// What was written about people here.
    Notes,
    /// Connected and imported sources.
    Sources,
    /// What waits to be sent, and what went out.
    Outbox,
    /// How an export of everything gets on.
    Exports,
    /// Imports, their progress and their quarantine.
    Imports,
    /// The community's settings.
    Settings,
    /// Saved rules that choose members.
    Segments,
    /// Own words in reports, and reports that are made by themselves.
    Reports,
    /// Numbers that are kept by hand, and what goes through steps.
    Figures,
    /// What is claimed, put off or greeted, and saved texts.
    Desk,
    /// Introductions, thanks, milestones, advocates.
    Recognition,
    /// Planned posts, campaigns, what members made.
    Content,
    /// Cases, and what a community's review queue holds.
    Conduct,
    /// Goals, guidelines, checklists, decisions.
    Strategy,
    /// Events and who comes to them.
    Events,
    /// Mentoring: programmes, pairs, sessions.
    Mentoring,
    /// Copies of the file, and what was restored.
    Backups,
    /// Which communities there are and which one is open.
    Communities,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Members,
        Self::Activity,
        Self::Notes,
        Self::Sources,
        Self::Outbox,
        Self::Exports,
        Self::Imports,
        Self::Settings,
        Self::Segments,
        Self::Reports,
        Self::Figures,
        Self::Desk,
        Self::Recognition,
        Self::Content,
        Self::Conduct,
        Self::Strategy,
        Self::Events,
        Self::Mentoring,
        Self::Backups,
        Self::Communities,
    ];

    /// The word that crosses to the screens.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Members => "Members",
            Self::Activity => "Activity",
            Self::Notes => "Notes",
            Self::Sources => "Sources",
            Self::Outbox => "Outbox",
            Self::Exports => "Exports",
            Self::Imports => "Imports",
            Self::Settings => "Settings",
            Self::Segments => "Segments",
            Self::Reports => "Reports",
            Self::Figures => "Figures",
            Self::Desk => "Desk",
            Self::Recognition => "Recognition",
            Self::Content => "Content",
            Self::Conduct => "Conduct",
            Self::Strategy => "Strategy",
            Self::Events => "Events",
            Self::Mentoring => "Mentoring",
            Self::Backups => "Backups",
            Self::Communities => "Communities",
        }
    }
}

//! The table of commands: everything a person or a program can ask of Kith, once.
//!
//! The window, the loopback host, the command line and the tests go through [`dispatch`]; `ui/src/api/bindings.ts` and
//! `kith commands` are made from the same rows.
//!
//! **Invariants:** a command is `async fn(&App, Args) -> Result<Out, ApiError>`; commands do not call commands; an
//! argument that is not known is refused; a panic becomes [`Code::Bug`] and Kith goes on.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use ts_rs::TS;

use crate::{
    ApiError, App, Code, backups, bindings, communities, conduct, content, conversations, decided, desk, erasing,
    events, exports, fields, figures, happenings, history, home, imports, introductions, links, machine, members,
    mentoring, metrics, notes, outbox, people, profile, programmes, recognition, reports, search, segments, settings,
    strategy, sync, system, tags,
};

/// No arguments, or no result.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub(crate) struct Nothing {}

/// A row of the table.
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// What it reads: a screen that shows its answer asks again when one of these is announced.
    pub reads: &'static [kith_store::Topic],
    /// JSON schema of its arguments.
    pub arguments: fn(&mut SchemaGenerator) -> Schema,
    /// JSON schema of its result.
    pub result: fn(&mut SchemaGenerator) -> Schema,
    pub(crate) typescript: fn(&mut bindings::Types) -> (String, String),
}

/// Makes the schemas of [`Command::arguments`] and [`Command::result`].
pub fn schema_generator() -> SchemaGenerator {
    schemars::generate::SchemaSettings::draft2020_12().into_generator()
}

macro_rules! commands {
    ($( $name:literal => $function:path : $args:ty => $result:ty, [$($topic:ident),*]; )*) => {
        /// All commands, in the order of the table.
        pub const TABLE: &[Command] = &[$(Command {
            name: $name,
            reads: &[$(kith_store::Topic::$topic),*],
            arguments: SchemaGenerator::subschema_for::<$args>,
            result: SchemaGenerator::subschema_for::<$result>,
            typescript: |types| (types.add::<$args>(), types.add::<$result>()),
        }),*];

        /// Runs the command with a name.
        pub(crate) async fn dispatch(app: &App, name: &str, args: Value) -> Result<Value, ApiError> {
            match name {
                $($name => write($function(app, read::<$args>(args)?).await?),)*
                _ => Err(ApiError::new(Code::NotFound, format!("there is no command {name}; `kith commands` lists them"))),
            }
        }
    };
}

commands! {
    // name                     function                        arguments                          result                      reads
    "about"                  => system::about:                  Nothing                         => system::About,              [];
    "diagnostics"            => crate::diagnostics::diagnostics: Nothing                        => crate::diagnostics::Diagnostics, [];
    "machine.get"            => machine::get:                   Nothing                         => machine::Machine,            [Settings];
    "machine.change"         => machine::change:                machine::ChangeMachine          => machine::Machine,            [];
    "machine.opened_with"    => machine::opened_with:           Nothing                         => machine::OpenedWith,         [];
    "zones"                  => system::zones:                  Nothing                         => system::Zones,              [];
    "communities.list"       => communities::list:              Nothing                         => communities::Communities,   [Communities, Settings];
    "communities.create"     => communities::create:            communities::CreateCommunity    => communities::Community,     [];
    "communities.open"       => communities::open:              communities::OpenCommunity      => communities::Community,     [];
    "backups.list"           => backups::list:                  backups::OfCommunity            => backups::BackupList,        [Backups, Settings];
    "backups.create"         => backups::make::create:          Nothing                         => backups::make::NewBackup,   [];
    "backups.verify"         => backups::make::verify:          backups::back::WhichBackup      => backups::make::BackupVerdict, [];
    "backups.elsewhere"      => backups::elsewhere::choose:     backups::elsewhere::BackUpElsewhere => Nothing,                    [];
    "backups.rehearse"       => backups::rehearse::rehearse:    backups::OfCommunity            => backups::Rehearsal,         [];
    "backups.pick"           => backups::back::pick:            Nothing                         => backups::back::PickedBackup, [];
    "backups.preview"        => backups::back::preview:         backups::back::WhichBackup      => backups::back::RestorePreview, [];
    "backups.restore"        => backups::back::restore:         backups::back::WhichBackup      => backups::back::RestoreDone, [];
    "backups.confirm"        => backups::back::confirm:         Nothing                         => Nothing,                    [];
    "damage.rebuild"         => backups::damage::rebuild:       backups::OfCommunity            => backups::damage::DamageMended, [];
    "damage.salvage"         => backups::damage::salvage:       backups::OfCommunity            => backups::damage::DamageMended, [];
    "settings.get"           => settings::get:                  Nothing                         => kith_store::Settings,       [Settings, Figures];
    "settings.change"        => settings::change:               settings::ChangeSettings        => kith_store::Settings,       [];
    "home"                   => home::home:                     Nothing                         => home::Home,                 [Activity, Members, Sources, Imports, Settings];
    "members.list"           => members::list:                  members::ListMembers            => kith_store::MemberPage,     [Members, Segments, Activity, Settings, Events, Mentoring];
    "members.anchors"        => members::anchors:               members::ListAnchors            => kith_store::Anchors,        [Members, Segments, Activity, Settings, Events, Mentoring];
    "members.get"            => members::get:                   members::GetMember              => kith_store::Member,         [Members, Activity, Notes];
    "members.timeline"       => members::timeline:              members::ListTimeline           => members::TimelinePage,      [Activity];
    "members.happenings"     => happenings::list:               members::GetMember             => happenings::Happenings,     [Members, Events, Mentoring, Recognition, Conduct, Notes];
    "members.level"          => members::level:                 members::GetMember              => kith_store::LevelAnswer,    [Members, Activity];
    "members.edit"           => profile::edit:                  profile::EditMember             => Nothing,                    [];
    "members.talks"          => profile::talks:                 members::GetMember                 => kith_store::Talks,          [Members, Activity];
    "members.tag"            => tags::tag:                      tags::TagMembers                   => tags::Tagged,               [];
    "members.untag"          => tags::untag:                    tags::TagMembers                   => tags::Tagged,               [];
    "members.open_link"      => links::open_profile:            links::OpenProfileLink             => links::Opened,              [];
    "tags.list"              => tags::list:                     Nothing                            => tags::Tags,                 [Members];
    "tags.create"            => tags::create:                   tags::CreateTag                    => kith_store::Tag,            [];
    "tags.change"            => tags::change:                   tags::ChangeTag                    => kith_store::Tag,            [];
    "tags.remove"            => tags::remove:                   tags::TagId                        => Nothing,                    [];
    "organisations.list"     => profile::organisations:         profile::FindOrganisations         => profile::Organisations,     [Members];
    "affiliations.add"       => profile::add_affiliation:       profile::AddAffiliation            => Nothing,                    [];
    "affiliations.change"    => profile::change_affiliation:    profile::ChangeAffiliation         => Nothing,                    [];
    "affiliations.remove"    => profile::remove_affiliation:    profile::AffiliationId             => Nothing,                    [];
    "fields.list"            => fields::list:                   Nothing                            => fields::Fields,             [Members];
    "fields.create"          => fields::create:                 fields::CreateField                => fields::FieldMade,          [];
    "fields.change"          => fields::change:                 fields::ChangeField                => Nothing,                    [];
    "fields.move"            => fields::shift:                  fields::MoveField                  => Nothing,                    [];
    "fields.remove"          => fields::remove:                 fields::FieldId                    => Nothing,                    [];
    "notes.add"              => notes::add:                     notes::AddNote                  => kith_store::Note,           [];
    "notes.change"           => notes::change:                  notes::ChangeNote               => kith_store::Note,           [];
    "notes.remove"           => notes::remove:                  notes::RemoveNote               => Nothing,                    [];
    "notes.understand"       => notes::understand:              notes::Understand               => notes::Understood,          [];
    "notes.state"            => notes::locks::state:            Nothing                         => notes::locks::NotesState,   [Notes];
    "notes.begin"            => notes::locks::begin:            Nothing                         => notes::locks::RecoveryCode, [];
    "notes.new_code"         => notes::locks::new_code:         notes::locks::NewCode           => notes::locks::RecoveryCode, [];
    "notes.confirm"          => notes::locks::confirm:          notes::locks::ConfirmCode       => notes::locks::NotesState,   [];
    "notes.unlock"           => notes::locks::unlock:           notes::locks::UnlockNotes       => notes::locks::NotesState,   [];
    "notes.lock"             => notes::locks::lock:             Nothing                         => Nothing,                    [];
    "notes.awake"            => notes::locks::awake:            Nothing                         => Nothing,                    [];
    "follow_ups.list"        => notes::follow_ups::list:        notes::follow_ups::ListFollowUps => notes::follow_ups::FollowUps, [Notes, Members, Activity, Segments, Settings, Events, Mentoring];
    "follow_ups.due"         => notes::follow_ups::due:         Nothing                         => notes::follow_ups::DueNow,  [Notes, Settings];
    "follow_ups.done"        => notes::follow_ups::done:        notes::follow_ups::FinishFollowUp => kith_store::Note,         [];
    "follow_ups.snooze"      => notes::follow_ups::snooze:      notes::follow_ups::Snooze       => kith_store::Note,           [];
    "follow_ups.save"        => notes::follow_ups::save:        notes::follow_ups::SaveCalendar => notes::follow_ups::SavedCalendar, [];
    "follow_ups.calendar"    => notes::follow_ups::calendar:    notes::follow_ups::WishCalendar => notes::follow_ups::CalendarFile, [];
    "members.merge"          => people::merge:                  people::TwoMembers              => people::Merged,             [];
    "members.split"          => people::split:                  people::OneAccount              => Nothing,                    [];
    "members.tell_apart"     => people::refuse:                 people::TwoMembers              => Nothing,                    [];
    "duplicates.list"        => people::duplicates:             people::ListDuplicates          => people::Duplicates,         [Members];
    "duplicates.preview"     => people::preview:                people::AcceptDuplicates        => people::BulkPreview,        [Members];
    "duplicates.accept"      => people::accept:                 people::AcceptDuplicates        => people::Merged,             [];
    "segments.list"          => segments::list:                 Nothing                         => segments::Segments,         [Segments];
    "segments.save"          => segments::save:                 segments::SaveSegment           => segments::SegmentId,        [];
    "segments.remove"        => segments::remove:               segments::SegmentId             => Nothing,                    [];
    "segments.count"         => segments::count:                segments::CountSegment          => segments::SegmentCount,     [Members, Activity, Segments, Events, Mentoring, Settings];
    "metrics.list"           => metrics::list:                  Nothing                         => metrics::MetricDefinitions, [];
    "metrics.read"           => metrics::read:                  metrics::AskMetrics             => metrics::Metrics,           [Activity, Members, Segments, Settings, Figures, Events, Mentoring];
    "metrics.cohorts"        => metrics::cohorts:               metrics::AskCohorts             => metrics::Cohorts,           [Activity, Members, Segments, Settings, Events, Mentoring];
    "metrics.network"        => metrics::network:               metrics::AskNetwork             => kith_store::metrics::Network, [Activity, Members, Segments, Settings, Events, Mentoring];
    "metrics.set_tone"       => metrics::set_tone:              metrics::SetTone                => Nothing,                    [];
    "metrics.rows"           => metrics::behind:                metrics::AskRows                => metrics::BehindRows,        [Activity, Members, Segments, Settings, Figures, Events, Mentoring];
    "health.bands"           => decided::bands:                 Nothing                         => decided::HealthBands,       [Figures];
    "health.set_band"        => decided::set_band:              decided::SetBand                => Nothing,                    [];
    "days_off.list"          => decided::list:                  Nothing                         => kith_store::DaysOff,        [Events, Settings];
    "days_off.add"           => decided::add:                   decided::AddDayOff              => Nothing,                    [];
    "days_off.remove"        => decided::remove:                decided::DayOffId               => Nothing,                    [];
    "days_off.keep_calendar" => decided::keep_calendar:         decided::KeepCalendar           => Nothing,                    [];
    "watches.list"           => metrics::watches:               Nothing                         => metrics::Watches,           [Activity, Members, Settings, Figures, Desk, Outbox];
    "watches.save"           => metrics::save_watch:            metrics::SaveWatch              => metrics::WatchId,           [];
    "watches.remove"         => metrics::remove_watch:          metrics::WatchId                => Nothing,                    [];
    "spaces.expect_answers"  => metrics::expect_answers:        metrics::ExpectAnswers          => Nothing,                    [];
    "conduct.cases"          => conduct::cases::list:           Nothing                         => conduct::cases::Cases,       [Conduct, Notes, Settings];
    "conduct.case"           => conduct::cases::open:           conduct::cases::OpenCase        => conduct::cases::CaseOpened,  [Conduct, Notes, Members, Settings];
    "conduct.save"           => conduct::cases::save:           conduct::cases::SaveCase        => kith_store::CaseRow,         [];
    "conduct.move"           => conduct::cases::go:             conduct::cases::MoveCase        => kith_store::CaseRow,         [];
    "conduct.expunge"        => conduct::expunge::now:          conduct::cases::CaseId          => Nothing,                     [];
    "conduct.flags"          => conduct::flags::list:           Nothing                         => conduct::flags::Flags,       [Conduct, Members, Sources, Outbox];
    "conduct.decide"         => conduct::flags::decide:         conduct::flags::DecideFlag      => outbox::Queued,              [];
    "conduct.transparency"   => conduct::transparency::show:    conduct::transparency::WishTransparency => conduct::transparency::Transparency, [Conduct, Figures, Settings];
    "conduct.save_transparency" => conduct::transparency::save: conduct::transparency::SaveTransparency => conduct::transparency::TransparencySaved, [];
    "conduct.today"          => conduct::today::today:          Nothing                         => conduct::today::ConductToday, [Conduct, Settings, Sources, Outbox];
    "strategy.show"          => strategy::show:                 Nothing                         => strategy::Strategy,          [Strategy];
    "strategy.write"         => strategy::write:                strategy::WriteStrategy         => strategy::StrategyWritten,   [];
    "strategy.save"          => strategy::save:                 strategy::SaveStrategy          => Nothing,                     [];
    "strategy.remove"        => strategy::remove:               strategy::StrategyId            => Nothing,                     [];
    "strategy.tick"          => strategy::tick:                 strategy::TickStrategy          => Nothing,                     [];
    "strategy.today"         => strategy::today:                Nothing                         => strategy::StrategyToday,     [Strategy, Settings];
    "figures.kept"           => figures::kept:                  Nothing                         => figures::FiguresKept,       [Figures, Members];
    "figures.list"           => figures::list:                  figures::ListFigures            => figures::FigurePage,        [Figures];
    "figures.save"           => figures::save:                  figures::SaveFigure             => figures::FigureSaved,       [];
    "figures.remove"         => figures::remove:                figures::FigureId               => Nothing,                    [];
    "figures.preview"        => figures::table::preview:        figures::table::FiguresFile     => figures::table::FiguresPreview, [];
    "figures.bring"          => figures::table::import:         figures::table::FiguresFile     => figures::table::FiguresPreview, [];
    "figures.currency"       => figures::set_currency:          figures::SetCurrency            => Nothing,                    [];
    "factors.set"            => figures::set_factor:            figures::SetFactor              => Nothing,                    [];
    "factors.reset"          => figures::reset_factor:          figures::FactorId               => Nothing,                    [];
    "matters.list"           => figures::matters::list:         figures::matters::ListMatters   => figures::matters::MatterPage, [Figures, Members];
    "matters.save"           => figures::matters::save:         figures::matters::SaveMatter    => Nothing,                    [];
    "matters.remove"         => figures::matters::remove:       figures::FigureId               => Nothing,                    [];
    "desk.news"              => desk::news:                     Nothing                         => desk::News,                 [Activity, Members, Desk, Notes, Outbox];
    "desk.enough"            => desk::enough:                   desk::Enough                    => desk::SinceThen,            [];
    "desk.workload"          => desk::workload:                 Nothing                         => kith_store::desk::Workload, [Notes, Desk, Outbox, Members, Settings];
    "desk.unanswered"        => desk::unanswered:               desk::AskUnanswered             => desk::Unanswered,           [Activity, Members, Desk, Outbox, Settings, Segments, Events, Mentoring];
    "desk.claim"             => desk::claim:                    desk::Claim                     => Nothing,                    [];
    "desk.snooze"            => desk::put_off:                  desk::PutOff                    => Nothing,                    [];
    "desk.close"             => desk::close:                    desk::Close                     => Nothing,                    [];
    "desk.newcomers"         => desk::newcomers:                desk::AskNewcomers              => desk::Newcomers,            [Activity, Members, Desk, Outbox, Segments, Settings, Events, Mentoring];
    "desk.greet"             => desk::greet:                    desk::Greet                     => desk::Greetings,            [];
    "desk.lapsing"           => desk::lapsing:                  desk::AskLapsing                => desk::Lapsing,              [Activity, Members, Desk, Settings, Segments, Events, Mentoring];
    "desk.pause"             => desk::pause:                    desk::PauseLapse                => Nothing,                    [];
    "texts.list"             => desk::list:                     Nothing                         => desk::SavedTexts,           [Desk];
    "texts.save"             => desk::save:                     desk::SaveText                  => desk::TextId,               [];
    "texts.remove"           => desk::remove:                   desk::TextId                    => Nothing,                    [];
    "texts.fill"             => desk::fill:                     desk::FillText                  => desk::FilledText,           [Members, Settings];
    "undo"                   => history::undo:                  Nothing                         => history::UndoOutcome,       [];
    "redo"                   => history::redo:                  Nothing                         => history::RedoOutcome,       [];
    "history"                => history::history:               Nothing                         => history::History,           [Members, Notes, Settings, Outbox, Segments, Figures, Desk, Recognition, Content, Conduct, Strategy, Events];
    "feedback.list"          => figures::feedback::list:        figures::feedback::ListFeedback => figures::feedback::FeedbackPage, [Figures, Members, Outbox];
    "feedback.get"           => figures::feedback::get:         figures::FigureId               => figures::feedback::FeedbackDetail, [Figures, Members, Activity, Outbox, Sources];
    "feedback.vote"          => figures::feedback::vote:        figures::feedback::VoteFeedback => Nothing,                    [];
    "feedback.merge"         => figures::feedback::merge:       figures::feedback::MergeFeedback => Nothing,                   [];
    "feedback.part"          => figures::feedback::part:        figures::FigureId               => Nothing,                    [];
    "feedback.tell"          => figures::feedback::tell:        figures::feedback::TellFeedback => Nothing,                    [];
    "feedback.save"          => figures::feedback::save:        figures::feedback::SaveFeedback => figures::feedback::FeedbackSaved, [];
    "content.list"           => content::list:                  content::views::AskContent      => content::views::ContentPage, [Content, Activity, Members, Outbox, Sources, Settings];
    "content.get"            => content::get:                   content::views::ContentId       => kith_store::ContentPost,    [Content, Activity, Members, Outbox, Sources, Settings];
    "content.save"           => content::save:                  content::views::SaveContent     => content::views::ContentId,  [];
    "content.move"           => content::move_to:               content::views::MoveContent     => Nothing,                    [];
    "content.publish"        => content::publish:               content::views::PublishContent  => Nothing,                    [];
    "content.link"           => content::link:                  content::views::LinkContent     => Nothing,                    [];
    "content.remove"         => content::remove:                content::views::ContentId       => Nothing,                    [];
    "content.gaps"           => content::gaps::gaps:            content::gaps::AskContentGaps   => content::gaps::ContentGaps, [Content, Activity, Settings];
    "content.today"          => content::today::today:          Nothing                         => content::today::ContentToday, [Content, Activity, Outbox, Sources, Settings];
    "content.save_calendar"  => content::save_calendar:         content::views::SaveContentCalendar => content::views::SavedContentCalendar, [];
    "content.templates"      => content::templates::list:       Nothing                         => content::templates::ContentTemplates, [Content, Members, Activity];
    "content.save_template"  => content::templates::save:       content::templates::SaveContentTemplate => content::views::ContentId, [];
    "content.remove_template" => content::templates::remove:    content::views::ContentId       => Nothing,                    [];
    "content.campaigns"      => content::campaigns::list:       Nothing                         => content::campaigns::ContentCampaigns, [Content, Activity, Outbox];
    "content.save_campaign"  => content::campaigns::save:       content::campaigns::SaveContentCampaign => content::views::ContentId, [];
    "content.remove_campaign" => content::campaigns::remove:    content::views::ContentId       => Nothing,                    [];
    "content.finds"          => content::finds::list:           content::finds::ListContentFinds => content::finds::ContentFinds, [Content, Activity, Members];
    "content.mark"           => content::finds::mark:           content::finds::MarkContent     => content::views::ContentId,  [];
    "content.change_find"    => content::finds::change:         content::finds::ChangeContentFind => Nothing,                  [];
    "content.remove_find"    => content::finds::remove:         content::views::ContentId       => Nothing,                    [];
    "spaces.list"            => conversations::spaces:          Nothing                         => conversations::Spaces,      [Activity];
    "threads.list"           => conversations::threads:         conversations::ListThreads      => kith_store::ThreadPage,     [Activity];
    "threads.get"            => conversations::thread:          conversations::GetThread        => conversations::Thread,      [Activity];
    "messages.list"          => conversations::messages:        conversations::ListMessages     => conversations::MessagePage, [Activity];
    "messages.newest"        => conversations::newest:          conversations::ListNewest       => conversations::MessagePage, [Activity];
    "search"                 => search::search:                 search::Search                  => search::Hits,               [Activity, Members, Notes, Segments, Settings, Events, Mentoring];
    "palette"                => search::palette:                search::Palette                 => search::PaletteHits,        [Members, Activity, Notes];
    "imports.inspect"        => imports::inspect:               imports::Inspect                => imports::Inspected,         [];
    "imports.start"          => imports::start:                 imports::StartImport            => imports::ImportId,          [];
    "imports.resume"         => imports::resume:                imports::ImportId               => imports::ImportId,          [];
    "imports.cancel"         => imports::cancel:                imports::ImportId               => Nothing,                    [];
    "imports.list"           => imports::list:                  Nothing                         => imports::Imports,           [Imports];
    "imports.reconciliation" => imports::reconciliation:        imports::ImportId               => imports::Reconciliation,    [Imports];
    "imports.take_back"      => imports::take_back:             imports::ImportId               => Nothing,                    [];
    "tables.inspect"         => imports::table::inspect:        imports::table::InspectTable    => imports::table::TableInspected, [];
    "tables.preview"         => imports::table::preview:        imports::table::PreviewTable    => imports::table::TablePreview, [];
    "tables.start"           => imports::table::start:          imports::table::StartTable      => imports::ImportId,          [];
    "tables.profiles"        => imports::table::profiles:       Nothing                         => imports::table::Profiles,   [Imports];
    "tables.forget_profile"  => imports::table::forget:         imports::table::ProfileId       => Nothing,                    [];
    "quarantine.list"        => imports::quarantine:            imports::ListQuarantine         => kith_store::QuarantinePage, [Imports];
    "sample.start"           => imports::sample::start:         Nothing                         => imports::ImportId,          [];
    "archive.pick"           => imports::pick:                  imports::PickArchive            => imports::Picked,            [];
    "sources.list"           => sync::list:                     Nothing                         => sync::Sources,              [Sources, Activity, Members];
    "sources.connect"        => sync::connect:                  sync::ConnectSource             => sync::SourceId,             [];
    "sources.change"         => sync::change:                   sync::ChangeSource              => Nothing,                    [];
    "sources.sync"           => sync::sync:                     sync::SyncNow                   => Nothing,                    [];
    "sources.stop"           => sync::stop:                     sync::SourceId                  => Nothing,                    [];
    "sources.pause"          => sync::pause:                    sync::PauseSource               => Nothing,                    [];
    "sources.answer"         => sync::answer:                   sync::AnswerRemovals            => Nothing,                    [];
    "sources.hint"           => sync::hint:                     sync::HintSource                => Nothing,                    [];
    "sources.disconnect"     => sync::disconnect:               sync::SourceId                  => Nothing,                    [];
    "sources.traces"         => sync::remove::preview:          sync::SourceId                  => sync::remove::SourceLeft,   [Sources, Activity, Members, Notes];
    "sources.remove"         => sync::remove::remove:           sync::remove::RemoveSource      => sync::remove::SourceLeft,   [];
    "retention.rules"        => sync::retention::rules:         Nothing                         => sync::retention::RetentionRules, [Sources];
    "retention.preview"      => sync::retention::preview:       sync::retention::WishRetention  => sync::retention::RetentionPreview, [Sources, Activity];
    "retention.keep"         => sync::retention::keep:          sync::retention::KeepRetention  => Nothing,                    [];
    "retention.stop"         => sync::retention::stop:          sync::SourceId                  => Nothing,                    [];
    "sources.manifest"       => sync::signing::manifest:        sync::signing::WishManifest     => sync::signing::Manifest,    [];
    "sources.sign_in_slack"  => sync::signing::slack:           sync::signing::SignInSlack      => sync::signing::SignIn,      [];
    "sources.sign_in_state"  => sync::signing::state:           sync::signing::SignInId         => sync::signing::SignInState, [];
    "sources.cancel_sign_in" => sync::signing::cancel:          sync::signing::SignInId         => Nothing,                    [];
    "sources.sign_in_forum"  => sync::signing::discourse:       sync::signing::SignInDiscourse  => sync::signing::SignIn,      [];
    "sources.finish_sign_in" => sync::signing::discourse_finish: sync::signing::FinishSignIn    => sync::SourceId,             [];
    "secrets.unlock"         => sync::unlock:                   sync::UnlockSecrets             => sync::SecretsView,          [];
    "introductions.rounds"   => introductions::rounds:          Nothing                         => introductions::IntroductionRounds, [Recognition, Members, Settings];
    "introductions.round"    => introductions::round:           introductions::AskRound         => introductions::IntroductionPage, [Recognition, Members, Activity];
    "introductions.propose"  => introductions::propose:         introductions::ProposeRound     => kith_store::Drawn,          [Recognition, Members, Activity, Segments, Settings, Events, Mentoring];
    "introductions.begin"    => introductions::begin:           introductions::BeginRound       => introductions::RoundBegun,  [];
    "introductions.reword"   => introductions::reword:          introductions::RewordRound      => Nothing,                    [];
    "introductions.remove"   => introductions::remove:          introductions::RoundId          => Nothing,                    [];
    "introductions.letters"  => introductions::letters:         introductions::WriteLetters     => introductions::IntroductionLetters, [Recognition, Members, Sources];
    "introductions.send"     => introductions::send:            introductions::SendIntroduction => Nothing,                    [];
    "introductions.mark"     => introductions::mark:            introductions::MarkIntroduction => Nothing,                    [];
    "introductions.choices"  => introductions::choices:         Nothing                         => introductions::IntroductionChoices, [Recognition, Members];
    "introductions.choose"   => introductions::choose:          introductions::ChooseIntroductions => Nothing,                 [];
    "recognition.list"       => recognition::list:              segments::OfSegment             => recognition::Celebrations,  [Recognition, Members, Activity, Settings, Segments, Events, Mentoring];
    "recognition.celebrate"  => recognition::celebrate:         recognition::Celebrate          => Nothing,                    [];
    "recognition.leap"       => recognition::set_leap:          recognition::SetLeapDay         => Nothing,                    [];
    "recognition.today"      => recognition::today::today:      Nothing                         => recognition::today::RecognitionToday, [Recognition, Members, Activity, Settings];
    "kudos.list"             => recognition::kudos:             recognition::RecognitionPage    => recognition::KudosPage,     [Recognition, Members, Activity, Segments, Settings, Events, Mentoring];
    "kudos.save"             => recognition::save_kudos:        recognition::SaveKudos          => Nothing,                    [];
    "kudos.remove"           => recognition::remove_kudos:      recognition::RecognitionId      => Nothing,                    [];
    "gifts.list"             => recognition::gifts:             recognition::RecognitionPage    => recognition::GiftPage,      [Recognition, Members, Activity, Segments, Settings, Events, Mentoring];
    "gifts.save"             => recognition::save_gift:         recognition::SaveGift           => Nothing,                    [];
    "gifts.remove"           => recognition::remove_gift:       recognition::RecognitionId      => Nothing,                    [];
    "birthdays.list"         => recognition::birthdays:         segments::OfSegment             => recognition::Birthdays,     [Recognition, Members, Activity, Segments, Settings, Events, Mentoring];
    "birthdays.set"          => recognition::set_birthday:      recognition::SetBirthday        => Nothing,                    [];
    "advocates.candidates"   => recognition::advocates::candidates: segments::OfSegment             => kith_store::Candidates,     [Recognition, Members, Activity, Figures, Segments, Settings, Events, Mentoring];
    "advocates.list"         => recognition::advocates::list:   segments::OfSegment             => recognition::advocates::Advocates, [Recognition, Members, Activity, Segments, Settings, Events, Mentoring];
    "advocates.save"         => recognition::advocates::save:   recognition::advocates::SaveAdvocate => Nothing,               [];
    "advocates.step"         => recognition::advocates::step:   recognition::advocates::StepAdvocate => Nothing,               [];
    "advocates.remove"       => recognition::advocates::remove: recognition::RecognitionId      => Nothing,                    [];
    "outbox.list"            => outbox::list:                   Nothing                         => outbox::Outbox,             [Outbox, Sources];
    "outbox.reply"           => outbox::reply:                  outbox::QueueReply              => outbox::Queued,             [];
    "outbox.post"            => outbox::post:                   outbox::QueuePost               => outbox::Queued,             [];
    "outbox.react"           => outbox::react:                  outbox::QueueReaction           => outbox::Queued,             [];
    "outbox.direct"          => outbox::direct:                 outbox::QueueDirect             => outbox::Queued,             [];
    "outbox.retry"           => outbox::retry:                  outbox::IntentId                => Nothing,                    [];
    "outbox.discard"         => outbox::discard:                outbox::IntentId                => Nothing,                    [];
    "exports.members"        => exports::members:               exports::ExportMembers          => exports::Exported,          [];
    "exports.chart"          => exports::chart::chart:          exports::chart::ExportChart     => exports::Exported,          [];
    "exports.list"           => exports::list:                  exports::ExportList             => exports::Exported,          [];
    "exports.all"            => exports::all::all:              exports::all::ExportAll         => exports::all::ExportedAll,  [];
    "exports.state"          => exports::all::state:            Nothing                         => exports::all::ExportProgress, [Exports];
    "exports.cancel"         => exports::all::cancel:           Nothing                         => Nothing,                    [];
    "members.export"         => exports::person::export:        exports::person::ExportMember   => exports::Exported,          [];
    "members.traces"         => erasing::traces:                members::GetMember              => erasing::MemberTraces,      [Members, Activity, Notes];
    "members.erase"          => erasing::erase:                 erasing::EraseMember            => erasing::MemberTraces,      [];
    "reports.templates"      => reports::templates:             Nothing                         => reports::ReportTemplates,   [Reports, Activity, Settings];
    "reports.preview"        => reports::preview:               reports::AskReport              => reports::Report,            [Reports, Activity, Members, Settings, Segments, Events, Mentoring];
    "reports.save_words"     => reports::save_words:            reports::SaveWords              => Nothing,                    [];
    "reports.write"          => reports::write:                 reports::WriteReport            => exports::Exported,          [];
    "reports.schedule"       => reports::schedule:              reports::ScheduleReport         => Nothing,                    [];
    "events.list"            => events::list:                   events::ListEvents              => events::EventPage,          [Events, Settings];
    "events.get"             => events::get:                    events::EventId                 => events::WholeEvent,         [Events, Members, Settings];
    "events.save"            => events::save:                   events::SaveEvent               => events::SavedEvent,         [];
    "events.remove"          => events::remove:                 events::EventId                 => Nothing,                    [];
    "events.today"           => events::today:                  Nothing                         => kith_store::EventDue,       [Events, Settings];
    "events.templates"       => events::templates:              Nothing                         => events::EventTemplates,     [Events];
    "events.keep_template"   => events::keep_template:          events::KeepTemplate            => Nothing,                    [];
    "events.remove_template" => events::remove_template:        events::EventId                 => Nothing,                    [];
    "events.of_member"       => events::of_member:              events::EventsOfMember          => events::MemberEvents,       [Events, Members];
    "events.sessions"        => events::sessions::list:         events::EventId                 => events::sessions::EventSessions, [Events, Members];
    "events.session"         => events::sessions::save:         events::sessions::SaveEventSession => Nothing,                 [];
    "events.remove_session"  => events::sessions::remove:       events::EventId                 => Nothing,                    [];
    "events.visits"          => events::sessions::visits:       events::EventId                 => events::sessions::SessionVisits, [Events, Members];
    "events.visit"           => events::sessions::visit:        events::sessions::SetVisit      => events::sessions::SessionVisit, [];
    "events.cues"            => events::run::cues:              events::EventId                 => events::run::RunOfShow,      [Events];
    "events.cue"             => events::run::save_cue:          events::run::SaveEventCue       => Nothing,                    [];
    "events.remove_cue"      => events::run::remove_cue:        events::EventId                 => Nothing,                    [];
    "events.shift_cues"      => events::run::shift:             events::run::ShiftCues          => Nothing,                    [];
    "events.begin_cue"       => events::run::begin_cue:         events::EventId                 => Nothing,                    [];
    "events.reset_cues"      => events::run::reset:             events::EventId                 => Nothing,                    [];
    "events.begin_cues"      => events::run::begin_with:        events::run::BeginRun           => Nothing,                    [];
    "events.write_run"       => events::run::write:             events::run::WriteRun           => events::run::WrittenRun,    [];
    "events.messages"        => events::messages::list:         events::EventId                 => events::messages::EventMessages, [Events, Settings];
    "events.save_message"    => events::messages::save:         events::messages::SaveEventMessage => Nothing,                 [];
    "events.mark_message"    => events::messages::mark:         events::messages::MarkEventMessage => Nothing,                 [];
    "events.direct_message"  => events::messages::direct:       events::messages::DirectEventMessage => events::messages::EventDirect, [];
    "events.send_message"    => events::messages::send:         events::messages::SendEventMessage => Nothing,                 [];
    "events.mail"            => events::messages::mail:         events::messages::MailEvent     => events::messages::EventMail, [];
    "events.after"           => events::after::get:             events::EventId                 => events::after::EventAfter,   [Events, Members, Activity, Settings];
    "events.least_minutes"   => events::after::set_least:       events::after::SetLeastMinutes  => Nothing,                    [];
    "events.add_scores"      => events::after::add_scores:      events::after::AddEventScores   => Nothing,                    [];
    "events.remove_score"    => events::after::remove_score:    events::EventId                 => Nothing,                    [];
    "events.read_scores"     => events::answers::read_scores:   events::answers::EventScoreFile => events::answers::EventScoresRead, [];
    "events.lesson"          => events::after::save_lesson:     events::after::SaveEventLesson  => Nothing,                    [];
    "events.remove_lesson"   => events::after::remove_lesson:   events::EventId                 => Nothing,                    [];
    "events.write_report"    => events::report::write:          events::report::WriteEventReport => events::run::WrittenRun,   [];
    "events.task"            => events::plan::save_task:        events::plan::SaveEventTask     => Nothing,                    [];
    "events.mark_task"       => events::plan::mark_task:        events::plan::MarkEventTask     => Nothing,                    [];
    "events.remove_task"     => events::plan::remove_task:      events::EventId                 => Nothing,                    [];
    "events.part"            => events::plan::save_part:        events::plan::SaveEventPart     => Nothing,                    [];
    "events.remove_part"     => events::plan::remove_part:      events::EventId                 => Nothing,                    [];
    "events.cost"            => events::plan::save_cost:        events::plan::SaveEventCost     => Nothing,                    [];
    "events.remove_cost"     => events::plan::remove_cost:      events::EventId                 => Nothing,                    [];
    "series.list"            => events::series::list:           Nothing                         => events::series::SeriesList, [Events];
    "series.of_event"        => events::series::of_event:       events::EventId                 => events::series::SeriesOfEvent, [Events];
    "series.get"             => events::series::get:            events::EventId                 => kith_store::WholeSeries,    [Events, Members, Settings];
    "series.save"            => events::series::save:           events::series::SaveSeries      => events::SavedEvent,         [];
    "series.end"             => events::series::end:            events::EventId                 => Nothing,                    [];
    "series.next"            => events::series::next:           events::EventId                 => events::SavedEvent,         [];
    "series.leave_out"       => events::series::leave_out:      events::EventId                 => events::series::SeriesLeftOut, [];
    "series.spread"          => events::series::spread:         kith_store::SpreadSeries        => events::series::SeriesSpread, [];
    "calendar.view"          => events::calendar::view:         events::calendar::ShowCalendar  => events::calendar::CalendarView, [Events, Settings];
    "calendar.feed"          => events::calendar::feed:         Nothing                         => events::calendar::CalendarFeed, [Events, Settings];
    "calendar.set_feed"      => events::calendar::set_feed:     events::calendar::SetFeed       => events::calendar::CalendarFeed, [];
    "calendar.remove_holidays" => events::calendar::remove_holidays: events::calendar::RemoveHolidays => Nothing,              [];
    "ics.export"             => events::ics::export:            events::ics::ExportCalendar     => crate::exports::Exported,   [];
    "ics.inspect"            => events::ics::inspect:           events::ics::ReadCalendar       => events::ics::CalendarCompared, [Events, Settings];
    "ics.bring"             => events::ics::import:            events::ics::ReadCalendar       => events::ics::CalendarCompared, [];
    "guests.list"            => events::guests::list:           events::guests::ListGuests      => events::guests::GuestPage,  [Events, Members, Activity, Segments, Settings, Mentoring];
    "guests.save"            => events::guests::save:           events::guests::SaveGuest       => Nothing,                    [];
    "guests.remove"          => events::guests::remove:         events::EventId                 => Nothing,                    [];
    "guests.move"            => events::guests::move_to:        events::guests::MoveGuests      => Nothing,                    [];
    "guests.offer"           => events::guests::offer:          events::EventId                 => events::guests::SeatsOffered, [];
    "guests.join"            => events::guests::join:           events::guests::JoinGuests      => events::guests::JoinedGuests, [];
    "guests.expect"          => events::guests::expect:         events::EventId                 => events::guests::ShowToExpect, [Events, Members];
    "guests.export"          => exports::guests::guests:        exports::guests::ExportGuests   => exports::Exported,          [];
    "guests.badges"          => events::badges::write:          events::badges::WriteBadges     => exports::Exported,          [];
    "guests.preview"         => events::lists::preview:         events::lists::GuestFile        => events::lists::GuestsCompared, [];
    "guests.bring"           => events::lists::bring:           events::lists::GuestFile        => events::lists::GuestsCompared, [];
    "programmes.list"        => programmes::list:               Nothing                         => programmes::ProgrammeList,   [Mentoring, Members];
    "programmes.get"         => programmes::get:                programmes::ProgrammeId         => programmes::WholeProgramme,  [Mentoring, Members];
    "programmes.save"        => programmes::save:               programmes::SaveProgramme       => programmes::SavedProgramme,  [];
    "programmes.remove"      => programmes::remove:             programmes::ProgrammeId         => Nothing,                     [];
    "programmes.templates"   => programmes::templates:          Nothing                         => programmes::ProgrammeTemplates, [Mentoring, Settings];
    "programmes.keep_template" => programmes::keep_template:     programmes::KeepProgrammeTemplate => Nothing,                     [];
    "programmes.remove_template" => programmes::remove_template: programmes::ProgrammeId         => Nothing,                     [];
    "programmes.today"       => programmes::due:                Nothing                         => kith_store::ProgrammesDue,   [Mentoring, Settings];
    "programmes.round"       => programmes::save_round:         programmes::SaveRound           => Nothing,                     [];
    "programmes.remove_round" => programmes::remove_round:       programmes::ProgrammeId         => Nothing,                     [];
    "applications.list"      => programmes::applications::list: programmes::applications::ListApplications => programmes::applications::ApplicationPage, [Mentoring, Members, Activity, Segments, Settings, Events];
    "applications.save"      => programmes::applications::save: programmes::applications::SaveApplication => Nothing,                     [];
    "applications.remove"    => programmes::applications::remove: programmes::ProgrammeId         => Nothing,                     [];
    "applications.move"      => programmes::applications::move_to: programmes::applications::MoveApplications => Nothing,                     [];
    "applications.preview"   => programmes::lists::preview:     programmes::lists::ApplicationFile => programmes::lists::ApplicationsCompared, [];
    "applications.bring"     => programmes::lists::bring:       programmes::lists::ApplicationFile => programmes::lists::ApplicationsCompared, [];
    "matching.propose"       => programmes::matching::propose:  programmes::matching::ProposePairs => programmes::matching::MatchProposal, [Mentoring, Members];
    "matching.choices"       => programmes::matching::choices:  programmes::matching::AskChoices => programmes::matching::MatchChoices, [Mentoring, Members];
    "matching.say"           => programmes::matching::say:      programmes::matching::SayMatch  => Nothing,                     [];
    "matching.weights"       => programmes::matching::keep_weights: programmes::matching::ProposePairs => Nothing,                     [];
    "matching.publish"       => programmes::matching::publish:  programmes::matching::PublishPairs => programmes::matching::PublishedPairs, [];
    "pairs.list"             => programmes::pairs::list:        programmes::ProgrammeId         => programmes::pairs::ProgrammePairs, [Mentoring, Members, Settings];
    "pairs.agree"            => programmes::pairs::agree:       programmes::pairs::AgreePairs   => Nothing,                     [];
    "pairs.move"             => programmes::pairs::move_to:     programmes::pairs::MovePair     => Nothing,                     [];
    "pairs.feedback"         => programmes::pairs::feedback:    programmes::pairs::SavePairFeedback => Nothing,                     [];
    "pairs.readers"          => programmes::tell::list:         programmes::ProgrammeId         => programmes::tell::PairReaders, [Mentoring, Members, Sources];
    "pairs.tell"             => programmes::tell::tell:         programmes::tell::TellPairs     => Nothing,                     [];
    "pairs.mail"             => programmes::tell::mail:         programmes::tell::MailPair      => programmes::tell::PairMailed, [];
    "pairs.mark_told"        => programmes::tell::mark:         programmes::tell::MarkTold      => Nothing,                     [];
    "programmes.report"      => programmes::report::write:      programmes::report::WriteProgramme => exports::Exported,       [];
    "programmes.certificate" => programmes::report::certificate: programmes::report::WriteCertificate => exports::Exported,    [];
    "door.look"              => events::door::look:             events::door::LookAtDoor        => events::door::DoorView,     [Events, Members];
    "door.check_in"          => events::door::check_in:         events::door::CheckIn           => events::door::CheckedIn,    [];
    "door.walk_in"           => events::door::walk_in:          events::door::WalkIn            => events::door::CheckedIn,    [];
    "door.undo"              => events::door::undo:             events::EventId                 => events::door::CheckedIn,    [];
    "door.write"            => events::door::export:           events::door::ExportDoor        => exports::Exported,          [];
    "door.read"            => events::door::import:           events::door::ImportDoor        => kith_store::DoorMerged,     [];
    "mentoring.mentees"        => mentoring::mentees:            mentoring::ListMentees          => mentoring::Mentees,          [Mentoring, Members, Settings];
    "mentoring.of_member"      => mentoring::of_member:          mentoring::MentoringOfMember    => mentoring::Mentees,          [Mentoring, Members, Settings];
    "mentoring.whole"          => mentoring::whole:              mentoring::MentoringId          => mentoring::WholeMentee,      [Mentoring, Members, Notes, Settings];
    "mentoring.save"           => mentoring::save:               mentoring::SaveMentee           => mentoring::MentoringSaved,   [];
    "mentoring.move"           => mentoring::move_on:            mentoring::MoveMentee           => Nothing,                     [];
    "mentoring.remove"         => mentoring::remove:             mentoring::MentoringId          => Nothing,                     [];
    "mentoring.keep_private"   => mentoring::private::keep:      mentoring::private::KeepOfMentee => Nothing,                    [];
    "mentoring.find_private"   => mentoring::private::find:      mentoring::private::FindPrivate => mentoring::private::PrivateHits, [Mentoring, Notes];
    "mentoring.expunge"        => mentoring::expunge:            mentoring::MentoringId          => mentoring::MentoringExpunged, [];
    "mentoring.today"          => mentoring::today:              Nothing                         => mentoring::MentoringToday,   [Mentoring, Settings];
    "mentoring.sessions"       => mentoring::sessions::list:     mentoring::sessions::ListSessions => mentoring::sessions::SessionPage, [Mentoring, Notes];
    "mentoring.understand"     => mentoring::sessions::understand: mentoring::sessions::UnderstandSession => mentoring::sessions::UnderstoodSession, [Mentoring, Settings];
    "mentoring.save_session"   => mentoring::sessions::save:     mentoring::sessions::SaveSession => mentoring::MentoringSaved,  [];
    "mentoring.remove_session" => mentoring::sessions::remove:   mentoring::MentoringId          => Nothing,                     [];
    "mentoring.next"           => mentoring::sessions::next:     mentoring::MentoringId          => mentoring::sessions::NextProposed, [Mentoring, Settings];
    "mentoring.calendar"       => mentoring::calendar::write:    mentoring::calendar::ExportSessions => exports::Exported,       [];
    "mentoring.save_item"      => mentoring::goals::save_item:   mentoring::goals::SaveMentoringItem => Nothing,                 [];
    "mentoring.mark_item"      => mentoring::goals::mark_item:   mentoring::goals::MarkMentoring => Nothing,                     [];
    "mentoring.remove_item"    => mentoring::goals::remove_item: mentoring::MentoringId          => Nothing,                     [];
    "mentoring.save_goal"      => mentoring::goals::save_goal:   mentoring::goals::SaveMentoringGoal => Nothing,                 [];
    "mentoring.add_progress"   => mentoring::goals::add_progress: mentoring::goals::AddMentoringProgress => Nothing,             [];
    "mentoring.remove_goal"    => mentoring::goals::remove_goal: mentoring::MentoringId          => Nothing,                     [];
    "mentoring.save_between"   => mentoring::goals::save_between: mentoring::goals::SaveMentoringBetween => Nothing,             [];
    "mentoring.mark_between"   => mentoring::goals::mark_between: mentoring::goals::MarkMentoring => Nothing,                    [];
    "mentoring.remove_between" => mentoring::goals::remove_between: mentoring::MentoringId       => Nothing,                     [];
    "handover.write"           => mentoring::handover::write:    mentoring::handover::WriteHandover => exports::Exported,        [];
    "handover.inspect"         => mentoring::handover::inspect:  mentoring::handover::InspectHandover => mentoring::handover::HandoverLooked, [];
    "handover.read"            => mentoring::handover::read:     mentoring::handover::ReadHandover => kith_store::HandedOver,    [];
    "handover.peers"           => mentoring::handover::peers:    Nothing                         => mentoring::handover::HandoverPeers, [Mentoring];
    "handover.forget"          => mentoring::handover::forget:   mentoring::handover::ForgetPeer => Nothing,                     [];
    "links.open"             => links::open:                    links::OpenLink                 => links::Opened,              [];
    "links.flag"             => links::open_flag:               links::OpenFlag                 => links::Opened,              [];
    "links.guide"            => links::open_guide:              links::OpenGuideLink            => links::Opened,              [];
    "messages.open"          => links::open_message:            links::OpenMessage              => links::Opened,              [];
    "stats"                  => system::stats:                  Nothing                         => kith_store::Stats,          [Activity, Members];
    "check"                  => system::check:                  Nothing                         => kith_store::CheckReport,    [];
}

fn read<T: DeserializeOwned>(args: Value) -> Result<T, ApiError> {
    // A command without arguments may be called with nothing at all.
    let args = if args.is_null() { Value::Object(serde_json::Map::new()) } else { args };
    if !args.is_object() {
        return Err(ApiError::new(Code::Invalid, "the arguments do not fit: they must be an object"));
    }
    serde_json::from_value(args).map_err(|error| {
        ApiError::new(Code::Invalid, format!("the arguments do not fit: {}", unfit(&error.to_string())))
    })
}

/// Why arguments do not fit, without the value that does not: it may be somebody's words.
fn unfit(why: &str) -> String {
    match (why.starts_with("unknown field"), why.rsplit_once(", expected ")) {
        (false, Some((_, expected))) => format!("expected {expected}"),
        _ => why.to_owned(),
    }
}

fn write<T: Serialize>(result: T) -> Result<Value, ApiError> {
    serde_json::to_value(result)
        .map_err(|error| ApiError::new(Code::Bug, format!("a result could not be written: {error}")))
}

//! `kith`: the same commands as the window's, for scripts and for people who like to type.
//!
//! Exit codes: 0 done, 1 an error (what happened and what to do next on standard error), 2 wrong usage. With `--json` one
//! JSON document on standard output.

mod backups;
mod calendar;
mod desk;
mod events;
mod exports;
mod figures;
mod format;
mod mentoring;
mod metrics;
mod notes;
mod pairs;
mod people;
mod programmes;
mod progress;
mod reports;
mod run;
mod segments;
mod sources;
mod tables;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Never an argument: other programs see those.
const ENVIRONMENT: &str = "KITH_PASSPHRASE seals keys and tokens in a file where the system has no keyring.";

/// The whole community, offline, in one file.
#[derive(Debug, Parser)]
#[command(name = "kith", version, about, after_help = ENVIRONMENT, max_term_width = 100)]
struct Arguments {
    /// Where communities are kept [default: the platform's data folder].
    #[arg(long, value_name = "DIR", env = "KITH_HOME", global = true)]
    home: Option<PathBuf>,
    /// Which community, by name or id [default: the one opened last].
    #[arg(long, value_name = "NAME", global = true)]
    community: Option<String>,
    /// Answer with one JSON document.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Wish,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum Wish {
    /// Create a community.
    New {
        /// What it is called.
        name: String,
        /// Its time zone, such as Europe/Berlin.
        #[arg(long, value_name = "AREA/CITY")]
        zone: String,
    },
    /// List the communities of this machine.
    List,
    /// Import a Slack export (a zip archive, or a folder with what was in one), or a table (CSV or .xlsx).
    Import {
        /// The archive or table.
        file: PathBuf,
        /// Table: how its columns are read, by name; a new name is given to what its heading suggests [default: the
        /// profile that its heading belongs to].
        #[arg(long, value_name = "NAME")]
        profile: Option<String>,
        /// Table: say what would change, row by row, and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Table: which number of a date such as 03/04/2024 is the day.
        #[arg(long, value_name = "ORDER", value_parser = ["day-first", "month-first"])]
        dates: Option<String>,
        /// Table: what the columns mean, as a file with the JSON of a mapping (`kith call tables.inspect` prints one).
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
        /// Private channels as well.
        #[arg(long)]
        private: bool,
        /// Direct messages as well.
        #[arg(long)]
        direct: bool,
    },
    /// List the ways in which tables can be read.
    Profiles,
    /// Take back all that an import of a table changed.
    TakeBack {
        /// The import, as the answer to importing shows it [default: the newest of a table].
        id: Option<String>,
    },
    /// Numbers that no chat tells (tickets, views, revenue), feedback, leads, invitations, incidents: list them, or import
    /// them from a CSV file or .xlsx.
    Figures {
        /// Which kind: tickets, views, downloads, visits, answer_views, flags, flags_agreed, flags_disagreed,
        /// revenue_members, revenue_others, customers_members, customers_others, feedback, lead, invitation, incident.
        #[arg(long, required_unless_present = "list")]
        kind: Option<String>,
        /// The file. Importing it twice doubles nothing.
        #[arg(long, value_name = "FILE", requires = "kind")]
        import: Option<PathBuf>,
        /// Say what would change, row by row, and change nothing.
        #[arg(long, requires = "import")]
        dry_run: bool,
        /// Say how many of each kind there are.
        #[arg(long, conflicts_with_all = ["kind", "import"])]
        list: bool,
    },
    /// What is new, who waits for an answer, who is to be greeted, who falls silent.
    Today,
    /// Conversations that nobody answered: newcomers first, then the oldest.
    Unanswered {
        /// Opened on so many days until now.
        #[arg(long, default_value_t = 30)]
        days: u32,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Only what members of this segment asked, by its name or id.
        #[arg(long, value_name = "SEGMENT")]
        segment: Option<String>,
    },
    /// Who is new and was not greeted.
    Newcomers {
        /// Who came on so many days until now.
        #[arg(long, default_value_t = 14)]
        days: u32,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Only members of this segment, by its name or id.
        #[arg(long, value_name = "SEGMENT")]
        segment: Option<String>,
    },
    /// Who is silent for longer than is usual for them.
    Lapsing {
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Only members of this segment, by its name or id.
        #[arg(long, value_name = "SEGMENT")]
        segment: Option<String>,
    },
    /// Fill a community with a made-up one, to look around.
    Sample,
    /// List members, those seen last first.
    Members {
        /// Beginnings of words of name, handle or e-mail.
        #[arg(long)]
        text: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// People, bots, or all.
        #[arg(long, default_value = "people", value_parser = ["people", "bots", "all"])]
        kind: String,
        /// Only those that this segment chooses, by its name or id.
        #[arg(long, value_name = "SEGMENT")]
        segment: Option<String>,
        /// Write all of them into this file instead: .csv, .xlsx, .vcf or .json.
        #[arg(long, value_name = "FILE")]
        export: Option<PathBuf>,
        /// In which shape, where the file's ending does not say.
        #[arg(long, requires = "export", value_parser = ["csv", "xlsx", "vcard", "json", "hubspot", "salesforce"])]
        format: Option<String>,
        /// Only these columns, in this order.
        #[arg(long, requires = "export", value_delimiter = ',')]
        columns: Vec<String>,
    },
    /// Show a member.
    Member {
        /// The id of the member or of one of the accounts.
        id: String,
        /// Write everything about them into this file: .json, or .html to read and print.
        #[arg(long, value_name = "FILE", conflicts_with = "erase")]
        export: Option<PathBuf>,
        /// Erase them from every file that Kith has; asks for the name first. Cannot be undone.
        #[arg(long)]
        erase: bool,
        /// Do not ask.
        #[arg(long, requires = "erase")]
        yes: bool,
    },
    /// List members that may be one person, the surest first, with the reasons.
    Duplicates {
        /// Only those of this member.
        #[arg(long, value_name = "ID")]
        member: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Make one of all that are at least so sure, in percent: 55 to 99.
        #[arg(long, value_name = "PERCENT", conflicts_with = "member", value_parser = clap::value_parser!(u8).range(55..=99))]
        accept: Option<u8>,
    },
    /// Make two members one: the accounts of the second become the first's.
    Merge {
        /// The member that stays, or one of its accounts.
        a: String,
        /// The member that becomes part of it, or one of its accounts.
        b: String,
    },
    /// Take an account out of its member, or part all accounts of a member; whatever came meanwhile goes along.
    Unmerge {
        /// The id of the account or of the member.
        id: String,
    },
    /// Rules that choose members: list, try, save, remove.
    #[command(subcommand)]
    Segment(segments::SegmentWish),
    /// Introduce people to one another: draw pairs, and one group of three when their number is odd.
    Pairs(pairs::PairsWish),
    /// Tell metrics of stretches of time: `kith metrics --from 2024-01-01 --to 2024-07-01 --every month`.
    Metrics(metrics::MetricsWish),
    /// List conversations, those answered last first.
    Threads {
        /// Only of this space, by name or id.
        #[arg(long)]
        space: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Search messages, topics, people and notes.
    Search {
        /// Words; all are required, "quoted ones" follow each other.
        text: Vec<String>,
        /// How many messages.
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Best first, and not newest first.
        #[arg(long)]
        best: bool,
        /// Only what members of this segment wrote, by its name or id.
        #[arg(long, value_name = "SEGMENT")]
        segment: Option<String>,
    },
    /// Write everything that is in here into a folder, in open formats. Private notes are not among it.
    Export {
        /// A folder that is empty or not there.
        folder: PathBuf,
    },
    /// Write a report of a week, a month or a quarter into a file, with the words that were written for it.
    Report(reports::ReportWish),
    /// Write a note for the team, or privately; a date in it makes it something to do.
    Note {
        /// About whom: the id of the member or of one of the accounts.
        #[arg(long, value_name = "ID")]
        about: Option<String>,
        /// The line, such as: ask about the talk in two weeks.
        line: Vec<String>,
        /// What it is, whatever the line says.
        #[arg(long, value_parser = ["note", "feedback", "thanks", "follow_up"])]
        kind: Option<String>,
        /// Sealed, for this machine only; the keyring must open the notes.
        #[arg(long)]
        private: bool,
    },
    /// List what is to be done, the earliest first.
    FollowUps {
        /// Those that were done.
        #[arg(long)]
        done: bool,
        /// Write them as a calendar file, without the private ones.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["done", "segment"])]
        ics: Option<PathBuf>,
        /// Only those about members of this segment, by its name or id.
        #[arg(long, value_name = "SEGMENT")]
        segment: Option<String>,
    },
    /// List events to come, or past ones.
    Events {
        /// Those that are over.
        #[arg(long)]
        past: bool,
    },
    /// Show an event: what is to be done, and who has a part in it. Or print badges or tickets.
    Event {
        /// By title or id.
        id: String,
        /// Write badges with codes for the door into this .pdf, or .html for names in any script: eight to a sheet.
        #[arg(long, value_name = "FILE", conflicts_with = "tickets")]
        badges: Option<PathBuf>,
        /// Write tickets with codes for the door into this .pdf or .html, four to a sheet.
        #[arg(long, value_name = "FILE")]
        tickets: Option<PathBuf>,
        /// On US Letter, and not on A4.
        #[arg(long)]
        letter: bool,
    },
    /// Lists of guests.
    #[command(subcommand)]
    Guests(events::GuestsWish),
    /// Let somebody in.
    Checkin {
        /// The event, by title or id.
        event: String,
        /// The beginnings of a name, an address, or the code of a ticket.
        who: Vec<String>,
        /// What this door is called.
        #[arg(long, default_value = "")]
        desk: String,
    },
    /// Files that the laptops at a door pass each other.
    #[command(subcommand)]
    Door(events::DoorWish),
    /// List whom one mentors.
    Mentees {
        /// Those that are over.
        #[arg(long)]
        over: bool,
    },
    /// Write sessions of mentoring down.
    #[command(subcommand)]
    Session(mentoring::SessionWish),
    /// Files that a mentor and a programme's lead pass each other.
    #[command(subcommand)]
    Handover(mentoring::HandoverWish),
    /// List programmes of mentoring.
    Programmes,
    /// Pair the mentors and mentees of a programme, with reasons, and publish the pairs.
    Match {
        /// The programme, by name or id.
        programme: String,
        /// Show the pairs, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Calendar files.
    #[command(subcommand)]
    Ics(calendar::IcsWish),
    /// Count what is in here, by source, space, kind and year.
    Stats,
    /// Examine the file: structure, references, full text, counts.
    Check,
    /// Copies of the file that can be gone back to.
    #[command(subcommand)]
    Backup(backups::BackupWish),
    /// Read what can be read of a damaged file into a new one; the damaged one is kept beside it.
    Salvage {
        /// Only make the indexes anew, which is what most damage is.
        #[arg(long)]
        rebuild: bool,
    },
    /// Connect a workspace or a forum, or list those that are connected.
    #[command(subcommand)]
    Source(sources::SourceWish),
    /// Read what is new from a connected source, or from all; looks at everything again unless told otherwise.
    Sync {
        /// Which, by name or id [default: all that are not paused].
        name: Option<String>,
        /// Only what is new and what changed lately.
        #[arg(long)]
        quick: bool,
        /// Take away here what is gone there, however much it is.
        #[arg(long)]
        follow_removals: bool,
    },
    /// List all commands with the schemas of their arguments and results.
    Commands,
    /// Run any command with arguments as JSON.
    Call {
        /// The command's name.
        name: String,
        /// Its arguments.
        #[arg(default_value = "{}")]
        arguments: String,
    },
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(run::Failure::Usage(message)) => {
            format::complain(&message);
            ExitCode::from(2)
        }
        Err(run::Failure::Error(message)) => {
            format::complain(&message);
            ExitCode::from(1)
        }
    }
}

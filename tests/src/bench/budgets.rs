//! What everything may cost: the promises, in one place.
//!
//! **Invariant:** a budget names the figures that it is about as the parts of the bench call them; one that no part measures
//! is shown as not measured and never as kept.

use Counts::{Least, Most};
use Unit::{Bytes, Cpu, Mib, Number, Wall};

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Processor time, in milliseconds.
    Cpu,
    /// Time that somebody waits, in milliseconds.
    Wall,
    /// Memory.
    Mib,
    /// Bytes of the disk.
    Bytes,
    /// A plain number.
    Number,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counts {
    /// No more than this.
    Most(f64),
    /// No more than this for each million of messages.
    MostAMillion(f64),
    /// No more than the first up to a million of messages, than the second beyond.
    MostBySize(f64, f64),
    /// No less than this.
    Least(f64),
}

/// A promise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// What it is about, for whoever reads the table.
    pub(super) what: &'static str,
    /// The figures, by how their names begin; the worst counts.
    pub(super) of: &'static [&'static str],
    pub(super) unit: Unit,
    pub(super) counts: Counts,
    /// As it was promised: told where it is broken.
    pub(super) promise: &'static str,
}

const fn budget(
    what: &'static str,
    of: &'static [&'static str],
    unit: Unit,
    counts: Counts,
    promise: &'static str,
) -> Budget {
    Budget { what, of, unit, counts, promise }
}

/// All of them, in the order of the table.
pub(super) const BUDGETS: &[Budget] = &[
    budget(
        "import of an export",
        &["import cpu"],
        Cpu,
        Counts::MostAMillion(34_000.0),
        "at most twice the bare program's 17 CPU s for a million",
    ),
    budget(
        "import, beside one of a tenth the size",
        &["import growth"],
        Number,
        Most(13.0),
        "10 M at most 13 x the CPU of 1 M",
    ),
    budget(
        "import, memory",
        &["import peak"],
        Mib,
        Counts::MostBySize(300.0, 512.0),
        "at most 300 MiB at 1 M and 512 MiB at 10 M",
    ),
    budget("database a message", &["import bytes"], Bytes, Most(370.0), "at most 370 bytes of database per activity"),
    budget("kept JSON a message", &["import raw"], Bytes, Most(250.0), "at most 250 for the kept raw JSON"),
    budget(
        "members, first page, p99",
        &[
            "members by last: first",
            "members by first: first",
            "members by name: first",
            "members by messages: first",
            "members by reactions: first",
        ],
        Cpu,
        Most(5.0),
        "first page of members under 5 ms at p99",
    ),
    budget(
        "members, any page, p99",
        &[
            "members by last: any",
            "members by first: any",
            "members by name: any",
            "members by messages: any",
            "members by reactions: any",
        ],
        Cpu,
        Most(5.0),
        "any later page under 5 ms at p99",
    ),
    budget("a member's page, p99", &["a member"], Cpu, Most(5.0), "a member's page under 5 ms at p99"),
    budget(
        "newest activities, p99",
        &["newest messages of all"],
        Cpu,
        Most(5.0),
        "the newest activities under 5 ms at p99",
    ),
    budget("search, newest first, p99", &["search newest"], Cpu, Most(25.0), "search newest-first under 25 ms at p99"),
    budget(
        "search, best first, p99",
        &["search best"],
        Cpu,
        Most(150.0),
        "ranked search under 150 ms, common words included",
    ),
    budget(
        "names while typing, p99",
        &["members filtered", "palette"],
        Cpu,
        Most(30.0),
        "name search while typing under 30 ms",
    ),
    budget("window to first content", &["window content"], Wall, Most(1_200.0), "window to first content under 1.2 s"),
    budget(
        "window left alone",
        &["window idle"],
        Mib,
        Most(260.0),
        "idle private memory of all its processes under 260 MiB",
    ),
    budget(
        "sync, requests beside the least",
        &["sync requests"],
        Number,
        Most(1.05),
        "no more than 1.05 x the minimum number of requests",
    ),
    budget(
        "sync, messages a CPU second",
        &["sync speed"],
        Number,
        Least(20_000.0),
        "at least 20,000 messages per CPU second end to end",
    ),
    budget(
        "sync without news, requests",
        &["sync no news"],
        Number,
        Most(25.0),
        "nothing new of a 50,000-message workspace in at most 25 requests",
    ),
    budget(
        "a page of 1,000 stored",
        &["sync page"],
        Cpu,
        Most(100.0),
        "a page of 1,000 new activities committed in under 100 ms CPU",
    ),
    budget("sync, memory", &["sync peak"], Mib, Most(200.0), "memory flat under 200 MiB for any size"),
    budget(
        "a click while a sync runs, p99",
        &["click meanwhile"],
        Wall,
        Most(50.0),
        "a click is never delayed more than 50 ms by a running sync",
    ),
    budget(
        "who is who, 100,000 accounts",
        &["people suggestions"],
        Cpu,
        Most(2_000.0),
        "suggestions over 100,000 identities in under 2 CPU s",
    ),
    budget("who is a new account", &["people one"], Wall, Most(5.0), "one new identity in under 5 ms"),
    budget(
        "merging two members, and undoing it",
        &["ordinary members merged", "merge of ordinary members undone"],
        Wall,
        Most(50.0),
        "merge or un-merge under 50 ms including the numbers that follow",
    ),
    budget(
        "merging those who write most, and undoing it",
        &["members merged", "merge of members undone"],
        Wall,
        Most(50.0),
        "merge or un-merge under 50 ms including the numbers that follow",
    ),
    budget("a segment counted", &["segment:"], Cpu, Most(100.0), "any segment over 100,000 members under 100 ms"),
    budget(
        "a table of 100,000 rows, with preview",
        &["table of 100,000 rows"],
        Wall,
        Most(5_000.0),
        "CSV import of 100,000 rows with preview under 5 s",
    ),
    budget(
        "numbers, opened",
        &["all metrics, 60 months, kept"],
        Wall,
        Most(100.0),
        "opening the screen from stored metric rows under 100 ms",
    ),
    budget(
        "numbers, all anew",
        &["all metrics, 60 months, anew"],
        Cpu,
        Most(3_000.0),
        "everything recomputed over rollups in under 3 CPU s",
    ),
    budget(
        "numbers after a sync of 1,000",
        &["numbers after 1,000 more"],
        Wall,
        Most(150.0),
        "refreshed after a sync of 1,000 activities under 150 ms",
    ),
    budget(
        "numbers of a part",
        &["the largest space,", "a segment,"],
        Wall,
        Most(1_000.0),
        "one slice by segment or space under 1 s",
    ),
    budget("a monthly report", &["monthly report"], Wall, Most(3_000.0), "a monthly PDF under 3 s"),
    budget(
        "lists of a morning",
        &[
            "what is new",
            "unanswered",
            "newcomers",
            "falling silent",
            "follow-ups",
            "own workload",
            "recognition.",
            "advocates.",
        ],
        Cpu,
        Most(50.0),
        "each list under 50 ms at 100,000 members and 10 M activities",
    ),
    budget(
        "introductions",
        &["introductions: 5000 people"],
        Cpu,
        Most(2_000.0),
        "introductions for 5,000 people under 2 s",
    ),
    budget("door search, p99", &["door search"], Wall, Most(30.0), "door search under 30 ms in 10,000 guests"),
    budget(
        "10,000 guests as a diff",
        &["1,000 changed and 200 new"],
        Wall,
        Most(2_000.0),
        "import of 10,000 guests as a diff under 2 s",
    ),
    budget(
        "a mentee's page",
        &["a mentee's page, 500 sessions"],
        Wall,
        Most(50.0),
        "a mentee's page under 50 ms with 500 sessions",
    ),
    budget(
        "private notes searched",
        &["search in 20,000 private parts"],
        Wall,
        Most(300.0),
        "search over 20,000 unlocked private notes under 300 ms",
    ),
    budget(
        "1,000 matched with 1,000",
        &["1,000 mentors and 1,000 mentees"],
        Wall,
        Most(5_000.0),
        "1,000 x 1,000 with capacities under 5 s",
    ),
];

impl Budget {
    /// What it allows for a community of so many messages.
    pub(super) fn allows(&self, messages: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "millions")]
        let millions = messages as f64 / 1e6;
        match self.counts {
            Most(most) | Least(most) => most,
            Counts::MostAMillion(most) => most * millions,
            Counts::MostBySize(small, large) => {
                if messages <= 1_000_000 {
                    small
                } else {
                    large
                }
            }
        }
    }

    /// The part of the budget that is used, as 1.0 where all of it is.
    pub(super) fn used(&self, figure: f64, messages: usize) -> f64 {
        match self.counts {
            Least(least) => least / figure.max(f64::MIN_POSITIVE),
            _ => figure / self.allows(messages),
        }
    }
}

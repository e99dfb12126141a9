//! One table of all budgets, on communities of several sizes, each part in a process of its own.
//!
//! Parts print what they always print into a file beside the community; what they note comes into the table. A part that
//! fails leaves its budgets as not measured, and the table says why.

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    Result,
    budgets::{BUDGETS, Budget, Counts, Unit},
    figures::{self, Figure},
    limits::{self, Limits},
};
use crate::export_maker::Large;

/// What to measure.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Sizes of communities, in messages, small ones first.
    pub sizes: Vec<usize>,
    /// Where communities are kept: what is there already is not made again.
    pub work: PathBuf,
    /// Parts to measure; all when there is none.
    pub only: Vec<String>,
    /// Accounts that are told apart.
    pub accounts: usize,
}

/// Parts that ask a community of each size.
const EACH: [&str; 6] = ["queries", "desk", "metrics", "deeds", "clicks", "window"];
/// Parts that bring their own, and are asked once.
const ONCE: [&str; 6] = ["sync", "news", "people", "rows", "events", "mentoring"];
/// Messages of the workspace that is read into a new file, of the one without news, and of the one that is read into a large
/// file while somebody clicks. The fake holds all of it in memory: ten million would take more than there is.
const READ: usize = 200_000;
const NO_NEWS: usize = 50_000;
const WHILE_CLICKING: usize = 20_000;

/// Figures of one size.
#[derive(Default)]
struct Column {
    messages: usize,
    figures: BTreeMap<String, Vec<Figure>>,
    limits: Limits,
    /// Parts that failed, and where what they said is.
    failed: Vec<(String, PathBuf)>,
}

/// Measures everything and prints the table.
///
/// # Errors
/// When a community cannot be made.
pub fn run(plan: &Plan) -> Result<()> {
    std::fs::create_dir_all(&plan.work)?;
    let mut columns: Vec<Column> = Vec::new();
    for (number, messages) in plan.sizes.iter().enumerate() {
        let mut column = Column { messages: *messages, ..Column::default() };
        let folder = plan.work.join(messages.to_string());
        std::fs::create_dir_all(&folder)?;
        let archive = plan.archive(*messages)?;
        eprintln!("limits at {messages}");
        column.limits = limits::measure(&archive, &folder)?;
        let home = folder.join("home");
        if plan.wants("import") || !home.is_dir() {
            let _ = std::fs::remove_dir_all(&home);
            column.import(&archive, &folder, &home, number == 0)?;
        }
        for part in EACH.iter().filter(|part| plan.wants(part)) {
            let home = home.display().to_string();
            match *part {
                "clicks" => {
                    let archive = plan.archive(WHILE_CLICKING)?.display().to_string();
                    column.part(&folder, part, &["sync", &archive, "--home", &home, "--clicks"]);
                }
                "window" => column.part(&folder, part, &["window", &home]),
                _ => column.part(&folder, part, &[part, &home]),
            }
        }
        for part in ONCE.iter().filter(|part| number == 0 && plan.wants(part)) {
            let accounts = plan.accounts.to_string();
            let own = folder.join(format!("home-{part}"));
            let _ = std::fs::remove_dir_all(&own);
            match *part {
                "sync" | "news" => {
                    let archive = plan.archive(if *part == "sync" { READ } else { NO_NEWS })?.display().to_string();
                    column.part(&folder, part, &["sync", &archive]);
                }
                "people" => column.part(&folder, part, &["people", "--accounts", &accounts]),
                _ => column.part(&folder, part, &[part, &own.display().to_string(), "--new"]),
            }
        }
        if let (Some(before), Some(now)) =
            (columns.last().and_then(|one| one.of("import cpu")), column.of("import cpu"))
        {
            column.note("import growth", now.0 / before.0);
        }
        columns.push(column);
    }
    print(&columns);
    Ok(())
}

impl Plan {
    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|one| one == part)
    }

    /// An export of so many messages; made where it is not there.
    fn archive(&self, messages: usize) -> Result<PathBuf> {
        let folder = self.work.join(messages.to_string());
        std::fs::create_dir_all(&folder)?;
        let archive = folder.join("export.zip");
        if !archive.is_file() {
            eprintln!("making an export of {messages} messages");
            let partial = folder.join("export.partial");
            Large::new(messages).write(std::io::BufWriter::with_capacity(1 << 20, File::create(&partial)?))?;
            std::fs::rename(partial, &archive)?;
        }
        Ok(archive)
    }
}

impl Column {
    fn note(&mut self, what: &str, value: f64) {
        self.figures.entry(what.to_owned()).or_default().push((value, value));
    }

    /// The median of what was noted under a name.
    fn of(&self, what: &str) -> Option<Figure> {
        self.figures.get(what).and_then(|all| median(all))
    }

    fn import(&mut self, archive: &Path, folder: &Path, home: &Path, bare: bool) -> Result<()> {
        eprintln!("import at {}", self.messages);
        let kept = super::import::child(archive, home, true)?;
        #[expect(clippy::cast_precision_loss, reason = "bytes")]
        let a_record = |bytes: u64| bytes as f64 / kept.records.max(1) as f64;
        self.note("import cpu", kept.cpu * 1e3);
        self.note("import peak", kept.peak_mib);
        if bare {
            let beside = folder.join("home-without-raw");
            let _ = std::fs::remove_dir_all(&beside);
            let without = super::import::child(archive, &beside, false)?;
            let _ = std::fs::remove_dir_all(&beside);
            self.note("import bytes", a_record(without.bytes));
            self.note("import raw", a_record(kept.bytes.saturating_sub(without.bytes)));
        }
        Ok(())
    }

    fn part(&mut self, folder: &Path, name: &str, words: &[&str]) {
        eprintln!("{name} at {}", self.messages);
        let (said, noted) = (folder.join(format!("{name}.txt")), folder.join(format!("{name}.json")));
        let _ = std::fs::remove_file(&noted);
        let ended = std::env::current_exe().and_then(|program| {
            let out = File::create(&said)?;
            let mut command = Command::new(program);
            command.args(words).env(figures::FILE, &noted).stdin(Stdio::null());
            command.stdout(out.try_clone()?).stderr(out).status()
        });
        for (what, mut all) in figures::read(&noted) {
            self.figures.entry(what).or_default().append(&mut all);
        }
        if !ended.is_ok_and(|status| status.success()) {
            self.failed.push((name.to_owned(), said));
        }
    }

    /// The worst of the figures that a budget is about.
    fn worst(&self, budget: &Budget) -> Option<f64> {
        let is_of = |name: &str| {
            budget.of.iter().any(|begin| name == *begin || name.starts_with(begin) && *begin != "a member")
        };
        let all = self.figures.iter().filter(|(name, _)| is_of(name)).filter_map(|(_, all)| median(all));
        let of_unit = all.map(|(cpu, wall)| if budget.unit == Unit::Cpu { cpu } else { wall });
        let least = matches!(budget.counts, Counts::Least(_));
        of_unit.reduce(|one, other| if (one < other) == least { one } else { other })
    }
}

fn median(all: &[Figure]) -> Option<Figure> {
    let mut sorted = all.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    sorted.get(sorted.len() / 2).copied()
}

fn print(columns: &[Column]) {
    let title = |messages: usize| match messages {
        0..10_000 => messages.to_string(),
        10_000..1_000_000 => format!("{} k", messages / 1_000),
        _ => format!("{} M", messages / 1_000_000),
    };
    let heads: String = columns.iter().map(|column| format!("  {:>28}", title(column.messages))).collect();
    println!("{:40} {:>14}{heads}", "what", "budget");
    let limit = |name: &str, of: &dyn Fn(&Column) -> f64| {
        let cells: String = columns.iter().map(|column| format!("  {:>28}", shown(Unit::Cpu, of(column)))).collect();
        println!("{name:40} {:>14}{cells}", "limit");
    };
    limit("an export, only inflated and parsed", &|column| column.limits.parse);
    limit("its messages, only inserted", &|column| column.limits.insert);
    let (mut kept, mut broken, mut unknown) = (0, Vec::new(), Vec::new());
    for budget in BUDGETS {
        let mut cells = String::new();
        let mut seen = false;
        for column in columns {
            let Some(figure) = column.worst(budget) else {
                cells += &format!("  {:>28}", "–");
                continue;
            };
            seen = true;
            let used = budget.used(figure, column.messages);
            if used <= 1.0 {
                kept += 1;
            } else {
                broken.push(format!("{} at {}: {}", budget.what, title(column.messages), budget.promise));
            }
            let sign = if used <= 1.0 { ' ' } else { '!' };
            let times = match budget.of {
                ["import cpu"] => format!(" = {:.1} limits", figure / (column.limits.parse + column.limits.insert)),
                _ => String::new(),
            };
            cells += &format!("  {:>28}", format!("{}{times} {:.0}%{sign}", shown(budget.unit, figure), used * 100.0));
        }
        if !seen {
            unknown.push(budget.what);
        }
        let most = columns.iter().map(|column| column.messages).max().unwrap_or(0);
        let word = if matches!(budget.counts, Counts::Least(_)) { "from" } else { "to" };
        println!("{:40} {:>14}{cells}", budget.what, format!("{word} {}", shown(budget.unit, budget.allows(most))));
    }
    println!("{kept} kept, {} broken (!), {} not measured{}", broken.len(), unknown.len(), list(&unknown));
    for promise in broken {
        println!("! {promise}");
    }
    for column in columns {
        for (part, said) in &column.failed {
            println!("{part} at {} failed: see {}", title(column.messages), said.display());
        }
    }
}

fn list(words: &[&str]) -> String {
    if words.is_empty() { String::new() } else { format!(": {}", words.join("; ")) }
}

fn shown(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Cpu if value >= 1_000.0 => format!("{:.2} CPU s", value / 1e3),
        Unit::Cpu => format!("{value:.1} CPU ms"),
        Unit::Wall if value >= 1_000.0 => format!("{:.2} s", value / 1e3),
        Unit::Wall => format!("{value:.1} ms"),
        Unit::Mib => format!("{value:.0} MiB"),
        Unit::Bytes => format!("{value:.0} bytes"),
        Unit::Number if value >= 100.0 => format!("{value:.0}"),
        Unit::Number => format!("{value:.2}"),
    }
}

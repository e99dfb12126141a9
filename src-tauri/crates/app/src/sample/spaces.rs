//! The channels and categories of the sample, what is talked about in them and how much.

/// Who talks in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Everybody.
    All,
    /// The team opens, everybody answers.
    Team,
    /// Those who speak a language.
    Speakers(&'static str),
    /// A program.
    Bot(usize),
}

/// A channel or a category.
#[derive(Debug)]
pub(super) struct Space {
    pub(super) remote: &'static str,
    pub(super) name: &'static str,
    pub(super) purpose: &'static str,
    /// Sections of the words; `help` stands for all areas.
    pub(super) about: &'static [&'static str],
    pub(super) who: Who,
    /// How many conversations in three years.
    pub(super) threads: usize,
    /// The first and the last day.
    pub(super) days: (usize, usize),
}

const fn space(
    remote: &'static str,
    name: &'static str,
    purpose: &'static str,
    about: &'static [&'static str],
    who: Who,
    threads: usize,
    days: (usize, usize),
) -> Space {
    Space { remote, name, purpose, about, who, threads, days }
}

/// Where people introduce themselves.
pub(super) const INTRODUCTIONS: usize = 1;
/// The day after the last one.
const END: usize = usize::MAX;

/// The channels of the chat; the first is the one everybody is in.
pub(super) const CHANNELS: &[Space] = &[
    space("C0SAMPLE01", "general", "Everything around Trellis and gardens", &["social"], Who::All, 1_185, (0, END)),
    space("C0SAMPLE02", "introductions", "Say hello!", &[], Who::All, 0, (0, END)),
    space("C0SAMPLE03", "announcements", "News of the team. Few, and worth reading.", &["news"], Who::Team, 120, (0, END)),
    space("C0SAMPLE04", "help", "Ask anything. There are no silly questions.", &["help"], Who::All, 2_430, (0, END)),
    space("C0SAMPLE05", "help-install", "Installing and updating", &["start", "hosting"], Who::All, 725, (30, END)),
    space("C0SAMPLE06", "planner", "Beds, rotation, drawing", &["planner", "calendar"], Who::All, 815, (20, END)),
    space("C0SAMPLE07", "plant-library", "Varieties and their cards", &["plants"], Who::All, 700, (60, END)),
    space("C0SAMPLE08", "water-and-sensors", "Watering and measuring", &["watering", "sensors"], Who::All, 770, (130, END)),
    space("C0SAMPLE09", "api-and-plugins", "For those who write code", &["api", "import"], Who::All, 790, (90, END)),
    space("C0SAMPLE10", "mobile", "The app in the garden", &["mobile"], Who::All, 375, (LAUNCH_OF_THE_APP, END)),
    space("C0SAMPLE11", "show-your-garden", "Pictures, please!", &["show"], Who::All, 925, (10, END)),
    space("C0SAMPLE12", "random", "Weather, soup and everything else", &["social"], Who::All, 1_410, (0, END)),
    space("C0SAMPLE13", "events", "Seed swaps, calls and work days", &["event"], Who::All, 375, (40, END)),
    space("C0SAMPLE14", "mentoring", "People who learn from each other", &["mentoring"], Who::All, 350, (300, END)),
    space("C0SAMPLE15", "feedback", "What should be better?", &["idea", "print"], Who::All, 610, (15, END)),
    space("C0SAMPLE16", "translations", "Trellis in your language", &["translate"], Who::All, 270, (200, END)),
    space("C0SAMPLE17", "contributors", "Code, design, documentation", &["dev"], Who::All, 485, (0, END)),
    space("C0SAMPLE18", "forum-feed", "What is new in the forum", &["digest"], Who::Bot(0), 170, (160, END)),
    space("C0SAMPLE19", "deutsch", "Auf Deutsch", &["de"], Who::Speakers("de"), 375, (100, END)),
    space("C0SAMPLE20", "español", "En español", &["es"], Who::Speakers("es"), 340, (180, END)),
    space("C0SAMPLE21", "日本語", "日本語でどうぞ", &["ja"], Who::Speakers("ja"), 135, (380, END)),
    space("C0SAMPLE22", "العربية", "بالعربية", &["ar"], Who::Speakers("ar"), 100, (480, END)),
    space("C0SAMPLE23", "beta-1-0", "Trying out 1.0", &["planner", "start", "idea"], Who::All, 295, (330, 440)),
];
const LAUNCH_OF_THE_APP: usize = 430;

/// The remote id of the forum as a whole.
pub(super) const FORUM: &str = "forum";

/// The categories of the forum.
pub(super) const CATEGORIES: &[Space] = &[
    space("1", "Announcements", "News of the team", &["news"], Who::Team, 70, (150, END)),
    space("2", "Support", "Questions and answers", &["help"], Who::All, 1_605, (150, END)),
    space("3", "Ideas", "What Trellis could do one day", &["idea"], Who::All, 475, (155, END)),
    space("4", "Guides", "Written by members for members", &["guide"], Who::All, 145, (170, END)),
    space("5", "Show and tell", "Gardens of all sizes", &["show"], Who::All, 375, (150, END)),
    space("6", "Plugins", "Writing and using plugins", &["api"], Who::All, 315, (180, END)),
    space("7", "Events", "Where we meet", &["event"], Who::All, 145, (200, END)),
    space("8", "Mentoring", "Learning from each other", &["mentoring"], Who::All, 100, (320, END)),
    space("9", "Deutsch", "Auf Deutsch", &["de"], Who::Speakers("de"), 145, (220, END)),
    space("10", "Español", "En español", &["es"], Who::Speakers("es"), 135, (240, END)),
];

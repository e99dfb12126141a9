//! Plans for each kind of event, counted back from its day; and when an event is, on its own clock.
//!
//! **Invariants:** a plan's days are counted from the event's first day (−60: sixty days before, 1: the day after), so a plan
//! moves with its event; the clock and the zone that were typed are kept, the instant follows from them.

use chrono::{Days, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use crate::{run_of_show::PlanCue, time};

/// How a moment on the event's clock is written.
const MINUTE: &str = "%Y-%m-%dT%H:%M";
/// Days that a plan may reach back or on.
pub const FURTHEST: i64 = 730;

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanTask {
    /// Days from the event's first day.
    pub offset: i64,
    /// What.
    pub title: &'static str,
    /// Who, as a part in the event.
    pub owner: &'static str,
}

/// A plan that Kith comes with.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The kind of event it is for.
    pub kind: &'static str,
    /// Where it happens: `place`, `online`, `hybrid`.
    pub form: &'static str,
    /// How long it takes.
    pub minutes: u32,
    /// What is to be done.
    pub tasks: &'static [PlanTask],
    /// What costs money.
    pub costs: &'static [&'static str],
    /// What happens when, on the day.
    pub cues: &'static [PlanCue],
}

const fn task(offset: i64, title: &'static str, owner: &'static str) -> PlanTask {
    PlanTask { offset, title, owner }
}

const fn cue(
    offset: i64,
    minutes: i64,
    title: &'static str,
    owner: &'static str,
    cue: &'static str,
    backup: &'static str,
) -> PlanCue {
    PlanCue { offset, minutes, title, owner, cue, backup }
}

/// One for each kind.
pub const PLANS: &[Plan] = &[
    Plan {
        kind: "meetup",
        form: "place",
        minutes: 150,
        tasks: &[
            task(-56, "Agree on date, topic and budget", "host"),
            task(-56, "Ask for the room", "host"),
            task(-49, "Confirm the room: seats, step-free access, toilets, Wi-Fi, projector", "host"),
            task(-42, "Ask speakers", "host"),
            task(-35, "Ask sponsors for food and drinks", "host"),
            task(-30, "Confirm speakers: title, words about them, what they need", "host"),
            task(-28, "Open the page for sign-ups, with the code of conduct", "host"),
            task(-28, "Announce it in the community", "host"),
            task(-21, "Find volunteers for door, microphone and photos", "host"),
            task(-14, "Write the run of show", "host"),
            task(-14, "Look at the sign-ups: seats, waitlist, access and diet", "host"),
            task(-7, "Reminder to everybody who signed up", "host"),
            task(-7, "Order food and drinks", "host"),
            task(-3, "Get slides, try them on the laptop that will be used", "speaker"),
            task(-1, "Reminder with the way there and whom to call", "host"),
            task(-1, "Import the newest list, charge laptops, pack the bag", "volunteer"),
            task(0, "Signs to the room, door open thirty minutes before", "volunteer"),
            task(1, "Thank speakers, sponsors, volunteers and the room", "host"),
            task(1, "Thanks, slides and the question how it was, to all who came", "host"),
            task(2, "Write to those who did not make it, kindly", "host"),
            task(5, "Talk about what to do better", "host"),
            task(7, "Close the budget, write the report, set the next date", "host"),
        ],
        costs: &["Room", "Food and drinks", "Thanks for speakers", "Print and signs"],
        cues: &[
            cue(
                -60,
                30,
                "Set up: chairs, signs, projector, sound",
                "volunteer",
                "Everybody who helps is there",
                "Begin with the way in and the door",
            ),
            cue(-30, 30, "Door opens", "volunteer", "Door list and laptop ready, music on", "Names on paper"),
            cue(
                0,
                10,
                "Welcome, code of conduct, where things are",
                "host",
                "Music off, microphone to the host",
                "Begin without a microphone",
            ),
            cue(
                10,
                35,
                "First talk, with questions",
                "speaker",
                "Slides on the screen",
                "Slides as PDF on the second laptop",
            ),
            cue(45, 20, "Break", "host", "Light on, food out", "Shorten it after a delay"),
            cue(
                65,
                35,
                "Second talk, with questions",
                "speaker",
                "Bell, two minutes before",
                "Talk with the audience instead",
            ),
            cue(100, 10, "Thanks, next date, who looks for what", "host", "Slide with the next date", ""),
            cue(110, 40, "Talking", "host", "Music on", ""),
            cue(150, 30, "Tidy up, lights, keys", "volunteer", "Last call ten minutes before", ""),
        ],
    },
    Plan {
        kind: "webinar",
        form: "online",
        minutes: 60,
        tasks: &[
            task(-42, "Agree on topic, date and who it is for", "host"),
            task(-35, "Ask the speaker", "host"),
            task(-28, "Make the webinar, captions switched on, and its page", "host"),
            task(-21, "Announce it", "host"),
            task(-14, "Collect questions beforehand", "host"),
            task(-7, "Reminder to everybody who signed up", "host"),
            task(-5, "Rehearse: sound, light, slides, who moderates", "speaker"),
            task(-1, "Reminder with the link", "host"),
            task(0, "Be there thirty minutes before; start the recording", "host"),
            task(1, "Recording and slides to all who signed up", "host"),
            task(1, "Import who was there, ask how it was", "host"),
            task(3, "Answer what stayed open, in the community", "speaker"),
            task(7, "Report: who came, who stayed, what next", "host"),
        ],
        costs: &["Tool", "Captions", "Thanks for the speaker"],
        cues: &[
            cue(
                -30,
                25,
                "Sound, light, slides, captions, who moderates",
                "host",
                "Everybody is in the green room",
                "Second device with its own network",
            ),
            cue(-5, 5, "Let people in", "host", "Holding slide with the time of the beginning", ""),
            cue(0, 5, "Welcome, recording, how to ask", "host", "Start the recording", "Chat tells what is said"),
            cue(5, 35, "Talk", "speaker", "Share the screen", "Host shows the slides"),
            cue(40, 15, "Questions", "host", "Questions with most votes first", "Three questions gathered before"),
            cue(55, 5, "What next, thanks", "host", "Link in the chat", ""),
            cue(60, 10, "Talk about how it was", "host", "Recording stopped, guests gone", ""),
        ],
    },
    Plan {
        kind: "workshop",
        form: "place",
        minutes: 240,
        tasks: &[
            task(-60, "Agree on what people can do afterwards, date and budget", "host"),
            task(-56, "Ask for the room: tables, sockets, Wi-Fi, step-free access", "host"),
            task(-42, "Confirm who leads it and who helps", "host"),
            task(-35, "Open sign-ups with the question what people know already", "host"),
            task(-28, "Announce it", "host"),
            task(-14, "Decide about sign-ups, move the waitlist up", "host"),
            task(-14, "Write what to install or read before", "speaker"),
            task(-7, "Send what to prepare; ask about access and diet again", "host"),
            task(-7, "Order food and material", "host"),
            task(-3, "Try every exercise on a fresh machine", "speaker"),
            task(-1, "Reminder with the way there", "host"),
            task(0, "Set up tables, print, name badges", "volunteer"),
            task(1, "Material, and the question how it was, to all who came", "host"),
            task(1, "Thank leaders and helpers", "host"),
            task(7, "Report and budget; offer seats of the next one to the waitlist", "host"),
        ],
        costs: &["Room", "Material", "Food and drinks", "Fee of the leader"],
        cues: &[
            cue(
                -60,
                45,
                "Tables, sockets, network, material",
                "volunteer",
                "Everybody who helps is there",
                "Extension leads in the bag",
            ),
            cue(-15, 15, "Door opens", "volunteer", "Door list and badges ready", ""),
            cue(0, 15, "Welcome, who is here, what we will be able to do", "host", "Name round, one sentence each", ""),
            cue(15, 60, "First part, with an exercise", "speaker", "Everybody sees the screen", "Printed exercise"),
            cue(75, 15, "Break", "host", "Food out", ""),
            cue(
                90,
                75,
                "Second part, with an exercise",
                "speaker",
                "Helpers at the tables",
                "Work in pairs where a machine fails",
            ),
            cue(165, 15, "Break", "host", "", "Shorten it after a delay"),
            cue(180, 45, "Own work, with help", "speaker", "", ""),
            cue(
                225,
                15,
                "What was learned, what next, how it was",
                "host",
                "Link to the questions on the screen",
                "Questions on paper",
            ),
            cue(240, 30, "Tidy up", "volunteer", "", ""),
        ],
    },
    Plan {
        kind: "ama",
        form: "online",
        minutes: 60,
        tasks: &[
            task(-28, "Ask the guest, agree on topics and on what is not asked", "host"),
            task(-21, "Set date and channel", "host"),
            task(-14, "Announce it, open the thread for questions", "host"),
            task(-7, "Gather questions, send them to the guest", "host"),
            task(-2, "Find moderators for the hour", "host"),
            task(-1, "Reminder", "host"),
            task(0, "Open with the best three questions", "host"),
            task(1, "Summary with the best answers", "host"),
            task(1, "Thank the guest and those who asked", "host"),
            task(7, "Send the guest what came of it", "host"),
        ],
        costs: &["Thanks for the guest"],
        cues: &[
            cue(-15, 15, "Guest, moderators and host in one call", "host", "First three questions ready", ""),
            cue(0, 5, "Welcome, rules, who is here", "host", "Thread opened, link posted", ""),
            cue(
                5,
                45,
                "Questions and answers",
                "speaker",
                "Next question as soon as an answer is out",
                "Host types what the guest says",
            ),
            cue(50, 5, "Last call for questions", "host", "", ""),
            cue(55, 5, "Thanks, what happens with open questions", "host", "", ""),
        ],
    },
    Plan {
        kind: "office_hours",
        form: "online",
        minutes: 60,
        tasks: &[
            task(-7, "Say who is there and what for", "host"),
            task(-3, "Ask for questions beforehand", "host"),
            task(-1, "Reminder with the link", "host"),
            task(0, "Note every question and who asked", "host"),
            task(1, "Write the answers where others find them", "host"),
            task(7, "Ask whether the answers helped", "host"),
        ],
        costs: &[],
        cues: &[
            cue(-10, 10, "Open the call, look at questions that came before", "host", "", "Second link in the channel"),
            cue(0, 5, "Who is here and what for", "host", "", ""),
            cue(5, 50, "Questions, in the order they came", "host", "Ten minutes each at most", ""),
            cue(55, 5, "What stays open, and who answers it where", "host", "", ""),
        ],
    },
    Plan {
        kind: "conference",
        form: "hybrid",
        minutes: 540,
        tasks: &[
            task(-240, "Agree on goal, size, date and budget", "host"),
            task(-210, "Sign the venue: rooms, access, fire rules, quiet room, insurance", "host"),
            task(-180, "Call for talks, code of conduct with people to turn to", "host"),
            task(-180, "Ask sponsors, with what they get", "host"),
            task(-150, "Open sign-ups, early price", "host"),
            task(-110, "Close the call for talks", "host"),
            task(-95, "Choose talks; write to everybody, kindly to those not chosen", "host"),
            task(-80, "Publish the programme", "host"),
            task(-70, "Book travel and rooms for speakers", "host"),
            task(-60, "Order catering, stage, cameras, captions", "host"),
            task(-45, "Find volunteers, write their shifts", "host"),
            task(-30, "Write the run of show for every room", "host"),
            task(-30, "Answer every access and diet need in person", "host"),
            task(-21, "Print: badges, signs, programme", "host"),
            task(-14, "Confirm every supplier by telephone", "host"),
            task(-7, "Everything a guest must know, in one message", "host"),
            task(-7, "Brief volunteers and the people to turn to", "host"),
            task(-3, "Get all slides", "speaker"),
            task(-1, "Set up; rehearse opening, door and stream", "volunteer"),
            task(0, "Door, one laptop per queue", "volunteer"),
            task(1, "Thanks, and the question how it was, to all who came", "host"),
            task(2, "Thank speakers, sponsors, volunteers, suppliers", "host"),
            task(7, "Publish recordings; talk about what to do better", "host"),
            task(14, "Pay what is open, close the budget", "host"),
            task(28, "Report with what came of it", "host"),
        ],
        costs: &[
            "Venue",
            "Catering",
            "Stage and cameras",
            "Captions",
            "Travel of speakers",
            "Print",
            "Insurance",
            "Thanks",
        ],
        cues: &[
            cue(
                -120,
                60,
                "Crew: briefing, radios, rooms checked",
                "host",
                "Everybody has the sheet with numbers",
                "Telephone list on paper",
            ),
            cue(-60, 60, "Door, badges, coffee", "volunteer", "One laptop per queue", "Names on paper, by letter"),
            cue(
                0,
                20,
                "Opening, code of conduct, people to turn to",
                "host",
                "Light down, microphone on",
                "Begin without slides",
            ),
            cue(20, 45, "Keynote", "speaker", "Speaker is wired, slides on the screen", "Swap with the first talk"),
            cue(65, 25, "Break", "host", "Doors open", "Shorten it after a delay"),
            cue(90, 90, "Talks before noon", "speaker", "Bell, five minutes before", "Reserve talk"),
            cue(180, 75, "Lunch", "host", "Caterer confirms twenty minutes before", ""),
            cue(255, 105, "Talks after noon", "speaker", "Bell, five minutes before", "Reserve talk"),
            cue(360, 30, "Break", "host", "", "Shorten it after a delay"),
            cue(390, 90, "Talks and lightning talks", "speaker", "Lightning speakers wait at the stage", ""),
            cue(480, 30, "Closing, thanks, next date", "host", "All volunteers on the stage", ""),
            cue(510, 30, "Everybody out, lost things, recordings safe", "volunteer", "", ""),
        ],
    },
];

/// The plan for a kind.
pub fn plan(kind: &str) -> Option<&'static Plan> {
    PLANS.iter().find(|plan| plan.kind == kind)
}

/// Reads a minute on a clock: `2026-11-26T18:30`, also with a space, also without seconds that are zero.
///
/// # Errors
/// Says in words what to write instead.
pub fn minute(text: &str) -> Result<NaiveDateTime, &'static str> {
    const HELP: &str = "write a day and a time: 2026-11-26 18:30";
    let text = text.trim().replacen(' ', "T", 1);
    let found = NaiveDateTime::parse_from_str(&text, MINUTE)
        .or_else(|_| NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:00"))
        .map_err(|_| HELP)?;
    let years = NaiveDate::from_ymd_opt(1970, 1, 1)..NaiveDate::from_ymd_opt(2200, 1, 1);
    if years.contains(&Some(found.date())) { Ok(found) } else { Err("this is too far away") }
}

/// As [`minute`] reads it.
pub fn written(minute: NaiveDateTime) -> String {
    minute.format(MINUTE).to_string()
}

/// The instant of a minute on a zone's clock.
pub fn instant(minute: NaiveDateTime, zone: Tz) -> i64 {
    time::instant(minute, zone)
}

/// The day a task is due on.
pub fn due(first_day: NaiveDate, offset: i64) -> NaiveDate {
    let days = Days::new(offset.unsigned_abs().min(100_000));
    let found = if offset < 0 { first_day.checked_sub_days(days) } else { first_day.checked_add_days(days) };
    found.unwrap_or(first_day)
}

/// Reads when a task is due: `T-14`, `-14`, `14 days before`, `T+1`, `2026-11-12`; days from the event's first day.
///
/// # Errors
/// Says in words what to write instead.
pub fn offset(text: &str, first_day: NaiveDate) -> Result<i64, &'static str> {
    const HELP: &str = "write T-14 for fourteen days before, T+1 for the day after, or a day such as 2026-11-12";
    let text = text.trim();
    let found = if let Ok(day) = text.parse::<NaiveDate>() {
        (day - first_day).num_days()
    } else {
        let text = text.strip_prefix(['T', 't']).unwrap_or(text).replace('−', "-");
        let text = text.trim();
        let number = text.strip_prefix('+').unwrap_or(text);
        let is_number = number.strip_prefix('-').unwrap_or(number).bytes().all(|byte| byte.is_ascii_digit());
        match number {
            "" => 0,
            _ if is_number => number.parse().map_err(|_| HELP)?,
            _ => return Err(HELP),
        }
    };
    if found.abs() <= FURTHEST { Ok(found) } else { Err("this is more than two years away from the event") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_kind_has_a_plan_in_order() {
        for plan in PLANS {
            assert!(plan.tasks.windows(2).all(|pair| pair[0].offset <= pair[1].offset), "{}", plan.kind);
            assert!(
                plan.tasks.iter().any(|task| task.offset > 0),
                "{}: what comes after is planned as well",
                plan.kind
            );
        }
        for plan in PLANS {
            assert!(
                plan.cues.windows(2).all(|pair| pair[0].offset + pair[0].minutes == pair[1].offset),
                "{}",
                plan.kind
            );
        }
        assert!(plan("meetup").is_some() && plan("party").is_none());
    }

    #[test]
    fn days_are_counted_from_the_event() {
        let first = day("2026-03-30");
        assert_eq!(due(first, -30), day("2026-02-28"));
        assert_eq!(due(first, 7), day("2026-04-06"));
        for (text, expected) in
            [("T-14", -14), ("t+1", 1), ("-3", -3), ("T", 0), ("T−2", -2), ("2026-03-29", -1), ("0", 0)]
        {
            assert_eq!(offset(text, first), Ok(expected), "{text}");
        }
        for text in ["soon", "T-", "--3", "T+9999", "T-99999999999999999999", "1.5"] {
            assert!(offset(text, first).is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_keeps_its_time_when_clocks_change() {
        let zone = time::zone("Europe/Berlin").unwrap();
        let before = instant(minute("2026-10-24 18:30").unwrap(), zone);
        let after = instant(minute("2026-10-25T18:30").unwrap(), zone);
        assert_eq!(after - before, 25 * 3_600_000);
        assert_eq!(written(minute("2026-10-25 18:30:00").unwrap()), "2026-10-25T18:30");
        for wrong in ["", "2026-10-25", "25.10.2026 18:30", "2026-02-30 10:00", "0001-01-01 10:00", "9999-01-01T10:00"]
        {
            assert!(minute(wrong).is_err(), "{wrong}");
        }
    }
}

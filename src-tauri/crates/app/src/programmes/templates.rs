//! Programmes to begin with. Their texts are a beginning: whoever plans a programme changes them.

use chrono::{Days, NaiveDate};
use kith_store::{NewProgramme, ProgrammeAnswer, ProgrammeQuestion, ProgrammeSide, ProgrammeState};

use super::ProgrammeTemplate;

const AGREEMENT: &str = "We meet as agreed above, and tell each other in good time when we cannot.\n\n\
    What is said stays between us. The programme's lead hears only that we met, and what we both choose to share.\n\n\
    The mentee brings the topics; the mentor listens, asks and tells of their own experience.\n\n\
    Each of us can end this at any time, by a word to the lead, without giving a reason and without fault.";

struct Asks<'a> {
    id: &'a str,
    text: &'a str,
    kind: ProgrammeAnswer,
    of: ProgrammeSide,
    must: bool,
    weight: u32,
    options: &'a [&'a str],
}

const fn both(id: &'static str, text: &'static str, kind: ProgrammeAnswer, must: bool, weight: u32) -> Asks<'static> {
    Asks { id, text, kind, of: ProgrammeSide::Both, must, weight, options: &[] }
}

const fn mentee(id: &'static str, text: &'static str) -> Asks<'static> {
    Asks { id, text, kind: ProgrammeAnswer::Text, of: ProgrammeSide::Mentee, must: false, weight: 0, options: &[] }
}

fn question(asks: &Asks<'_>) -> ProgrammeQuestion {
    ProgrammeQuestion {
        id: asks.id.to_owned(),
        text: asks.text.to_owned(),
        kind: asks.kind,
        of: asks.of,
        must: asks.must,
        weight: asks.weight,
        options: asks.options.iter().map(|option| (*option).to_owned()).collect(),
        least: match asks.kind {
            ProgrammeAnswer::Number => Some(2),
            ProgrammeAnswer::Zone => Some(60),
            _ => None,
        },
        most: (asks.kind == ProgrammeAnswer::Number).then_some(15),
    }
}

/// When something begins that is planned today: in a fortnight.
pub(super) fn begins(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(14)).unwrap_or(today)
}

/// Those that Kith comes with, beginning on a day; the smallest first.
pub(super) fn shipped(begins: NaiveDate) -> Vec<ProgrammeTemplate> {
    let made = |id: &str,
                name: &str,
                purpose: &str,
                days: u64,
                (cadence_days, minutes, capacity): (u32, u32, u32),
                asks: &[Asks<'_>]| {
        ProgrammeTemplate {
            id: id.to_owned(),
            is_own: false,
            programme: NewProgramme {
                name: name.to_owned(),
                purpose: purpose.to_owned(),
                state: ProgrammeState::Open,
                starts_on: begins.to_string(),
                ends_on: begins.checked_add_days(Days::new(days)).unwrap_or(begins).to_string(),
                cadence_days,
                minutes,
                capacity,
                agreement: AGREEMENT.to_owned(),
                questions: asks.iter().map(question).collect(),
                fresh: 3,
            },
        }
    };
    let languages =
        both("languages", "Languages you can have the conversations in", ProgrammeAnswer::Languages, true, 0);
    let zone = both("zone", "Your time zone", ProgrammeAnswer::Zone, true, 2);
    let skills =
        both("skills", "Skills (mentors: you offer; mentees: you want to learn)", ProgrammeAnswer::Skills, false, 8);
    let goals = Asks {
        id: "goals",
        text: "What it is to be about",
        kind: ProgrammeAnswer::Choices,
        of: ProgrammeSide::Both,
        must: false,
        weight: 6,
        options: &[
            "First job",
            "Growing in my role",
            "Changing field",
            "Leading people",
            "Public speaking",
            "Freelancing",
        ],
    };
    let speaking = [
        both("languages", "Languages you can have the conversations in", ProgrammeAnswer::Languages, true, 0),
        both("zone", "Your time zone", ProgrammeAnswer::Zone, true, 2),
        both(
            "topics",
            "Topics (mentors: you can help with; mentees: you want to speak about)",
            ProgrammeAnswer::Skills,
            false,
            8,
        ),
        both("city", "City", ProgrammeAnswer::Text, false, 2),
        mentee("where", "Where do you want to give your first talk?"),
    ];
    let career = [
        languages,
        zone,
        skills,
        goals,
        both("years", "Years of experience", ProgrammeAnswer::Number, false, 4),
        both("interests", "Interests beside work", ProgrammeAnswer::Skills, false, 2),
        both("city", "City", ProgrammeAnswer::Text, false, 1),
        mentee("hope", "What should be different for you when this is over?"),
    ];
    let source = [
        both("languages", "Languages you can have the conversations in", ProgrammeAnswer::Languages, true, 0),
        both("zone", "Your time zone", ProgrammeAnswer::Zone, true, 4),
        both(
            "skills",
            "Languages and tools (mentors: you review; mentees: you write or learn)",
            ProgrammeAnswer::Skills,
            false,
            8,
        ),
        Asks {
            id: "kind",
            text: "Kind of contribution",
            kind: ProgrammeAnswer::Choices,
            of: ProgrammeSide::Both,
            must: false,
            weight: 5,
            options: &["Code", "Documentation", "Translation", "Design", "Triage", "Accessibility"],
        },
        mentee("first", "Which project or issue caught your eye?"),
    ];
    vec![
        made(
            "first_talk",
            "First talk",
            "From an idea to a first talk: each mentee gives one, with somebody beside them who has done it.",
            56,
            (14, 45, 2),
            &speaking,
        ),
        made(
            "career",
            "Career mentoring",
            "Half a year in which somebody with more experience helps with the next step at work.",
            182,
            (14, 60, 1),
            &career,
        ),
        made(
            "open_source",
            "Open-source contribution",
            "Twelve weeks to a first contribution that is merged, with a maintainer who reviews it.",
            84,
            (7, 30, 3),
            &source,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_them_can_be_kept() {
        for template in shipped("2026-11-22".parse().unwrap()) {
            assert!(template.programme.checked(&|| "new".to_owned()).is_ok(), "{}", template.id);
        }
    }
}

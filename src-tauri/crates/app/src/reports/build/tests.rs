//! What a report says, what it leaves out, and what it does not tell.

use proptest::prelude::*;

use super::*;
use crate::reports::{
    csv,
    examples::{report, report_of, words},
    html, pdf,
    template::TEMPLATES,
    xlsx,
};

fn files(report: &Report) -> [Vec<u8>; 4] {
    [pdf::render(report).unwrap(), html::render(report), csv::render(report), xlsx::render(report).unwrap()]
}

fn page(report: &Report) -> String {
    String::from_utf8(html::render(report)).unwrap()
}

fn table(report: &Report) -> String {
    String::from_utf8(csv::render(report)).unwrap()
}

#[test]
fn the_same_numbers_are_the_same_bytes() {
    for template in TEMPLATES {
        let of = |_: u8| report(template.id, "Orchard Community", words());
        let (once, again) = (files(&of(1)), files(&of(2)));
        assert!(once == again, "{}", template.id);
        let later = Report { made_on: "2025-01-31".to_owned(), ..of(3) };
        assert_eq!(table(&later).into_bytes(), once[2], "the day of making is in no number");
        assert!(once.iter().all(|file| file.len() > 500));
    }
}

#[test]
fn what_was_left_out_is_printed() {
    for template in TEMPLATES {
        let report = report(template.id, "Orchard", ReportWords::default());
        let page = page(&report);
        for text in
            ["12 members that are programs", "5 members of the team", "3 channels or categories that are not public"]
        {
            assert!(page.contains(text), "{text}");
        }
        assert!(table(&report).contains("\r\nexcluded,bots,1,"), "{}", table(&report));
    }
    let with_team = report_of("monthly", "Orchard", ReportWords::default(), |_| {});
    let with_team = left_out(Excluded::default(), true).into_iter().chain(with_team.left_out);
    assert_eq!(with_team.filter(|left| left.id == "team").count(), 1, "a team that is counted is not left out");
}

#[test]
fn what_nobody_keeps_is_named_and_not_dashed() {
    let report = report("monthly", "Orchard", ReportWords::default());
    assert!(report.sections.iter().all(|section| section.id != "content"), "all of it is missing");
    assert_eq!(report.not_kept, ["Views", "Views per item", "Unread share", "Clv effect"]);
    assert!(report.figures().all(|(_, figure)| figure.id != "clv_effect"));
    let (_, few) = report.figures().find(|(_, figure)| figure.id == "feedback.answer_days").unwrap();
    assert_eq!((few.now.text.as_str(), few.remark.as_str()), (NONE, "too few cases to say"));
    assert!(page(&report).contains("too few cases to say"));
    assert!(
        table(&report).contains(",feedback.answer_days,1,2024-05-01,2024-06-01,,,,,up,count,\r\n"),
        "{}",
        table(&report)
    );
}

#[test]
fn every_number_has_its_definition() {
    for template in TEMPLATES {
        let report = report(template.id, "Orchard", ReportWords::default());
        let page = page(&report);
        for (_, figure) in report.figures() {
            let found: Vec<&Counted> = report.definitions.iter().filter(|one| one.id == figure.id).collect();
            assert_eq!(found.len(), 1, "{}", figure.id);
            assert!(page.contains(&format!("{}, version 1", figure.id)), "{}", figure.id);
        }
    }
}

#[test]
fn a_period_that_is_known_in_part_says_so() {
    let notes = |last: &str| {
        let last = last.to_owned();
        report_of("monthly", "Orchard", ReportWords::default(), move |whole| whole.last_day = Some(last.clone()))
            .notes
            .join(" ")
    };
    assert!(notes("2024-05-20").contains("ends with 20 May 2024: later days are missing"));
    assert!(!notes("2024-05-31").contains("are missing"));
    assert!(!notes("2024-06-02").contains("are missing"));
}

#[test]
fn medians_come_with_those_who_still_wait() {
    let report = report("monthly", "Orchard", ReportWords::default());
    for (_, figure) in report.figures().filter(|(_, figure)| figure.id.starts_with("first_response")) {
        assert_eq!(figure.remark, "n = 120, 7 unanswered", "{}", figure.id);
    }
}

/// A monthly report whose numbers of conduct are these.
fn with_conduct(now: f64, before: f64) -> Report {
    report_of("monthly", "Orchard", ReportWords::default(), |whole| {
        for metric in whole.metrics.iter_mut().filter(|metric| metric.id.starts_with("incidents.re")) {
            for (point, value) in [(&mut metric.now, now), (&mut metric.before, before)] {
                let point = point.as_mut().unwrap();
                (point.value, point.n, point.reason) = (Some(value), 1_000, None);
            }
        }
    })
}

#[test]
fn few_incidents_cannot_be_told_from_any_number() {
    for now in 0..9_u32 {
        for before in 0..9_u32 {
            let report = with_conduct(f64::from(now), f64::from(before));
            let (_, figure) = report.figures().find(|(_, figure)| figure.id == "incidents.reported").unwrap();
            let told = |shown: &Shown, value: u32| {
                assert_eq!(shown.text, if value < 5 { SUPPRESSED.to_owned() } else { value.to_string() });
                assert_eq!(shown.value.is_some(), value >= 5);
                assert_eq!(shown.n.is_some(), value >= 5);
            };
            told(&figure.now, now);
            told(&figure.before, before);
            assert_eq!(figure.delta.is_some(), now >= 5 && before >= 5, "{now} {before}");
            assert!(figure.delta_pct.is_none() || figure.delta.is_some());
            assert!(figure.remark.is_empty() && !figure.chart);
            for moment in &figure.series {
                assert!(moment.shown.value.is_none_or(|value| value >= FEW));
            }
        }
    }
    let told = |report: &Report| (page(report), table(report), pdf::render(report).unwrap());
    assert_eq!(told(&with_conduct(0.0, 4.0)), told(&with_conduct(4.0, 1.0)), "nobody can tell one from the other");
    assert!(
        table(&with_conduct(3.0, 8.0))
            .contains(",incidents.reported,1,2024-05-01,2024-06-01,<5,8,,,neutral,count,\r\n")
    );
}

#[test]
fn a_rate_of_few_incidents_is_not_told_either() {
    let point = |n: u64, part: f64| Point {
        start: String::new(),
        end: String::new(),
        value: Some(0.5),
        n,
        reason: None,
        unfinished: false,
        parts: BTreeMap::from([("flags".to_owned(), part)]),
    };
    for reason in [Reason::NoCases, Reason::TooFew, Reason::NotReached] {
        let none = Point { value: None, reason: Some(reason), ..point(0, 9.0) };
        assert_eq!(
            (shown(&none, Unit::Hours, true, "EUR").text.as_str(), remark(&none, true).as_str()),
            (SUPPRESSED, "")
        );
        assert_eq!(remark(&none, false), reason_words(reason));
    }
    assert_eq!(shown(&point(4, 9.0), Unit::Hours, true, "EUR").text, SUPPRESSED);
    assert_eq!(shown(&point(1_000, 2.0), Unit::Number, true, "EUR").text, SUPPRESSED);
    assert_eq!(shown(&point(1_000, 9.0), Unit::Number, true, "EUR").text, "0.5");
    assert_eq!(shown(&point(1, 1.0), Unit::Number, false, "EUR").text, "0.5", "only what is about conduct");
}

#[test]
fn a_program_cannot_be_made_to_compute() {
    let hostile = ReportWords { introduction: "=1+1".to_owned(), ..ReportWords::default() };
    let report = report("weekly", "=cmd|' /C calc'!A0", hostile);
    assert!(!table(&report).contains("=cmd"), "the table has nobody's words");
    assert_eq!(xlsx::render(&report).unwrap()[..2], *b"PK");
}

/// A report with a text in every place for words.
fn saying(text: &str) -> Report {
    let story = crate::reports::value::Story { heading: text.to_owned(), text: text.to_owned() };
    let words = ReportWords { introduction: text.to_owned(), stories: vec![story], outlook: text.to_owned() };
    report("weekly", text, words)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_are_no_markup(text in "[a-z]([<>\"'&=/ a-z\u{202e}-\u{2066}]|script|onload|-->|]]>){0,40}[a-z]") {
        let count = |text: &str, c: char| text.matches(c).count();
        let (wild, tame) = (page(&saying(&text)), page(&saying("words")));
        for c in ['<', '>', '"'] {
            prop_assert_eq!(count(&wild, c), count(&tame, c));
        }
    }

    #[test]
    fn any_words_make_a_pdf(text in "\\PC{1,60}", community in any::<String>()) {
        let report = Report { community, ..saying(&text) };
        prop_assert!(pdf::render(&report).is_ok());
        prop_assert!(xlsx::render(&report).is_ok());
    }
}

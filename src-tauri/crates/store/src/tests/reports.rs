//! Words and schedules of reports are kept, changed and taken back.

use super::{rows, store};
use crate::{ReportMade, ReportSchedule};

#[tokio::test]
async fn words_of_one_report_are_its_own_and_can_be_taken_back() {
    let (_folder, store) = store();
    let before = rows(&store);
    store.act("a", |write| write.set_report_text("monthly", "2024-05", Some("{\"a\":1}"), 1)).await.unwrap();
    store.act("b", |write| write.set_report_text("monthly", "2024-06", Some("{\"b\":1}"), 2)).await.unwrap();
    store.act("c", |write| write.set_report_text("monthly", "2024-05", Some("{\"c\":1}"), 3)).await.unwrap();
    let text = |period: &'static str| store.read_now(move |read| read.report_text("monthly", period)).unwrap();
    assert_eq!((text("2024-05").as_deref(), text("2024-06").as_deref()), (Some("{\"c\":1}"), Some("{\"b\":1}")));
    assert_eq!(text("2024-07"), None);
    store.act("d", |write| write.set_report_text("monthly", "2024-05", None, 4)).await.unwrap();
    assert_eq!(store.read_now(|read| read.reports_with_text()).unwrap(), [("monthly".into(), "2024-06".into())]);
    while store.undo().await.unwrap().is_some() {}
    assert_eq!(rows(&store), before);
}

#[tokio::test]
async fn a_schedule_keeps_when_it_began() {
    let (_folder, store) = store();
    let schedule = |formats: &str, since| ReportSchedule {
        template: "weekly".into(),
        formats: formats.into(),
        folder: "reports".into(),
        since,
    };
    store.act("a", move |write| write.set_report_schedule(&schedule("[\"pdf\"]", 5), 5)).await.unwrap();
    store.act("b", move |write| write.set_report_schedule(&schedule("[\"csv\"]", 9), 9)).await.unwrap();
    let found = store.read_now(|read| read.report_schedules()).unwrap();
    assert_eq!(found, [schedule("[\"csv\"]", 5)], "a changed schedule goes on from where it began");
    store.undo().await.unwrap();
    assert_eq!(store.read_now(|read| read.report_schedules()).unwrap(), [schedule("[\"pdf\"]", 5)]);
    store.act("c", |write| write.remove_report_schedule("weekly")).await.unwrap();
    assert!(store.read_now(|read| read.report_schedules()).unwrap().is_empty());
}

#[test]
fn what_became_of_a_file_is_noted_once() {
    let (_folder, store) = store();
    let made = |trouble: Option<&str>, at| ReportMade {
        template: "weekly".into(),
        period: "2024-W20".into(),
        format: "pdf".into(),
        path: "a.pdf".into(),
        at,
        trouble: trouble.map(Into::into),
    };
    store.write_now(|write| write.note_report_made(&made(Some("failed"), 1))).unwrap();
    store.write_now(|write| write.note_report_made(&made(None, 2))).unwrap();
    assert_eq!(store.read_now(|read| read.reports_made()).unwrap(), [made(None, 2)]);
}

//! What is handed over of somebody who was erased here, and not where the file was written.

use kith_domain::handover::{Handover, Kind, Pair, Session};

use super::erasing::{filled, uid};

#[test]
fn a_hand_over_does_not_bring_back_who_was_erased() {
    let (_folder, store) = filled();
    let id = uid(&store, "Uzzcanary").unwrap();
    store.write_now(|write| write.erase(&id, "salt", 9)).unwrap();
    let pair = Pair {
        id: "ms".into(),
        programme: Some("pg".into()),
        mentor: "Grace".into(),
        mentee: "zzcanary".into(),
        contact: String::new(),
        zone: None,
        state: "ended".into(),
        started_on: "2026-01-05".into(),
        ends_on: None,
        ended_on: None,
        ended_why: "zzcanary moves".into(),
        cadence_days: 14,
        minutes: 60,
        agreement: String::new(),
        mentor_agreed_on: None,
        mentee_agreed_on: None,
        updated_at: 1_000,
    };
    let session = Session {
        id: "new".into(),
        mentorship: "ms".into(),
        state: "held".into(),
        starts: "2026-01-06T10:00".into(),
        zone: "UTC".into(),
        start_at: 1,
        minutes: 60,
        medium: "video".into(),
        topics: "zzcanary again".into(),
        agreed: String::new(),
        shared: String::new(),
        rating_mentor: None,
        rating_mentee: None,
        updated_at: 1_000,
        deleted: false,
    };
    let file = Handover {
        kind: Kind::Sessions,
        from: "Grace".into(),
        made_at: 1_000,
        programmes: Vec::new(),
        pairs: vec![pair],
        sessions: vec![session],
        items: Vec::new(),
        goals: Vec::new(),
        progress: Vec::new(),
    };
    let told = store.write_now(|write| write.take_handover(&file, "key", 1_000)).unwrap();
    assert_eq!((told.changed_pairs, told.sessions, told.refused_pairs), (0, 0, 0), "{told:?}");
    let named: (String, String, i64) = store
        .read_now(|read| {
            Ok(read.connection.query_row(
                "SELECT mentee, ended_why, (SELECT count(*) FROM mentoring_session WHERE topics <> '') FROM mentorship WHERE id = 'ms'",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?)
        })
        .unwrap();
    assert_eq!(named, (String::new(), String::new(), 0));
}

//! No list and no search reads the whole of `activity`: each statement they run is asked how it would be run.

use std::sync::{Arc, Mutex};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};

use super::{
    file,
    history::{batch, told},
    import, store,
};
use crate::{
    Comparison, LevelName, MIGRATIONS, MemberFilter, MemberKind, MemberSeen, MemberSort, Read, Rule, SearchOrder,
    SearchQuery, ThreadSort, Window, error::Result,
};

/// Runs what every list that can be narrowed to a segment runs, with everybody and with some.
fn of_a_segment(read: &Read<'_>, now: i64) -> Result<()> {
    for segment in [None, Some(NEW)] {
        let among = read.among(segment, now)?;
        read.advocate_candidates(&among, now)?;
        read.advocates(&among, now)?;
        read.celebrations(&among, now)?;
        read.kudos(&among, 0, 5)?;
        read.gifts(&among, 0, 5, now)?;
        read.follow_ups(false, &among, 5)?;
        read.newcomers(crate::desk::Since { at: 0, greeted: true }, &among, 5)?;
        read.lapsing((&[crate::desk::LapseRisk::Lost], false), &among, now, 5)?;
        read.queue_of(&read.questions(0, true, None)?, 0, &among, now)?;
        for text in ["", "words"] {
            for order in [SearchOrder::Newest, SearchOrder::Best] {
                let query =
                    SearchQuery { text: text.into(), among: among.clone(), order, limit: 5, ..SearchQuery::default() };
                read.search_messages(&query)?;
            }
        }
        let filter = MemberFilter { segment: segment.map(str::to_owned), ..MemberFilter::default() };
        read.members(&filter, now, MemberSort::Last, true, None, 5)?;
    }
    Ok(())
}

/// A saved segment of people who are new.
const NEW: &str = "new";

/// Runs what every list and search of the screens runs.
fn ask_everything(read: &Read<'_>) -> Result<()> {
    let mut member = None;
    for sort in [MemberSort::Last, MemberSort::First, MemberSort::Name, MemberSort::Messages, MemberSort::Reactions] {
        for (descending, text) in [(true, ""), (false, ""), (true, "person")] {
            let filter = MemberFilter {
                text: text.into(),
                kind: MemberKind::All,
                seen: MemberSeen::Any,
                left: true,
                without_team: false,
                segment: None,
            };
            let page = read.members(&filter, 0, sort, descending, None, 1)?;
            read.members(&filter, 0, sort, descending, page.next.as_deref(), 1)?;
            read.member_anchors(&filter, 0, sort, descending, 2)?;
            member = page.rows.into_iter().next().or(member);
        }
    }
    let member = member.map(|member| member.id).unwrap_or_default();
    read.member(&member)?;
    read.timeline(&member, None, 5)?;
    read.talks(&member)?;
    let options = crate::DrawOptions { active_days: 366, team: true, volunteers: false, segment: None };
    read.draw(&options, 1_800_000_000_000)?;
    of_a_segment(read, 1_800_000_000_000)?;
    read.network(&crate::metrics::Slice::default(), 20_000..21_000, 0, 5)?;
    read.newest_members(3)?;
    let space = read.busiest_spaces(3)?.remove(0).id;
    for window in [Window::Newest, Window::Before(i64::MAX), Window::After(0)] {
        read.messages(&space, window, 5)?;
    }
    for message in read.newest_messages(5)? {
        read.messages(&space, Window::Around(message.id), 5)?;
        read.conversation(message.id, None, 5)?;
        read.conversation(message.id, Some(0), 5)?;
        read.people_of(message.id, 5)?;
        read.message(message.id)?;
        read.thread(&message.id.to_string())?;
    }
    for sort in [ThreadSort::Last, ThreadSort::Started, ThreadSort::Replies] {
        for space in [None, Some(space.as_str())] {
            let page = read.threads(space, sort, None, 1)?;
            read.threads(space, sort, page.next.as_deref(), 1)?;
        }
    }
    for text in ["", "words", "\"words 1\""] {
        for order in [SearchOrder::Newest, SearchOrder::Best] {
            for (space, person) in [(None, None), (Some(space.clone()), None), (None, Some(member.clone()))] {
                let query = SearchQuery {
                    text: text.into(),
                    space,
                    person,
                    order,
                    limit: 5,
                    from: Some(0),
                    ..SearchQuery::default()
                };
                read.search_messages(&query)?;
            }
        }
    }
    let rules = [
        Rule::Tag { tag: "x".into() },
        Rule::Level { levels: vec![LevelName::Leading] },
        Rule::Source { source: "x".into() },
        Rule::Space { space: space.clone(), days: None },
        Rule::Space { space: space.clone(), days: Some(30) },
        Rule::Wrote { at_least: 1, days: 30 },
        Rule::Seen { days: 30 },
        Rule::Organisation { organisation: "x".into() },
        Rule::Field { field: "title".into(), how: Comparison::Known, value: None },
    ];
    read.chosen(&Rule::All { rules: rules.into() }, super::history::FROM)?;
    read.search_topics("words", None, 5)?;
    read.search_notes("words", 5)?;
    read.find_members("per", 5)?;
    read.overview()?;
    read.weeks(super::history::FROM, 10)?;
    read.sources()?;
    read.spaces()?;
    for sheet in crate::Sheet::ALL {
        read.matters(sheet, 0, 5)?;
        read.stepped(sheet)?;
    }
    read.content_posts("2020-01-01", "2030-01-01", true)?;
    read.content_work(super::history::FROM)?;
    read.content_finds(0, 5)?;
    read.content_campaigns()?;
    for message in read.newest_messages(2)? {
        read.content_result(message.id)?;
    }
    read.feedback(&crate::FeedbackQuery::default(), 0, 5)?;
    read.feedback_people("x")?;
    read.feedback_messages("x")?;
    Ok(())
}

/// The names under which a statement knows the table.
fn names(sql: &str) -> Vec<String> {
    let words: Vec<&str> =
        sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let mut names = vec!["activity".to_owned()];
    names.extend(words.windows(2).filter(|pair| pair[0] == "activity").map(|pair| pair[1].to_owned()));
    names
}

/// What is wrong with how a statement is run, if anything is.
fn fault(connection: &Connection, sql: &str) -> Option<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // What the parameters are does not matter here, so none is bound.
    let mut rows = statement.raw_query();
    let mut steps: Vec<String> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get(3).unwrap());
    }
    assert!(!steps.is_empty(), "no plan for {sql}");
    let sorted = steps.iter().any(|step| step.contains("USE TEMP B-TREE"));
    let scanned = steps.iter().find(|step| {
        // An index made for the occasion reads everything as well.
        let start = if step.contains("AUTOMATIC") { "SEARCH " } else { "SCAN " };
        let name = step.strip_prefix(start).and_then(|rest| rest.split(' ').next());
        name.is_some_and(|name| names(sql).iter().any(|known| known == name))
    })?;
    // From one end of the key until there are enough is no reading of the whole.
    let bounded = !sorted
        && !scanned.contains("AUTOMATIC")
        && sql.contains("LIMIT")
        && (sql.contains("ORDER BY a.id") || sql.contains("ORDER BY id"));
    (!bounded).then(|| format!("{scanned}\n{sql}"))
}

#[test]
fn no_list_and_no_search_reads_all_activity() {
    let (folder, store) = store();
    let mut runner = TestRunner::deterministic();
    let told = prop::collection::vec(told(), 60).new_tree(&mut runner).unwrap().current();
    import(&store, 1, 5, &[batch(&told)], true).unwrap();
    drop(store);
    let mut connection = crate::file::open_writer(&file(&folder), MIGRATIONS, "x").unwrap();
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&seen);
    let note = move |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(statement, _) = event {
            log.lock().unwrap().push(statement.sql().into_owned());
        }
    };
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note)).unwrap();
    connection
        .execute(
            "INSERT INTO segment (id, name, rule, created_at, updated_at) VALUES (?1, 'New', '{\"is\":\"wrote\",\"at_least\":1,\"days\":3660}', 1, 1)",
            [NEW],
        )
        .unwrap();
    ask_everything(&Read { connection: &connection }).unwrap();
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, None::<fn(TraceEvent<'_>)>).unwrap();
    let mut statements: Vec<String> =
        seen.lock().unwrap().iter().filter(|sql| sql.contains("activity")).cloned().collect();
    statements.sort_unstable();
    statements.dedup();
    assert!(statements.len() > 20, "only {} statements were seen", statements.len());
    let faults: Vec<String> = statements.iter().filter_map(|sql| fault(&connection, sql)).collect();
    assert!(faults.is_empty(), "with ten million rows this takes minutes:\n{}", faults.join("\n\n"));
}

#[test]
fn the_rule_finds_a_scan() {
    let (folder, store) = store();
    drop(store);
    let connection = crate::file::open_writer(&file(&folder), MIGRATIONS, "x").unwrap();
    for sql in
        ["SELECT count(*) FROM activity a WHERE a.text = ?1", "SELECT id FROM activity ORDER BY occurred_at LIMIT 5"]
    {
        assert!(fault(&connection, sql).is_some(), "{sql}");
    }
    for sql in ["SELECT id FROM activity ORDER BY id DESC LIMIT 5", "SELECT text FROM activity a WHERE a.id = 5"] {
        assert_eq!(fault(&connection, sql), None, "{sql}");
    }
}

//! Overlapping archives end in the same state, in whatever order they come.

use kith_tests::{export_maker::ExportMaker, world::World};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::picture;

const CHANNELS: [(&str, [&str; 2]); 2] = [("C1", ["general", "lobby"]), ("C2", ["plots", "beds"])];
/// U3 is in no list of people; B1 is a program.
const AUTHORS: [&str; 4] = ["U1", "U2", "U3", "B1"];
const FROM: i64 = 1_767_600_000;
const STEPS: i64 = 100;

/// A message and what becomes of it over time.
#[derive(Debug, Clone)]
struct Line {
    channel: usize,
    author: usize,
    at: i64,
    /// Which earlier line it answers, if that is in the same channel.
    answers: Option<prop::sample::Index>,
    broadcast: bool,
    edited: Option<i64>,
    /// Who reacted, from when until when.
    reactions: Vec<(usize, i64, i64)>,
    deleted: Option<i64>,
    join: bool,
}

/// What an archive shows: from one time to another, as things were then.
#[derive(Debug, Clone, Copy)]
struct Window {
    from: i64,
    until: i64,
}

fn line() -> impl Strategy<Value = Line> {
    let when = || 0..STEPS;
    (
        (
            0..2_usize,
            0..4_usize,
            when(),
            prop::option::weighted(0.5, any::<prop::sample::Index>()),
            prop::bool::weighted(0.2),
        ),
        prop::option::weighted(0.3, when()),
        prop::collection::vec((0..3_usize, when(), when()), 0..3),
        prop::option::weighted(0.2, when()),
        prop::bool::weighted(0.15),
    )
        .prop_map(|((channel, author, at, answers, broadcast), edited, reactions, deleted, join)| Line {
            channel,
            author,
            at,
            answers,
            broadcast,
            edited,
            reactions,
            deleted,
            join,
        })
}

fn history() -> impl Strategy<Value = (Vec<Line>, Vec<Window>, [i64; 2], Vec<usize>)> {
    let windows = prop::collection::vec((0..STEPS, 0..STEPS), 2..4);
    (prop::collection::vec(line(), 1..14), windows, [0..STEPS, 0..STEPS]).prop_flat_map(
        |(mut lines, windows, renamed)| {
            lines.sort_by_key(|line| line.at);
            let mut untils: Vec<Window> =
                windows.into_iter().map(|(a, b)| Window { from: a.min(b) / 2, until: a.max(b) }).collect();
            untils.sort_by_key(|window| window.until);
            untils.dedup_by_key(|window| window.until);
            let order = Just((0..untils.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(lines), Just(untils), Just(renamed), order)
        },
    )
}

fn ts(number: usize, at: i64) -> String {
    format!("{}.{:06}", FROM + at * 600, number + 1)
}

/// The archive that was made at the end of a window.
fn archive(lines: &[Line], renamed: [i64; 2], window: Window) -> Vec<u8> {
    let now = window.until;
    let mut maker = ExportMaker::new()
        .person("U1", "Ada Example", "ada@example.org")
        .user(json!({ "id": "U2", "team_id": "T1", "name": "bo", "updated": FROM + now / 20, "profile": { "title": format!("grower {}", now / 20) } }));
    let name = |channel: usize| CHANNELS[channel].1[usize::from(now >= renamed[channel])];
    for (channel, (id, _)) in CHANNELS.iter().enumerate() {
        maker = maker.channel(id, name(channel));
    }
    for (number, line) in lines.iter().enumerate() {
        if line.at < window.from || line.at > now {
            continue;
        }
        let root = line.answers.filter(|_| number > 0).map(|index| index.index(number));
        let root = root.filter(|root| lines[*root].channel == line.channel && lines[*root].answers.is_none());
        let answered = lines.iter().enumerate().any(|(other, answer)| {
            other > number && answer.at <= now && answer.answers.is_some_and(|index| index.index(other) == number)
        });
        let gone = line.deleted.is_some_and(|deleted| deleted <= now && deleted >= line.at);
        if gone && !answered {
            continue;
        }
        let mut message = message(line, number, now);
        if let Some(root) = root {
            message["thread_ts"] = json!(ts(root, lines[root].at));
            if line.broadcast {
                message["subtype"] = json!("thread_broadcast");
            }
        }
        if line.join {
            message["subtype"] = json!("channel_join");
        }
        if gone {
            message = json!({ "subtype": "tombstone", "user": "USLACKBOT", "ts": message["ts"], "thread_ts": message["ts"], "text": "gone" });
        }
        maker = maker.message(name(line.channel), message);
    }
    // Its own newest record tells how old an archive is.
    maker.joins(name(0), "U1", &format!("{}.900000", FROM + now * 600)).bytes()
}

fn message(line: &Line, number: usize, now: i64) -> Value {
    let mut message = json!({ "ts": ts(number, line.at), "text": format!("words {number}"), "type": "message" });
    match AUTHORS[line.author] {
        "B1" => message["bot_id"] = json!("B1"),
        user => message["user"] = json!(user),
    }
    if AUTHORS[line.author] == "U3" && number.is_multiple_of(2) {
        message["user_profile"] = json!({ "real_name": "Uma Elsewhere", "display_name": "uma", "name": "uma" });
    }
    if let Some(edited) = line.edited.filter(|edited| *edited <= now && *edited >= line.at) {
        message["text"] = json!(format!("better words {number}"));
        message["edited"] = json!({ "ts": format!("{}.000000", FROM + edited * 600) });
    }
    let users: Vec<&str> = line
        .reactions
        .iter()
        .filter(|(_, from, until)| *from <= now && (*until > now || until < from))
        .map(|(user, ..)| AUTHORS[*user])
        .collect();
    if !users.is_empty() {
        message["reactions"] = json!([{ "name": "seedling", "users": users, "count": users.len() }]);
    }
    message
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_overlapping_archives_ends_in_the_same_state((lines, windows, renamed, order) in history()) {
        let archives: Vec<Vec<u8>> = windows.iter().map(|window| archive(&lines, renamed, *window)).collect();
        let import = |order: &mut dyn Iterator<Item = usize>| {
            let world = World::new();
            for number in order {
                let report = world.import(&archives[number]);
                assert_eq!(report["balanced"], json!(true), "{report}");
            }
            let checked = world.get("check", json!({}));
            assert_eq!(checked["ok"], json!(true), "{checked}");
            picture::without_shadows(picture::of(&world))
        };
        let straight = import(&mut (0..archives.len()));
        let shuffled = import(&mut order.into_iter());
        picture::assert_same(&shuffled, &straight, "in another order");
    }
}

//! The best way against every way, against another solver, and the rules one by one.

use proptest::prelude::*;

use super::{
    assign::{BLOCKED, assign},
    *,
};

/// As many as there can be, then the best total, by looking at every way.
fn every_way(scores: &[i64], room: &mut [u32], row: usize) -> (u32, i64) {
    let columns = room.len();
    if columns == 0 || row * columns >= scores.len() {
        return (0, 0);
    }
    let mut best = every_way(scores, room, row + 1);
    for column in 0..columns {
        let score = scores[row * columns + column];
        if score == BLOCKED || room[column] == 0 {
            continue;
        }
        room[column] -= 1;
        let (count, total) = every_way(scores, room, row + 1);
        room[column] += 1;
        best = best.max((count + 1, total + score));
    }
    best
}

/// The Hungarian method in its textbook form (potentials, one row at a time, square), on a table in which a place with room
/// for three is three places. Written apart from `assign`, on purpose in another way.
fn textbook(scores: &[i64], room: &[u32], rows: usize) -> (u32, i64) {
    let slots: Vec<usize> = room.iter().enumerate().flat_map(|(at, room)| vec![at; *room as usize]).collect();
    let size = rows + slots.len();
    let huge = 1_000_000_000_i64;
    let columns = room.len();
    let cost = |row: usize, slot: usize| -> i64 {
        match (row < rows, slots.get(slot)) {
            (true, Some(at)) => match scores[row * columns + at] {
                BLOCKED => huge * 4,
                score => -score,
            },
            (true, None) => huge,
            (false, _) => 0,
        }
    };
    let (mut u, mut v) = (vec![0_i64; size + 1], vec![0_i64; size + 1]);
    let (mut p, mut way) = (vec![0_usize; size + 1], vec![0_usize; size + 1]);
    for i in 1..=size {
        p[0] = i;
        let mut j0 = 0;
        let mut minv = vec![i64::MAX; size + 1];
        let mut used = vec![false; size + 1];
        while p[j0] != 0 {
            used[j0] = true;
            let (i0, mut delta, mut j1) = (p[j0], i64::MAX, 0);
            for j in 1..=size {
                if used[j] {
                    continue;
                }
                let current = cost(i0 - 1, j - 1) - u[i0] - v[j];
                if current < minv[j] {
                    (minv[j], way[j]) = (current, j0);
                }
                if minv[j] < delta {
                    (delta, j1) = (minv[j], j);
                }
            }
            for j in 0..=size {
                if used[j] {
                    u[p[j]] += delta;
                    v[j] -= delta;
                } else {
                    minv[j] = minv[j].saturating_sub(delta);
                }
            }
            j0 = j1;
        }
        while j0 != 0 {
            p[j0] = p[way[j0]];
            j0 = way[j0];
        }
    }
    let mut found = (0, 0);
    for (slot, assigned) in p.iter().enumerate().take(size + 1).skip(1) {
        let row = assigned - 1;
        if let (true, Some(at)) = (row < rows, slots.get(slot - 1)) {
            assert_ne!(scores[row * columns + at], BLOCKED);
            found = (found.0 + 1, found.1 + scores[row * columns + at]);
        }
    }
    found
}

fn found(scores: &[i64], room: &[u32], rows: usize) -> (u32, i64) {
    let given = assign(scores, room, rows);
    let mut used = vec![0; room.len()];
    let (mut count, mut total) = (0, 0);
    for (row, column) in given.iter().enumerate() {
        if let Some(column) = column {
            used[*column] += 1;
            count += 1;
            assert_ne!(scores[row * room.len() + column], BLOCKED);
            total += scores[row * room.len() + column];
        }
    }
    assert!(used.iter().zip(room).all(|(used, room)| used <= room), "no more than there is room");
    (count, total)
}

fn table(rows: usize, columns: usize) -> impl Strategy<Value = (Vec<i64>, Vec<u32>)> {
    let cell = prop_oneof![1 => Just(BLOCKED), 3 => 0_i64..6, 2 => -50_i64..1_000];
    (prop::collection::vec(cell, rows * columns), prop::collection::vec(0_u32..4, columns))
}

proptest! {
    #[test]
    fn nothing_is_better_than_what_is_found((rows, columns, (scores, room)) in (0_usize..6, 1_usize..6).prop_flat_map(|(rows, columns)| (Just(rows), Just(columns), table(rows, columns)))) {
        let mut left = room.clone();
        prop_assert_eq!(found(&scores, &room, rows), every_way(&scores, &mut left, 0), "{} × {}", rows, columns);
    }

    #[test]
    fn the_order_of_people_and_of_what_was_said_changes_nothing(problem in problem(), seed in any::<u64>()) {
        let before = pairs(&problem);
        let mut other = problem;
        let turn = |len: usize| (seed as usize) % len.max(1);
        let (mentors, mentees, wishes) = (turn(other.mentors.len()), turn(other.mentees.len()), turn(other.wishes.len()));
        other.mentors.rotate_left(mentors);
        other.mentees.reverse();
        other.mentees.rotate_left(mentees);
        other.wishes.rotate_left(wishes);
        prop_assert_eq!(before, pairs(&other));
    }

    #[test]
    fn what_must_be_is_and_nobody_is_lost(problem in problem()) {
        let made = pairs(&problem);
        for mentor in &problem.mentors {
            let used = made.pairs.iter().filter(|pair| pair.mentor == mentor.id).count();
            prop_assert!(used <= mentor.capacity as usize);
        }
        for wish in &problem.wishes {
            let together = made.pairs.iter().any(|pair| pair.mentor == wish.mentor && pair.mentee == wish.mentee);
            let told = made.contradictions.iter().any(|one| one.mentor == wish.mentor && one.mentee == wish.mentee);
            let held = if wish.say == Say::Pin { together != told } else { !together };
            prop_assert!(held);
        }
        let mut all: Vec<&str> = made.pairs.iter().map(|pair| pair.mentee.as_str()).chain(made.mentees.iter().map(|left| left.id.as_str())).collect();
        all.sort_unstable();
        let mut wanted: Vec<&str> = problem.mentees.iter().map(|one| one.id.as_str()).collect();
        wanted.sort_unstable();
        prop_assert_eq!(all, wanted);
        prop_assert_eq!(made.total, made.pairs.iter().map(|pair| pair.fit.points).sum::<i64>());
        for pair in &made.pairs {
            let reasons: i64 = pair.fit.reasons.iter().map(|reason| reason.points).sum();
            prop_assert!(pair.fit.points <= pair.fit.most && reasons <= pair.fit.points);
        }
        // Whoever is left would be let in by nobody who has room.
        for left in &made.mentees {
            for (mentor, fit) in choices(&problem, &left.id) {
                let used = made.pairs.iter().filter(|pair| pair.mentor == mentor).count();
                let capacity = problem.mentors.iter().find(|one| one.id == mentor).unwrap().capacity as usize;
                prop_assert!(fit.is_err() || used == capacity);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn another_solver_finds_as_much((scores, room) in table(40, 25)) {
        prop_assert_eq!(found(&scores, &room, 40), textbook(&scores, &room, 40));
    }
}

fn person(id: String, capacity: u32, words: &[u8], clock: Option<i32>) -> Candidate {
    let say = |from: &[u8]| from.iter().map(|word| format!("w{word}")).collect::<Vec<_>>();
    let answers = BTreeMap::from([
        ("languages".to_owned(), say(words.get(..1).unwrap_or_default())),
        ("skills".to_owned(), say(words)),
    ]);
    Candidate { id, who: None, capacity, answers, clock }
}

fn people(side: &'static str) -> impl Strategy<Value = Vec<Candidate>> {
    let one = (0_u32..4, prop::collection::vec(0_u8..4, 0..4), prop::option::of(-12_i32..13));
    prop::collection::vec(one, 0..9).prop_map(move |all| {
        let made = all.into_iter().enumerate();
        made.map(|(at, (capacity, words, clock))| {
            person(format!("{side}{at}"), capacity, &words, clock.map(|hours| hours * 60))
        })
        .collect()
    })
}

fn questions() -> Vec<Question> {
    vec![
        Question { id: "languages".into(), compare: Compare::Any, must: true, weight: 0 },
        Question { id: "skills".into(), compare: Compare::Part, must: false, weight: 3 },
        Question { id: "zone".into(), compare: Compare::Clock { least: 60 }, must: false, weight: 1 },
    ]
}

fn problem() -> impl Strategy<Value = Problem> {
    let wish = (0_usize..9, 0_usize..9, 0_usize..3);
    (people("m"), people("a"), prop::collection::btree_map((0_usize..9, 0_usize..9), 0_usize..3, 0..5), wish).prop_map(
        |(mentors, mentees, said, earlier)| {
            let wishes = said
                .into_iter()
                .filter(|((mentor, mentee), _)| *mentor < mentors.len() && *mentee < mentees.len())
                .map(|((mentor, mentee), say)| Wish {
                    mentor: format!("m{mentor}"),
                    mentee: format!("a{mentee}"),
                    say: [Say::Pin, Say::Veto, Say::Conflict][say],
                })
                .collect();
            let earlier = vec![(format!("m{}", earlier.0), format!("a{}", earlier.1))];
            Problem { mentors, mentees, questions: questions(), wishes, earlier, fresh: 2, ..Problem::default() }
        },
    )
}

fn small() -> Problem {
    let mentors = vec![person("m0".into(), 1, &[1, 2], Some(0)), person("m1".into(), 1, &[1, 3], Some(0))];
    let mentees = vec![person("a0".into(), 0, &[1, 2], Some(0)), person("a1".into(), 0, &[1, 3], Some(0))];
    Problem { mentors, mentees, questions: questions(), ..Problem::default() }
}

fn who(made: &Matching) -> Vec<(&str, &str)> {
    made.pairs.iter().map(|pair| (pair.mentee.as_str(), pair.mentor.as_str())).collect()
}

#[test]
fn each_pair_says_why() {
    let made = pairs(&small());
    assert_eq!(who(&made), [("a0", "m0"), ("a1", "m1")]);
    let skills = &made.pairs[0].fit.reasons[1];
    assert_eq!((skills.question.as_deref(), skills.points, skills.most), (Some("skills"), 300, 300));
    assert_eq!(skills.shared, ["w1", "w2"]);
}

#[test]
fn a_pin_comes_first_and_one_against_the_rules_is_told() {
    let mut problem = small();
    let wish = |mentor: &str, mentee: &str, say| Wish { mentor: mentor.into(), mentee: mentee.into(), say };
    problem.wishes = vec![wish("m1", "a0", Say::Pin)];
    assert_eq!(who(&pairs(&problem)), [("a0", "m1"), ("a1", "m0")]);

    problem.mentees[0] = person("a0".into(), 0, &[9], Some(0));
    let made = pairs(&problem);
    assert_eq!(made.contradictions[0].why, Against::Rule(Blocked::Rule("languages".into())));
    assert_eq!(made.mentees[0].blocked, [(Blocked::Rule("languages".into()), 2)]);

    problem = small();
    problem.wishes = vec![wish("m0", "a0", Say::Pin), wish("m0", "a1", Say::Pin), wish("m1", "a0", Say::Pin)];
    let made = pairs(&problem);
    assert_eq!(who(&made), [("a0", "m0"), ("a1", "m1")]);
    assert_eq!(
        made.contradictions.iter().map(|one| one.why.clone()).collect::<Vec<_>>(),
        [Against::Full, Against::Taken]
    );
}

#[test]
fn whoever_is_left_is_told_by_what() {
    let mut problem = small();
    problem.mentors.truncate(1);
    problem.wishes = vec![Wish { mentor: "m0".into(), mentee: "a0".into(), say: Say::Veto }];
    let made = pairs(&problem);
    assert_eq!(who(&made), [("a1", "m0")]);
    assert_eq!(made.mentees[0], Left { id: "a0".into(), blocked: vec![(Blocked::Vetoed, 1)], fitting: 0 });

    problem.wishes.clear();
    assert_eq!(pairs(&problem).mentees[0].fitting, 1, "all who could are full");
    problem.mentors[0].answers.clear();
    assert_eq!(pairs(&problem).mentees[0].blocked, [(Blocked::Unanswered("languages".into()), 1)]);
    problem = small();
    problem.mentors[0].who = Some("ada".into());
    problem.mentees[0].who = Some("ada".into());
    assert_eq!(choices(&problem, "a0")[0].1, Err(Blocked::Same));
}

#[test]
fn whoever_left_is_not_given_back() {
    let mut problem = small();
    problem.mentors.truncate(1);
    problem.mentees.truncate(1);
    problem.parted = vec![("m0".into(), "a0".into())];
    assert_eq!(pairs(&problem).mentees[0].blocked, [(Blocked::Parted, 1)]);
    problem.wishes = vec![Wish { mentor: "m0".into(), mentee: "a0".into(), say: Say::Pin }];
    assert_eq!(who(&pairs(&problem)), [("a0", "m0")], "unless the lead wants exactly these two");
    problem.wishes[0].say = Say::Veto;
    assert_eq!(pairs(&problem).mentees[0].blocked, [(Blocked::Vetoed, 1)]);
}

#[test]
fn two_who_met_before_are_paired_last() {
    let mut problem = small();
    problem.earlier = vec![("m0".into(), "a0".into()), ("m1".into(), "a1".into())];
    problem.fresh = 4;
    let made = pairs(&problem);
    assert_eq!(who(&made), [("a0", "m1"), ("a1", "m0")]);
    problem.fresh = 0;
    assert_eq!(who(&pairs(&problem)), [("a0", "m0"), ("a1", "m1")]);
}

#[test]
fn numbers_and_clocks_are_compared() {
    let compare = |compare: Compare, mentor: &str, mentee: &str, clocks: (i32, i32)| {
        let one = |id: &str, number: &str, clock| Candidate {
            id: id.into(),
            capacity: 1,
            answers: BTreeMap::from([("q".to_owned(), vec![number.to_owned()])]),
            clock: Some(clock),
            ..Candidate::default()
        };
        let problem = Problem {
            mentors: vec![one("m", mentor, clocks.0)],
            mentees: vec![one("a", mentee, clocks.1)],
            questions: vec![Question { id: "q".into(), compare, must: false, weight: 1 }],
            ..Problem::default()
        };
        pairs(&problem).total
    };
    let gap = Compare::Gap { least: 2, most: 10 };
    assert_eq!(compare(gap, "7", "2,5", (0, 0)), 100);
    assert_eq!(compare(gap, "3", "2", (0, 0)), 89);
    assert_eq!(compare(gap, "1", "20", (0, 0)), 0);
    assert_eq!(compare(gap, "many", "2", (0, 0)), 0);
    let clock = Compare::Clock { least: 60 };
    assert_eq!(compare(clock, "", "", (60, 60)), 100);
    assert_eq!(compare(clock, "", "", (11 * 60, 0)), 16);
    assert_eq!(clock_overlap(12 * 60, 0), 0);
    assert_eq!(
        (clock_overlap(-8 * 60, 60), clock_overlap(60, -8 * 60), clock_overlap(-10 * 60, 13 * 60)),
        (180, 180, 660)
    );
}

#[test]
fn languages_are_known_by_any_of_their_names() {
    let names = ["German", "deutsch", "de-AT", "DE", "German (native)"];
    assert!(names.iter().all(|name| language(name) == "de"));
    assert_eq!(language("Klingon"), "klingon");
    assert_eq!(listed("Rust, Go;  public  speaking\nrust"), ["Rust", "Go", "public speaking"]);
    assert_eq!(
        (hundredths("2.5"), hundredths("-3"), hundredths("1e9"), hundredths("")),
        (Some(250), Some(-300), None, None)
    );
}

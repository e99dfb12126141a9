//! How long a mentor waits: a mentee's page with five hundred sessions, twenty thousand private parts searched, and how long a
//! lead waits for a thousand mentees to be matched with a thousand mentors.

use std::{fmt::Write as _, path::Path, time::Instant};

use serde_json::{Value, json};

use super::{Kith, Result, figures};

const SESSIONS: usize = 500;
const PRIVATE: usize = 20_000;
/// So many sessions a pair: the private parts of forty pairs.
const A_PAIR: usize = 500;
const APPLICANTS: usize = 1_000;

/// Asks and prints.
///
/// # Errors
/// When a question is refused.
pub fn run(folder: &Path) -> Result<()> {
    let kith = Kith::open(folder)?;
    let timed = |what: &str, name: &str, args: &Value, times: usize| -> Result<Value> {
        let mut all = Vec::new();
        let mut answer = Value::Null;
        for _ in 0..times {
            let begun = Instant::now();
            answer = kith.call(name, args)?;
            all.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
        all.sort_by(f64::total_cmp);
        let at = |share: usize| all[(all.len() - 1) * share / 100];
        figures::note(what, at(50), at(50));
        println!("{what:48} median {:.1} ms, worst {:.1} ms of {}", at(50), at(100), all.len());
        Ok(answer)
    };
    open_notes(&kith)?;
    for pair in 0..PRIVATE / A_PAIR {
        let new = json!({ "mentor": "Grace", "mentee": format!("Mentee {pair}"), "started_on": "2024-01-01", "cadence_days": 14, "minutes": 60 });
        let id = kith.call("mentoring.save", &json!({ "pair": new }))?["id"].clone();
        for number in 0..SESSIONS {
            let (month, day, hour) = (number / 28 % 12 + 1, number % 28 + 1, number / 336 + 8);
            let when = json!({ "starts": format!("2024-{month:02}-{day:02}T{hour:02}:00"), "zone": "UTC", "minutes": 45, "medium": "video" });
            let words = format!("private word{number} of pair{pair}: {}", "what nobody else should read ".repeat(8));
            let session = json!({ "state": "held", "when": when, "topics": "Slides", "agreed": "An outline", "shared": "A better question." });
            let private = json!({ "words": words, "mood": null });
            kith.call("mentoring.save_session", &json!({ "mentorship": id, "session": session, "private": private }))?;
        }
        if pair == 0 {
            timed("a mentee's page, 500 sessions", "mentoring.whole", &json!({ "id": id }), 50)?;
        }
    }
    timed("search in 20,000 private parts, first", "mentoring.find_private", &json!({ "text": "word77" }), 1)?;
    timed("search in 20,000 private parts, later", "mentoring.find_private", &json!({ "text": "word123" }), 20)?;
    timed("the list of forty mentees", "mentoring.mentees", &json!({ "over": false }), 10)?;
    timed("what is due today", "mentoring.today", &json!({}), 10)?;

    let templates = kith.call("programmes.templates", &json!({}))?;
    let career = &templates["templates"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["id"] == "career"))
        .ok_or("no template")?["programme"];
    let programme = kith.call("programmes.save", &json!({ "programme": career }))?["id"].clone();
    let path = folder.join("bench-form.csv");
    std::io::Write::write_all(&mut std::fs::File::create(&path)?, form().as_bytes())?;
    timed("2,000 applications brought in", "applications.bring", &json!({ "programme": programme, "path": path }), 1)?;
    let mut ids: Vec<Value> = Vec::new();
    while ids.len() < 2 * APPLICANTS {
        let page =
            kith.call("applications.list", &json!({ "programme": programme, "skip": ids.len(), "limit": 200 }))?;
        let rows = page["rows"].as_array().cloned().unwrap_or_default();
        if rows.is_empty() {
            break;
        }
        ids.extend(rows.into_iter().map(|row| row["id"].clone()));
    }
    timed("2,000 accepted", "applications.move", &json!({ "ids": ids, "state": "accepted" }), 1)?;
    let proposal =
        timed("1,000 mentors and 1,000 mentees matched", "matching.propose", &json!({ "programme": programme }), 3)?;
    println!("{:48} {}", "pairs", proposal["pairs"].as_array().map_or(0, Vec::len));
    kith.close();
    Ok(())
}

/// Sets up private notes, as a person does who writes down the code.
fn open_notes(kith: &Kith) -> Result<()> {
    let begun = kith.call("notes.begin", &json!({}))?;
    let code = begun["code"].as_str().unwrap_or_default().to_owned();
    let groups: Vec<&str> = code.split('-').collect();
    let asked = begun["asked"].as_array().cloned().unwrap_or_default();
    let typed: Vec<&str> = asked
        .iter()
        .filter_map(|number| groups.get(usize::try_from(number.as_u64()?).ok()?.checked_sub(1)?).copied())
        .collect();
    kith.call("notes.confirm", &json!({ "groups": typed }))?;
    Ok(())
}

/// A form's answers: a thousand mentors and a thousand mentees who differ.
fn form() -> String {
    let mut out =
        String::from("Response ID,Name,Email,Role,Languages,Time zone,Skills,Years of experience,How many mentees\n");
    let zones =
        ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Europe/London", "Africa/Lagos", "America/Sao_Paulo"];
    let skills = ["Rust", "Design", "Speaking", "Writing", "Data", "Testing", "Leading"];
    for number in 0..2 * APPLICANTS {
        let role = if number % 2 == 0 { "mentor" } else { "mentee" };
        let _ = writeln!(
            out,
            "{number},Person {number},p{number}@example.org,{role},English,{},\"{}, {}\",{},{}",
            zones[number / 2 % zones.len()],
            skills[number / 2 % skills.len()],
            skills[number / 14 % skills.len()],
            number / 3 % 25,
            if number % 10 == 0 { 2 } else { 1 },
        );
    }
    out
}

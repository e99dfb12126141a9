//! Who answers with a picture instead of words.

use super::{plan::Role, planner::Planner};

const WARM: &[&str] = &["heart", "tada", "seedling", "raised_hands", "star-struck"];
const HELPED: &[&str] = &["+1", "white_check_mark", "pray", "bulb"];
const HELLO: &[&str] = &["wave", "wave", "seedling", "sunflower"];
const ANY: &[&str] = &["+1", "joy", "heart", "eyes", "tomato", "100", "thinking_face", "+1::skin-tone-4"];
/// The forum knows only one.
const LIKE: &[&str] = &["heart"];

/// The reactions to something.
pub(super) fn to(planner: &mut Planner<'_>, author: u32, at: i64, role: Role) -> Vec<(&'static str, Vec<u32>)> {
    let news = planner.plan.subjects.last().is_some_and(|subject| subject.section == "news");
    let (share, most, names) = match role {
        Role::Open if news => (0.98, 12.0, WARM),
        Role::Open => (0.34, 3.4, WARM),
        Role::Intro => (0.7, 1.9, HELLO),
        Role::Answer(_) => (0.28, 1.4, HELPED),
        Role::Thanks => (0.3, 1.1, WARM),
        Role::Question | Role::Same => (0.1, 1.2, ANY),
        Role::Join | Role::Leave | Role::Topic => return Vec::new(),
        _ => (0.14, 1.4, ANY),
    };
    let names = if planner.forum { LIKE } else { names };
    if !planner.chance.often(share) {
        return Vec::new();
    }
    let mut all: Vec<(&'static str, Vec<u32>)> = Vec::new();
    for _ in 0..1 + planner.chance.below(names.len().min(3)) {
        let name = planner.chance.pick(names);
        if all.iter().any(|(known, _)| *known == name) {
            continue;
        }
        let mut accounts = Vec::new();
        for _ in 0..1 + planner.chance.wait(most) as usize {
            let Some(account) = planner.crowd.someone(at, &mut planner.chance) else {
                break;
            };
            if account != author && !accounts.contains(&account) {
                accounts.push(account);
            }
        }
        if !accounts.is_empty() {
            all.push((name, accounts));
        }
    }
    all
}

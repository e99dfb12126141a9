//! How long it takes to tell people apart, and how often the answer is right, in made-up communities that know the truth.

use std::{collections::BTreeMap, hint::black_box, time::Instant};

use kith_domain::resolve::{Index, NotSame, Reason, Suggestion, automatic};

use super::{Result, figures, machine};
use crate::labelled::{Score, World, world};

/// What is measured.
#[derive(Debug, Clone)]
pub struct Plan {
    /// So many accounts, about.
    pub accounts: usize,
    /// Which communities.
    pub seeds: Vec<u64>,
    /// A chat and a forum, instead of two of each.
    pub two: bool,
    /// Prints examples of what was suggested and is wrong.
    pub wrong: usize,
}

/// Accounts of a person, on average; and those of them at the two sources.
const EACH: (f64, f64) = (1.74, 0.88);

/// Prints what was found.
///
/// # Errors
/// Never: what cannot be measured is 0.
pub fn run(plan: &Plan) -> Result<()> {
    for seed in &plan.seeds {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "small"
        )]
        let people = (plan.accounts as f64 / if plan.two { EACH.1 } else { EACH.0 }) as usize;
        let mut world = world(*seed, people);
        if plan.two {
            world.keep(&[1, 3]);
        }
        println!("seed {seed}: {} accounts of {} people", world.accounts.len(), people);
        speed(&world);
        quality(&world, plan.wrong);
    }
    Ok(())
}

fn speed(world: &World) {
    // Making the world left a heap in pieces, and whoever asks for much next tidies it: not part of what is measured.
    drop(black_box(Vec::<u8>::with_capacity(100_000)));
    let begun = machine::cpu_seconds();
    let index = Index::new(&world.accounts);
    let built = machine::cpu_seconds();
    let found = index.suggest(&NotSame::default());
    let done = machine::cpu_seconds();
    black_box(automatic(&world.accounts, &NotSame::default()));
    let joined = machine::cpu_seconds();
    println!(
        "  CPU s: index {:.2} + suggestions {:.2} = {:.2}; automatic {:.2}; {} suggestions; peak {:.0} MiB",
        built - begun,
        done - built,
        done - begun,
        joined - done,
        found.len(),
        machine::peak_mib()
    );
    figures::note("people suggestions", (done - begun) * 1e3, (done - begun) * 1e3);
    let mut times: Vec<f64> = Vec::new();
    for account in world.accounts.iter().step_by((world.accounts.len() / 500).max(1)) {
        let begun = Instant::now();
        black_box(index.suggest_for(account.member, &NotSame::default()));
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times.get(times.len() * part / 100).or(times.last()).copied().unwrap_or(0.0);
    figures::note("people one", at(99), at(99));
    println!("  one member: p50 {:.3} ms, p99 {:.3} ms, most {:.3} ms", at(50), at(99), at(100));
}

fn quality(world: &World, examples: usize) {
    let score = Score::of(world);
    println!(
        "  automatic {} right {:.4}; suggested {} right {:.4}; recall {:.4} of {} pairs ({:.3} have nothing in common)",
        score.automatic.0,
        score.automatic_precision(),
        score.suggested.0,
        score.precision(),
        score.recall(),
        score.pairs,
        score.hopeless()
    );
    let levels: Vec<String> =
        score.levels.iter().map(|(level, (all, right))| format!("{level}%: {right}/{all}")).collect();
    println!("  {}", levels.join("  "));
    if examples == 0 {
        return;
    }
    let mut kinds: BTreeMap<String, (usize, Vec<&Suggestion>)> = BTreeMap::new();
    for (suggestion, right) in &score.list {
        let words: Vec<String> = suggestion.reasons.iter().map(word).collect();
        let kind = kinds.entry(words.join("+")).or_default();
        if *right {
            kind.0 += 1;
        } else {
            kind.1.push(suggestion);
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, (_, wrong))| std::cmp::Reverse(wrong.len()));
    for (kind, (right, wrong)) in kinds.iter().take(examples) {
        println!("  {right} right, {} wrong: {kind}", wrong.len());
        for suggestion in wrong.iter().take(2) {
            println!("       {}% {:?}", suggestion.confidence, suggestion.reasons);
        }
    }
}

/// The kind of a reason, and how far it agrees.
fn word(reason: &Reason) -> String {
    let text = format!("{reason:?}");
    let kind = text.split([' ', '(']).next().unwrap_or_default().to_owned();
    match reason {
        Reason::Name { how, .. } => format!("{kind}{how:?}"),
        Reason::Alias { how, .. } => format!("{kind}{how:?}"),
        _ => kind,
    }
}

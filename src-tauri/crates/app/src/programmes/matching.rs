//! Pairs are proposed, changed by hand, and told.
//!
//! **Invariants:** a proposal changes nothing: it is counted anew from what is here, with other weights where somebody asks
//! "what if"; what is told to both is written with the pair, so that it stays true whatever changes later.

use std::collections::BTreeMap;

use chrono::Offset;
use kith_domain::{
    matching::{self, Against, Blocked, Candidate, Fit, Left, Matching, Problem, Wish},
    time,
};
use kith_store::{
    Applicant, HEAVIEST, MatchReason, MatchWish, MatchWishSay, Matchable, NewPair, Programme, ProgrammeAnswer,
    Publication,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::said;
use crate::{ApiError, App, Code, commands::Nothing};

/// More pairs than are told at once.
const MOST_AT_ONCE: usize = 10_000;
/// The weight of "not paired before".
const FRESH: &str = "fresh";

/// Pairs to propose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProposePairs {
    /// Of which programme.
    pub(crate) programme: String,
    /// How much questions count, by their ids, where that is not what the programme says; `fresh`: that two are new to
    /// each other.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, u32>,
}

/// Somebody in a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchPerson {
    /// The application.
    pub(crate) id: String,
    /// Who; nothing for somebody who was erased.
    pub(crate) name: String,
    /// The member: the id of an account.
    pub(crate) member: Option<String>,
}

/// Two who would be a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchPair {
    /// The mentor.
    pub(crate) mentor: MatchPerson,
    /// The mentee.
    pub(crate) mentee: MatchPerson,
    /// Whether the lead wanted exactly these two.
    pub(crate) pinned: bool,
    /// The points.
    pub(crate) points: i64,
    /// As many as there could be.
    pub(crate) most: i64,
    /// Why.
    pub(crate) reasons: Vec<MatchReason>,
    /// With the programme's own weights: the mentor the mentee would have, where it is another or none.
    pub(crate) before: Option<MatchBefore>,
}

/// Who it would be with the programme's own weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchBefore {
    /// The mentor's name; nothing for nobody.
    pub(crate) mentor: Option<String>,
}

/// What keeps people apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchRule {
    /// `same`, `vetoed`, `conflict`, `parted`, `unanswered`, or the kind of a question: `languages`, `zone`.
    pub(crate) rule: String,
    /// The question.
    pub(crate) text: String,
    /// How many of the other side.
    pub(crate) count: u32,
}

/// Somebody who is left, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchLeft {
    /// Who.
    pub(crate) person: MatchPerson,
    /// Days that they wait.
    pub(crate) waiting: u32,
    /// How many of the other side would fit, and are taken.
    pub(crate) fitting: u32,
    /// How many of the other side there are.
    pub(crate) others: u32,
    /// What keeps the others apart, the most first.
    pub(crate) rules: Vec<MatchRule>,
}

/// A pin that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchContradiction {
    /// The mentor.
    pub(crate) mentor: MatchPerson,
    /// The mentee.
    pub(crate) mentee: MatchPerson,
    /// What stands against it: a rule, `full`, `taken`.
    pub(crate) rule: MatchRule,
}

/// What the lead said about two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchSaid {
    /// The mentor.
    pub(crate) mentor: MatchPerson,
    /// The mentee.
    pub(crate) mentee: MatchPerson,
    /// What.
    pub(crate) wish: MatchWishSay,
    /// Why.
    pub(crate) why: String,
}

/// Something that counts, and how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchWeight {
    /// The question's id, or `fresh`.
    pub(crate) id: String,
    /// The question; empty for `fresh`.
    pub(crate) text: String,
    /// The kind of question; empty for `fresh`.
    pub(crate) kind: String,
    /// Whether it has to fit.
    pub(crate) must: bool,
    /// How much it counts here: 0 to 10.
    pub(crate) weight: u32,
    /// How much it counts in the programme.
    pub(crate) own: u32,
}

/// Pairs that are proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchProposal {
    /// The pairs, the best first.
    pub(crate) pairs: Vec<MatchPair>,
    /// Mentees who are left.
    pub(crate) unmatched: Vec<MatchLeft>,
    /// Mentors who are left.
    pub(crate) idle: Vec<MatchLeft>,
    /// Pins that cannot be followed.
    pub(crate) contradictions: Vec<MatchContradiction>,
    /// What the lead said.
    pub(crate) wishes: Vec<MatchSaid>,
    /// What counts.
    pub(crate) weights: Vec<MatchWeight>,
    /// Mentors who take part.
    pub(crate) mentors: Vec<MatchPerson>,
    /// Places that they have left.
    pub(crate) places: u32,
    /// The points of all pairs.
    pub(crate) total: i64,
    /// Mentees whose mentor is another than with the programme's own weights.
    pub(crate) changed: u32,
}

/// Whose mentors could be who.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskChoices {
    /// Of which programme.
    pub(crate) programme: String,
    /// The mentee's application.
    pub(crate) mentee: String,
    /// As in a proposal.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, u32>,
}

/// A mentor that a mentee could have, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchChoice {
    /// The mentor.
    pub(crate) mentor: MatchPerson,
    /// Places left.
    pub(crate) room: u32,
    /// The points.
    pub(crate) points: i64,
    /// As many as there could be.
    pub(crate) most: i64,
    /// Why.
    pub(crate) reasons: Vec<MatchReason>,
    /// What keeps them apart.
    pub(crate) rule: Option<MatchRule>,
}

/// Mentors that a mentee could have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct MatchChoices {
    /// The best first; those who cannot be at the end.
    pub(crate) choices: Vec<MatchChoice>,
}

/// What the lead says about two people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SayMatch {
    /// The mentor's application.
    pub(crate) mentor: String,
    /// The mentee's application.
    pub(crate) mentee: String,
    /// What; nothing takes back what was said.
    pub(crate) wish: Option<MatchWishSay>,
    /// Why.
    #[serde(default)]
    pub(crate) why: String,
}

/// Two to pair.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct MatchTwo {
    /// The mentor's application.
    pub(crate) mentor: String,
    /// The mentee's application.
    pub(crate) mentee: String,
}

/// Pairs to tell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishPairs {
    /// Of which programme.
    pub(crate) programme: String,
    /// Of which round; nothing for a new one.
    #[serde(default)]
    pub(crate) round: Option<String>,
    /// Who.
    pub(crate) pairs: Vec<MatchTwo>,
    /// The mentor's application who uses this file, where they are one of them.
    #[serde(default)]
    pub(crate) me: Option<String>,
    /// The weights by which they were proposed.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, u32>,
}

/// What was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct PublishedPairs {
    /// The round.
    pub(crate) round: String,
    /// How many pairs.
    pub(crate) pairs: u32,
}

const fn kind_word(kind: ProgrammeAnswer) -> &'static str {
    match kind {
        ProgrammeAnswer::Text => "text",
        ProgrammeAnswer::Choice => "choice",
        ProgrammeAnswer::Choices => "choices",
        ProgrammeAnswer::Number => "number",
        ProgrammeAnswer::Languages => "languages",
        ProgrammeAnswer::Skills => "skills",
        ProgrammeAnswer::Zone => "zone",
    }
}

/// A round of matching: what is here, and the words for what comes out.
struct Round {
    here: Matchable,
    people: BTreeMap<String, Applicant>,
}

impl Round {
    fn new(here: Matchable) -> Self {
        let all = here.mentors.iter().map(|(one, _)| one).chain(&here.mentees);
        let people = all.map(|one| (one.id.clone(), one.clone())).collect();
        Self { here, people }
    }

    fn problem(&self, weights: &BTreeMap<String, u32>) -> Problem {
        let programme = &self.here.programme;
        let weight = |id: &str, own: u32| i64::from(weights.get(id).copied().unwrap_or(own).min(HEAVIEST));
        let noon =
            programme.starts_on.parse::<chrono::NaiveDate>().unwrap_or_default().and_time(chrono::NaiveTime::MIN);
        let candidate = |one: &Applicant, capacity: u32| {
            let zone = one.zone.as_deref().and_then(time::zone);
            // Clocks as they are when the programme begins.
            let ahead =
                zone.map(|zone| chrono::TimeZone::offset_from_utc_datetime(&zone, &noon).fix().local_minus_utc() / 60);
            Candidate {
                id: one.id.clone(),
                who: self.here.who.get(&one.id).cloned(),
                capacity,
                answers: programme
                    .questions
                    .iter()
                    .map(|question| (question.id.clone(), question.comparable(&one.answers)))
                    .collect(),
                clock: ahead,
            }
        };
        let wish = |wish: &MatchWish| Wish {
            mentor: wish.mentor.clone(),
            mentee: wish.mentee.clone(),
            say: wish.wish.meant(),
        };
        Problem {
            mentors: self.here.mentors.iter().map(|(one, room)| candidate(one, *room)).collect(),
            mentees: self.here.mentees.iter().map(|one| candidate(one, 0)).collect(),
            questions: programme
                .questions
                .iter()
                .map(|question| {
                    let compared = question.compared();
                    matching::Question { weight: weight(&question.id, question.weight), ..compared }
                })
                .collect(),
            wishes: self.here.wishes.iter().map(wish).collect(),
            earlier: self.here.earlier.clone(),
            parted: self.here.parted.clone(),
            fresh: weight(FRESH, programme.fresh),
        }
    }

    fn person(&self, id: &str) -> MatchPerson {
        let known = self.people.get(id);
        MatchPerson {
            id: id.to_owned(),
            name: known.map(|one| one.name.clone()).unwrap_or_default(),
            member: known.and_then(|one| one.member.clone()),
        }
    }

    fn reasons(&self, fit: &Fit) -> Vec<MatchReason> {
        let reason = |reason: &matching::Reason| {
            let question = reason.question.as_deref().and_then(|id| find(&self.here.programme, id));
            MatchReason {
                kind: question.map_or("earlier", |question| kind_word(question.kind)).to_owned(),
                text: question.map(|question| question.text.clone()).unwrap_or_default(),
                points: reason.points,
                most: reason.most,
                shared: reason.shared.clone(),
                number: reason.number,
            }
        };
        let mut all: Vec<MatchReason> = fit.reasons.iter().map(reason).collect();
        all.sort_by_key(|reason| std::cmp::Reverse(reason.points));
        all
    }

    fn rule(&self, blocked: &Blocked, count: u32) -> MatchRule {
        let (rule, id) = match blocked {
            Blocked::Same => ("same", None),
            Blocked::Vetoed => ("vetoed", None),
            Blocked::Conflict => ("conflict", None),
            Blocked::Parted => ("parted", None),
            Blocked::Unanswered(id) => ("unanswered", Some(id)),
            Blocked::Rule(id) => {
                (find(&self.here.programme, id).map_or("text", |question| kind_word(question.kind)), Some(id))
            }
        };
        let text = id.and_then(|id| find(&self.here.programme, id)).map(|question| question.text.clone());
        MatchRule { rule: rule.to_owned(), text: text.unwrap_or_default(), count }
    }

    fn left(&self, left: &Left, others: usize) -> MatchLeft {
        MatchLeft {
            person: self.person(&left.id),
            waiting: self.people.get(&left.id).and_then(|one| one.waiting).unwrap_or(0),
            fitting: left.fitting,
            others: u32::try_from(others).unwrap_or(u32::MAX),
            rules: left.blocked.iter().map(|(blocked, count)| self.rule(blocked, *count)).collect(),
        }
    }

    fn weights(&self, weights: &BTreeMap<String, u32>) -> Vec<MatchWeight> {
        let programme = &self.here.programme;
        let now = |id: &str, own: u32| weights.get(id).copied().unwrap_or(own).min(HEAVIEST);
        let question = |question: &kith_store::ProgrammeQuestion| MatchWeight {
            id: question.id.clone(),
            text: question.text.clone(),
            kind: kind_word(question.kind).to_owned(),
            must: question.must,
            weight: now(&question.id, question.weight),
            own: question.weight,
        };
        let compared = programme.questions.iter().filter(|one| one.compared().compare != matching::Compare::Not);
        let mut all: Vec<MatchWeight> = compared.map(question).collect();
        all.push(MatchWeight {
            id: FRESH.to_owned(),
            text: String::new(),
            kind: String::new(),
            must: false,
            weight: now(FRESH, programme.fresh),
            own: programme.fresh,
        });
        all
    }
}

fn find<'a>(programme: &'a Programme, id: &str) -> Option<&'a kith_store::ProgrammeQuestion> {
    programme.questions.iter().find(|question| question.id == id)
}

/// Whether these weights are the programme's own.
fn own(programme: &Programme, weights: &BTreeMap<String, u32>) -> bool {
    weights.iter().all(|(id, weight)| {
        let own = if id == FRESH { Some(programme.fresh) } else { find(programme, id).map(|one| one.weight) };
        own.is_none_or(|own| own == *weight)
    })
}

fn propose_now(here: Matchable, weights: &BTreeMap<String, u32>) -> MatchProposal {
    let round = Round::new(here);
    let made: Matching = matching::pairs(&round.problem(weights));
    let same = own(&round.here.programme, weights);
    let before = if same { Matching::default() } else { matching::pairs(&round.problem(&BTreeMap::new())) };
    let was: BTreeMap<&str, &str> =
        before.pairs.iter().map(|pair| (pair.mentee.as_str(), pair.mentor.as_str())).collect();
    let pair = |pair: &matching::Pair| {
        let was = was.get(pair.mentee.as_str()).copied();
        let before = (!same && was != Some(pair.mentor.as_str()))
            .then(|| MatchBefore { mentor: was.map(|mentor| round.person(mentor).name) });
        MatchPair {
            mentor: round.person(&pair.mentor),
            mentee: round.person(&pair.mentee),
            pinned: pair.pinned,
            points: pair.fit.points,
            most: pair.fit.most,
            reasons: round.reasons(&pair.fit),
            before,
        }
    };
    let mut pairs: Vec<MatchPair> = made.pairs.iter().map(pair).collect();
    pairs.sort_by(|one, other| other.points.cmp(&one.points).then_with(|| one.mentee.id.cmp(&other.mentee.id)));
    let (mentors, mentees) = (round.here.mentors.len(), round.here.mentees.len());
    let lost = made.mentees.iter().filter(|left| was.contains_key(left.id.as_str())).count();
    let changed = pairs.iter().filter(|pair| pair.before.is_some()).count() + lost;
    let against = |one: &matching::Contradiction| MatchContradiction {
        mentor: round.person(&one.mentor),
        mentee: round.person(&one.mentee),
        rule: match &one.why {
            Against::Rule(blocked) => round.rule(blocked, 1),
            Against::Full => MatchRule { rule: "full".to_owned(), text: String::new(), count: 1 },
            Against::Taken => MatchRule { rule: "taken".to_owned(), text: String::new(), count: 1 },
        },
    };
    let here = |id: &str| round.people.contains_key(id);
    let said = round.here.wishes.iter().filter(|wish| here(&wish.mentor) && here(&wish.mentee));
    MatchProposal {
        unmatched: made.mentees.iter().map(|left| round.left(left, mentors)).collect(),
        // Whoever has no room left is not left over.
        idle: made
            .mentors
            .iter()
            .filter(|left| {
                round.here.mentors.iter().any(|(one, room)| one.id == left.id && *room > 0 && one.pairs == 0)
            })
            .map(|left| round.left(left, mentees))
            .collect(),
        contradictions: made.contradictions.iter().map(against).collect(),
        wishes: said
            .map(|wish| MatchSaid {
                mentor: round.person(&wish.mentor),
                mentee: round.person(&wish.mentee),
                wish: wish.wish,
                why: wish.why.clone(),
            })
            .collect(),
        weights: round.weights(weights),
        mentors: round.here.mentors.iter().map(|(one, _)| round.person(&one.id)).collect(),
        places: round.here.mentors.iter().map(|(_, room)| *room).fold(0, u32::saturating_add),
        total: made.total,
        changed: u32::try_from(changed).unwrap_or(u32::MAX),
        pairs,
    }
}

/// Off the threads that answer commands.
async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| ApiError::new(Code::Bug, "making pairs failed in a way it should not"))
}

pub(crate) async fn propose(app: &App, args: ProposePairs) -> Result<MatchProposal, ApiError> {
    let now = app.now();
    let programme = args.programme;
    let here = app.store()?.read(move |read| read.matchable(&programme, now)).await?;
    in_background(move || propose_now(here, &args.weights)).await
}

pub(crate) async fn choices(app: &App, args: AskChoices) -> Result<MatchChoices, ApiError> {
    let now = app.now();
    let programme = args.programme;
    let round = Round::new(app.store()?.read(move |read| read.matchable(&programme, now)).await?);
    let room: BTreeMap<&str, u32> = round.here.mentors.iter().map(|(one, room)| (one.id.as_str(), *room)).collect();
    let mut choices: Vec<MatchChoice> = matching::choices(&round.problem(&args.weights), &args.mentee)
        .into_iter()
        .map(|(mentor, fit)| {
            let (fit, rule) = match fit {
                Ok(fit) => (fit, None),
                Err(blocked) => (Fit::default(), Some(round.rule(&blocked, 1))),
            };
            MatchChoice {
                mentor: round.person(&mentor),
                room: room.get(mentor.as_str()).copied().unwrap_or(0),
                points: fit.points,
                most: fit.most,
                reasons: round.reasons(&fit),
                rule,
            }
        })
        .collect();
    choices.sort_by_key(|choice| (choice.rule.is_some(), std::cmp::Reverse(choice.points), choice.mentor.id.clone()));
    Ok(MatchChoices { choices })
}

pub(crate) async fn say(app: &App, args: SayMatch) -> Result<Nothing, ApiError> {
    let (id, now) = (app.new_id(), app.now());
    let label = match args.wish {
        Some(MatchWishSay::Pin) => "Pin pair",
        Some(_) => "Keep two apart",
        None => "Take back a wish",
    };
    let say = move |write: &kith_store::Write<'_>| {
        let say = args.wish.map(|wish| (wish, args.why.as_str()));
        write.set_match_wish(&id, &args.mentor, &args.mentee, say, now)
    };
    app.store()?.act(label, say).await?;
    Ok(Nothing::default())
}

/// Keeps weights as the programme's own.
pub(crate) async fn keep_weights(app: &App, args: ProposePairs) -> Result<Nothing, ApiError> {
    let (now, ids) = (app.now(), app.clone());
    let keep = move |write: &kith_store::Write<'_>| {
        let programme = write.read().programme(&args.programme)?;
        let mut new = said(&programme);
        for question in &mut new.questions {
            if let Some(weight) = args.weights.get(&question.id) {
                question.weight = *weight;
            }
        }
        new.fresh = args.weights.get(FRESH).copied().unwrap_or(new.fresh);
        write.keep_programme(&programme.id, &new.checked(&|| ids.new_id())?, now)
    };
    app.store()?.act("Weigh reasons", keep).await?;
    Ok(Nothing::default())
}

pub(crate) async fn publish(app: &App, args: PublishPairs) -> Result<PublishedPairs, ApiError> {
    let (new_round, now, ids) = (app.new_id(), app.now(), app.clone());
    let today = super::today(app).await?.to_string();
    if args.pairs.len() > MOST_AT_ONCE {
        return Err(ApiError::invalid("pairs", "these are too many at once"));
    }
    let publish = move |write: &kith_store::Write<'_>| {
        let round = Round::new(write.read().matchable(&args.programme, now)?);
        let chosen: Vec<(String, String)> =
            args.pairs.iter().map(|two| (two.mentor.clone(), two.mentee.clone())).collect();
        let mut pairs = Vec::new();
        for (two, fit) in args.pairs.iter().zip(matching::fits(&round.problem(&args.weights), &chosen)) {
            // Somebody who is not here (any more) is told in the store's words.
            let here = round.people.contains_key(&two.mentor) && round.people.contains_key(&two.mentee);
            if fit.is_none() && here {
                let why = "two of these must not be paired: make the pairs again".to_owned();
                return Err(kith_store::Error::Field { field: "pairs".to_owned(), why });
            }
            let reasons = fit.map(|fit| round.reasons(&fit)).unwrap_or_default();
            pairs.push(NewPair { id: ids.new_id(), mentor: two.mentor.clone(), mentee: two.mentee.clone(), reasons });
        }
        let count = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
        let new = Publication { programme: args.programme, round: args.round, new_round, me: args.me, pairs };
        Ok(PublishedPairs { round: write.publish_pairs(&new, &today, now)?, pairs: count })
    };
    Ok(app.store()?.act("Publish pairs", publish).await?)
}

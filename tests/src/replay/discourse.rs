//! A forum's history: every state of every post, with the hour at which it was seen.
//!
//! One JSON object a line (`observed_at`, `post`), packed with zstd or not. The forum is played month by month; after each
//! it is read with a full walk, and the copy is compared with it.

use std::{
    error::Error,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
    sync::Arc,
};

use kith_connect::{Depth, Pull, discourse, http};
use serde_json::Value;

use crate::fake_discourse::{Category, FakeDiscourse, Forum, Habits, Idle, Post, Shelf, Topic, User, Viewer, wanted};

/// The result of playing.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// One state of a post.
pub struct Seen {
    at: String,
    /// The post as it was.
    pub post: Value,
}

impl Seen {
    /// The month in which it was seen.
    pub fn month(&self) -> String {
        self.at.chars().take(7).collect()
    }
}

/// Reads a history.
///
/// # Errors
/// When the file cannot be read.
pub fn history(path: &Path) -> Result<Vec<Seen>> {
    let file = File::open(path)?;
    let reader: Box<dyn Read> = match path.extension().is_some_and(|ending| ending == "zst") {
        true => Box::new(zstd::stream::read::Decoder::new(file)?),
        false => Box::new(file),
    };
    let mut all = Vec::new();
    for line in BufReader::new(reader).lines() {
        let mut value: Value = serde_json::from_str(&line?)?;
        let at = value.get("observed_at").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(post) = value.get_mut("post") {
            all.push(Seen { at, post: post.take() });
        }
    }
    all.sort_by(|a, b| a.at.cmp(&b.at));
    Ok(all)
}

fn number(value: &Value, key: &str) -> i64 {
    value.get(key).and_then(Value::as_i64).unwrap_or(0)
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Milliseconds since 1970 of a moment in UTC; what is missing of it is 0.
fn moment(text: &str) -> i64 {
    let numbers: Vec<i64> =
        text.split(|letter: char| !letter.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    let at = |place: usize| numbers.get(place).copied().unwrap_or(0);
    // Years that begin in March have their odd day at the end.
    let (year, month) = if at(1) > 2 { (at(0), at(1) - 3) } else { (at(0) - 1, at(1) + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + at(2) - 1 - 719_468;
    ((days * 24 + at(3)) * 60 + at(4)) * 60_000 + at(5) * 1_000 + at(6)
}

/// Puts one state into the forum.
pub fn play(forum: &mut Forum, post: &Value) {
    let (id, topic, user) = (number(post, "id"), number(post, "topic_id"), number(post, "user_id"));
    let category = number(post, "category_id");
    let (created_at, place) = (moment(&text(post, "created_at")), number(post, "post_number"));
    let private = Category { name: format!("Category {category}"), parent: None, private: false };
    forum.categories.entry(category).or_insert(private);
    // Nobody writes before their account is made; of a real one only the posts are known.
    let made = forum.users.get(&user).map_or(created_at, |known| known.created_at.min(created_at));
    let person = User {
        username: text(post, "username"),
        name: text(post, "name"),
        admin: false,
        trust: number(post, "trust_level"),
        suspended: post.get("user_suspended").is_some(),
        created_at: made,
    };
    forum.users.insert(user, person);
    let of = forum.topics.entry(topic).or_insert_with(|| Topic {
        title: String::new(),
        category: None,
        tags: Vec::new(),
        created_at,
        bumped_at: created_at,
        closed: false,
        visible: true,
        deleted: false,
        solved: None,
        invited: Default::default(),
        highest: 0,
    });
    of.title = text(post, "topic_title");
    of.category = Some(category);
    of.highest = of.highest.max(place);
    of.bumped_at = of.bumped_at.max(created_at);
    let actions = post.get("actions_summary").and_then(Value::as_array);
    let liked = actions.and_then(|actions| actions.iter().find(|action| number(action, "id") == 2));
    let likes = liked.map_or(0, |action| number(action, "count"));
    let reactions = post.get("reactions").and_then(Value::as_array).cloned().unwrap_or_default();
    let reactions = reactions.iter().map(|one| (text(one, "id"), u32::try_from(number(one, "count")).unwrap_or(0)));
    forum.posts.insert(
        id,
        Post {
            topic,
            number: place,
            kind: 1,
            user,
            created_at,
            updated_at: moment(&text(post, "updated_at")),
            version: number(post, "version"),
            raw: text(post, "raw"),
            deleted: false,
            user_deleted: post.get("user_deleted").and_then(Value::as_bool).unwrap_or(false),
            hidden: post.get("hidden").and_then(Value::as_bool).unwrap_or(false),
            // Only how many is known: they come from people who are nobody else.
            likes: (0..likes).map(|who| (-1_000 - who, created_at)).collect(),
            reactions: reactions.filter(|(_, count)| *count > 0).collect(),
        },
    );
}

/// Plays a history and says what each walk cost; gives how many months did not agree.
///
/// # Errors
/// When the history cannot be read, or a walk fails.
pub async fn run(path: &Path, mut say: impl FnMut(&str)) -> Result<usize> {
    let history = history(path)?;
    let idle = Arc::new(Idle::default());
    let fake = FakeDiscourse::start(Forum::new(), Habits::default(), idle.clone()).await?;
    let mut settings = discourse::Settings::new(http::base(&format!("http://{}/", fake.address()))?);
    settings.likes = false;
    let meter = Arc::new(http::Meter::default());
    let network = http::Network { waits: idle.clone(), limits: http::Limits::default(), meter: meter.clone() };
    let secret = kith_connect::SecretString::from(crate::fake_discourse::ADMIN_KEY);
    let mut connector = discourse::open(settings, Some(secret), &network)?;
    let mut shelf = Shelf::default();
    let (mut checkpoint, mut wrong) = (None, 0);
    for part in history.chunk_by(|a, b| a.month() == b.month()) {
        let Some(first) = part.first() else { continue };
        fake.change(|forum| part.iter().for_each(|seen| play(forum, &seen.post)));
        for depth in [Depth::Quick, Depth::Full] {
            let before = meter.requests();
            loop {
                let pull = Pull { checkpoint: checkpoint.as_ref(), known: &shelf, depth, now: idle.now() };
                let page = connector.pull(pull).await?;
                checkpoint = Some(page.checkpoint.clone());
                let done = page.done;
                shelf.take(page);
                if done {
                    break;
                }
            }
            let (here, there) = (shelf.living_rows("forum"), fake.change(|forum| wanted(forum, Viewer::Admin(-1))));
            let differing = there.iter().filter(|(id, row)| here.get(id) != Some(row)).count()
                + here.keys().filter(|id| !there.contains_key(id)).count();
            let cost = meter.requests() - before;
            say(&format!(
                "{} {depth:?}: {} states, {} posts, {cost} requests, {differing} differ",
                first.month(),
                part.len(),
                there.len()
            ));
            wrong += usize::from(differing > 0 && depth == Depth::Full);
        }
    }
    Ok(wrong)
}

//! The records of a day file, read in one pass: each as a message and as its own JSON.
//!
//! A reader of types does not tell where a value begins and ends, and looking for that first would read every byte twice.
//! But the name of an object's first field is a part of the text it was found in, so it tells where the object begins; and
//! it ends with the last brace before the next one begins.
//!
//! **Invariant:** every record of the list is given once, in order, with exactly its own JSON. What does not fit the types
//! is given without a message, and so are the one before it and everything after it.

use serde::{
    Deserialize,
    de::{
        DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
        value::{BorrowedStrDeserializer, MapAccessDeserializer},
    },
};

use crate::slack::wire::Message;

/// A record of a day file.
#[expect(clippy::large_enum_variant, reason = "almost all are messages, and none is kept")]
pub(super) enum Record<'a> {
    /// It fits the types.
    Message(Message<'a>, &'a str),
    /// It, the next or an earlier one does not.
    Json(&'a str),
    /// From here on, the file is no list of values.
    Damaged,
}

/// Gives each record of a day file to `take`.
pub(super) fn each<'a>(text: &'a str, mut take: impl FnMut(Record<'a>)) {
    let mut list = List { text, last: None, given: 0, take: &mut take };
    let mut reader = sonic_rs::Deserializer::from_str(text);
    let all = (&mut list).deserialize(&mut reader).is_ok() && reader.end().is_ok() && list.give(text.len()).is_some();
    let given = list.given;
    if all {
        return;
    }
    for record in sonic_rs::to_array_iter(text).skip(given) {
        take(record.as_ref().map_or(Record::Damaged, |record| {
            // It lies in the text, which outlives the iterator.
            within(text, record.as_raw_str()).map_or(Record::Damaged, Record::Json)
        }));
    }
}

/// The same part of `text`, for as long as `text` lives.
fn within<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    text.get(start..start + part.len())
}

struct List<'a, 't, T> {
    text: &'a str,
    /// The newest message and where it begins: where it ends is known when the next one begins.
    last: Option<(Message<'a>, usize)>,
    given: usize,
    take: &'t mut T,
}

impl<'a, T: FnMut(Record<'a>)> List<'a, '_, T> {
    /// Gives the newest message, which ends before `next`; nothing when its JSON cannot be found.
    fn give(&mut self, next: usize) -> Option<()> {
        let Some((message, start)) = self.last.take() else { return Some(()) };
        let end = start + self.text.get(start..next)?.rfind('}')? + 1;
        (self.take)(Record::Message(message, self.text.get(start..end)?));
        self.given += 1;
        Some(())
    }
}

impl<'a, T: FnMut(Record<'a>)> DeserializeSeed<'a> for &mut List<'a, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'a, T: FnMut(Record<'a>)> Visitor<'a> for &mut List<'a, '_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list of messages")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut values: A) -> Result<(), A::Error> {
        while let Some((message, key)) = values.next_element_seed(Placed)? {
            let lost = || serde::de::Error::custom("its place in the file is not known");
            // The name of its first field stands right after the brace.
            let at = (key.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
            let start = at.and_then(|at| self.text.get(..at)?.rfind('{')).ok_or_else(lost)?;
            self.give(start).ok_or_else(lost)?;
            self.last = Some((message, start));
        }
        Ok(())
    }
}

/// Reads a message and the name of its first field as it lies in the text.
struct Placed;

impl<'a> DeserializeSeed<'a> for Placed {
    type Value = (Message<'a>, &'a str);

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Placed {
    type Value = (Message<'a>, &'a str);

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a message")
    }

    fn visit_map<A: MapAccess<'a>>(self, map: A) -> Result<Self::Value, A::Error> {
        let mut first = None;
        let message = Message::deserialize(MapAccessDeserializer::new(Watched { map, first: &mut first }))?;
        first.map(|key| (message, key)).ok_or_else(|| serde::de::Error::custom("it is empty"))
    }
}

/// The fields of a message, of which the first one's name is remembered.
struct Watched<'a, 'f, A> {
    map: A,
    first: &'f mut Option<&'a str>,
}

impl<'a, A: MapAccess<'a>> MapAccess<'a> for Watched<'a, '_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        if self.first.is_some() {
            return self.map.next_key_seed(seed);
        }
        let Some(key) = self.map.next_key::<&'a str>()? else { return Ok(None) };
        *self.first = Some(key);
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each(text, |record| {
            found.push(match record {
                Record::Message(message, json) => format!("{} {json}", message.ts),
                Record::Json(json) => format!("? {json}"),
                Record::Damaged => "damaged".to_owned(),
            });
        });
        found
    }

    #[test]
    fn every_record_has_exactly_its_own_json() {
        let text = " [ {\"ts\":\"1\"} ,\n { \"text\" : \"a } , { b\", \"ts\":\"2\", \"x\": {\"y\": [{}]} }]\n";
        assert_eq!(
            read(text),
            ["1 {\"ts\":\"1\"}", "2 { \"text\" : \"a } , { b\", \"ts\":\"2\", \"x\": {\"y\": [{}]} }"]
        );
        assert_eq!(read("[]"), [""; 0]);
    }

    #[test]
    fn after_a_record_of_another_shape_the_rest_comes_as_json() {
        assert_eq!(
            read(r#"[{"ts":"1"},{"ts":2},{"ts":"3"}]"#),
            [r#"? {"ts":"1"}"#, r#"? {"ts":2}"#, r#"? {"ts":"3"}"#]
        );
        assert_eq!(read(r#"[{"ts":"1"},5,{},{"ts":"3"}]"#), [r#"? {"ts":"1"}"#, "? 5", "? {}", r#"? {"ts":"3"}"#]);
        assert_eq!(read(r#"[{"t\u0073":"1"}]"#), [r#"? {"t\u0073":"1"}"#]);
        assert_eq!(read(r#"[{"ts":"1"},{"ts":"2"}"#), [r#"1 {"ts":"1"}"#, r#"? {"ts":"2"}"#, "damaged"]);
        assert_eq!(read("{}"), ["damaged"]);
        assert_eq!(read(""), ["damaged"]);
    }

    proptest! {
        #[test]
        fn one_pass_finds_what_splitting_first_finds(
            records in prop::collection::vec(("[a-z{}\\[\\],\" ]{0,12}", any::<bool>(), 0_u32..4), 0..8),
            gaps in prop::collection::vec("[ \n\t]{0,2}", 32),
        ) {
            let mut gap = gaps.iter().cycle();
            let mut space = || gap.next().cloned().unwrap_or_default();
            let mut parts = Vec::new();
            for (text, nested, kind) in &records {
                let quoted = serde_json::to_string(text).unwrap();
                let ts = if *kind == 0 { "7".to_owned() } else { "\"7.000001\"".to_owned() };
                let more = if *nested { format!(",\"blocks\":[{{\"text\":{quoted}}}]") } else { String::new() };
                parts.push(format!("{}{{{}\"text\":{quoted},{}\"ts\":{ts}{more}{}}}{}", space(), space(), space(), space(), space()));
            }
            let text = format!("{}[{}]{}", space(), parts.join(","), space());
            let split: Vec<String> =
                sonic_rs::to_array_iter(text.as_str()).map(|record| record.unwrap().as_raw_str().to_owned()).collect();
            let mut found = Vec::new();
            each(&text, |record| match record {
                Record::Message(_, json) | Record::Json(json) => found.push(json.to_owned()),
                Record::Damaged => panic!("nothing is damaged"),
            });
            prop_assert_eq!(found, split);
        }
    }
}

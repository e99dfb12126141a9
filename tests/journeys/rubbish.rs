//! Every command, called with nothing or with nonsense: an error that says who is at fault, never a panic.

use kith_app::{ApiError, Code, TABLE, schema_generator};
use kith_tests::world::World;
use serde_json::{Map, Value, json};

use crate::count::rich;

/// What a command may be asked with and must survive.
const TEXTS: [&str; 7] =
    ["", "nonsense", "-1", "9223372036854775807", "[null,1]", "\" OR * NEAR(", "\u{202e}\u{0}'; --"];
const NUMBERS: [i64; 4] = [0, -1, 4_294_967_295, i64::MAX];

/// These do their work when called without arguments.
const NOT_WITHOUT: [&str; 1] = ["sample.start"];

#[track_caller]
fn check(name: &str, args: &Value, answer: Result<Value, ApiError>) {
    if let Err(error) = answer {
        assert_ne!(error.code, Code::Bug, "{name} {args}: {}", error.message);
        assert!(!error.message.is_empty(), "{name} {args}: an error must say something");
        assert!(!error.message.starts_with(char::is_uppercase), "{name} {args}: {:?} is no fragment", error.message);
    }
}

/// The arguments of every command, with a value for each that its schema allows at the outside.
fn filled(schema: &Value, definitions: &Map<String, Value>, text: &str, number: i64) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return filled(&definitions[name], definitions, text, number);
    }
    if let Some(first) = schema["anyOf"].as_array().and_then(|all| all.first()) {
        return filled(first, definitions, text, number);
    }
    let one_of = schema["oneOf"].as_array().and_then(|all| all.last());
    if let Some(word) =
        one_of.and_then(|one| one.get("const")).or_else(|| schema["enum"].as_array().and_then(|all| all.last()))
    {
        return word.clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match kind {
        "string" => json!(text),
        "integer" if schema["minimum"].as_i64() == Some(0) => json!(number.clamp(0, 4_294_967_295)),
        "integer" => json!(number),
        "boolean" => json!(number == 0),
        "array" => json!([filled(&schema["items"], definitions, text, number.clamp(0, 200))]),
        _ => {
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            properties
                .into_iter()
                .map(|(key, part)| (key, filled(&part, definitions, text, number)))
                .collect::<Map<_, _>>()
                .into()
        }
    }
}

#[test]
fn nonsense_is_an_error_and_never_a_panic() {
    let without = World::empty();
    let with = World::new();
    with.import(&rich().bytes());
    for command in TABLE {
        for world in [&without, &with] {
            for args in [json!([]), json!("x"), json!(5), json!(true), json!({ "nonsense": 1 })] {
                let error = world.call(command.name, args.clone()).expect_err("nonsense is refused");
                assert_eq!(error.code, Code::Invalid, "{} {args}", command.name);
            }
        }
        if !NOT_WITHOUT.contains(&command.name) {
            for args in [json!({}), json!(null)] {
                check(command.name, &args, with.call(command.name, args.clone()));
            }
        }
        let answer = without.call(command.name, json!({}));
        check(command.name, &json!({}), answer);
    }
    assert_eq!(with.call("no.such.command", json!({})).unwrap_err().code, Code::NotFound);
    assert_eq!(without.call("stats", json!({})).unwrap_err().code, Code::NoCommunity);
}

#[test]
fn values_at_the_outside_are_survived() {
    let world = World::new();
    world.import(&rich().bytes());
    let mut generator = schema_generator();
    let schemas: Vec<Value> = TABLE.iter().map(|command| json!((command.arguments)(&mut generator))).collect();
    let definitions = generator.take_definitions(true);
    let mut calls = 0;
    for (command, schema) in TABLE.iter().zip(&schemas) {
        for (text, number) in TEXTS.iter().flat_map(|text| NUMBERS.map(|number| (text, number))) {
            let mut args = filled(schema, &definitions, text, number);
            if args.as_object().is_some_and(Map::is_empty) {
                continue;
            }
            // A file of any name is as good as another, but not beside the program.
            for key in ["path", "folder"] {
                if let Some(path) = args.get_mut(key).filter(|path| path.is_string()) {
                    *path = json!(world.aside("rubbish").join(text.trim_start_matches('/')));
                }
            }
            calls += 1;
            check(command.name, &args, world.call(command.name, args.clone()));
            // The same, one argument at a time: filters often exclude each other.
            for (key, value) in args.as_object().into_iter().flatten() {
                let mut one = args.clone();
                if let Some(one) = one.as_object_mut() {
                    one.retain(|other, _| other == "limit" || other == "every");
                    one.insert(key.clone(), value.clone());
                }
                check(command.name, &one, world.call(command.name, one.clone()));
            }
        }
    }
    assert!(calls > 100, "the schemas say too little: {calls} calls");
}

#[test]
fn errors_hold_nothing_of_what_people_said() {
    let world = World::new();
    world.import(&rich().bytes());
    let mut generator = schema_generator();
    let schemas: Vec<Value> = TABLE.iter().map(|command| json!((command.arguments)(&mut generator))).collect();
    let definitions = generator.take_definitions(true);
    let secret = format!("ada@example.org xox{}", "p-1234567890-canary");
    for (command, schema) in TABLE.iter().zip(&schemas) {
        let mut args = filled(schema, &definitions, &secret, 5);
        // The path of a file is what such an error is about.
        if args.as_object_mut().is_none_or(|args| args.remove("path").is_some() || args.is_empty()) {
            continue;
        }
        if let Err(error) = world.call(command.name, args.clone()) {
            let text = format!("{error:?}");
            assert!(!text.contains("ada@") && !text.contains("canary"), "{}: {text}", command.name);
        }
    }
}

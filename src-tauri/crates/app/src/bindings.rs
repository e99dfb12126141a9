//! The TypeScript side of the command table, in one file.
//!
//! **Invariant:** `ui/src/api/bindings.ts` is what [`typescript`] writes; a test compares them.

use std::{
    any::TypeId,
    collections::{BTreeMap, HashSet},
};

use ts_rs::{Config, TS, TypeVisitor};

use crate::{ApiError, commands::TABLE};

/// Declarations by name, each once.
pub(crate) struct Types {
    config: Config,
    declarations: BTreeMap<String, String>,
    /// Lists and the like that were looked into: a list of what it is part of would be looked into for ever.
    seen: HashSet<TypeId>,
}

impl Types {
    /// Adds a type and all it is made of; answers how TypeScript names it.
    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types of ours have a place to be exported to; the rest (numbers, lists) are TypeScript's own.
        if T::output_path().is_none() {
            if self.seen.insert(TypeId::of::<T>()) {
                T::visit_dependencies(self);
                T::visit_generics(self);
            }
            return;
        }
        let name = T::ident(&self.config);
        if self.declarations.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = format!("{docs}export {}", T::decl(&self.config));
        self.declarations.insert(name, declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The whole file.
pub fn typescript() -> String {
    let mut types =
        Types { config: Config::new().with_large_int("number"), declarations: BTreeMap::new(), seen: HashSet::new() };
    types.add::<ApiError>();
    types.add::<kith_store::Topic>();
    let rows: Vec<(&str, String, String)> = TABLE
        .iter()
        .map(|command| {
            let (arguments, result) = (command.typescript)(&mut types);
            (command.name, arguments, result)
        })
        .collect();
    let mut out = String::from(
        "// Generated from the table of commands in src-tauri/crates/app/src/commands.rs.\n\
         // Do not edit: change the Rust types and run `UPDATE=1 cargo test bindings`.\n\n\
         /** UTC milliseconds. */\nexport type Timestamp = number;\n\n",
    );
    for declaration in types.declarations.values() {
        out.push_str(declaration);
        out.push_str("\n\n");
    }
    out.push_str("/** Every command: its arguments and its result. */\nexport interface Commands {\n");
    for (name, arguments, result) in &rows {
        out.push_str(&format!("  \"{name}\": [{arguments}, {result}];\n"));
    }
    out.push_str("}\n\n/** Which topics a read depends on. */\nexport const reads: { [K in keyof Commands]?: readonly Topic[] } = {\n");
    for command in TABLE.iter().filter(|command| !command.reads.is_empty()) {
        let topics: Vec<String> = command.reads.iter().map(|topic| format!("\"{}\"", topic.word())).collect();
        out.push_str(&format!("  \"{}\": [{}],\n", command.name, topics.join(", ")));
    }
    out.push_str("};\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_are_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/api/bindings.ts");
        let wanted = typescript();
        if std::env::var_os("UPDATE").is_some() {
            std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), wanted.as_bytes()).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(found == wanted, "the UI's bindings are stale: run `UPDATE=1 cargo test bindings` and commit the file");
    }
}

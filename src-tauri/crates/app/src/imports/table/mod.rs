//! Imports of tables: what is in a file, what its columns mean, what would change, and the import itself.
//!
//! A profile says what the columns of a kind of table mean, and is a source: the accounts of all its files belong
//! together, so a second file updates what the first one brought.
//!
//! **Invariants:** a preview reads the whole file and writes nothing, and the import says of every row what the preview
//! said; what an import changes can be taken back as a whole; one that is cancelled, cut off or refused leaves nothing.

mod check;
mod job;
mod profiles;
mod views;

use std::{ops::ControlFlow, path::Path};

use kith_connect::table::{Mapping, Reader, Scan, Table, Use, WrongRow, unread_dates};
use kith_domain::{
    id::source_id,
    table::{Slot, TableRow},
};
use kith_store::{
    NewImport, Store,
    ingest::{Origin, TableOptions, TableOutcome},
};

use self::{
    check::{Checked, Checker},
    profiles::Chosen,
};
pub(crate) use self::{
    job::spawn_removal,
    profiles::{ProfileId, Profiles, forget, profiles},
    views::{
        InspectTable, PreviewTable, RowChange, RowError, RowKindOfChange, StartTable, TableColumn, TableDates,
        TableInspected, TablePreview, TableRowPreview,
    },
};
use super::{ImportId, checked_path, file_name, in_background};
use crate::{ApiError, App};

/// Rows of each kind that a preview shows.
const SHOWN: usize = 20;
/// Refused rows that a preview shows.
const WRONG_SHOWN: usize = 500;

/// A file that is ready to be read.
struct Prepared {
    table: Table,
    scan: Scan,
    reader: Reader,
    options: TableOptions,
}

fn prepare(path: &Path, mapping: &Mapping, zone: chrono_tz::Tz) -> Result<Prepared, ApiError> {
    let table = Table::open(path, &mapping.file)?;
    let scan = table.scan()?;
    let reader = Reader::new(mapping, &table, &scan, zone)?;
    let options = TableOptions { trust: mapping.trust_addresses, erases: mapping.empty_erases };
    Ok(Prepared { table, scan, reader, options })
}

pub(crate) async fn inspect(app: &App, args: InspectTable) -> Result<TableInspected, ApiError> {
    let store = app.store()?;
    let path = checked_path(&args.path)?;
    in_background(move || {
        let remembered = profiles::all(&store)?;
        let wanted = args.profile.as_deref().map(|id| profiles::find(&remembered, id)).transpose()?;
        let file = args.file.or_else(|| wanted.map(|profile| profile.mapping.file.clone())).unwrap_or_default();
        let table = Table::open(&path, &file)?;
        let scan = table.scan()?;
        let chosen = wanted.or_else(|| profiles::fitting(&remembered, table.headers()));
        let mut mapping = chosen.map_or_else(
            || kith_connect::table::guess(table.headers(), &scan.columns),
            |profile| profile.mapping.clone(),
        );
        mapping.file = file;
        let columns = table.headers().iter().zip(&scan.columns);
        let layout = table.layout();
        Ok(TableInspected {
            path: path.display().to_string(),
            name: file_name(&path),
            bytes: std::fs::metadata(&path).map_or(0, |data| i64::try_from(data.len()).unwrap_or(i64::MAX)),
            encoding: layout.encoding.map(str::to_owned),
            delimiter: layout.delimiter,
            sheet: layout.sheet.clone(),
            sheets: layout.sheets.clone(),
            heading: layout.heading.and_then(|line| u32::try_from(line).ok()),
            rows: scan.rows,
            broken: scan.broken,
            columns: columns
                .map(|(header, scan)| TableColumn {
                    header: header.clone(),
                    field: mapping.use_of(header),
                    samples: scan.samples.clone(),
                    filled: scan.filled,
                    dates: TableDates::of(&scan.sense),
                    unread_dates: unread_dates(header, mapping.rows, scan)
                        .filter(|_| chosen.is_none() && mapping.use_of(header) == Use::Keep),
                })
                .collect(),
            profile: chosen.map(profiles::Profile::view),
            mapping,
        })
    })
    .await
}

pub(crate) async fn preview(app: &App, args: PreviewTable) -> Result<TablePreview, ApiError> {
    let store = app.store()?;
    let path = checked_path(&args.path)?;
    in_background(move || {
        let zone = store.read_now(|read| read.zone())?;
        let mut prepared = prepare(&path, &args.mapping, zone)?;
        let remembered = profiles::all(&store)?;
        let remote = args.profile.as_deref().map(|id| profiles::find(&remembered, id)).transpose()?;
        let remote = remote.map(|profile| profile.remote.clone());
        let mut preview = TablePreview { broken_rows: prepared.scan.broken, ..TablePreview::default() };
        let read = store.read_now(|read| {
            let source = match &remote {
                Some(remote) => read.source(source_id("table", remote))?.map(|(key, _)| key),
                None => None,
            };
            let mut trouble = Ok(());
            let read = walk(&mut prepared, &mut |row| {
                preview.rows += 1;
                match row {
                    Ok(Checked { repeats: Some(_), .. }) => preview.repeated += 1,
                    Ok(checked) => match read.compare_row(source, &checked.row, args_options(&args.mapping)) {
                        Ok(outcome) => preview.add(&checked.row, outcome),
                        Err(error) => {
                            trouble = Err(error);
                            return ControlFlow::Break(());
                        }
                    },
                    Err(wrong) => preview.refuse(wrong),
                }
                ControlFlow::Continue(())
            });
            trouble.map(|()| read)
        })?;
        read?;
        Ok(preview)
    })
    .await
}

const fn args_options(mapping: &Mapping) -> TableOptions {
    TableOptions { trust: mapping.trust_addresses, erases: mapping.empty_erases }
}

/// Every row, checked against those before it.
fn walk(
    prepared: &mut Prepared,
    each: &mut dyn FnMut(Result<Checked, WrongRow>) -> ControlFlow<()>,
) -> Result<(), ApiError> {
    let mut checker = Checker::default();
    let Prepared { table, reader, .. } = prepared;
    Ok(table.rows(&mut |row| each(reader.read(&row).and_then(|row| checker.check(row))))?)
}

pub(crate) async fn start(app: &App, args: StartTable) -> Result<ImportId, ApiError> {
    let store = app.store()?;
    app.jobs().check_free()?;
    let path = checked_path(&args.path)?;
    let (id, now, new_profile) = (app.new_id(), app.now(), app.new_id());
    let app = app.clone();
    in_background(move || {
        let zone = store.read_now(|read| read.zone())?;
        let prepared = prepare(&path, &args.mapping, zone)?;
        let Chosen { remote, name } = profiles::choose(&store, &args, &new_profile, now)?;
        let source = super::source::ensure_named(&store, "table", &remote, &name, now)?;
        let rows = prepared.scan.rows.saturating_add(prepared.scan.broken);
        let new = NewImport {
            id: id.clone(),
            kind: "table",
            name: file_name(&path),
            path: path.display().to_string(),
            fingerprint: prepared.table.layout().fingerprint.clone(),
            options: serde_json::to_string(&args.mapping).unwrap_or_default(),
            as_of: now,
            files: rows,
            left_out: 0,
            notes: Vec::new(),
        };
        let (file, key) = (new.name.clone(), source.key);
        let number = store.write_now(move |write| write.begin_import(&new, Some(key), now))?;
        let origin = source.at(&store, Some(number), now)?;
        job::spawn(&app, &store, job::Work { id: id.clone(), number, origin, file, named: name }, prepared)?;
        Ok(ImportId { id })
    })
    .await
}

/// Where rows of an import that is taken back came from.
fn origin_of(store: &Store, import: &kith_store::ImportRow) -> Result<Option<Origin>, ApiError> {
    let Some((source, uid, _)) = &import.source else { return Ok(None) };
    let zone = store.read_now(|read| read.zone())?;
    let source_uid = uid.parse().unwrap_or_default();
    Ok(Some(Origin {
        source: *source,
        source_uid,
        import: Some(import.number),
        live: false,
        as_of: import.as_of,
        zone,
    }))
}

impl TablePreview {
    fn add(&mut self, row: &TableRow, outcome: TableOutcome) {
        let (kind, changes) = match outcome {
            TableOutcome::New => (RowKindOfChange::New, Vec::new()),
            TableOutcome::Changed(changes) => (RowKindOfChange::Changed, changes),
            // Of the erased nothing is said but that nothing changes.
            TableOutcome::Same | TableOutcome::Erased => (RowKindOfChange::Same, Vec::new()),
        };
        let (count, shown) = match kind {
            RowKindOfChange::New => (&mut self.new, &mut self.new_rows),
            RowKindOfChange::Changed => (&mut self.changed, &mut self.changed_rows),
            RowKindOfChange::Same => (&mut self.same, &mut self.same_rows),
        };
        *count += 1;
        if shown.len() >= SHOWN {
            return;
        }
        let slots = row.slots.iter().filter(|(slot, _)| *slot != Slot::Name);
        let said = slots.filter_map(|(_, value)| value.clone());
        shown.push(TableRowPreview {
            line: views::small(row.line),
            key: row.key.clone(),
            name: row.slot(Slot::Name).map(str::to_owned),
            says: row.activity.iter().map(|activity| activity.text.clone()).chain(said).collect(),
            tags: row.tags.clone(),
            changes: changes
                .into_iter()
                .map(|change| RowChange { field: change.field, before: change.before, after: change.after })
                .collect(),
        });
    }

    fn refuse(&mut self, wrong: WrongRow) {
        self.refused += 1;
        if self.errors.len() < WRONG_SHOWN {
            self.errors.push(RowError {
                line: views::small(wrong.line),
                column: wrong.column,
                reason: wrong.reason,
                sample: wrong.sample,
            });
        }
    }
}
